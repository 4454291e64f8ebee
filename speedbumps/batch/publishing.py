"""Leave out schools whose reports would reveal answers together with earlier ones, and note what is published."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.batch.intake import BatchAnswers
from speedbumps.diagnostics.codes import CHANGED, PUBLISHED_BEFORE
from speedbumps.diagnostics.problem import START, BadFilesError, Problem
from speedbumps.responses.publication_note import (
    NotedReport,
    PublicationNote,
    lock_note,
    lost_note,
    read_note,
    write_note,
)
from speedbumps.responses.publications import admit, publications, refusal_for_others


class AdmittedAnswers(NamedTuple):
    """The answers of the schools whose reports may be written."""

    found: BatchAnswers
    reports: Mapping[str, NotedReport]
    """What their reports publish, by the school's id; schools of which nothing is shown are missing."""
    path: Path
    """Where the note lies."""
    before: bytes | None
    """The note as it was; None if there was none."""
    was: PublicationNote
    """What it said."""
    note: PublicationNote
    """The note that has to be written before the reports are."""


def admit_answers(found: BatchAnswers, path: Path, *, replaces: bool) -> AdmittedAnswers:
    """Return *found* without the schools whose reports the note at *path* forbids, unless this one *replaces* those.

    Raises:
        BadFilesError: If no school is left, or the note cannot be read.
    """
    before, note = _content(path), read_note(path)
    if note.lost and not replaces:
        raise BadFilesError((lost_note(path),))
    least = found.instrument.questionnaire.privacy.min_group
    made = publications(found.instrument, found.responses.people, note.salt)
    admission = admit(note, made, least, replaces=replaces)
    reason = refusal_for_others(least)
    refused = tuple(
        Problem(found.first_file(school), START, PUBLISHED_BEFORE, f"{school}: {reason}")
        for school in sorted(admission.refused)
    )
    if refused:
        found = _without_schools(found, dict.fromkeys(admission.refused, reason), refused)
    return AdmittedAnswers(found, admission.reports, path, before, note, admission.note)


def note_publication(admitted: AdmittedAnswers) -> None:
    """Write the note of what is published.

    Raises:
        BadFilesError: If another command published something meanwhile.
        OSError: If it cannot be written; nothing may be published then.
    """
    with lock_note(admitted.path):
        if _content(admitted.path) != admitted.before:
            message = "another command has published something of these answers meanwhile; run the same command again"
            raise BadFilesError((Problem(str(admitted.path), START, CHANGED, message),))
        if admitted.note != admitted.was:
            write_note(admitted.note, admitted.path)


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
