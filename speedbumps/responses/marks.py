"""Find what a program wrote beside each person's answers, by which a row is recognised in two exports."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import polars as pl

from speedbumps.responses.raw_cells import Heading, column_name

RESPONSE_ID = "id"
"""The shape of marks that are ids of responses."""

TIME = "time"
"""The shape of marks that are times that could be read completely."""

ID = re.compile(r"[A-Za-z0-9_-]{8,64}")

QUALTRICS_ID = re.compile(r"R_[A-Za-z0-9]{10,20}")
"""An id as Qualtrics generates it, which may contain hardly any digits."""

A_TIME = r"^\D*(?<a>\d{1,4})\D+(?<b>\d{1,2})\D+(?<c>\d{1,4})\D+(?<hour>\d{1,2}):(?<minute>\d{2}):(?<second>\d{2})"
"""A date in numbers, and a time; day and month may be in another order in another export."""

LONGEST_MONTH, MONTHS, CENTURY = 31, 12, 2000

PEOPLE_OF_A_ROUND, MOST_DAYS = 3, 60
"""People before and after, and the days between, from which a table may hold two rounds."""

ZONES = 15
"""Minutes by which times may differ in two exports: time zones are whole quarters of an hour apart."""

DIGITS_OF_ID = 5
"""Digits in a generated id; a text with fewer may be a name."""

DATE = re.compile(r"\d{1,4}[-_]\d{1,2}[-_]\d{1,4}|(19|20)\d{6}")
"""A date without a time, which might otherwise be taken for an id."""

SECONDS = re.compile(r"\d[-/. T].*\d:\d\d:(\d\d)")
"""The seconds of a time that follows a date."""

WORDS = re.compile(r"\w+")

SAMPLE = 1000
"""Cells from which the content of a column is judged."""

MOSTLY, HALF = 0.9, 0.5
"""The part of a column's cells that differ if they distinguish rows; generated ids always do."""


class Marks(NamedTuple):
    """What distinguishes the rows of a table besides their answers."""

    shape: str
    """How it is written: the marks of two tables can be compared only where the shapes are equal."""
    rows: pl.Series
    """A number for each row, equal where the texts are equal; null where there is no text."""
    ticks: pl.Series | None = None
    """The seconds within a quarter of an hour, which no time zone changes, where the marks are times."""
    gap: tuple[date, date] | None = None
    """The days between which nobody answered for long, if several people did before and after."""


def find_marks(rows: pl.DataFrame, heading: Heading) -> Marks | None:
    """Return the ids of the responses, or else the times with seconds at which they were given, if there are any.

    Running numbers start again in each export, and many people may answer in one minute: neither distinguishes rows.
    """
    names = [column_name(place) for place in heading.traces if column_name(place) in rows.columns]
    if not names or not rows.height:
        return None
    texts = rows.select(pl.col(name).cast(pl.String).str.strip_chars().replace("", None) for name in names)
    first = {name: texts.get_column(name).drop_nulls().head(SAMPLE).to_list() for name in names}
    ids = [name for name, cells in first.items() if cells and all(map(_is_response_id, cells))]
    times = [name for name, cells in first.items() if cells and _have_seconds(cells)]
    least = (HALF if ids else MOSTLY) * rows.height
    telling = [name for name in ids or times if texts.get_column(name).n_unique() > least]
    if not telling:
        return None
    if ids:
        return Marks(RESPONSE_ID, _hash_rows(texts, telling[:1]))
    if (marks := _time_marks(texts.get_column(telling[0]))) is not None:
        return marks
    shape = "|".join(WORDS.sub("0", first[name][0]) for name in telling)
    return Marks(shape, _hash_rows(texts, telling))


def last_of_each_id(marks: Marks, people: pl.DataFrame) -> pl.Series | None:
    """Return which rows are the last with their response's id in a school and round; None if all ids differ."""
    if marks.shape != RESPONSE_ID or not marks.rows.is_duplicated().any():
        return None
    same = people.select("school", "round").with_columns(marks.rows.alias("id"))
    last = same.select(pl.col("id").is_null() | pl.struct("school", "round", "id").is_last_distinct()).to_series()
    return None if last.all() else last


def _time_marks(texts: pl.Series) -> Marks | None:
    """Return marks of times in any notation; None if one cannot be read."""
    parts = texts.to_frame("text").select(
        pl.col("text").str.extract_groups(A_TIME).struct.unnest(),
        pl.col("text").str.contains(r"(?i)\dp|p\.?\s?m\b").alias("afternoon"),
        pl.col("text").str.contains(r"(?i)a\.?\s?m\b").alias("morning"),
    )
    numbers = parts.with_columns(pl.col("a", "b", "c", "hour", "minute", "second").cast(pl.Int32))
    if numbers.get_column("hour").null_count() > texts.null_count():
        return None
    hour = (
        pl.when("afternoon").then(pl.col("hour") % 12 + 12).when("morning").then(pl.col("hour") % 12).otherwise("hour")
    )
    day = pl.concat_list(pl.col("a") % 100, pl.col("b"), pl.col("c") % 100).list.sort()
    whole = numbers.select(
        pl.struct(day.alias("day"), hour.alias("hour"), "minute", "second").hash().alias("mark"), "minute", "second"
    )
    given = texts.is_not_null()
    tick = pl.when(given).then(pl.col("minute") % ZONES * 60 + pl.col("second"))
    return Marks(
        TIME,
        whole.select(pl.when(given).then("mark")).to_series(),
        whole.select(tick.cast(pl.Int32)).to_series(),
        _gap(numbers.drop_nulls("a")),
    )


def _gap(numbers: pl.DataFrame) -> tuple[date, date] | None:
    """Return the two days between which nobody answered for months; None where day and month are ambiguous."""
    a, b, c = (pl.col(name) for name in ("a", "b", "c"))
    year_first = numbers.select((a > LONGEST_MONTH).all()).item()
    highest_a, highest_b = numbers.select(a.max(), b.max()).row(0)
    if year_first:
        whole = pl.date(a, b, c)
    elif highest_a > MONTHS >= highest_b:
        whole = pl.date(c % 100 + CENTURY, b, a)
    elif highest_b > MONTHS >= highest_a:
        whole = pl.date(c % 100 + CENTURY, a, b)
    else:
        return None
    try:
        days = numbers.select(whole.alias("day")).to_series().sort()
    except pl.exceptions.PolarsError:  # a day that does not exist
        return None
    longest = days.diff().arg_max()
    if longest is None or not PEOPLE_OF_A_ROUND <= longest <= days.len() - PEOPLE_OF_A_ROUND:
        return None
    before, after = days[longest - 1], days[longest]
    return (before, after) if (after - before).days > MOST_DAYS else None


def _hash_rows(texts: pl.DataFrame, names: list[str]) -> pl.Series:
    """Return a number for each row, made from the columns *names*."""
    known = pl.all_horizontal(pl.col(name).is_not_null() for name in names)
    return texts.select(pl.when(known).then(texts.select(names).hash_rows(1))).to_series()


def _is_response_id(text: str) -> bool:
    """Return whether *text* is a generated id."""
    if QUALTRICS_ID.fullmatch(text):
        return True
    digits = sum(map(str.isdigit, text))
    return ID.fullmatch(text) is not None and digits >= DIGITS_OF_ID and DATE.fullmatch(text) is None


def _have_seconds(texts: Iterable[str]) -> bool:
    """Return whether all *texts* are dates with seconds; where every second is 0, the seconds were cut off."""
    found = [SECONDS.search(text) for text in texts]
    return all(found) and any(each is not None and int(each[1]) for each in found)
