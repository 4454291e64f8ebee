"""speedbumps score: print scores as a table, JSON or CSV."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.audit import AuditOptions, audits
from speedbumps.cli import options
from speedbumps.cli.exit_codes import BAD_FILES
from speedbumps.cli.publishing import PublishRequest, publish
from speedbumps.cli.running import check_writable, command_line, refuse, wants_colour, write
from speedbumps.model.audit import Audit
from speedbumps.responses.read_files import AnswerOptions

app = command_line("Score answers.")


class ScoreFormat(StrEnum):
    """The output formats of scores."""

    table = "table"
    json = "json"
    csv = "csv"


ENDINGS = {
    "": ScoreFormat.table,
    ".txt": ScoreFormat.table,
    ".json": ScoreFormat.json,
    ".jsonl": ScoreFormat.json,
    ".csv": ScoreFormat.csv,
}


@app.command()
def score_answers(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    answers: options.Answers,
    format_: Annotated[
        ScoreFormat | None,
        typer.Option("--format", help="A table, JSON or CSV. By default, the ending of the output file decides."),
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
    exact: options.Exact = False,  # noqa: FBT002 - an option of the command line
    verbose: options.Verbose = False,  # noqa: FBT002 - an option of the command line
    replaces: options.Replaces = False,  # noqa: FBT002 - an option of the command line
    since: options.Since = None,
) -> None:
    """Score answers: how high each barrier and facet is, and how sure we are.

    JSON is one audit, or for several schools one on each line. CSV has one row for each school and score.
    """
    options.check_language(language)
    wanted = AnswerOptions(questionnaire, form, round_, schools, set_aside, map_, school, language, sheet)
    found = options.read_answers(answers, wanted, verbose=verbose)
    wish = AuditOptions(options.parse_date(date), overall, reliability, exact)
    made = list(audits(found.instrument, found.responses, wish))
    options.warn_over_staff(made, found.files, table=schools is not None)
    chosen = format_ or _score_format(output)
    inputs = (*answers, *(each for each in (schools, since) if each))

    def render(allowed: Sequence[Audit]) -> str:
        check_writable(output, inputs)
        return FORMATS[chosen](list(allowed), language)

    published = publish(found, made, PublishRequest(answers, since, replaces=replaces), render)
    write(published.content, output, inputs, in_colour=chosen is ScoreFormat.table)
    if found.problems or published.refused:
        raise SystemExit(BAD_FILES)


def _score_format(output: Path | None) -> ScoreFormat:
    """Return the format of the file's ending; a table for the screen."""
    ending = output.suffix.lower() if output else ""
    if ending not in ENDINGS:
        refuse(f"scores cannot be written to a file that ends in '{ending}'; end it in .json, .csv or .txt")
    return ENDINGS[ending]


def _scores_table(made: list[Audit], language: str) -> str:
    from speedbumps.report import make_document, render_terminal

    return "\n".join(render_terminal(make_document(audit, language), colour=wants_colour()) for audit in made)


def _scores_json(made: list[Audit], _language: str) -> str:
    from speedbumps.report import render_json

    if len(made) == 1:
        return render_json(made[0])
    return "".join(audit.model_dump_json(by_alias=True) + "\n" for audit in made)


def _scores_csv(made: list[Audit], _language: str) -> str:
    from speedbumps.report.scores import score_rows, scores_csv

    return scores_csv(row for audit in made for row in score_rows(audit))


FORMATS = {ScoreFormat.table: _scores_table, ScoreFormat.json: _scores_json, ScoreFormat.csv: _scores_csv}
