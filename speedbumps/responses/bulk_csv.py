"""Read many small tables with the same headings as one: reading thousands of files one by one takes far longer.

Only files without any problem or notice are read in this way. A pile in which there is one is halved until the file is
alone; it is then read like any other, with the usual messages.
"""

import csv
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.diagnostics.problem import Problem
from speedbumps.model.instrument import Instrument
from speedbumps.responses.answers import AnswerPart, AnswerTable, TableOptions, read_answers
from speedbumps.responses.columns import id_from_name
from speedbumps.responses.headings import Wordings
from speedbumps.responses.numbering import none_below_one, schools_without_zero
from speedbumps.responses.raw_cells import Heading, read_cells
from speedbumps.responses.row_problems import no_column_of_roles
from speedbumps.scoring.responses import ABOUT
from speedbumps.tables.sheets import Sheet
from speedbumps.tables.text_tables import TextTable, guess_separator
from speedbumps.text import fold_text

LARGEST = 1024 * 1024
"""Bytes of the largest small table."""

CSV = ".csv"

FEWEST = 8
"""The fewest tables for which a pile is worthwhile."""

PILE = 16 * 1024 * 1024
"""Bytes of the tables in one pile: so many that the fixed cost of reading a pile hardly counts."""


class SmallTable(NamedTuple):
    """The content of a small table."""

    path: Path
    school: str
    """The name of the school, taken from the file's name."""
    heading: bytes
    rows: bytes
    """Everything below the heading, each row with its line end."""

    @property
    def content(self) -> bytes:
        """Return the whole table."""
        return self.heading + b"\n" + self.rows


class PileRead(NamedTuple):
    """The result of reading several small tables together."""

    parts: tuple[AnswerPart, ...]
    """The answers of the tables that could be read together."""
    notices: tuple[Problem, ...]
    """Notices about single files."""
    others: tuple[SmallTable, ...]
    """The tables that have to be read one by one."""


def small_tables(paths: Sequence[Path]) -> list[str | None]:
    """Return for each of the *paths* the name of its school if it may be a small table; None where names are equal."""
    # By their names: for thousands of paths, computing each suffix and stem takes longer than reading the files.
    schools = [id_from_name(name[: -len(CSV)]) if (name := path.name).lower().endswith(CSV) else None for path in paths]
    times = Counter(schools)
    alone = [school if times[school] == 1 else None for school in schools]
    return alone if len(alone) - alone.count(None) >= FEWEST else [None] * len(alone)


def small_table(path: Path, school: str, content: bytes) -> SmallTable | None:
    """Return a file as a small table; None if it is large, or holds quotes, old line ends or no rows."""
    if len(content) > LARGEST or b'"' in content:
        return None
    first, _, rows = content.removeprefix(BOM_UTF8).partition(b"\n")
    if not rows or first.find(b"\r", 0, -1) >= 0:
        return None
    return SmallTable(path, school, first.rstrip(b"\r"), rows if rows.endswith(b"\n") else rows + b"\n")


def read_pile(files: Sequence[SmallTable], wordings: Wordings, options: TableOptions) -> PileRead:
    """Return the answers in *files* with the same headings, as far as they can be read together."""
    sheet = _heading_table(files[0].heading) if len(files) >= FEWEST else None
    heading = _heading_of_ids(sheet.top[0], wordings) if sheet is not None else None
    if sheet is None or heading is None:
        return PileRead((), (), tuple(files))
    parts: list[AnswerPart] = []
    notices: list[Problem] = []
    others: list[SmallTable] = []
    for some, found in _halve_until_read(files, sheet, heading, wordings.instrument, options):
        if found is None:
            others += some
        else:
            parts.append(found[0])
            notices += found[1]
    return PileRead(tuple(parts), tuple(notices), tuple(others))


def _heading_table(written: bytes) -> TextTable | None:
    """Return a table that consists of its headings only; None if they cannot be read."""
    try:
        line = written.decode("utf-8")
    except UnicodeDecodeError:
        return None
    separator = guess_separator(line)
    names = next(csv.reader([line], delimiter=separator), [])
    return TextTable(written, separator, (tuple(names),), (1,)) if names else None


def _heading_of_ids(headings: Sequence[str], wordings: Wordings) -> Heading | None:
    """Return the columns of a table whose *headings* are ids of questions and columns about people only; else None."""
    names = [wordings.ids.get(fold_text(name)) for name in headings]
    if None in names or len(set(names)) < len(names):
        return None
    about = {name: place for place, name in enumerate(names) if name in ABOUT}
    questions = {name: place for place, name in enumerate(names) if name is not None and name not in ABOUT}
    return Heading({name: place for name, place in about.items() if name}, questions, len(names)) if questions else None


Halved = tuple[Sequence[SmallTable], tuple[AnswerPart, tuple[Problem, ...]] | None]


def _halve_until_read(
    files: Sequence[SmallTable], sheet: TextTable, heading: Heading, instrument: Instrument, options: TableOptions
) -> Iterator[Halved]:
    """Yield groups of *files*, each with its answers, or with None if it has to be read one by one."""
    if len(files) < FEWEST:
        yield files, None
        return
    found = _read_together(files, sheet, heading, instrument, options)
    if found is not None:
        yield files, found
        return
    middle = len(files) // 2
    yield from _halve_until_read(files[:middle], sheet, heading, instrument, options)
    yield from _halve_until_read(files[middle:], sheet, heading, instrument, options)


def _read_together(
    files: Sequence[SmallTable], sheet: TextTable, heading: Heading, instrument: Instrument, options: TableOptions
) -> tuple[AnswerPart, tuple[Problem, ...]] | None:
    """Return the answers in all *files*; None if there is any problem with any of them."""
    content = b"".join([files[0].heading, b"\n", *(each.rows for each in files)])
    path = files[0].path
    raw = read_cells(Sheet(path, sheet.top, text=sheet._replace(content=content)), heading, instrument)
    if raw.value is None or raw.problems:
        return None
    rows, counts, is_named = raw.value, _line_ends(files), "school" in heading.about
    if sum(counts) != rows.height or not (is_named or all(each.school for each in files)):
        return None
    if not is_named:
        rows = rows.with_columns(_school_per_row([each.school for each in files], counts))
    found = read_answers(AnswerTable(path, rows, heading), instrument, options).part
    if found.value is None or found.problems or found.value.people.height < rows.height:
        return None
    doubtful = [] if is_named else schools_without_zero(found.value.people, instrument)
    places = _first_files(found.value.people, [each.path for each in files], counts)
    called_after = {} if is_named else {each.school: each.path for each in files}
    part = found.value._replace(called_after=called_after, places=places)
    unstated = [
        notice
        for each, people in (zip(files, counts, strict=True) if "role" not in heading.about else ())
        for notice in no_column_of_roles(str(each.path), heading, people, instrument)
    ]
    return part, (*unstated, *(none_below_one(str(places[name])) for name in doubtful))


def _line_ends(files: Sequence[SmallTable]) -> list[int]:
    """Return the number of lines in the rows of each file; in polars, so that other files can be read meanwhile."""
    texts = pl.Series([each.rows for each in files], dtype=pl.Binary).cast(pl.String)
    return texts.str.count_matches("\n", literal=True).to_list()


def _first_files(people: pl.DataFrame, paths: Sequence[Path], counts: Sequence[int]) -> dict[str, Path]:
    """Return the first of the files at *paths* that holds each school, where each file has *counts* rows."""
    runs = people.get_column("school").rle().struct.unnest()
    starts = runs.get_column("len").cum_sum().shift(1, fill_value=0)
    files = pl.Series(counts).cum_sum().search_sorted(starts, side="right")
    both = zip(runs.get_column("value").to_list(), files.to_list(), strict=True)
    return {school: paths[file] for school, file in reversed(list(both))}


def _school_per_row(schools: Sequence[str], times: Sequence[int]) -> pl.Series:
    """Return the school of each row, where each of the *schools* has so many rows."""
    frame = pl.DataFrame({"place": range(len(schools)), "times": times})
    places = frame.select(pl.col("place").repeat_by("times").explode()).to_series()
    return pl.Series("school", schools).gather(places)
