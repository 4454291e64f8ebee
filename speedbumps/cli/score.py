"""speedbumps score: print scores as a table, JSON, CSV or Parquet."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from speedbumps.audit import AuditOptions, audits, score_columns
from speedbumps.cli import options
from speedbumps.cli.exit_codes import BAD_FILES
from speedbumps.cli.progress import track_progress
from speedbumps.cli.publishing import Admitted, PublishRequest, admitted_responses, publish, with_note
from speedbumps.cli.running import command_line, open_output, refuse, wants_colour
from speedbumps.model.audit import Audit
from speedbumps.model.over_staff import over_staff
from speedbumps.responses.collect import AnswerSet
from speedbumps.responses.read_files import AnswerOptions

if TYPE_CHECKING:
    from polars import DataFrame

app = command_line("Score answers.")


class ScoreFormat(StrEnum):
    """The output formats of scores."""

    table = "table"
    json = "json"
    csv = "csv"
    parquet = "parquet"


ENDINGS = {
    "": ScoreFormat.table,
    ".txt": ScoreFormat.table,
    ".json": ScoreFormat.json,
    ".jsonl": ScoreFormat.json,
    ".csv": ScoreFormat.csv,
    ".parquet": ScoreFormat.parquet,
}


@app.command()
def score_answers(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    answers: options.Answers,
    format_: Annotated[
        ScoreFormat | None,
        typer.Option("--format", help="A table, JSON, CSV or Parquet. By default, the output file's ending decides."),
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", metavar="FILE")] = None,
    questionnaire: options.Questionnaire = None,
    form: options.Form = None,
    round_: options.Round = None,
    school: options.School = None,
    schools: options.Schools = None,
    language: options.Language = "en",
    draft_translations: options.DraftTranslations = False,  # noqa: FBT002 - an option of the command line
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

    JSON is one audit, or for several schools one on each line. CSV and Parquet have one row for each school and score.
    """
    options.check_language(language, drafts=draft_translations)
    wanted = AnswerOptions(
        questionnaire, form, round_, schools, set_aside, map_, school, language, sheet, draft_translations
    )
    found = options.read_answers(answers, wanted, verbose=verbose)
    wish = AuditOptions(options.parse_date(date), overall, reliability, exact)
    chosen = format_ or _score_format(output)
    inputs = (*answers, *(each for each in (schools, since) if each))
    with open_output(output, inputs, in_colour=chosen is ScoreFormat.table) as add:

        def render(admitted: Admitted) -> None:
            work = _Work(found, admitted, wish, language, table=schools is not None)
            for part in FORMATS[chosen](work):
                add(part)

        published = publish(found, PublishRequest(answers, since, replaces=replaces), render)
    if found.problems or published.refused:
        raise SystemExit(BAD_FILES)


class _Work(NamedTuple):
    """The answers to score, and what to write about them."""

    found: AnswerSet
    admitted: Admitted
    wish: AuditOptions
    language: str
    table: bool
    """Whether a table of schools is in use."""


def _score_format(output: Path | None) -> ScoreFormat:
    """Return the format of the file's ending; a table for the screen."""
    ending = output.suffix.lower() if output else ""
    if ending not in ENDINGS:
        refuse(f"scores cannot be written to a file that ends in '{ending}'; end it in .json, .csv, .parquet or .txt")
    return ENDINGS[ending]


def _audits(work: _Work) -> Iterator[Audit]:
    """Yield the audits of all schools, and warn of those with more answers than staff."""
    made = audits(work.found.instrument, admitted_responses(work.found, work.admitted), work.wish)
    for _, audit in zip(track_progress(work.admitted.schools, "Scoring"), made, strict=True):
        options.warn_over_staff({audit.school.id: over_staff(audit)}, work.found.files, table=work.table)
        yield with_note(audit, work.admitted)


def _scores_table(work: _Work) -> Iterator[str]:
    from speedbumps.report import make_document, render_terminal

    for place, audit in enumerate(_audits(work)):
        page = render_terminal(make_document(audit, work.language), colour=wants_colour())
        yield f"\n{page}" if place else page


def _scores_json(work: _Work) -> Iterator[str]:
    from speedbumps.report import render_json

    for audit in _audits(work):
        one = len(work.admitted.schools) == 1
        yield render_json(audit) if one else audit.model_dump_json(by_alias=True) + "\n"


def _scores_csv(work: _Work) -> Iterator[str]:
    from speedbumps.report.scores import scores_csv

    yield scores_csv(_frame(work))


def _scores_parquet(work: _Work) -> Iterator[bytes]:
    from speedbumps.report.scores import scores_parquet

    yield scores_parquet(_frame(work))


def _frame(work: _Work) -> "DataFrame":
    """Return all scores, out of columns unless the overall figure is wanted, which is only in audits."""
    from speedbumps.report.scores import columns_frame, score_rows, scores_frame

    if work.wish.overall:
        return scores_frame(row for audit in _audits(work) for row in score_rows(audit))
    responses = admitted_responses(work.found, work.admitted)
    columns = score_columns(work.found.instrument, responses, exact=work.wish.exact)
    options.warn_over_staff(columns.over_staff, work.found.files, table=work.table)
    return columns_frame(columns, responses.schools)


FORMATS: Mapping[ScoreFormat, Callable[[_Work], Iterable[str | bytes]]] = {
    ScoreFormat.table: _scores_table,
    ScoreFormat.json: _scores_json,
    ScoreFormat.csv: _scores_csv,
    ScoreFormat.parquet: _scores_parquet,
}
