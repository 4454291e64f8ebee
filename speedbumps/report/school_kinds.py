"""Kinds of schools in words: their phase, their nation, and the numbers in which they are alike."""

import re
from collections.abc import Iterable

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.text import capitalize_first

KINDS = {
    text.casefold(): text
    for text in (
        gettext_noop("nursery"),
        gettext_noop("primary"),
        gettext_noop("middle"),
        gettext_noop("secondary"),
        gettext_noop("all-through"),
        gettext_noop("special"),
        gettext_noop("England"),
        gettext_noop("Wales"),
        gettext_noop("Scotland"),
        gettext_noop("Northern Ireland"),
    )
}
"""The phases of registers and the nations, by their folded names."""

BETWEEN = re.compile(r"(?P<fact>.+) from (?P<start>\S+) to below (?P<below>\S+)")
BELOW = re.compile(r"(?P<fact>.+) below (?P<below>\S+)")
FROM = re.compile(r"(?P<fact>.+) from (?P<start>\S+) on")
"""How an audit says in which numbers the schools of a family are alike."""


def kind_text(kind: str, words: Locale) -> str:
    """Return one thing that schools share in the language of *words*; a table's own words stay as they are."""
    if (known := KINDS.get(kind.casefold())) is not None:
        return words.gettext(known)
    if held := BETWEEN.fullmatch(kind):
        return words.gettext("%(fact)s from %(start)s to below %(below)s", **held.groupdict())
    if held := BELOW.fullmatch(kind):
        return words.gettext("%(fact)s below %(below)s", **held.groupdict())
    if held := FROM.fullmatch(kind):
        return words.gettext("%(fact)s from %(start)s on", **held.groupdict())
    return kind


def kinds_text(kinds: Iterable[str], words: Locale) -> str:
    """Return all that schools share, with commas between."""
    return ", ".join(kind_text(each, words) for each in kinds)


def kind_title(kind: str, words: Locale) -> str:
    """Return one thing that schools share as it begins a line."""
    return capitalize_first(kind_text(kind, words))
