"""Whether a table numbers its answers from 1 where the scales begin at 0."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from speedbumps.model.codes import FROM_ONE, NONE_BELOW_ONE
from speedbumps.model.problem import START, Problem
from speedbumps.model.questionnaire import Scale
from speedbumps.responses.cells import as_number

ENOUGH = 40
"""Numbers among which the lowest answer would stand, if it could."""

MOST_LISTED = 5
"""Questions that a message names."""


class NumbersFound(NamedTuple):
    """The different numbers that stand in the column of one question."""

    scale: Scale
    numbers: Collection[float]


def numbers_found(texts: Iterable[str], scale: Scale) -> NumbersFound:
    """Return the numbers among the *texts* of a column, which have to be those that stand in it, no range."""
    return NumbersFound(scale, {number for text in texts if (number := as_number(text)) is not None})


def numbered_from_one(path: str, questions: Mapping[str, NumbersFound], people: int) -> Problem | None:
    """Return the problem (SB835) that answers to some *questions* are numbered from 1; None if they are not.

    It is an error, however few *people* answered, if the number one above a scale stands somewhere and nothing below 1
    stands anywhere; among many numbers, none of them below 1, it is a warning.
    """
    given = {
        name: found
        for name, found in questions.items()
        if found.numbers and found.scale.points and found.scale.points[0].value < 1
    }
    if not given or any(min(found.numbers) < 1 for found in given.values()):
        return None
    beyond = [name for name, found in given.items() if found.scale.points[-1].value + 1 in found.numbers]
    if beyond:
        return Problem(path, START, FROM_ONE, _numbered(beyond))
    return none_below_one(path) if people * len(given) >= ENOUGH else None


def _numbered(names: list[str]) -> str:
    listed = ", ".join(names[:MOST_LISTED]) + (" and others" if names[MOST_LISTED:] else "")
    return (
        f"answers are numbered from 1, in {listed}, and the scales begin at 0; export their words instead, or take 1 "
        "from each number"
    )


def none_below_one(path: str) -> Problem:
    """Return the warning that no answer of a file is below 1."""
    message = (
        "no answer is below 1, and the scales begin at 0; if the program numbers answers from 1, export their "
        "words instead"
    )
    return Problem(path, START, NONE_BELOW_ONE, message, "warning")
