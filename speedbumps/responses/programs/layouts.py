"""What a program's layout says of each column: an answer, a trace of somebody, or the program's own bookkeeping."""

import re
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from speedbumps.responses.private_columns import IDENTIFYING
from speedbumps.responses.sheets import Sheet
from speedbumps.text import folded

Use = Literal["answer", "private", "bookkeeping", "status"]


class Column(NamedTuple):
    """One column of an export."""

    place: int
    heading: str
    """What people see above it."""
    names: tuple[str, ...]
    """What it may be named after: a code, a question's words."""
    use: Use = "answer"


class Layout(NamedTuple):
    """How a program lays out its exports."""

    columns: tuple[Column, ...]
    rows: int = 1
    """Rows that stand above the answers."""
    left_out: frozenset[str] = frozenset()
    """What the status of a row says that is no response: a preview, a test, a rejected one. In small letters."""


class Program(NamedTuple):
    """A survey program, and how its exports are known and read."""

    name: str
    recognise: Callable[[Sheet], bool]
    layout: Callable[[Sheet], Layout]


def one_heading(column_of: Callable[[Sheet, int, str], Column]) -> Callable[[Sheet], Layout]:
    """The layout of a program that writes one heading: *column_of* says what the column at a place and so called is."""

    def layout(sheet: Sheet) -> Layout:
        return Layout(tuple(column_of(sheet, place, name) for place, name in enumerate(sheet.heading)))

    return layout


def column(sheet: Sheet, place: int, names: Iterable[str], uses: dict[str, Use], rows: int = 1) -> Column:
    """The column at *place*; *uses* says what a name stands for, and what stands in it whether it tells of somebody."""
    known = tuple(name.strip() for name in names if name.strip())
    use = next((uses[folded(name)] for name in known if folded(name) in uses), None)
    if use is None:
        traces = any(IDENTIFYING.search(name) for name in known) or tells_of_somebody(sheet.sample(place, rows))
        use = "private" if traces else "answer"
    return Column(place, known[-1] if known else "", known, use)


def tells_of_somebody(cells: Iterable[str]) -> bool:
    """Whether all of the *cells* are addresses or exact times."""
    listed = list(cells)
    return bool(listed) and all(ADDRESS.fullmatch(cell) or WHEN.match(cell) for cell in listed)


def times(cells: Iterable[str]) -> bool:
    """Whether all of the *cells* are exact times, and there is one."""
    listed = list(cells)
    return bool(listed) and all(WHEN.match(cell) for cell in listed)


ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]{2,}:[0-9a-f:]+", re.IGNORECASE)
"""An e-mail address, or that of a computer."""

WHEN = re.compile(r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}\D{1,8}\d{1,2}[:.h]\s?\d{2}")
"""A date with a time of day, in whatever order a country writes them."""
