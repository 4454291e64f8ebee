"""Microsoft Forms: a number, when somebody began and ended, who it was, then one column a question or statement."""

import re

from speedbumps.programs.layouts import Column, Program, Use, by_place, column, one_heading, times
from speedbumps.questionnaires.references import COLUMNS
from speedbumps.tables.sheets import Sheet
from speedbumps.text import folded

USES: dict[str, Use] = {
    "id": "bookkeeping",
    "last modified time": "private",
    "total points": "bookkeeping",
    "quiz feedback": "bookkeeping",
    "grade posted time": "private",
}
MARKS = re.compile(r"(points|feedback)\s*[-–]\s", re.IGNORECASE)
"""Begins the columns of a quiz."""

WHO = (3, 4)
"""Where the e-mail address and the name stand, whatever the language."""

FEW_WORDS = 3
"""Words of such a heading at most; a question has more."""


def recognise(sheet: Sheet) -> bool:
    """Whether a running number comes first, and then two times."""
    return all(cell.isdigit() for cell in sheet.sample(0)) and times(sheet.sample(1)) and times(sheet.sample(2))


def _column(sheet: Sheet, place: int, name: str) -> Column:
    found = column(sheet, place, (name,), USES)
    if place == 0 or MARKS.match(name):
        return by_place(found, "bookkeeping")
    if place in WHO and len(name.split()) <= FEW_WORDS and folded(name) not in COLUMNS:
        return by_place(found, "private")
    return found


PROGRAM = Program("Microsoft Forms", recognise, one_heading(_column))
