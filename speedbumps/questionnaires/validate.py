"""Validate plain data as a model, and report every key and value that is not valid."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, core_schema

from speedbumps.diagnostics.codes import MISSING_KEY, NOT_OFFERED, OUT_OF_RANGE, UNKNOWN_KEY, WRONG_KIND, WRONG_SHAPE
from speedbumps.diagnostics.problem import LoadResult, Problem, Route, file_order
from speedbumps.diagnostics.rules import Fault, locate_fault
from speedbumps.diagnostics.suggestions import did_you_mean, find_only_match
from speedbumps.diagnostics.yaml_source import Source, Tree
from speedbumps.model.baseline import CODE_PATTERN, PRINT_PATTERN
from speedbumps.model.lexicon import PAIR_PATTERN
from speedbumps.model.scalars import ID_PATTERN
from speedbumps.questionnaires.file_kinds import allowed_keys, file_fields, kinds_at, models_at
from speedbumps.questionnaires.meant_shapes import meant_group, meant_list, meant_mapping

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
    PRINT_PATTERN: "a fingerprint in a baseline is 16 digits from 0 to 9 and a to f; --write-baseline writes it",
    CODE_PATTERN: "the code of a check is SB and three digits, such as SB601",
    PAIR_PATTERN: "a pair is three words, such as parents and carers",
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
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": "a day, such as 2026-11-30",
}
"""What pydantic expected, in words that authors know."""

LIBRARY_ERRORS = frozenset(get_args(core_schema.ErrorType))
"""pydantic's own errors, whose messages nobody else would understand; all others have words of ours."""

GROUP_ERRORS = ("model_type", "model_attributes_type")
"""pydantic's errors of something that is no group of keys."""

MEANT: Mapping[str, Callable[[type[BaseModel], Route, object], str | None]] = {
    "tuple_type": meant_list,
    "dict_type": lambda _model, _route, written: meant_mapping(written),
    **dict.fromkeys(GROUP_ERRORS, meant_group),
}
"""What shows the shape that is meant, by pydantic's error."""


def validate(model: type[Model], source: Source) -> LoadResult[Model]:
    """Return *source* as a *model*, or all of its problems.

    Where nothing is written (`null` or `~`), an optional key counts as left out; at any other place it is a mistake.
    """
    written = without_nothing(model, source)
    problems = {locate_fault(fault, code, source) for code, fault in written.faults}
    try:
        value = model.model_validate(written.data)
    except ValidationError as error:
        found = [each for each in error.errors(include_url=False) if not _is_about(each["loc"], written.routes)]
        misspelt = {_meant_key(model, details["loc"]) for details in found if details["type"] == "extra_forbidden"}
        problems |= {
            _problem_of_error(model, details, source)
            for details in _join_words(found, source.data)
            if details["type"] != "missing" or details["loc"] not in misspelt
        }
    else:
        if not problems:
            return LoadResult(value)
    return LoadResult(None, tuple(sorted(problems, key=file_order)))


def _join_words(found: Sequence[ErrorDetails], data: Tree) -> Iterator[ErrorDetails]:
    """Yield the errors *found*; of those in a list that holds words alone instead of groups of keys, only one."""
    joined: set[Route] = set()
    for details in found:
        route = details["loc"]
        # The first of a list comes first.
        here = value_at(data, route[:-1]) if details["type"] in GROUP_ERRORS and route[-1:] == (0,) else None
        if isinstance(here, list) and len(here) > 1 and all(isinstance(each, str) for each in here):
            joined.add(route[:-1])
            yield {**details, "type": "tuple_type", "loc": route[:-1], "input": here}
        elif route[:-1] not in joined:
            yield details


def _meant_key(model: type[BaseModel], route: Route) -> Route:
    """Return the route to the key that is meant by the unknown one at *route*, as far as that is clear."""
    return (*route[:-1], find_only_match(str(route[-1]), allowed_keys(model, route)) or route[-1])


class Written(NamedTuple):
    """What a file holds, without the keys at which nothing is written."""

    data: Tree
    faults: tuple[tuple[str, Fault], ...] = ()
    """A fault, with its code, for each place that needs something."""
    routes: frozenset[Route] = frozenset()
    """The routes to these places."""


def without_nothing(model: type[BaseModel], source: Source) -> Written:
    """Return the data of *source* without optional keys at which nothing is written."""
    if not source.nothing:
        return Written(source.data)
    data = deepcopy(source.data)
    faults = []
    for route in source.nothing:
        lack = _explain_nothing(model, route)
        if lack is None:
            drop_key(data, route)
        elif lack.message:
            faults.append((lack.code, Fault(route, lack.message)))
    return Written(data, tuple(faults), frozenset(fault.route for _, fault in faults))


def _explain_nothing(model: type[BaseModel], route: Route) -> "_Explanation | None":
    """Return why something must be written at *route*; None if it may be left out.

    The explanation has no message if the key is not known, which is reported anyway.
    """
    holders = models_at(model, route[:-1])
    known = [file_fields(holder)[str(route[-1])] for holder in holders if str(route[-1]) in file_fields(holder)]
    if known and not known[0].is_required():
        return None
    if known:
        said = f"nothing is written here, and '{route[-1]}' is needed; write it"
        return _explain_missing_key(route) or _Explanation(MISSING_KEY, said)
    if holders:
        return _Explanation(UNKNOWN_KEY, "")
    if any(get_origin(kind) is dict for kind in kinds_at(model, route[:-1])) and str in kinds_at(model, route):
        return None
    return _Explanation(WRONG_KIND, "nothing is written here; write something, or take this out")


def _is_about(loc: Route, routes: frozenset[Route]) -> bool:
    """Return whether the place of an error, *loc*, is at one of *routes* or below it."""
    return any(loc[:length] in routes for length in range(len(loc) + 1))


def drop_key(data: Tree, route: Route) -> None:
    """Remove the key at *route* from *data*."""
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
            keys = list(allowed_keys(model, details["loc"]))
            message = f"the key '{_shorten_key(name)}' is not known here" + did_you_mean(name, keys)
            return _Explanation(UNKNOWN_KEY, message, find_only_match(name, keys))
        case "missing":
            said = f"the key '{name}' is missing here"
            return _explain_missing_key(details["loc"]) or _Explanation(MISSING_KEY, said)
        case "literal_error":
            choices = expected_choices(context)
            message = f"this must be one of {', '.join(choices)}" + did_you_mean(written, choices)
            return _Explanation(NOT_OFFERED, message, find_only_match(written, choices))
        case "not_a_flag":
            return _Explanation(WRONG_KIND, details["msg"], FLAGS.get(written.casefold()))
        case "string_pattern_mismatch":
            said = PATTERNS.get(str(context.get("pattern")), "this is not written as it should be")
            return _Explanation(WRONG_SHAPE, said)
        case "string_too_short":
            said = "nothing is written here; write something or leave the key out"
            return _explain_missing_key(details["loc"]) or _Explanation(WRONG_KIND, said)
        case "string_too_long":
            return _Explanation(OUT_OF_RANGE, f"this is longer than {context['max_length']:,} characters")
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal" as kind:
            return _Explanation(OUT_OF_RANGE, f"this must be {LIMITS[kind]} {next(iter(context.values())):g}")
        case "finite_number":
            return _Explanation(WRONG_KIND, "this must be a finite number")
        case kind if kind in KINDS:
            meant = MEANT[kind](model, details["loc"], details["input"]) if kind in MEANT else None
            return _Explanation(WRONG_KIND, meant or f"this must be {KINDS[kind]}")
        case "too_short" | "too_long" | "tuple_type":
            return _Explanation(WRONG_KIND, "this must be a list of two: [low, high]")
        case kind:
            said = "this is not what belongs here" if kind in LIBRARY_ERRORS else details["msg"]
            return _Explanation(WRONG_KIND, said)


def _explain_missing_key(route: Route) -> _Explanation | None:
    """Return the explanation for a missing or empty key at *route* if it is one of LACKING."""
    named = [step for step in route if isinstance(step, str)]
    said = LACKING.get((named[-2], named[-1])) if len(named) > 1 else None
    return _Explanation(*said) if said else None


def _sibling_keys(data: Tree, route: Route) -> Collection[str]:
    """Return the keys in *data* beside the last step of *route*."""
    beside = value_at(data, route[:-1])
    return beside if isinstance(beside, dict) else ()


def value_at(data: Tree, route: Route) -> Tree:
    """Return the value at *route* in *data*, or where a step was not written, what is around it."""
    for step in route:
        match data:
            case dict() if str(step) in data:
                data = data[str(step)]
            case list() if isinstance(step, int):
                data = data[step]
    return data


def expected_choices(context: Mapping[str, Any]) -> list[str]:
    """Return the words that the *context* of an error of pydantic offers."""
    return [word.strip("'") for word in str(context.get("expected", "")).replace(" or ", ", ").split(", ")]


def _shorten_key(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"
