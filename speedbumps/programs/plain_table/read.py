"""A plain table: its headings are ids or texts of questions, with the remains of a program's export, if any."""

from speedbumps.programs.google_forms import read as google_forms
from speedbumps.programs.layouts import (
    ExportColumn,
    ExportLayout,
    ExportReader,
    Use,
    classify_column,
    single_heading_layout,
)
from speedbumps.programs.limesurvey import read as limesurvey
from speedbumps.programs.odk import read as odk
from speedbumps.programs.qualtrics import read as qualtrics
from speedbumps.programs.statuses import are_qualtrics_statuses, known_exclusion
from speedbumps.programs.surveymonkey import read as surveymonkey
from speedbumps.tables.sheets import Sheet
from speedbumps.text import fold_text

SHARED = ("id", "name", "nom", "nome", "key", "start", "end", "status", "edits", "today", "audit", "score", "username")
"""Names of programs' own columns that may mean anything in a plain table."""

USES: dict[str, Use] = {
    name: use
    for uses in (qualtrics.USES, limesurvey.USES, odk.USES, google_forms.USES, surveymonkey.USES)
    for name, use in uses.items()
    if name not in SHARED
}
"""The uses of the columns that programs add."""

STATUS = frozenset({"status", "response type"})
"""The names of Qualtrics' column of statuses."""


def recognise(_sheet: Sheet) -> bool:
    """Return True: a sheet that no program wrote is a plain table."""
    return True


def _plain_column(sheet: Sheet, place: int, name: str) -> ExportColumn:
    found = classify_column(sheet, place, (name,), USES)
    if fold_text(name) in odk.STATUS or (fold_text(name) in STATUS and are_qualtrics_statuses(sheet.sample(place))):
        return found._replace(use="status", guessed=True)
    # In a table that somebody made, a question may have the name of a program's column.
    return found._replace(guessed=True)


def _plain_layout(sheet: Sheet) -> ExportLayout:
    return single_heading_layout(_plain_column)(sheet)._replace(kind_of_row=known_exclusion)


PROGRAM = ExportReader("a plain table", recognise, _plain_layout)
