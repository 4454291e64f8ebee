"""SurveyMonkey: columns about the respondent, then questions in the first row and rows of a matrix in the second."""

from speedbumps.programs.layouts import ExportColumn, ExportLayout, ExportReader, Use, classify_column, guess_by_place
from speedbumps.tables.sheets import Sheet
from speedbumps.text import fold_text

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
"""The second row's text for a question that has only one column."""

OTHER = ("other (please specify)", "other, please specify", "please specify", "comments", "comment")
"""The beginning of the second row's text for comments on an answer."""

SHORTEST_ID = 6
"""The least number of digits in the ids of respondents and collectors."""


def recognise(sheet: Sheet) -> bool:
    """Return whether the first two columns are SurveyMonkey's own, by their names or by the ids in them."""
    if tuple(fold_text(name) for name in sheet.heading[:2]) == OWN_COLUMNS:
        return True
    return _has_second_heading(sheet) and all(
        cells and all(cell.isdigit() and len(cell) >= SHORTEST_ID for cell in cells)
        for cells in (sheet.sample(place, 2) for place in range(2))
    )


def _has_second_heading(sheet: Sheet) -> bool:
    """Return whether the second row belongs to the heading: it is empty below the program's own columns."""
    second = sheet.top[1] if len(sheet.top) > 1 else ()
    return any(cell.strip() for cell in second) and not any(cell.strip() for cell in second[: len(OWN_COLUMNS)])


def surveymonkey_layout(sheet: Sheet) -> ExportLayout:
    """Return the layout; the text of a question stands only above the first of its columns."""
    rows = 2 if _has_second_heading(sheet) else 1
    own = next((place for place, cell in enumerate(sheet.top[1]) if cell.strip()), 0) if rows > 1 else 0
    columns: list[ExportColumn] = []
    question = ""
    for place, name in enumerate(sheet.heading):
        question = name.strip() or (question if rows > 1 else "")
        found = _surveymonkey_column(sheet, place, question, rows)
        # Its own columns are recognised by their place too, since their names are in the language of the export.
        about = place < own and found.use == "answer"
        columns.append(guess_by_place(found, "private") if about else found)
    return ExportLayout(tuple(columns), rows)


def _surveymonkey_column(sheet: Sheet, place: int, question: str, rows: int) -> ExportColumn:
    row = sheet.top[1][place].strip() if rows > 1 and place < len(sheet.top[1]) else ""
    if not row or fold_text(row) in GENERIC:
        return classify_column(sheet, place, (question,), USES, rows)
    if fold_text(row).startswith(OTHER):
        return ExportColumn(place, f"{question} - {row}", (f"{question} - {row}",), "private")
    return classify_column(sheet, place, (f"{question} - {row}", row), {}, rows)


PROGRAM = ExportReader("SurveyMonkey", recognise, surveymonkey_layout)
