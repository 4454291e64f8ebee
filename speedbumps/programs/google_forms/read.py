"""Google Forms: a timestamp, then a column for each question, or "Question [Row]" for each row of a grid."""

from speedbumps.programs.layouts import (
    ExportColumn,
    ExportReader,
    Use,
    are_timestamps,
    classify_column,
    single_heading_layout,
)
from speedbumps.tables.sheets import Sheet

USES: dict[str, Use] = {
    "username": "private",
    "email address": "private",
    "score": "bookkeeping",
    "total score": "bookkeeping",
}


def recognise(sheet: Sheet) -> bool:
    """Return whether the first column holds times and the second does not; the headings may be in any language."""
    return are_timestamps(sheet.sample(0)) and not are_timestamps(sheet.sample(1))


def _google_column(sheet: Sheet, place: int, name: str) -> ExportColumn:
    return classify_column(sheet, place, (name,), USES)


PROGRAM = ExportReader("Google Forms", recognise, single_heading_layout(_google_column))
