"""speedbumps schema: what an editor needs to complete and explain our files."""

import json
from enum import StrEnum
from typing import Annotated, Any

import typer
from pydantic import BaseModel

from speedbumps.cli.noting import described
from speedbumps.cli.running import command_line, write
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.answers import PersonalAnswers
from speedbumps.model.audit import Audit
from speedbumps.model.lexicon import Lexicon
from speedbumps.model.questionnaire import Questionnaire

app = command_line("Print a JSON Schema.")

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that editors of YAML read."""


class Kind(StrEnum):
    """The kinds of file that have a schema."""

    questionnaire = "questionnaire"
    actions = "actions"
    answers = "answers"
    wording = "wording"
    audit = "audit"


KINDS: dict[Kind, type[BaseModel]] = {
    Kind.questionnaire: Questionnaire,
    Kind.actions: ActionLibrary,
    Kind.answers: PersonalAnswers,
    Kind.wording: Lexicon,
    Kind.audit: Audit,
}


@app.command()
def schema(kind: Annotated[Kind, typer.Argument(help="Which kind of file.", show_default=False)]) -> None:
    """Print the JSON Schema of a kind of file, for editors and other programs."""
    write(json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n", None)


def schema_of(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of *kind*, draft 7."""
    made = described(KINDS[kind].model_json_schema(ref_template="#/definitions/{model}", mode="validation"))
    made["definitions"] = made.pop("$defs", {})
    return {"$schema": DRAFT, **made}
