"""Reports of earlier runs that this run would not make: why, and which of them may be taken away."""

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from speedbumps.batch.folders import folder_of
from speedbumps.batch.manifest import MISSING, UNSURE, UNUSED, Manifest, Stale, holds_reports, is_same


class Earlier(NamedTuple):
    """What earlier runs made."""

    marks: Mapping[str, str]
    """For each folder, a digest of all that its reports were made from."""
    sources: Mapping[str, tuple[str, ...]]
    """For each folder, the input files that hold the answers, where they are known."""
    stale: Mapping[str, Stale]
    """Folders that were stale in the last run already."""
    last: Manifest | None
    """The last run that came to its end."""


class Unused(NamedTuple):
    """Answers that a run found and could not use."""

    schools: Collection[str]
    """Ids of schools that the files name and that get no reports this time."""
    files: frozenset[str]
    """Files that were not read, so that nobody knows which schools they name."""


def earlier(last: Manifest | None, journal: Mapping[str, str]) -> Earlier:
    """Return what was made according to the *last* manifest, and to the *journal* of runs that were stopped since."""
    if last is None:
        return Earlier(journal, {}, {}, None)
    stale = {name: each.mark for name, each in last.stale.items()}
    return Earlier({**last.schools, **stale, **journal}, last.sources, last.stale, last)


def stale_reports(out: Path, before: Earlier, current: Collection[str], unused: Unused) -> Mapping[str, Stale]:
    """Return the folders in *out* with reports of earlier runs that are not *current*, and why they are stale.

    A folder that somebody emptied or deleted by hand is not among them.
    """
    folders = {folder_of(school) for school in unused.schools}
    suspect = _suspect(before, unused.files)
    names = [name for name in sorted(before.marks) if name not in current and holds_reports(out / name)]
    return {
        name: Stale(before.marks[name], UNUSED, _sources(name, before))
        if name in folders
        else _without_answers(name, before, unused.files, suspect)
        for name in names
    }


def of_reason(stale: Mapping[str, Stale], reason: str) -> tuple[str, ...]:
    """Return the folders that are stale for this *reason*."""
    return tuple(name for name, each in stale.items() if each.reason == reason)


def _suspect(before: Earlier, unreadable: Collection[str]) -> tuple[str, ...]:
    """Return the *unreadable* files into which answers of any school may have moved since the last run.

    Not those that have not changed since then, and not those that held the answers of one school only.
    """
    schools = Counter(path for name in before.marks for path in _sources(name, before) or ())
    return tuple(sorted(path for path in unreadable if schools[path] != 1 and not _is_as_it_was(path, before.last)))


def _is_as_it_was(path: str, last: Manifest | None) -> bool:
    """Whether the file at *path* was an input of the last run, and has not changed since."""
    seen = last.inputs.get(path) if last else None
    return seen is not None and is_same(Path(path), seen)


def _sources(name: str, before: Earlier) -> tuple[str, ...] | None:
    stale = before.stale.get(name)
    return stale.sources if stale else before.sources.get(name)


def _without_answers(name: str, before: Earlier, unreadable: frozenset[str], suspect: tuple[str, ...]) -> Stale:
    """Return why the reports in folder *name* are stale, of whose school no file that can be read holds answers.

    Its answers may have moved into a *suspect* file; where the files that they came from are not known, they may be in
    any unreadable file.
    """
    mark, sources = before.marks[name], _sources(name, before)
    if sources is None:
        return Stale(mark, UNSURE if unreadable else MISSING, None)
    damaged = not unreadable.isdisjoint(sources)
    unsure = name in before.stale and before.stale[name].reason == UNSURE
    reason = UNUSED if damaged and not unsure else UNSURE if damaged or suspect else MISSING
    return Stale(mark, reason, tuple(dict.fromkeys((*sources, *suspect))))
