"""Distinguish forms that were handed in: of a form that was handed in several times, the last one counts."""

import polars as pl

from speedbumps.diagnostics.codes import SHARED_DRAFT
from speedbumps.diagnostics.problem import Problem
from speedbumps.responses.raw_cells import cell_at

OUR_OWN = r"^(?:[0-9a-f]{16}|[0-9a-f]{32})$"
"""How our own forms mark a sitting."""

DRAWN = r"^[A-Za-z0-9_-]{12,64}$"
"""The length of a random mark that a program generates; it holds letters and digits."""

FEWEST_DIGITS, FEWEST_LETTERS = 5, 3
"""Digits and letters that such a mark holds; with fewer, it may be a name, a date or a running number."""

MOST_TIMES = 3
"""How often one person hands in a form; a mark in more rows is not one person's."""


def is_of_one_form(draft: pl.Expr) -> pl.Expr:
    """Return whether a *draft* identifies one form in all files: running numbers start again in each file."""
    drawn = (
        draft.str.contains(DRAWN)
        & (draft.str.count_matches(r"\d") >= FEWEST_DIGITS)
        & (draft.str.count_matches("[A-Za-z]") >= FEWEST_LETTERS)
    )
    return (draft.str.contains(OUR_OWN) | drawn).fill_null(value=True)


def shared_draft(path: str, people: pl.DataFrame, place: int) -> Problem | None:
    """Return the problem (SB853) that a draft in the column at *place* is in too many rows to be one person's."""
    drafts = people.filter(pl.col("draft").is_not_null() & ~is_of_one_form(pl.col("draft")))
    most = drafts.group_by("school", "round", "draft").len("rows").get_column("rows").max() if drafts.height else None
    if not isinstance(most, int) or most <= MOST_TIMES:
        return None
    message = (
        f"one mark in this column is in {most:,} rows, and only the last of them would count: it cannot be one "
        "person's; choose another column for the draft, or none"
    )
    return Problem(path, cell_at(place), SHARED_DRAFT, message)
