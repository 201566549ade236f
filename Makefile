# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
# Rounds that are not about time: they may run beside each other.
UNTIMED := tests/reliability/test_crash_everywhere.py tests/bot/test_alumni_years.py

.PHONY: install dev demo test test-browser reliability lint bench clean lock

install: .venv/installed
dev: .venv/installed-dev

.venv/installed: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/installed-dev: .venv/installed requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

demo: install
	$(BIN)/tuntas demo

# Each test on either database; OPTIONS=--every-database runs each on both.
test: dev
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not browser and not bench and not reliability" $(OPTIONS)

test-browser: dev
	scripts/install-browser
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/browser.txt
	$(BIN)/python -m pytest -m browser

# One after another: load, kills and full disks are about time.
reliability: dev
	$(BIN)/python -m pytest -n auto --dist worksteal -m reliability $(UNTIMED)
	$(BIN)/python -m pytest -m reliability $(addprefix --ignore=,$(UNTIMED))

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: dev
	$(BIN)/python -m tests.bench

# Needs `uv` (pip install uv); writes the lock files anew.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --group build pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --group dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --group browser -c requirements/dev.txt -o requirements/browser.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache demo-data
