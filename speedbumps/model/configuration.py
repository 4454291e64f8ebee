"""The configuration of a project: speedbumps.toml, or [tool.speedbumps] in pyproject.toml."""

from typing import Literal

from pydantic import Field

from speedbumps.model.scalars import Frozen, Text


class ConfiguredSuppression(Frozen, defer_build=True):
    """Something that checks find and that is left as it is, for a reason."""

    code: Text
    """The check, by its code or its name, or a family of checks."""
    path: Text | None = None
    """A pattern of files, seen from the folder of this configuration; otherwise all."""
    at: Text | None = None
    """A place in the file, by keys and ids: questions.T05. Otherwise the whole file."""
    reason: Text
    """Why it is left: for those who come later."""


class Configuration(Frozen, defer_build=True):
    """How `speedbumps check` looks at the files of one project."""

    select: tuple[Text, ...] = ()
    """Only these checks: codes, beginnings of codes, families or names."""
    ignore: tuple[Text, ...] = ()
    """All checks but these."""
    fail_on: Literal["error", "warning", "advice"] | None = Field(None, alias="fail-on")
    """The least grave problem that makes the command fail."""
    questionnaire: Text | None = None
    """The questionnaire of tables of answers, and of plans that rest on it: an id, or a path seen from the folder of
    this configuration. By default, school."""
    words: tuple[Text, ...] = ()
    """Lists of words (speedbumps-wording/1) to think about twice, seen from the folder of this configuration."""
    exclude: tuple[Text, ...] = ()
    """Patterns of files and folders that are never checked, seen from the folder of this configuration. One without a
    slash holds for a name in any folder."""
    baseline: Text | None = None
    """A list of known problems that are not reported (speedbumps-baseline/1), seen from the folder of this
    configuration."""
    left: tuple[ConfiguredSuppression, ...] = ()
    """What is found and left as it is."""
