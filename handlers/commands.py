"""Short commands, for channels that show a list of them: each stands for words that always work or start something."""

from collections.abc import Mapping, Sequence

#: What a command's words are, in every language's name for it.
COMMANDS: Mapping[str, str] = {
    "mulai": "mulai",
    "daftar": "daftar",
    "register": "daftar",
    "status": "status saya",
    "menu": "menu",
    "datasaya": "data saya",
    "mydata": "data saya",
    "privasi": "privasi",
    "privacy": "privasi",
    "petugas": "tanya petugas",
    "staff": "tanya petugas",
    "bantuan": "bantuan",
    "help": "bantuan",
    "kembali": "kembali",
    "back": "kembali",
    "batal": "batal",
    "cancel": "batal",
    "stop": "stop",
    "english": "english",
    "indonesia": "indonesia",
}

#: Those that are listed, by language, with the key of what is said of each.
LISTED: Mapping[str, Sequence[tuple[str, str]]] = {
    "id": (
        ("daftar", "command-register"),
        ("status", "command-status"),
        ("menu", "command-menu"),
        ("datasaya", "command-my_data"),
        ("privasi", "command-privacy"),
        ("petugas", "command-staff"),
        ("bantuan", "command-help"),
        ("stop", "command-stop"),
    ),
    "en": (
        ("register", "command-register"),
        ("status", "command-status"),
        ("menu", "command-menu"),
        ("mydata", "command-my_data"),
        ("privacy", "command-privacy"),
        ("staff", "command-staff"),
        ("help", "command-help"),
        ("stop", "command-stop"),
    ),
}
