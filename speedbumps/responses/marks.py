"""Find what a program wrote beside each person's answers, by which two exports of one row are known."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from speedbumps.responses.raw_cells import Heading, column

RESPONSE_ID = "id"
"""The shape of marks that are ids of responses."""

ID = re.compile(r"[A-Za-z0-9_-]{8,64}")

DIGITS_OF_ID = 5
"""Digits that an id holds which a program draws; what holds fewer may be a name."""

DATE = re.compile(r"\d{1,4}[-_]\d{1,2}[-_]\d{1,4}|(19|20)\d{6}")
"""A date without a time, which might else be taken for an id."""

SECONDS = re.compile(r"\d[-/. T].*\d:\d\d:(\d\d)")
"""The seconds of a time that follows a date."""

WORDS = re.compile(r"\w+")

SAMPLE = 1000
"""Cells by which it is judged what stands in a column."""

MOSTLY = 0.9
"""The part of a column's cells that differ if they tell rows apart."""


class Marks(NamedTuple):
    """What tells the rows of a table apart beside their answers."""

    shape: str
    """How it is written: the marks of two tables can be compared only where this is the same."""
    rows: pl.Series
    """A number for each row, which is the same wherever the same stands there; null where nothing stands."""


def find_marks(rows: pl.DataFrame, heading: Heading) -> Marks | None:
    """Return the ids of the responses, or else the times with seconds at which they were given, if there are any.

    Running numbers begin anew in each export, and many people may answer in one minute: neither tells rows apart.
    """
    names = [column(place) for place in heading.traces if column(place) in rows.columns]
    if not names or not rows.height:
        return None
    texts = rows.select(pl.col(name).cast(pl.String).str.strip_chars().replace("", None) for name in names)
    first = {name: texts.get_column(name).drop_nulls().head(SAMPLE).to_list() for name in names}
    ids = [name for name, cells in first.items() if cells and all(map(_is_response_id, cells))]
    times = [name for name, cells in first.items() if cells and _have_seconds(cells)]
    telling = [name for name in ids or times if texts.get_column(name).n_unique() > MOSTLY * rows.height]
    if not telling:
        return None
    if ids:
        return Marks(RESPONSE_ID, _numbered(texts, telling[:1]))
    shape = "|".join(WORDS.sub("0", first[name][0]) for name in telling)
    return Marks(shape, _numbered(texts, telling))


def _numbered(texts: pl.DataFrame, names: list[str]) -> pl.Series:
    known = pl.all_horizontal(pl.col(name).is_not_null() for name in names)
    return texts.select(pl.when(known).then(texts.select(names).hash_rows(1))).to_series()


def _is_response_id(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    return ID.fullmatch(text) is not None and digits >= DIGITS_OF_ID and DATE.fullmatch(text) is None


def _have_seconds(texts: Iterable[str]) -> bool:
    """Return whether all *texts* are dates with a time to the second; where every second is 0 they were cut off."""
    found = [SECONDS.search(text) for text in texts]
    return all(found) and any(each is not None and int(each[1]) for each in found)
