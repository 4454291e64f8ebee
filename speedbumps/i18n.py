"""From what the report wants to say to words in the reader's language.

English is written where it is needed; any other language is one file:
`templates/locale/<language>/LC_MESSAGES/speedbumps.po`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources.abc import Traversable
from io import BytesIO, StringIO

from speedbumps.resources import shipped

ENGLISH = "en"


@dataclass(frozen=True)
class Words:
    """A language, and how it says things."""

    language: str
    catalogue: NullTranslations
    thousands: str = ","
    decimal: str = "."

    def say(self, text: str, **values: object) -> str:
        """*text* in this language, with %(name)s filled in; a plain per cent sign is written twice."""
        return self.catalogue.gettext(text) % values

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The form that fits *n*, with %(n)s filled in."""
        return self.catalogue.ngettext(one, many, n) % {"n": self.number(n), **values}

    def number(self, value: float, places: int = 0) -> str:
        """*value* with its thousands set apart."""
        text = f"{value:,.{places}f}"
        if text.isdigit():
            return text
        return text.translate({ord(","): self.thousands, ord("."): self.decimal})

    def listed(self, items: Iterable[str]) -> str:
        """Items in a row: a, b and c."""
        *most, last = tuple(items) or ("",)
        if not most:
            return last
        return self.say("%(most)s and %(last)s", most=", ".join(most), last=last)


def later(text: str) -> str:
    """*text* as it is: marks words that are looked up when they are used."""
    return text


def either(one: str, many: str) -> tuple[str, str]:
    """The singular and the plural as they are, for `Words.count` to choose from when they are used."""
    return one, many


MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)


@lru_cache(maxsize=64)
def words(language: str) -> Words:
    """Return the words of *language*; English where there is no file for it."""
    if not has(language) or language.partition("-")[0] == ENGLISH:
        return Words(ENGLISH, NullTranslations())
    return translated(language, _file(language).read_text("utf-8"))


def has(language: str) -> bool:
    """Whether there are words in *language*."""
    if language.partition("-")[0] == ENGLISH:
        return True
    return bool(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", language)) and _file(language).is_file()


def _file(language: str) -> Traversable:
    return shipped("templates") / "locale" / language.replace("-", "_") / "LC_MESSAGES" / "speedbumps.po"


def translated(language: str, catalogue: str) -> Words:
    """The words of *language* out of the text of its .po file."""
    # Babel loads slowly, and English does without it.
    from babel.core import UnknownLocaleError
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.numbers import get_decimal_symbol, get_group_symbol

    compiled = BytesIO()
    write_mo(compiled, read_po(StringIO(catalogue), abort_invalid=True))
    compiled.seek(0)
    found = GNUTranslations(compiled)
    name = language.replace("-", "_")
    try:
        return Words(language, found, get_group_symbol(name), get_decimal_symbol(name))
    except UnknownLocaleError:
        return Words(language, found)


def own_name(language: str) -> str:
    """What those who speak a *language* call it."""
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.replace("-", "_")).get_language_name() or language
    except (UnknownLocaleError, ValueError):
        return language


def day(date: str, words: Words) -> str:
    """A date such as 2026-11-20 in words."""
    year, month, number = date.split("-")
    name = words.say(MONTHS[int(month) - 1]) if 1 <= int(month) <= len(MONTHS) else month
    return words.say("%(day)s %(month)s %(year)s", day=int(number), month=name, year=year)


def short(text: str, most: int) -> str:
    """*text*, cut at a word if it is longer than *most* characters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0] or head).rstrip(",;:.") + "…"
