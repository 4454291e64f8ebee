"""From the file of a table of schools to its rows, cell by cell as they are written."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.model.codes import EMPTY, FOLDER, NOT_UTF8, TOO_LARGE, UNREADABLE
from speedbumps.model.problem import Loaded, Problem, refused
from speedbumps.responses.tables import parted_by
from speedbumps.responses.workbooks import pages
from speedbumps.source import decoded

LARGEST = 512 * 1024 * 1024
"""Bytes of a table of schools. England's register of 52,000 has about 64 million."""

WORKBOOKS = (".xlsx", ".ods")
TOP = 20
"""Rows among which the heading stands; registers begin with a title and notes."""

Row = Sequence[str]


class Rows(NamedTuple):
    """A table whose heading is not known yet."""

    top: tuple[Row, ...]
    """Its first rows, the heading among them."""
    rest: Iterable[Row]
    """All rows below those; they can be gone through once."""
    content: bytes | None = None
    """All of it in UTF-8, if it was not read from a workbook."""
    lines: tuple[int, ...] = ()
    """The line of that content on which each of the first rows ends."""
    separator: str = ","
    unsure: tuple[Problem, ...] = ()
    """That it is not in UTF-8, where it was read in the encoding of older Windows programs."""


def below(rows: Rows, heading: int) -> Iterator[tuple[int, Row]]:
    """The *rows* below the one that is the *heading*, counted from 0; each with its number in the file."""
    found = chain(rows.top[heading + 1 :], rows.rest)
    return ((number, row) for number, row in enumerate(found, heading + 2) if any(map(str.strip, row)))


def columns(rows: Rows, heading: int, places: Sequence[int]) -> Iterator[tuple[int, Row | None]]:
    """The cells at some *places* of each row below the *heading*; None for a row that is wider than that.

    What lacks at the end of a row counts as empty.
    """
    width = len(rows.top[heading])
    frame = _frame(rows, heading, width)
    if frame is not None:
        yield from enumerate(frame.select(str(place) for place in places).iter_rows(), heading + 2)
        return
    for number, row in below(rows, heading):
        whole = row if len(row) >= width else (*row, *[""] * (width - len(row)))
        yield number, None if any(whole[width:]) else tuple(whole[place] for place in places)


def _frame(rows: Rows, heading: int, width: int) -> pl.DataFrame | None:
    """What stands below the *heading* as a frame, several times as fast; None if it is not evenly wide, or a sheet."""
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
    except pl.exceptions.PolarsError:
        return None


def tables(path: Path) -> Loaded[tuple[Rows, ...]]:
    """The tables in the file at *path*: one in a text, one on each sheet of a workbook.

    Raises:
        FileNotFoundError: If there is no such file.
        csv.Error: If its first rows are no rows.
    """
    name = str(path)
    if path.is_dir():
        return refused(name, FOLDER, "this is a folder; name a file")
    try:
        if path.stat().st_size > LARGEST:
            return refused(name, TOO_LARGE, f"the file is larger than {LARGEST // 2**20} MB; is it the right one?")
        return _sheets(path) if path.suffix.lower() in WORKBOOKS else _text(name, path.read_bytes())
    except FileNotFoundError:
        raise
    except OSError as error:
        return refused(name, UNREADABLE, f"the file cannot be read: {error.strerror or 'it is damaged'}")


def _text(name: str, content: bytes) -> Loaded[tuple[Rows, ...]]:
    found = decoded(name, content)
    if found.value is not None:
        return Loaded((parted(content),))
    if found.problems[0].code != NOT_UTF8 or content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return Loaded(None, found.problems)
    older = parted(content.decode("cp1252", errors="replace").encode())
    return Loaded((older._replace(unsure=found.problems),))


def parted(content: bytes) -> Rows:
    """The rows of a text, by what parts their cells.

    Raises:
        csv.Error: If they are no rows.
    """
    begins = content[:START].decode("utf-8-sig", errors="replace").split("\n", TOP)
    separator = parted_by(next((line for line in begins[:TOP] if SEPARATORS & set(line)), ""))
    rows = csv.reader(TextIOWrapper(BytesIO(content), "utf-8-sig", newline=""), delimiter=separator)
    top = [(tuple(row), rows.line_num) for row in islice(rows, TOP)]
    return Rows(tuple(row for row, _ in top), rows, content, tuple(line for _, line in top), separator)


START = 64 * 1024
"""Bytes by which it is known what parts the cells."""

SEPARATORS = frozenset(",;\t")


def _sheets(path: Path) -> Loaded[tuple[Rows, ...]]:
    found = pages(path)
    if found.value is None:
        return Loaded(None, found.problems)
    frames = [page.cells.fill_null("") for page in found.value if page.cells.height > 1]
    if not frames:
        return refused(str(path), EMPTY, "the workbook holds no table")
    return Loaded(tuple(Rows(tuple(frame.head(TOP).iter_rows()), frame.slice(TOP).iter_rows()) for frame in frames))
