"""SurveyJS: one object for each person, with answers under the names of questions, or of a grid and its rows."""

from speedbumps.programs.layouts import ExportColumn, ExportReader, Use, classify_column, single_heading_layout
from speedbumps.tables.sheets import Sheet

USES: dict[str, Use] = {
    "id": "private",
    "instanceid": "private",
    "happenedat": "private",
    "ipaddress": "private",
    "userid": "private",
    "pageno": "bookkeeping",
    "iscompleted": "bookkeeping",
    "locale": "bookkeeping",
    "timespent": "private",
}


def recognise(sheet: Sheet) -> bool:
    """Return whether the file is JSON, which no other program writes."""
    return sheet.path.suffix.lower() == ".json"


def _surveyjs_column(sheet: Sheet, place: int, name: str) -> ExportColumn:
    return classify_column(sheet, place, (name, name.rpartition(".")[2]), USES)._replace(heading=name)


PROGRAM = ExportReader("SurveyJS", recognise, single_heading_layout(_surveyjs_column))
