"""SurveyMonkey: who answered when, then questions in the first row, and in the second the rows of a matrix."""

from speedbumps.programs.layouts import Column, Layout, Program, Use, by_place, column
from speedbumps.tables.sheets import Sheet
from speedbumps.text import folded

OWN_COLUMNS = ("respondent id", "collector id")
"""The columns that come first in every export."""

USES: dict[str, Use] = {
    **dict.fromkeys(
        (
            "respondent id",
            "start date",
            "end date",
            "date created",
            "date modified",
            "ip address",
            "email address",
            "first name",
            "last name",
            "custom data",
            *(f"custom data {number}" for number in range(1, 11)),
        ),
        "private",
    ),
    **dict.fromkeys(("collector id", "collector", "response status", "total score", "score"), "bookkeeping"),
}

GENERIC = frozenset({"response", "open-ended response", "answer", "score", "date / time", "date/time"})
"""What the second row says of a question that has only one column."""

OTHER = ("other (please specify)", "other, please specify", "please specify", "comments", "comment")
"""What the second row says of words that somebody added to an answer."""

SHORTEST_ID = 6
"""Digits of the numbers that SurveyMonkey gives to respondents and collectors, at least."""


def recognise(sheet: Sheet) -> bool:
    """Return whether the first columns are SurveyMonkey's own, by their names or by their numbers in two columns."""
    if tuple(folded(name) for name in sheet.heading[:2]) == OWN_COLUMNS:
        return True
    return _second_row(sheet) and all(
        cells and all(cell.isdigit() and len(cell) >= SHORTEST_ID for cell in cells)
        for cells in (sheet.sample(place, 2) for place in range(2))
    )


def _second_row(sheet: Sheet) -> bool:
    """Return whether the second row belongs to the heading: it says nothing of the program's own columns."""
    second = sheet.top[1] if len(sheet.top) > 1 else ()
    return any(cell.strip() for cell in second) and not any(cell.strip() for cell in second[: len(OWN_COLUMNS)])


def layout(sheet: Sheet) -> Layout:
    """Return the columns; a question's heading stands only over the first of its columns."""
    rows = 2 if _second_row(sheet) else 1
    own = next((place for place, cell in enumerate(sheet.top[1]) if cell.strip()), 0) if rows > 1 else 0
    columns: list[Column] = []
    question = ""
    for place, name in enumerate(sheet.heading):
        question = name.strip() or (question if rows > 1 else "")
        found = _column(sheet, place, question, rows)
        # Its own columns are known by their place too, since their names are in the language of the export.
        about = place < own and found.use == "answer"
        columns.append(by_place(found, "private") if about else found)
    return Layout(tuple(columns), rows)


def _column(sheet: Sheet, place: int, question: str, rows: int) -> Column:
    row = sheet.top[1][place].strip() if rows > 1 and place < len(sheet.top[1]) else ""
    if not row or folded(row) in GENERIC:
        return column(sheet, place, (question,), USES, rows)
    if folded(row).startswith(OTHER):
        return Column(place, f"{question} - {row}", (f"{question} - {row}",), "private")
    return column(sheet, place, (f"{question} - {row}", row), {}, rows)


PROGRAM = Program("SurveyMonkey", recognise, layout)
