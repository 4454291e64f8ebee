"""speedbumps batch: every school's report, and what all of them say together."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speedbumps import __version__
from speedbumps.batch.manifest import Manifest, Seen, is_current, read, seen
from speedbumps.cli import options
from speedbumps.cli.running import BAD_FILES, command_line, refuse, show, tell
from speedbumps.cli.waiting import Waiting
from speedbumps.diagnostics.summary import summary, total
from speedbumps.responses.collect import Asked, files_in

if TYPE_CHECKING:  # where nothing changed, nothing of this is loaded
    from speedbumps.batch.making import Job, Outcome
    from speedbumps.model.problem import Problem

app = command_line("Score many schools.")

PROBLEMS = "problems.csv"

NAMED = 5
"""Folders, or files, that a message names."""

LISTED = 20
"""Lines about problems that the screen shows; all of them are in problems.csv."""

DONE = "The other schools are done."


@app.command()
def batch(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    answers: Annotated[
        list[Path],
        typer.Argument(
            help="Answers of many schools: files or folders, one school in each or all in one.",
            metavar="ANSWERS...",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="The folder to write into.", metavar="DIR", show_default=False)],
    workers: Annotated[
        int | None,
        typer.Option("--workers", help="Processes that share the work. Otherwise one for each processor.", min=1),
    ] = None,
    dry_run: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--dry-run", help="Read and score everything, tell what would be done, and write nothing.")
    ] = False,
    assert_: Annotated[
        Path | None,
        typer.Option("--assert", help="A file of what must hold; exits with 1 where it does not.", metavar="YAML"),
    ] = None,
    questionnaire: options.Questionnaire = None,
    form: options.Form = None,
    round_: options.Round = None,
    schools: options.Schools = None,
    language: options.Language = "en",
    date: options.Date = None,
    map_: options.Map = None,
    set_aside: options.SetAside = False,  # noqa: FBT002 - an option of the command line
    verbose: options.Verbose = False,  # noqa: FBT002 - an option of the command line
) -> None:
    """Make the reports of many schools, and a page about all of them.

    DIR gets a folder for each school with report.html, report.md and audit.json; cohort.html, .md and .json about all
    schools; scores.csv, .parquet and .xlsx; exchange.csv, the visits that schools could pay one another; and
    problems.csv. One bad file, or school, never stops the rest. The same command again does only what changed, and goes
    on where it was stopped. Exits with 1 if a file or school could not be read, or
    something does not hold that must.
    """
    options.spoken(language)
    asked = Asked(questionnaire, form, round_, schools, set_aside, map_, None, language)
    _apart(answers, out)
    inputs = _inputs([*answers, *(each for each in (schools, map_, assert_) if each)])
    said = _said(asked, options.dated(date), assert_)
    last = read(out)
    if last is not None and not dry_run and is_current(last, said, inputs, out):
        _unchanged(last, out)
    if last is not None and not dry_run:
        _nobody_left_out(last, inputs, out)
    from speedbumps.batch.making import Job

    job = Job(answers, out, asked, said, inputs, date, assert_, language, workers or os.cpu_count() or 1)
    outcome = _done(job, dry_run=dry_run)
    _show(outcome.problems, dry_run=dry_run, verbose=verbose)
    _tell(outcome, out, dry_run=dry_run)
    if outcome.failed or outcome.broken:
        raise typer.Exit(BAD_FILES)


def _apart(answers: list[Path], out: Path) -> None:
    """Says so if reports would be written among the answers: the next run would take them for answers."""
    here = out.resolve()
    for each in answers:
        if each.is_dir() and here.is_relative_to(each.resolve()):
            refuse(f"{out} lies among the answers in {each}; name a folder elsewhere with --out")


def _inputs(paths: list[Path]) -> dict[Path, Seen]:
    """Every file that is read, as it is before it is read."""
    return {path: seen(path) for path in files_in(paths, deep=True)}


def _nobody_left_out(last: Manifest, inputs: Collection[Path], out: Path) -> None:
    """Says so if answers are not named of which reports were made: these would be taken away."""
    said = {*map(str, inputs), *(value for value in last.options.values() if isinstance(value, str))}
    earlier = [path for path in map(Path, last.inputs) if str(path) not in said and path.exists()]
    named = {path.resolve() for path in inputs} if earlier else set()  # only then, for that asks the disk of each
    left = [path for path in earlier if path.resolve() not in named]
    if left:
        some = ", ".join(map(str, left[:NAMED])) + (" and others" if len(left) > NAMED else "")
        refuse(
            f"{out} holds reports from answers that are not named now: {some}. Name all of them, or write into another "
            f"folder; to give those reports up, delete {out} first"
        )


def _said(asked: Asked, date: str | None, assertions: Path | None) -> dict[str, object]:
    """What the command line says, as the manifest keeps it."""
    told = {name: str(value) if isinstance(value, Path) else value for name, value in asked._asdict().items()}
    return {"version": __version__, **told, "date": date, "assert": str(assertions) if assertions else None}


def _unchanged(last: Manifest, out: Path) -> None:
    tell(f"Nothing changed: the reports of {len(last.schools):,} schools in {out} are as they would be now.")
    if last.failed:
        tell(f"{_failed(last.failed)}; {out / PROBLEMS} says why.")
    for line in last.verdicts:
        tell(line)
    raise typer.Exit(BAD_FILES if last.failed or last.broken else 0)


def _done(job: "Job", *, dry_run: bool) -> "Outcome":
    from speedbumps.batch.making import run
    from speedbumps.batch.tables import files

    if job.out.exists() and not job.out.is_dir():
        refuse(f"{job.out} is no folder; name one with --out")
    waiting = Waiting()
    try:
        return run(job, lambda outcome: files(outcome, job.language), waiting.tell, dry=dry_run)
    except KeyboardInterrupt:
        waiting.stop()
        there = f"What is in {job.out} is whole; the same command goes on from there."
        tell("", f"Stopped. {there if job.out.exists() else 'Nothing was written yet.'}")
        raise typer.Exit(130) from None
    finally:
        waiting.stop()


def _tell(outcome: "Outcome", out: Path, *, dry_run: bool) -> None:
    schools = len(outcome.company.members)
    visits = len(outcome.company.plan.exchange.visits) if outcome.company.plan else 0
    would = "would be " if dry_run else ""
    counted = "1 school" if schools == 1 else f"{schools:,} schools"
    tell(f"{counted}: reports of {len(outcome.made):,} {would}written, {outcome.kept:,} as they were.")
    if outcome.gone:
        named = ", ".join(outcome.gone[:NAMED]) + ("" if len(outcome.gone) <= NAMED else " and others")
        taken = "Would be taken away" if dry_run else "Taken away"
        tell(f"{taken}, since they have no answers now that can be read: {named}.")
    if visits:
        tell(f"{visits:,} visit{' between schools is' if visits == 1 else 's between schools are'} suggested.")
    if outcome.failed:
        tell(f"{_failed(outcome.failed)}{'' if dry_run else f'; {out / PROBLEMS} says why'}.")
    for verdict in outcome.verdicts:
        tell(str(verdict))
    if not dry_run:
        tell(f"Begin with {out / 'cohort.html'}.")


def _show(problems: Iterable["Problem"], *, dry_run: bool, verbose: bool) -> None:
    """Write the gravest problems; all of them are in a file, unless nothing is written: then no line is left out."""
    if dry_run or verbose:
        show(problems, "" if dry_run else DONE, verbose=verbose)
        return
    found = tuple(problems)
    lines = summary(each for each in found if each.severity != "advice")[:LISTED]
    if len(lines) < len(found):
        lines.append(f"All that was found is in {PROBLEMS}.")
    if (mistakes := total(found)).mistakes:
        lines.append(f"{mistakes}. {DONE}")
    tell(*lines)


def _failed(number: int) -> str:
    return f"{number:,} {'file or school' if number == 1 else 'files or schools'} could not be read"
