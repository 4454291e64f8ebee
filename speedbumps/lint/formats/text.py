"""From problems to lines that people read and editors follow, with the words at fault and a mark under them."""

from collections.abc import Iterator, Sequence

from speedbumps.diagnostics.problem import Problem, Severity
from speedbumps.lint.formats.places import closed, lines_of
from speedbumps.lint.results import Linted
from speedbumps.text import visible

INDENT = "    "

WIDEST = 100
"""Characters of a line that are shown; of a longer one, what stands around the fault."""

AROUND = 40
"""Characters shown before, within and after the fault in a line that is too long."""

COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "advice": "36"}
"""The terminal's own red, yellow and cyan."""


def render(files: Sequence[Linted], *, colour: bool = False) -> str:
    """Every problem of *files* on a line of its own, followed by the line of the file and a mark under the place."""
    return "".join(line for file in files for line in _told(file, colour=colour))


def _told(file: Linted, *, colour: bool) -> Iterator[str]:
    lines = () if file.private else lines_of(file)
    for problem in file.problems:
        yield _headed(problem, colour=colour) + "\n"
        if problem.span.line <= len(lines) and lines[problem.span.line - 1].strip():
            span = closed(problem.span, lines)
            line = lines[span.line - 1]
            words, mark = excerpt(line, span.column, span.end_column if span.end_line == span.line else len(line) + 1)
            yield f"{INDENT}{words}\n{INDENT}{_painted(mark, problem.severity) if colour else mark}\n"


def _headed(problem: Problem, *, colour: bool) -> str:
    line = visible(str(problem))
    if not colour:
        return line
    graded = f" {problem.severity} {problem.code} "
    return line.replace(graded, f" {_painted(graded.strip(), problem.severity)} ", 1)


def _painted(words: str, severity: Severity) -> str:
    return f"\x1b[{COLOURS[severity]}m{words}\x1b[0m"


def excerpt(line: str, start: int, end: int) -> tuple[str, str]:
    """The *line*, cut where it is too long, and a line with a mark under its columns from *start* to before *end*."""
    before, words, after = line[: start - 1], line[start - 1 : end - 1], line[end - 1 :].rstrip()
    if len(line) > WIDEST:
        before = before if len(before) <= AROUND else "…" + before[-AROUND:]
        after = "" if len(words) > AROUND else _short(after)
        words = _short(words)
    before, words, after = visible(before), visible(words), visible(after)
    return f"{before}{words}{after}", " " * _wide(before) + "^" + "~" * (_wide(words) - 1)


def _wide(text: str) -> int:
    """The cells that *text* takes on a screen."""
    if text.isascii():
        return len(text)
    # Loads the tables of wide letters, which plain text does without.
    from rich.cells import cached_cell_len

    # Past the cache, which would keep the line of a file.
    return cached_cell_len.__wrapped__(text)


def _short(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND] + "…"
