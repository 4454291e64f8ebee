"""A table as a value, for every kind of paper."""

from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Rows that belong together."""

    title: str | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Table:
    """Headings, and rows whose first cell says what the row is about."""

    name: str
    """What nothing else on the page is called."""
    caption: str
    heads: Row
    figures: frozenset[int]
    """The columns that hold figures."""
    groups: tuple[Group, ...]
    foot: Row | None = None
