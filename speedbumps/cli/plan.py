"""speedbumps plan: from answers, or a saved audit, to a plan that the school keeps, and from that to hand-outs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as Day  # noqa: N812 - an option is called date
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple, TypeVar

import typer

from speedbumps.audit import audits
from speedbumps.cli import options
from speedbumps.cli.browser import show_page
from speedbumps.cli.pinned import LARGEST_NUMBER
from speedbumps.cli.plan_files import (
    MadePlan,
    make_plan,
    naming_questionnaire,
    page_with_heights,
    read_plan,
    require_same_school,
    with_school_of,
)
from speedbumps.cli.publishing import PublishRequest, publish, publish_together
from speedbumps.cli.report import compare_before, read_json_answers, read_plan_page
from speedbumps.cli.running import check_printable, check_writable, command_line, refuse, tell, wants_colour, write
from speedbumps.cli.saved_audit import read_saved_audit
from speedbumps.cli.typed_plan import DOCUMENT, are_documents, read_back, refuse_to_lose
from speedbumps.disclosure.publish import publish as round_figures
from speedbumps.model.audit import Audit
from speedbumps.model.comparison import RoundComparison
from speedbumps.model.plan import SchoolPlan
from speedbumps.plan.draft import MOST, PlanWishes
from speedbumps.plan.worked import after_last_plan, worked_here
from speedbumps.report import (
    FORMATS,
    Format,
    make_handout_document,
    make_plan_calendar,
    make_plan_document,
    make_plan_workbook,
    render_terminal,
)
from speedbumps.report.beside import Beside
from speedbumps.report.blocks import Document
from speedbumps.report.branding.brand import Brand
from speedbumps.report.handouts.document import PlanAndAudit
from speedbumps.report.handouts.governors import cut_texts
from speedbumps.report.handouts.readers import Reader
from speedbumps.report.handouts.since import NOTES, cut_notes
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.plan_reading import YAML, KnownPlan, find_plan, page_of_plan
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.tables.sheets import holds_responses

app = command_line("Plan what to do first.")

PLAN = Path("plan.yaml")
"""Where a plan is written if nobody says otherwise."""

PAGES = {ending: each for each in FORMATS.values() if isinstance(each, Format) for ending in each.endings}
"""The formats of a hand-out as a document, by the endings of their files."""

HANDOUTS: tuple[str, ...] = (*PAGES, ".xlsx", ".ics")
"""The endings of all hand-outs."""

NAMES: Mapping[Reader | None, str] = {
    None: "plan is",
    Reader.governors: "page for governors is",
    Reader.staff: "page for all staff is",
    Reader.letters: "letters are",
}
"""What is said of a hand-out when it is written."""

Made = TypeVar("Made")

AllHours = Annotated[
    bool, typer.Option("--all-hours", help="Plan all hours even where energy is low; by default half of them.")
]


@app.command()
def plan(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    answers: Annotated[
        list[Path],
        typer.Argument(
            help="Files of answers or folders, as for 'report'; or an audit that 'score --format json' saved; or a "
            "plan, to make a hand-out of it, and after it the answers, for the figures; or hand-outs that people "
            "filled in (.docx), to read them back into the plan.",
            metavar="ANSWERS...",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="The plan to write, or to add to or read into if it is there (.yaml). With another ending "
            f"({', '.join(HANDOUTS)}) a hand-out.  [default: plan.yaml]",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    for_: Annotated[
        Reader | None,
        typer.Option(
            "--for",
            help="Make the hand-out for some readers alone: a sheet for governors, a sheet for all staff, or letters "
            f"to those who can lower the rest ({', '.join(PAGES)}).",
        ),
    ] = None,
    hours_per_term: Annotated[
        float | None,
        typer.Option(
            "--hours-per-term",
            min=0,
            help="The hours of all people together that there are for new things in a term. By default, those in the "
            "plan.",
            metavar="N",
        ),
    ] = None,
    most: Annotated[
        int, typer.Option("--most", min=1, max=LARGEST_NUMBER, help="The most actions at the same time.", metavar="N")
    ] = MOST,
    pin: Annotated[
        list[str] | None,
        typer.Option(
            "--pin",
            help="An action that has to be in it, by its id, its title, or how that begins. Can be repeated.",
        ),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="An action that must not be in it. Can be repeated.")
    ] = None,
    last: Annotated[
        Path | None,
        typer.Option(
            "--last",
            help="The plan of an earlier round: what is under way in it goes on, and what was dropped is not planned "
            "again. With --before, what was done in it, and whose bump is lower since, comes first among equals. The "
            "sheets for governors and for staff say what became of it.",
            metavar="PLAN",
        ),
    ] = None,
    before: Annotated[
        Path | None,
        typer.Option("--before", help="The answers of the round that the last plan rests on.", metavar="ANSWERS"),
    ] = None,
    all_hours: AllHours = False,  # noqa: FBT002 - an option of the command line
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
    verbose: options.Verbose = False,  # noqa: FBT002 - an option of the command line
    open_: options.OpenReport = False,  # noqa: FBT002 - an option of the command line
    templates: options.Templates = None,
) -> None:
    """Plan what to do first: an action for each of a few bumps, chosen to fit the hours that there are.

    The plan is a file that you keep and change; written again, it keeps every word of yours, and what is new is added.
    """
    options.check_language(language, drafts=draft_translations)
    _check_ending(output, for_)
    day, wanted = (
        options.parse_date(date),
        AnswerOptions(
            questionnaire, form, round_, schools, set_aside, map_, school, language, sheet, draft_translations
        ),
    )
    handout = HandoutWish(output, for_, language, options.read_templates(templates))
    wishes = PlanWishes(most, hours_per_term, frozenset(pin or ()), frozenset(without or ()), all_hours=all_hours)
    if before is not None and last is None:
        refuse("--before says what became of the last plan; name that with --last")
    if are_documents(answers):
        if wishes != PlanWishes() or last is not None or for_ is not None:
            refuse("what was typed into a hand-out is read as it is; leave out the options that choose or arrange")
        kept = _kept_plan(output or PLAN)
        read_back(
            answers, kept._replace(language=language, drafts=draft_translations, questionnaire=questionnaire), language
        )
        return
    found, inputs = find_plan(answers), (*answers, *(each for each in (schools, last, before) if each))
    earlier = read_plan_page(last, language, questionnaire, drafts=draft_translations) if last is not None else None
    if found is not None:
        found = found._replace(language=language, drafts=draft_translations, questionnaire=questionnaire)
        if wishes != PlanWishes() or (output is not None and output.suffix.lower() in YAML):
            refuse(f"{answers[0]} is a plan already; name the answers, and the plan with -o, to add to it what is new")
        rounds = _Rounds(answers[1:], before, earlier)
        _refuse_rounds_of_handout(rounds, for_)
        source = _with_answers(found, rounds, wanted, verbose=verbose)
        _write_handout(source._replace(day=day), handout._replace(plan=found.path, questionnaire=questionnaire), inputs)
    else:
        _refuse_to_pass_over_plan(output)
        where = output or PLAN
        check_writable(where, inputs)
        if earlier is not None:
            wishes = after_last_plan(wishes, earlier.plan, Day.fromisoformat(day) if day else None)
        make = partial(make_plan, where=where, last=earlier, questionnaire=questionnaire)
        made, comparison = (
            _plan_of_rounds(_Rounds(answers, before, earlier), wanted, wishes, make)
            if before is not None and earlier is not None
            else (_made_of_answers(answers, wanted, partial(make, wishes=wishes), verbose=verbose), None)
        )
        if where.suffix.lower() in YAML:
            write(made.text, where, inputs)
            _write_handout(PlanAndAudit(made.page), handout._replace(output=None))
            tell(made.said)
        else:
            beside = Beside(comparison=comparison, last_plan=earlier)
            _write_handout(PlanAndAudit(made.page, made.audit, day, beside), handout, inputs)
    if open_ and output is not None and output.suffix.lower() in FORMATS["html"].endings:
        show_page(output, wanted=True)


def _kept_plan(path: Path) -> KnownPlan:
    """Return the plan to read hand-outs into; refuse if it is not there."""
    if path.suffix.lower() not in YAML:
        refuse(f"what was typed into a hand-out is read into a plan (.yaml), not into {path}; make hand-outs of that")
    if not path.is_file():
        refuse(f"there is no plan {path} to read the hand-out into; name the plan that it was made of with -o")
    return read_plan(path)


def _check_ending(output: Path | None, reader: Reader | None) -> None:
    if reader is not None and (output is None or output.suffix.lower() not in PAGES):
        refuse(f"--for {reader} makes a hand-out; say with -o where it goes, in a file that ends in {', '.join(PAGES)}")
    if output is not None and output.suffix.lower() not in (*YAML, *HANDOUTS):
        refuse(
            f"a plan cannot be written to a file that ends in '{output.suffix}'; end it in .yaml, or for a hand-out in "
            f"{', '.join(HANDOUTS)}"
        )


def _refuse_to_pass_over_plan(output: Path | None) -> None:
    """Refuse to make a hand-out of a fresh draft where a plan is kept already."""
    if output is not None and output.suffix.lower() not in YAML and PLAN.is_file():
        refuse(
            f"a hand-out of these answers would not be of the plan that is kept in {PLAN}; 'speedbumps plan {PLAN} -o "
            f"{output}' makes one of it; name the answers after it for the figures"
        )


class _Rounds(NamedTuple):
    """The answers of this round and of the one before, and the plan that was made between them."""

    answers: list[Path]
    before: Path | None
    last: PlanPage | None


def _refuse_rounds_of_handout(rounds: _Rounds, reader: Reader | None) -> None:
    """Refuse an earlier round for a hand-out of a plan that says nothing of it."""
    if rounds.last is not None and reader not in {Reader.governors, Reader.staff}:
        refuse(
            "of the hand-outs of a plan, only those --for governors and --for staff say what became of the --last one; "
            "leave it out"
        )
    if rounds.before is not None and not rounds.answers:
        refuse("--before is compared with the answers that the plan rests on; name these after the plan")


def _plan_of_rounds(
    rounds: _Rounds, wanted: AnswerOptions, wishes: PlanWishes, make: Callable[..., MadePlan]
) -> tuple[MadePlan, RoundComparison]:
    """Return the plan after a round that is compared with the one before, so that what worked comes first."""

    def make_after(audit: Audit, comparison: RoundComparison) -> tuple[MadePlan, RoundComparison]:
        worked = worked_here(rounds.last.plan, comparison) if rounds.last else frozenset[str]()
        return make(audit, wishes=wishes._replace(worked=worked)), comparison

    return _made_of_rounds(rounds, wanted, make_after)


def _made_of_rounds(rounds: _Rounds, wanted: AnswerOptions, make: Callable[[Audit, RoundComparison], Made]) -> Made:
    """Return what *make* makes of the audit of a round, and of what changed since the round before."""
    if len(rounds.answers) != 1:
        refuse("--before compares one file or folder of answers with another; name one")
    found = options.read_answers(rounds.answers, wanted, verbose=False)
    options.require_one_school(found)
    before = [rounds.before] if rounds.before else []
    (now, comparison), (then,) = compare_before(found, rounds.answers, before, wanted, verbose=False)
    (audit,) = audits(now.instrument, now.responses)
    requests = [(then.found, PublishRequest([then.path], None, replaces=False))]
    return publish_together(
        [*requests, (now, PublishRequest(rounds.answers, None, replaces=False))],
        lambda _: make(audit, comparison),
    )


def _made_of_answers(
    answers: list[Path], wanted: AnswerOptions, make: Callable[[Audit], Made], *, verbose: bool
) -> Made:
    """Return what *make* makes of the audit of *answers*, which may be saved in a file."""
    contents = read_json_answers(answers)
    if contents and not holds_responses(contents[answers[0]]):
        return make(round_figures(read_saved_audit(answers[0], contents[answers[0]])))
    found = options.read_answers(answers, wanted, verbose=verbose, contents=contents)
    options.require_one_school(found)
    (audit,) = audits(found.instrument, found.responses)
    return publish(found, PublishRequest(answers, None, replaces=False), lambda _: make(audit)).content


def _with_answers(known: KnownPlan, rounds: _Rounds, wanted: AnswerOptions, *, verbose: bool) -> PlanAndAudit:
    """Return a plan with the audit of the answers that it rests on, if they are named, and with the round before."""
    if rounds.last is not None:
        require_same_school(known.plan, rounds.last.plan)

    def make(audit: Audit, comparison: RoundComparison | None = None) -> PlanAndAudit:
        beside = Beside(comparison=comparison, last_plan=rounds.last)
        page = page_with_heights(known, audit)
        return PlanAndAudit(page, with_school_of(known.plan, audit), beside=beside)

    if not rounds.answers:
        return PlanAndAudit(page_of_plan(known), beside=Beside(last_plan=rounds.last))
    if rounds.before is not None:
        return _made_of_rounds(rounds, wanted, make)
    return _made_of_answers(rounds.answers, wanted, make, verbose=verbose)


class HandoutWish(NamedTuple):
    """Where a hand-out goes, and what it is to be."""

    output: Path | None
    """A file, whose ending chooses the format; None for the terminal."""
    reader: Reader | None
    """Who it is for; None for everybody who has to do with the plan."""
    language: str
    brand: Brand | None
    """The templates of a user."""
    plan: Path | None = None
    """The file of the plan; None if it is not kept in one."""
    questionnaire: str | None = None
    """The questionnaire that the command names."""


def _write_handout(source: PlanAndAudit, wish: HandoutWish, inputs: Iterable[Path] = ()) -> None:
    """Write the hand-out of a plan, in the format of the ending of its file; show it in the terminal without one."""
    output, page = wish.output, source.page
    if output is None:
        write(render_terminal(_document(source, wish), colour=wants_colour()), None, in_colour=True)
        return
    refuse_to_lose(output, page, wish.language, wish.plan)
    ending = output.suffix.lower()
    if ending in PAGES:
        made = PAGES[ending].render(_document(source, wish))
    else:
        made = make_plan_workbook(page, wish.language) if ending == ".xlsx" else make_plan_calendar(page, wish.language)
    check_printable(made, output)
    write(made, output, inputs, in_colour=ending == ".txt")
    has_boxes = ending == DOCUMENT and wish.reader is None
    for line in _cut_lines(source, wish.reader):
        tell(line)
    tell(f"The {NAMES[wish.reader]} in {output}{_how_to_read_back(page.plan, output, wish) if has_boxes else ''}")


def _cut_lines(source: PlanAndAudit, reader: Reader | None) -> Iterator[str]:
    """Yield which texts the sheet for *reader* shows cut."""
    last = source.beside.last_plan
    if reader is Reader.governors and (cut := cut_texts(source.page)):
        yield f"So that it stays one sheet, it shows these texts cut; shorten them in the plan: {', '.join(cut)}"
    if last and reader in NOTES and (notes := cut_notes(last, reader)):
        yield f"So that it stays one sheet, it shows these notes cut; shorten them in the last plan: {', '.join(notes)}"


def _how_to_read_back(plan: SchoolPlan, output: Path, wish: HandoutWish) -> str:
    """Return how to read back what people type into a hand-out of *plan*, if that is kept in a file."""
    if wish.plan is None:
        return ""
    kept = "" if wish.plan == PLAN else f" -o {wish.plan}"
    kept += naming_questionnaire(plan, wish.plan, wish.questionnaire)
    return f"; 'speedbumps plan {output}{kept}' reads back what people type into its boxes"


def _document(source: PlanAndAudit, wish: HandoutWish) -> Document:
    made = (
        make_plan_document(source.page, wish.language)
        if wish.reader is None
        else make_handout_document(wish.reader, source, wish.language)
    )
    return made._replace(brand=wish.brand)
