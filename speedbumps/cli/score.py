"""speedbumps score: the audit, as values."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.audit import Wish, audits
from speedbumps.cli import options
from speedbumps.cli.running import BAD_FILES, coloured, command_line, refuse, write
from speedbumps.model.audit import Audit
from speedbumps.responses.read_files import AnswerOptions

app = command_line("Score answers.")


class Format(StrEnum):
    """How scores are written."""

    table = "table"
    json = "json"
    csv = "csv"


ENDINGS = {"": Format.table, ".txt": Format.table, ".json": Format.json, ".jsonl": Format.json, ".csv": Format.csv}


@app.command()
def score(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    answers: options.Answers,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="A table, JSON or CSV. Otherwise the file's ending tells."),
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", metavar="FILE")] = None,
    questionnaire: options.Questionnaire = None,
    form: options.Form = None,
    round_: options.Round = None,
    school: options.School = None,
    schools: options.Schools = None,
    language: options.Language = "en",
    date: options.Date = None,
    map_: options.Map = None,
    sheet: options.Sheet = None,
    set_aside: options.SetAside = False,  # noqa: FBT002 - an option of the command line
    overall: options.Overall = False,  # noqa: FBT002 - an option of the command line
    reliability: options.Reliability = False,  # noqa: FBT002 - an option of the command line
    verbose: options.Verbose = False,  # noqa: FBT002 - an option of the command line
) -> None:
    """Score answers: how high each barrier and facet is, and how sure we are.

    JSON is one audit for one school, and one a line for more. CSV is one row a school and score.
    """
    options.spoken(language)
    wanted = AnswerOptions(questionnaire, form, round_, schools, set_aside, map_, school, language, sheet)
    found = options.read_answers(answers, wanted, verbose=verbose)
    wish = Wish(options.dated(date), overall, reliability)
    made = list(audits(found.instrument, found.responses, wish))
    options.warn_over_staff(made, found.files, table=schools is not None)
    chosen = format_ or _format(output)
    inputs = (*answers, *([schools] if schools else []))
    write(FORMATS[chosen](made, language), output, inputs, in_colour=chosen is Format.table)
    if found.problems:
        raise SystemExit(BAD_FILES)


def _format(output: Path | None) -> Format:
    """What the file's ending stands for; the screen gets a table."""
    ending = output.suffix.lower() if output else ""
    if ending not in ENDINGS:
        refuse(f"a file that ends in '{ending}' is none that scores are written to; end it in .json, .csv or .txt")
    return ENDINGS[ending]


def _table(made: list[Audit], language: str) -> str:
    from speedbumps.report import on_screen

    return "\n".join(on_screen(audit, language, colour=coloured()) for audit in made)


def _json(made: list[Audit], language: str) -> str:
    from speedbumps.report import in_json

    if len(made) == 1:
        return in_json(made[0], language)
    return "".join(audit.model_dump_json(by_alias=True) + "\n" for audit in made)


def _csv(made: list[Audit], _language: str) -> str:
    from speedbumps.report.scores import in_csv, rows_of

    return in_csv(row for audit in made for row in rows_of(audit))


FORMATS = {Format.table: _table, Format.json: _json, Format.csv: _csv}
