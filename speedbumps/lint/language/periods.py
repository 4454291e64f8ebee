"""Find the periods of time that a text names."""

import re
from typing import NamedTuple

UNIT = r"half[- ]term|term|year|month|week(?:end)?|day|night|fortnight|semester|autumn|winter|spring|summer"

COUNTS = {
    "one": 1,
    "two": 2,
    "couple of": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}

WINDOW = re.compile(
    rf"\b(?P<which>this|current|last|past|previous) (?:(?P<count>\d{{1,3}}|{'|'.join(COUNTS)}|few|several) )?"
    rf"(?:(?:full|whole|school|academic|calendar|financial|working) )*(?P<unit>{UNIT})s?\b(?!['’-])"
    r"|\byesterday\b(?!['’-])",
    re.IGNORECASE,
)
"""Matches a period: this term, the last 12 months, yesterday. Not one that something belongs to: this year's plan."""

WHEN = re.compile(
    r"\b(?:now|nowadays|currently|today|these days|at present|at the moment|right now|so far|to date|until now"
    r"|since \w+|ever|yesterday|(?:19|20)\d\d|from memory|think of (?:your|our|the|a) (?:last|latest|most recent)"
    rf"|(?:normal|typical|usual|average|ordinary|next|each|every|per) (?:school |working )?(?:{UNIT})"
    rf"|(?<!within )(?<!after )(?<!for )(?<!about )(?<!than )(?<!takes )an? (?:{UNIT})"
    r"|in (?:january|february|march|april|may|june|july|august|september|october|november|december))s?\b",
    re.IGNORECASE,
)
"""Matches other words for when, or for a rate. "Within a week of asking" says how long, and not when."""


class Period(NamedTuple):
    """A period, normalised: the past year is the last 12 months."""

    now: bool
    """Whether it has not ended yet: this term."""
    how_many: str
    unit: str


def find_periods(text: str) -> dict[Period, str]:
    """Return the periods that *text* names, each with its words in the text."""
    if not any(map(text.lower().__contains__, ("last", "this", "past", "current", "previous", "yesterday"))):
        return {}
    return {_normalise_period(found): found[0] for found in WINDOW.finditer(text)}


def mentions_time(text: str) -> bool:
    """Return whether *text* names any time."""
    return bool(WINDOW.search(text) or WHEN.search(text))


def _normalise_period(found: re.Match[str]) -> Period:
    if found["which"] is None:
        return Period(now=False, how_many="1", unit="day")
    now = found["which"].lower() in ("this", "current")
    written = (found["count"] or "one").lower()
    count = COUNTS.get(written, int(written) if written.isdigit() else None)
    unit = found["unit"].lower().replace("-", " ")
    if unit == "year" and count and not now:
        count, unit = count * 12, "month"
    if unit == "fortnight" and count:
        count, unit = count * 2, "week"
    return Period(now, str(count or written), unit)
