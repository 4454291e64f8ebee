"""Read the sheets of a file: tables whose layout is not known yet, whichever kind of file holds them."""

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, Self

import polars as pl
from polars import selectors

from speedbumps.diagnostics.codes import DAMAGED, EMPTY, KIND, NOT_ANSWERS, TOO_LARGE
from speedbumps.diagnostics.problem import Loaded, Problem, refused
from speedbumps.model.answers import ANSWERS_SHEET, BESIDE_ANSWERS
from speedbumps.tables.files import JSON
from speedbumps.tables.text_tables import TOP, TextTable, other_kind, read_text_table
from speedbumps.tables.workbooks import Page, Unpacked, is_packed, read_packed

FRAME = Path("frame")
"""What messages call a data frame, which has no path."""

DEEPEST = 4
"""Levels of a response in JSON. A question in a grid has two."""

PARQUET = b"PAR1"

SEARCHED = 200
"""Bytes at the beginning of JSON among which our own formats are named."""

MOST_ROWS = 20_000_000
"""Rows of a Parquet table, of which a few bytes can hold any number."""

BINARY = {".xlsx": "workbook", ".ods": "workbook", ".parquet": "Parquet table", ".zip": "packed file"}
"""What files are that never hold a text, by their ending."""


class Sheet(NamedTuple):
    """A table whose layout is not known yet. Either *text* or *frame* holds it."""

    path: Path
    top: tuple[tuple[str, ...], ...]
    """Its first rows as they are written, the headings among them."""
    rows_above: int = 0
    """Rows of the file above these that are no part of the table."""
    text: TextTable | None = None
    """A text file with its cells."""
    frame: pl.DataFrame | None = None
    """The rows of anything else."""
    frame_begins: int = 0
    """The row of the table with which the frame begins: 1 where the headings are the names of its columns."""
    name: str | None = None
    """What the sheet is called in its workbook."""
    hidden: bool = False

    @property
    def heading(self) -> tuple[str, ...]:
        """The first row."""
        return self.top[0]

    @property
    def lines(self) -> tuple[int, ...]:
        """In a text file, the line on which each of the first rows ends."""
        return self.text.lines if self.text is not None else ()

    def sample(self, place: int, rows: int = 1) -> tuple[str, ...]:
        """Return what stands in a column in the first rows below *rows* rows of headings, without empty cells."""
        found = (row[place].strip() for row in self.top[rows:] if place < len(row))
        return tuple(cell for cell in found if cell)

    def without_titles(self, rows: int) -> Self:
        """Return the table that begins below the first *rows*."""
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


def read_sheets(path: Path, content: bytes) -> Loaded[Sheets]:
    """Return the tables in a file that holds *content*; what it begins with says what kind of file it is."""
    name = str(path)
    if content.startswith(PARQUET):
        return _parquet(path, content)
    if is_packed(content):
        packed = read_packed(name, content)
        match packed.value:
            case None:
                return Loaded(None, packed.problems)
            case Unpacked():
                return _text(path, packed.value.content)
            case pages:
                return _workbook(path, pages)
    if (other := other_kind(content)) is not None:
        return refused(name, KIND, f"this file is {other}")
    if path.suffix.lower() == JSON:
        return _json(path, content)
    if path.suffix.lower() in BINARY and content.strip():
        kind = BINARY[path.suffix.lower()]
        message = f"this is no {kind}, though its name says so; save it again, or call it .csv if it is a table in text"
        return refused(name, DAMAGED, message)
    return _text(path, content)


def frame_sheet(frame: pl.DataFrame) -> Sheet:
    """Return a data frame as a table whose headings are the names of its columns."""
    names = tuple(frame.columns)
    plain = frame.rename({name: str(place) for place, name in enumerate(names)})
    floats = [name for name, kind in plain.schema.items() if kind.is_float()]
    plain = plain.with_columns(pl.col(floats).fill_nan(None)) if floats else plain
    top = plain.head(TOP).select(pl.all().cast(pl.String, strict=False).fill_null(""))
    return Sheet(FRAME, (names, *top.iter_rows()), frame=plain, frame_begins=1)


def holds_responses(content: bytes) -> bool:
    """Return whether JSON is a list, as responses are; an audit that was saved is one object."""
    return content[:64].removeprefix(BOM_UTF8).lstrip().startswith(b"[")


def is_our_own(path: Path, content: bytes) -> bool:
    """Return whether a file holds JSON that we saved, such as an audit."""
    return b'"format": "speedbumps-' in content[:SEARCHED] and path.suffix.lower() == JSON


def _text(path: Path, content: bytes) -> Loaded[Sheets]:
    found = read_text_table(str(path), content)
    if found.value is None:
        return Loaded(None, found.problems)
    table = found.value
    return Loaded(Sheets((Sheet(path, table.top, table.skipped, table),), table.notices))


def _workbook(path: Path, pages: Iterable[Page]) -> Loaded[Sheets]:
    every = tuple(pages)
    ours = BESIDE_ANSWERS if any(page.name == ANSWERS_SHEET for page in every) else ()
    filled = [page for page in every if page.name not in ours and page.cells.height > 1]
    if not filled:
        return refused(str(path), EMPTY, "the workbook holds no answers")
    return Loaded(Sheets(tuple(_page(path, page) for page in filled)))


def _page(path: Path, page: Page) -> Sheet:
    """Return a sheet of a workbook without the blank rows above its first row."""
    frame = page.cells.fill_null("")
    blank = next((at for at, row in enumerate(frame.head(TOP).iter_rows()) if any(map(str.strip, row))), 0)
    frame = frame.slice(blank)
    top = tuple(frame.head(TOP).iter_rows())
    return Sheet(path, top, rows_above=blank, frame=frame, name=page.name, hidden=page.hidden)


def _parquet(path: Path, content: bytes) -> Loaded[Sheets]:
    try:
        rows = pl.scan_parquet(BytesIO(content)).select(pl.len()).collect().item()
        if rows > MOST_ROWS:
            return refused(str(path), TOO_LARGE, f"this table has more than {MOST_ROWS:,} rows; is it the right one?")
        frame = pl.read_parquet(BytesIO(content))
        # Its reader takes bytes for texts as they come; what else reads texts panics at those that are none.
        texts = (selectors.string() | selectors.categorical() | selectors.enum()).cast(pl.String)
        sheet = frame_sheet(frame.with_columns(texts.cast(pl.Binary).cast(pl.String)))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):  # a damaged file can make its reader panic
        return refused(str(path), DAMAGED, "this is no Parquet table of texts and numbers")
    return Loaded(Sheets((sheet._replace(path=path),)))


def _json(path: Path, content: bytes) -> Loaded[Sheets]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return refused(str(path), DAMAGED, "this is no JSON that can be read")
    people = [person for person in data if isinstance(person, dict)] if isinstance(data, list) else []
    if not people or len(people) < len(data):
        return refused(str(path), NOT_ANSWERS, "this is no list of responses, one object a person")
    rows = [dict(_flat(person)) for person in people]
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {str(place): [row.get(name, "") for row in rows] for place, name in enumerate(names)}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    top = (tuple(names), *frame.head(TOP).iter_rows())
    return Loaded(Sheets((Sheet(path, top, frame=frame, frame_begins=1),)))


def _flat(value: dict[str, object], before: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield each answer of one person, by its name behind the names that it stands within: time.T01."""
    for name, held in ((_whole(key), held) for key, held in value.items()):
        match held:
            case dict() if depth < DEEPEST:
                yield from _flat(held, f"{before}{name}.", depth + 1)
            case None:
                pass
            case bool():
                yield f"{before}{name}", str(held).lower()
            case list() | dict():
                yield f"{before}{name}", json.dumps(held)
            case _:
                yield f"{before}{name}", _whole(str(held))


def _whole(text: str) -> str:
    """Return the *text* without halves of signs, which JSON can write and nothing else can hold."""
    return text.encode("utf-8", errors="replace").decode()
