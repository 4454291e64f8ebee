"""The events of the parser of YAML, with lines counted as editors and git count them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import yaml

from speedbumps.diagnostics.problem import START, Span

LINE_END = re.compile("\r\n|[\r\n]")
"""What ends a line for editors and git. Form feeds, and the further line ends of YAML and Unicode, do not."""

FURTHER_LINE_ENDS = ("\x85", "\u2028", "\u2029")
"""What ends a line for the parser of YAML, and for nothing else that people look at a file with."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MOST_NODES = 500_000
"""The most keys, values and collections of a YAML file. The shipped questionnaire has about three thousand."""

DEEPEST = 40
"""The most levels of a YAML file. The shipped questionnaire has 8."""


def event_span(event: yaml.Event) -> Span:
    """Return the range of text that *event* was read from."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # pragma: no cover - the parser marks every event
        return START
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def split_lines(text: str) -> list[str]:
    """Return the lines of *text* with their ends, as editors and git count them."""
    starts = line_starts(text)
    lines = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return lines if lines[-1] else lines[:-1]


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line of *text* begins."""
    return [0, *(found.end() for found in LINE_END.finditer(text))]


def recount_lines(events: Iterable[yaml.Event], text: str) -> Iterator[yaml.Event]:
    """Yield *events* with their lines and columns in *text* counted as editors and git count them."""
    starts = line_starts(text)
    for event in events:
        event.start_mark = recount_mark(event.start_mark, starts)
        event.end_mark = recount_mark(event.end_mark, starts)
        yield event


def recount_mark(mark: "yaml.Mark | yaml._yaml.Mark | None", starts: Sequence[int]) -> yaml.Mark | None:
    if mark is None:
        return None
    line = bisect_right(starts, mark.index) - 1
    return yaml.Mark(mark.name, mark.index, line, mark.index - starts[line], None, 0)
