"""What a program's layout says of each column: an answer, a trace of somebody, or the program's own bookkeeping."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple

from speedbumps.programs.private_columns import IDENTIFYING
from speedbumps.tables.sheets import Sheet
from speedbumps.text import folded

Use = Literal["answer", "private", "bookkeeping", "status"]

IsKnown = Callable[[tuple[str, ...]], bool]
"""Whether the names of a column are known."""

PLURALS = {"preview": "previews", "test": "tests", "rejected in a review": "rejected in a review"}

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]{2,}:[0-9a-f:]+", re.IGNORECASE)
"""An e-mail address, or that of a computer."""

WHEN = re.compile(r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}\D{1,8}\d{1,2}[:.h]\s?\d{2}")
"""A date with a time of day, in whatever order a country writes them."""


class Column(NamedTuple):
    """One column of an export."""

    place: int
    heading: str
    """What people see above it."""
    names: tuple[str, ...]
    """What it may be named after: a code, a question's words."""
    use: Use = "answer"
    guessed: bool = False
    """The use is a guess from words, place or cells, and no name that the program itself writes."""
    by_place: bool = False
    """Of these the guess comes from the place alone: neither the name nor the cells look like somebody's."""


def counts_always(_status: str) -> None:
    """Return that a row is a response, whatever its status says."""


class Layout(NamedTuple):
    """How a program lays out its exports."""

    columns: tuple[Column, ...]
    rows: int = 1
    """Rows that stand above the answers."""
    kind_of_row: Callable[[str], str | None] = counts_always
    """From the status of a row to why it is no response, such as preview or spam; None if it is one."""


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


def column(sheet: Sheet, place: int, names: Iterable[str], uses: Mapping[str, Use], rows: int = 1) -> Column:
    """Return the column at *place*.

    *uses* says what the program's own names stand for. A column of another name is private if its name or all of its
    cells look as if they could tell who somebody is; that is a guess, which `with_known_headings` corrects.
    """
    known = tuple(name.strip() for name in names if name.strip())
    use = next((uses[folded(name)] for name in known if folded(name) in uses), None)
    heading = known[-1] if known else ""
    if use is not None:
        return Column(place, heading, known, use)
    traces = any(IDENTIFYING.search(name) for name in known) or tells_of_somebody(sheet.sample(place, rows))
    return Column(place, heading, known, "private" if traces else "answer", guessed=True)


def nothing_known(_names: tuple[str, ...]) -> bool:
    """Return that names are not known, whatever they are."""
    return False


def with_known_headings(layout: Layout, is_question: IsKnown, is_about_people: IsKnown = nothing_known) -> Layout:
    """Return the *layout* with an answer in every column whose use is guessed and whose heading is one of ours.

    *is_question* says whether the names of a column are exactly a question's id or words. Such a column is never
    dropped because of what stands in its cells. *is_about_people* says whether they are those of a column such as
    school or role; such a column is never dropped because of its place, but addresses or times in it still count.
    """

    def is_ours(each: Column) -> bool:
        return is_question(each.names) or (each.by_place and is_about_people(each.names))

    columns = (
        each._replace(use="answer") if each.guessed and each.use != "answer" and is_ours(each) else each
        for each in layout.columns
    )
    return layout._replace(columns=tuple(columns))


def by_place(found: Column, use: Use) -> Column:
    """Return a column whose *use* is guessed from its place."""
    return found._replace(use=use, guessed=True, by_place=found.use == "answer")


def rows_left_out(statuses: Iterable[str], layout: Layout) -> dict[str, str]:
    """Return which of the different *statuses* of rows mark no response, each with the kind of such a row."""
    return {text: kind for text in statuses if (kind := layout.kind_of_row(text)) is not None}


def left_out_in_words(kinds: Mapping[str, int]) -> str:
    """Return how many rows of each kind were left out, in words: 3 rows are not counted: 2 previews, 1 spam."""
    total = sum(kinds.values())
    listed = ", ".join(
        f"{rows} {PLURALS.get(kind, kind) if rows > 1 else kind}" for kind, rows in Counter(kinds).most_common()
    )
    return f"{total:,} {'row is' if total == 1 else 'rows are'} not counted: {listed}"


def tells_of_somebody(cells: Iterable[str]) -> bool:
    """Whether all of the *cells* are addresses or exact times."""
    listed = list(cells)
    return bool(listed) and all(ADDRESS.fullmatch(cell) or WHEN.match(cell) for cell in listed)


def times(cells: Iterable[str]) -> bool:
    """Whether all of the *cells* are exact times, and there is one."""
    listed = list(cells)
    return bool(listed) and all(WHEN.match(cell) for cell in listed)
