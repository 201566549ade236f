"""What stands in deploy/ is well formed and speaks of settings, paths and commands that exist."""

import configparser
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.config import SETTINGS

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"


@pytest.fixture
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / "tuntas.service", encoding="utf-8")
    return parser


def test_the_containers_settings_exist(compose: dict[str, Any]) -> None:
    known = {setting.variable for setting in SETTINGS}
    assert set(compose["services"]["tuntas"]["environment"]) <= known
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert set(re.findall(r"TUNTAS_\w+", dockerfile)) <= known


def test_what_the_image_copies_is_there_and_it_does_not_run_as_root() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    for source in re.findall(r"^COPY (\S+) ", dockerfile, re.MULTILINE):
        assert (ROOT / source).exists(), source
    assert dockerfile.rfind("USER tuntas") < dockerfile.rfind("ENTRYPOINT")
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {"*.key", "config.toml", "*.db*"} <= set(ignored)


def test_the_page_in_the_container_is_reached_from_its_own_machine_only(compose: dict[str, Any]) -> None:
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["tuntas"]["ports"])


def test_a_stop_in_good_order_has_the_time_it_needs(compose: dict[str, Any], unit: configparser.ConfigParser) -> None:
    assert int(compose["services"]["tuntas"]["stop_grace_period"].rstrip("s")) > 10
    assert int(unit["Service"]["TimeoutStopSec"]) > 10


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is missing: apt install systemd.")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    program = tmp_path / "tuntas"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    text = (DEPLOY / "tuntas.service").read_text(encoding="utf-8")
    there = tmp_path / "tuntas.service"
    there.write_text(text.replace("/opt/tuntas/.venv/bin/tuntas", str(program)), encoding="utf-8")
    found = subprocess.run(  # noqa: S603 - ours
        ["systemd-analyze", "verify", str(there)],  # noqa: S607 - found above
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
    )
    assert "tuntas.service" not in found.stderr, found.stderr
