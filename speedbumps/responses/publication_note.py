"""The note of what was published, which lies beside the answers and is as private as they are."""

import json
import secrets
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from os import O_RDONLY
from os import close as close_file
from os import open as open_file
from pathlib import Path
from typing import NamedTuple

from speedbumps.diagnostics.codes import DAMAGED_NOTE
from speedbumps.diagnostics.problem import START, Problem
from speedbumps.disclosure.republication import Publication
from speedbumps.tables.files import PUBLISHED
from speedbumps.whole_files import write_whole

if sys.platform != "win32":
    from fcntl import LOCK_EX, flock

FORMAT = "speedbumps-published/1"

MARK_BYTES = 6
"""The bytes in the digest of a row, which only has to differ from those of one school."""

MARK = 2 * MARK_BYTES
"""Characters in the digest of a row."""

SALT_BYTES = 16


class NotedReport(NamedTuple):
    """A report that was written."""

    round: str | None
    people: Publication
    replaces: tuple[int, ...] | None = None
    """The numbers of people in earlier reports that it replaces; empty if these are not known, None if there are none.
    """


class PublicationNote(NamedTuple):
    """What was published of the answers in a folder."""

    salt: bytes
    """It makes the digests of rows useless elsewhere."""
    reports: Mapping[str, tuple[NotedReport, ...]] = {}
    """By the school's id, the reports that may lie with somebody."""
    lost: bool = False
    """Whether there was a note that cannot be read."""


def note_path(answers: Sequence[Path]) -> Path:
    """Return where the note of these *answers* lies: in the first folder, or in the folder of the first file."""
    first = answers[0]
    return (first if first.is_dir() else first.parent) / PUBLISHED


def read_note(path: Path) -> PublicationNote:
    """Return the note at *path*, a new one if there is none, or one that is `lost` if it cannot be read."""
    try:
        text = path.read_text("ascii")
    except FileNotFoundError:
        return PublicationNote(secrets.token_bytes(SALT_BYTES))
    except (OSError, ValueError):
        return PublicationNote(secrets.token_bytes(SALT_BYTES), lost=True)
    try:
        return _parse_note(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return PublicationNote(secrets.token_bytes(SALT_BYTES), lost=True)


def lost_note(path: Path) -> Problem:
    """Return the problem that the note at *path* cannot be read."""
    message = (
        "this note of what was published cannot be read, so nobody can tell whether an earlier report and this one "
        "together would reveal what single people answered. If nobody has a report of these answers, delete the "
        "note; otherwise take the earlier reports back, and write this one with --replaces"
    )
    return Problem(str(path), START, DAMAGED_NOTE, message)


def write_note(note: PublicationNote, path: Path) -> None:
    """Write *note* to *path*, whole or not at all, so that only the owner of the file can read it.

    Raises:
        OSError: If it cannot be written.
    """
    try:
        write_whole(_format_note(note).encode("ascii"), path, private=True)
    except OSError as error:
        message = (
            f"the note of what was published cannot be written ({error.strerror or error}), and without it the next "
            "report could reveal a single person's answers; copy the answers into a folder that can be written to"
        )
        raise OSError(error.errno, message, str(path)) from None


@contextmanager
def lock_note(path: Path) -> Iterator[None]:
    """Keep other processes from changing the note at *path* meanwhile, where the system can lock a folder."""
    if sys.platform == "win32":  # which has no locks of folders, and a file for it would have to lie beside the answers
        yield
        return
    folder = open_file(path.parent, O_RDONLY)
    try:
        with suppress(OSError):  # some network drives have no locks
            flock(folder, LOCK_EX)
        yield
    finally:
        close_file(folder)


def _format_note(note: PublicationNote) -> str:
    """Return *note* as JSON, one line for each school."""
    schools = ",\n".join(
        json.dumps({"school": school, "reports": [_report_to_json(each) for each in reports]})
        for school, reports in sorted(note.reports.items())
        if reports
    )
    return f'{{"format": "{FORMAT}", "salt": "{note.salt.hex()}", "schools": [\n{schools}\n]}}\n'


def _report_to_json(report: NotedReport) -> dict[str, object]:
    people = report.people
    return {
        "round": report.round,
        "cells": {cell: "".join(rows) for cell, rows in people.cells.items()},
        **({"public": sorted(people.public)} if people.public else {}),
        **({"beside": sorted(people.beside)} if people.beside else {}),
        **({} if report.replaces is None else {"replaces": report.replaces}),
    }


def _parse_note(data: Mapping[str, object]) -> PublicationNote:
    """Return the note in *data*.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: If it is no note.
    """
    match data:
        case {"format": str(format_), "salt": str(salt), "schools": list(schools)} if format_ == FORMAT:
            made = PublicationNote(bytes.fromhex(salt), dict(map(_parse_school, schools)))
        case _:
            raise ValueError(FORMAT)
    if not 0 < len(made.salt) <= SALT_BYTES:
        raise ValueError("salt")
    return made


def _parse_school(entry: Mapping[str, object]) -> tuple[str, tuple[NotedReport, ...]]:
    match entry:
        case {"school": str(school), "reports": list(reports)}:
            return school, tuple(map(_parse_report, reports))
    raise ValueError("school")


def _parse_report(entry: Mapping[str, object]) -> NotedReport:
    match entry:
        case {"round": str() | None as round_, "cells": dict(cells)}:
            people = Publication(
                {str(cell): _split_marks(rows) for cell, rows in cells.items()},
                _parse_names(entry.get("public", [])),
                _parse_names(entry.get("beside", [])),
            )
            return NotedReport(round_, people, _parse_sizes(entry.get("replaces")))
    raise ValueError("report")


def _split_marks(rows: object) -> tuple[str, ...]:
    if not isinstance(rows, str) or len(rows) % MARK:
        raise ValueError("rows")
    return tuple(rows[start : start + MARK] for start in range(0, len(rows), MARK))


def _parse_names(names: object) -> frozenset[str]:
    match names:
        case [*each] if all(isinstance(name, str) for name in each):
            return frozenset(map(str, each))
    raise ValueError("names")


def _parse_sizes(sizes: object) -> tuple[int, ...] | None:
    match sizes:
        case None:
            return None
        case [*each]:
            whole = tuple(size for size in each if isinstance(size, int))
            if len(whole) == len(each):
                return whole
    raise ValueError("replaces")
