"""From problems to the lines that GitHub turns into annotations beside the files."""

from collections.abc import Iterator, Sequence

from speedbumps.diagnostics.problem import Problem, Severity
from speedbumps.lint.formats.places import closed, lines_of
from speedbumps.lint.manual import title
from speedbumps.lint.results import Linted

MOST = 10
"""Annotations of one kind that GitHub keeps of a step."""

KINDS: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "notice"}

LINE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY = {**LINE, ":": "%3A", ",": "%2C"}


def render(files: Sequence[Linted]) -> str:
    """A workflow command for every problem of *files*, up to the number that GitHub keeps; the rest are counted."""
    return "".join(f"{line}\n" for severity in KINDS for line in _of_kind(files, severity))


def _of_kind(files: Sequence[Linted], severity: Severity) -> Iterator[str]:
    problems = [(problem, file) for file in files for problem in file.problems if problem.severity == severity]
    for problem, file in problems[:MOST]:
        yield _command(problem, file)
    if problems[MOST:]:
        more = len(problems) - MOST
        yield f"and {more} more of severity {severity}; GitHub shows {MOST}, and --format text lists them all"


def _command(problem: Problem, file: Linted) -> str:
    span = closed(problem.span, lines_of(file))
    properties: dict[str, object] = {
        "title": f"{problem.code} {title(problem.code)}",
        "file": problem.path.replace("\\", "/"),
        "line": span.line,
        "endLine": span.end_line,
    }
    if span.line == span.end_line:
        # GitHub takes columns only within one line.
        properties |= {"col": span.column, "endColumn": span.end_column}
    listed = ",".join(f"{name}={_escaped(str(value), PROPERTY)}" for name, value in properties.items())
    return f"::{KINDS[problem.severity]} {listed}::{_escaped(problem.message, LINE)}"


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
