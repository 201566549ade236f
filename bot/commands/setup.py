"""`tuntas init`: the first configuration and the key of a new office."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.common import HERE, refuse
from bot.config import SETTINGS, ConfigError, load, written
from programme.reading import places
from storage.crypto import KeyProblem, create_key_file, write_atomically

#: What people are told, so that no default will do: the setting, and how it is asked for.
ASKED = {
    "office.name": "Name of the office, as people read it (such as Dinas Sosial Kabupaten Paser)",
    "office.address": "Street address of the office",
    "office.hours": "Opening hours (such as Senin-Jumat 08.00-15.30 WITA)",
    "office.phone": "Telephone of the office",
    "office.data_officer": "Official responsible for personal data (such as Sekretaris Dinas Sosial)",
}
_SAFE_PLACE = (
    "Copy both to a safe place that is not this machine, such as a USB stick in the office's safe: without the key "
    "nobody can read the database or its backups, not even you."
)


def init(
    folder: Annotated[Path, typer.Argument(help="Where configuration, key and data are to be.")] = Path(),
    name: Annotated[str, typer.Option(help="Name of the office.")] = "",
    region: Annotated[str, typer.Option(help="The regency: its name or its Kemendagri code.")] = "",
    address: Annotated[str, typer.Option(help="Street address of the office.")] = "",
    hours: Annotated[str, typer.Option(help="Opening hours.")] = "",
    phone: Annotated[str, typer.Option(help="Telephone of the office.")] = "",
    data_officer: Annotated[str, typer.Option(help="Official responsible for personal data.")] = "",
    prefix: Annotated[str, typer.Option(help="What registration numbers begin with, such as PSR.")] = "",
    zone: Annotated[str, typer.Option(help="Time zone; that of the regency if it is not given.")] = "",
    database: Annotated[str, typer.Option(help="SQLite file, or postgresql://user:password@host/name.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; refuse if something is missing.")] = False,
) -> None:
    """Set up a new office: asks what it must, and makes the configuration and the key. Overwrites nothing."""
    path = folder / HERE
    if path.exists():
        refuse(f"{path} exists already: edit it with a text editor, or name another folder.")
    given = {
        "office.name": name,
        "office.address": address,
        "office.hours": hours,
        "office.phone": phone,
        "office.data_officer": data_officer,
    }
    code = _region(region, yes)
    values = _checked(
        {
            "office.region": code,
            **_answers(given, yes),
            "office.prefix": prefix or _ask("What registration numbers begin with", _prefix(code), yes),
            "time.zone": zone or _ask("Time zone", str(places.zone_of(code)), yes),
            "database.url": database or _ask("Database: an SQLite file, or postgresql://…", "sqlite:///tuntas.db", yes),
        }
    )
    _write(path, values)


def _region(wanted: str, is_silent: bool) -> str:
    """The code of the regency, looked for by its name until there is one."""
    while True:
        wanted = wanted or _ask("Regency or city (name or code, such as Paser)", "", is_silent)
        found = places.regencies(wanted)
        if len(found) == 1:
            code, name = next(iter(found.items()))
            print(f"{name}, code {code}.")
            return code
        what = f"No regency or city is called {wanted!r}" if not found else _choices(found)
        if is_silent:
            refuse(f"{what}: write its code, such as --region 64.01.")
        print(f"{what}.")
        wanted = ""


def _choices(found: dict[str, str]) -> str:
    return "Which one: " + ", ".join(f"{name} ({code})" for code, name in list(found.items())[:20])


def _answers(given: dict[str, str], is_silent: bool) -> dict[str, str]:
    missing = [setting for setting in ASKED if not given[setting]]
    if missing and is_silent:
        options = ", ".join(f"--{setting.removeprefix('office.').replace('_', '-')}" for setting in missing)
        refuse(f"Something is missing: add {options}.")
    return {setting: given[setting] or typer.prompt(ASKED[setting]) for setting in ASKED}


def _ask(question: str, default: str, is_silent: bool) -> str:
    if is_silent:
        return default or refuse("The regency is missing: add --region with its name or code.")
    return str(typer.prompt(question, default=default or None))


def _prefix(code: str) -> str:
    """The first consonants of the regency's name: Paser is PSR."""
    name = next(iter(places.regencies(code).values())).split(" ", 1)[-1].upper()
    return "".join(letter for letter in name if letter.isalpha() and letter not in "AIUEO")[:3] or name[:3]


def _checked(values: dict[str, str]) -> dict[str, str]:
    readers: dict[str, Callable[[Any], Any]] = {setting.name: setting.read for setting in SETTINGS}
    mistakes = []
    for name, value in values.items():
        try:
            readers[name](value)
        except ValueError as mistake:
            mistakes.append(f"{name}: {mistake}.")
    if mistakes:
        raise ConfigError(mistakes)
    return values


def _write(path: Path, values: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # For its owner's eyes only: the address of the database may hold a password.
    write_atomically(path, written(values).encode())
    key_file = load(path, {}).key_file
    try:
        create_key_file(key_file)
    except KeyProblem:
        print(f"The key file {key_file} was there already and stays as it is.")
    print(f"Written: the configuration {path} and the key {key_file}.")
    print(_SAFE_PLACE)
    print("Next: tuntas doctor, then tuntas run." if path.parent == Path() else f"Next: cd {path.parent}, tuntas run.")
