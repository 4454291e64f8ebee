"""Add lines to a YAML file, and change nothing else in it."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.yaml_events import LINE_END
from speedbumps.diagnostics.yaml_source import CLOSING, OPENING, Source

PLAIN = re.compile(r"[^\W_](?:[\w ,.’“”()/–%×+-]|:(?! )|'(?=\w))*")
"""Matches texts that YAML reads as they stand, without quotes."""

PLAIN_NAME = re.compile(r"[^\W_][\w./-]*")
"""Matches names that YAML reads as they stand, within brackets too."""

UNREADABLE_RAW = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Matches characters that YAML does not read as they stand, or takes for the end of a line."""


class NotExtendableError(Exception):
    """Raised when a file is written in such a way that nothing can be added to it."""


class MappingItem(NamedTuple):
    """A key of a mapping with its value: the positions of their events in a file."""

    name: str
    key: int
    value: int
    """The event that the value begins with."""
    end: int
    """The event that the value ends with: the same for a text."""


def mapping_items(source: Source, route: Route = ()) -> tuple[MappingItem, ...]:
    """Return the items of the mapping at *route*, which leads through mappings only; none if it holds nothing.

    Raises:
        NotExtendableError: If it is no mapping with a line for each key, or not there.
    """
    at = next(place for place, event in enumerate(source.events) if isinstance(event, OPENING))
    for step in route:
        found = next((item for item in _items_from(source, at) if item.name == step), None)
        if found is None:
            raise NotExtendableError
        at = found.value
    start = source.events[at]
    if isinstance(start, yaml.ScalarEvent) and not start.value:
        return ()
    if not isinstance(start, yaml.MappingStartEvent) or start.flow_style:
        raise NotExtendableError
    return tuple(_items_from(source, at))


def _items_from(source: Source, start: int) -> Iterator[MappingItem]:
    """Yield the items of the mapping that begins with the event *start*; none if something else begins there."""
    at = start + 1
    while isinstance(source.events[start], yaml.MappingStartEvent):
        key = source.events[at]
        if not isinstance(key, yaml.ScalarEvent):
            return
        end = _end_of_value(source, at + 1)
        yield MappingItem(key.value, at, at + 1, end)
        at = end + 1


def _end_of_value(source: Source, at: int) -> int:
    depth = 0
    while True:
        event = source.events[at]
        depth += isinstance(event, OPENING) - isinstance(event, CLOSING)
        if not depth:
            return at
        at += 1


def line_of(event: yaml.Event) -> int:
    """Return the index of the line on which *event* begins."""
    return event.start_mark.line if event.start_mark else 0


def line_after(event: yaml.Event) -> int:
    """Return the index of the line after that on which *event* ends."""
    mark = event.end_mark
    if mark is None:
        raise NotExtendableError
    return mark.line if mark.column == 0 else mark.line + 1


def line_end_in(text: str) -> str:
    """Return what ends the lines of *text*."""
    return "\r\n" if "\r\n" in text else "\n"


def with_line_end(text: str, end: str) -> str:
    """Return *text* with an *end* of its last line."""
    return text if not text or text.endswith("\n") else text + end


def insert_lines(lines: Sequence[str], at: int, block: str, end: str) -> str:
    """Return *lines* as a text, with *block* before the line *at*."""
    return with_line_end("".join(lines[:at]), end) + block + "".join(lines[at:])


def yaml_scalar(text: str) -> str:
    """Return *text* as a YAML scalar on one line: as it stands where that is safe, else in double quotes."""
    if PLAIN.fullmatch(text) and not text.endswith((" ", ":")):
        return text
    return quoted_scalar(text)


def quoted_scalar(text: str) -> str:
    """Return *text* as a YAML scalar in double quotes, on one line."""
    return UNREADABLE_RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def comment_text(text: str) -> str:
    """Return *text* on one line, with single spaces, as it can stand in a comment."""
    return " ".join(UNREADABLE_RAW.sub("", LINE_END.sub(" ", text)).split())
