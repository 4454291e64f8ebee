"""Leave out schools whose reports would reveal answers together with earlier ones, and note what is published."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.batch.earlier_rounds import EarlierRound
from speedbumps.batch.intake import BatchAnswers
from speedbumps.diagnostics.codes import CHANGED, PUBLISHED_BEFORE
from speedbumps.diagnostics.problem import START, BadFilesError, Problem
from speedbumps.responses.publication_note import (
    NotedReport,
    PublicationNote,
    lock_note,
    lost_note,
    note_path,
    read_note,
    write_note,
)
from speedbumps.responses.publications import admit, publications, refusal_for_others


class PendingNote(NamedTuple):
    """A note of what is published, before it is written."""

    path: Path
    """Where it lies."""
    before: bytes | None
    """Its content as it was; None if there was none."""
    was: PublicationNote
    """What it said."""
    note: PublicationNote
    """What it has to say before the reports are written."""


class AdmittedAnswers(NamedTuple):
    """The answers of the schools whose reports may be written."""

    found: BatchAnswers
    reports: Mapping[str, NotedReport]
    """What their reports publish, by the school's id; schools of which nothing is shown are missing."""
    notes: tuple[PendingNote, ...]
    """The note of these answers, then those of earlier rounds that lie elsewhere."""
    refused: frozenset[str] = frozenset()
    """Schools whose new report would reveal answers beside an earlier one, so that the earlier one stays."""


def admit_answers(found: BatchAnswers, path: Path, *, replaces: bool) -> AdmittedAnswers:
    """Return *found* without the schools whose reports the note at *path* forbids, unless this one *replaces* those.

    Raises:
        BadFilesError: If no school is left, or the note cannot be read.
    """
    pending = _read_pending(path, replaces=replaces)
    least = found.instrument.questionnaire.privacy.min_group
    made = publications(found.instrument, found.responses.people, pending.was.salt)
    admission = admit(pending.was, made, least, replaces=replaces)
    reason = refusal_for_others(least)
    refused = tuple(
        Problem(found.first_file(school), START, PUBLISHED_BEFORE, f"{school}: {reason}")
        for school in sorted(admission.refused)
    )
    if refused:
        found = _without_schools(found, dict.fromkeys(admission.refused, reason), refused)
    notes = (pending._replace(note=admission.note),)
    return AdmittedAnswers(found, admission.reports, notes, frozenset(admission.refused))


class EarlierPublications(NamedTuple):
    """What comparisons publish of earlier rounds."""

    admitted: AdmittedAnswers
    """The answers of the last round, with all notes that are to be written."""
    problems: tuple[Problem, ...]
    """Why some earlier answers must not be published once more."""
    refused: frozenset[str]
    """The schools that are therefore not compared."""


def admit_earlier(
    admitted: AdmittedAnswers,
    rounds: Sequence[EarlierRound],
    schools: Mapping[str, Sequence[int]],
    *,
    replaces: bool,
) -> EarlierPublications:
    """Return what comparisons may publish of earlier *rounds*, where *schools* holds the places of those of each.

    A comparison gives figures of the earlier rounds away as their reports do, and is noted beside their answers. All
    rounds of a school are noted, or none.

    Raises:
        BadFilesError: If a note cannot be read.
    """
    problems: list[Problem] = []
    refused: set[str] = set()
    notes = _note_rounds(admitted.notes, rounds, schools, replaces=replaces)
    for place, against in enumerate(notes.refused):
        least = rounds[place].instrument.questionnaire.privacy.min_group
        refused |= against
        problems += (
            Problem(
                rounds[place].first_file(school),
                START,
                PUBLISHED_BEFORE,
                f"{school}: its report does not say what changed since these answers: {refusal_for_others(least)}",
            )
            for school in sorted(against)
        )
    if refused:
        others = {school: places for school, places in schools.items() if school not in refused}
        notes = _note_rounds(admitted.notes, rounds, others, replaces=replaces)
    return EarlierPublications(admitted._replace(notes=notes.notes), tuple(problems), frozenset(refused))


class _NotedRounds(NamedTuple):
    """Notes with what comparisons publish of earlier rounds."""

    notes: tuple[PendingNote, ...]
    refused: tuple[frozenset[str], ...]
    """For each round, the schools of which nothing may be published."""


def _note_rounds(
    notes: Sequence[PendingNote],
    rounds: Sequence[EarlierRound],
    schools: Mapping[str, Sequence[int]],
    *,
    replaces: bool,
) -> _NotedRounds:
    pending = {_place_of(each.path): each for each in notes}
    refused: list[frozenset[str]] = []
    for place, each in enumerate(rounds):
        wanted = [school for school, places in schools.items() if place in places]
        people = each.responses.people.filter(pl.col("school").is_in(wanted))
        if people.is_empty():
            refused.append(frozenset())
            continue
        path = note_path([each.path])
        held = pending.get(_place_of(path)) or _read_pending(path, replaces=replaces)
        least = each.instrument.questionnaire.privacy.min_group
        admission = admit(held.note, publications(each.instrument, people, held.note.salt), least, replaces=replaces)
        pending[_place_of(path)] = held._replace(note=admission.note)
        refused.append(frozenset(admission.refused))
    return _NotedRounds(tuple(pending.values()), tuple(refused))


def _place_of(path: Path) -> Path:
    return path.parent.resolve() / path.name


def _read_pending(path: Path, *, replaces: bool) -> PendingNote:
    """Return the note at *path*, with nothing new in it.

    Raises:
        BadFilesError: If it cannot be read, and nothing is replaced.
    """
    before, note = _content(path), read_note(path)
    if note.lost and not replaces:
        raise BadFilesError((lost_note(path),))
    return PendingNote(path, before, note, note)


def withdraw(admitted: AdmittedAnswers, schools: Collection[str]) -> AdmittedAnswers:
    """Return *admitted* without the reports of *schools*, which are not written after all."""
    first, *others = admitted.notes
    reports = {name: each for name, each in first.note.reports.items() if name not in schools}
    reports |= {name: first.was.reports[name] for name in schools if name in first.was.reports}
    return admitted._replace(notes=(first._replace(note=first.note._replace(reports=reports)), *others))


def note_publication(admitted: AdmittedAnswers) -> None:
    """Write the notes of what is published.

    Raises:
        BadFilesError: If another command published something meanwhile.
        OSError: If one cannot be written; nothing may be published then.
    """
    with ExitStack() as locks:
        for path in sorted({_place_of(each.path) for each in admitted.notes}):
            locks.enter_context(lock_note(path))
        changed = [each.path for each in admitted.notes if _content(each.path) != each.before]
        if changed:
            message = "another command has published something of these answers meanwhile; run the same command again"
            raise BadFilesError(tuple(Problem(str(path), START, CHANGED, message) for path in changed))
        for each in admitted.notes:
            if each.note != each.was:
                write_note(each.note, each.path)


def _content(path: Path) -> bytes | None:
    """Return the content of the file at *path*; None if there is none."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _without_schools(found: BatchAnswers, reasons: Mapping[str, str], problems: tuple[Problem, ...]) -> BatchAnswers:
    """Return *found* without the schools that have *reasons* to be left out."""
    people = found.responses.people.filter(~pl.col("school").is_in(list(reasons)))
    if people.is_empty():
        raise BadFilesError((*found.problems, *problems))
    return found._replace(
        responses=replace(found.responses, people=people),
        schools=[school for school in found.schools if school not in reasons],
        problems=(*found.problems, *problems),
        failed=found.failed + len(reasons),
        left_out={**found.left_out, **reasons},
    )
