"""Read the cells of a table whose columns are understood: points as whole numbers if all are, otherwise as texts."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

import polars as pl

from speedbumps.diagnostics.codes import RAGGED
from speedbumps.diagnostics.problem import LoadResult, Problem, Span
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import scale_of
from speedbumps.responses.columns import column_type
from speedbumps.scoring.responses import CODE
from speedbumps.tables.sheets import Sheet
from speedbumps.tables.text_tables import TextTable, reread_older_encoding

PIECE = 8 * 1024 * 1024
"""Bytes of a text that are checked together."""

PIECE_COUNTED = 1024 * 1024
"""Bytes of a text whose separators are counted together."""

MOST_RAGGED = 100
"""Rows of another width that are listed."""

END = "\ue000end\ue000"
"""Follows the last row while rows are read one by one: within a cell if its quote never ends, or alone."""

LINE = "line"
"""The column that holds the number of each row in the file."""


class Heading(NamedTuple):
    """The columns of a table, by what they hold."""

    about: Mapping[str, int]
    """The place of each column about the respondents: school, role and so on."""
    questions: Mapping[str, int]
    """The place of the first column of each question."""
    width: int
    rows: int = 1
    """Rows of headings above the answers."""
    again: Mapping[int, str] = {}
    """Places of further columns of a question, where each role has a column of its own."""
    status: tuple[int, ...] = ()
    """Places of columns that show which rows are responses."""
    traces: tuple[int, ...] = ()
    """Places of columns that are the program's own or may identify people.

    They show which rows are no people and which rows are the same, and are used for nothing else.
    """
    other: tuple[int, ...] = ()
    """Places of other columns that are checked and not read."""
    unknown: tuple[int, ...] = ()
    """Places of columns about no question, which may show which rows are no people."""
    options: Mapping[str, Mapping[int, int]] = {}
    """By choice, where each of its options has a column: the place of the column, and the option's place or code."""

    @property
    def by_place(self) -> dict[int, str]:
        """Return the name of each column that is read, by place."""
        return {place: name for name, place in (*self.about.items(), *self.questions.items())}


def read_cells(sheet: Sheet, heading: Heading, instrument: Instrument) -> LoadResult[pl.DataFrame]:
    """Return the rows of *sheet* below its headings, with a column *line* that holds the number of each row."""
    if sheet.text is not None:
        return _read_text(sheet, sheet.text, heading, instrument)
    return LoadResult(_read_frame(sheet, heading, instrument))


def cell_at(place: int, line: int = 1) -> Span:
    """Return the cell in the column at *place*, which counts from 0, and in a *line*, which counts from 1."""
    return Span(line, place + 1, line, place + 2)


def column_name(place: int) -> str:
    """Return the name of the column at *place* while it is read, if it has no other name."""
    return f"column {place}"


def distinct(texts: pl.Series) -> pl.Series:
    """Return the distinct *texts*. Where equal texts are adjacent, as for a school, this way is twice as fast."""
    if texts.len() <= 1:
        return texts
    return texts.unique() if texts.null_count() else texts.filter(texts.ne_missing(texts.shift())).unique()


def values_are_codes(name: str, instrument: Instrument) -> bool:
    """Return whether the values of a question's scale are 0, 1, 2 ..., so that a number in a cell is its code."""
    points = scale_of(instrument.questionnaire, instrument.questions[name]).points
    return [point.value for point in points] == list(range(len(points)))


def _read_text(sheet: Sheet, text: TextTable, heading: Heading, instrument: Instrument) -> LoadResult[pl.DataFrame]:
    """Return the rows of a text: at once if polars reads them correctly, otherwise one by one."""
    points = [name for name in heading.questions if column_type(name, instrument) == CODE]
    whole = [name for name in points if values_are_codes(name, instrument)]
    words = pl.Categorical(pl.Categories.random())
    either = (dict.fromkeys(whole, CODE), {**_last_column(heading, instrument, words), **dict.fromkeys(points, words)})
    with ThreadPoolExecutor(max_workers=1) as beside:
        separators = _separators(text, heading, beside)
        # Polars panics at some quotes that end the file.
        for kinds in either if not text.content.endswith(b'"') or _is_well_formed(text, heading) else ():
            try:
                frame = _read_csv_frame(text, heading, kinds)
            except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
                continue
            if _is_complete(frame, text, heading, separators):
                return LoadResult(_add_line_numbers(frame, heading, sheet.rows_above))
            break
    return _row_by_row(sheet, text, heading, instrument)


def _separators(text: TextTable, heading: Heading, beside: Executor) -> Callable[[], int] | None:
    """Return a function for the number of separators; None if the text has quotes, which may hold separators.

    The separators of a long text are counted while its cells are read.
    """
    sought, content = text.separator.encode(), text.content
    begin_of_rows = _end_of_line(content, text.lines[heading.rows - 1])
    if content.find(b'"', begin_of_rows) >= 0:
        return None
    # In pieces: while one is counted, no other Python code runs.
    begins = range(begin_of_rows, len(content), PIECE_COUNTED)
    counts = (content.count(sought, begin, begin + PIECE_COUNTED) for begin in begins)
    return beside.submit(sum, counts).result if len(begins) > 1 else partial(sum, counts)


def _last_column(heading: Heading, instrument: Instrument, words: pl.Categorical) -> dict[str, pl.Categorical]:
    """Return the type of the last column: words, in which a missing cell shows, unless it holds amounts."""
    name = heading.by_place.get(heading.width - 1, column_name(heading.width - 1))
    amounts = name in heading.questions and column_type(name, instrument) == pl.Float64
    return {} if amounts else {name: words}


def _read_csv_frame(text: TextTable, heading: Heading, kinds: Mapping[str, object]) -> pl.DataFrame:
    """Return the rows of a text as polars reads them."""
    by_place = heading.by_place
    names = [by_place.get(place, column_name(place)) for place in range(heading.width)]
    again = {column_name(place): kinds[name] for place, name in heading.again.items() if name in kinds}
    return pl.read_csv(
        text.content,
        has_header=False,
        skip_lines=text.lines[heading.rows - 1],
        schema={name: {**kinds, **again}.get(name, pl.String) for name in names},  # type: ignore[misc] # kinds of polars
        empty_string_is_null=False,
        encoding="utf8",
        low_memory=False,
        separator=text.separator,
    )


def _is_complete(frame: pl.DataFrame, text: TextTable, heading: Heading, separators: Callable[[], int] | None) -> bool:
    """Return whether polars read everything that the text contains.

    It silently fills up rows that are too short, and stops at those that are too long. It assumes that a quote begins
    or ends a cell, or is one of a pair within quotes: of other quotes it cuts off cells, or joins rows.
    """
    if separators is None:
        return _is_well_formed(text, heading)
    last = frame.to_series(-1)
    # A category in quotes is never null, even if it is empty; a string never is, even if the cell is missing.
    return (last.dtype != pl.String and not last.null_count()) or _is_evenly_wide(
        text, heading, frame.height, separators
    )


def _is_well_formed(text: TextTable, heading: Heading) -> bool:
    """Return whether all rows are equally wide, and each quote begins or ends a cell, or is one of a pair within it."""
    separator = re.escape(text.separator)
    cell = rf'(?:"[^"]*(?:""[^"]*)*"|[^"\n{separator}]*)'
    row = rf"(?:(?:{cell}{separator}){{{heading.width - 1}}}{cell}|[ \t]*)\r?"
    rows = rf"\A(?:{row}\n)*(?:{row})?\z"
    begin = _end_of_line(text.content, text.lines[heading.rows - 1])
    pieces = list(_pieces(text.content, begin))
    # If each piece consists of whole rows, so does the text. A line end within a cell makes two pieces that do not.
    return _all_match(pieces, rows) or (len(pieces) > 1 and _all_match([text.content[begin:]], rows))


def _pieces(content: bytes, begin: int) -> Iterator[bytes]:
    """Yield the text from *begin* on in pieces, each of which ends where a line does."""
    while begin < len(content):
        end = content.find(b"\n", begin + PIECE) + 1 or len(content)
        yield content[begin:end]
        begin = end


def _all_match(pieces: Iterable[bytes], pattern: str) -> bool:
    """Return whether all *pieces* are UTF-8 and match the *pattern*; they are checked in parallel."""
    texts = (pl.lit(pl.Series([piece], dtype=pl.Binary)).cast(pl.String) for piece in pieces)
    matches = (text.str.contains(pattern).alias(str(number)) for number, text in enumerate(texts))
    try:
        return all(pl.select(*matches).row(0))
    except pl.exceptions.PolarsError:
        return False


def _is_evenly_wide(text: TextTable, heading: Heading, rows: int, separators: Callable[[], int]) -> bool:
    """Return whether a text without quotes has as many separators as its rows need, apart from blank rows."""
    if heading.width == 1:
        return True
    found, each = separators(), heading.width - 1
    if found == each * rows:
        return True
    begin = _end_of_line(text.content, text.lines[heading.rows - 1])
    return found == each * (rows - _blank_lines(text.content[begin:]))


def _end_of_line(content: bytes, line: int) -> int:
    """Return where a *line* of *content*, counted from 1, ends."""
    end = 0
    for _ in range(line):
        end = content.find(b"\n", end) + 1 or len(content)
    return end


def _blank_lines(content: bytes) -> int:
    """Return the number of blank lines in *content*."""
    lines = content.replace(b"\r", b"").split(b"\n")
    return lines.count(b"") - (not lines[-1])  # there is no line after the last line end


def _add_line_numbers(frame: pl.DataFrame, heading: Heading, rows_above: int) -> pl.DataFrame:
    """Return the columns that are used, with the number of each row."""
    return _select_columns(frame, heading).with_row_index(LINE, offset=rows_above + heading.rows + 1)


def _select_columns(frame: pl.DataFrame, heading: Heading) -> pl.DataFrame:
    """Return the columns of *frame* that are used."""
    others = dict.fromkeys((*heading.again, *heading.status, *heading.traces, *heading.other, *heading.unknown))
    others |= dict.fromkeys(place for columns in heading.options.values() for place in columns)
    return frame.select(*heading.by_place.values(), *map(column_name, others))


def _read_frame(sheet: Sheet, heading: Heading, instrument: Instrument) -> pl.DataFrame:
    """Return the rows of a sheet that was read as a data frame."""
    frame = sheet.frame if sheet.frame is not None else pl.DataFrame()
    by_place = heading.by_place
    names = {name: by_place.get(place, column_name(place)) for place, name in enumerate(frame.columns)}
    rows = _select_columns(frame.slice(heading.rows - sheet.frame_begins).rename(names), heading)
    texts = rows.select(_normalize_column(name, kind_of, heading, instrument) for name, kind_of in rows.schema.items())
    return texts.with_row_index(LINE, offset=sheet.rows_above + heading.rows + 1)


def _normalize_column(name: str, kind_of: pl.DataType, heading: Heading, instrument: Instrument) -> pl.Expr:
    """Return a column of a data frame as whole numbers where these are codes, otherwise as texts."""
    asked = heading.again.get(int(name.removeprefix("column ")), name) if name.startswith("column ") else name
    whole = (
        asked in heading.questions and column_type(asked, instrument) == CODE and values_are_codes(asked, instrument)
    )
    if whole and kind_of.is_integer():
        return pl.col(name).clip(-128, 127).cast(CODE)  # clipped values are outside every scale
    if kind_of == pl.String:
        return pl.col(name).fill_null("")
    return pl.col(name).cast(pl.String, strict=False).fill_null("")


def _row_by_row(sheet: Sheet, text: TextTable, heading: Heading, instrument: Instrument) -> LoadResult[pl.DataFrame]:
    """Return the rows of a table that is irregular in some way, or the problems because of which it cannot be read."""
    name = str(sheet.path)
    try:
        text.content.decode("utf-8")
    except UnicodeDecodeError:
        older = reread_older_encoding(name, text)
        if older.value is None:
            return LoadResult(None, older.problems)
        again = _read_text(sheet._replace(text=older.value), older.value, heading, instrument)
        return again._replace(problems=(*older.value.notices, *again.problems))
    kept: list[list[str]] = []
    lines: list[int] = []
    ragged: list[Problem] = []
    try:
        with io.TextIOWrapper(io.BytesIO(text.content), encoding="utf-8", newline="") as lines_of_text:
            for number, row in _rows(lines_of_text, text, heading, sheet.rows_above):
                if row[-1].endswith(END):
                    return LoadResult(None, (_unclosed_quote(name, number, len(row)),))
                if len(row) != heading.width:
                    ragged.append(_ragged_row(name, number, len(row), heading.width))
                else:
                    kept.append(row)
                    lines.append(number)
    except csv.Error as error:
        return LoadResult(None, (Problem(name, Span(1, 1, 1, 2), RAGGED, f"this is not a table: {error}"),))
    if ragged:
        return LoadResult(None, tuple(islice(ragged, MOST_RAGGED)))
    by_place = heading.by_place
    columns = [by_place.get(place, column_name(place)) for place in range(heading.width)]
    frame = pl.DataFrame(kept, schema=dict.fromkeys(columns, pl.String), orient="row")
    return LoadResult(_select_columns(frame, heading).insert_column(0, pl.Series(LINE, lines, dtype=pl.UInt32)))


def _rows(
    lines: io.TextIOWrapper, text: TextTable, heading: Heading, rows_above: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row below the headings that is not blank, with its number, without empty cells beyond the headings."""
    above = rows_above - text.skipped + heading.rows
    reader = csv.reader(chain(lines, ("\n", END)), delimiter=text.separator)
    for number, row in enumerate(reader, start=text.skipped + 1):
        if row == [END]:
            return
        if above:
            above -= bool(row)
        elif any(map(str.strip, row)):
            beyond = row[heading.width :]
            yield number, row if any(map(str.strip, beyond)) else row[: heading.width]


def _unclosed_quote(path: str, number: int, place: int) -> Problem:
    """Return the problem of a quote that never ends."""
    message = "the quote that begins this cell never ends; is the file cut off? Export it again"
    return Problem(path, Span(number, place, number, place + 1), RAGGED, message)


def _ragged_row(path: str, number: int, cells: int, width: int) -> Problem:
    """Return the problem of a row of another width than the heading."""
    here = Span(number, min(cells, width) + 1, number, max(cells, width) + 1)
    return Problem(path, here, RAGGED, f"this row has {cells} cells; the heading has {width}")
