"""Column maps: what people decide about the columns and words of an export."""

from typing import Annotated, Literal

from pydantic import BeforeValidator

from speedbumps.model.scalars import EmptyInSchema, Frozen


def _empty_if_blank(value: object) -> object:
    """Return an empty mapping for a key whose value is empty or only a comment."""
    return {} if value == "" else value


Entries = Annotated[dict[str, str], BeforeValidator(_empty_if_blank), EmptyInSchema()]


class ColumnMap(Frozen, defer_build=True):
    """Which column of an export is about which question, and what its words mean, format speedbumps-map/1."""

    format: Literal["speedbumps-map/1"]
    """What kind of file this is."""
    columns: Entries = {}
    """By heading: a question's id, one of school, role, round, form, consent and draft, or ignore."""
    roles: Entries = {}
    """By what stands in the column of roles: a role's id."""
    answers: Entries = {}
    """By what stands in columns of questions: a value or label of the scale, na, dk, pns or blank."""
