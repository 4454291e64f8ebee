"""Read a review of people's own words, without a message that repeats any of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.codes import ALIAS, KEY_TWICE, NOT_YAML, UNKNOWN_KEY
from speedbumps.diagnostics.problem import LoadResult, Problem
from speedbumps.diagnostics.yaml_source import Source, read_yaml
from speedbumps.model.review import Review
from speedbumps.questionnaires.validate import validate

REVIEW = "speedbumps-review/1"
"""The format that a review names."""

UNSAID: dict[str, str] = {
    ALIAS: "an & or * begins this; put the text in quotes",
    NOT_YAML: "this cannot be read; check the quotes and the indentation here and above",
    KEY_TWICE: "this key is given twice",
    UNKNOWN_KEY: "this key is not known here; if it is part of a text, put the whole text in quotes",
}
"""Messages that replace those which would repeat somebody's words, by code."""


class LoadedReview(NamedTuple):
    """A review, and the file that it was read from."""

    review: Review
    source: Source


def fit_review(source: Source) -> LoadResult[Review]:
    """Return *source* as a review; no message repeats its content."""
    found = validate(Review, source)
    return LoadResult(found.value, redact(found.problems))


def read_review(path: Path) -> LoadResult[LoadedReview]:
    """Return the review in the file at *path*.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    read = read_yaml(path)
    if read.value is None:
        return LoadResult(None, redact(read.problems))
    found = fit_review(read.value)
    return LoadResult(LoadedReview(found.value, read.value) if found.value else None, found.problems)


def redact(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the *problems* of a review without anybody's words."""
    return tuple(problem._replace(message=UNSAID.get(problem.code, problem.message), fix=None) for problem in problems)
