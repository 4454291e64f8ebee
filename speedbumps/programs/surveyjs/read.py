"""SurveyJS: one object a person, each answer under its question's name, those of a grid under the grid's."""

from speedbumps.programs.layouts import Column, Program, Use, column, one_heading
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
    """Whether the file is JSON: no other program writes its responses so."""
    return sheet.path.suffix.lower() == ".json"


def _column(sheet: Sheet, place: int, name: str) -> Column:
    return column(sheet, place, (name, name.rpartition(".")[2]), USES)._replace(heading=name)


PROGRAM = Program("SurveyJS", recognise, one_heading(_column))
