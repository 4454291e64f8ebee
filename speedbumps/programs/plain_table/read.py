"""A plain table: its headings are ids of questions or their words, beside what is left of a program's export."""

from speedbumps.programs.google_forms import read as google_forms
from speedbumps.programs.layouts import Column, Layout, Program, Use, column, one_heading
from speedbumps.programs.limesurvey import read as limesurvey
from speedbumps.programs.odk import read as odk
from speedbumps.programs.qualtrics import read as qualtrics
from speedbumps.programs.statuses import are_qualtrics, known
from speedbumps.programs.surveymonkey import read as surveymonkey
from speedbumps.tables.sheets import Sheet
from speedbumps.text import folded

SHARED = ("id", "name", "nom", "nome", "key", "start", "end", "status", "edits", "today", "audit", "score", "username")
"""Names of programs' own columns that may be anything else in a table of no program."""

USES: dict[str, Use] = {
    name: use
    for uses in (qualtrics.USES, limesurvey.USES, odk.USES, google_forms.USES, surveymonkey.USES)
    for name, use in uses.items()
    if name not in SHARED
}
"""The columns that the programs write of their own."""

STATUS = frozenset({"status", "response type"})
"""What Qualtrics calls its column of statuses."""


def recognise(_sheet: Sheet) -> bool:
    """Return that whatever no program is known by is a plain table."""
    return True


def _column(sheet: Sheet, place: int, name: str) -> Column:
    found = column(sheet, place, (name,), USES)
    if folded(name) in odk.STATUS or (folded(name) in STATUS and are_qualtrics(sheet.sample(place))):
        return found._replace(use="status", guessed=True)
    # In a table that somebody made, a question may bear the name of a program's column.
    return found._replace(guessed=True)


def _layout(sheet: Sheet) -> Layout:
    return one_heading(_column)(sheet)._replace(kind_of_row=known)


PROGRAM = Program("a plain table", recognise, _layout)
