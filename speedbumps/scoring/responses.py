"""Answers as a frame with one row per person, whatever file they came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from speedbumps.model.answers import School

BLANK, DK, PNS, NA, NOT_ASKED = -1, -2, -3, -4, -5
"""Codes of non-answers, below those of the points of a scale, which are numbered from 0.

BLANK: left out. DK: "I do not know". PNS: "I would rather not say". NA: "Does not apply to me". With BLANK, DK and PNS
a question applies to the person and has no answer; with NA and NOT_ASKED it does not apply.
"""

CODE = pl.Int8

PICKS = pl.Int64
"""The type of choices: the sum of 2 ** place over the options that were chosen, or the code of a non-answer."""

ABOUT = {
    "school": pl.String,
    "role": pl.String,
    "round": pl.String,
    "form": pl.String,
    "consent": pl.Boolean,
    "draft": pl.String,
}
"""The columns that say whose answers a row holds, with their types. All other columns are questions."""


@dataclass(frozen=True)
class Responses:
    """The answers of people, ready to be scored."""

    people: pl.DataFrame
    """One row per person: the columns of ABOUT, then one per question.

    The type is CODE for questions with points, PICKS for choices, Float64 for amounts and String for open questions. A
    question without a column was not asked.
    """
    schools: Mapping[str, School] = field(default_factory=dict)
    """What is known about schools, by their ids; schools about which nothing is known are missing."""
    set_aside: Mapping[str, int] = field(default_factory=dict)
    """The number of cells counted as blank on request, by school id."""
    duplicates: Mapping[str, int] = field(default_factory=dict)
    """The number of repeated submissions that were left out, by school id."""

    @property
    def question_ids(self) -> tuple[str, ...]:
        """Return the ids of the questions that have a column."""
        return tuple(name for name in self.people.columns if name not in ABOUT)


def holds_codes(kind: object) -> bool:
    """Return whether a column of this *kind* has codes for non-answers, as those of points and of choices have."""
    return kind in (CODE, PICKS)


def pack_picks(places: Iterable[int]) -> int:
    """Return the number that stands for the options at these *places*, as a column of type PICKS holds it."""
    return sum(1 << place for place in set(places))


def picks(answer: int) -> tuple[int, ...]:
    """Return the places of the options that *answer* stands for; none if it is a non-answer."""
    return tuple(place for place in range(answer.bit_length()) if answer >> place & 1) if answer > 0 else ()


def picked(answer: pl.Expr, places: Iterable[int]) -> pl.Expr:
    """Return whether *answer*, of type PICKS, holds any of the options at these *places*."""
    return (answer >= 0) & ((answer & pl.lit(pack_picks(places), dtype=PICKS)) != 0)
