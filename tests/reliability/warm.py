"""Imported once, by the process that all killed ones are forked from: what each of them would read anew."""

from handlers.texts import LANGUAGES, bundle
from handlers.understanding import UNDERSTAND
from tests.reliability import crashes

for language in LANGUAGES:
    bundle(language)
for read in UNDERSTAND.values():
    read("halo")

__all__ = ["crashes"]
