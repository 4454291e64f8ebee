"""Answers in columns: one row a person, whatever file they came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from speedbumps.model.answers import School

BLANK, DK, PNS, NA, NOT_ASKED = -1, -2, -3, -4, -5
"""Codes below the points of a scale, which are numbered from 0.

From BLANK to PNS a question applies and has no answer; NA and NOT_ASKED take it out of the denominator.
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
"""The columns that say whose answers a row holds. All others are questions."""


@dataclass(frozen=True)
class Responses:
    """What people answered, ready to be scored."""

    people: pl.DataFrame
    """The columns of ABOUT, then one a question: codes for points, numbers for amounts, text for open questions.

    A question without a column was not asked.
    """
    schools: Mapping[str, School] = field(default_factory=dict)
    """What is known of schools, by their ids; one of which nothing is known is not there."""
    set_aside: Mapping[str, int] = field(default_factory=dict)
    """Cells treated as blank on request, by school."""
    duplicates: Mapping[str, int] = field(default_factory=dict)
    """Repeated hand-ins that were passed over, by school."""

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions that have a column."""
        return tuple(name for name in self.people.columns if name not in ABOUT)
