"""Find what a file holds that our files must not hold, and say why it cannot be parsed."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from speedbumps.diagnostics.codes import ALIAS, KEY_TWICE, NOT_YAML, TOO_DEEP, TOO_LARGE
from speedbumps.diagnostics.problem import START, Problem, Span
from speedbumps.diagnostics.signs import odd_sign_in_name
from speedbumps.diagnostics.yaml_events import (
    DEEPEST,
    LINE_END,
    LOADER,
    MOST_NODES,
    event_span,
    line_starts,
    recount_lines,
    recount_mark,
)

ODD_IN_YAML = re.compile(
    r"^[ \t]*[^\S \t]+|:[^\S \t]|(?<=[:-] )[“„‘«]|[”’»](?=\s*$)|[\u200b-\u200f\u2060\ufeff]",
)
"""Signs at places where YAML would read the sign that they look like."""

SHORTENED = 40
"""The most characters of a user's own text that a message repeats."""

COLON_IN_TEXT = (
    "a text with a colon in it goes in quotes, the whole of it; or, if this is a key, indent the line like the one "
    "above it"
)

UNQUOTED = re.compile(r"(?P<indent>[ ]*(?:- )*)[\w-]+:[ ]+(?P<text>[^\s\"'\[\]{}|>&*!#%@`][^#]*?)(?P<colon>:)(?:[ ]|$)")
"""Matches a key with a text on its line that is not in quotes, and has a colon."""

BLOCK_TEXT = re.compile(r"(?P<indent>[ ]*(?:- )*)[\w-]+:[ ]+[|>]")
"""Matches a key with a text on the lines below it, in which colons are allowed."""

PARSER_MESSAGES = {
    "found character '\\t'": "there is a tab here; indent with spaces",
    "tab character": "there is a tab here; indent with spaces",
    "cannot start any token": "this character cannot begin a value; put the text in quotes",
    "mapping values are not allowed": COLON_IN_TEXT,
    "could not find expected ':'": "a key needs a colon and a space after it; look at this line and the one above",
    "block sequence entries are not allowed": "a list begins on a line of its own, below its key",
    "did not find expected key": (
        "a key was expected here; check the indentation, and the quotes above (between ' and ', an apostrophe is "
        "written twice)"
    ),
    "did not find expected '-' indicator": "a list item was expected here, a dash and a space; check the indentation",
    "did not find expected ',' or": "a comma or a closing bracket was expected here; text with ? or , goes in quotes",
    "did not find expected node content": "a value was expected here; is a bracket or a quote open above?",
    "found unexpected end of stream": "the file ends within quotes or brackets; close them",
}
"""Parts of the parser's error messages, and the messages that replace them."""


def find_problems(path: str, text: str) -> tuple[Problem, ...]:
    """Return everything in the YAML *text* that our files must not hold, and why it cannot be parsed."""
    finder = _FaultFinder(path)
    try:
        for number, event in enumerate(recount_lines(yaml.parse(text, Loader=LOADER), text)):
            finder.visit(event)
            if number >= MOST_NODES:
                finder.stop(event, TOO_LARGE, f"the file holds more than {MOST_NODES:,} things; is it the right one?")
            if finder.stopped:
                break
    except yaml.MarkedYAMLError as error:
        starts = line_starts(text)
        error.problem_mark = recount_mark(error.problem_mark, starts)
        error.context_mark = recount_mark(error.context_mark, starts)
        found = _parser_problem(path, error, finder.bracket, text)
        finder.problems.append(found)
        if found.message == COLON_IN_TEXT:
            finder.problems.extend(_further_colons(path, text, found.span.line))
    except yaml.reader.ReaderError as error:
        code_point = _code_point(error.character)
        message = f"this character is not allowed in YAML: U+{code_point:04X}"
        # Not error.position: one of the two parsers counts it in bytes.
        place = _offset_span(text, max(text.find(chr(code_point)), 0))
        finder.problems.append(Problem(path, place, NOT_YAML, message))
    return tuple(finder.problems)


def _further_colons(path: str, text: str, line: int) -> Iterator[Problem]:
    """Yield the problem of each text below *line* that has a colon and no quotes, as the parser stops at the first."""
    within: int | None = None
    for number, written in enumerate(LINE_END.split(text)[line:], start=line + 1):
        indent = len(written) - len(written.lstrip(" -"))
        if within is not None and written.strip() and indent > within:
            continue
        begun = BLOCK_TEXT.match(written)
        within = len(begun["indent"]) if begun else None if written.strip() else within
        if found := UNQUOTED.match(written):
            column = found.start("colon") + 1
            yield Problem(path, Span(number, column, number, column + 1), NOT_YAML, COLON_IN_TEXT)


@dataclass
class _OpenCollection:
    """A collection whose end has not been reached yet."""

    mapping: bool
    keys: dict[str, int] = field(default_factory=dict)
    """The line of each key found so far."""
    awaits_value: bool = False
    bracket: Span | None = None
    """The span of its opening bracket, if it has one."""


@dataclass
class _FaultFinder:
    """Collects the problems of a file, event by event."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    stopped: bool = False
    _open: list[_OpenCollection] = field(default_factory=list)
    _documents: int = 0

    @property
    def bracket(self) -> Span | None:
        """Return the span of the innermost open bracket."""
        return self._open[-1].bracket if self._open else None

    def visit(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent() | yaml.MappingStartEvent() | yaml.SequenceStartEvent() if event.anchor:
                self.stop(event, ALIAS, f"the anchor &{event.anchor} is not allowed")
            case yaml.ScalarEvent():
                self._visit_scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._visit_start(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._open.pop()
            case yaml.AliasEvent():
                self.stop(event, ALIAS, f"the alias *{event.anchor} is not allowed; write the value out")
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self.stop(event, NOT_YAML, "a second document begins here; one file holds one")

    def stop(self, event: yaml.Event, code: str, message: str) -> None:
        self.problems.append(Problem(self.path, event_span(event), code, message))
        self.stopped = True

    def _visit_scalar(self, event: yaml.ScalarEvent) -> None:
        here = self._open[-1] if self._open else None
        if here is None or not here.mapping:
            return
        if here.awaits_value:
            here.awaits_value = False
            return
        if event.value in here.keys:
            first = here.keys[event.value]
            message = f"the key '{_clip(event.value)}' is given twice; it is in line {first} already"
            self.problems.append(Problem(self.path, event_span(event), KEY_TWICE, message))
        here.keys.setdefault(event.value, event_span(event).line)
        here.awaits_value = True

    def _visit_start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        here = self._open[-1] if self._open else None
        if len(self._open) >= DEEPEST:
            self.stop(event, TOO_DEEP, f"this is nested more than {DEEPEST} levels deep")
        elif here is not None and here.mapping and not here.awaits_value:
            self.stop(event, NOT_YAML, "a key must be a plain word")
        else:
            if here is not None:
                here.awaits_value = False
            bracket = event_span(event) if event.flow_style else None
            opened = _OpenCollection(isinstance(event, yaml.MappingStartEvent), bracket=bracket)
            self._open.append(opened)


def _parser_problem(path: str, error: yaml.MarkedYAMLError, bracket: Span | None, text: str) -> Problem:
    """Return the parser's error as a problem; if an earlier line has an open bracket, at that bracket."""
    mark = error.problem_mark
    code, message = _explain_parser_error(error, text[mark.index : mark.index + 1] if mark else "")
    here = _mark_span(error)
    unclosed = "scanning a quoted scalar" in str(error.context) and error.context_mark is not None
    if unclosed and error.context_mark is not None:
        here = _one_character_span(error.context_mark)
    odd = _odd_sign_before(here, LINE_END.split(text))
    if odd is not None and code == NOT_YAML:
        return odd._replace(path=path)
    if unclosed:
        return Problem(path, here, code, "the quote that begins here is not closed")
    if code == NOT_YAML and bracket is not None and bracket.line < here.line:
        message = f"this bracket is still open at line {here.line}, which does not continue it; close it"
        return Problem(path, bracket, code, message)
    return Problem(path, here, code, message)


def _odd_sign_before(here: Span, lines: Sequence[str]) -> Problem | None:
    """Return the problem of the last sign that is not what it looks like, in the line of an error or the one above."""
    for number in range(min(here.line, len(lines)), max(here.line - 2, 0), -1):
        line = lines[number - 1]
        for found in ODD_IN_YAML.finditer(line):
            sign = odd_sign_in_name(found[0])
            if sign is not None:
                column = found.start() + sign.offset + 1
                return Problem("", Span(number, column, number, column + 1), NOT_YAML, sign.message)
    return None


def _mark_span(error: yaml.MarkedYAMLError) -> Span:
    mark = error.problem_mark or error.context_mark
    return START if mark is None else _one_character_span(mark)


def _one_character_span(mark: yaml.Mark) -> Span:
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def _offset_span(text: str, offset: int) -> Span:
    starts = line_starts(text[: offset + 1])
    line = bisect_right(starts, offset)
    column = offset - starts[line - 1] + 1
    return Span(line, column, line, column + 1)


def _code_point(character: object) -> int:
    return ord(character) if isinstance(character, str) else int(str(character))


def _explain_parser_error(error: yaml.MarkedYAMLError, character: str) -> tuple[str, str]:
    """Return the code of the parser's error at *character*, and a message that says what to do, where we have one."""
    problem = "tab character" if character == "\t" else str(error.problem or "this is not YAML")
    if "nesting depth" in problem:
        return TOO_DEEP, f"this is nested more than {DEEPEST} levels deep"
    return NOT_YAML, next(
        (advice for part, advice in PARSER_MESSAGES.items() if part in problem), f"this is not YAML: {problem}"
    )


def _clip(text: str) -> str:
    return text if len(text) <= SHORTENED else text[: SHORTENED - 1] + "…"
