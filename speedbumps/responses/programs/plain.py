"""A plain table: its headings are ids of questions or their words, beside what is left of a program's export."""

from speedbumps.responses.programs import google_forms, limesurvey, odk, qualtrics, surveymonkey
from speedbumps.responses.programs.layouts import Column, Layout, Program, Use, column, one_heading
from speedbumps.responses.programs.statuses import REJECTED, are_qualtrics, known
from speedbumps.responses.sheets import Sheet
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
    found = one_heading(_column)(sheet)
    statuses = [cell for each in found.columns if each.use == "status" for cell in sheet.sample(each.place)]
    left_out = REJECTED | {status.strip().lower() for status in statuses if known(status)}
    return found._replace(left_out=left_out, kind_of_row=known)


PROGRAM = Program("a plain table", recognise, _layout)
