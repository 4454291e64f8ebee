"""Read a workbook: its sheets, every cell as the text that people see.

Values come from fastexcel, which is fast and knows nothing of how a number is shown, nor of cells that hold an error.
Where a workbook holds percentages, times, errors or formulas, openpyxl reads it, which is slow and knows.
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
from speedbumps.diagnostics.problem import Loaded, refused

if TYPE_CHECKING:
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

UNPACKED = 2 * 1024**3
"""Bytes of a packed file after unpacking; one that grows further is a trap."""

LARGEST_PACKED = 512 * 1024 * 1024
"""Bytes of a packed file, which is held whole."""

MOST_CELLS = 100_000_000
"""Cells between the corners of a sheet. What reads workbooks makes room for all of them, filled or not."""

FAR_AWAY = re.compile(rb"""r\s*=\s*["'](?:[A-Z]{3}\d|[A-Z]{1,2}\d{6})""")
"""A cell beyond the column ZZ or the row 99,999. Without one, a sheet has fewer cells than MOST_CELLS."""

PLACE = re.compile(rb"""r\s*=\s*["']([A-Z]{1,3})(\d+)["']""")
"""The column and the row of a cell."""

REPEATED = re.compile(
    rb"""number-columns-repeated="\d{3,}"[^>]*value-type=|value-type="[^>]*number-columns-repeated="\d{3,}"|"""
    rb"""number-rows-repeated="\d{5,}"(?:(?!</table:table-row>).)*?value-type=""",
    re.DOTALL,
)
"""How an OpenDocument writes that one value stands in hundreds of columns, or one row in thousands."""

NO_RESULT = "#NO-RESULT!"
"""Stands for a formula that was saved without a result."""

SECONDS_A_DAY = 86_400

PERCENT_OR_TIME = frozenset({9, 10, 18, 19, 20, 21, 45, 46, 47})
"""The numbers of Excel's own formats that show a share of 100, or a time without a date."""

OWN_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
FORMAT_NUMBER = re.compile(rb'\bnumFmtId=["\'](\d+)["\']')
FORMAT_CODE = re.compile(rb'\bformatCode=["\']([^"\']*)["\']')
CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
NOT_PLAIN = re.compile(rb"""\bt=["']e["']|<(?:\w+:)?f[\s/>]""")
"""How a cell with an error, and one with a formula, are written in a sheet."""

NOT_SHOWN_AS_KEPT = re.compile(rb'value-type="(?:percentage|time|error)"|table:formula="')
"""How a sheet of an OpenDocument writes cells whose value is not what people see, or that hold a formula."""

IN_QUOTES = re.compile(r'"[^"]*"|\[(?:Red|Black|Blue|Green|White|Yellow|Cyan|Magenta|Color\d+)\]|\\.', re.IGNORECASE)

# What the reader of workbooks logs of odd parts may hold their texts. Once for all: a logger keeps every handler.
logging.getLogger("calamine").addHandler(logging.NullHandler())

OTHER_TABLES = (".xlsx", ".xls", ".ods", ".parquet", ".json", ".yaml", ".yml", ".zip")
"""The endings of files that may hold answers and are not read where they are packed."""


class Page(NamedTuple):
    """One sheet of a workbook."""

    name: str
    cells: pl.DataFrame
    """Every row, headings and all, as texts; a cell in which nothing stands is null."""
    hidden: bool = False


class Unpacked(NamedTuple):
    """The one text file that was packed into another."""

    name: str
    content: bytes


def is_packed(content: bytes) -> bool:
    """Return whether *content* begins as a workbook or another packed file does."""
    return content.startswith(b"PK\x03\x04")


def read_packed(path: str, content: bytes) -> Loaded[tuple[Page, ...] | Unpacked]:
    """Return the sheets of a workbook, or the one table that was packed; *path* is only for messages."""
    if len(content) > LARGEST_PACKED:
        return refused(path, TOO_LARGE, f"the file is larger than {LARGEST_PACKED // 2**20} MB; is it the right one?")
    try:
        with ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                return refused(path, TOO_LARGE, "what is packed in this file is far more than a school's answers")
            return _read(path, content, packed)
    except Exception:  # noqa: BLE001 - a damaged part makes zipfile, zlib, lxml, openpyxl or fastexcel raise what it likes
        return refused(path, DAMAGED, "this file is damaged, or has a password; save it again as .xlsx or CSV")


def _read(path: str, content: bytes, packed: ZipFile) -> Loaded[tuple[Page, ...] | Unpacked]:
    names = packed.namelist()
    if "xl/workbook.bin" in names:
        return refused(path, DAMAGED, "this is a binary workbook (.xlsb); save it as .xlsx")
    if any(name.startswith("xl/") for name in names):
        if (far := _far_away(packed)) is not None:
            message = (
                f"something stands in the cell {far} of this workbook, far from the rest; delete it, or save as CSV"
            )
            return refused(path, TOO_LARGE, message)
        return Loaded(_pages(content, precisely=_is_excel_with_more_than_values(packed)))
    if "content.xml" in names and packed.read("mimetype")[:100].endswith(b"spreadsheet"):
        cells = packed.read("content.xml")
        if NOT_SHOWN_AS_KEPT.search(cells):
            message = "this .ods holds percentages, times, formulas or errors; save it as .xlsx, or as CSV"
            return refused(path, DAMAGED, message)
        if REPEATED.search(cells):
            message = "in this .ods the same answer stands in hundreds of columns or thousands of rows; save it as CSV"
            return refused(path, TOO_LARGE, message)
        return Loaded(_pages(content, precisely=False))
    if any(PurePosixPath(name).suffix == ".iwa" for name in names):
        return refused(path, DAMAGED, "this is a Numbers document; export it as .xlsx or CSV")
    return _only_table(path, packed)


def _only_table(path: str, packed: ZipFile) -> Loaded[Unpacked]:
    inside = [
        part
        for part in packed.infolist()
        if not part.is_dir() and not part.filename.startswith(("__MACOSX/", ".")) and ".DS_Store" not in part.filename
    ]
    tables = [part for part in inside if part.filename.lower().endswith((".csv", ".tsv", ".txt"))]
    if not tables and not any(part.filename.lower().endswith(OTHER_TABLES) for part in inside):
        return refused(path, NOT_ANSWERS, "this packed file holds no table")
    if len(tables) != 1:
        number = "no CSV file" if not tables else f"{len(tables)} CSV files"
        return refused(path, DAMAGED, f"this packed file holds {number}, where one is needed; unpack it first")
    if tables[0].flag_bits & 1:
        return refused(path, DAMAGED, "this packed file has a password; unpack it first")
    return Loaded(Unpacked(tables[0].filename, packed.read(tables[0])))


def _far_away(packed: ZipFile) -> str | None:
    """Return a cell that makes a sheet too large to be read, if there is one."""
    for part in packed.namelist():
        if part.endswith(".xml") and part != "xl/sharedStrings.xml" and FAR_AWAY.search(cells := packed.read(part)):
            places = [(_number_of(name), int(row), f"{name.decode()}{int(row)}") for name, row in PLACE.findall(cells)]
            if max(column for column, _, _ in places) * max(row for _, row, _ in places) > MOST_CELLS:
                return max(places, key=lambda place: place[0] * place[1])[2]
    return None


def _number_of(column: bytes) -> int:
    """Return the number of a column that is named by letters: 1 for A, 27 for AA."""
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number


def _is_excel_with_more_than_values(packed: ZipFile) -> bool:
    """Return whether a cell may hold an error or a formula, or be shown as a percentage or a time."""
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
    """Return whether a format shows a time of day or a span of hours, and no date."""
    plain = IN_QUOTES.sub("", code).lower()
    return "h" in plain and not {"d", "y"} & set(plain)


def _pages(content: bytes, *, precisely: bool) -> tuple[Page, ...]:
    import fastexcel  # it takes a tenth of a second to load, and most files are no workbooks

    book = fastexcel.read_excel(content)
    hidden = {name: book.load_sheet(name, n_rows=0).visible != "visible" for name in book.sheet_names}
    if precisely:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl would lose if it saved the workbook
            return tuple(_precise_pages(content, hidden))
    sheets = (book.load_sheet(name, header_row=None, dtypes="string") for name in book.sheet_names)
    return tuple(Page(sheet.name, sheet.to_polars(), hidden[sheet.name]) for sheet in sheets)


def _precise_pages(content: bytes, hidden: dict[str, bool]) -> Iterator[Page]:
    """Yield the sheets with each cell as it is shown."""
    from openpyxl import load_workbook  # slow to load, and most workbooks do without

    values = load_workbook(BytesIO(content), read_only=True, data_only=True)
    formulas = load_workbook(BytesIO(content), read_only=True)
    for sheet in values.worksheets:
        rows = [
            [_as_shown(value, formula) for value, formula in zip(row, written, strict=False)]
            for row, written in zip(sheet.iter_rows(), formulas[sheet.title].iter_rows(), strict=False)
        ]
        width = max(map(len, rows), default=0)
        columns = [[row[place] if place < len(row) else None for row in rows] for place in range(width)]
        schema = {f"column_{place}": pl.String for place in range(width)}
        frame = pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=schema)
        yield Page(sheet.title, frame, hidden.get(sheet.title, False))


def _as_shown(cell: "ReadOnlyCell | EmptyCell", written: "ReadOnlyCell | EmptyCell") -> str | None:
    """Return the text of a cell as people see it; *written* is the same cell with its formula."""
    value = cell.value
    if value is None:
        return NO_RESULT if written.data_type == "f" else None
    match value:
        case bool():
            return str(value).lower()
        case int() | float() if _is_percent(cell.number_format):
            return f"{value * 100:.12g}%"
        case int() | float() if _is_time(cell.number_format):
            return _hours(value * SECONDS_A_DAY)
        case int() | float():
            return f"{value:.15g}"
        case time():
            return _hours(value.hour * 3600 + value.minute * 60 + value.second)
        case timedelta():
            return _hours(value.total_seconds())
        case datetime() if _is_time(cell.number_format):
            return _hours((value - datetime(1899, 12, 30)).total_seconds())  # noqa: DTZ001 - a workbook has no zones
        case datetime():
            return value.isoformat(" ")
        case _:
            return str(value)


def _hours(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}" + (f":{rest:02}" if rest else "")
