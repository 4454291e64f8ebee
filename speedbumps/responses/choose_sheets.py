"""Choose the sheets of a file that hold answers, and skip titles above their headings."""

from collections.abc import Iterable, Iterator, Mapping

from speedbumps.diagnostics.codes import SHEETS
from speedbumps.diagnostics.problem import START, LoadResult, Problem, reject_file
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.programs.readers import find_reader
from speedbumps.responses.headings import Wordings
from speedbumps.responses.table_context import TableContext
from speedbumps.tables.sheets import Sheet
from speedbumps.text import SHORT, fold_text

TITLES = 8
"""Rows at the top among which titles may precede the headings."""


def choose_sheets(sheets: tuple[Sheet, ...], context: TableContext) -> LoadResult[tuple[Sheet, ...]]:
    """Return the sheets that hold answers: the one with the most known headings, and all with the same headings.

    A sheet that the command line names is chosen only where sheets have names, which is in workbooks.
    """
    path = str(sheets[0].path)
    names = {each.name: each for each in sheets if each.name is not None}
    if context.sheet is not None and names:
        wanted = next((each for name, each in names.items() if fold_text(name) == fold_text(context.sheet)), None)
        if wanted is None:
            listed = ", ".join(f"'{name}'" for name in names)
            return reject_file(path, SHEETS, f"there is no sheet '{context.sheet}'; there is {listed}")
        return LoadResult((_drop_titles(wanted, context.wordings),))
    if len(sheets) == 1:
        return LoadResult((_drop_titles(sheets[0], context.wordings),))
    tables = [_drop_titles(each, context.wordings) for each in sheets]
    known = {place: known_headings(each.heading, context.wordings) for place, each in enumerate(tables)}
    best = max(known, key=lambda place: (known[place] > 1, not tables[place].hidden, known[place], -place))
    same = [
        each for each in tables if each.heading == tables[best].heading and (not each.hidden or tables[best].hidden)
    ]
    return LoadResult(tuple(same), tuple(_sheet_warnings(path, tables, same, known)))


def known_headings(row: Iterable[str], wordings: Wordings) -> int:
    """Return how many cells of a *row* are a question's id or words, or one of our own columns."""
    return sum(_is_known(name, wordings) for name in row)


def _sheet_warnings(path: str, sheets: list[Sheet], read: list[Sheet], known: Mapping[int, int]) -> Iterator[Problem]:
    """Yield the warnings about the sheets that are read, and about others that seem to hold answers too."""
    if len(read) > 1:
        names = ", ".join(f"'{each.name}'" for each in read)
        message = f"{len(read)} sheets have the same headings and are read together: {names}; --sheet chooses one"
        yield Problem(path, START, SHEETS, message, "warning")
    if read[0].hidden:
        message = f"only a hidden sheet holds answers; '{read[0].name}' is read"
        yield Problem(path, START, SHEETS, message, "warning")
    names_read = {each.name for each in read}
    others = [each for place, each in enumerate(sheets) if known[place] > 1 and each.name not in names_read]
    if others:
        names = ", ".join(f"'{each.name}'" + (" (hidden)" if each.hidden else "") for each in others)
        message = f"the sheet '{read[0].name}' is read, and {names} is not, whose headings differ; --sheet chooses one"
        if all(each.hidden for each in others):
            message = f"the sheet '{read[0].name}' is read, and {names} is not; --sheet chooses one"
        yield Problem(path, START, SHEETS, message, "warning")


def _drop_titles(sheet: Sheet, wordings: Wordings) -> Sheet:
    """Return the table without rows above its headings, if its first row has no known heading and a later one has."""
    if known_headings(sheet.heading, wordings) or sheet.frame_begins:
        return sheet
    rows = ((known_headings(row, wordings), -place) for place, row in enumerate(sheet.top[1:TITLES], start=1))
    most, place = max(rows, default=(0, 0))
    return sheet.without_titles(-place) if most > 1 and not _has_layout(sheet) else sheet


def _has_layout(sheet: Sheet) -> bool:
    """Return whether the rows at the top are the headings of a program that writes several."""
    return find_reader(sheet).layout(sheet).rows > 1


def _is_known(name: str, wordings: Wordings) -> bool:
    """Return whether a heading is a question's id or words, one of our own columns, or similar to one of these ids."""
    if wordings.match([name], nearly=False).to is not None:
        return True
    return name[:1].isalpha() and len(name) <= SHORT and bool(did_you_mean(name, wordings.ids.values()))
