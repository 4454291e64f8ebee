"""A plain table, whose headings are ids of questions or their words."""

from speedbumps.platforms.layouts import Layout, Program, column
from speedbumps.platforms.sheets import Sheet


def recognise(_sheet: Sheet) -> bool:
    """Whatever no program is known by is a plain table."""
    return True


def layout(sheet: Sheet) -> Layout:
    """The columns of the one heading."""
    return Layout(tuple(column(sheet, place, (name,), {}) for place, name in enumerate(sheet.heading)))


PROGRAM = Program("a plain table", recognise, layout)
