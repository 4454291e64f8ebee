"""What a batch read and wrote, so that the next run only repeats what changed.

Loads neither data frames nor models: where nothing changed, nothing else is needed.
"""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

NAME = "manifest.json"
FORMAT = "speedbumps-batch/1"
REPORTS = ("report.html", "report.md", "audit.json")
"""The files that are written for each school."""

MISSING = "missing"
"""The reason where no input file holds answers of the school any more."""

UNUSED = "unused"
"""The reason where the school's answers are there, but could not be read or used this time."""

UNSURE = "unsure"
"""The reason where the school's answers are gone, or are in a file that cannot be read."""


class FileStamp(NamedTuple):
    """The size and the time of change of a file when it was read."""

    size: int
    modified: int
    """Nanoseconds since 1970."""


class StaleReports(NamedTuple):
    """Reports of an earlier run that this run would not make. They stay until somebody removes them."""

    mark: str
    """A digest of everything that they were made from."""
    reason: str
    """One of MISSING, UNUSED and UNSURE."""
    sources: tuple[str, ...] | None
    """The input files that hold, or may hold, the answers; None where they are not known."""


class Manifest(NamedTuple):
    """The record of a batch that came to its end."""

    options: Mapping[str, object]
    """The options of the command line, and the version of speedbumps."""
    questionnaire: str
    """The id, version and fingerprint of the questionnaire."""
    inputs: Mapping[str, FileStamp]
    """The input files by path, as the user wrote it."""
    beside: Mapping[str, FileStamp]
    """The files of the questionnaire, unless it is shipped."""
    schools: Mapping[str, str]
    """For each school's folder, a digest of everything that its reports are made from."""
    sources: Mapping[str, tuple[str, ...]]
    """For each school's folder, the input files with its answers, as far as they are known."""
    stale: Mapping[str, StaleReports]
    """The folders with reports of earlier runs that were kept."""
    files: tuple[str, ...]
    """The files that were written beside the schools' folders."""
    failed: int
    """The number of files and schools whose answers could not be read."""
    verdicts: tuple[str, ...]
    """The verdict on each assertion, as a line."""
    broken: bool
    """Whether an assertion of level error does not hold."""


def stamp_file(path: Path) -> FileStamp:
    """Return what shows whether the file at *path* has changed."""
    try:
        stamp = path.stat()
    except OSError:  # a broken link is read too, so that it can be reported
        stamp = path.lstat()
    return FileStamp(stamp.st_size, stamp.st_mtime_ns)


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of the last batch into *folder*; None where there is none that can be understood."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        data = json.loads((folder / NAME).read_text("utf-8"))
        if data["format"] == FORMAT:
            return Manifest(
                options=data["options"],
                questionnaire=data["questionnaire"],
                inputs={path: FileStamp(*stamp) for path, stamp in data["inputs"].items()},
                beside={path: FileStamp(*stamp) for path, stamp in data["beside"].items()},
                schools=data["schools"],
                sources={name: tuple(paths) for name, paths in data.get("sources", {}).items()},
                stale={name: _stale_from_json(*entry) for name, entry in data.get("stale", {}).items()},
                files=tuple(data["files"]),
                failed=data["failed"],
                verdicts=tuple(data["verdicts"]),
                broken=data["broken"],
            )
    return None


def _stale_from_json(mark: str, reason: str, sources: list[str] | None) -> StaleReports:
    """Return stale reports as a manifest holds them."""
    return StaleReports(mark, reason, None if sources is None else tuple(sources))


def format_manifest(manifest: Manifest) -> str:
    """Return *manifest* as JSON."""
    return json.dumps({"format": FORMAT, **manifest._asdict()}, ensure_ascii=False, indent=1) + "\n"


def is_current(manifest: Manifest, options: Mapping[str, object], inputs: Iterable[Path], folder: Path) -> bool:
    """Return whether the last batch into *folder* had the same options and unchanged files, and its reports exist."""
    named = list(inputs)
    same = manifest.options == options and set(manifest.inputs) == {str(path) for path in named}
    return (
        same
        and all(is_same(Path(path), stamp) for path, stamp in (*manifest.inputs.items(), *manifest.beside.items()))
        and _is_whole(manifest, folder)
    )


def is_same(path: Path, stamp: FileStamp) -> bool:
    """Return whether the file at *path* is there, and has not changed since *stamp*."""
    try:
        return stamp_file(path) == stamp
    except OSError:
        return False


def _is_whole(manifest: Manifest, folder: Path) -> bool:
    """Return whether everything that was written is still there."""
    there = {entry.name for entry in os.scandir(folder)}
    if not there.issuperset((*manifest.files, *manifest.schools)):
        return False
    return all(has_all_reports(folder / name) for name in manifest.schools)


def has_all_reports(folder: Path) -> bool:
    """Return whether all reports of a school are in its *folder*."""
    try:
        return {entry.name for entry in os.scandir(folder)}.issuperset(REPORTS)
    except OSError:
        return False


def holds_reports(folder: Path) -> bool:
    """Return whether any report of a school is in its *folder*."""
    return any((folder / name).is_file() for name in REPORTS)


def digest(*parts: object) -> str:
    """Return a short digest of everything in *parts*, which JSON can hold."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
