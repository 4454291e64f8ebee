"""Read days as people type them: 12 March 2027, 12/03/2027, 2027-03-12."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from speedbumps.i18n import MONTHS
from speedbumps.model.scalars import parse_day
from speedbumps.text import fold_text

ISO = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})")
BRITISH = re.compile(r"(?P<day>\d{1,2}) ?[-./] ?(?P<month>\d{1,2}) ?[-./] ?(?P<year>\d{4}|\d{2})")
NAMED = (
    re.compile(r"(?P<day>\d{1,2})[ .-]*(?P<month>[^\W\d]+)[ .-]*(?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<month>[^\W\d]+)[ .]*(?P<day>\d{1,2}) (?P<year>\d{4})"),
)
"""A day with the name of its month, in British and in American order."""

ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b(?: of\b)?")
NUMBER = re.compile(r"\d+")

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

SHORTEST_NAME = 3
"""The fewest letters of a month or a weekday."""

CENTURY = 2000
"""What is added to a year of two digits."""


def read_day(text: str, chosen: str | None = None, months: Sequence[str] = ()) -> date | None:
    """Return the day that *text* says; None if it says none, or its day of the week is another.

    *chosen* is the day that was picked from a calendar, which programs leave as it was if somebody types another one
    over it: it counts where the text can mean it. *months* are the names of months in another language.
    """
    readings = tuple(_readings(text, months))
    picked = parse_day(chosen or "")
    if picked is None:
        return readings[0] if readings else None
    if not readings:
        numbers = {int(number) for number in NUMBER.findall(text)}
        return picked if {picked.day, picked.year} <= numbers else None
    return picked if picked in readings or _in_american_order(text) == picked else readings[0]


def _readings(text: str, months: Sequence[str]) -> Iterator[date]:
    """Yield what *text* may mean, in British order."""
    words = ORDINAL.sub(" ", fold_text(text)).replace(",", " ")
    weekday, rest = _without_weekday(" ".join(words.split()).rstrip(". "))
    for shape in (ISO, BRITISH, *NAMED):
        found = shape.fullmatch(rest)
        month = _month(found["month"], months) if found else None
        if found and month:
            day = _date(found["year"], month, found["day"])
            if day is not None and weekday in {None, day.weekday()}:
                yield day


def _without_weekday(text: str) -> tuple[int | None, str]:
    """Return the number of the weekday that *text* begins with, and the rest of it."""
    first, _, rest = text.partition(" ")
    name = first.rstrip(".")
    if rest and len(name) >= SHORTEST_NAME and not name.isdigit():
        for number, weekday in enumerate(WEEKDAYS):
            if weekday.startswith(name):
                return number, rest
    return None, text


def _month(name: str, months: Sequence[str]) -> int | None:
    """Return the number of the month called *name*, which may be a number or shortened."""
    if name.isdigit():
        return int(name)
    for names in (MONTHS, months):
        for number, month in enumerate(names, start=1):
            if len(name) >= SHORTEST_NAME and fold_text(month).startswith("sep" if name == "sept" else name):
                return number
    return None


def _in_american_order(text: str) -> date | None:
    found = BRITISH.fullmatch(fold_text(text).rstrip("."))
    return _date(found["year"], int(found["day"]), found["month"]) if found else None


def _date(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year) + (CENTURY if len(year) < len("2027") else 0), month, int(day))
    except ValueError:
        return None
