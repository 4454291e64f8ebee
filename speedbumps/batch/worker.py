"""What a worker does with some schools: score them, or write their reports."""

import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import NamedTuple, TypeVar

import polars as pl

from speedbumps.audit import AuditOptions, audits, outlines
from speedbumps.batch.manifest import REPORTS, digest
from speedbumps.batch.storage import Journal
from speedbumps.cohort.members import Member, member
from speedbumps.i18n import load_locale
from speedbumps.model.answers import School
from speedbumps.model.audit import Audit, AuditNote, Family, SchoolExchange
from speedbumps.model.instrument import Instrument
from speedbumps.report import render_html, render_json, render_markdown
from speedbumps.report.branding.brand import Brand
from speedbumps.report.document import whole_and_first_page
from speedbumps.scoring.responses import Responses
from speedbumps.whole_files import write_whole

Made = TypeVar("Made")


class WorkerContext(NamedTuple):
    """What all workers of a batch need."""

    instrument: Instrument
    wish: AuditOptions
    language: str
    out: Path
    work: Path
    """The folder for unfinished files."""
    brand: Brand | None = None
    """The templates of a user for pages."""


class PackedAnswers(NamedTuple):
    """Some schools with their answers, in the form in which they are sent to a worker."""

    people: bytes
    schools: Mapping[str, School]
    set_aside: Mapping[str, int]
    duplicates: Mapping[str, int]


class ReportTask(NamedTuple):
    """What one school's reports say of other schools, and the folder that they are written to."""

    folder: str
    family: Family
    exchange: SchoolExchange
    note: AuditNote | None
    """What they say of earlier reports that they replace."""
    mark: str
    """A digest of everything that the reports are made from."""


class ScoringResult(NamedTuple):
    """The results of scoring some schools."""

    members: Sequence[Member]
    answers: Mapping[str, str]
    """A digest of each school's answers."""
    failed: Mapping[str, str]
    """Schools that could not be scored, with the reason."""


def pack_answers(responses: Responses, schools: Sequence[str]) -> PackedAnswers:
    """Return the *schools* out of *responses*."""
    file = BytesIO()
    responses.people.filter(pl.col("school").is_in(schools)).write_ipc(file)
    return PackedAnswers(
        file.getvalue(),
        {name: responses.schools[name] for name in schools if name in responses.schools},
        {name: responses.set_aside[name] for name in schools if name in responses.set_aside},
        {name: responses.duplicates[name] for name in schools if name in responses.duplicates},
    )


def score_schools(context: WorkerContext, block: PackedAnswers) -> ScoringResult:
    """Score the schools in *block*, and return what other schools may be told of them."""
    responses = _unpack_answers(block)
    made, failed = _make_each(
        responses, lambda some: {each.school: each for each in outlines(context.instrument, some)}
    )
    schools = {name: responses.schools.get(name) or School(id=name) for name in made}
    members = [member(each, schools[name]) for name, each in made.items()]
    return ScoringResult(members, _digests(responses.people), failed)


def write_reports(context: WorkerContext, block: PackedAnswers, tasks: Mapping[str, ReportTask]) -> Mapping[str, str]:
    """Write the reports of the schools in *block*, and return the schools for which that failed, with the reason."""
    made, failed = _audits_or_failures(context, _unpack_answers(block))
    journal = Journal(context.work)
    for name, audit in made.items():
        task = tasks[name]
        notes = (*audit.notes, *([task.note] if task.note else []))
        whole = audit.model_copy(update={"family": task.family, "exchange": task.exchange, "notes": notes})
        _write_school(context, whole, context.out / task.folder)
        journal.note(task.folder, task.mark)
    return failed


def _write_school(context: WorkerContext, audit: Audit, folder: Path) -> None:
    """Write the reports of one school."""
    folder.mkdir(exist_ok=True)
    made = whole_and_first_page(audit, load_locale(context.language))
    report, first_page = (each._replace(brand=context.brand) for each in made)
    texts = (render_html(report), render_markdown(report), render_html(first_page), render_json(audit))
    for name, text in zip(REPORTS, texts, strict=True):
        write_whole(text.encode("utf-8", errors="replace"), folder / name, context.work)


def _unpack_answers(block: PackedAnswers) -> Responses:
    return Responses(pl.read_ipc(BytesIO(block.people)), block.schools, block.set_aside, block.duplicates)


def _audits_or_failures(context: WorkerContext, responses: Responses) -> tuple[Mapping[str, Audit], Mapping[str, str]]:
    """Return the audits of the schools in *responses*, and the reasons of schools that have none."""
    return _make_each(
        responses, lambda some: {each.school.id: each for each in audits(context.instrument, some, context.wish)}
    )


def _make_each(
    responses: Responses, make: Callable[[Responses], Mapping[str, Made]]
) -> tuple[Mapping[str, Made], Mapping[str, str]]:
    """Return what *make* makes of each school; if it fails for all together, each school is tried by itself."""
    try:
        return make(responses), {}
    except Exception:  # noqa: BLE001 - one school never stops the others
        return _one_by_one(responses, make)


def _one_by_one(
    responses: Responses, make: Callable[[Responses], Mapping[str, Made]]
) -> tuple[Mapping[str, Made], Mapping[str, str]]:
    """Return what *make* makes of each school by itself, and the reasons of schools for which it fails."""
    made: dict[str, Made] = {}
    failed: dict[str, str] = {}
    for (name,), people in responses.people.partition_by("school", as_dict=True, maintain_order=True).items():
        try:
            made |= make(replace(responses, people=people))
        except Exception as error:  # noqa: BLE001 - as above; nothing of the answers is repeated
            failed[str(name)] = f"this school could not be scored ({type(error).__name__}); please report it"
    return made, failed


def _digests(people: pl.DataFrame) -> Mapping[str, str]:
    """Return for each school a digest of its people's rows in their order."""
    marks = people.with_columns(people.hash_rows(1).alias("a"), people.hash_rows(2).alias("b"))
    rows = marks.group_by("school").agg(pl.struct("a", "b")).iter_rows()
    return {school: _digest_of_hashes(marked) for school, marked in rows}


def _digest_of_hashes(marks: Sequence[Mapping[str, int]]) -> str:
    return digest([[mark["a"], mark["b"]] for mark in marks])


_CONTEXT: list[WorkerContext] = []
"""The context of this worker; a process has no other place to keep what it was started with."""


def start_worker(context: WorkerContext) -> None:
    """Make this process a worker, which ends when the batch does, however that ends."""
    _CONTEXT.append(context)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that began the batch ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()


def do_nothing() -> None:
    """Do nothing; workers are asked to do it so that they start."""


def _end_with_parent() -> None:
    """Wait for the process that began the batch to end, then end this one."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def score_in_worker(block: PackedAnswers) -> ScoringResult:
    """Call score_schools in a worker."""
    return score_schools(_CONTEXT[0], block)


def write_in_worker(block: PackedAnswers, tasks: Mapping[str, ReportTask]) -> Mapping[str, str]:
    """Call write_reports in a worker."""
    return write_reports(_CONTEXT[0], block, tasks)
