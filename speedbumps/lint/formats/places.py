"""From a span to what others count: whole lines, and the units of an editor's text."""

from collections.abc import Sequence

from speedbumps.diagnostics.problem import Span
from speedbumps.diagnostics.yaml_source import LINE_END
from speedbumps.lint.results import Linted


def lines_of(file: Linted) -> tuple[str, ...]:
    """The lines of *file*, none where its text is not known, as for a table."""
    return tuple(LINE_END.split(file.text)) if file.text else ()


def closed(span: Span, lines: Sequence[str]) -> Span:
    """The *span* without what follows its last words: a block ends for the reader of YAML where the next one begins."""
    last, column = min(span.end_line, len(lines)), span.end_column
    if last < span.end_line and lines:
        column = len(lines[-1]) + 1
    while span.line < last and _idle(lines[last - 1][: column - 1]):
        last -= 1
        column = len(lines[last - 1].rstrip()) + 1
    if not lines:
        return span
    return span._replace(end_line=last, end_column=max(column, span.column) if last == span.line else column)


def _idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def in_units(span: Span, lines: Sequence[str]) -> Span:
    """The *span* with its columns counted in UTF-16 units, as editors and GitHub count them."""
    return span._replace(
        column=_unit(span.line, span.column, lines), end_column=_unit(span.end_line, span.end_column, lines)
    )


def _unit(line: int, column: int, lines: Sequence[str]) -> int:
    if line > len(lines):
        return column
    return len(lines[line - 1][: column - 1].encode("utf-16-le", "surrogatepass")) // 2 + 1
