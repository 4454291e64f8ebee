"""What checking a file is given, and what comes of it."""

import re
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.problem import Problem

PRIVATE = re.compile(r"^(format\s*:.*speedbumps-(answers|review)|answers\s*:)", re.MULTILINE)
"""How a file of answers, or of people's own words, is known, even one that cannot be read as YAML."""


class Linted(NamedTuple):
    """A file that was checked."""

    path: str
    text: str
    """Empty where it could not be read."""
    problems: tuple[Problem, ...]
    """Graded, in the order of the file."""
    marked: bool = False
    """The file begins with a byte order mark, which is no part of the text."""

    @property
    def private(self) -> bool:
        """Whether it may hold people's answers, no line of which is ever shown."""
        return not self.text or PRIVATE.search(self.text) is not None


class Against(NamedTuple):
    """What tables of answers are held against, since they do not say it themselves."""

    questionnaire: str = "school"
    """Its id or path."""
    form: str | None = None
    columns: Path | None = None
    """The map that says which column is about which question."""
