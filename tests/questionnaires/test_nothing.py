"""`null` and `~` are nothing for an optional key, and a mistake where something is needed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel
from support.paths import BASES, EXAMPLES

from speedbumps.cli.schema import RESULTS, Kind, schema_of
from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.yaml_source import Source, parse_yaml
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.answers import PersonalAnswers
from speedbumps.model.lexicon import Lexicon
from speedbumps.model.overlay import Overlay
from speedbumps.model.plan import SchoolPlan
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.model.translation import Translation
from speedbumps.questionnaires.validate import validate

FORMATS = EXAMPLES / "formats"

FILES: dict[Path, type[BaseModel]] = {
    BASES / "base.yaml": Questionnaire,
    FORMATS / "choices.yaml": Questionnaire,
    FORMATS / "my-school.yaml": Overlay,
    BASES / "base.actions.yaml": ActionLibrary,
    FORMATS / "small.cy.yaml": Translation,
    FORMATS / "answers.yaml": PersonalAnswers,
    FORMATS / "words.yaml": Lexicon,
    EXAMPLES / "rounds" / "plan-2026.yaml": SchoolPlan,
}

WORDS = ("null", "~", "NULL", "Null")

Tree = Any


def models_in(value: object, route: Route = ()) -> Iterator[tuple[Route, BaseModel]]:
    """Every model within *value*, with the route to it in the file."""
    if isinstance(value, BaseModel):
        yield route, value
        for name, field in type(value).model_fields.items():
            yield from models_in(getattr(value, name), (*route, field.alias or name))
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from models_in(held, (*route, str(key)))
    elif isinstance(value, tuple):
        for place, held in enumerate(value):
            yield from models_in(held, (*route, place))


def at(data: Tree, route: Route) -> Tree:
    for step in route:
        data = data[step] if not isinstance(data, dict) or step in data else None
        if data is None:
            return None
    return data


def data_of(path: Path) -> Tree:
    source = parse_yaml(path.name, path.read_text("utf-8")).value
    assert source is not None
    return source.data


def written(data: Tree, word: str) -> Source:
    """The file that holds *data*, with *word* for nothing."""

    class Dumper(yaml.SafeDumper):
        pass

    Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", word))
    source = parse_yaml("drawn.yaml", yaml.dump(data, Dumper=Dumper, allow_unicode=True, width=10_000)).value
    assert source is not None
    return source


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_at_every_optional_key_that_is_left_out_changes_nothing(path: Path) -> None:
    word = WORDS[list(FILES).index(path) % len(WORDS)]
    model, data = FILES[path], data_of(path)
    plain = validate(model, written(data, word)).value
    assert plain is not None
    added = 0

    for route, held in models_in(plain):
        holder = at(data, route)
        for name, field in type(held).model_fields.items():
            if isinstance(holder, dict) and not field.is_required() and (field.alias or name) not in holder:
                holder[field.alias or name] = None
                added += 1

    assert added
    assert validate(model, written(data, word)).value == plain


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_at_a_required_key_is_a_mistake_at_its_place(path: Path) -> None:
    model, data = FILES[path], data_of(path)
    plain = validate(model, written(data, "null")).value
    needed = {
        (type(held), name): (*route, field.alias or name)
        for route, held in models_in(plain)
        for name, field in type(held).model_fields.items()
        if field.is_required() and isinstance(at(data, route), dict)
    }

    for route in needed.values():
        holder, key = at(data, route[:-1]), route[-1]
        before, holder[key] = holder[key], None
        source = written(data, "null")
        problems = validate(model, source).problems
        holder[key] = before

        assert [problem.span for problem in problems] == [source.find_span(route)], route


def test_a_text_in_a_mapping_may_be_nothing_and_more_than_a_text_may_not() -> None:
    data = data_of(BASES / "base.yaml")
    data["questions"][0]["wording"] = {"head": None}
    assert validate(Questionnaire, written(data, "~")).value.questions[0].wording == {}  # type: ignore[union-attr]

    data["questions"][0]["measures"] = {"time.delay": None}
    data["questions"][0]["asked_of"] = ["head", None]
    found = validate(Questionnaire, written(data, "~")).problems
    assert [problem.code for problem in found] == ["SB103", "SB103"]


def test_in_quotes_it_is_a_word() -> None:
    text = (BASES / "base.yaml").read_text("utf-8").replace("title: Time\n", 'title: "null"\n', 1)
    source = parse_yaml("base.yaml", text).value
    assert source is not None
    assert validate(Questionnaire, source).value.barriers[0].title == "null"  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in RESULTS])
def test_no_schema_of_a_file_that_people_write_offers_null(kind: Kind) -> None:
    assert "null" not in json.dumps(list(_without_not(schema_of(kind))))


def _without_not(schema: object) -> Iterator[object]:
    """Everything in *schema* but what stands below a `not`, from which editors offer nothing."""
    for name, value in schema.items() if isinstance(schema, dict) else ():
        if name != "not":
            yield from (name, *_without_not(value))
    for value in schema if isinstance(schema, list) else ():
        yield from _without_not(value)
    if not isinstance(schema, dict | list):
        yield schema
