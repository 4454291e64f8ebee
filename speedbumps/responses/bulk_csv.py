"""Many small tables with one heading, read as one: reading thousands of files one by one takes a hundred times longer.

Only what there is nothing to say of is read so. A stack in which anything is wrong, or worth a remark, is halved until
what it is lies by itself; that is then read like any other file, by those who say what is wrong with it.
"""

import csv
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import Problem
from speedbumps.responses.columns import kind
from speedbumps.responses.tables import (
    TELLING,
    Defaults,
    Heading,
    Written,
    cells,
    named,
    none_below_one,
    parted_by,
    responses,
)
from speedbumps.scoring.responses import CODE, Responses
from speedbumps.text import folded

LARGEST = 1024 * 1024
"""Bytes of a small table."""

CSV = ".csv"

FEWEST = 8
"""Tables from which a stack is worth making."""

PILE = 16 * 1024 * 1024
"""Bytes of the tables in one stack: so many that parts of the work of reading them hardly count."""

BOM = b"\xef\xbb\xbf"


class Small(NamedTuple):
    """A small table as it was read."""

    path: Path
    school: str
    """What a school is called that has no other name."""
    heading: bytes
    rows: bytes
    """All below the heading, each row with its end."""


class Stack(NamedTuple):
    """The answers of several files."""

    paths: tuple[Path, ...]
    responses: Responses
    told: tuple[Problem, ...]
    """What is worth a remark in one file or another."""
    places: Mapping[str, Path]
    """The first file with answers of each school."""


class Stacks(NamedTuple):
    """All that could be read together."""

    stacks: tuple[Stack, ...]
    copied: tuple[Path, ...]
    """Files of which another file, which is in no stack, seems to be a copy."""


def stacks(paths: Iterable[Path], instrument: Instrument, defaults: Defaults) -> Stacks:
    """The answers of those of the files at *paths* that are small tables with the same heading and without a fault.

    While one stack is understood, the files of the next are read.
    """
    copied: list[Path] = []
    begun: list[Future[list[Stack]]] = []
    with ThreadPoolExecutor(BESIDE) as beside:
        for pile in _piles(_no_copies(_small(_named(paths)), copied)):
            begun.append(beside.submit(_stacked, pile, instrument, defaults))
            if len(begun) > AHEAD:
                begun[-AHEAD].result()
        return Stacks(tuple(stack for each in begun for stack in each.result()), tuple(dict.fromkeys(copied)))


BESIDE = 2
"""Stacks that are understood at the same time: where the one needs a single core, the other has what is left."""

AHEAD = 2 * BESIDE
"""Stacks that are held at the same time, in work or waiting for it."""


def _named(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """The tables at *paths*, each with the name of its school; of those that are called alike, none."""
    # By their names: of thousands of paths, asking each for its suffix and stem takes longer than reading it.
    tables = [(path, name[: -len(CSV)]) for path in paths if (name := path.name).lower().endswith(CSV)]
    schools = [folded(stem) for _, stem in tables]
    times = Counter(schools)
    named_files = [(path, school) for (path, _), school in zip(tables, schools, strict=True) if times[school] == 1]
    return named_files if len(named_files) >= FEWEST else []


def _piles(files: Iterable[Small]) -> Iterator[list[Small]]:
    """The *files* with the same heading, as many at a time as are worth reading together."""
    piles: dict[bytes, list[Small]] = {}
    sizes: Counter[bytes] = Counter()
    for each in files:
        piles.setdefault(each.heading, []).append(each)
        sizes[each.heading] += len(each.rows)
        if sizes[each.heading] >= PILE:
            yield piles.pop(each.heading)
            del sizes[each.heading]
    yield from piles.values()


def _no_copies(files: Iterable[Small], copied: list[Path]) -> Iterator[Small]:
    """The *files* but for those that look like an earlier one, which is then among the *copied*.

    Whether they are copies, and what is to be said of them, is found out by somebody else.
    """
    earlier: dict[tuple[bytes, int, bytes, bytes], Path] = {}
    for each in files:
        first = earlier.setdefault((each.heading, len(each.rows), each.rows[:START], each.rows[-START:]), each.path)
        if first is each.path:
            yield each
        else:
            copied.append(first)


START = 200
"""Bytes at either end that tell most tables apart."""


def _small(tables: Iterable[tuple[Path, str]]) -> Iterator[Small]:
    """The small ones among the *tables*, as far as they have rows and no quotation marks."""
    for path, school in tables:
        try:
            content = _content(path)
        except OSError:
            continue
        first, _, rows = content.removeprefix(BOM).partition(b"\n")
        if rows and b'"' not in content:
            yield Small(path, school, first.rstrip(b"\r"), rows if rows.endswith(b"\n") else rows + b"\n")


def _content(path: Path) -> bytes:
    """What the file at *path* holds if it is a small one, else nothing. Twice as fast as opening a file object."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        size = os.fstat(file).st_size
        content = os.read(file, size) if size < LARGEST else b""
    finally:
        os.close(file)
    return content if len(content) == size else b""  # who reads one file by itself reads on


def _understood(written: bytes, instrument: Instrument) -> Heading | None:
    """The columns below a heading that is nothing but ids of questions, and what is said of people."""
    try:
        line = written.decode("utf-8")
    except UnicodeDecodeError:
        return None
    separator = parted_by(line)
    heading, told = named("", next(csv.reader([line], delimiter=separator), []), instrument)
    sound = heading.questions and not told and not heading.unnamed
    return heading._replace(separator=separator) if sound else None


def _stacked(files: Sequence[Small], instrument: Instrument, defaults: Defaults) -> list[Stack]:
    """The answers in the *files*, which have one heading, but for those that something is to be said of."""
    heading = _understood(files[0].heading, instrument) if len(files) >= FEWEST else None
    return [] if heading is None else list(_halved(files, heading, instrument, defaults))


def _halved(files: Sequence[Small], heading: Heading, instrument: Instrument, defaults: Defaults) -> Iterator[Stack]:
    if len(files) < FEWEST:
        return
    found = _read(files, heading, instrument, defaults)
    if found is not None:
        yield found
        return
    middle = len(files) // 2
    yield from _halved(files[:middle], heading, instrument, defaults)
    yield from _halved(files[middle:], heading, instrument, defaults)


def _read(files: Sequence[Small], heading: Heading, instrument: Instrument, defaults: Defaults) -> Stack | None:
    """The answers in all *files*; None if anything is wrong with any of them."""
    content = b"".join([files[0].heading, b"\n", *(each.rows for each in files)])
    raw = cells(Written(files[0].path, content), heading, instrument)
    if raw.value is None or raw.problems:
        return None
    rows, counts, are_named = raw.value, [each.rows.count(b"\n") for each in files], "school" in heading.about
    if sum(counts) != rows.height or not (are_named or all(each.school for each in files)):
        return None
    if not are_named:
        rows = rows.with_columns(_repeated([each.school for each in files], counts))
    found = responses(files[0].path, rows, heading, instrument, defaults, ())
    if found.value is None or found.problems or found.value.people.height < rows.height:
        return None
    doubtful = _from_one(found.value.people, instrument)
    if doubtful and are_named:  # a file may hold several schools, and is looked at as a whole
        return None
    paths = tuple(each.path for each in files)
    places = _places(found.value.people, paths, counts)
    return Stack(paths, found.value, tuple(none_below_one(str(places[name])) for name in doubtful), places)


def _places(people: pl.DataFrame, paths: Sequence[Path], counts: Sequence[int]) -> dict[str, Path]:
    """The first of the files at *paths* in which each school stands, where each file has so many rows."""
    runs = people.get_column("school").rle().struct.unnest()
    starts = runs.get_column("len").cum_sum().shift(1, fill_value=0)
    files = pl.Series(counts).cum_sum().search_sorted(starts, side="right")
    both = zip(runs.get_column("value").to_list(), files.to_list(), strict=True)
    return {school: paths[file] for school, file in reversed(list(both))}


def _repeated(schools: Sequence[str], times: Sequence[int]) -> pl.Series:
    """The school of each row, where each of the *schools* has so many."""
    frame = pl.DataFrame({"place": range(len(schools)), "times": times})
    places = frame.select(pl.col("place").repeat_by("times").explode()).to_series()
    return pl.Series("school", schools).gather(places)


def _from_one(people: pl.DataFrame, instrument: Instrument) -> list[str]:
    """The schools whose answers may be numbered from 1, which is worth a remark."""
    points = [name for name in people.columns if name in instrument.questions and kind(name, instrument) == CODE]
    left = people
    # Most schools have a 0 among the first answers already; the rest of the columns is looked at for few.
    for some in (points[:FIRST], points[FIRST:]):
        zero = left.select("school", pl.any_horizontal(pl.col(some) == 0).alias("zero")) if some else left.clear()
        if zero.height:
            without = _by_school(zero).filter(~pl.col("zero"))
            left = left.join(without, on="school", how="semi")
    figures = left.group_by("school").agg((pl.sum_horizontal(pl.col(points).max() > 0) * pl.len()).alias("figures"))
    return figures.filter(pl.col("figures") >= TELLING).get_column("school").sort().to_list()


FIRST = 6
"""Questions that are looked at first."""


def _by_school(rows: pl.DataFrame) -> pl.DataFrame:
    """Whether any row of a school is true. Most rows of a school lie together, so runs of them come first."""
    runs = rows.with_columns(pl.col("school").rle_id().set_sorted().alias("run"))
    short = runs.group_by("run").agg(pl.col("school").first(), pl.col("zero").any())
    return short.group_by("school").agg(pl.col("zero").any())
