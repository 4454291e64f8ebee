"""What people settle about the columns of an export."""

from typing import Literal

from speedbumps.model.written import Frozen


class ColumnMap(Frozen, defer_build=True):
    """Which column of an export is about which question, format speedbumps-map/1."""

    format: Literal["speedbumps-map/1"]
    """What kind of file this is."""
    columns: dict[str, str]
    """By heading: a question's id, one of school, role, round, form, consent and draft, or ignore."""
    roles: dict[str, str] = {}
    """By what stands in the column of roles: a role's id."""
