"""The recorded earlier versions of a questionnaire."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from speedbumps.model.scalars import Frozen, Id

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A sha256, in hexadecimal digits."""


class RecordedVersion(Frozen, defer_build=True):
    """One version as it was when it was recorded."""

    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    """Its three numbers."""
    questions: dict[Id, Fingerprint]
    """Each question's fingerprint."""
    everything: Fingerprint
    """The fingerprint of the whole file: of all that is written in it, whatever the order of keys."""


class History(Frozen, defer_build=True):
    """A questionnaire's earlier versions, format speedbumps-history/1."""

    format: Literal["speedbumps-history/1"]
    """What kind of file this is."""
    of: Id
    """The id of the questionnaire beside it."""
    versions: tuple[RecordedVersion, ...]
    """The oldest first."""
