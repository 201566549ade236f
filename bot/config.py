"""Configuration: config.toml, then the environment; every mistake is reported at once, each with its remedy."""

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import links
from bot.channels.whatsapp_templates_format import Template
from handlers.documents import call_template
from handlers.documents.call_template import TemplateMistake
from programme.checklist import DEFAULT, DocumentRule
from programme.office import Calling, Letterhead, Mentoring, Office, Reminding, Selecting
from programme.ranking import WEIGHTS
from programme.retention import Retention


class ConfigError(Exception):
    """One sentence a mistake, each with its remedy."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class WhatsApp:
    """The office's number at Meta, and what proves who is who."""

    token: str
    phone_number_id: str
    app_secret: str
    verify_token: str
    business_account_id: str
    graph_base_url: str
    graph_version: str
    templates: tuple[Template, ...]
    messages_per_second: int


@dataclass(frozen=True, slots=True)
class Telegram:
    """The office's bot, and how its messages come."""

    token: str = field(repr=False)
    library: str
    mode: str
    webhook_url: str
    secret_token: str = field(repr=False)
    api_base_url: str
    paid_broadcast: bool
    #: 0: as many as Telegram allows.
    messages_per_second: int
    chat_burst: int

    @property
    def secret(self) -> str:
        """By which Telegram proves that it is calling; where none is set, one that only who has the token knows."""
        return self.secret_token or hashlib.sha256(f"webhook of {self.token}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set."""

    database: str
    key_file: Path
    files: Path
    host: str
    port: int
    public_hosts: tuple[str, ...]
    metrics: bool
    upload_megabytes: int
    in_flight: int
    lease_seconds: int
    give_up_hours: int
    inbound_per_minute: int
    logs: Path | None
    log_days: int
    backups: Path | None
    backups_kept: int
    backup_hour: int
    zone: ZoneInfo
    office: Office
    retention: Retention
    #: None where the service does not speak Telegram.
    telegram: Telegram | None = None
    #: None where the service does not speak WhatsApp.
    whatsapp: WhatsApp | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the file, its default, how it is read, and a comment for the example file."""

    name: str
    default: Any
    read: Callable[[Any], Any]
    comment: str

    @property
    def variable(self) -> str:
        """The environment variable that overrides it: web.port is TUNTAS_WEB_PORT."""
        return "TUNTAS_" + self.name.replace(".", "_").upper()


def text(value: Any) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("write a text between quotation marks")
    return value.strip()


def text_or_nothing(value: Any) -> str:
    """A text, or an empty one, which switches off what it names."""
    if isinstance(value, str):
        return value.strip()
    raise ValueError('write a text between quotation marks, or "" for none')


def number(least: int, most: int) -> Callable[[Any], int]:
    """A whole number between two."""

    def read(value: Any) -> int:
        try:
            found = int(str(value))
        except ValueError:
            found = least - 1
        if isinstance(value, bool) or not least <= found <= most:
            raise ValueError(f"write a whole number from {least} to {most}")
        return found

    return read


def switch(value: Any) -> bool:
    """true or false."""
    known = {"true": True, "false": False}
    if str(value).lower() not in known:
        raise ValueError("write true or false")
    return known[str(value).lower()]


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts; in the environment, separated by commas."""
    found = value.split(",") if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise ValueError('write a list such as ["a", "b"]')
    return tuple(item.strip() for item in found if item.strip())


def days(value: Any) -> tuple[int, ...]:
    """A list of whole days; in the environment, separated by commas."""
    found = value.split(",") if isinstance(value, str) else value
    if not isinstance(found, list):
        raise ValueError("write a list of days such as [3, 10]")  # noqa: TRY004 - told to the operator
    return tuple(number(1, 365)(day) for day in found)


def months(value: Any) -> tuple[int, ...]:
    """A list of whole months, each later than the one before; in the environment, separated by commas."""
    found = value.split(",") if isinstance(value, str) else value
    if not isinstance(found, list) or not found:
        raise ValueError("write a list of months such as [1, 2, 3, 6]")
    read = tuple(number(1, 120)(month) for month in found)
    if list(read) != sorted(set(read)):
        raise ValueError("write each month once, the earliest first")
    return read


def time_of_day(value: Any) -> time:
    """A time such as 20:00, in the office's time zone."""
    try:
        return datetime.strptime(str(value), "%H:%M").time()  # noqa: DTZ007 - the office's zone is applied later
    except ValueError:
        raise ValueError('write a time such as "20:00"') from None


def zone(value: Any) -> ZoneInfo:
    """A time zone of the IANA list."""
    try:
        return ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError("write a time zone such as Asia/Makassar") from None


def papers(value: Any) -> tuple[DocumentRule, ...]:
    """Papers as "id: need" with a need of required, optional or if_available."""
    known = {rule.id: rule for rule in DEFAULT}
    rules = []
    for item in texts(value):
        name, _, need = (part.strip() for part in item.partition(":"))
        if name not in known or need not in ("required", "optional", "if_available"):
            names = ", ".join(known)
            raise ValueError(f'write "paper: need"; papers: {names}; needs: required, optional, if_available')
        rules.append(replace(known[name], need=need))
    return tuple(rules)


def weights(value: Any) -> dict[str, int]:
    """Criteria of the ranking as "criterion: points"; one that is not named does not count."""
    found = dict.fromkeys(WEIGHTS, 0)
    for item in texts(value):
        name, _, points = (part.strip() for part in item.partition(":"))
        if name not in found:
            raise ValueError(f'write "criterion: points"; criteria: {", ".join(WEIGHTS)}')
        found[name] = number(0, 1000)(points)
    return found


def web_address(value: Any) -> str:
    """An address such as https://graph.facebook.com."""
    found = text(value)
    if not found.startswith(("https://", "http://")):
        raise ValueError("write an address that begins with https://")
    return found.rstrip("/")


def public_address(value: Any) -> str:
    """An address that a platform calls from outside; "" for none."""
    found = text_or_nothing(value)
    if found and not found.startswith("https://"):
        raise ValueError("write a public address that begins with https://")
    return found


def one_of(*names: str) -> Callable[[Any], str]:
    """One of these words."""

    def read(value: Any) -> str:
        if value not in names:
            raise ValueError(f"write {' or '.join(names)}")
        return str(value)

    return read


def bot_token(value: Any) -> str:
    """What @BotFather gives; "" for none."""
    found = text_or_nothing(value)
    if found and not _BOT_TOKEN.fullmatch(found):
        raise ValueError("copy it from @BotFather as it is: digits, a colon, and letters")
    return found


def header_token(value: Any) -> str:
    """A secret of letters, digits, _ and -; "" for none."""
    found = text_or_nothing(value)
    if found and not _HEADER_TOKEN.fullmatch(found):
        raise ValueError('write 1 to 256 letters, digits, _ or -, or "" to have one made')
    return found


def templates(value: Any) -> tuple[Template, ...]:
    """Templates of WhatsApp as "text key: template language argument …"."""
    return tuple(Template.read(line) for line in texts(value))


_BOT_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,100}")
_HEADER_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,256}")

_OFFICE = Office()
_RETENTION = Retention()

SETTINGS: tuple[Setting, ...] = (
    Setting("database.url", "sqlite:///tuntas.db", text, "SQLite file, or postgresql://user:password@host/name."),
    Setting("database.key_file", "tuntas.key", text, "The key of everything sealed; keep a copy elsewhere."),
    Setting("files.folder", "files", text, "Where sealed files are kept; never inside a web server's folder."),
    Setting("files.upload_megabytes", 10, number(1, 50), "Largest photo or PDF that is taken, in MB."),
    Setting("web.host", "127.0.0.1", text, "Address to listen on; 127.0.0.1 means this machine only."),
    Setting("web.port", 8080, number(0, 65535), "Port of the local page; 0 takes any free one."),
    Setting("web.public_hosts", [], texts, "Names under which the page may be opened beside this machine's own."),
    Setting(
        "web.metrics",
        default=True,
        read=switch,
        comment="Show figures for Prometheus at /metrics, under the names of the page; none is about a person.",
    ),
    Setting(
        "delivery.in_flight",
        20,
        number(1, 1000),
        "Messages on the wire at once: as many may be said twice after a crash.",
    ),
    Setting(
        "delivery.lease_seconds", 60, number(5, 3600), "After so long a message that was on the wire is tried again."
    ),
    Setting("delivery.give_up_hours", 24, number(1, 720), "What could not be sent for so long is not tried any more."),
    Setting(
        "inbound.per_minute",
        60,
        number(1, 10_000),
        "So many messages of one person are answered in a minute; the next gets one kind warning, and more none.",
    ),
    Setting("logs.folder", "logs", text_or_nothing, 'Where the log is kept, a file a day; "": only on the terminal.'),
    Setting("logs.days", 365, number(1, 3650), "After so many days a log file is removed."),
    Setting(
        "backup.folder",
        "",
        text_or_nothing,
        'Where a backup is made every night, best on another disk; "": none is made.',
    ),
    Setting("backup.keep", 14, number(1, 1000), "So many nightly backups are kept."),
    Setting("backup.hour", 2, number(0, 23), "The hour after which the nightly backup is made."),
    Setting(
        "telegram.bot_name", "", links.bot_name, 'The bot\'s name, for links such as t.me/PaserTuntasBot; "": no links.'
    ),
    Setting("telegram.token", "", bot_token, 'Token of the bot, from @BotFather; "": no Telegram.'),
    Setting("telegram.token_file", "", text_or_nothing, "Or the file that holds it, and nothing else."),
    Setting(
        "telegram.library",
        "python-telegram-bot",
        one_of("python-telegram-bot", "httpx"),
        "python-telegram-bot, or httpx: the same without that library, and quicker.",
    ),
    Setting(
        "telegram.mode",
        "polling",
        one_of("polling", "webhook"),
        "polling asks Telegram for messages; webhook has Telegram call telegram.webhook_url.",
    ),
    Setting(
        "telegram.webhook_url",
        "",
        public_address,
        "For webhook: the public https address that leads to /webhooks/telegram here.",
    ),
    Setting(
        "telegram.secret_token",
        "",
        header_token,
        'For webhook: a secret by which Telegram proves that it calls; "": made of the token.',
    ),
    Setting("telegram.api_base_url", "https://api.telegram.org", web_address, "Where the Bot API is."),
    Setting(
        "telegram.paid_broadcast",
        default=False,
        read=switch,
        comment="Send up to 1,000 messages a second instead of 30; Telegram takes 0.1 Star from the bot for each.",
    ),
    Setting(
        "telegram.messages_per_second",
        0,
        number(0, 1000),
        "Set it where several services share a bot; 0: what Telegram allows, 30 or 1,000.",
    ),
    Setting(
        "telegram.chat_burst",
        4,
        number(1, 1000),
        "A chat gets so many messages at once and then one a second; Telegram tells no exact number.",
    ),
    Setting(
        "whatsapp.display_number",
        "",
        links.display_number,
        'The number people write to, with country code, for links such as wa.me/62543000000; "": no links.',
    ),
    Setting("whatsapp.token", "", text_or_nothing, 'Permanent token of the Cloud API; "": no WhatsApp.'),
    Setting("whatsapp.phone_number_id", "", text_or_nothing, "Meta's id of the office's number, not the number."),
    Setting("whatsapp.app_secret", "", text_or_nothing, "Secret of the app at Meta: proves that Meta is calling."),
    Setting("whatsapp.verify_token", "", text_or_nothing, "Any words of yours, entered at Meta with the webhook."),
    Setting(
        "whatsapp.business_account_id", "", text_or_nothing, "Meta's id of the account: lets doctor look at templates."
    ),
    Setting(
        "whatsapp.templates",
        [],
        templates,
        'Approved templates, for who has not written for a day: "text key: template language argument … buttons".',
    ),
    Setting(
        "whatsapp.messages_per_second",
        80,
        number(1, 1000),
        "Meta raises a number's 80 to 1,000 by itself; an app on a phone beside it lowers them to 20.",
    ),
    Setting("whatsapp.graph_base_url", "https://graph.facebook.com", web_address, "Where Meta's API is."),
    Setting("whatsapp.graph_version", "v26.0", text, "Version of Meta's API; each serves about two years."),
    Setting("time.zone", "Asia/Makassar", zone, "The office's time zone."),
    Setting("office.name", _OFFICE.name, text, "Name of the office, as people read it."),
    Setting("office.address", _OFFICE.address, text, "Street address, told to those who ask."),
    Setting("office.hours", _OFFICE.hours, text, "Opening hours, told to those who ask."),
    Setting("office.phone", _OFFICE.phone, text, "Telephone of the office, told to those who ask."),
    Setting(
        "office.data_officer",
        _OFFICE.data_officer,
        text,
        "Official responsible for personal data, named in the notice.",
    ),
    Setting("office.region", _OFFICE.region, text, "Kemendagri code of the regency, such as 64.01."),
    Setting("office.prefix", _OFFICE.prefix, text, "What registration numbers begin with."),
    Setting(
        "selection.province",
        _OFFICE.selecting.province,
        switch,
        "The list of the selected goes to the province, whose answer is awaited; false: the office decides by itself.",
    ),
    Setting(
        "selection.weights",
        [f"{name}: {weight}" for name, weight in WEIGHTS.items()],
        weights,
        "How many points each criterion of the ranking gives at most; 0: it does not count.",
    ),
    Setting(
        "selection.offer_days",
        _OFFICE.selecting.offer_days,
        number(1, 30),
        "For so many working days a seat that came free is kept for who was asked, from when the question arrived.",
    ),
    Setting("letter.heading", list(_OFFICE.letter.heading), texts, "Head of everything printed, line by line."),
    Setting("letter.place", _OFFICE.letter.place, text, "Where letters are dated."),
    Setting("letter.signatory", _OFFICE.letter.signatory, text, "Who signs letters, with titles."),
    Setting("letter.title", _OFFICE.letter.title, text, "The office that the signatory holds."),
    Setting("letter.nip", _OFFICE.letter.nip, text_or_nothing, 'Staff number (NIP) of the signatory; "": not printed.'),
    Setting("letter.copies", list(_OFFICE.letter.copies), texts, "Who gets a copy of a letter (tembusan)."),
    Setting(
        "calls.template",
        _OFFICE.calling.template,
        text_or_nothing,
        'File with the words of the call letter (docs/panduan/pemanggilan.md); "": those that come with Tuntas.',
    ),
    Setting(
        "calls.answer_days",
        _OFFICE.calling.answer_days,
        number(1, 60),
        "Staff are told who has not answered a call to the training after so many days.",
    ),
    Setting("calls.bring", list(_OFFICE.calling.bring), texts, "What to bring, where a call says nothing else."),
    Setting(
        "mentoring.months",
        list(_OFFICE.mentoring.months),
        months,
        "In these months after monitoring began people are asked how their business goes.",
    ),
    Setting("mentoring.hour", _OFFICE.mentoring.hour, number(0, 23), "At this hour they are asked."),
    Setting(
        "mentoring.remind_days",
        _OFFICE.mentoring.remind_days,
        number(1, 30),
        "Who has not answered for so many days is asked once more.",
    ),
    Setting(
        "mentoring.silent_days",
        _OFFICE.mentoring.silent_days,
        number(1, 60),
        "So many days after that the period counts as silence, which the mentor hears of.",
    ),
    Setting(
        "mentoring.late_days",
        _OFFICE.mentoring.late_days,
        number(1, 60),
        "What could not be asked for so many days is not asked any more.",
    ),
    Setting(
        "mentoring.days_a_month",
        _OFFICE.mentoring.days_a_month,
        number(1, 31),
        "On so many days a month a business is open: what it takes a day times this is what it takes a month.",
    ),
    Setting(
        "mentoring.known_days",
        _OFFICE.mentoring.known_days,
        number(30, 365),
        "After so many days without a report it is not known any more how somebody does.",
    ),
    Setting(
        "mentoring.silent_periods",
        _OFFICE.mentoring.silent_periods,
        number(1, 12),
        "So many periods of silence in a row are a risk.",
    ),
    Setting(
        "mentoring.fall_percent",
        _OFFICE.mentoring.fall_percent,
        number(1, 99),
        "Sales that are lower by more than so many per cent than last time are a risk.",
    ),
    Setting(
        "mentoring.unhandled_days",
        _OFFICE.mentoring.unhandled_days,
        number(1, 60),
        "A risk that nobody has looked at for so many days is told to administrators.",
    ),
    Setting(
        "mentoring.aid_days",
        _OFFICE.mentoring.aid_days,
        number(1, 90),
        "So many days a step of aid may take before whoever holds it up is reminded.",
    ),
    Setting("documents.by_chat", _OFFICE.documents_by_chat, switch, "Whether papers may be sent by chat at all."),
    Setting(
        "documents.open_in_chat",
        _OFFICE.open_papers_in_chat,
        switch,
        "Whether staff may open papers in Telegram and WhatsApp too; the office's own page always shows them.",
    ),
    Setting(
        "documents.list",
        [f"{rule.id}: {rule.need}" for rule in DEFAULT],
        papers,
        "Papers and whether each is required, optional or if_available.",
    ),
    Setting(
        "guardian.minimum_until_consent",
        _OFFICE.minimum_until_guardian,
        switch,
        "Ask and keep only the minimum about an under-18 until a guardian agrees.",
    ),
    Setting(
        "guardian.code_hours",
        _OFFICE.guardian_code_hours,
        number(1, 8760),
        "How many hours the code serves with which a guardian agrees from a phone of their own.",
    ),
    Setting(
        "objections.days",
        _OFFICE.objection_days,
        number(1, 365),
        "Who disagrees with a decision may object for so many days; another member of staff looks at it again.",
    ),
    Setting(
        "reminders.unfinished_days",
        list(_OFFICE.reminding.unfinished_days),
        days,
        "Who left a registration unfinished is reminded so many days after the last answer; []: never.",
    ),
    Setting(
        "reminders.papers_days",
        list(_OFFICE.reminding.papers_days),
        days,
        "Whose papers are missing is reminded so many days after the registration; []: never.",
    ),
    Setting(
        "reminders.departure_days",
        list(_OFFICE.reminding.departure_days),
        days,
        "Who is called to the training is reminded so many days before they gather; []: never.",
    ),
    Setting(
        "reminders.deadline_days",
        list(_OFFICE.reminding.deadline_days),
        days,
        "Whose registration is unfinished or lacks papers is reminded so many days before it closes; []: never.",
    ),
    Setting(
        "reminders.verify_days",
        _OFFICE.reminding.verify_days,
        number(1, 60),
        "Verifiers are told once a day of cases that have waited for more working days than this.",
    ),
    Setting("reminders.quiet_from", "20:00", time_of_day, "From then on nobody is reminded, until the next morning."),
    Setting("reminders.quiet_until", "07:00", time_of_day, "Until then nobody is reminded."),
    Setting(
        "retention.drafts_days",
        _RETENTION.drafts_days,
        number(1, 3650),
        "A form begun without agreeing to the notice is erased so many days after the last answer.",
    ),
    Setting(
        "retention.abandoned_days",
        _RETENTION.abandoned_days,
        number(1, 3650),
        "An unfinished form is erased so many days after the last answer; the notice promises 30.",
    ),
    Setting(
        "retention.guardian_days",
        _RETENTION.guardian_days,
        number(1, 3650),
        "A child's registration is erased so many days after it came if no guardian has agreed.",
    ),
    Setting(
        "retention.questions_days",
        _RETENTION.questions_days,
        number(1, 3650),
        "A question to the office is erased so many days after its answer.",
    ),
    Setting(
        "retention.messages_days",
        _RETENTION.messages_days,
        number(1, 3650),
        "What was said is erased after so many days, and with it addresses of which nothing else is left.",
    ),
    Setting(
        "retention.payloads_days",
        _RETENTION.payloads_days,
        number(1, 3650),
        "The content of a message that could not be read or handled is erased after so many days.",
    ),
    Setting(
        "retention.inbox_days",
        _RETENTION.inbox_days,
        number(7, 3650),
        "That a message came is known for so many days: as long as a platform may deliver it again.",
    ),
    Setting(
        "retention.refused_days",
        _RETENTION.refused_days,
        number(1, 3650),
        "Who was not chosen or withdrew is anonymised after so many days; the notice promises 2 years.",
    ),
    Setting(
        "retention.invitations_days",
        _RETENTION.invitations_days,
        number(1, 3650),
        "An invitation of staff is erased so many days after it ran out.",
    ),
    Setting(
        "retention.objections_days",
        _RETENTION.objections_days,
        number(1, 3650),
        "An objection is erased so many days after its answer.",
    ),
    Setting(
        "retention.left_staff_days",
        _RETENTION.left_staff_days,
        number(1, 3650),
        "The chat of a member of staff who was removed is unlinked after so many days; the name stays in the trail.",
    ),
    Setting(
        "retention.claims_days",
        _RETENTION.claims_days,
        number(1, 3650),
        "What somebody said who wrote that they graduated is erased so many days after staff decided.",
    ),
    Setting(
        "retention.reports_days",
        _RETENTION.reports_days,
        number(365, 3650),
        "What was reported of a business, and what mentors found, is erased after so many days.",
    ),
    Setting(
        "retention.files_days",
        _RETENTION.files_days,
        number(1, 3650),
        "A file that is no paper of anybody's is removed after so many days.",
    ),
    Setting(
        "retention.imports_days",
        _RETENTION.imports_days,
        number(1, 3650),
        "An imported list that nobody took, and what a newer one has replaced, is erased after so many days.",
    ),
    Setting(
        "retention.registers_days",
        _RETENTION.registers_days,
        number(1, 3650),
        "Whom no newer import of a register (DTSEN, ATS) mentions is erased so many days after the last one.",
    ),
)


def load(path: Path | None, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the file (none: defaults), then the environment. Raises ConfigError with every mistake."""
    mistakes: list[str] = []
    written = _read_file(path, mistakes) if path else {}
    values = {**{setting.name: setting.default for setting in SETTINGS}, **written}
    values |= {setting.name: environ[setting.variable] for setting in SETTINGS if setting.variable in environ}
    read: dict[str, Any] = {}
    for setting in SETTINGS:
        try:
            read[setting.name] = setting.read(values[setting.name])
        except ValueError as mistake:
            mistakes.append(f"{setting.name}: {mistake}.")
    base = (path.parent if path else Path()).absolute()
    mistakes += _read_call_template(read, base)
    mistakes += _lacking_for_telegram(read, base)
    mistakes += _lacking_for_whatsapp(read)
    if mistakes:
        raise ConfigError(mistakes)
    return _config(read, base)


def example() -> str:
    """The example file: every setting with its default and a comment."""
    return _file(
        "# Every setting of Tuntas with its default. Copy this file to config.toml and change what you must.", {}
    )


def written(values: Mapping[str, Any]) -> str:
    """A first configuration: every setting, with these values instead of defaults."""
    return _file("# The settings of this office. After a change, start Tuntas again.", values)


def _file(head: str, values: Mapping[str, Any]) -> str:
    lines = [head]
    section = ""
    for setting in SETTINGS:
        table, name = setting.name.split(".")
        if table != section:
            lines += ["", f"[{table}]"]
            section = table
        lines += [f"# {setting.comment}", f"{name} = {_toml(values.get(setting.name, setting.default))}"]
    return "\n".join(lines) + "\n"


def _read_file(path: Path, mistakes: list[str]) -> dict[str, Any]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        mistakes.append(f"{path}: cannot be read; check the name, or copy config.example.toml to it.")
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        mistakes.append(f"{path}: is not valid TOML ({error}); compare it with config.example.toml.")
        return {}
    written = dict(_flat(tables))
    known = {setting.name for setting in SETTINGS}
    mistakes += [f"{name}: there is no such setting; see config.example.toml." for name in written if name not in known]
    return {name: value for name, value in written.items() if name in known}


def _flat(tables: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for table, values in tables.items():
        if isinstance(values, dict):
            yield from ((f"{table}.{name}", value) for name, value in values.items())
        else:
            yield table, values


def _config(read: Mapping[str, Any], base: Path) -> Config:
    return Config(
        database=_database(read["database.url"], base),
        key_file=base / read["database.key_file"],
        files=base / read["files.folder"],
        host=read["web.host"],
        port=read["web.port"],
        public_hosts=read["web.public_hosts"],
        metrics=read["web.metrics"],
        upload_megabytes=read["files.upload_megabytes"],
        in_flight=read["delivery.in_flight"],
        lease_seconds=read["delivery.lease_seconds"],
        give_up_hours=read["delivery.give_up_hours"],
        inbound_per_minute=read["inbound.per_minute"],
        logs=base / read["logs.folder"] if read["logs.folder"] else None,
        log_days=read["logs.days"],
        backups=base / read["backup.folder"] if read["backup.folder"] else None,
        backups_kept=read["backup.keep"],
        backup_hour=read["backup.hour"],
        zone=read["time.zone"],
        office=Office(
            **_section(read, "office"),
            documents_by_chat=read["documents.by_chat"],
            open_papers_in_chat=read["documents.open_in_chat"],
            minimum_until_guardian=read["guardian.minimum_until_consent"],
            checklist=read["documents.list"],
            guardian_code_hours=read["guardian.code_hours"],
            guardian_days=read["retention.guardian_days"],
            objection_days=read["objections.days"],
            reminding=Reminding(**_section(read, "reminders")),
            letter=Letterhead(**_section(read, "letter")),
            calling=Calling(**_section(read, "calls")),
            selecting=Selecting(**_section(read, "selection")),
            mentoring=Mentoring(**_section(read, "mentoring")),
            links=links.links(read["telegram.bot_name"], read["whatsapp.display_number"]),
        ),
        retention=Retention(**_section(read, "retention")),
        telegram=_telegram(read),
        whatsapp=_whatsapp(read),
    )


def _read_call_template(read: dict[str, Any], base: Path) -> list[str]:
    """Put the template's words in the place of its file's name, if a letter can be made of them."""
    name = read.get("calls.template")
    if not name:
        return []
    try:
        read["calls.template"] = call_template.check((base / name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return [f"calls.template: {name} is no text that can be read; check the name, and save it as UTF-8."]
    except TemplateMistake as mistake:
        return [f"calls.template: in {name}, {mistake}."]
    return []


def _lacking_for_telegram(read: dict[str, Any], base: Path) -> list[str]:
    """Read the token from its file, and see that a webhook has an address."""
    mistakes = []
    if read.get("telegram.token_file") and not read.get("telegram.token"):
        try:
            read["telegram.token"] = bot_token((base / read["telegram.token_file"]).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            mistakes.append(
                "telegram.token_file: is no file with a bot's token in it; check the name and what it holds."
            )
    if read.get("telegram.token") and read.get("telegram.mode") == "webhook" and not read.get("telegram.webhook_url"):
        mistakes.append('telegram.webhook_url: is needed where telegram.mode is "webhook" (docs/telegram.md).')
    return mistakes


def _telegram(read: Mapping[str, Any]) -> Telegram | None:
    names = (setting.name for setting in fields(Telegram))
    return Telegram(**{name: read[f"telegram.{name}"] for name in names}) if read["telegram.token"] else None


def _lacking_for_whatsapp(read: Mapping[str, Any]) -> list[str]:
    """Half an account takes no message and proves nothing."""
    if not read.get("whatsapp.token"):
        return []
    needed = ("whatsapp.phone_number_id", "whatsapp.app_secret", "whatsapp.verify_token")
    return [
        f"{name}: is needed where whatsapp.token is set (docs/whatsapp.md)." for name in needed if not read.get(name)
    ]


def _whatsapp(read: Mapping[str, Any]) -> WhatsApp | None:
    names = (setting.name for setting in fields(WhatsApp))
    return WhatsApp(**{name: read[f"whatsapp.{name}"] for name in names}) if read["whatsapp.token"] else None


def _section(read: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The settings of one section, by their names in it."""
    return {key.removeprefix(f"{name}."): value for key, value in read.items() if key.startswith(f"{name}.")}


def _database(url: str, base: Path) -> str:
    """A relative SQLite file is meant beside the configuration, wherever the service is started from."""
    prefix = "sqlite:///"
    return f"{prefix}{base / url.removeprefix(prefix)}" if url.startswith(prefix) else url


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)
