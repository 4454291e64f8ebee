"""speedbumps batch: the report of every school, and a report about all of them."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from speedbumps.batch.manifest import (
    MISSING,
    UNSURE,
    UNUSED,
    FileStamp,
    Manifest,
    StaleReports,
    digest,
    dropped_inputs,
    holds_reports,
    is_current,
    read_manifest,
    stamp_file,
)
from speedbumps.cli import options
from speedbumps.cli.exit_codes import BAD_FILES, INTERRUPTED
from speedbumps.cli.progress import SchoolProgress
from speedbumps.cli.running import command_line, refuse, show, tell
from speedbumps.diagnostics.codes import UNKNOWN_SCHOOL
from speedbumps.diagnostics.summary import count_mistakes, summary_lines
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.tables.files import list_files
from speedbumps.text import list_some
from speedbumps.version import __version__

if TYPE_CHECKING:  # not loaded if nothing changed
    from speedbumps.batch.intake import NotInTable
    from speedbumps.batch.prepare import BatchOptions
    from speedbumps.batch.report_plan import ReportPart
    from speedbumps.batch.run import BatchResult
    from speedbumps.diagnostics.problem import Problem

app = command_line("Score many schools.")

PROBLEMS = "problems.csv"

MOST_NAMES = 5
"""The most folders or files that a message names."""

LISTED = 60
"""The most lines about problems on the screen; problems.csv has all of them."""

DONE = "The other schools are done."

WIDTH = 100
"""The width of lines that list schools."""

STAYS = {
    MISSING: (
        "although their answers are gone",
        "--remove-missing deletes them.",
    ),
    UNUSED: (
        "as they were, because their answers could not be used this time",
        "For the reasons {where}.",
    ),
    UNSURE: (
        "as they were, because their answers are gone, or are in a file that could not be read",
        "Correct that file, or remove it from the folder; then --remove-missing can delete reports without answers.",
    ),
}
"""Why old reports that this run would not make are kept, and what to do about them, by reason."""


CHANGED: Mapping["ReportPart", str] = {
    "own": "the school's own answers, facts or options",
    "family": "its family",
    "visits": "its visits",
}
"""What the screen calls the parts of a report that may change, in this order."""


class UnknownSchools(StrEnum):
    """What to do with schools that are not in the table of schools."""

    leave_out = "leave-out"
    keep = "keep"


@app.command()
def batch(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    answers: Annotated[
        list[Path],
        typer.Argument(
            help="Answers of many schools: files, or folders and all folders in them; one school in each "
            "file, or all in one.",
            metavar="ANSWERS...",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="The folder to write into.", metavar="DIR", show_default=False)],
    workers: Annotated[
        int | None,
        typer.Option("--workers", help="Processes that share the work. By default, one for each processor.", min=1),
    ] = None,
    dry_run: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--dry-run", help="Read and score everything, say what would be done, and write nothing.")
    ] = False,
    assert_: Annotated[
        Path | None,
        typer.Option(
            "--assert", help="A file of conditions that must hold; exits with 1 if one does not.", metavar="YAML"
        ),
    ] = None,
    questionnaire: options.Questionnaire = None,
    form: options.Form = None,
    round_: options.Round = None,
    schools: options.Schools = None,
    language: options.Language = "en",
    draft_translations: options.DraftTranslations = False,  # noqa: FBT002 - an option of the command line
    date: options.Date = None,
    map_: options.Map = None,
    sheet: options.Sheet = None,
    set_aside: options.SetAside = False,  # noqa: FBT002 - an option of the command line
    verbose: options.Verbose = False,  # noqa: FBT002 - an option of the command line
    unknown_schools: Annotated[
        UnknownSchools,
        typer.Option("--unknown-schools", help="What to do with schools that are not in the table of --schools."),
    ] = UnknownSchools.leave_out,
    alike: Annotated[
        str | None,
        typer.Option(
            "--alike",
            help="Make families also by these numbers in the table of schools, such as pupils,fsm. By default, only "
            "nation and phase are used.",
            metavar="FACTS",
        ),
    ] = None,
    remove_missing: Annotated[  # noqa: FBT002 - an option of the command line
        bool,
        typer.Option("--remove-missing", help="Delete finished reports of schools whose answers are gone."),
    ] = False,
    templates: options.Templates = None,
    replaces: options.Replaces = False,  # noqa: FBT002 - an option of the command line
    again: Annotated[  # noqa: FBT002 - an option of the command line
        bool,
        typer.Option(
            "--again",
            help="Write the page about all schools and the figures of families again, although so few schools joined, "
            "left or changed that their figures can be worked out from both; the page says so.",
        ),
    ] = False,
    before: Annotated[
        list[Path] | None,
        typer.Option(
            "--before",
            help="The answers of an earlier round of these schools, a file or a folder: the report of each school that "
            "is in both has a page on what changed. Give it once for each round, the oldest first.",
            metavar="BEFORE",
        ),
    ] = None,
    plans: Annotated[
        Path | None,
        typer.Option(
            "--plans",
            help="A folder with the plans that schools made after an earlier round, each of which names its school: "
            "their reports have a page on what became of them.",
            metavar="DIR",
        ),
    ] = None,
) -> None:
    """Make the reports of many schools, and a page about all of them.

    DIR gets a folder for each school with report.html, report.md, audit.json and one-page.html for an e-mail;
    cohort.html, .md and .json about all schools; scores.csv, .parquet and .xlsx; checklist.csv and bumps.csv with what
    to look into and to talk about in each school; exchange.csv and visits.html with suggested visits between schools;
    and problems.csv. With --before, the report of a school says what changed, and comparison.json and changes.csv hold
    it. One bad file or school never stops the rest. Run again, the same command only does what has changed, or
    continues where it was stopped. Finished reports stay, unless --remove-missing deletes them. Exits with 1 if a file
    or school could not be read or used, or a condition of --assert does not hold.
    """
    options.check_language(language, drafts=draft_translations)
    asked = AnswerOptions(
        questionnaire, form, round_, schools, set_aside, map_, None, language, sheet, draft_translations
    )
    earlier = [*(before or ()), *([plans] if plans else [])]
    _check_output_apart([*answers, *earlier], out)
    brand = options.read_templates(templates)
    inputs = _input_stamps([*answers, *earlier, *(each for each in (schools, map_, assert_) if each)])
    facts = _parse_facts(alike, schools)
    said = {
        **_manifest_options(asked, options.parse_date(date), assert_),
        "unknown_schools": unknown_schools.value,
        "alike": ",".join(facts) or None,
        "templates": digest(brand.templates, brand.style, brand.logo) if brand else None,
        "before": [str(path) for path in before or ()],
        "plans": str(plans) if plans else None,
    }
    last = read_manifest(out)
    nothing_else = last is None or not ((remove_missing and last.stale) or (replaces and last.failed))
    if last is not None and not (dry_run or again) and nothing_else and is_current(last, said, inputs, out):
        _exit_unchanged(last, out)
    if last is not None:
        _check_no_input_dropped(last, inputs, out)
    from speedbumps.batch.intake import TableUse
    from speedbumps.batch.prepare import BatchOptions

    job = BatchOptions(
        answers,
        out,
        asked,
        said,
        inputs,
        date,
        assert_,
        language,
        workers or os.cpu_count() or 1,
        TableUse(unknown_schools is UnknownSchools.keep, facts),
        remove_missing,
        replaces,
        again,
        brand,
        before or (),
        plans,
    )
    outcome = _run_job(job, dry_run=dry_run)
    _print_outcome(outcome, out, schools, dry_run=dry_run, verbose=verbose)
    if outcome.failed or outcome.broken:
        raise typer.Exit(BAD_FILES)


def _parse_facts(alike: str | None, schools: Path | None) -> tuple[str, ...]:
    """Return the names of facts in --alike."""
    if alike is None:
        return ()
    facts = tuple(name for name in map(str.strip, alike.split(",")) if name)
    if not facts:
        refuse("--alike: name at least one column of numbers in the table of schools, such as --alike pupils")
    if schools is None:
        refuse("--alike: families are made by numbers in a table of schools; name the table with --schools")
    return facts


def _check_output_apart(answers: list[Path], out: Path) -> None:
    """Refuse to write reports among the answers or plans: the next run would read them as such."""
    here = out.resolve()
    for each in answers:
        if each.is_dir() and here.is_relative_to(each.resolve()):
            refuse(f"{out} is among the answers in {each}; name a folder elsewhere with --out")


def _input_stamps(paths: list[Path]) -> dict[Path, FileStamp]:
    """Return the state of every input file before it is read."""
    return {path: stamp_file(path) for path in list_files(paths).files}


def _check_no_input_dropped(last: Manifest, inputs: Mapping[Path, FileStamp], out: Path) -> None:
    """Refuse to continue if answers with reports from the last run are not named now: the cohort would lack them."""
    earlier = dropped_inputs(last, inputs)
    named = {path.resolve() for path in inputs} if earlier else set()  # if needed, since it reads the disk
    left = [path for path in earlier if path.resolve() not in named]
    if left:
        some = list_some(list(map(str, left)), MOST_NAMES, counted=False)
        refuse(
            f"{out} holds reports from answers that are not named now: {some}. Name all of them together with the new "
            "ones. A page about all schools in another folder could be compared with the one here; only if nobody has "
            f"seen that or a report, delete {out} and begin anew"
        )


def _manifest_options(asked: AnswerOptions, date: str | None, assertions: Path | None) -> dict[str, object]:
    """Return the options of the command line as the manifest stores them."""
    told = {name: str(value) if isinstance(value, Path) else value for name, value in asked._asdict().items()}
    return {"version": __version__, **told, "date": date, "assert": str(assertions) if assertions else None}


def _exit_unchanged(last: Manifest, out: Path) -> None:
    tell(f"Nothing changed: the reports in {out} are up to date ({_count_schools(len(last.schools))}).")
    if last.failed:
        tell(f"{_failure_count(last.failed)}; {out / PROBLEMS} says why.")
    for line in _stale_lines(
        {name: each for name, each in last.stale.items() if holds_reports(out / name)}, out / PROBLEMS
    ):
        tell(line)
    if last.waiting:
        tell(last.waiting)
    for line in last.verdicts:
        tell(line)
    raise typer.Exit(BAD_FILES if last.failed or last.broken else 0)


def _run_job(job: "BatchOptions", *, dry_run: bool) -> "BatchResult":
    from speedbumps.batch.run import ProgressDisplay, run
    from speedbumps.batch.storage import FolderInUseError
    from speedbumps.batch.tables import files

    if job.out.exists() and not job.out.is_dir():
        refuse(f"{job.out} is not a folder; name one with --out")
    waiting = SchoolProgress()
    try:
        screen = ProgressDisplay(waiting.show_stage, _removal_announcer(waiting))
        return run(job, lambda outcome: files(outcome, job.language, job.brand), screen, dry=dry_run)
    except FolderInUseError as error:
        waiting.stop()
        refuse(str(error))
    except KeyboardInterrupt:
        waiting.stop()
        there = f"The files in {job.out} are complete; the same command continues from there."
        tell("", f"Stopped. {there if job.out.exists() else 'Nothing was written yet.'}")
        raise SystemExit(INTERRUPTED) from None
    finally:
        waiting.stop()


def _removal_announcer(waiting: SchoolProgress) -> Callable[[Sequence[str]], None]:
    def announce(folders: Sequence[str]) -> None:
        waiting.stop()
        tell(f"{_count_reports(len(folders))} will be deleted, because no file has their answers any more:")
        tell(*_wrap_names(folders))

    return announce


def _wrap_names(items: Iterable[str]) -> list[str]:
    """Return *items* as lines that are wrapped between words."""
    return wrap(
        ", ".join(items),
        WIDTH,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _count_reports(schools: int) -> str:
    return f"The finished reports of {_count_schools(schools)}"


def _count_schools(number: int) -> str:
    return f"{number:,} {'school' if number == 1 else 'schools'}"


def _print_outcome(
    outcome: "BatchResult", out: Path, schools_table: Path | None, *, dry_run: bool, verbose: bool
) -> None:
    _print_not_in_table(outcome.not_in_table, schools_table)
    others = (each for each in outcome.problems if (each.code, each.severity) != (UNKNOWN_SCHOOL, "error"))
    _print_batch_problems(others, None if dry_run else out / PROBLEMS, verbose=verbose)
    schools = len(outcome.schools.members)
    visits = len(outcome.schools.plan.exchange.visits) if outcome.schools.plan else 0
    would = "would be " if dry_run else ""
    tell(f"{_count_schools(schools)}: reports of {len(outcome.made):,} {would}written, {outcome.kept:,} as they were.")
    if outcome.changed:
        tell(*_changed_lines(outcome))
    if outcome.rounds or outcome.newcomers:
        tell(_rounds_line(len(outcome.rounds), schools))
    if outcome.plans or outcome.unused_plans:
        tell(_plans_line(len(outcome.plans), outcome.unused_plans))
    if outcome.gone and dry_run:
        tell(f"{_count_reports(len(outcome.gone))} would be deleted, because no file has their answers any more:")
        tell(*_wrap_names(outcome.gone))
    elif outcome.gone:
        tell(f"{_count_reports(len(outcome.gone))} were deleted.")
    for line in _stale_lines(outcome.stale, None if dry_run else out / PROBLEMS):
        tell(line)
    if visits:
        tell(f"{visits:,} visit{' between schools is' if visits == 1 else 's between schools are'} suggested.")
    tell(*(line for line in (outcome.again, outcome.waiting) if line))
    if outcome.failed:
        tell(f"{_failure_count(outcome.failed)}{'' if dry_run else f'; {out / PROBLEMS} says why'}.")
    for verdict in outcome.verdicts:
        tell(str(verdict))
    if not dry_run and not outcome.waiting:
        tell(f"Begin with {out / 'cohort.html'}.")


def _changed_lines(outcome: "BatchResult") -> Iterator[str]:
    """Yield how many reports are new, what changed in the others, and whose visits did."""
    parts = {name: [school for school, those in outcome.changed.items() if name in those] for name in CHANGED}
    counted = ", ".join(f"{CHANGED[name]} in {len(schools):,}" for name, schools in parts.items() if schools)
    yield f"New: {len(outcome.made) - len(outcome.changed):,}; changed: {len(outcome.changed):,} ({counted})."
    if visited := parts["visits"]:
        named = list_some(visited, MOST_NAMES)
        yield (
            f"The suggested visits of {_count_schools(len(visited))} changed: {named}. Visits that are arranged "
            "already may no longer be suggested; what schools have agreed on may stay all the same."
        )
    waits = [school for school, those in outcome.changed.items() if set(those) == {"family"}]
    written = [school for school, folder in outcome.folders.items() if folder.name in outcome.made]
    again = [school for school in written if school not in waits]
    if waits and again:
        yield (
            f"To hand out: the reports of {_count_schools(len(again))}: {list_some(again, MOST_NAMES)}. In the others, "
            "only a sentence about similar schools changed, which can wait."
        )


def _rounds_line(compared: int, schools: int) -> str:
    """Return of how many *schools* the reports say what changed."""
    said = "the report says" if compared == 1 else "the reports say"
    rest = schools - compared
    have = "has" if rest == 1 else "have"
    others = f"; {rest:,} {have} no earlier answers, or none that may be compared" if rest else ""
    return f"{_count_schools(compared)}: {said} what changed since the round before{others}."


def _plans_line(read: int, unused: Sequence[Path]) -> str:
    """Return how many plans were *read*, and which files among them were *unused*."""
    counted = f"{read:,} {'plan was' if read == 1 else 'plans were'} read"
    named = list_some(list(map(str, unused)), MOST_NAMES)
    return f"{counted}; could not be used: {named}." if unused else f"{counted}."


def _print_not_in_table(schools: Sequence["NotInTable"], table: Path | None) -> None:
    """List every school that is not in the *table*, with its file and the school that may be meant."""
    if not schools:
        return
    counted = "1 school is" if len(schools) == 1 else f"{len(schools):,} schools are"
    tell(f"{counted} not in the table {table}, so there is no report, and the page about all schools leaves them out:")
    tell(*_wrap_names(f"{each.school} ({each.file}{f'; {each.hint}' if each.hint else ''})" for each in schools))
    tell(
        "Correct the name in the answers, or the name of the file, or add the school to the table; or report them "
        "anyway with --unknown-schools keep."
    )


def _stale_lines(stale: Mapping[str, StaleReports], problems: Path | None) -> Iterator[str]:
    """Yield a sentence for each reason why old reports are kept; *problems* is the table, if it is written."""
    where = f"see {problems}" if problems else "see above"
    for reason, (why, remedy) in STAYS.items():
        folders = [name for name, each in stale.items() if each.reason == reason]
        if folders:
            named = list_some(folders, MOST_NAMES)
            yield f"{_count_reports(len(folders))} stay, {why}: {named}. {remedy.format(where=where)}"


def _print_batch_problems(problems: Iterable["Problem"], table: Path | None, *, verbose: bool) -> None:
    """Print the most severe problems; *table* has all of them. If it is None, print every one."""
    if table is None or verbose:
        show(problems, "" if table is None else DONE, verbose=verbose)
        return
    found = tuple(problems)
    every = summary_lines(each for each in found if each.severity != "advice")
    lines = every[:LISTED]
    if more := len(every) - len(lines):
        lines.append(f"and {more:,} more {'line' if more == 1 else 'lines'} in {table}")
    elif len(lines) < len(found):
        lines.append(f"All that was found is in {table}.")
    if (mistakes := count_mistakes(found)).mistakes:
        lines.append(f"{mistakes}. {DONE}")
    tell(*lines)


def _failure_count(number: int) -> str:
    return f"{number:,} {'file or school' if number == 1 else 'files or schools'} could not be read or used"
