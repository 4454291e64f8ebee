"""A table as a value that every format can render."""

from typing import NamedTuple

Row = tuple[str, ...]


class RowGroup(NamedTuple):
    """Rows that belong together, with a title or without."""

    title: str | None
    rows: tuple[Row, ...]


class ReportTable(NamedTuple):
    """A table of a report. The first cell of each row says what the row is about."""

    name: str
    """The id, unique on the page."""
    caption: str
    heads: Row
    figures: frozenset[int]
    """The indices of the columns that hold figures."""
    groups: tuple[RowGroup, ...]
    foot: Row | None = None
