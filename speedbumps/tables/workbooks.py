"""Read the sheets of a workbook, with every cell as the text that people see.

fastexcel is fast, but does not report how a number is shown, nor cells with errors. Workbooks with percentages, times,
errors or formulas are read with openpyxl, which is slow, but does.
"""

import logging
import re
import warnings
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

import polars as pl

from speedbumps.diagnostics.codes import DAMAGED, NOT_ANSWERS, TOO_LARGE
from speedbumps.diagnostics.problem import LoadResult, reject_file

if TYPE_CHECKING:
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

UNPACKED = 2 * 1024**3
"""The most bytes of a packed file after unpacking; one that grows further is a trap."""

LARGEST_PACKED = 512 * 1024 * 1024
"""The most bytes of a packed file, which is held in memory as a whole."""

MOST_CELLS = 100_000_000
"""The most cells between the corners of a sheet. Readers of workbooks allocate all of them, filled or not."""

FAR_AWAY = re.compile(rb"""r\s*=\s*["'](?:[A-Z]{3}\d|[A-Z]{1,2}\d{6})""")
"""A cell beyond column ZZ or row 99,999. A sheet without one has fewer cells than MOST_CELLS."""

PLACE = re.compile(rb"""r\s*=\s*["']([A-Z]{1,3})(\d+)["']""")
"""The column and the row of a cell."""

REPEATED = re.compile(
    rb"""number-columns-repeated="\d{3,}"[^>]*value-type=|value-type="[^>]*number-columns-repeated="\d{3,}"|"""
    rb"""number-rows-repeated="\d{5,}"(?:(?!</table:table-row>).)*?value-type=""",
    re.DOTALL,
)
"""How an OpenDocument writes that one value is repeated in hundreds of columns, or one row thousands of times."""

NO_RESULT = "#NO-RESULT!"
"""The text for a formula that was saved without a result."""

SECONDS_A_DAY = 86_400

PERCENT_OR_TIME = frozenset({9, 10, 18, 19, 20, 21, 45, 46, 47})
"""The numbers of Excel's built-in formats for percentages and for times without a date."""

OWN_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
FORMAT_NUMBER = re.compile(rb'\bnumFmtId=["\'](\d+)["\']')
FORMAT_CODE = re.compile(rb'\bformatCode=["\']([^"\']*)["\']')
CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
NOT_PLAIN = re.compile(rb"""\bt=["']e["']|<(?:\w+:)?f[\s/>]""")
"""How cells with an error or a formula are written in a sheet."""

NOT_SHOWN_AS_KEPT = re.compile(rb'value-type="(?:percentage|time|error)"|table:formula="')
"""How an OpenDocument writes cells whose value is not what people see, or that hold a formula."""

IN_QUOTES = re.compile(r'"[^"]*"|\[(?:Red|Black|Blue|Green|White|Yellow|Cyan|Magenta|Color\d+)\]|\\.', re.IGNORECASE)

# What the reader of workbooks logs about unusual parts may contain people's texts. Done once, at import, since a
# logger keeps every handler.
logging.getLogger("calamine").addHandler(logging.NullHandler())

OTHER_TABLES = (".xlsx", ".xls", ".ods", ".parquet", ".json", ".yaml", ".yml", ".zip")
"""The endings of files that may hold answers but are not read if they are packed."""


class WorkbookSheet(NamedTuple):
    """One sheet of a workbook."""

    name: str
    cells: pl.DataFrame
    """All rows, including headings, as texts; an empty cell is null."""
    hidden: bool = False


class PackedText(NamedTuple):
    """The only text file in a packed file."""

    name: str
    content: bytes


def is_packed(content: bytes) -> bool:
    """Return whether *content* begins like a workbook or another packed file."""
    return content.startswith(b"PK\x03\x04")


def read_packed(path: str, content: bytes) -> LoadResult[tuple[WorkbookSheet, ...] | PackedText]:
    """Return the sheets of a workbook, or the only table in a packed file; *path* is only for messages."""
    if len(content) > LARGEST_PACKED:
        return reject_file(
            path, TOO_LARGE, f"the file is larger than {LARGEST_PACKED // 2**20} MB; is it the right one?"
        )
    try:
        with ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                return reject_file(
                    path, TOO_LARGE, "the contents of this packed file are far larger than a school's answers"
                )
            return _read_packed_parts(path, content, packed)
    except Exception:  # noqa: BLE001 - zipfile, zlib, lxml, openpyxl and fastexcel raise any exception for damaged parts
        return reject_file(path, DAMAGED, "this file is damaged, or has a password; save it again as .xlsx or CSV")


def _read_packed_parts(
    path: str, content: bytes, packed: ZipFile
) -> LoadResult[tuple[WorkbookSheet, ...] | PackedText]:
    names = packed.namelist()
    if "xl/workbook.bin" in names:
        return reject_file(path, DAMAGED, "this is a binary workbook (.xlsb); save it as .xlsx")
    if any(name.startswith("xl/") for name in names):
        if (far := _far_cell(packed)) is not None:
            message = f"the cell {far} of this workbook is far from the rest; clear it, or save as CSV"
            return reject_file(path, TOO_LARGE, message)
        return LoadResult(_workbook_sheets(content, precisely=_needs_openpyxl(packed)))
    if "content.xml" in names and packed.read("mimetype")[:100].endswith(b"spreadsheet"):
        cells = packed.read("content.xml")
        if NOT_SHOWN_AS_KEPT.search(cells):
            message = "this .ods holds percentages, times, formulas or errors; save it as .xlsx, or as CSV"
            return reject_file(path, DAMAGED, message)
        if REPEATED.search(cells):
            message = "in this .ods the same answer is in hundreds of columns or thousands of rows; save it as CSV"
            return reject_file(path, TOO_LARGE, message)
        return LoadResult(_workbook_sheets(content, precisely=False))
    if any(PurePosixPath(name).suffix == ".iwa" for name in names):
        return reject_file(path, DAMAGED, "this is a Numbers document; export it as .xlsx or CSV")
    return _only_table(path, packed)


def _only_table(path: str, packed: ZipFile) -> LoadResult[PackedText]:
    inside = [
        part
        for part in packed.infolist()
        if not part.is_dir() and not part.filename.startswith(("__MACOSX/", ".")) and ".DS_Store" not in part.filename
    ]
    tables = [part for part in inside if part.filename.lower().endswith((".csv", ".tsv", ".txt"))]
    if not tables and not any(part.filename.lower().endswith(OTHER_TABLES) for part in inside):
        return reject_file(path, NOT_ANSWERS, "this packed file holds no table")
    if len(tables) != 1:
        number = "no CSV file" if not tables else f"{len(tables)} CSV files"
        return reject_file(path, DAMAGED, f"this packed file holds {number}, where one is needed; unpack it first")
    if tables[0].flag_bits & 1:
        return reject_file(path, DAMAGED, "this packed file has a password; unpack it first")
    return LoadResult(PackedText(tables[0].filename, packed.read(tables[0])))


def _far_cell(packed: ZipFile) -> str | None:
    """Return the name of a cell that makes a sheet too large to be read, if there is one."""
    for part in packed.namelist():
        if part.endswith(".xml") and part != "xl/sharedStrings.xml" and FAR_AWAY.search(cells := packed.read(part)):
            places = [
                (_column_number(name), int(row), f"{name.decode()}{int(row)}") for name, row in PLACE.findall(cells)
            ]
            if max(column for column, _, _ in places) * max(row for _, row, _ in places) > MOST_CELLS:
                return max(places, key=lambda place: place[0] * place[1])[2]
    return None


def _column_number(column: bytes) -> int:
    """Return the number of the column with the name *column*: 1 for A, 27 for AA."""
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number


def _needs_openpyxl(packed: ZipFile) -> bool:
    """Return whether any cell of an Excel workbook may hold an error or a formula, or be a percentage or a time."""
    names = packed.namelist()
    if "xl/styles.xml" in names and _shows_percent_or_time(packed.read("xl/styles.xml")):
        return True
    sheets = (name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml"))
    return any(NOT_PLAIN.search(packed.read(name)) for name in sheets)


def _shows_percent_or_time(styles: bytes) -> bool:
    own = {
        int(number[1]): code[1].decode("utf-8", "replace").replace("&quot;", '"')
        for each in OWN_FORMAT.findall(styles)
        if (number := FORMAT_NUMBER.search(each)) and (code := FORMAT_CODE.search(each))
    }
    used = CELL_FORMATS.search(styles)
    numbers = {int(number) for number in FORMAT_NUMBER.findall(used[0])} if used else set[int]()
    return any(
        number in PERCENT_OR_TIME or _is_percent(own.get(number, "")) or _is_time(own.get(number, ""))
        for number in numbers
    )


def _is_percent(code: str) -> bool:
    return "%" in IN_QUOTES.sub("", code)


def _is_time(code: str) -> bool:
    """Return whether a number format shows a time of day or a duration, without a date."""
    plain = IN_QUOTES.sub("", code).lower()
    return "h" in plain and not {"d", "y"} & set(plain)


def _workbook_sheets(content: bytes, *, precisely: bool) -> tuple[WorkbookSheet, ...]:
    import fastexcel  # takes a tenth of a second to load, and most files are not workbooks

    book = fastexcel.read_excel(content)
    hidden = {name: book.load_sheet(name, n_rows=0).visible != "visible" for name in book.sheet_names}
    if precisely:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what openpyxl would lose if it saved the workbook
            return tuple(_precise_sheets(content, hidden))
    sheets = (book.load_sheet(name, header_row=None, dtypes="string") for name in book.sheet_names)
    return tuple(WorkbookSheet(sheet.name, sheet.to_polars(), hidden[sheet.name]) for sheet in sheets)


def _precise_sheets(content: bytes, hidden: dict[str, bool]) -> Iterator[WorkbookSheet]:
    """Yield the sheets with each cell as it is displayed, read with openpyxl."""
    from openpyxl import load_workbook  # slow to load, and most workbooks do not need it

    values = load_workbook(BytesIO(content), read_only=True, data_only=True)
    formulas = load_workbook(BytesIO(content), read_only=True)
    for sheet in values.worksheets:
        rows = [
            [_displayed_text(value, formula) for value, formula in zip(row, written, strict=False)]
            for row, written in zip(sheet.iter_rows(), formulas[sheet.title].iter_rows(), strict=False)
        ]
        width = max(map(len, rows), default=0)
        columns = [[row[place] if place < len(row) else None for row in rows] for place in range(width)]
        schema = {f"column_{place}": pl.String for place in range(width)}
        frame = pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=schema)
        yield WorkbookSheet(sheet.title, frame, hidden.get(sheet.title, False))


def _displayed_text(cell: "ReadOnlyCell | EmptyCell", written: "ReadOnlyCell | EmptyCell") -> str | None:
    """Return the text of *cell* as people see it; *written* is the same cell with its formula."""
    value = cell.value
    if value is None:
        return NO_RESULT if written.data_type == "f" else None
    match value:
        case bool():
            return str(value).lower()
        case int() | float() if _is_percent(cell.number_format):
            return f"{value * 100:.12g}%"
        case int() | float() if _is_time(cell.number_format):
            return _format_time(value * SECONDS_A_DAY)
        case int() | float():
            return f"{value:.15g}"
        case time():
            return _format_time(value.hour * 3600 + value.minute * 60 + value.second)
        case timedelta():
            return _format_time(value.total_seconds())
        case datetime() if _is_time(cell.number_format):
            return _format_time((value - datetime(1899, 12, 30)).total_seconds())  # noqa: DTZ001 - workbooks have no time zones
        case datetime():
            return value.isoformat(" ")
        case _:
            return str(value)


def _format_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}" + (f":{rest:02}" if rest else "")
