"""A plain table, whose headings are ids of questions or their words."""

from speedbumps.responses.programs.layouts import Column, Program, column, one_heading
from speedbumps.responses.sheets import Sheet


def recognise(_sheet: Sheet) -> bool:
    """Whatever no program is known by is a plain table."""
    return True


def _column(sheet: Sheet, place: int, name: str) -> Column:
    return column(sheet, place, (name,), {})


PROGRAM = Program("a plain table", recognise, one_heading(_column))
