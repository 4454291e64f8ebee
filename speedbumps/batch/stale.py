"""Reports of earlier runs that this run would not make: why, and which of them may be removed."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from speedbumps.batch.folders import folder_name
from speedbumps.batch.manifest import (
    MISSING,
    UNSURE,
    UNUSED,
    Manifest,
    StaleReports,
    holds_reports,
    is_as_it_was,
    path_digest,
    salt_of,
)


class EarlierRuns(NamedTuple):
    """What earlier runs wrote."""

    marks: Mapping[str, str]
    """For each folder, a digest of everything that its reports were made from."""
    sources: Mapping[str, tuple[str, ...]]
    """For each folder, digests of the paths of the input files with the answers, where they are known."""
    stale: Mapping[str, StaleReports]
    """Folders that were stale in the last run already."""
    last: Manifest | None
    """The last run that came to its end."""
    salt: str
    """What the digests of paths are made with."""


class UnusedAnswers(NamedTuple):
    """Answers that a run found and could not use."""

    schools: Collection[str]
    """The ids of schools that the files name and that get no reports this time."""
    files: frozenset[str]
    """Files that were not read, so that the schools in them are not known."""


def earlier_runs(last: Manifest | None, journal: Mapping[str, str], inputs: Iterable[Path]) -> EarlierRuns:
    """Return what was written according to the *last* manifest and to the *journal* of runs that were stopped since.

    If there is no such manifest, the salt is that of the *inputs*.
    """
    if last is None:
        return EarlierRuns(journal, {}, {}, None, salt_of(inputs))
    stale = {name: each.mark for name, each in last.stale.items()}
    return EarlierRuns({**last.schools, **stale, **journal}, last.sources, last.stale, last, last.salt)


def stale_reports(
    out: Path, before: EarlierRuns, current: Collection[str], unused: UnusedAnswers
) -> Mapping[str, StaleReports]:
    """Return the folders in *out* with reports of earlier runs that are not *current*, and why they are stale.

    A folder that somebody emptied or deleted by hand is not among them.
    """
    folders = {folder_name(school) for school in unused.schools}
    unreadable = {path: path_digest(path, before.salt) for path in unused.files}
    suspect = _suspect_files(before, unreadable)
    names = [name for name in sorted(before.marks) if name not in current and holds_reports(out / name)]
    return {
        name: StaleReports(before.marks[name], UNUSED, _sources(name, before))
        if name in folders
        else _stale_without_answers(name, before, frozenset(unreadable.values()), suspect)
        for name in names
    }


def folders_with_reason(stale: Mapping[str, StaleReports], reason: str) -> tuple[str, ...]:
    """Return the folders that are stale for this *reason*."""
    return tuple(name for name, each in stale.items() if each.reason == reason)


def _suspect_files(before: EarlierRuns, unreadable: Mapping[str, str]) -> tuple[str, ...]:
    """Return digests of the *unreadable* files into which answers of any school may have moved since the last run.

    Not those that have not changed since then, and not those that held the answers of one school only. *unreadable*
    holds the digests by path.
    """
    schools = Counter(path for name in before.marks for path in _sources(name, before) or ())
    changed = (path for path in unreadable if before.last is None or not is_as_it_was(Path(path), before.last))
    return tuple(sorted(unreadable[path] for path in changed if schools[unreadable[path]] != 1))


def _sources(name: str, before: EarlierRuns) -> tuple[str, ...] | None:
    """Return digests of the paths of files that the reports in folder *name* were made from; None if not known."""
    stale = before.stale.get(name)
    return stale.sources if stale else before.sources.get(name)


def _stale_without_answers(
    name: str, before: EarlierRuns, unreadable: frozenset[str], suspect: tuple[str, ...]
) -> StaleReports:
    """Return why the reports in folder *name* are stale, where no readable file holds answers of its school.

    The answers may have moved into a *suspect* file; where their former files are not known, they may be in any
    unreadable file.
    """
    mark, sources = before.marks[name], _sources(name, before)
    if sources is None:
        return StaleReports(mark, UNSURE if unreadable else MISSING, None)
    damaged = not unreadable.isdisjoint(sources)
    unsure = name in before.stale and before.stale[name].reason == UNSURE
    reason = UNUSED if damaged and not unsure else UNSURE if damaged or suspect else MISSING
    return StaleReports(mark, reason, tuple(dict.fromkeys((*sources, *suspect))))
