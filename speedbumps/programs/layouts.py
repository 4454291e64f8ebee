"""The layout of an export: which columns hold answers, personal data, or the program's own bookkeeping."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple

from speedbumps.programs.private_columns import IDENTIFYING
from speedbumps.tables.sheets import Sheet
from speedbumps.text import fold_text

Use = Literal["answer", "private", "bookkeeping", "status"]

IsKnown = Callable[[tuple[str, ...]], bool]
"""A function that returns whether the names of a column are known."""

PLURALS = {"preview": "previews", "test": "tests", "rejected in a review": "rejected in a review"}

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]{2,}:[0-9a-f:]+", re.IGNORECASE)
"""An e-mail address or an IP address."""

WHEN = re.compile(r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}\D{1,8}\d{1,2}[:.h]\s?\d{2}")
"""A date with a time of day, in the order of any country."""


class ExportColumn(NamedTuple):
    """One column of an export."""

    place: int
    heading: str
    """The heading that people see."""
    names: tuple[str, ...]
    """Names by which its question may be found: a code, the question's words."""
    use: Use = "answer"
    guessed: bool = False
    """Whether the use is a guess from words, place or cells, not from a name that the program itself writes."""
    by_place: bool = False
    """Whether the guess comes from the place alone: neither the name nor the cells look personal."""


def accept_every_row(_status: str) -> None:
    """Return None for every status: each row is a response."""


class ExportLayout(NamedTuple):
    """The columns and heading rows of an export."""

    columns: tuple[ExportColumn, ...]
    rows: int = 1
    """The number of rows above the answers."""
    kind_of_row: Callable[[str], str | None] = accept_every_row
    """Returns why a row with this status is not a response, such as preview or spam; None if it is one."""


class ExportReader(NamedTuple):
    """A survey program, with the functions that recognise its exports and read their layout."""

    name: str
    recognise: Callable[[Sheet], bool]
    layout: Callable[[Sheet], ExportLayout]


def single_heading_layout(column_of: Callable[[Sheet, int, str], ExportColumn]) -> Callable[[Sheet], ExportLayout]:
    """Return the layout function of a program that writes one heading row.

    *column_of* returns the column for a sheet, a place and the heading there.
    """

    def read_layout(sheet: Sheet) -> ExportLayout:
        return ExportLayout(tuple(column_of(sheet, place, name) for place, name in enumerate(sheet.heading)))

    return read_layout


def classify_column(
    sheet: Sheet, place: int, names: Iterable[str], uses: Mapping[str, Use], rows: int = 1
) -> ExportColumn:
    """Return the column at *place*, with its use.

    *uses* maps the program's own names to their uses. A column with another name is private if its name or all of its
    cells look as if they could identify somebody; that is a guess, which `with_known_headings` corrects.
    """
    known = tuple(name.strip() for name in names if name.strip())
    use = next((uses[fold_text(name)] for name in known if fold_text(name) in uses), None)
    heading = known[-1] if known else ""
    if use is not None:
        return ExportColumn(place, heading, known, use)
    traces = any(IDENTIFYING.search(name) for name in known) or are_identifying(sheet.sample(place, rows))
    return ExportColumn(place, heading, known, "private" if traces else "answer", guessed=True)


def knows_no_names(_names: tuple[str, ...]) -> bool:
    """Return False for all names."""
    return False


def with_known_headings(
    layout: ExportLayout, is_question: IsKnown, is_about_people: IsKnown = knows_no_names
) -> ExportLayout:
    """Return *layout* with the use "answer" for every column whose use is a guess and whose heading is one of ours.

    *is_question* returns whether the names of a column are exactly a question's id or words. Such a column is never
    dropped because of its cells. *is_about_people* returns whether they are the names of a column such as school or
    role; such a column is never dropped because of its place, but is dropped if its cells are addresses or times.
    """

    def is_ours(each: ExportColumn) -> bool:
        return is_question(each.names) or (each.by_place and is_about_people(each.names))

    columns = (
        each._replace(use="answer") if each.guessed and each.use != "answer" and is_ours(each) else each
        for each in layout.columns
    )
    return layout._replace(columns=tuple(columns))


def guess_by_place(found: ExportColumn, use: Use) -> ExportColumn:
    """Return the column *found* with *use*, guessed from its place."""
    return found._replace(use=use, guessed=True, by_place=found.use == "answer")


def excluded_statuses(statuses: Iterable[str], layout: ExportLayout) -> dict[str, str]:
    """Return those of *statuses* that do not mark a response, each with the kind of such a row."""
    return {text: kind for text in statuses if (kind := layout.kind_of_row(text)) is not None}


def format_excluded_rows(kinds: Mapping[str, int]) -> str:
    """Return a sentence on the rows that are left out: 3 rows are not counted: 2 previews, 1 spam."""
    total = sum(kinds.values())
    listed = ", ".join(
        f"{rows} {PLURALS.get(kind, kind) if rows > 1 else kind}" for kind, rows in Counter(kinds).most_common()
    )
    return f"{total:,} {'row is' if total == 1 else 'rows are'} not counted: {listed}"


def are_identifying(cells: Iterable[str]) -> bool:
    """Return whether all *cells* are addresses or exact times, and there is at least one."""
    listed = list(cells)
    return bool(listed) and all(ADDRESS.fullmatch(cell) or WHEN.match(cell) for cell in listed)


def are_timestamps(cells: Iterable[str]) -> bool:
    """Return whether all *cells* are exact times, and there is at least one."""
    listed = list(cells)
    return bool(listed) and all(WHEN.match(cell) for cell in listed)
