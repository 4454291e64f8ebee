"""Convert spans to the lines and columns that other programs expect."""

from collections.abc import Sequence

from speedbumps.diagnostics.problem import Span
from speedbumps.diagnostics.yaml_events import LINE_END
from speedbumps.lint.results import LintResult


def lines_of(file: LintResult) -> tuple[str, ...]:
    """Return the lines of *file*; none if its text is not known, as for a table."""
    return tuple(LINE_END.split(file.text)) if file.text else ()


def trim_span(span: Span, lines: Sequence[str]) -> Span:
    """Return *span* without blank lines and comments at its end, since a block of YAML extends to the next one."""
    last, column = min(span.end_line, len(lines)), span.end_column
    if last < span.end_line and lines:
        column = len(lines[-1]) + 1
    while span.line < last and _is_blank_or_comment(lines[last - 1][: column - 1]):
        last -= 1
        column = len(lines[last - 1].rstrip()) + 1
    if not lines:
        return span
    return span._replace(end_line=last, end_column=max(column, span.column) if last == span.line else column)


def _is_blank_or_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def to_utf16_columns(span: Span, lines: Sequence[str]) -> Span:
    """Return *span* with its columns counted in UTF-16 units, as editors and GitHub count them."""
    return span._replace(
        column=_utf16_column(span.line, span.column, lines),
        end_column=_utf16_column(span.end_line, span.end_column, lines),
    )


def _utf16_column(line: int, column: int, lines: Sequence[str]) -> int:
    if line > len(lines):
        return column
    return len(lines[line - 1][: column - 1].encode("utf-16-le", "surrogatepass")) // 2 + 1
