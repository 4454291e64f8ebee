"""From a file to a review of people's own words, without a message that repeats one of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.codes import ALIAS, KEY_TWICE, NOT_YAML, UNKNOWN_KEY
from speedbumps.diagnostics.problem import Loaded, Problem
from speedbumps.diagnostics.yaml_source import Source, read_yaml
from speedbumps.model.review import Review
from speedbumps.questionnaires.validate import fit

REVIEW = "speedbumps-review/1"
"""How a review begins."""

UNSAID: dict[str, str] = {
    ALIAS: "an & or * begins this; put the text in quotes",
    NOT_YAML: "this cannot be read; check the quotes and the indentation here and above",
    KEY_TWICE: "this key is given twice",
    UNKNOWN_KEY: "this key is not known here; if it is part of a text, put the whole text in quotes",
}
"""What is said of a review instead of a message that would repeat somebody's words."""


class Reviewed(NamedTuple):
    """A review, and the file that holds it."""

    review: Review
    source: Source


def fitted(source: Source) -> Loaded[Review]:
    """The *source* as a review; no message repeats what stands in it."""
    found = fit(Review, source)
    return Loaded(found.value, silent(found.problems))


def read_review(path: Path) -> Loaded[Reviewed]:
    """The review in the file at *path*.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    read = read_yaml(path)
    if read.value is None:
        return Loaded(None, silent(read.problems))
    found = fitted(read.value)
    return Loaded(Reviewed(found.value, read.value) if found.value else None, found.problems)


def silent(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The *problems* of a review without anybody's words."""
    return tuple(problem._replace(message=UNSAID.get(problem.code, problem.message), fix=None) for problem in problems)
