"""speedbumps new: print a questionnaire to start from, or a local one that extends another."""

import re
from enum import StrEnum
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from speedbumps.cli.running import command_line, refuse, tell, write
from speedbumps.diagnostics.problem import require_value
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.model.scalars import ID_PATTERN
from speedbumps.questionnaires.load import find_questionnaire, load_questionnaire
from speedbumps.resources import shipped_folder

app = command_line("Start a questionnaire.")


class NewKind(StrEnum):
    """The kinds of file that can be started."""

    questionnaire = "questionnaire"
    overlay = "overlay"


@app.command()
def new(
    what: Annotated[
        NewKind, typer.Argument(help="A whole questionnaire, or a local one that extends another (overlay).")
    ] = NewKind.questionnaire,
    of: Annotated[
        str, typer.Option("--of", help="The questionnaire that a local one extends.", metavar="ID")
    ] = "school",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", metavar="FILE")] = None,
) -> None:
    """Print a small, complete questionnaire to start from, with notes that explain each part."""
    if output is not None and output.exists():
        refuse(f"there is a file {output} already; name another, or move it away")
    name = _new_id(output, what)
    words = (
        {"id": name} if what is NewKind.questionnaire else {"id": name, **_base_words(_base_questionnaire(of, output))}
    )
    write(_fill_template(what, words), output)
    if output is not None:
        tell(f"{output} is yours to change. Then: speedbumps check {output}")


def _new_id(output: Path | None, what: NewKind) -> str:
    """Return the id of the new questionnaire: the name of its file, by which it will be found."""
    default = "my-questions" if what is NewKind.questionnaire else "my-school"
    if output is None:
        return default
    if not re.match(ID_PATTERN, output.stem) or output.suffix not in (".yaml", ".yml"):
        refuse("the file's name becomes the id: a letter, then letters, digits or hyphens, and .yaml at the end")
    return output.stem


def _base_questionnaire(of: str, output: Path | None) -> Questionnaire:
    """Return the questionnaire *of*, searched for where the local one will search for it."""
    written = require_value(load_questionnaire(find_questionnaire(of, output.parent if output else Path())))
    if written.local is not None:
        refuse(f"'{of}' is a local questionnaire itself; extend the one that it extends")
    return written.questionnaire


def _base_words(base: Questionnaire) -> dict[str, str]:
    """Return the words that the example of a local questionnaire takes from *base*."""
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
    refuse(f"'{base.id}' measures nothing, so nothing can be added to it")
    return {}


def _fill_template(what: NewKind, words: dict[str, str]) -> str:
    text = (shipped_folder("templates") / "new" / f"{what}.yaml").read_text("utf-8")
    return Template(text).substitute(words)
