"""Make what a command publishes, unless it would reveal answers together with an earlier report."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import polars as pl

from speedbumps.audit import audits
from speedbumps.cli.running import refuse, show
from speedbumps.cli.saved_audit import read_saved_audit
from speedbumps.diagnostics.codes import PUBLISHED_BEFORE
from speedbumps.diagnostics.problem import START, BadFilesError, Problem, require_value
from speedbumps.disclosure.republication import Exposure
from speedbumps.model.audit import Audit, AuditNote
from speedbumps.responses.collect import AnswerSet
from speedbumps.responses.publication_note import (
    NotedReport,
    PublicationNote,
    lock_note,
    lost_note,
    note_path,
    read_note,
    write_note,
)
from speedbumps.responses.publications import (
    add_replacement,
    admit,
    describe_conflicts,
    publications,
    refusal_text,
    replacement_note,
    since_exposure,
)
from speedbumps.scoring.responses import Responses
from speedbumps.tables.files import PUBLISHED, read_file

Content = TypeVar("Content")


class PublishRequest(NamedTuple):
    """The answers that a command publishes, and how earlier reports of them are treated."""

    answers: Sequence[Path]
    since: Path | None
    """The audit of an earlier report."""
    replaces: bool
    """Whether earlier reports were taken back."""


class Admitted(NamedTuple):
    """The schools whose reports may be written."""

    schools: tuple[str, ...]
    """Their ids, in order."""
    notes: Mapping[str, AuditNote]
    """By the id of each school whose report replaces earlier ones, what it says of them."""


class Published(NamedTuple, Generic[Content]):
    """What may be written."""

    content: Content
    refused: int
    """The number of schools that are not in it."""


class _SinceConflict(NamedTuple):
    """An audit that reveals answers together with the earlier one of --since."""

    school: str
    before: int
    after: int
    exposure: Exposure


def publish(found: AnswerSet, request: PublishRequest, render: Callable[[Admitted], Content]) -> Published[Content]:
    """Return what *render* makes of the schools whose reports may be written, and note that they are published.

    Schools whose report would reveal what a few people answered, together with an earlier one, are left out and listed.

    Raises:
        BadFilesError: If nothing may be written.
        OSError: If the note cannot be written.
    """
    path = note_path(request.answers)
    since = _compare_since(found, request.since) if request.since else None
    with lock_note(path):
        admission = _admit(found, request, read_note(path), since)
        if not admission.admitted.schools:
            raise BadFilesError(admission.problems)
        content = render(admission.admitted)
        if admission.changed:
            write_note(admission.note, path)
    show(admission.problems, "The others are done.")
    return Published(content, len(admission.problems))


def publish_together(
    published: Sequence[tuple[AnswerSet, PublishRequest]], render: Callable[[Sequence[Admitted]], Content]
) -> Content:
    """Return what *render* makes of several sets of answers, all of which are published, or none of them.

    Raises:
        BadFilesError: If any report would reveal what a few people answered, together with an earlier one.
        OSError: If a note cannot be written.
    """
    paths = {note_path(request.answers): None for _, request in published}
    since = [_compare_since(found, request.since) if request.since else None for found, request in published]
    with ExitStack() as locks:
        for folder in sorted({path.parent.resolve() for path in paths}):
            locks.enter_context(lock_note(folder / PUBLISHED))
        notes = {path: read_note(path) for path in paths}
        admitted: list[Admitted] = []
        changed: set[Path] = set()
        for (found, request), conflict in zip(published, since, strict=True):
            path = note_path(request.answers)
            admission = _admit(found, request, notes[path], conflict)
            if admission.problems:
                raise BadFilesError(admission.problems)
            admitted.append(admission.admitted)
            notes[path] = admission.note
            changed |= {path} if admission.changed else set()
        content = render(admitted)
        for path in sorted(changed):
            write_note(notes[path], path)
    return content


class _Admission(NamedTuple):
    """What of some answers may be published."""

    admitted: Admitted
    problems: tuple[Problem, ...]
    """Why the reports of the other schools are refused."""
    note: PublicationNote
    """What is published as soon as the reports are written."""
    changed: bool
    """Whether the note has changed."""


def _admit(
    found: AnswerSet, request: PublishRequest, note: PublicationNote, since: _SinceConflict | None
) -> _Admission:
    """Return what of the answers *found* may be published beside what is in the *note*.

    Raises:
        BadFilesError: If the note cannot be read.
    """
    least = found.instrument.questionnaire.privacy.min_group
    if note.lost and not request.replaces:
        raise BadFilesError((lost_note(note_path(request.answers)),))
    now = publications(found.instrument, found.responses.people, note.salt)
    if since and request.replaces and since.school in now:
        now[since.school] = add_replacement(now[since.school], [since.before])
    admission = admit(note, now, least, replaces=request.replaces)
    refused = {school: describe_conflicts(against, now[school], least) for school, against in admission.refused.items()}
    if since and not request.replaces:
        refused[since.school] = refusal_text(since.before, since.after, since.exposure, least)
    problems = tuple(_refusal(school, why, found) for school, why in sorted(refused.items()))
    schools = found.responses.people.get_column("school").unique().sort().to_list()
    allowed = tuple(school for school in schools if school not in refused)
    admitted = Admitted(allowed, dict(_replacement_notes(admission.reports)))
    return _Admission(admitted, problems, admission.note, admission.note != note)


def admitted_responses(found: AnswerSet, admitted: Admitted) -> Responses:
    """Return the answers of the schools whose reports may be written."""
    return _responses_of(found, admitted.schools)


def with_note(audit: Audit, admitted: Admitted) -> Audit:
    """Return *audit* with what it replaces."""
    note = admitted.notes.get(audit.school.id)
    return audit.model_copy(update={"notes": (*audit.notes, note)}) if note else audit


def _refusal(school: str, why: str, found: AnswerSet) -> Problem:
    """Return the problem that the report of a *school* is refused."""
    return Problem(str(found.files[school][0]), START, PUBLISHED_BEFORE, f"{school}: {why}")


def _replacement_notes(reports: Mapping[str, NotedReport]) -> Iterator[tuple[str, AuditNote]]:
    """Yield the id of each school whose report replaces earlier ones, and what it says of them."""
    for school, report in reports.items():
        note = replacement_note(report)
        if note:
            yield school, note


def _responses_of(found: AnswerSet, schools: Collection[str]) -> Responses:
    """Return the answers of *schools*."""
    people = found.responses.people
    if people.get_column("school").n_unique() == len(schools):
        return found.responses
    return replace(found.responses, people=people.filter(pl.col("school").is_in(list(schools))))


def _compare_since(found: AnswerSet, path: Path) -> _SinceConflict | None:
    """Return what the earlier audit at *path* would reveal together with one of the same school now."""
    earlier = read_saved_audit(path, require_value(read_file(path)))
    school = earlier.school.id
    if school not in found.files:
        refuse(f"--since: {path} is the audit of '{school}', and these answers are of other schools")
    (audit,) = audits(found.instrument, _responses_of(found, [school]))
    if None not in {earlier.round, audit.round} and earlier.round != audit.round:
        refuse(
            f"--since: {path} is of round '{earlier.round}', and these answers are of '{audit.round}'; --since is for "
            "an earlier report of the same round"
        )
    exposed = since_exposure(earlier, audit)
    if exposed is None:
        return None
    return _SinceConflict(audit.school.id, earlier.respondents.n or 0, audit.respondents.n or 0, exposed)
