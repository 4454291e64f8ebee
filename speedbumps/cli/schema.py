"""speedbumps schema: JSON Schemas, with which an editor completes and explains our files."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from speedbumps.cli.running import command_line, write
from speedbumps.cli.schema_descriptions import add_descriptions
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.answers import PersonalAnswers
from speedbumps.model.assertion import Assertions
from speedbumps.model.audit import Audit
from speedbumps.model.baseline import Baseline
from speedbumps.model.cohort import Cohort
from speedbumps.model.comparison import RoundComparison
from speedbumps.model.history import History
from speedbumps.model.items import ItemAnalysis
from speedbumps.model.lexicon import Lexicon
from speedbumps.model.overlay import Overlay
from speedbumps.model.plan import SchoolPlan
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.model.review import Review
from speedbumps.model.translation import Translation

app = command_line("Print a JSON Schema.")

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that editors of YAML read."""

LIMITS = {
    "ge": "minimum",
    "le": "maximum",
    "gt": "exclusiveMinimum",
    "lt": "exclusiveMaximum",
    "max_length": "maxLength",
}
"""Limits on our own number types: pydantic's name and JSON Schema's name."""

REFERENCE = "#/definitions/{model}"

NULL = {"type": "null"}


class Kind(StrEnum):
    """The kinds of file that have a schema."""

    questionnaire = "questionnaire"
    actions = "actions"
    translation = "translation"
    history = "history"
    answers = "answers"
    review = "review"
    wording = "wording"
    assertions = "assertions"
    baseline = "baseline"
    plan = "plan"
    audit = "audit"
    comparison = "comparison"
    cohort = "cohort"
    items = "items"


KINDS: dict[Kind, type[BaseModel]] = {
    Kind.questionnaire: Questionnaire,
    Kind.actions: ActionLibrary,
    Kind.translation: Translation,
    Kind.history: History,
    Kind.answers: PersonalAnswers,
    Kind.review: Review,
    Kind.wording: Lexicon,
    Kind.assertions: Assertions,
    Kind.baseline: Baseline,
    Kind.plan: SchoolPlan,
    Kind.audit: Audit,
    Kind.comparison: RoundComparison,
    Kind.cohort: Cohort,
    Kind.items: ItemAnalysis,
}


RESULTS = (Kind.audit, Kind.comparison, Kind.cohort)
"""What speedbumps writes itself, where null stands for a figure that is not there."""


@app.command()
def schema(
    kind: Annotated[Kind, typer.Argument(help="Which kind of file.", show_default=False)],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", metavar="FILE")] = None,
) -> None:
    """Print the JSON Schema of a kind of file, for editors and other programs."""
    write(json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n", output)


def schema_of(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema (draft 7) of *kind*."""
    made = add_descriptions(_questionnaire_schema() if kind is Kind.questionnaire else _model_schema(KINDS[kind]))
    made["definitions"] = made.pop("$defs", {})
    named = _rename_limits(made)
    return {"$schema": DRAFT, **(named if kind in RESULTS else _without_null(named))}


def _without_null(schema: Any) -> Any:  # noqa: ANN401 - a schema holds anything
    """Return *schema* without null as a value: people leave a key out instead."""
    if isinstance(schema, list):
        return [_without_null(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kinds = schema.get("anyOf")
    if not isinstance(kinds, list) or NULL not in kinds:
        return {key: _without_null(value) for key, value in schema.items() if value is not None}
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    others = [kind for kind in kinds if kind != NULL]
    return _without_null({**others[0], **rest} if len(others) == 1 else {"anyOf": others, **rest})


def _rename_limits(schema: Any) -> Any:  # noqa: ANN401 - a schema holds anything
    """Return *schema* with JSON Schema's names for limits; a key of ours with such a name is unchanged."""
    if isinstance(schema, list):
        return [_rename_limits(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    limits = {key for key, value in schema.items() if key in LIMITS and isinstance(value, int | float)}
    return {LIMITS[key] if key in limits else key: _rename_limits(value) for key, value in schema.items()}


def _model_schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(ref_template=REFERENCE, mode="validation")


def _questionnaire_schema() -> dict[str, Any]:
    """Return the schema of a questionnaire, or of a local one if the file has the key extends."""
    # Not anyOf, since an editor would then list what is wrong with the file as either of the two.
    _, made = models_json_schema(
        [(Questionnaire, "validation"), (Overlay, "validation")], ref_template=REFERENCE, title="Questionnaire"
    )
    local, whole = ({"$ref": REFERENCE.format(model=model.__name__)} for model in (Overlay, Questionnaire))
    return {**made, "if": {"required": ["extends"]}, "then": local, "else": whole}
