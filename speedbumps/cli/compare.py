"""speedbumps compare: what changed in a school from one round of answers to the next."""

from pathlib import Path
from typing import Annotated

import typer

from speedbumps.audit import AuditOptions, audits
from speedbumps.cli import options
from speedbumps.cli.publishing import PublishRequest, publish_together
from speedbumps.cli.report import FormatName, LastPlan, Output, read_plan_page, report_format
from speedbumps.cli.rounds import RoundFiles, as_one_school, compare_or_refuse, read_round
from speedbumps.cli.running import check_printable, check_writable, command_line, refuse, tell, wants_colour, write
from speedbumps.report import FORMATS, DataFormat, make_comparison_document, render_json, render_terminal
from speedbumps.report.plan_changes import with_plan_changes
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
            "rounds, name it once, and the rounds with --round.",
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
    options.check_language(language)
    common = AnswerOptions(None, form, None, schools, set_aside, map_, school, language, sheet)
    wanted = _wanted_rounds(answers, round_ or [], questionnaire or [], common)
    planned = read_plan_page(plan) if plan else None
    inputs = (*answers, *(each for each in (schools, plan) if each))
    check_writable(output, inputs)
    rounds = as_one_school([read_round(path, wish, verbose=verbose) for path, wish in wanted])
    comparison = compare_or_refuse(rounds, exact=exact)
    if planned is not None:
        comparison = with_plan_changes(comparison, planned)
    last = rounds[-1].found
    (audit,) = audits(last.instrument, last.responses, AuditOptions(options.parse_date(date)))

    def render() -> str | bytes:
        match FORMATS[chosen]:
            case DataFormat():
                return render_json(comparison)
            case made:
                document = make_comparison_document(audit, comparison, language, planned)
                if chosen == "terminal" and output is None:
                    return render_terminal(document, colour=wants_colour())
                return made.render(document)

    requests = [(each.found, _request(each, replaces=replaces)) for each in rounds]
    content = publish_together(requests, lambda _: render())
    check_printable(content, output)
    write(content, output, inputs, in_colour=chosen == "terminal")
    if output is not None:
        tell(f"The comparison is in {output}")


def _request(round_: RoundFiles, *, replaces: bool) -> PublishRequest:
    return PublishRequest([round_.path], None, replaces=replaces)


def _wanted_rounds(
    answers: list[Path], rounds: list[str], questionnaires: list[str], common: AnswerOptions
) -> list[tuple[Path, AnswerOptions]]:
    """Return the file or folder of each round with the options for reading it."""
    paths = answers * len(rounds) if len(answers) == 1 and rounds else answers
    if len(paths) < FEWEST:
        refuse(
            "a comparison needs the answers of at least two rounds: name a file or folder for each, or one file with "
            "its rounds by --round"
        )
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
