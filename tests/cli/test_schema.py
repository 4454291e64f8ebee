"""A JSON Schema refuses what `speedbumps check` refuses because of its shape, and accepts what that accepts."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from random import Random

import jsonschema
import pytest
import yaml
from pydantic import ValidationError
from support.editor_yaml import read_as_editor
from support.paths import BAD, EXAMPLES, FORMAT_EXAMPLES, GOLDEN, QUESTIONNAIRES, TESTS

from speedbumps.cli import main
from speedbumps.cli.schema import KINDS, Kind, schema_of
from speedbumps.diagnostics.problem import Problem
from speedbumps.diagnostics.yaml_source import Source, parse_yaml, read_yaml
from speedbumps.lint.dispatch import CHECKERS, lint
from speedbumps.model.configuration import Configuration
from speedbumps.model.overlay import Overlay
from speedbumps.questionnaires.load import is_overlay
from speedbumps.questionnaires.validate import validate

VALIDATORS = {
    kind: jsonschema.Draft202012Validator(
        schema_of(kind), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for kind in Kind
}

KIND_OF_FORMAT = {name: Kind(name.removeprefix("speedbumps-").partition("/")[0]) for name in CHECKERS}

WRITTEN = [
    *QUESTIONNAIRES.glob("*.yaml"),
    *EXAMPLES.rglob("*.yaml"),
    *(TESTS / "bases").glob("*.yaml"),
    GOLDEN / "rounds-plan-2026.yaml",
    GOLDEN / "rounds-plan-2027.yaml",
]
"""Files without mistakes of shape."""

SHAPE = ("SB101", "SB102", "SB103", "SB104", "SB105", "SB106", "SB204", "SB301", "SB306", "SB933")
"""The codes of mistakes that a schema can know: of keys, of kinds of values, of limits and of patterns."""

BEYOND = {
    "the lower figure comes first": "a schema cannot compare two values",
    "whole steps lead from one end to the other": "a schema cannot reckon",
}
"""Mistakes of shape that a schema cannot express, by the beginning of their messages, each with the reason."""

BEYOND_VALUES: Mapping[str, tuple[str, ...]] = {
    "at an optional key, an empty value and ~ are both null": ("EMPTY",),
    "a limit holds for numbers, and these are texts": ("'-5'", "'101'"),
    "True is the same as true, and 5.0 as 5": ("WORD True", "WORD 5.0"),
    "a fingerprint of digits alone is a number": ("5", "-1", "0.5", "1000000001"),
}
"""Values at which a schema cannot tell what the reader refuses from what it accepts, by the reason."""

VALUES: tuple[object, ...] = (
    *(None, "EMPTY", "WORD True", "WORD 5.0", "", "x", "1x", "a b c", "en", "yes", "facets", "x" * 10_001),
    *(5, -1, 0.5, 1_000_000_001, "5", "-5", "101", True, "true"),
    *("2026-02-30", "2026-11-30", "1.0.0", "school@1.0.0", "barrier"),
    *([], {}, [None], ["x"], [5], [{}], [1, 2], [2, 1], [1, 2, 3], ["x", "y"]),
    *({"x": 1}, {"1 y": "x"}, {"x": {}}, {"x": "y"}, {"x": []}),
)
"""What stands in place of a value. EMPTY stands for nothing at all, and WORD for a word without quotes."""

NAMES = ("1 b", "zz", "x" * 40, "5", "true", "time.delay", "wales")
"""What stands in place of a key."""

DRAWN = 150
"""The number of changed files that are drawn of each file."""

Route = tuple[str | int, ...]


def kind_of(data: object) -> Kind:
    assert isinstance(data, dict)
    return KIND_OF_FORMAT[str(data["format"])]


def refusals(kind: Kind, data: object) -> list[str]:
    """What the schema of *kind* says against *data*."""
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in VALIDATORS[kind].iter_errors(data)]


@pytest.mark.parametrize("kind", Kind)
def test_schemas_are_valid(kind: Kind) -> None:
    made = schema_of(kind)

    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(made)


def test_every_kind_of_file_that_check_knows_has_a_schema() -> None:
    assert set(KIND_OF_FORMAT.values()) <= set(Kind)
    for name, kind in KIND_OF_FORMAT.items():
        parts = [schema_of(kind), *schema_of(kind).get("$defs", {}).values()]
        assert any(part.get("properties", {}).get("format", {}).get("const") == name for part in parts)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_files_without_mistakes_are_accepted(path: Path) -> None:
    data = read_as_editor(path.read_text("utf-8"))

    assert refusals(kind_of(data), data) == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        *((path, Kind.audit) for path in sorted(GOLDEN.glob("*.audit.json"))),
        (GOLDEN / "rounds-compared-2027.json", Kind.comparison),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_what_speedbumps_writes_is_accepted(path: Path, kind: Kind) -> None:
    assert refusals(kind, json.loads(path.read_text("utf-8"))) == []


def test_files_with_mistakes_of_shape_are_refused() -> None:
    refused = []
    for path in sorted(BAD.glob("*.yaml")):
        wrong = any(problem.code.startswith("SB1") for problem in lint(path).problems)
        source = read_yaml(path).value if wrong else None
        name = source.data.get("format") if source is not None and isinstance(source.data, dict) else None
        if source is None or name not in KIND_OF_FORMAT:
            continue
        data = read_as_editor(source.text)
        assert refusals(kind_of(data), data) != [], path.name
        refused.append(path.name)

    assert refused == ["actions.yaml", "references.yaml", "words.yaml"]


def places(data: object, route: Route = ()) -> Iterator[Route]:
    """The route to each value in *data*."""
    if route:
        yield route
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in items:
        yield from places(value, (*route, step))


def holder_in(data: object, route: Route) -> object:
    for step in route[:-1]:
        assert isinstance(data, dict | list)
        data = data[step]  # type: ignore[index] # a step fits its holder
    return data


def change(data: object, route: Route, chance: Random) -> tuple[str, object]:
    """A copy of *data* with one change at *route*, after a description of it."""
    made = deepcopy(data)
    holder = holder_in(made, route)
    assert isinstance(holder, dict | list)
    drawn = chance.randrange(len(VALUES) + 2 * len(NAMES))
    if drawn < len(VALUES):
        holder[route[-1]] = VALUES[drawn]  # type: ignore[index] # a step fits its holder
        return repr(VALUES[drawn]), made
    old = holder.pop(route[-1])  # type: ignore[arg-type] # as above
    if isinstance(holder, list) or drawn % 3 == 0:
        return "left out", made
    name = chance.choice(NAMES)
    holder[name] = chance.choice((old, "x"))
    return f"{name} instead", made


def as_text(data: object) -> str:
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10**6)
    return text.replace("WORD True", "True").replace("WORD 5.0", "5.0").replace("EMPTY", "")


def reader_problems(source: Source, kind: Kind) -> tuple[Problem, ...]:
    return validate(Overlay if kind is Kind.questionnaire and is_overlay(source) else KINDS[kind], source).problems


@pytest.mark.parametrize(
    "path",
    [
        *(FORMAT_EXAMPLES / f"{name}.yaml" for name in ("small", "my-school", "choices", "scales", "small.actions")),
        *(FORMAT_EXAMPLES / f"{name}.yaml" for name in ("small.cy", "small.history", "answers", "words", "review")),
        *(FORMAT_EXAMPLES / f"{name}.yaml" for name in ("assertions", "baseline", "map")),
        EXAMPLES / "rounds/plan-2026.yaml",
    ],
    ids=lambda path: path.name,
)
def test_changed_files_are_refused_by_both_or_by_neither(path: Path) -> None:
    data = read_as_editor(path.read_text("utf-8"))
    kind = kind_of(data)
    chance = Random(path.name)
    every = [route for route in places(data) if route != ("format",)]
    beyond = {value for values in BEYOND_VALUES.values() for value in values}
    agreed = {True: 0, False: 0}
    for route in chance.choices(every, k=DRAWN):
        said, changed = change(data, route, chance)
        text = as_text(changed)
        source = parse_yaml(path.name, text).value
        if source is None:
            continue
        refused, problems = refusals(kind, read_as_editor(text)), reader_problems(source, kind)
        if refused and not problems:
            # What a rule finds, and not the reader.
            problems = tuple(each for each in lint(path, text).problems if each.code in SHAPE)
        messages = [problem.message for problem in problems]
        if bool(refused) != bool(problems) and said.strip("'") not in beyond and said not in beyond:
            assert any(message.startswith(tuple(BEYOND)) for message in messages), (route, said, refused, messages)
        agreed[bool(refused)] += bool(refused) == bool(problems)

    assert min(agreed.values()) > DRAWN / 20


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ('fail-on = "warning"\nselect = ["SB6"]\n[[left]]\ncode = "SB601"\nreason = "Ours."\n', True),
        ("", True),
        ('fail-on = "grave"\n', False),
        ('select = "SB6"\n', False),
        ("[[left]]\ncode = 601\n", False),
        ("fail_on = 3\n", False),
    ],
)
def test_configurations_are_refused_by_both_or_by_neither(text: str, valid: bool) -> None:  # noqa: FBT001 - a parameter of the test
    data = tomllib.loads(text)
    try:
        Configuration.model_validate(data)
    except ValidationError:
        assert not valid
    else:
        assert valid

    assert (refusals(Kind.configuration, data) == []) == valid


@pytest.mark.parametrize("kind", Kind)
def test_needed_keys_come_first(kind: Kind) -> None:
    made = schema_of(kind)
    for part in (made, *made.get("$defs", {}).values()):
        needed = part.get("required", [])
        assert list(part.get("properties", {}))[: len(needed)] == needed


def test_a_schema_is_written_to_a_file(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["schema", "plan", "-o", str(tmp_path / "plan.schema.json")])

    assert stopped.value.code in (0, None)
    assert json.loads((tmp_path / "plan.schema.json").read_text("utf-8")) == schema_of(Kind.plan)
