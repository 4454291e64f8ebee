"""The options and the result of checking a file."""

import re
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.problem import Problem

PRIVATE = re.compile(r"^(format\s*:.*speedbumps-(answers|review)|answers\s*:)", re.MULTILINE)
"""Matches a file of answers, or of people's own words, even if it is not valid YAML."""


class LintResult(NamedTuple):
    """A file that was checked, with its problems."""

    path: str
    text: str
    """Empty if the file could not be read, or is a table."""
    problems: tuple[Problem, ...]
    """With their severities, in the order of the file."""
    marked: bool = False
    """Whether the file begins with a byte order mark, which is not part of the text."""

    @property
    def private(self) -> bool:
        """Return whether it may hold people's answers, no line of which may be shown."""
        return not self.text or PRIVATE.search(self.text) is not None


class TableCheckOptions(NamedTuple):
    """What tables of answers are checked against, since they do not name it themselves."""

    questionnaire: str | None = None
    """The id or path of the questionnaire, if it is named; plans of it are checked with it too."""
    form: str | None = None
    columns: Path | None = None
    """The path of the map from columns to questions."""
