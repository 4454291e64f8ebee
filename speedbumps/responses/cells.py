"""From what stands in a cell to a code: a number first, then a label, then one of the answers that are no answers."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from speedbumps.model.questionnaire import NonAnswers, Scale
from speedbumps.scoring.responses import BLANK, DK, NA, PNS
from speedbumps.text import folded, unescaped

CODES = {"na": NA, "dk": DK, "pns": PNS}

READY_MADE = {"none": NA, "dontknow": DK, "refused": PNS}
"""What SurveyJS writes for the answers that it has ready; of an amount, none may be meant as a number."""


class WrongCellError(ValueError):
    """What stands in a cell cannot be read; the message says what could. It never repeats the answer."""


def code(text: str, scale: Scale, words: NonAnswers) -> int:
    """The code of the cell *text* on a *scale* of points.

    Raises:
        WrongCellError: If it is none of the scale's answers.
    """
    if not text.strip():
        return BLANK
    number = as_number(text)
    if number is not None:
        for place, point in enumerate(scale.points):
            if point.value == number:
                return place
        raise WrongCellError(f"this number is outside the scale, which has {values(scale)}")
    found = _said(folded(text), scale, words)
    if found is None:
        found = _said(folded(unescaped(ADORNED.sub("", text))), scale, words)
    found = READY_MADE.get(folded(text)) if found is None else found
    if found is None:
        labels = ", ".join(f"“{point.label}”" for point in scale.points)
        raise WrongCellError(f"this is none of the answers: {labels}, “{words.na}”, “{words.dk}”, “{words.pns}”")
    return found


def _said(said: str, scale: Scale, words: NonAnswers) -> int | None:
    """The code of a folded text that is a label of the *scale*, or one of the answers that are no answers."""
    for place, point in enumerate(scale.points):
        if _folded(point.label) == said:
            return place
    return non_answer(said, words)


ADORNED = re.compile(r"^\s*\(?\d{1,2}\s*[.):=–-]\s*(?=\D)|\s*;\s*$")
"""What survey programs put around a label: the "5. " in front of it, the semicolon of a list behind it.

Some of them write an ampersand as web pages do, too.
"""


def amount(text: str, scale: Scale, words: NonAnswers) -> float | None:
    """The number in the cell *text*; None where there is none, or one of the answers that are no answers.

    Raises:
        WrongCellError: If it is no number, or one beyond the scale.
    """
    if not text.strip() or non_answer(folded(text), words) is not None:
        return None
    number, limits = as_number(text), scale.number
    if number is None or limits is None:
        unit = limits.unit if limits else "something"
        raise WrongCellError(f"this must be a number of {unit}, or “{words.na}”, “{words.dk}”, “{words.pns}”")
    if not limits.min <= number <= limits.max:
        raise WrongCellError(f"this must be from {limits.min:g} to {limits.max:g} {limits.unit}")
    return number


def non_answer(said: str, words: NonAnswers) -> int | None:
    """The code of a folded text that is one of the answers that are no answers."""
    return next((number for kind, number in CODES.items() if said in (kind, _folded(getattr(words, kind)))), None)


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    return folded(text)


def as_number(text: str) -> float | None:
    """The number that *text* writes, with a point or a decimal comma; None if it writes none."""
    plain = text.strip()
    if DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    if not plain or plain[0] not in "+-.0123456789" or len(plain) > LONGEST or "_" in plain:
        return None
    try:
        return float(plain)
    except ValueError:
        return None


DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d{1,2}")
"""A number as most of Europe writes it. With three digits after the comma it may be a thousand, so that is refused."""

LONGEST = 24
"""Characters of the longest number that anybody would write."""


def values(scale: Scale) -> str:
    """The values of a scale's points, for a message."""
    return ", ".join(f"{point.value:g}" for point in scale.points)


def codes(texts: Iterable[str], scale: Scale, words: NonAnswers) -> tuple[Mapping[str, int], Mapping[str, str]]:
    """The code of each of the *texts* that can be read, and for each of the others what is wrong with it."""
    good: dict[str, int] = {}
    bad: dict[str, str] = {}
    for text in texts:
        try:
            good[text] = code(text, scale, words)
        except WrongCellError as error:
            bad[text] = str(error)
    return good, bad


def numbers(
    texts: Iterable[str], scale: Scale, words: NonAnswers
) -> tuple[Mapping[str, float | None], Mapping[str, str]]:
    """The number in each of the *texts* that can be read, and for each of the others what is wrong with it."""
    good: dict[str, float | None] = {}
    bad: dict[str, str] = {}
    for text in texts:
        try:
            good[text] = amount(text, scale, words)
        except WrongCellError as error:
            bad[text] = str(error)
    return good, bad
