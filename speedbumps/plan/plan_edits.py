"""Put values into the file of a plan; every other byte of it stays as it is."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import pairwise
from typing import NamedTuple

import yaml

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.yaml_edit import UNREADABLE_RAW, NotExtendableError, quoted_scalar
from speedbumps.diagnostics.yaml_source import Source, Tree, parse_yaml
from speedbumps.model.plan import Fairness, PlannedAction, PlannedRequest
from speedbumps.plan.plan_file import without_last_line_end, yaml_text

BLOCK = re.compile(r"[|>][-+0-9]*(?P<comment>[ \t]+#[^\r\n]*)?")
"""The first line of a text that stands on lines of its own."""

ORDER = {"priorities": tuple(PlannedAction.model_fields), "asks": tuple(PlannedRequest.model_fields)}
"""The order of keys in the items of each list."""

INDENT = 2
"""The spaces by which lines within a value are indented."""


class _Edit(NamedTuple):
    """A part of a text, from one index to another, and what replaces it."""

    start: int
    end: int
    text: str


class _NewValue(NamedTuple):
    """A value with the keys that lead to it, of which the file has none yet."""

    keys: tuple[str, ...]
    value: str


def text_with_values(source: Source, values: Mapping[Route, str]) -> str:
    """Return the text of the plan in *source* with *values* at their routes; all else stays as it is.

    Raises:
        NotExtendableError: If a value cannot be put there without changing something else.
    """
    text, expected = source.text, deepcopy(source.data)
    for route, value in values.items():
        parsed = parse_yaml(source.path, text).value
        if parsed is None:
            raise NotExtendableError
        edit = _edit_for(parsed, route, value)
        text = text[: edit.start] + edit.text + text[edit.end :]
        _set_value(expected, route, value)
    after = parse_yaml(source.path, text).value
    if after is None or without_last_line_end(after.data) != without_last_line_end(expected):
        raise NotExtendableError
    return text


def _set_value(data: Tree, route: Route, value: str) -> None:
    """Put *value* into *data* at *route*, with the mapping around it if that is not there yet."""
    for step, after in pairwise(route):
        match data, step:
            case dict(), str():
                if isinstance(after, str) and not isinstance(data.get(step), dict):
                    data[step] = {}
                data = data[step]
            case list(), int():
                data = data[step]
    if isinstance(data, dict):
        data[str(route[-1])] = value


def _edit_for(source: Source, route: Route, value: str) -> _Edit:
    """Return the edit that puts *value* at *route*."""
    if (found := source.find_value(route)) is not None:
        return _replacement(source, found[0], value, in_flow=_is_flow(source, route[:-1]))
    if source.find_value(route[:-1]) is not None:
        return _insertion(source, route[:-1], _NewValue((str(route[-1]),), value))
    return _insertion(source, route[:-2], _NewValue((str(route[-2]), str(route[-1])), value))


def _is_flow(source: Source, route: Route) -> bool:
    """Return whether the mapping at *route* is written in braces."""
    found = source.find_value(route)
    event = source.events[found[0]] if found else None
    return isinstance(event, yaml.MappingStartEvent) and bool(event.flow_style)


def _replacement(source: Source, at: int, value: str, *, in_flow: bool) -> _Edit:
    """Return the edit that puts *value* in place of the scalar whose event is *at* this position."""
    event, text = source.events[at], source.text
    if not isinstance(event, yaml.ScalarEvent):
        raise NotExtendableError
    start, end = _start(event), _end(event)
    block = BLOCK.match(text, start, end) if event.style in {"|", ">"} else None
    comment = (block["comment"] or "") if block else ""
    if block:
        end = start + len(text[start:end].rstrip())
    if not value:
        before = text[:start].rstrip(" ")
        return _Edit(len(before) if before.endswith(":") else start, end, comment)
    space = " " if start == end and text[:start].endswith(":") else ""
    if in_flow:
        return _Edit(start, end, space + quoted_scalar(value))
    if _is_one_line(value):
        return _Edit(start, end, space + _one_line_text(value) + comment)
    rest = end if block else _line_end(text, end)
    lines = _block_text(value, _column(source.events[at - 1]) + INDENT, _eol(source), comment or text[end:rest])
    return _Edit(start, rest, space + lines)


def _insertion(source: Source, route: Route, new: _NewValue) -> _Edit:
    """Return the edit that adds *new* to the mapping at *route*, which may be empty still."""
    found = source.find_value(route)
    if found is None:
        raise NotExtendableError
    at, end = found
    event = source.events[at]
    if isinstance(event, yaml.ScalarEvent) and not event.value:
        return _insertion_below(source, at, new, in_flow=_is_flow(source, route[:-1]))
    if not isinstance(event, yaml.MappingStartEvent):
        raise NotExtendableError
    if not event.flow_style:
        before = max(_ends_before(source, route, new.keys[0]), default=at)
        return _new_lines(source, _next_line(source, before), _column(event), new)
    if end == at + 1:
        return _Edit(_start(event) + 1, _start(event) + 1, _flow_text(new))
    place = _end(source.events[end - 1])
    return _Edit(place, place, f", {_flow_text(new)}")


def _insertion_below(source: Source, at: int, new: _NewValue, *, in_flow: bool) -> _Edit:
    """Return the edit that adds *new* below the key whose empty value is *at* this position."""
    if in_flow:
        place = _end(source.events[at])
        space = " " if source.text[:place].endswith(":") else ""
        return _Edit(place, place, f"{space}{{{_flow_text(new)}}}")
    return _new_lines(source, _next_line(source, at), _column(source.events[at - 1]) + INDENT, new)


def _ends_before(source: Source, route: Route, key: str) -> Iterator[int]:
    """Yield the positions at which the values end of those keys at *route* that stand before *key*."""
    is_item = len(route) == len(("priorities", 0))
    order = ORDER[str(route[0])] if is_item else tuple(Fairness.model_fields)
    for each in order[: order.index(key)]:
        if (found := source.find_value((*route, each))) is not None:
            yield found[1]


def _new_lines(source: Source, place: int, indent: int, new: _NewValue) -> _Edit:
    """Return the edit that adds *new* in lines of its own at *place*, where a line begins or the text ends."""
    eol = _eol(source)
    first = "" if source.text[:place].endswith(("\n", "\r")) else eol
    keys = [f"{' ' * (indent + INDENT * depth)}{key}:" for depth, key in enumerate(new.keys)]
    within = indent + INDENT * len(keys)
    value = _one_line_text(new.value) if _is_one_line(new.value) else _block_text(new.value, within, eol)
    return _Edit(place, place, f"{first}{eol.join(keys)} {value}{eol}")


def _block_text(value: str, indent: int, eol: str, after: str = "") -> str:
    """Return *value* as a text on lines of its own, with what stands *after* its sign on the first line."""
    return eol.join((f"|-{after}", *(f"{' ' * indent}{line}" if line else "" for line in value.split("\n"))))


def _flow_text(new: _NewValue) -> str:
    *outer, last = new.keys
    return "".join(f"{key}: {{" for key in outer) + f"{last}: {quoted_scalar(new.value)}" + "}" * len(outer)


def _is_one_line(value: str) -> bool:
    """Return whether *value* is written on one line: it has no other, or a character that has to be escaped."""
    return "\n" not in value or UNREADABLE_RAW.search(value) is not None


def _one_line_text(value: str) -> str:
    return quoted_scalar(value) if "\n" in value else yaml_text(value)


def _next_line(source: Source, at: int) -> int:
    """Return the index of the line after that on which the value ends whose last event is *at* this position."""
    while not isinstance(source.events[at], yaml.ScalarEvent) and _start(source.events[at]) == _end(source.events[at]):
        at -= 1  # the end of a block is marked where the next thing begins
    end = source.events[at].end_mark
    if end is not None and end.column == 0:
        return end.index
    return min(_line_end(source.text, _end(source.events[at])) + len(_eol(source)), len(source.text))


def _line_end(text: str, place: int) -> int:
    """Return the index at which the line with the character at *place* ends."""
    end = text.find("\n", place)
    if end < 0:
        return len(text)
    return end - 1 if text[place:end].endswith("\r") else end


def _eol(source: Source) -> str:
    return "\r\n" if "\r\n" in source.text else "\n"


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def _column(event: yaml.Event) -> int:
    return event.start_mark.column if event.start_mark else 0
