"""Many small tables with one heading, read as one: reading thousands of files one by one takes a hundred times longer.

Only what there is nothing to say of is read so. A stack in which anything is wrong, or worth a remark, is halved until
what it is lies by itself; that is then read like any other file, by those who say what is wrong with it.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import FileIO
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import Problem
from speedbumps.reading.frames import kind
from speedbumps.reading.tables import (
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


def stacks(paths: Iterable[Path], instrument: Instrument, defaults: Defaults) -> Iterator[Stack]:
    """The answers of those of the files at *paths* that are small tables with the same heading and without a fault."""
    # By their names: of thousands of paths, asking each for its suffix and stem takes longer than reading it.
    tables = [(path, name[: -len(CSV)]) for path in paths if (name := path.name).lower().endswith(CSV)]
    schools = [folded(stem) for _, stem in tables]
    times = Counter(schools)
    named_files = [(path, school) for (path, _), school in zip(tables, schools, strict=True) if times[school] == 1]
    by_heading: dict[bytes, list[Small]] = {}
    for small in _alone(_small(named_files)) if len(named_files) >= FEWEST else ():
        by_heading.setdefault(small.heading, []).append(small)
    for written, those in by_heading.items():
        heading = _understood(written, instrument)
        if heading is not None and len(those) >= FEWEST:
            yield from _stacked(those, heading, written, instrument, defaults)


def _small(tables: Iterable[tuple[Path, str]]) -> Iterator[Small]:
    """The small ones among the *tables*, as far as they have rows and no quotation marks."""
    for path, school in tables:
        try:
            with FileIO(path) as file:
                content = file.read(LARGEST)
        except OSError:
            continue
        first, _, rows = content.removeprefix(BOM).partition(b"\n")
        if len(content) < LARGEST and rows and b'"' not in content:
            yield Small(path, school, first.rstrip(b"\r"), rows if rows.endswith(b"\n") else rows + b"\n")


def _alone(files: Iterable[Small]) -> list[Small]:
    """Those of the *files* that hold what no other holds: somebody else says what is to be said of a copy."""
    alike: dict[tuple[bytes, int, bytes], list[Small]] = {}
    for each in files:
        alike.setdefault((each.heading, len(each.rows), each.rows[:START]), []).append(each)
    return [each for those in alike.values() for each in (those if len(those) == 1 else _unlike(those))]


def _unlike(files: Iterable[Small]) -> list[Small]:
    found: dict[bytes, list[Small]] = {}
    for each in files:
        found.setdefault(each.rows, []).append(each)
    return [those[0] for those in found.values() if len(those) == 1]


START = 200
"""Bytes that tell most tables apart."""


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


def _stacked(
    files: Sequence[Small], heading: Heading, written: bytes, instrument: Instrument, defaults: Defaults
) -> Iterator[Stack]:
    if len(files) < FEWEST:
        return
    found = _read(files, heading, written, instrument, defaults)
    if found is not None:
        yield found
        return
    middle = len(files) // 2
    yield from _stacked(files[:middle], heading, written, instrument, defaults)
    yield from _stacked(files[middle:], heading, written, instrument, defaults)


def _read(
    files: Sequence[Small], heading: Heading, written: bytes, instrument: Instrument, defaults: Defaults
) -> Stack | None:
    """The answers in all *files*; None if anything is wrong with any of them."""
    raw = cells(Written(files[0].path, b"".join([written, b"\n", *(each.rows for each in files)])), heading, instrument)
    if raw.value is None or raw.problems:
        return None
    whole, rows = heading, raw.value
    if "school" not in heading.about:
        counts = [each.rows.count(b"\n") for each in files]
        if sum(counts) != rows.height or not all(each.school for each in files):
            return None
        whole = heading._replace(about={"school": heading.width, **heading.about})
        rows = rows.with_columns(_repeated([each.school for each in files], counts))
    found = responses(files[0].path, rows, whole, instrument, defaults, ())
    if found.value is None or found.problems or found.value.people.height < rows.height:
        return None
    schools = {each.school: each.path for each in files} if whole is not heading else {}
    doubtful = _from_one(found.value.people, instrument)
    if not set(doubtful) <= set(schools):
        return None
    told = tuple(none_below_one(str(schools[name])) for name in doubtful)
    return Stack(tuple(each.path for each in files), found.value, told)


def _repeated(schools: Sequence[str], times: Sequence[int]) -> pl.Series:
    """The school of each row, where each of the *schools* has so many."""
    frame = pl.DataFrame({"school": schools, "times": times})
    return frame.select(pl.col("school").repeat_by("times").explode()).to_series()


def _from_one(people: pl.DataFrame, instrument: Instrument) -> list[str]:
    """The schools whose answers may be numbered from 1, which is worth a remark."""
    points = [name for name in people.columns if name in instrument.questions and kind(name, instrument) == CODE]
    left = people
    # Most schools have a 0 among the first answers already; the rest of the columns is looked at for few.
    for some in (points[:FIRST], points[FIRST:]):
        zero = left.select("school", pl.any_horizontal(pl.col(some) == 0).alias("zero")) if some else left.clear()
        if zero.height:
            without = zero.group_by("school").agg(pl.col("zero").any()).filter(~pl.col("zero"))
            left = left.join(without, on="school", how="semi")
    figures = left.group_by("school").agg((pl.sum_horizontal(pl.col(points).max() > 0) * pl.len()).alias("figures"))
    return figures.filter(pl.col("figures") >= TELLING).get_column("school").sort().to_list()


FIRST = 6
"""Questions that are looked at first."""
