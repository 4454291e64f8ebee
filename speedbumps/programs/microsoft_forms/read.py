"""Microsoft Forms: a number, the start and end times, e-mail and name, then a column for each question or statement."""

import re

from speedbumps.programs.layouts import (
    ExportColumn,
    ExportReader,
    Use,
    are_timestamps,
    classify_column,
    guess_by_place,
    single_heading_layout,
)
from speedbumps.questionnaires.references import COLUMNS
from speedbumps.tables.sheets import Sheet
from speedbumps.text import fold_text

USES: dict[str, Use] = {
    "id": "bookkeeping",
    "last modified time": "private",
    "total points": "bookkeeping",
    "quiz feedback": "bookkeeping",
    "grade posted time": "private",
}
MARKS = re.compile(r"(points|feedback)\s*[-–]\s", re.IGNORECASE)
"""The beginning of the headings that a quiz adds."""

WHO = (3, 4)
"""The places of the e-mail address and the name, in every language."""

FEW_WORDS = 3
"""The most words in the headings of those; a question has more."""


def recognise(sheet: Sheet) -> bool:
    """Return whether the first column holds numbers, and the next two hold times."""
    return (
        all(cell.isdigit() for cell in sheet.sample(0))
        and are_timestamps(sheet.sample(1))
        and are_timestamps(sheet.sample(2))
    )


def _microsoft_column(sheet: Sheet, place: int, name: str) -> ExportColumn:
    found = classify_column(sheet, place, (name,), USES)
    if place == 0 or MARKS.match(name):
        return guess_by_place(found, "bookkeeping")
    if place in WHO and len(name.split()) <= FEW_WORDS and fold_text(name) not in COLUMNS:
        return guess_by_place(found, "private")
    return found


PROGRAM = ExportReader("Microsoft Forms", recognise, single_heading_layout(_microsoft_column))
