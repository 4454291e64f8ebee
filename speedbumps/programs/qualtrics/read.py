"""Qualtrics: codes in the first row, words in the second, and in the third, unless it is an old export, import ids."""

from speedbumps.programs import statuses as statuses_of
from speedbumps.programs.layouts import Column, Layout, Program, Use, column, tells_of_somebody
from speedbumps.tables.sheets import Sheet
from speedbumps.text import folded

USES: dict[str, Use] = {
    **dict.fromkeys(
        (
            "startdate",
            "enddate",
            "recordeddate",
            "ipaddress",
            "responseid",
            "name",
            "emailaddress",
            "externaldatareference",
            "externalreference",
            "recipientlastname",
            "recipientfirstname",
            "recipientemail",
            "locationlatitude",
            "locationlongitude",
            "duration (in seconds)",
        ),
        "private",
    ),
    **dict.fromkeys(
        ("responseset", "progress", "finished", "distributionchannel", "userlanguage", "locationaccuracy"),
        "bookkeeping",
    ),
    "status": "status",
}

HIGHEST = 512
"""Above the highest number of a status."""

IMPORT_ID = '{"ImportId"'


def recognise(sheet: Sheet) -> bool:
    """Whether import ids stand in the third row, or an old export's columns in the first."""
    names = {folded(name) for name in sheet.heading}
    return _has_import_ids(sheet) or ("responseid" in names and bool(names & {"finished", "startdate"}))


def layout(sheet: Sheet) -> Layout:
    """The columns of two headings, code and words; somebody may have taken the second away."""
    rows = _headings(sheet)
    words = sheet.top[1] if rows > 1 else ()
    columns = (_column(sheet, place, code, words, rows) for place, code in enumerate(sheet.heading))
    return Layout(tuple(columns), rows, statuses_of.qualtrics)


def _column(sheet: Sheet, place: int, code: str, words: tuple[str, ...], rows: int) -> Column:
    if use := USES.get(folded(code)):
        return Column(place, code, (code,), use)
    return column(sheet, place, (code, words[place] if place < len(words) else ""), {}, rows)


def _headings(sheet: Sheet) -> int:
    """How many rows stand above the answers; one that tells of somebody is none of them."""
    if _has_import_ids(sheet):
        return 3
    second = sheet.top[1] if len(sheet.top) > 1 else ()
    return 1 if not second or any(tells_of_somebody([cell]) for cell in second if cell.strip()) else 2


def _has_import_ids(sheet: Sheet) -> bool:
    return len(sheet.top) > 2 and any(cell.startswith(IMPORT_ID) for cell in sheet.top[2])  # noqa: PLR2004 - the third


PROGRAM = Program("Qualtrics", recognise, layout)
