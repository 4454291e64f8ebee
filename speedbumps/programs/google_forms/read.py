"""Google Forms: the time of answering first, then one column a question, or "Question [Row]" where it was a grid."""

from speedbumps.programs.layouts import Column, Program, Use, column, one_heading, times
from speedbumps.tables.sheets import Sheet

USES: dict[str, Use] = {
    "username": "private",
    "email address": "private",
    "score": "bookkeeping",
    "total score": "bookkeeping",
}


def recognise(sheet: Sheet) -> bool:
    """Whether the first column, and not the second too, holds times: its heading is in any language."""
    return times(sheet.sample(0)) and not times(sheet.sample(1))


def _column(sheet: Sheet, place: int, name: str) -> Column:
    return column(sheet, place, (name,), USES)


PROGRAM = Program("Google Forms", recognise, one_heading(_column))
