"""speedbumps new: a questionnaire to start from, or a local one that extends another."""

import re
from enum import StrEnum
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from speedbumps.cli.running import command_line, refuse, tell, write
from speedbumps.diagnostics.problem import needed
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.model.scalars import ID_PATTERN
from speedbumps.questionnaires.load import find, load_questionnaire
from speedbumps.resources import shipped

app = command_line("Start a questionnaire.")


class What(StrEnum):
    """What can be started."""

    questionnaire = "questionnaire"
    overlay = "overlay"


@app.command()
def new(
    what: Annotated[
        What, typer.Argument(help="A whole questionnaire, or a local one that extends another (overlay).")
    ] = What.questionnaire,
    of: Annotated[
        str, typer.Option("--of", help="The questionnaire that a local one extends.", metavar="ID")
    ] = "school",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", metavar="FILE")] = None,
) -> None:
    """Print a questionnaire to start from: small, whole, and with notes that say what each part is for."""
    if output is not None and output.exists():
        refuse(f"there is a file {output} already; name another, or move it away")
    name = _id(output, what)
    words = {"id": name} if what is What.questionnaire else {"id": name, **_inherited(_base(of, output))}
    write(_filled(what, words), output)
    if output is not None:
        tell(f"{output} is yours to change. Then: speedbumps check {output}")


def _id(output: Path | None, what: What) -> str:
    """The id of the new questionnaire: its file's name, by which it will be found."""
    default = "my-questions" if what is What.questionnaire else "my-school"
    if output is None:
        return default
    if not re.match(ID_PATTERN, output.stem) or output.suffix not in (".yaml", ".yml"):
        refuse("the file's name becomes the id: a letter, then letters, digits or hyphens, and .yaml at the end")
    return output.stem


def _base(of: str, output: Path | None) -> Questionnaire:
    """The questionnaire called *of*, looked for where the local one will look for it."""
    written = needed(load_questionnaire(find(of, output.parent if output else Path())))
    if written.local is not None:
        refuse(f"'{of}' is a local questionnaire itself; extend the one that it extends")
    return written.questionnaire


def _inherited(base: Questionnaire) -> dict[str, str]:
    """What the example in a local questionnaire takes from its *base*."""
    for question in base.questions:
        for facet in question.measures:
            return {
                "of": base.id,
                "version": base.version,
                "question": question.id,
                "scale": question.scale,
                "facet": facet,
                "group": str(base.privacy.min_group),
            }
    refuse(f"'{base.id}' measures nothing, so that there is nothing to add to")
    return {}


def _filled(what: What, words: dict[str, str]) -> str:
    text = (shipped("templates") / "new" / f"{what}.yaml").read_text("utf-8")
    return Template(text).substitute(words)
