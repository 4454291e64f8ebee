"""A table as a value, for every kind of paper."""

from typing import NamedTuple

Row = tuple[str, ...]


class Group(NamedTuple):
    """Rows that belong together."""

    title: str | None
    rows: tuple[Row, ...]


class Table(NamedTuple):
    """Headings, and rows whose first cell says what the row is about."""

    name: str
    """What nothing else on the page is called."""
    caption: str
    heads: Row
    figures: frozenset[int]
    """The columns that hold figures."""
    groups: tuple[Group, ...]
    foot: Row | None = None
