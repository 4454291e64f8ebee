"""The baseline of a project: problems that were there when it began to check its files, and are not reported."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from speedbumps.model.scalars import Frozen, Text, Whole

CODE_PATTERN = r"^SB\d{3}$"

PRINT_PATTERN = r"^[0-9a-f]{16}$"


class KnownProblem(Frozen, defer_build=True):
    """One or more problems of a file that are alike."""

    code: Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
    """The code of the check."""
    at: Text | None = None
    """The place in the file, by keys and ids: questions.T05.text. Files of answers have none."""
    words: Annotated[str, StringConstraints(pattern=PRINT_PATTERN)] | None = None
    """A fingerprint of what is written at that place: if it changes, the problem is reported. Files of answers have
    none."""
    count: Annotated[Whole, Field(ge=1)] = 1
    """How many problems it stands for."""


class Baseline(Frozen, defer_build=True):
    """Problems that are known and not reported, format speedbumps-baseline/1."""

    format: Literal["speedbumps-baseline/1"]
    """What kind of file this is."""
    files: dict[Text, tuple[KnownProblem, ...]]
    """The problems of each file, whose path is seen from the folder of the baseline."""
