"""Read the rows of a table of schools, cell by cell as they are written."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.diagnostics.codes import EMPTY, RAGGED
from speedbumps.diagnostics.problem import LoadResult, Problem, reject_file
from speedbumps.tables.files import read_file
from speedbumps.tables.sheets import Sheet, read_sheets

TOP = 20
"""Rows that are searched for the headings; registers begin with a title and notes."""

Row = Sequence[str]


class Rows(NamedTuple):
    """A table whose headings are not known yet."""

    top: tuple[Row, ...]
    """Its first rows, including the headings."""
    rest: Iterable[Row]
    """All rows below those; they can be iterated over once."""
    content: bytes | None = None
    """The whole table in UTF-8, unless it was read from a workbook."""
    lines: tuple[int, ...] = ()
    """The line of that content on which each of the first rows ends."""
    separator: str = ","
    notices: tuple[Problem, ...] = ()
    """Messages about the file: that it is in the encoding of older programs."""


def read_tables(path: Path) -> LoadResult[tuple[Rows, ...]]:
    """Return the tables in the file at *path*: one in a text, one on each sheet of a workbook.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    content = read_file(path)
    if content.value is None:
        return LoadResult(None, content.problems)
    found = read_sheets(path, content.value)
    if found.value is None:
        return LoadResult(None, found.problems)
    try:
        rows = tuple(rows_of(sheet)._replace(notices=found.value.notices) for sheet in found.value.sheets)
    except csv.Error as error:
        return reject_file(str(path), RAGGED, f"this is not a table: {error}")
    return LoadResult(rows) if rows else reject_file(str(path), EMPTY, "the workbook holds no table")


def rows_of(sheet: Sheet) -> Rows:
    """Return the rows of a *sheet*.

    Raises:
        csv.Error: If its text is not a table.
    """
    if sheet.text is not None:
        return _text_rows(sheet.text.content, sheet.text.separator)
    frame = sheet.frame if sheet.frame is not None else pl.DataFrame()
    above = sheet.top[: sheet.frame_begins]
    rest = frame.slice(TOP - len(above)).iter_rows()
    blank = ((),) * sheet.rows_above
    return Rows((*blank, *above, *frame.head(TOP - len(above)).iter_rows()), rest)


def rows_below(rows: Rows, heading: int) -> Iterator[tuple[int, Row]]:
    """Yield the *rows* below the *heading*, whose row is counted from 0, each with its number in the file."""
    found = chain(rows.top[heading + 1 :], rows.rest)
    return ((number, row) for number, row in enumerate(found, heading + 2) if any(map(str.strip, row)))


def cells_at(rows: Rows, heading: int, places: Sequence[int]) -> Iterator[tuple[int, Row | None]]:
    """Yield the cells at some *places* of each row below the *heading*; None for a row that is wider than the heading.

    Cells that are missing at the end of a row count as empty.
    """
    width = len(rows.top[heading])
    frame = _frame_below(rows, heading, width)
    if frame is not None:
        yield from enumerate(frame.select(str(place) for place in places).iter_rows(), heading + 2)
        return
    for number, row in rows_below(rows, heading):
        whole = row if len(row) >= width else (*row, *[""] * (width - len(row)))
        yield number, None if any(whole[width:]) else tuple(whole[place] for place in places)


def _text_rows(content: bytes, separator: str) -> Rows:
    """Return the rows of a text."""
    rows = csv.reader(TextIOWrapper(BytesIO(content), "utf-8", newline=""), delimiter=separator)
    top = [(tuple(row), rows.line_num) for row in islice(rows, TOP)]
    return Rows(tuple(row for row, _ in top), rows, content, tuple(line for _, line in top), separator)


def _frame_below(rows: Rows, heading: int, width: int) -> pl.DataFrame | None:
    """Return the rows below the *heading* as a data frame, which is faster; None if they are uneven, or on a sheet."""
    if rows.content is None:
        return None
    try:
        return pl.read_csv(
            rows.content,
            has_header=False,
            skip_lines=rows.lines[heading],
            schema={str(place): pl.String for place in range(width)},
            empty_string_is_null=False,
            separator=rows.separator,
        )
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):  # polars panics at a quote that ends the file
        return None
