"""speedbumps compare: what changed in a school from one round of answers to the next."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from speedbumps.audit import AuditOptions, audits
from speedbumps.cli import options
from speedbumps.cli.audit_rounds import are_audits, compare_audits_or_refuse, read_audit_rounds
from speedbumps.cli.publishing import PublishRequest, publish_together
from speedbumps.cli.report import FormatName, LastPlan, Output, read_plan_page, report_format
from speedbumps.cli.rounds import RoundFiles, as_one_school, compare_or_refuse, read_round
from speedbumps.cli.running import check_printable, check_writable, command_line, refuse, tell, wants_colour, write
from speedbumps.model.audit import Audit
from speedbumps.model.comparison import RoundComparison
from speedbumps.report import FORMATS, DataFormat, make_comparison_document, render_json, render_terminal
from speedbumps.report.plan_changes import with_plan_changes
from speedbumps.report.plan_page import PlanPage
from speedbumps.responses.read_files import AnswerOptions

app = command_line("Compare rounds.")

FEWEST = 2
"""The fewest rounds that can be compared."""


@app.command()
def compare(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    answers: Annotated[
        list[Path],
        typer.Argument(
            help="The answers of each round, the oldest first: a file or a folder for each. If one file holds several "
            "rounds, name it once, and the rounds with --round. Or the audit of each round, if all asked the same.",
            metavar="BEFORE AFTER...",
            show_default=False,
        ),
    ],
    output: Output = None,
    format_: FormatName = None,
    plan: LastPlan = None,
    questionnaire: Annotated[
        list[str] | None,
        typer.Option(
            "-q",
            "--questionnaire",
            help="The questionnaire: an id or a path. Given once for each round, it is that of the round.",
            metavar="NAME",
        ),
    ] = None,
    form: options.Form = None,
    round_: Annotated[
        list[str] | None,
        typer.Option("--round", help="The round to use of each of the files, in their order; once for each."),
    ] = None,
    school: options.School = None,
    schools: options.Schools = None,
    language: options.Language = "en",
    draft_translations: options.DraftTranslations = False,  # noqa: FBT002 - an option of the command line
    date: options.Date = None,
    map_: options.Map = None,
    sheet: options.Sheet = None,
    set_aside: options.SetAside = False,  # noqa: FBT002 - an option of the command line
    exact: options.Exact = False,  # noqa: FBT002 - an option of the command line
    verbose: options.Verbose = False,  # noqa: FBT002 - an option of the command line
    replaces: options.Replaces = False,  # noqa: FBT002 - an option of the command line
) -> None:
    """Compare rounds of one school: what is clearly lower or higher, on the questions that all of them asked alike.

    Changes are those of the last round from the one before it. Nobody's answers are linked from round to round.
    """
    chosen = report_format(format_, output)
    if exact and not isinstance(FORMATS[chosen], DataFormat):
        refuse("--exact is for JSON; figures in a report are always rounded")
    options.check_language(language, drafts=draft_translations)
    inputs = (*answers, *(each for each in (schools, plan) if each))
    named = questionnaire[-1] if questionnaire else None
    planned = read_plan_page(plan, language, named, drafts=draft_translations) if plan else None
    page = _Page(chosen, language, output, inputs, planned)
    if are_audits(answers):
        _refuse_for_audits(
            {
                "--questionnaire": questionnaire,
                "--form": form,
                "--round": round_,
                "--school": school,
                "--schools": schools,
                "--date": date,
                "--map": map_,
                "--sheet": sheet,
                "--set-aside": set_aside,
                "--replaces": replaces,
            }
        )
        _check_number(answers)
        check_writable(output, inputs)
        _write(_render(*compare_audits_or_refuse(read_audit_rounds(answers), exact=exact), page), page)
        return
    common = AnswerOptions(None, form, None, schools, set_aside, map_, school, language, sheet, draft_translations)
    wanted = _wanted_rounds(answers, round_ or [], questionnaire or [], common)
    check_writable(output, inputs)
    rounds = as_one_school([read_round(path, wish, verbose=verbose) for path, wish in wanted])
    comparison = compare_or_refuse(rounds, exact=exact)
    last = rounds[-1].found
    (audit,) = audits(last.instrument, last.responses, AuditOptions(options.parse_date(date)))
    requests = [(each.found, _request(each, replaces=replaces)) for each in rounds]
    _write(publish_together(requests, lambda _: _render(audit, comparison, page)), page)


class _Page(NamedTuple):
    """How a comparison is written, and where."""

    format: str
    language: str
    output: Path | None
    inputs: Sequence[Path]
    last_plan: PlanPage | None


def _render(audit: Audit, comparison: RoundComparison, page: _Page) -> str | bytes:
    """Return what is written of a *comparison*; *audit* is that of its last round."""
    match FORMATS[page.format]:
        case DataFormat():
            return render_json(with_plan_changes(comparison, page.last_plan) if page.last_plan else comparison)
        case made:
            document = make_comparison_document(audit, comparison, page.language, page.last_plan)
            if page.format == "terminal" and page.output is None:
                return render_terminal(document, colour=wants_colour())
            return made.render(document)


def _write(content: str | bytes, page: _Page) -> None:
    check_printable(content, page.output)
    write(content, page.output, page.inputs, in_colour=page.format == "terminal")
    if page.output is not None:
        tell(f"The comparison is in {page.output}")


def _refuse_for_audits(given: Mapping[str, object]) -> None:
    """Refuse options that say how answers are read, where audits are named."""
    names = [name for name, value in given.items() if value]
    if names:
        which = "which is" if len(names) == 1 else "which are"
        refuse(f"audits are compared as they are; leave out {', '.join(names)}, {which} for answers")


def _check_number(paths: Sequence[Path]) -> None:
    if len(paths) < FEWEST:
        refuse(
            "a comparison needs the answers of at least two rounds: name a file or folder for each, or one file with "
            "its rounds by --round; or name the audit of each round"
        )


def _request(round_: RoundFiles, *, replaces: bool) -> PublishRequest:
    return PublishRequest([round_.path], None, replaces=replaces)


def _wanted_rounds(
    answers: list[Path], rounds: list[str], questionnaires: list[str], common: AnswerOptions
) -> list[tuple[Path, AnswerOptions]]:
    """Return the file or folder of each round with the options for reading it."""
    paths = answers * len(rounds) if len(answers) == 1 and rounds else answers
    _check_number(paths)
    names = _one_each("--round", rounds, len(paths))
    asked = _one_each(
        "--questionnaire", questionnaires * len(paths) if len(questionnaires) == 1 else questionnaires, len(paths)
    )
    return [
        (path, common._replace(round=name, questionnaire=question))
        for path, name, question in zip(paths, names, asked, strict=True)
    ]


def _one_each(option: str, given: list[str], number: int) -> list[str | None]:
    """Return what an *option* says of each round; nothing if it was not given."""
    if given and len(given) != number:
        refuse(f"{option} is given {len(given)} times, and there are {number} rounds; give it once for each")
    return [*given] if given else [None] * number
