"""From bytes to plain data, with the place of everything in it.

Every scalar is kept as it was written, so that `no`, `on`, `0123` and `12:30` stay words; the model decides what each
is. Reading goes event by event without recursion: nothing that a file holds can exhaust the stack.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import NamedTuple

import yaml

from speedbumps.model.problem import START, Loaded, Problem, Route, Span, Step, refused

Tree = str | list["Tree"] | dict[str, "Tree"]

LARGEST = 4 * 1024 * 1024
"""Bytes of a YAML file. The shipped questionnaire has about 40 thousand."""

DEEPEST = 40
"""Levels of a YAML file. The shipped questionnaire has 8."""

LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

UNREADABLE = "SB001"
TOO_LARGE = "SB002"
NOT_UTF8 = "SB003"
EMPTY = "SB004"
NOT_YAML = "SB005"
TWICE = "SB006"
ALIAS = "SB007"
TOO_DEEP = "SB008"


@dataclass(frozen=True)
class Source:
    """A file's data, and the place of each value and key in its text."""

    path: str
    data: Tree
    text: str

    @cached_property
    def places(self) -> "Places":
        """Where everything stands. Found when first asked for: a file without mistakes needs no places."""
        return _places(self.path, self.text)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The text line by line, as YAML counts lines."""
        return tuple(LINE_END.split(self.text))

    def place(self, route: Route, *, key: bool = False) -> Span:
        """Where the value at *route* stands, or its *key*; if it was never written, the nearest thing around it."""
        written = self._written(route)
        if key and written in self.places.keys:
            return self.places.keys[written]
        return self.places.values.get(written, START)

    def _written(self, route: Route) -> Route:
        """The part of *route* that was written. Steps between that were never written are passed over.

        pydantic puts the tag of a union into its routes; nobody writes those.
        """
        found: Route = ()
        for step in route:
            if (*found, step) in self.places.values:
                found = (*found, step)
        return found


def read_text(path: Traversable, largest: int = LARGEST) -> Loaded[str]:
    """The text of the file at *path*, without its byte order mark; UTF-8, and at most *largest* bytes.

    Raises:
        FileNotFoundError: If there is no such file; that is a mistake of the call, not in the file.
    """
    name = str(path)
    if path.is_dir():
        return refused(name, UNREADABLE, "this is a folder; name a file")
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "the name cannot be used"
        return refused(name, UNREADABLE, f"the file cannot be read: {reason}")
    if len(content) > largest:
        return refused(name, TOO_LARGE, f"the file is larger than {largest // 2**20} MB; is it the right one?")
    return decoded(name, content)


def decoded(path: str, content: bytes) -> Loaded[str]:
    """The text of *content*, which must be UTF-8; a byte order mark is passed over."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return refused(path, NOT_UTF8, "the file is saved as UTF-16 (“Unicode”); save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        message = "this is not UTF-8 text; save the file as UTF-8 (in Excel: “CSV UTF-8”)"
        return Loaded(None, (Problem(path, Span(line, column, line, column + 1), NOT_UTF8, message),))
    if not text.strip():
        return refused(path, EMPTY, "the file is empty")
    return Loaded(text)


def begins_with_mark(path: Traversable) -> bool:
    """Whether the file at *path* begins with a byte order mark, as some programs for Windows write it."""
    with path.open("rb") as file:
        return file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8


def read_yaml(path: Traversable) -> Loaded[Source]:
    """The YAML file at *path* as data with places.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    text = read_text(path)
    return parse(str(path), text.value) if text.value is not None else Loaded(None, text.problems)


def parse(path: str, text: str) -> Loaded[Source]:
    """The YAML *text* as data with places; *path* is only for messages."""
    try:
        return Loaded(Source(path, _data(text), text))
    except (yaml.YAMLError, _UnusualError):
        problems = _places(path, text).problems
    return Loaded(None, problems) if problems else refused(path, EMPTY, "the file holds only comments")


class _UnusualError(Exception):
    """There is something in the file that our files do not hold."""


def _data(text: str) -> Tree:
    """What the YAML *text* holds, without recursion and without a thought for places.

    Raises:
        _UnusualError: If it holds an anchor, an alias, a key twice, a key that is no word, too many levels, or nothing.
        yaml.YAMLError: If it is not YAML.
    """
    top: list[Tree] = []
    holder: Tree = top
    key: str | None = None
    around: list[tuple[Tree, str | None]] = []
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, CLOSING):
            holder, key = around.pop()
            continue
        value = _begun(event)
        if value is None or (holder is top and top):
            _nothing_more(event)
            continue
        if isinstance(holder, list):
            holder.append(value)
        elif isinstance(holder, dict) and key is not None:
            holder[key], key = value, None
        elif isinstance(holder, dict) and isinstance(value, str) and value not in holder:
            key = value
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


def _begun(event: yaml.Event) -> Tree | None:
    """The value that begins with *event*, still empty if it is a collection; None if none does."""
    if not isinstance(event, BEGINNING):
        return None
    if event.anchor is not None:
        raise _UnusualError
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    return {} if isinstance(event, yaml.MappingStartEvent) else []


def _nothing_more(event: yaml.Event) -> None:
    if isinstance(event, (*BEGINNING, yaml.AliasEvent)):
        raise _UnusualError


BEGINNING = (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)
CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class Places(NamedTuple):
    """Where things stand in a file, and what stands there that may not."""

    values: Mapping[Route, Span]
    keys: Mapping[Route, Span]
    problems: tuple[Problem, ...]


def _places(path: str, text: str) -> Places:
    """Where everything in the YAML *text* stands."""
    growing = _Growing(path)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            growing.take(event)
            if growing.stopped:
                break
    except yaml.MarkedYAMLError as error:
        code, message = _plain(error)
        growing.problems.append(Problem(path, _mark_span(error), code, message))
    except yaml.reader.ReaderError as error:
        message = f"this character cannot stand in YAML: U+{_code_point(error.character):04X}"
        growing.problems.append(Problem(path, _offset_span(text, error.position), NOT_YAML, message))
    return Places(growing.values, growing.keys, tuple(growing.problems))


@dataclass
class _Growing:
    """Places as they are found event by event, with the open collections on a stack."""

    path: str
    values: dict[Route, Span] = field(default_factory=dict)
    keys: dict[Route, Span] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stopped: bool = False
    _open: list["_Open"] = field(default_factory=list)
    _documents: int = 0

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._start(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end(event)
            case yaml.AliasEvent():
                self._stop(event, ALIAS, f"the alias *{event.anchor} is not allowed; write the value out")
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._stop(event, NOT_YAML, "a second document begins here; one file holds one")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor:
            self._stop(event, ALIAS, f"the anchor &{event.anchor} is not allowed")
        elif self._awaits_key():
            self._take_key(event)
        else:
            self._place(event)

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.anchor:
            self._stop(event, ALIAS, f"the anchor &{event.anchor} is not allowed")
        elif len(self._open) >= DEEPEST:
            self._stop(event, TOO_DEEP, f"this is nested more than {DEEPEST} levels deep")
        elif self._awaits_key():
            self._stop(event, NOT_YAML, "a key must be a plain word")
        else:
            self._open.append(_Open(self._place(event), isinstance(event, yaml.MappingStartEvent)))

    def _end(self, event: yaml.Event) -> None:
        route = self._open.pop().route
        start = self.values[route]
        self.values[route] = start._replace(end_line=_span(event).end_line, end_column=_span(event).end_column)

    def _awaits_key(self) -> bool:
        return bool(self._open) and self._open[-1].mapping and self._open[-1].key is None

    def _take_key(self, event: yaml.ScalarEvent) -> None:
        here = (*self._open[-1].route, event.value)
        if here in self.keys:
            first = self.keys[here].line
            message = f"the key '{_short(event.value)}' is given twice; it stands in line {first} already"
            self.problems.append(Problem(self.path, _span(event), TWICE, message))
        self.keys.setdefault(here, _span(event))
        self._open[-1].key = event.value

    def _place(self, event: yaml.Event) -> Route:
        """Notes that *event* begins the next value of the open collection, and answers with its route."""
        here = self._open[-1].next() if self._open else ()
        self.values[here] = _span(event)
        return here

    def _stop(self, event: yaml.Event, code: str, message: str) -> None:
        self.problems.append(Problem(self.path, _span(event), code, message))
        self.stopped = True


@dataclass
class _Open:
    """A collection whose end is still to come."""

    route: Route
    mapping: bool
    key: str | None = None
    items: int = 0

    def next(self) -> Route:
        """The route of its next value."""
        step: Step = self.items
        if self.mapping:
            step, self.key = self.key or "", None
        self.items += 1
        return (*self.route, step)


def _span(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # pragma: no cover - the parser marks every event
        return START
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _mark_span(error: yaml.MarkedYAMLError) -> Span:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return START
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def _offset_span(text: str, offset: int) -> Span:
    before = text[:offset]
    line, column = before.count("\n") + 1, offset - before.rfind("\n")
    return Span(line, column, line, column + 1)


def _code_point(character: object) -> int:
    return ord(character) if isinstance(character, str) else int(str(character))


def _plain(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """The code of the parser's complaint, and words for it that say what to do, where we know them."""
    problem = str(error.problem or "this is not YAML")
    if "nesting depth" in problem:
        return TOO_DEEP, f"this is nested more than {DEEPEST} levels deep"
    return NOT_YAML, next(
        (said for part, said in COMPLAINTS.items() if part in problem), f"this is not YAML: {problem}"
    )


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


SHORT = 40
"""Characters of a user's own text that a message repeats."""

COMPLAINTS = {
    "found character '\\t'": "a tab stands here; indent with spaces",
    "tab character": "a tab stands here; indent with spaces",
    "cannot start any token": "this character cannot begin a value; put the text in quotes",
    "mapping values are not allowed": "a colon here makes this a key; if it is text, put it in quotes",
    "did not find expected key": "a key was expected here; check the indentation and the quotes above",
    "did not find expected '-' indicator": "a list item was expected here; check the indentation",
    "did not find expected ',' or": "a comma or a closing bracket was expected here; text with ? or , goes in quotes",
    "found unexpected end of stream": "the file ends within quotes or brackets; close them",
}
"""Parts of the parser's complaints, and what to say instead."""
