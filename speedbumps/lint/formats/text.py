"""Write problems as lines that editors can follow, with the line of the file and a mark under the fault."""

from collections.abc import Iterator, Sequence

from speedbumps.diagnostics.problem import Problem, Severity
from speedbumps.lint.formats.places import lines_of, trim_span
from speedbumps.lint.results import LintResult
from speedbumps.text import show_controls

INDENT = "    "

WIDEST = 100
"""The longest line, in characters, that is shown as a whole; of a longer one, the part around the fault is shown."""

AROUND = 40
"""The number of characters shown before, within and after the fault in a line that is too long."""

COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "advice": "36"}
"""The terminal's own red, yellow and cyan."""


def render(files: Sequence[LintResult], *, colour: bool = False) -> str:
    """Return every problem of *files* on its own line, followed by the line of the file and a mark under the fault."""
    return "".join(line for file in files for line in _result_lines(file, colour=colour))


def _result_lines(file: LintResult, *, colour: bool) -> Iterator[str]:
    lines = () if file.private else lines_of(file)
    for problem in file.problems:
        yield _problem_line(problem, colour=colour) + "\n"
        if problem.span.line <= len(lines) and lines[problem.span.line - 1].strip():
            span = trim_span(problem.span, lines)
            line = lines[span.line - 1]
            words, mark = excerpt(line, span.column, span.end_column if span.end_line == span.line else len(line) + 1)
            yield f"{INDENT}{words}\n{INDENT}{_paint(mark, problem.severity) if colour else mark}\n"


def _problem_line(problem: Problem, *, colour: bool) -> str:
    line = show_controls(str(problem))
    if not colour:
        return line
    graded = f" {problem.severity} {problem.code} "
    return line.replace(graded, f" {_paint(graded.strip(), problem.severity)} ", 1)


def _paint(words: str, severity: Severity) -> str:
    return f"\x1b[{COLOURS[severity]}m{words}\x1b[0m"


def excerpt(line: str, start: int, end: int) -> tuple[str, str]:
    """Return *line*, cut if it is too long, and a line with a mark under its columns from *start* to before *end*."""
    before, words, after = line[: start - 1], line[start - 1 : end - 1], line[end - 1 :].rstrip()
    if len(line) > WIDEST:
        before = before if len(before) <= AROUND else "…" + before[-AROUND:]
        after = "" if len(words) > AROUND else _cut_words(after)
        words = _cut_words(words)
    before, words, after = show_controls(before), show_controls(words), show_controls(after)
    return f"{before}{words}{after}", " " * _display_width(before) + "^" + "~" * (_display_width(words) - 1)


def _display_width(text: str) -> int:
    """Return the number of cells that *text* takes on a terminal."""
    if text.isascii():
        return len(text)
    # Loads tables of character widths, which ASCII text does not need.
    from rich.cells import cached_cell_len

    # Bypasses the cache, which would keep lines of people's files in memory.
    return cached_cell_len.__wrapped__(text)


def _cut_words(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND] + "…"
