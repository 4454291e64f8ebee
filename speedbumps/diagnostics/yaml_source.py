"""Read YAML into plain data, with the place of every key and value.

Every scalar stays the text that was written, so that `no`, `on`, `0123` and `12:30` stay words; the model decides what
each of them is. Files are read event by event without recursion, so that no file can exhaust the stack.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import yaml

from speedbumps.diagnostics.codes import (
    DAMAGED,
    EMPTY,
    FOLDER,
    NOT_A_FILE,
    NOT_UTF8,
    TOO_LARGE,
    UNREADABLE,
)
from speedbumps.diagnostics.problem import START, LoadResult, Problem, Route, Span, Step, reject_file
from speedbumps.diagnostics.yaml_events import (
    DEEPEST,
    FURTHER_LINE_ENDS,
    LINE_END,
    LOADER,
    MOST_NODES,
    event_span,
    recount_lines,
)
from speedbumps.diagnostics.yaml_faults import find_problems

Tree = str | list["Tree"] | dict[str, "Tree"]

ASCII = re.compile(r"[\x00-\x7f]+")

LARGEST = 4 * 1024 * 1024
"""The most bytes of a YAML file. The shipped questionnaire has about 40 thousand."""

NOTHING = ("null", "Null", "NULL", "~")
"""The words for nothing; in quotes they are words like any other."""

PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of zip files, and of workbooks of older programs."""

NO_TEXT = "this is not a text file; save a workbook as .xlsx, or unpack a .zip and name the file in it"

OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)

BEGINNING = (yaml.ScalarEvent, *OPENING)

UNUSUAL = (*BEGINNING, yaml.AliasEvent)

CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class WrittenScalar(NamedTuple):
    """A key or a value that is no collection, as it is written in a file."""

    route: Route
    event: yaml.ScalarEvent
    is_key: bool


@dataclass
class _Position:
    """How far the reading of one collection has come."""

    route: Route
    mapping: bool
    key: str | None = None
    number: int = 0

    def next_route(self) -> Route:
        """Return the route to the value that begins now."""
        step: Step = self.number if self.key is None else self.key
        self.key, self.number = None, self.number + 1
        return (*self.route, step)


@dataclass(frozen=True)
class Source:
    """The data of a file, and the place of each key and value in its text."""

    path: str
    data: Tree
    text: str
    events: Sequence[yaml.Event]
    """The events of the parser, in order."""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Return the lines of the text, as editors and git count them."""
        return tuple(LINE_END.split(self.text))

    def find_span(self, route: Route, *, key: bool = False) -> Span:
        """Return the span of the value at *route*, or of its *key*.

        If it was not written, return the span of the nearest value around it.
        """
        at = self._top
        key_at = None
        for step in route:
            # A step that was not written is skipped: pydantic puts the tag of a union into its routes.
            found = self._find_step(at, step)
            if found is not None:
                key_at, at = found
        if key and key_at is not None:
            return event_span(self.events[key_at])
        last = self.events[self._ends.get(at, at)]
        return event_span(self.events[at])._replace(
            end_line=event_span(last).end_line, end_column=event_span(last).end_column
        )

    def find_value(self, route: Route) -> tuple[int, int] | None:
        """Return the positions of the events that begin and end the value at *route*; None if it was not written."""
        at = self._top
        for step in route:
            found = self._find_step(at, step)
            if found is None:
                return None
            _, at = found
        return at, self._ends.get(at, at)

    def scalar_spans(self) -> Iterator[Span]:
        """Return the span of each scalar, whether key or value."""
        return (event_span(event) for event in self.events if isinstance(event, yaml.ScalarEvent))

    def scalars(self) -> Iterator[WrittenScalar]:
        """Yield each scalar with the route to it, in the order of the file."""
        around: list[_Position] = []
        for event in self.events:
            here = around[-1] if around else None
            if isinstance(event, CLOSING):
                around.pop()
            elif not isinstance(event, BEGINNING):
                continue
            elif here is not None and here.mapping and here.key is None and isinstance(event, yaml.ScalarEvent):
                here.key = event.value
                yield WrittenScalar((*here.route, event.value), event, is_key=True)
            else:
                route = () if here is None else here.next_route()
                if isinstance(event, OPENING):
                    around.append(_Position(route, isinstance(event, yaml.MappingStartEvent)))
                else:
                    yield WrittenScalar(route, event, is_key=False)

    @cached_property
    def beyond_ascii(self) -> str:
        """Return all characters of the text that are not of ASCII, so that few have to be looked at."""
        return "" if self.text.isascii() else ASCII.sub("", self.text)

    @cached_property
    def nothing(self) -> tuple[Route, ...]:
        """Return the route to each value that is written as `null` or `~`, without quotes."""
        if not any(word in self.text for word in NOTHING):
            return ()
        return tuple(
            scalar.route
            for scalar in self.scalars()
            if not scalar.is_key and is_plain(scalar.event) and scalar.event.value in NOTHING
        )

    @property
    def _top(self) -> int:
        """Return the position of the event that begins the data."""
        return next(at for at, event in enumerate(self.events) if isinstance(event, BEGINNING))

    @cached_property
    def _ends(self) -> Mapping[int, int]:
        """Return the position of the event that ends each collection, by the position of the one that starts it."""
        found: dict[int, int] = {}
        around: list[int] = []
        for at, kind in enumerate(map(type, self.events)):
            if kind in OPENING:
                around.append(at)
            elif kind in CLOSING:
                found[around.pop()] = at
        return found

    def _find_step(self, holder: int, step: Step) -> tuple[int | None, int] | None:
        """Return the positions of the events of key and value at *step* in the collection that starts at *holder*."""
        if holder not in self._ends:
            return None
        at, end, number = holder + 1, self._ends[holder], 0
        mapping = isinstance(self.events[holder], yaml.MappingStartEvent)
        while at < end:
            value = at + 1 if mapping else at
            event = self.events[at]
            if (isinstance(event, yaml.ScalarEvent) and event.value == step) if mapping else number == step:
                return at if mapping else None, value
            at, number = self._ends.get(value, value) + 1, number + 1
        return None


def is_plain(event: yaml.ScalarEvent) -> bool:
    """Return whether the scalar is written without quotes, in its line and not below it."""
    return not event.style


def read_text(path: Traversable, largest: int = LARGEST) -> LoadResult[str]:
    """Read the text of the file at *path*, which must be UTF-8 of at most *largest* bytes.

    A byte order mark is removed.

    Raises:
        FileNotFoundError: If there is no such file: the call is wrong then, not the file.
    """
    content = read_bytes(path, largest)
    return decode_text(str(path), content.value) if content.value is not None else LoadResult(None, content.problems)


def read_bytes(path: Traversable, largest: int) -> LoadResult[bytes]:
    """Read the file at *path*, which must have at most *largest* bytes.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    name = str(path)
    try:
        if (wrong := non_file_problem(path)) is not None:
            return LoadResult(None, (wrong,))
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "the name cannot be used"
        return reject_file(name, UNREADABLE, f"the file cannot be read: {reason}")
    if len(content) > largest:
        return reject_file(name, TOO_LARGE, f"the file is larger than {largest // 2**20} MB; is it the right one?")
    return LoadResult(content)


def non_file_problem(path: Traversable) -> Problem | None:
    """Return the problem if something other than a file is at *path*: a folder, a pipe, a broken link.

    Raises:
        OSError: If the system cannot tell what is there.
    """
    if path.is_dir():
        return Problem(str(path), START, FOLDER, "this is a folder; name a file")
    if not isinstance(path, Path) or path.is_file():
        return None
    if path.exists():
        return Problem(
            str(path), START, NOT_A_FILE, "this is a pipe or a device, not a file; save it, and name the file"
        )
    if path.is_symlink():
        return Problem(str(path), START, NOT_A_FILE, "this link leads to no file; name the file itself")
    return None


def decode_text(path: str, content: bytes) -> LoadResult[str]:
    """Decode *content*, which must be UTF-8. A byte order mark is removed."""
    if content.startswith(PACKED):
        return reject_file(path, DAMAGED, NO_TEXT)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return reject_file(path, NOT_UTF8, "the file is saved as UTF-16 (“Unicode”); save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        message = "this is not UTF-8 text; save the file as UTF-8 (in Excel: “CSV UTF-8”)"
        return LoadResult(None, (Problem(path, Span(line, column, line, column + 1), NOT_UTF8, message),))
    if not text.strip():
        return reject_file(path, EMPTY, "the file is empty")
    return LoadResult(text)


def has_byte_order_mark(path: Traversable) -> bool:
    """Return whether the file at *path* begins with a byte order mark, which some programs for Windows write.

    Return False if there is no file at *path*, or it cannot be opened.
    """
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    except OSError:
        return False


def read_yaml(path: Traversable) -> LoadResult[Source]:
    """Read the YAML file at *path* as data with places.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    text = read_text(path)
    return parse_yaml(str(path), text.value) if text.value is not None else LoadResult(None, text.problems)


def parse_yaml(path: str, text: str) -> LoadResult[Source]:
    """Parse the YAML *text* as data with places. *path* is used in messages only."""
    try:
        events = _parse_events(text)
        return LoadResult(Source(path, _build_tree(events), text, events))
    except (yaml.YAMLError, _UnusualError):
        problems = find_problems(path, text)
    return LoadResult(None, problems) if problems else reject_file(path, EMPTY, "the file holds only comments")


class _UnusualError(Exception):
    """Raised when the file holds something that our files must not hold."""


def _parse_events(text: str) -> list[yaml.Event]:
    """Return all events of the parser in *text*."""
    loader = LOADER(text)
    try:
        events = list(islice(iter(loader.get_event, None), MOST_NODES + 1))
    finally:
        loader.dispose()
    if len(events) > MOST_NODES:
        raise _UnusualError
    return list(recount_lines(events, text)) if any(sign in text for sign in FURTHER_LINE_ENDS) else events


def _build_tree(events: Iterable[yaml.Event]) -> Tree:
    """Build the data that *events* describe, without recursion and without places.

    Raises:
        _UnusualError: If there is an anchor, an alias, a repeated key, a key that is no scalar, or nothing at all, or
            if there are too many levels.
    """
    top: list[Tree] = []
    holder: Tree = top
    key: str | None = None
    around: list[tuple[Tree, str | None]] = []
    for event in events:
        # Most events are scalars, so they come first; this loop is a third of the time that a check takes.
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None:
            value: Tree = event.value
        elif isinstance(event, CLOSING):
            holder, key = around.pop()
            continue
        elif not isinstance(event, UNUSUAL):
            continue
        else:
            value = _new_collection(event)
        if key is not None and isinstance(holder, dict):
            holder[key], key = value, None
        elif isinstance(holder, dict) and isinstance(value, str) and value not in holder:
            key = value
        elif isinstance(holder, list) and not (holder is top and top):
            holder.append(value)
        else:
            raise _UnusualError
        if not isinstance(value, str):
            if len(around) == DEEPEST:
                raise _UnusualError
            around.append((holder, key))
            holder, key = value, None
    if not top:
        raise _UnusualError
    return top[0]


def _new_collection(event: yaml.Event) -> Tree:
    if isinstance(event, OPENING) and event.anchor is None:
        return {} if isinstance(event, yaml.MappingStartEvent) else []
    raise _UnusualError
