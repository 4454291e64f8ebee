"""Translate messages, numbers and dates into the reader's language.

English messages stand in the code that uses them. Any other language is one file:
`templates/locale/<language>/LC_MESSAGES/speedbumps.po`, which is compiled to a .mo file when the package is built.
Names of languages and separators in numbers are in `templates/locale/languages.json`, and who has checked a language is
in `templates/locale/status.json`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import NamedTuple

from speedbumps.resources import shipped_folder

ENGLISH = "en"

VOWELS = "aeio"
"""Letters before which the English article is an; u is more often spoken as in unit."""


@dataclass(frozen=True)
class Locale:
    """A language: its messages and its separators in numbers."""

    language: str
    catalogue: NullTranslations
    thousands: str = ","
    decimal: str = "."
    instead: tuple[tuple[str, str], ...] = ()
    """Words of the messages, each with what stands in its place."""
    messages: tuple[tuple[str, str], ...] = ()
    """Whole messages, each with the one that stands in its place, before both are translated."""
    draft: bool = False
    """Whether no named translator has read its messages, or the texts of the questionnaire beside them."""

    def with_messages(self, messages: tuple[tuple[str, str], ...]) -> "Locale":
        """Return this locale with other *messages*: pairs of one and what stands in its place."""
        return replace(self, messages=messages)

    def with_words(self, instead: tuple[tuple[str, str], ...]) -> "Locale":
        """Return this locale with words of its messages replaced; what is put into these stays as it is."""
        return replace(self, instead=instead) if instead else self

    def gettext(self, text: str, **values: object) -> str:
        """Return the translation of *text*, with each %(name)s replaced; a per cent sign is written twice."""
        message = self.catalogue.gettext(_as_mapping(self.messages).get(text, text))
        return replace_words(message, self.instead) % values

    def ngettext(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the translation of the singular *one* or the plural *many* for *n*, with %(n)s replaced."""
        other = _as_mapping(self.messages)
        one, many = other.get(one, one), other.get(many, many)
        message = self.catalogue.ngettext(one, many, n)
        if message in {one, many}:  # two messages that stand in for others are no pair of the catalogue
            message = self.catalogue.gettext(message)
        return replace_words(message, self.instead) % {"n": self.number(n), **values}

    def number(self, value: float, places: int = 0) -> str:
        """Return *value* with thousands separators, to so many decimal *places*."""
        text = f"{value:,.{places}f}"
        if text.isdigit():
            return text
        return text.translate({ord(","): self.thousands, ord("."): self.decimal})

    def join(self, items: Iterable[str]) -> str:
        """Return the items as a list in a sentence: a, b and c."""
        *most, last = tuple(items) or ("",)
        if not most:
            return last
        return self.gettext("%(most)s and %(last)s", most=", ".join(most), last=last)


@lru_cache(maxsize=8)
def _as_mapping(messages: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return dict(messages)


@lru_cache(maxsize=2048)
def replace_words(message: str, instead: tuple[tuple[str, str], ...]) -> str:
    """Return *message* with the words of *instead* replaced, each with a capital letter where the message has one.

    Longer words come first: "part of the road" before "road". Placeholders stay, and so do words within other words. An
    English article before a word becomes that of its replacement.
    """
    if not instead:
        return message
    found = {word.casefold(): other for word, other in instead}
    words = "|".join(map(re.escape, sorted(found, key=len, reverse=True)))
    pattern = re.compile(rf"%\(\w+\)s|\{{\w+\}}|(?:\b(?P<article>an?) )?\b(?P<word>{words})\b", re.IGNORECASE)

    def replaced(match: re.Match[str]) -> str:
        word, article = match["word"], match["article"]
        if word is None:
            return match[0]
        other = found[word.casefold()].replace("%", "%%")
        other = other[:1].upper() + other[1:] if word[:1].isupper() else other
        if article is None:
            return other
        fitting = "an" if other[:1].lower() in VOWELS else "a"
        return f"{fitting.capitalize() if article[0].isupper() else fitting} {other}"

    return pattern.sub(replaced, message)


def gettext_noop(text: str) -> str:
    """Return *text* unchanged, and mark it for translation when it is used."""
    return text


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Return the singular and the plural unchanged, and mark them for `Locale.ngettext` when they are used."""
    return one, many


DRAFT = gettext_noop("This translation is a draft. No named translator has read it yet.")
"""What every page says that is made with a draft, in its own language and in English."""

MONTHS = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)


def draft_texts(locale: Locale) -> tuple[str, ...]:
    """Return what a page says of a draft: in the language of *locale*, then in English; once if these are the same."""
    return tuple(dict.fromkeys((locale.gettext(DRAFT), DRAFT)))


class LanguageFacts(NamedTuple):
    """What the Common Locale Data Repository (CLDR) says of a language."""

    native_name: str | None
    english_name: str
    thousands: str
    decimal: str


@lru_cache(maxsize=64)
def load_locale(language: str) -> Locale:
    """Return the locale of *language*, or English if there is no file for it."""
    if not has_language(language) or language.partition("-")[0] == ENGLISH:
        return Locale(ENGLISH, NullTranslations())
    return read_catalogue(language, _catalogue_path(language).read_bytes())


def usable_locale(language: str, *, drafts: bool) -> Locale:
    """Return the locale of *language*; English if there is none, or if it is a draft and no *drafts* are wanted."""
    found = load_locale(language)
    return found if drafts or not found.draft else load_locale(ENGLISH)


class LanguageStatus(NamedTuple):
    """Whether the messages in a language have been checked, and by whom."""

    status: str = "draft"
    """draft or checked."""
    translator: str | None = None
    """Who speaks the language and has read every message."""

    @property
    def is_draft(self) -> bool:
        """Return whether nobody is named who has checked it."""
        return self.status != "checked" or not self.translator


def language_status(language: str) -> LanguageStatus:
    """Return the status of the messages in *language*; one that is not listed is a draft."""
    if language.partition("-")[0] == ENGLISH:
        return LanguageStatus("checked", "speedbumps")
    known = json.loads((shipped_folder("templates") / "locale" / "status.json").read_text("utf-8"))
    return LanguageStatus(**known.get(language, {}))


def has_language(language: str) -> bool:
    """Return whether there are translations into *language*."""
    if language.partition("-")[0] == ENGLISH:
        return True
    return bool(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", language)) and _catalogue_path(language).is_file()


def _catalogue_path(language: str) -> Traversable:
    return shipped_folder("templates") / "locale" / language.replace("-", "_") / "LC_MESSAGES" / "speedbumps.mo"


def read_catalogue(language: str, compiled: bytes) -> Locale:
    """Return the locale of *language* from the bytes of its .mo file."""
    found, facts = GNUTranslations(BytesIO(compiled)), _language_facts(language)
    made = Locale(language, found, draft=language_status(language).is_draft)
    return replace(made, thousands=facts.thousands, decimal=facts.decimal) if facts else made


def native_name(language: str) -> str:
    """Return the name of *language* in that language, or *language* itself if it is not known."""
    facts = _language_facts(language)
    return (facts.native_name if facts else None) or language


def english_name(language: str) -> str:
    """Return the English name of *language*, or *language* itself if it is not known."""
    facts = _language_facts(language)
    return facts.english_name if facts else language


@lru_cache(maxsize=64)
def _language_facts(language: str) -> LanguageFacts | None:
    """Return what is known of *language*, such as pt-BR, or else of the language that it is a kind of."""
    known = json.loads((shipped_folder("templates") / "locale" / "languages.json").read_text("utf-8"))
    while language and language not in known:
        language = language.rpartition("-")[0]
    return LanguageFacts(*known[language]) if language else None


def format_date(date: str, locale: Locale) -> str:
    """Return an ISO date such as 2026-11-20 as text: 20 November 2026."""
    year, month, number = date.split("-")
    name = locale.gettext(MONTHS[int(month) - 1]) if 1 <= int(month) <= len(MONTHS) else month
    return locale.gettext("%(day)s %(month)s %(year)s", day=int(number), month=name, year=year)


def truncate_text(text: str, most: int) -> str:
    """Return *text* on one line, cut between words if it is longer than *most* characters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0] or head).rstrip(",;:.") + "…"
