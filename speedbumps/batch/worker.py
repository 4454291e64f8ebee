"""What a worker does with some schools: score them, or write their reports."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, TypeVar

import polars as pl

from speedbumps.audit import AuditOptions, audits, outlines
from speedbumps.batch.manifest import COMPARISON, REPORTS, digest
from speedbumps.batch.storage import Journal
from speedbumps.cohort.members import Member, member
from speedbumps.i18n import load_locale
from speedbumps.model.answers import School
from speedbumps.model.audit import Audit, AuditNote, Family, SchoolExchange
from speedbumps.model.comparison import RoundChange, RoundComparison
from speedbumps.model.instrument import Instrument
from speedbumps.report import render_html, render_json, render_markdown
from speedbumps.report.beside import Beside
from speedbumps.report.branding.brand import Brand
from speedbumps.report.document import whole_and_first_page
from speedbumps.report.draft_line import with_draft_line
from speedbumps.report.plan_page import PlanPage
from speedbumps.rounds.compare import Refusal, compare_rounds
from speedbumps.rounds.sides import RoundAnswers
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
    rounds: tuple[Instrument, ...] = ()
    """The questionnaires of earlier rounds, the oldest first."""
    keep: bool = True
    """Whether comparisons are kept in the folder for unfinished files, for the reports and for the next run."""


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
    comparison: str | None
    """The digest of what the comparison with earlier rounds rests on; None where there is none."""
    plan: PlanPage | None
    """The plan that the school made after an earlier round."""
    mark: str
    """A digest of everything that the reports are made from."""


class MadeComparison(NamedTuple):
    """A comparison that was made, as far as the whole batch needs it."""

    content: str
    """A digest of it."""
    changes: tuple[RoundChange, ...]
    """Its barriers and facets."""


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
    return ScoringResult(members, row_digests(responses.people), failed)


def compare_schools(
    context: WorkerContext, rounds: tuple[PackedAnswers, ...], marks: Mapping[str, str]
) -> Mapping[str, MadeComparison | Refusal | str]:
    """Return what changed in each school of *marks* from round to round, or why nothing is said of it.

    The comparison itself is kept under the school's mark.
    """
    every = [
        RoundAnswers(instrument, _unpack_answers(each))
        for instrument, each in zip((*context.rounds, context.instrument), rounds, strict=True)
    ]
    return {school: _compare_school(context, every, school, mark) for school, mark in marks.items()}


def _compare_school(
    context: WorkerContext, rounds: Sequence[RoundAnswers], school: str, mark: str
) -> MadeComparison | Refusal | str:
    own = [each for each in (_of_school(answers, school) for answers in rounds) if each is not None]
    try:
        found = compare_rounds(own)
    except Exception as error:  # noqa: BLE001 - one school never stops the others; nothing of the answers is repeated
        return f"its rounds could not be compared ({type(error).__name__}); please report it"
    if isinstance(found, Refusal):
        return found
    content = render_json(found).encode()
    if context.keep:
        write_whole(content, _comparison_path(context.work, mark), context.work)
    return MadeComparison(sha256(content).hexdigest(), main_changes(found))


def _of_school(answers: RoundAnswers, school: str) -> RoundAnswers | None:
    """Return the *answers* of one school; None if it has none."""
    people = answers.responses.people.filter(pl.col("school") == school)
    return None if people.is_empty() else answers._replace(responses=replace(answers.responses, people=people))


def main_changes(found: RoundComparison) -> tuple[RoundChange, ...]:
    """Return the changes of barriers and facets."""
    return tuple(each for each in found.changes if each.kind != "question")


def kept_comparison(work: Path, mark: str) -> bytes | None:
    """Return the comparison with this *mark* in the folder for unfinished files; None if there is none."""
    with suppress(OSError):
        return _comparison_path(work, mark).read_bytes()
    return None


def _comparison_path(work: Path, mark: str) -> Path:
    return work / f"then-{mark}.json"


def write_reports(context: WorkerContext, block: PackedAnswers, tasks: Mapping[str, ReportTask]) -> Mapping[str, str]:
    """Write the reports of the schools in *block*, and return the schools for which that failed, with the reason."""
    made, failed = _audits_or_failures(context, _unpack_answers(block))
    journal = Journal(context.work)
    for name, audit in made.items():
        task = tasks[name]
        notes = (*audit.notes, *([task.note] if task.note else []))
        whole = audit.model_copy(update={"family": task.family, "exchange": task.exchange, "notes": notes})
        _write_school(context, whole, task)
        journal.note(task.folder, task.mark)
    return failed


def _write_school(context: WorkerContext, audit: Audit, task: ReportTask) -> None:
    """Write the reports of one school, and beside them what changed, if that is known."""
    folder = context.out / task.folder
    folder.mkdir(exist_ok=True)
    changed = None if task.comparison is None else _comparison_of(context, folder, task.comparison)
    comparison = None if changed is None else RoundComparison.model_validate_json(changed)
    beside = Beside(comparison=comparison, last_plan=task.plan)
    words, draft = load_locale(context.language), audit.questionnaire.draft_translation
    report, first_page = (
        with_draft_line(each, words, draft_translation=draft)._replace(brand=context.brand)
        for each in whole_and_first_page(audit, words, beside)
    )
    texts = (render_html(report), render_markdown(report), render_html(first_page), render_json(audit))
    if changed is None:
        (folder / COMPARISON).unlink(missing_ok=True)
    else:
        write_whole(changed, folder / COMPARISON, context.work)
    for name, text in zip(REPORTS, texts, strict=True):
        write_whole(text.encode("utf-8", errors="replace"), folder / name, context.work)


def _comparison_of(context: WorkerContext, folder: Path, mark: str) -> bytes:
    """Return the comparison with this *mark*: a new one, or that of an earlier run in the school's *folder*."""
    kept = kept_comparison(context.work, mark)
    return (folder / COMPARISON).read_bytes() if kept is None else kept


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


def row_digests(people: pl.DataFrame) -> Mapping[str, str]:
    """Return for each school a digest of its people's rows in their order."""
    marks = people.with_columns(people.hash_rows(1).alias("a"), people.hash_rows(2).alias("b"))
    rows = marks.group_by("school").agg(pl.struct("a", "b")).iter_rows()
    return {school: _digest_of_hashes(marked) for school, marked in rows}


def _digest_of_hashes(marks: Sequence[Mapping[str, int]]) -> str:
    return digest([[mark["a"], mark["b"]] for mark in marks])


_CONTEXT: list[WorkerContext] = []
"""The context of this worker; a process has no other place to keep what it was started with."""


def keep_context(context: WorkerContext) -> None:
    """Keep the *context* for what this process will be asked to do."""
    _CONTEXT.append(context)


def score_in_worker(block: PackedAnswers) -> ScoringResult:
    """Call score_schools in a worker."""
    return score_schools(_CONTEXT[0], block)


def compare_in_worker(
    rounds: tuple[PackedAnswers, ...], marks: Mapping[str, str]
) -> Mapping[str, MadeComparison | Refusal | str]:
    """Call compare_schools in a worker."""
    return compare_schools(_CONTEXT[0], rounds, marks)


def write_in_worker(block: PackedAnswers, tasks: Mapping[str, ReportTask]) -> Mapping[str, str]:
    """Call write_reports in a worker."""
    return write_reports(_CONTEXT[0], block, tasks)
