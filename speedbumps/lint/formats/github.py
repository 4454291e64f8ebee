"""Write problems as workflow commands, which GitHub shows as annotations beside the files."""

from collections.abc import Iterator, Sequence

from speedbumps.diagnostics.problem import Problem, Severity
from speedbumps.lint.formats.places import lines_of, trim_span
from speedbumps.lint.manual import name_of_code
from speedbumps.lint.results import LintResult

MOST_ANNOTATIONS = 10
"""The most annotations of one kind that GitHub keeps of a step."""

KINDS: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "notice"}

LINE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY = {**LINE, ":": "%3A", ",": "%2C"}


def render(files: Sequence[LintResult]) -> str:
    """Return a workflow command for each problem of *files*, up to the number that GitHub keeps, and count the rest."""
    return "".join(f"{line}\n" for severity in KINDS for line in _severity_commands(files, severity))


def _severity_commands(files: Sequence[LintResult], severity: Severity) -> Iterator[str]:
    problems = [(problem, file) for file in files for problem in file.problems if problem.severity == severity]
    for problem, file in problems[:MOST_ANNOTATIONS]:
        yield _command(problem, file)
    if problems[MOST_ANNOTATIONS:]:
        more = len(problems) - MOST_ANNOTATIONS
        shown = f"GitHub shows {MOST_ANNOTATIONS}, and --format text lists them all"
        yield f"and {more} more of severity {severity}; {shown}"


def _command(problem: Problem, file: LintResult) -> str:
    span = trim_span(problem.span, lines_of(file))
    properties: dict[str, object] = {
        "title": f"{problem.code} {name_of_code(problem.code)}",
        "file": problem.path.replace("\\", "/"),
        "line": span.line,
        "endLine": span.end_line,
    }
    if span.line == span.end_line:
        # GitHub accepts columns only within one line.
        properties |= {"col": span.column, "endColumn": span.end_column}
    listed = ",".join(f"{name}={_escape_characters(str(value), PROPERTY)}" for name, value in properties.items())
    return f"::{KINDS[problem.severity]} {listed}::{_escape_characters(problem.message, LINE)}"


def _escape_characters(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
