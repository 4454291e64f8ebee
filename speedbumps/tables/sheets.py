"""Read the sheets of a file of any kind: tables whose layout is not known yet."""

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, Self

import polars as pl
from polars import selectors

from speedbumps.diagnostics.codes import DAMAGED, EMPTY, KIND, NOT_ANSWERS, TOO_LARGE
from speedbumps.diagnostics.problem import LoadResult, Problem, reject_file
from speedbumps.model.answers import ANSWERS_SHEET, BESIDE_ANSWERS, BETWEEN_CHOICES
from speedbumps.tables.files import JSON
from speedbumps.tables.text_tables import TOP, TextTable, detect_other_format, read_text_table
from speedbumps.tables.workbooks import PackedText, WorkbookSheet, is_packed, read_packed

FRAME = Path("frame")
"""The path that messages give for a data frame, which has none."""

DEEPEST = 4
"""The most levels of a response in JSON. A question in a grid has two."""

PARQUET = b"PAR1"

SEARCHED = 200
"""The number of bytes at the beginning of JSON in which the name of one of our formats is looked for."""

MOST_ROWS = 20_000_000
"""The most rows of a Parquet table; a few bytes of one can stand for any number of rows."""

BINARY = {".xlsx": "workbook", ".ods": "workbook", ".parquet": "Parquet table", ".zip": "packed file"}
"""Kinds of files that are never text, by their endings."""


class Sheet(NamedTuple):
    """A table whose layout is not known yet. Either *text* or *frame* holds it."""

    path: Path
    top: tuple[tuple[str, ...], ...]
    """Its first rows as they are written, including the headings."""
    rows_above: int = 0
    """The number of rows above these that are not part of the table."""
    text: TextTable | None = None
    """The table, if the file is a text file."""
    frame: pl.DataFrame | None = None
    """The rows, if the file is of any other kind."""
    frame_begins: int = 0
    """The row of the table with which the frame begins: 1 if the headings are the names of its columns."""
    name: str | None = None
    """The name of the sheet in its workbook."""
    hidden: bool = False

    @property
    def heading(self) -> tuple[str, ...]:
        """Return the first row."""
        return self.top[0]

    def sample(self, place: int, rows: int = 1) -> tuple[str, ...]:
        """Return the cells of column *place* in the first rows below *rows* rows of headings, without empty cells."""
        found = (row[place].strip() for row in self.top[rows:] if place < len(row))
        return tuple(cell for cell in found if cell)

    def without_titles(self, rows: int) -> Self:
        """Return the table without its first *rows* rows."""
        if not rows:
            return self
        text = self.text
        if text is not None:
            text = text._replace(top=text.top[rows:], lines=text.lines[rows:])
        frame = self.frame.slice(rows - self.frame_begins) if self.frame is not None else None
        return self._replace(
            top=self.top[rows:], text=text, frame=frame, rows_above=self.rows_above + rows, frame_begins=0
        )


class Sheets(NamedTuple):
    """All tables in one file."""

    sheets: tuple[Sheet, ...]
    notices: tuple[Problem, ...] = ()


def read_sheets(path: Path, content: bytes) -> LoadResult[Sheets]:
    """Return the tables in a file that holds *content*; its first bytes tell what kind of file it is."""
    name = str(path)
    if content.startswith(PARQUET):
        return _read_parquet(path, content)
    if is_packed(content):
        packed = read_packed(name, content)
        match packed.value:
            case None:
                return LoadResult(None, packed.problems)
            case PackedText():
                return _read_text(path, packed.value.content)
            case pages:
                return _read_workbook(path, pages)
    if (other := detect_other_format(content)) is not None:
        return reject_file(name, KIND, f"this file is {other}")
    if path.suffix.lower() == JSON:
        return _read_json(path, content)
    if path.suffix.lower() in BINARY and content.strip():
        kind = BINARY[path.suffix.lower()]
        message = f"this is no {kind}, though its name says so; save it again, or call it .csv if it is a table in text"
        return reject_file(name, DAMAGED, message)
    return _read_text(path, content)


def sheet_from_frame(frame: pl.DataFrame) -> Sheet:
    """Return a data frame as a sheet whose headings are the names of its columns."""
    names = tuple(frame.columns)
    plain = frame.rename({name: str(place) for place, name in enumerate(names)})
    lists = [name for name, kind in plain.schema.items() if kind == pl.List(pl.String)]
    plain = plain.with_columns(pl.col(lists).list.join(BETWEEN_CHOICES, ignore_nulls=True)) if lists else plain
    floats = [name for name, kind in plain.schema.items() if kind.is_float()]
    plain = plain.with_columns(pl.col(floats).fill_nan(None)) if floats else plain
    top = plain.head(TOP).select(pl.all().cast(pl.String, strict=False).fill_null(""))
    return Sheet(FRAME, (names, *top.iter_rows()), frame=plain, frame_begins=1)


def holds_responses(content: bytes) -> bool:
    """Return whether *content*, which is JSON, is a list, as responses are; a saved audit is an object."""
    return content[:64].removeprefix(BOM_UTF8).lstrip().startswith(b"[")


def is_speedbumps_json(path: Path, content: bytes) -> bool:
    """Return whether a file holds JSON that speedbumps wrote, such as an audit."""
    return b'"format": "speedbumps-' in content[:SEARCHED] and path.suffix.lower() == JSON


def _read_text(path: Path, content: bytes) -> LoadResult[Sheets]:
    found = read_text_table(str(path), content)
    if found.value is None:
        return LoadResult(None, found.problems)
    table = found.value
    return LoadResult(Sheets((Sheet(path, table.top, table.skipped, table),), table.notices))


def _read_workbook(path: Path, pages: Iterable[WorkbookSheet]) -> LoadResult[Sheets]:
    every = tuple(pages)
    ours = BESIDE_ANSWERS if any(page.name == ANSWERS_SHEET for page in every) else ()
    filled = [page for page in every if page.name not in ours and page.cells.height > 1]
    if not filled:
        return reject_file(str(path), EMPTY, "the workbook holds no answers")
    return LoadResult(Sheets(tuple(_trim_blank_rows(path, page) for page in filled)))


def _trim_blank_rows(path: Path, page: WorkbookSheet) -> Sheet:
    """Return a sheet of a workbook without the blank rows above its first row."""
    frame = page.cells.fill_null("")
    blank = next((at for at, row in enumerate(frame.head(TOP).iter_rows()) if any(map(str.strip, row))), 0)
    frame = frame.slice(blank)
    top = tuple(frame.head(TOP).iter_rows())
    return Sheet(path, top, rows_above=blank, frame=frame, name=page.name, hidden=page.hidden)


def _read_parquet(path: Path, content: bytes) -> LoadResult[Sheets]:
    try:
        rows = pl.scan_parquet(BytesIO(content)).select(pl.len()).collect().item()
        if rows > MOST_ROWS:
            return reject_file(
                str(path), TOO_LARGE, f"this table has more than {MOST_ROWS:,} rows; is it the right one?"
            )
        frame = pl.read_parquet(BytesIO(content))
        # The reader of Parquet does not check that texts are UTF-8, and other operations panic at texts that are not.
        texts = (selectors.string() | selectors.categorical() | selectors.enum()).cast(pl.String)
        sheet = sheet_from_frame(frame.with_columns(texts.cast(pl.Binary).cast(pl.String)))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):  # a damaged file can make the reader panic
        return reject_file(str(path), DAMAGED, "this is not a Parquet table of texts and numbers")
    return LoadResult(Sheets((sheet._replace(path=path),)))


def _read_json(path: Path, content: bytes) -> LoadResult[Sheets]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return reject_file(str(path), DAMAGED, "this is not valid JSON")
    people = [person for person in data if isinstance(person, dict)] if isinstance(data, list) else []
    if not people or len(people) < len(data):
        return reject_file(str(path), NOT_ANSWERS, "this is not a list with one object for each person")
    rows = [dict(_flatten(person)) for person in people]
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {str(place): [row.get(name, "") for row in rows] for place, name in enumerate(names)}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    top = (tuple(names), *frame.head(TOP).iter_rows())
    return LoadResult(Sheets((Sheet(path, top, frame=frame, frame_begins=1),)))


def _flatten(value: dict[str, object], before: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield each answer of one person, by its name after the names of the objects that it is nested in: time.T01."""
    for name, held in ((_replace_surrogates(key), held) for key, held in value.items()):
        match held:
            case dict() if depth < DEEPEST:
                yield from _flatten(held, f"{before}{name}.", depth + 1)
            case None:
                pass
            case bool():
                yield f"{before}{name}", str(held).lower()
            case list() | dict():
                yield f"{before}{name}", json.dumps(held)
            case _:
                yield f"{before}{name}", _replace_surrogates(str(held))


def _replace_surrogates(text: str) -> str:
    """Replace lone surrogates in *text*, which JSON can hold and UTF-8 cannot."""
    return text.encode("utf-8", errors="replace").decode()
