"""Answers as a frame with one row per person, whatever file they came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from speedbumps.model.answers import School

BLANK, DK, PNS, NA, NOT_ASKED = -1, -2, -3, -4, -5
"""Codes of non-answers, below those of the points of a scale, which are numbered from 0.

BLANK: left out. DK: "I do not know". PNS: "I would rather not say". NA: "Does not apply to me". With BLANK, DK and PNS
a question applies to the person and has no answer; with NA and NOT_ASKED it does not apply.
"""

CODE = pl.Int8
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

    The type is CODE for questions with points, Float64 for amounts and String for open questions. A question without
    a column was not asked.
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
