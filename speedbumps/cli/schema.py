"""speedbumps schema: JSON Schemas, with which an editor completes and explains our files."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from speedbumps.cli.running import command_line, write
from speedbumps.cli.schema_descriptions import describe_keys
from speedbumps.cli.schema_generator import ResultSchema, SettingsSchema, WrittenSchema
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.answers import PersonalAnswers
from speedbumps.model.assertion import Assertions
from speedbumps.model.audit import Audit
from speedbumps.model.baseline import Baseline
from speedbumps.model.cohort import Cohort
from speedbumps.model.columns import ColumnMap
from speedbumps.model.comparison import RoundComparison
from speedbumps.model.configuration import Configuration
from speedbumps.model.history import History
from speedbumps.model.items import ItemAnalysis
from speedbumps.model.lexicon import Lexicon
from speedbumps.model.overlay import Overlay
from speedbumps.model.plan import SchoolPlan
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.model.review import Review
from speedbumps.model.translation import Translation

app = command_line("Print a JSON Schema.")

DRAFT = "https://json-schema.org/draft/2020-12/schema"

LIMITS = {
    "ge": "minimum",
    "le": "maximum",
    "gt": "exclusiveMinimum",
    "lt": "exclusiveMaximum",
    "max_length": "maxLength",
}
"""Limits on our own number types: pydantic's name and JSON Schema's name."""

REFERENCE = "#/$defs/{model}"

COMMENT = "Names that must exist, such as those of scales and facets, are checked by 'speedbumps check' only."


class Kind(StrEnum):
    """The kinds of file that have a schema."""

    questionnaire = "questionnaire"
    actions = "actions"
    translation = "translation"
    history = "history"
    answers = "answers"
    map = "map"
    review = "review"
    wording = "wording"
    assertions = "assertions"
    baseline = "baseline"
    plan = "plan"
    audit = "audit"
    comparison = "comparison"
    cohort = "cohort"
    items = "items"
    configuration = "configuration"


KINDS: dict[Kind, type[BaseModel]] = {
    Kind.questionnaire: Questionnaire,
    Kind.actions: ActionLibrary,
    Kind.translation: Translation,
    Kind.history: History,
    Kind.answers: PersonalAnswers,
    Kind.map: ColumnMap,
    Kind.review: Review,
    Kind.wording: Lexicon,
    Kind.assertions: Assertions,
    Kind.baseline: Baseline,
    Kind.plan: SchoolPlan,
    Kind.audit: Audit,
    Kind.comparison: RoundComparison,
    Kind.cohort: Cohort,
    Kind.items: ItemAnalysis,
    Kind.configuration: Configuration,
}


RESULTS = (Kind.audit, Kind.comparison, Kind.cohort, Kind.items)
"""What speedbumps writes itself, as JSON."""

GENERATORS: dict[Kind, type[GenerateJsonSchema]] = {
    **dict.fromkeys(RESULTS, ResultSchema),
    Kind.configuration: SettingsSchema,
}
"""The generators of schemas of files that are not YAML."""


@app.command()
def schema(
    kind: Annotated[Kind, typer.Argument(help="Which kind of file.", show_default=False)],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", metavar="FILE")] = None,
) -> None:
    """Print the JSON Schema of a kind of file, for editors and other programs."""
    write(json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n", output)


def schema_of(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of *kind*."""
    generator = GENERATORS.get(kind, WrittenSchema)
    made = _questionnaire_schema() if kind is Kind.questionnaire else _model_schema(KINDS[kind], generator)
    head = {"$schema": DRAFT, "$comment": COMMENT, "title": kind.value.capitalize()}
    return {**head, **_rename_limits(describe_keys(made))}


def _rename_limits(schema: Any) -> Any:  # noqa: ANN401 - a schema holds anything
    """Return *schema* with JSON Schema's names for limits; a key of ours with such a name is unchanged."""
    if isinstance(schema, list):
        return [_rename_limits(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    limits = {key: value for key, value in schema.items() if key in LIMITS and isinstance(value, int | float)}
    rest = {key: _rename_limits(value) for key, value in schema.items() if key not in limits}
    return {**rest, **{LIMITS[key]: value for key, value in limits.items()}}


def _model_schema(model: type[BaseModel], generator: type[GenerateJsonSchema]) -> dict[str, Any]:
    return model.model_json_schema(ref_template=REFERENCE, mode="validation", schema_generator=generator)


def _questionnaire_schema() -> dict[str, Any]:
    """Return the schema of a questionnaire, or of a local one if the file has the key extends."""
    # Not anyOf, since an editor would then list what is wrong with the file as either of the two.
    _, made = models_json_schema(
        [(Questionnaire, "validation"), (Overlay, "validation")],
        ref_template=REFERENCE,
        schema_generator=WrittenSchema,
    )
    local, whole = ({"$ref": REFERENCE.format(model=model.__name__)} for model in (Overlay, Questionnaire))
    # An editor offers extends as long as the file has no scales of its own.
    extends = {"extends": made["$defs"]["Overlay"]["properties"]["extends"]}
    offered = {"if": {"not": {"required": ["scales"]}}, "then": {"properties": extends}}
    return {**made, "if": {"required": ["extends"]}, "then": local, "else": whole, "allOf": [offered]}
