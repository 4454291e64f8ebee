"""From a file of cells to its first rows, by which its layout is known, and to a frame of texts."""

import csv
import json
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.model.answers import ANSWERS_SHEET, BESIDE_ANSWERS
from speedbumps.model.codes import DAMAGED, EMPTY, FOLDER, NOT_ANSWERS, SHEETS, TOO_LARGE, UNREADABLE
from speedbumps.model.problem import START as FIRST
from speedbumps.model.problem import Loaded, Problem, refused
from speedbumps.responses.tables import Written, parted_by
from speedbumps.responses.workbooks import pages
from speedbumps.source import NO_TEXT, PACKED

START = 256 * 1024
"""Bytes of a text file by which its layout is known."""

TOP = 60
"""Rows by which a layout is known."""

LARGEST = 512 * 1024 * 1024
"""Bytes of a file that is held whole."""


class Sheet(NamedTuple):
    """A table whose layout is not known yet."""

    path: Path
    top: tuple[tuple[str, ...], ...]
    """Its first rows as they are written, the heading among them."""
    lines: tuple[int, ...] = ()
    """Of a text file: the line on which each of these rows ends."""
    separator: str = ","
    written: Written | None = None
    """The text file that it was read from."""
    older: bool = False
    """That file is in the encoding of older Windows programs."""
    frame: pl.DataFrame | None = None
    """Every row of a workbook, heading and all."""

    @property
    def heading(self) -> tuple[str, ...]:
        """The first row."""
        return self.top[0]

    def sample(self, place: int, rows: int = 1) -> tuple[str, ...]:
        """What stands in a column among the first rows below the *rows* of the heading, without empty cells."""
        found = (row[place].strip() for row in self.top[rows:] if place < len(row))
        return tuple(cell for cell in found if cell)


def opened(path: Path) -> Loaded[Sheet]:
    """The table at *path*.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    if path.is_dir():
        return refused(str(path), FOLDER, "this is a folder; name a file")
    read = READERS.get(path.suffix.lower(), _text)
    try:
        if read is not _text and path.stat().st_size > LARGEST:
            return refused(str(path), TOO_LARGE, f"the file is larger than {LARGEST // 2**20} MB; is it the right one?")
        return read(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        return refused(str(path), UNREADABLE, f"the file cannot be read: {error.strerror or 'it is damaged'}")


def holds_responses(path: Path) -> bool:
    """Whether the JSON file at *path* is a list, as responses are; an audit that was saved is one object.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    if not path.is_file() and path.exists():
        return False
    with path.open("rb") as file:
        return file.read(64).removeprefix(BOM_UTF8).lstrip().startswith(b"[")


def in_utf8(path: Path) -> Written:
    """The text file at *path*, turned from UTF-16 if it is marked as such, else from the Windows encoding."""
    content = path.read_bytes()
    marked = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return Written(path, content.decode("utf-16" if marked else "cp1252", errors="replace").encode())


def _text(path: Path) -> Loaded[Sheet]:
    with path.open("rb") as file:
        start = file.read(START)
    written, older = Written(path), False
    if start.startswith(PACKED):
        return refused(str(path), DAMAGED, NO_TEXT)
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or not _is_utf8(start):
        if path.stat().st_size > LARGEST:
            return refused(str(path), TOO_LARGE, "so large a file has to be in UTF-8; save it as “CSV UTF-8”")
        older = not start.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
        written = in_utf8(path)
        start = (written.content or b"")[:START]
    text = start.decode("utf-8-sig", errors="replace")
    separator = parted_by(text.partition("\n")[0])
    rows = tuple(_rows(text, separator, whole=len(start) < START))
    if not rows:
        return refused(str(path), EMPTY, "the file is empty, or its first line holds no heading")
    top, lines = zip(*rows, strict=True)
    return Loaded(Sheet(path, top, lines, separator, written, older))


def _is_utf8(start: bytes) -> bool:
    try:
        # A letter may be cut in two where the reading stopped.
        start[: start.rfind(b"\n") + 1 or None].decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _rows(text: str, separator: str, *, whole: bool) -> Iterator[tuple[tuple[str, ...], int]]:
    """The first rows of a *text*, each with the line on which it ends; the last line may be cut, if not *whole*."""
    lines = text.split("\n")
    reader = csv.reader((f"{line}\n" for line in (lines if whole else lines[:-1])), delimiter=separator)
    try:
        for row in reader:
            if row:
                yield tuple(row), reader.line_num
            if reader.line_num >= TOP * 2:
                return
    except csv.Error:
        return


def _workbook(path: Path) -> Loaded[Sheet]:
    found = pages(path)
    if found.value is None:
        return Loaded(None, found.problems)
    ours = BESIDE_ANSWERS if any(page.name == ANSWERS_SHEET for page in found.value) else ()
    filled = [page for page in found.value if page.name not in ours and page.cells.height > 1]
    if not filled:
        return refused(str(path), EMPTY, "the workbook holds no answers")
    return Loaded(
        _framed(path, filled[0].cells).value, _others(path, filled[0].name, [page.name for page in filled[1:]])
    )


def _others(path: Path, read: str, others: list[str]) -> tuple[Problem, ...]:
    """That only one of several sheets is read."""
    if not others:
        return ()
    message = f"only the sheet '{read}' is read; there is something in {', '.join(map(repr, others))} too"
    return (Problem(str(path), FIRST, SHEETS, message, "warning"),)


def _parquet(path: Path) -> Loaded[Sheet]:
    try:
        frame = pl.read_parquet(path)
        texts = frame.select(pl.all().cast(pl.String))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):  # a damaged file can make its reader panic
        return refused(str(path), DAMAGED, "this is no Parquet table of texts and numbers")
    return _framed(path, _headed(frame.columns, texts))


def _json(path: Path) -> Loaded[Sheet]:
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return refused(str(path), DAMAGED, "this is no JSON that can be read")
    people = [person for person in data if isinstance(person, dict)] if isinstance(data, list) else []
    if not people or len(people) < len(data):
        return refused(str(path), NOT_ANSWERS, "this is no list of responses, one object a person")
    rows = [dict(_flat(person)) for person in people]
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {str(place): [row.get(name, "") for row in rows] for place, name in enumerate(names)}
    return _framed(path, _headed(names, pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))))


def _flat(value: dict[str, object], before: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Each answer of one person, by its name after those that it stands within: time.T01."""
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
    """The *text* without halves of signs, which JSON can write and nothing else can hold."""
    return text.encode("utf-8", errors="replace").decode()


DEEPEST = 4
"""Levels of a response. A question in a grid has two."""


def _headed(names: Iterable[str], frame: pl.DataFrame) -> pl.DataFrame:
    """The *frame* with its *names* as the first row."""
    top = pl.DataFrame([list(names)], schema=frame.schema, orient="row")
    return pl.concat([top, frame])


def _framed(path: Path, frame: pl.DataFrame) -> Loaded[Sheet]:
    frame = frame.fill_null("")
    top = tuple(frame.head(TOP).iter_rows())
    if not any(cell.strip() for cell in top[0]):
        return refused(str(path), EMPTY, "the first row holds no heading")
    return Loaded(Sheet(path, top, frame=frame))


READERS = {".xlsx": _workbook, ".parquet": _parquet, ".json": _json}
"""How a table is read that is no text, by the file's ending."""

ENDINGS = (".csv", ".tsv", *READERS)
"""The files that may hold many people's answers."""
