"""Validate plain data as a model, and report every key and value that is not valid."""

import types
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from speedbumps.diagnostics.codes import MISSING_KEY, NOT_OFFERED, OUT_OF_RANGE, UNKNOWN_KEY, WRONG_KIND, WRONG_SHAPE
from speedbumps.diagnostics.problem import LoadResult, Problem, Route, Step
from speedbumps.diagnostics.rules import Fault, locate_fault
from speedbumps.diagnostics.suggestions import did_you_mean, find_only_match
from speedbumps.diagnostics.yaml_source import Source, Tree
from speedbumps.model.scalars import ID_PATTERN

Model = TypeVar("Model", bound=BaseModel)


LACKING = {
    ("points", "label"): ("SB301", "this point has no label; say in words what it means"),
    ("number", "unit"): ("SB306", "this amount has no unit; say what is counted, such as hours a week"),
}
"""Keys, each with the key above it, whose absence has a code and a message of its own."""

FLAGS = dict.fromkeys(("true", "yes", "y", "on"), "true") | dict.fromkeys(("false", "no", "n", "off"), "false")
"""The words that people write for true and false."""

SHORT = 40
"""The number of characters of an author's text that a message repeats."""

PATTERNS = {
    r"^[A-Za-z][A-Za-z0-9-]{0,31}@\d+\.\d+\.\d+$": "write the questionnaire and its version, such as school@1.0.0",
    r"^[0-9a-f]{64}$": "a fingerprint is 64 digits from 0 to 9 and a to f; 'speedbumps diff --record' writes it",
    ID_PATTERN: "an id is a letter, then letters, digits or hyphens, 32 characters at most",
    r"^\d+\.\d+\.\d+$": "a version is three numbers, such as 1.0.0",
    r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$": "a language is a code such as en or cy",
}

LIMITS = {
    "greater_than": "above",
    "greater_than_equal": "at least",
    "less_than": "below",
    "less_than_equal": "at most",
}

KINDS = {
    "string_type": "text",
    "tuple_type": "a list, such as [a, b]",
    "dict_type": "a group of keys",
    "model_type": "a group of keys",
    "model_attributes_type": "a group of keys",
    "int_type": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "int_parsing": "a whole number",
}
"""What pydantic expected, in words that authors know."""


def validate(model: type[Model], source: Source) -> LoadResult[Model]:
    """Return *source* as a *model*, or all of its problems."""
    try:
        return LoadResult(model.model_validate(source.data))
    except ValidationError as error:
        problems = {_problem_of_error(model, details, source) for details in error.errors(include_url=False)}
        return LoadResult(None, tuple(sorted(problems, key=lambda problem: (problem.span, problem.message))))


def validate_known_keys(model: type[Model], source: Source) -> Model | None:
    """Return *source* as a *model* without its unknown keys; None if anything else is wrong.

    Thus one misspelt key does not keep other checks from running.
    """
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        found = error.errors(include_url=False)
    if any(details["type"] != "extra_forbidden" for details in found):
        return None
    rest = deepcopy(source.data)
    for details in found:
        _drop_key(rest, details["loc"])
    return validate(model, replace(source, data=rest)).value


def _drop_key(data: Tree, route: Route) -> None:
    for step in route[:-1]:
        if isinstance(data, dict):
            data = data.get(str(step), "")
        elif isinstance(data, list):
            data = data[int(step)]
    if isinstance(data, dict):
        data.pop(str(route[-1]), None)


def explain_errors(model: type[BaseModel], error: ValidationError) -> Iterator[tuple[Route, str]]:
    """Yield the route to each invalid value in *error*, and a message; *model* is what was validated."""
    for details in error.errors(include_url=False):
        yield details["loc"], _explain_error(model, details).message


def _problem_of_error(model: type[BaseModel], details: ErrorDetails, source: Source) -> Problem:
    route = tuple(step for step in details["loc"] if step != "[key]")
    at_key = details["type"] == "extra_forbidden" or "[key]" in details["loc"]
    code, message, fix = _explain_error(model, details)
    if code == UNKNOWN_KEY and fix in _sibling_keys(source.data, route):
        fix = None
    return locate_fault(Fault(route, message, at_key=at_key, fix=fix), code, source)


class _Explanation(NamedTuple):
    code: str
    message: str
    fix: str | None = None


def _explain_error(model: type[BaseModel], details: ErrorDetails) -> _Explanation:
    """Return the code and the message for one error of pydantic, with a fix if there is only one likely value."""
    name = str(details["loc"][-1]) if details["loc"] else "file"
    written = str(details["input"])
    context: Mapping[str, Any] = details.get("ctx", {})
    match details["type"]:
        case "extra_forbidden":
            keys = list(_allowed_keys(model, details["loc"]))
            message = f"the key '{_shorten_key(name)}' is not known here" + did_you_mean(name, keys)
            return _Explanation(UNKNOWN_KEY, message, find_only_match(name, keys))
        case "missing":
            return _explain_missing_key(details) or _Explanation(MISSING_KEY, f"the key '{name}' is missing here")
        case "literal_error":
            choices = _expected_choices(context)
            message = f"this must be one of {', '.join(choices)}" + did_you_mean(written, choices)
            return _Explanation(NOT_OFFERED, message, find_only_match(written, choices))
        case "not_a_flag":
            return _Explanation(WRONG_KIND, details["msg"], FLAGS.get(written.casefold()))
        case "string_pattern_mismatch":
            said = PATTERNS.get(str(context.get("pattern")), "this is not written as it should be")
            return _Explanation(WRONG_SHAPE, said)
        case "string_too_short":
            said = "nothing is written here; write something or leave the key out"
            return _explain_missing_key(details) or _Explanation(WRONG_KIND, said)
        case "string_too_long":
            return _Explanation(OUT_OF_RANGE, f"this is longer than {context['max_length']:,} characters")
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal" as kind:
            return _Explanation(OUT_OF_RANGE, f"this must be {LIMITS[kind]} {next(iter(context.values())):g}")
        case "finite_number":
            return _Explanation(WRONG_KIND, "this must be a finite number")
        case kind if kind in KINDS:
            return _Explanation(WRONG_KIND, f"this must be {KINDS[kind]}")
        case "too_short" | "too_long" | "tuple_type":
            return _Explanation(WRONG_KIND, "this must be a list of two: [low, high]")
        case _:
            return _Explanation(WRONG_KIND, details["msg"])


def _explain_missing_key(details: ErrorDetails) -> _Explanation | None:
    """Return the explanation for a missing or empty key if it is one of LACKING."""
    named = [step for step in details["loc"] if isinstance(step, str)]
    said = LACKING.get((named[-2], named[-1])) if len(named) > 1 else None
    return _Explanation(*said) if said else None


def _sibling_keys(data: Tree, route: Route) -> Collection[str]:
    """Return the keys in *data* beside the last step of *route*."""
    for step in route[:-1]:
        match data:
            case dict() if str(step) in data:
                data = data[str(step)]
            case list() if isinstance(step, int):
                data = data[step]
    return data if isinstance(data, dict) else ()


def _allowed_keys(model: type[BaseModel], route: tuple[Step, ...]) -> Iterator[str]:
    """Yield the keys that *model* allows beside the last step of *route*."""
    for holder in _kinds_at(model, route[:-1]):
        if isinstance(holder, type) and issubclass(holder, BaseModel):
            yield from (field.alias or name for name, field in holder.model_fields.items())


def _kinds_at(kind: Any, route: tuple[Step, ...]) -> Iterator[Any]:  # noqa: ANN401 - an annotation can be anything
    """Yield the types that a value at *route* below the type *kind* can have."""
    for plain in _plain_kinds(kind):
        if not route:
            yield plain
        elif isinstance(plain, type) and issubclass(plain, BaseModel):
            fields = {field.alias or name: field.annotation for name, field in plain.model_fields.items()}
            yield from _kinds_at(fields.get(str(route[0])), route[1:])
        elif get_origin(plain) in (tuple, dict):
            held = get_args(plain)[0 if get_origin(plain) is tuple else 1]
            yield from _kinds_at(held, route[1:])


def _plain_kinds(kind: Any) -> Iterator[Any]:  # noqa: ANN401 - an annotation can be anything
    if get_origin(kind) is Annotated:
        yield from _plain_kinds(get_args(kind)[0])
    elif get_origin(kind) in (Union, types.UnionType):
        for one in get_args(kind):
            yield from _plain_kinds(one)
    elif kind is not None and get_origin(kind) is not Literal:
        yield kind


def _expected_choices(context: Mapping[str, Any]) -> list[str]:
    return [word.strip("'") for word in str(context.get("expected", "")).replace(" or ", ", ").split(", ")]


def _shorten_key(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"
