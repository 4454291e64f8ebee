"""Problems of rows: those that are no people, those that may be none, and those that are the same."""

from collections.abc import Iterator

import polars as pl

from speedbumps.diagnostics.codes import (
    NO_ROUND,
    NOT_A_PERSON,
    NOTHING_ANSWERED,
    PERHAPS_TOTALS,
    ROWS_ALIKE,
    SAME_ROW,
    UNKNOWN_ROLE,
)
from speedbumps.diagnostics.problem import START, Problem
from speedbumps.diagnostics.severities import severity_of
from speedbumps.model.instrument import Instrument
from speedbumps.responses.columns import column_type
from speedbumps.responses.marks import Marks
from speedbumps.responses.not_people import NotPeople
from speedbumps.responses.raw_cells import LINE, Heading, cell_at, column_name
from speedbumps.scoring.responses import CODE

FEW = 5
"""Rows from which it is significant that the last one lacks what all others have."""

MOST_TOTALS = 100
"""Rows at the end that may hold totals."""

ANSWERS_OF_ONE = 10
"""Answers from which two rows with the same answers look like one person's."""

PEOPLE_WITHOUT_ROLE = 10
"""People from whom it is reported that nothing says who they are."""

ALIKE_BY_CHANCE = 50_000
"""People among whom two answer alike by chance."""


def no_column_of_roles(path: str, heading: Heading, people: int, instrument: Instrument) -> Iterator[Problem]:
    """Yield an advice if no column of a table with several *people* says who answered."""
    if "role" not in heading.about and people >= PEOPLE_WITHOUT_ROLE and instrument.questionnaire.roles:
        message = f"no column says who answered, such as 'role'; all {people:,} people are counted as “role not stated”"
        yield Problem(path, START, UNKNOWN_ROLE, message, "advice")


def rows_not_counted(path: str, others: NotPeople, nothing: frozenset[int]) -> Iterator[Problem]:
    """Yield the warnings about rows that are no people."""
    for lines, what in (
        (others.totals, "holds totals or averages"),
        (others.headings, "repeats the headings"),
        (others.examples, "holds an example"),
        (nothing, "holds nothing that can be read"),
    ):
        if lines:
            rows = "this row" if len(lines) == 1 else f"this row, like {len(lines) - 1} more,"
            message = f"{rows} {what}, and is not counted as a person"
            yield Problem(path, cell_at(0, min(lines)), NOT_A_PERSON, message, severity_of(NOT_A_PERSON))


def rows_without_answers(path: str, every: pl.DataFrame, rows: pl.DataFrame, heading: Heading) -> Iterator[Problem]:
    """Yield an advice about rows that say who answered but hold no answer.

    They are among *every* row and not among the *rows* with answers.
    """
    names = [*heading.about, *map(column_name, heading.traces)]
    if rows.height == every.height or not names:
        return
    others = every.filter(~pl.col(LINE).is_in(rows.get_column(LINE).implode()))
    said = pl.any_horizontal(pl.col(name).cast(pl.String).str.strip_chars().fill_null("") != "" for name in names)
    lines = others.filter(said).get_column(LINE)
    if lines.len():
        held = "this row holds" if lines.len() == 1 else f"this row, like {lines.len() - 1:,} more, holds"
        message = f"{held} no answer, and is not counted"
        yield Problem(path, cell_at(0, lines[0]), NOTHING_ANSWERED, message, severity_of(NOTHING_ANSWERED))


def last_rows_without_traces(path: str, rows: pl.DataFrame, heading: Heading) -> Iterator[Problem]:
    """Yield a warning of rows at the end that lack what all other rows have: a time, a name, or a role."""
    places = {column_name(place): place for place in heading.traces}
    about = {name: place for name, place in heading.about.items() if name in ("role", "school")}
    for name, place in {**places, **about}.items():
        cells = rows.get_column(name)
        last = _empty_at_the_end(cells.tail(min(rows.height // 3, MOST_TOTALS) + 1))
        if last and rows.height - last >= FEW - 1 and _is_filled(cells.head(-last)).all():
            message = (
                "every row but this last one says who answered, or when; it is counted as a person: if it holds "
                "totals, delete it"
                if last == 1
                else f"every row but these last {last} says who answered, or when; they are counted as people: if they "
                "hold totals, delete them"
            )
            line = rows.get_column(LINE)[rows.height - last]
            yield Problem(path, cell_at(place, line), PERHAPS_TOTALS, message, severity_of(PERHAPS_TOTALS), count=last)
            return


def repeated_responses(path: str, lines: pl.Series) -> Problem:
    """Return the warning of rows whose response is repeated further down."""
    held = "the response of this row stands" if lines.len() == 1 else f"the responses of {lines.len():,} rows stand"
    message = f"{held} further down again, with the same id; the last row of each counts"
    return Problem(path, cell_at(0, lines[0]), SAME_ROW, message, severity_of(SAME_ROW), count=lines.len())


def answers_of_two_times(path: str, marks: Marks | None, heading: Heading) -> Iterator[Problem]:
    """Yield a warning of a table that names no round and was filled in at two times, months apart."""
    if marks is not None and marks.gap is not None and "round" not in heading.about:
        before, after = (f"{day:%B %Y}" for day in marks.gap)
        message = (
            f"answers were given until {before} and again from {after}, and no column says the round, so that all "
            "count together; if they are two rounds, write a column 'round'"
        )
        yield Problem(path, START, NO_ROUND, message, severity_of(NO_ROUND))


def rows_alike(
    path: str, people: pl.DataFrame, lines: pl.Series, heading: Heading, instrument: Instrument
) -> Iterator[Problem]:
    """Yield a warning of rows with the same school, role and answers, which are rarely equal by chance."""
    points = [name for name in heading.questions if column_type(name, instrument) == CODE]
    if len(points) < ANSWERS_OF_ONE or people.height > ALIKE_BY_CHANCE:
        return
    rows = people.select("school", "role", *heading.questions)
    if not rows.is_duplicated().any():
        return
    full = pl.sum_horizontal((pl.col(name) >= 0).cast(pl.UInt16) for name in points) >= ANSWERS_OF_ONE
    varied = pl.min_horizontal(points) != pl.max_horizontal(points)
    again = lines.filter(rows.select(full & varied & ~pl.struct(pl.all()).is_first_distinct()).to_series())
    if again.len():
        held = "this row is" if again.len() == 1 else f"this row, like {again.len() - 1:,} more, is"
        counts = "both count" if again.len() == 1 else "all of them count"
        message = f"{held} the same in every answer as an earlier one, and {counts}; was a form handed in twice?"
        yield Problem(path, cell_at(0, again[0]), ROWS_ALIKE, message, severity_of(ROWS_ALIKE))


def _empty_at_the_end(cells: pl.Series) -> int:
    """Return how many of the last *cells* are empty; 0 if all are."""
    filled = _is_filled(cells).arg_true()
    return cells.len() - 1 - filled[-1] if filled.len() else 0


def _is_filled(cells: pl.Series) -> pl.Series:
    """Return which *cells* are not empty."""
    return cells.cast(pl.String).str.strip_chars().fill_null("") != ""
