"""Qualtrics: codes in the first row, texts in the second, and import ids in the third, except in old exports."""

from speedbumps.programs import statuses as statuses_of
from speedbumps.programs.layouts import ExportColumn, ExportLayout, ExportReader, Use, are_identifying, classify_column
from speedbumps.tables.sheets import Sheet
from speedbumps.text import fold_text

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

IMPORT_ID = '{"ImportId"'


def recognise(sheet: Sheet) -> bool:
    """Return whether the third row has import ids, or the first has an old export's columns."""
    names = {fold_text(name) for name in sheet.heading}
    return _has_import_ids(sheet) or ("responseid" in names and bool(names & {"finished", "startdate"}))


def qualtrics_layout(sheet: Sheet) -> ExportLayout:
    """Return the layout, with the columns named by code and text; somebody may have deleted the row of texts."""
    rows = _count_heading_rows(sheet)
    words = sheet.top[1] if rows > 1 else ()
    columns = (_qualtrics_column(sheet, place, code, words, rows) for place, code in enumerate(sheet.heading))
    return ExportLayout(tuple(columns), rows, statuses_of.qualtrics_exclusion)


def _qualtrics_column(sheet: Sheet, place: int, code: str, words: tuple[str, ...], rows: int) -> ExportColumn:
    if use := USES.get(fold_text(code)):
        return ExportColumn(place, code, (code,), use)
    return classify_column(sheet, place, (code, words[place] if place < len(words) else ""), {}, rows)


def _count_heading_rows(sheet: Sheet) -> int:
    """Return the number of rows above the answers; a row with personal data is not one of them."""
    if _has_import_ids(sheet):
        return 3
    second = sheet.top[1] if len(sheet.top) > 1 else ()
    return 1 if not second or any(are_identifying([cell]) for cell in second if cell.strip()) else 2


def _has_import_ids(sheet: Sheet) -> bool:
    return len(sheet.top) > 2 and any(cell.startswith(IMPORT_ID) for cell in sheet.top[2])  # noqa: PLR2004 - the third


PROGRAM = ExportReader("Qualtrics", recognise, qualtrics_layout)
