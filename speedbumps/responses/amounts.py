"""From an amount with its unit, or a time in hours and minutes, to a number on the question's scale."""

import re
from collections.abc import Sequence

from speedbumps.model.questionnaire import Amount
from speedbumps.text import fold_text

UNITS: tuple[tuple[str, ...], ...] = (
    ("hours", "hour", "h", "hr", "hrs", "std", "stunde", "stunden", "heure", "heures", "awr", "oriau"),
    ("minutes", "minute", "min", "mins", "minuten", "munud", "munudau"),
    ("days", "day", "d", "tag", "tage", "jour", "jours", "diwrnod", "diwrnodau", "dydd"),
    ("weeks", "week", "wk", "wks", "w", "woche", "wochen", "semaine", "semaines", "wythnos", "wythnosau"),
    ("months", "month", "monat", "monate", "mois", "mis", "misoedd"),
    ("terms", "term", "halbjahr", "halbjahre", "trimestre", "trimestres", "tymor", "tymhorau"),
    ("years", "year", "yr", "yrs", "jahr", "jahre", "an", "ans", "année", "années", "blwyddyn", "blynyddoedd"),
    ("lessons", "lesson", "unterrichtsstunde", "unterrichtsstunden", "leçon", "leçons", "gwers", "gwersi"),
    ("times", "time", "x", "mal", "fois", "gwaith"),
    ("percent", "%", "pct", "prozent"),
)
"""Words and abbreviations for each unit, in the languages of these schools; the first one is its name."""

UNIT_OF = {word: words[0] for words in UNITS for word in words}

HOURS, MINUTES, PERCENT = "hours", "minutes", "percent"

TWO_WORDS = {"per cent": "percent", "pour cent": "percent", "y cant": "percent"}

EACH = frozenset(("a", "an", "per", "each", "every", "/", "pro", "par", "yr", "y", "the"))
"""Words between what is counted and the time that it is counted over: hours a week, hours per week."""

WORD = re.compile(r"[^\W\d_]+|%|/")
PLAIN = re.compile(r"[^\W\d_]+[\w\s./%-]*|%[\w\s./%-]*")
"""What may follow a number and consists of words only: no plus, no question mark."""

NUMBER = re.compile(r"(?P<number>[-+]?\d+(?:[.,]\d+)?)\s*(?P<unit>\D*)")
THOUSANDS = re.compile(r"[-+]?\d+,\d{3}")
TIME = re.compile(
    r"(?P<hours>\d{1,3})\s*(?::|h|hrs?|hours?|std\.?|stunden?|heures?)\s*(?P<minutes>[0-5]?\d)(?::(?P<seconds>[0-5]\d))?"
    r"\s*(?P<unit>[^\W\d]*)\.?"
)
"""A length of time: 3:30, 3:30:00, 3h30, 3 hours 30 minutes."""


class AmountError(ValueError):
    """A cell holds a number with something that does not belong to it; the message says what to write."""


def amount_in_words(said: str, scales: Sequence[Amount]) -> float | None:
    """Return the number in the folded text *said*, in the unit of the *scales*.

    The *scales* are one scale in several languages. None if the text does not begin with a number.

    Raises:
        AmountError: If what follows is not the unit, so that the number may be of something else.
    """
    if not scales:
        return None
    if (hours := _hours_from_time(said, scales)) is not None:
        return hours
    found = NUMBER.fullmatch(said)
    if found is None:
        return None
    if THOUSANDS.fullmatch(found["number"]):
        raise AmountError(_remedy(scales[0]))
    if not any(_is_unit(found["unit"], each.unit) for each in scales):
        raise AmountError(_remedy(scales[0]))
    return float(found["number"].replace(",", "."))


def _remedy(scale: Amount) -> str:
    """Return what to write instead of an amount that cannot be read."""
    return f"write only a number of {scale.unit}, such as {_example(scale):g}"


def _example(scale: Amount) -> float:
    """Return a number that the *scale* allows."""
    return 3.5 if scale.min <= 3.5 <= scale.max and (scale.step or 0.5) < 1 else scale.min  # noqa: PLR2004 - any will do


def _hours_from_time(said: str, scales: Sequence[Amount]) -> float | None:
    """Return the hours in a folded text that is a length of time; None if it is none."""
    found = TIME.fullmatch(said)
    if found is None:
        return None
    alone = len(found["minutes"]) == 1 and UNIT_OF.get(found["unit"]) != MINUTES
    known = found["unit"] in ("", "m") or UNIT_OF.get(found["unit"]) in (HOURS, MINUTES)
    if alone or not known or not _counts_hours(scales):
        raise AmountError(_remedy(scales[0]))
    return int(found["hours"]) + int(found["minutes"]) / 60 + int(found["seconds"] or 0) / 3600


def _counts_hours(scales: Sequence[Amount]) -> bool:
    """Return whether the amount is in hours: its unit begins so, or it can be converted to hours a year."""
    first = {next(iter(_unit_words(each.unit)), "") for each in scales}
    other = {words[0] for words in UNITS} - {HOURS}
    return HOURS in first or (scales[0].a_year is not None and not first & other)


def _is_unit(tail: str, unit: str) -> bool:
    """Return whether the *tail* of a cell is the *unit*, its first word or an abbreviation of that."""
    found, wanted = _unit_words(tail), _unit_words(unit)
    if not wanted or not PLAIN.fullmatch(fold_text(tail)):
        return fold_text(tail) == fold_text(unit)
    if found == wanted:
        return True
    # The first word of "school days" is not a unit by itself.
    counted = len(wanted) == 1 or wanted[0] in UNIT_OF.values() or wanted[1] == "a"
    return counted and found == wanted[:1]


def _unit_words(text: str) -> list[str]:
    """Return the words of a unit, with abbreviations replaced by the unit's name."""
    said = fold_text(text)
    for written, name in TWO_WORDS.items():
        said = said.replace(written, name)
    found = WORD.findall(said)
    return [
        "a" if place and word in EACH and place < len(found) - 1 else UNIT_OF.get(word, _singular(word))
        for place, word in enumerate(found)
    ]


def _singular(word: str) -> str:
    """Return *word* without the s of a plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word  # noqa: PLR2004 - "is" and "us" are no plurals
