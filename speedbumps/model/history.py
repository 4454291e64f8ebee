"""The recorded earlier versions of a questionnaire."""

from collections.abc import Iterable, Mapping
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
    counted: dict[Id, Fingerprint] = {}
    """The fingerprint of how each question is counted, without its words; not recorded of old versions."""
    same_meaning: dict[Id, Fingerprint] = {}
    """Questions whose words were corrected and mean the same, each with the fingerprint of before, which it keeps."""
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


def kept_fingerprints(versions: Iterable[RecordedVersion]) -> Mapping[tuple[str, str], str]:
    """Return the fingerprint that each corrected question keeps, by its id and the fingerprint of its new words."""
    return {
        (name, version.questions[name]): before
        for version in versions
        for name, before in version.same_meaning.items()
        if name in version.questions
    }
