"""speedbumps report: from answers, or a saved audit, to a report."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from speedbumps.audit import AuditOptions, audits
from speedbumps.cli import options
from speedbumps.cli.browser import show_page
from speedbumps.cli.publishing import PublishRequest, publish, publish_together, with_note
from speedbumps.cli.running import check_printable, check_writable, command_line, refuse, tell, wants_colour, write
from speedbumps.cli.saved_audit import read_saved_audit
from speedbumps.diagnostics.problem import require_value
from speedbumps.model.audit import Audit
from speedbumps.model.over_staff import over_staff
from speedbumps.report import (
    FORMATS,
    DataFormat,
    Format,
    ReportOptions,
    make_report,
    make_report_document,
    render_terminal,
)
from speedbumps.report.beside import NOTHING_BESIDE, Beside
from speedbumps.responses.collect import AnswerSet
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.tables.files import read_file
from speedbumps.tables.sheets import holds_responses

if TYPE_CHECKING:
    from speedbumps.cli.rounds import RoundFiles
    from speedbumps.model.comparison import RoundComparison
    from speedbumps.report.branding.brand import Brand
    from speedbumps.report.plan_page import PlanPage

app = command_line("Make a report.")

ENDINGS = {ending: each.name for each in FORMATS.values() for ending in each.endings}
"""The format of a file, by its ending."""


Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="Write to this file; its ending chooses the format.", metavar="FILE"),
]
FormatName = Annotated[
    str | None,
    typer.Option(
        "--format",
        help=f"One of {', '.join(FORMATS)}. By default, the ending of the output file decides; without one, terminal.",
    ),
]

LastPlan = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        help="The plan that you made after an earlier round: a page on what became of it is added.",
        metavar="PLAN",
    ),
]


class ReportReader(StrEnum):
    """Who a hand-out of a report is for."""

    letters = "letters"


@app.command()
def report(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    answers: options.Answers,
    output: Output = None,
    format_: FormatName = None,
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
    verbose: options.Verbose = False,  # noqa: FBT002 - an option of the command line
    replaces: options.Replaces = False,  # noqa: FBT002 - an option of the command line
    since: options.Since = None,
    before: Annotated[
        list[Path] | None,
        typer.Option(
            "--before",
            help="The answers of an earlier round, a file or a folder: a page on what changed is added. Give it once "
            "for each round, the oldest first. If the report is made from an audit: the audit of that round.",
            metavar="BEFORE",
        ),
    ] = None,
    plan: LastPlan = None,
    annex: options.Annex = False,  # noqa: FBT002 - an option of the command line
    for_: Annotated[
        ReportReader | None,
        typer.Option(
            "--for",
            help="Write only the letters to those who can lower the rest. 'speedbumps plan' makes them of a plan, and "
            "the sheets for governors and for staff.",
        ),
    ] = None,
    open_: options.OpenReport = False,  # noqa: FBT002 - an option of the command line
    open_text: Annotated[
        Path | None,
        typer.Option(
            "--open-text",
            help="Print the own words of people that this review clears ('speedbumps review').",
            metavar="FILE",
        ),
    ] = None,
    templates: options.Templates = None,
) -> None:
    """Make one school's report from its answers, or from an audit that `score --format json` saved."""
    chosen = report_format(format_, output)
    options.check_language(language, drafts=draft_translations)
    _refuse_pages(FORMATS[chosen], before, plan, for_)
    if for_ and (before or plan or annex):
        refuse(f"--for {for_} writes the {for_} alone; leave out --before, --plan and --annex")
    planned = read_plan_page(plan, language, questionnaire, drafts=draft_translations) if plan else None
    beside = _annex_path(output, chosen) if annex else None
    wish = ReportWish(chosen, output, language, for_, annex, options.read_templates(templates))
    inputs = (*answers, *(before or ()), *(each for each in (schools, open_text, since, plan) if each))

    def render(audit: Audit, more: Beside = NOTHING_BESIDE) -> Rendered:
        more = more._replace(last_plan=planned)
        if open_text is not None:
            audit = _add_own_words(audit, open_text)
        for path in (output, beside):
            check_writable(path, inputs)
        return _rendered(audit, more, wish)

    contents = read_json_answers(answers)
    if contents and not holds_responses(contents[answers[0]]):
        audit = read_saved_audit(answers[0], contents[answers[0]])
        comparison = None
        if before:
            audit, comparison = _compare_with_earlier_audits(answers[0], before)
        _check_options_of_audit(answers[0], audit, reliability=reliability, earlier=replaces or since is not None)
        options.warn_over_staff(
            {audit.school.id: over_staff(audit)}, {audit.school.id: answers}, table=schools is not None
        )
        content = render(audit, Beside(comparison=comparison))
    else:
        wanted = AnswerOptions(
            questionnaire, form, round_, schools, set_aside, map_, school, language, sheet, draft_translations
        )
        found = options.read_answers(answers, wanted, verbose=verbose, contents=contents)
        options.require_one_school(found)
        figures = AuditOptions(options.parse_date(date), overall, reliability)
        (made,) = audits(found.instrument, found.responses, figures)
        options.warn_over_staff({made.school.id: over_staff(made)}, found.files, table=schools is not None)
        request = PublishRequest(answers, since, replaces=replaces)
        noted = found.written if made.respondents.n == 1 else ()
        if before:
            ((last, comparison), earlier) = compare_before(found, answers, before, wanted, verbose=verbose)
            (made,) = audits(last.instrument, last.responses, figures)
            requests = [(each.found, PublishRequest([each.path], None, replaces=replaces)) for each in earlier]
            content = publish_together(
                [*requests, (last, request)],
                lambda admitted: render(with_note(made, admitted[-1]), Beside(noted, comparison)),
            )
        else:
            content = publish(found, request, lambda admitted: render(with_note(made, admitted), Beside(noted))).content
    write(content.report, output, inputs, in_colour=chosen == "terminal")
    if output is not None:
        tell(f"The letters are in {output}" if for_ else f"The report is in {output}")
    if beside is not None:
        _write_annex(content.annex, beside, inputs)
    if open_ and output is not None and chosen == "html":
        show_page(output, wanted=True)
    elif open_:
        tell("It is not shown in the browser, which shows reports in HTML only.")


def _compare_with_earlier_audits(path: Path, before: list[Path]) -> "tuple[Audit, RoundComparison]":
    """Return the audit at *path*, and what changed since the audits of the rounds *before* it."""
    # These load what only a comparison needs.
    from speedbumps.cli.audit_rounds import are_audits, compare_audits_or_refuse, read_audit_rounds

    paths = [*before, path]
    are_audits(paths)
    return compare_audits_or_refuse(read_audit_rounds(paths))


def _refuse_pages(
    chosen: Format | DataFormat, before: list[Path] | None, plan: Path | None, reader: ReportReader | None
) -> None:
    """Refuse what adds a page, for a format that has none."""
    if isinstance(chosen, Format):
        return
    if before:
        refuse("--before adds a page to a report; 'speedbumps compare' writes what changed as JSON")
    if plan:
        refuse("--plan adds a page to a report, and JSON has no pages")
    if reader:
        refuse(f"--for writes {reader}, and JSON holds none")


def _write_annex(content: str | bytes | None, beside: Path, inputs: Iterable[Path]) -> None:
    if content:
        write(content, beside, inputs)
        tell(f"Its annex is in {beside}")
    else:
        tell("It has no annex, since no number can be shown yet.")


def read_plan_page(path: Path, language: str, questionnaire: str | None, *, drafts: bool) -> "PlanPage":
    """Return the plan at *path* with the titles of its bumps and actions in *language*.

    *questionnaire* is the one that the command names, if any.
    """
    # This loads what only a plan needs.
    from speedbumps.cli.plan_files import read_plan
    from speedbumps.report.plan_reading import page_of_plan

    return page_of_plan(read_plan(path)._replace(language=language, drafts=drafts, questionnaire=questionnaire))


class Compared(NamedTuple):
    """The answers of the last round, under the name of the school that all rounds are of, and what changed."""

    last: AnswerSet
    comparison: "RoundComparison"


def compare_before(
    found: AnswerSet, answers: list[Path], before: list[Path], wanted: AnswerOptions, *, verbose: bool
) -> tuple[Compared, tuple["RoundFiles", ...]]:
    """Return the comparison of the answers *found* with the rounds *before* them, and the answers of these."""
    # These load what only a comparison needs.
    from speedbumps.cli.rounds import RoundFiles, as_one_school, compare_or_refuse, read_round

    common = wanted._replace(round=None)
    earlier = [read_round(path, common, verbose=verbose) for path in before]
    *first, last = as_one_school([*earlier, RoundFiles(answers[0], found)])
    return Compared(last.found, compare_or_refuse([*first, last])), tuple(first)


class ReportWish(NamedTuple):
    """What a report is to be."""

    chosen: str
    """The name of its format."""
    output: Path | None
    language: str
    reader: ReportReader | None
    """Who it is for; None for everybody."""
    annex: bool
    """Whether its annex is wanted too."""
    brand: "Brand | None"
    """The templates of a user."""


class Rendered(NamedTuple):
    """The contents of the files of a report."""

    report: str | bytes
    annex: str | bytes | None


def _rendered(audit: Audit, beside: Beside, wish: ReportWish) -> Rendered:
    """Return the report on *audit*, and its annex if it is wanted."""
    wanted = ReportOptions("letters" if wish.reader else "report", wish.language, beside, wish.brand)
    if wish.chosen == "terminal" and wish.output is None:
        return Rendered(render_terminal(make_report_document(audit, wanted), colour=wants_colour()), None)
    made = make_report(audit, wish.chosen, wanted)
    check_printable(made, wish.output)
    annex = make_report(audit, wish.chosen, wanted._replace(part="annex")) if wish.annex else None
    return Rendered(made, annex)


def _annex_path(output: Path | None, chosen: str) -> Path:
    """Return where the annex of the report at *output* is written."""
    if isinstance(FORMATS[chosen], DataFormat):
        refuse(f"a report in the format {chosen} has no annex: it holds everything; leave out --annex")
    if output is None or str(output) == "-":
        refuse("--annex writes a second file beside the report; say with -o where the report goes")
    return output.with_name(f"{output.stem}-annex{output.suffix}")


def _add_own_words(audit: Audit, review: Path) -> Audit:
    """Return *audit* with the own words of people that the *review* clears."""
    # These load the models of reviews, which most reports do not need.
    from speedbumps.responses.open_text_review import add_reviewed_words
    from speedbumps.responses.review_files import read_review

    return require_value(add_reviewed_words(audit, require_value(read_review(review))))


def _check_options_of_audit(path: Path, audit: Audit, *, reliability: bool, earlier: bool) -> None:
    """Refuse options that need answers, for the saved *audit* at *path*."""
    if reliability and audit.reliability is None:
        refuse(f"{path} holds no answers to work out --reliability from; name the answers themselves")
    if earlier:
        refuse(
            f"{path} is an audit, which was compared with earlier ones when it was made; --replaces and --since are "
            "for answers"
        )


def report_format(wanted: str | None, output: Path | None) -> str:
    """Return the wanted format, or that of the file's ending."""
    if wanted is not None and wanted not in FORMATS:
        refuse(f"there is no format '{wanted}'; there is {', '.join(FORMATS)}")
    if wanted is not None:
        return wanted
    if output is None:
        return "terminal"
    if output.suffix.lower() not in ENDINGS:
        *most, last = (each.endings[0] for each in FORMATS.values())
        endings = f"{', '.join(most)} or {last}"
        refuse(f"a report cannot be written to a file that ends in '{output.suffix}'; end it in {endings}")
    return ENDINGS[output.suffix.lower()]


def read_json_answers(answers: list[Path]) -> dict[Path, bytes]:
    """Return the content of the only file if it is JSON: a saved audit, or responses."""
    if len(answers) != 1 or answers[0].suffix.lower() != ".json":
        return {}
    return {answers[0]: require_value(read_file(answers[0]))}
