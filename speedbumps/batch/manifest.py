"""What a batch read and wrote, so that the next one does again only what changed.

Loads neither frames nor models: where nothing changed, nothing else is needed.
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
"""What is written for each school."""

MISSING = "missing"
"""No input file holds answers of the school any more."""

UNUSED = "unused"
"""Its answers are there, and could not be read or used this time."""

UNSURE = "unsure"
"""Its answers are not there any more, or they are in a file that cannot be read."""


class Seen(NamedTuple):
    """A file as it was when it was read."""

    size: int
    modified: int
    """Nanoseconds since 1970."""


class Stale(NamedTuple):
    """Finished reports of an earlier run that this run would not make. They stay until somebody takes them away."""

    mark: str
    """A digest of all that they were made from."""
    reason: str
    """One of MISSING, UNUSED and UNSURE."""
    sources: tuple[str, ...] | None
    """The input files that hold, or may hold, the answers; None where nothing is known of them."""


class Manifest(NamedTuple):
    """One batch that came to its end."""

    options: Mapping[str, object]
    """What the command line said, and the version of speedbumps."""
    questionnaire: str
    """Its id, version and fingerprint."""
    inputs: Mapping[str, Seen]
    """By path, as it was named."""
    beside: Mapping[str, Seen]
    """The files of the questionnaire, unless it is shipped."""
    schools: Mapping[str, str]
    """For each school's folder, a digest of all that its reports are made from."""
    sources: Mapping[str, tuple[str, ...]]
    """For each school's folder, the input files that hold its answers, as far as they are known."""
    stale: Mapping[str, Stale]
    """Folders with reports of earlier runs that stayed."""
    files: tuple[str, ...]
    """What was written beside the schools' folders."""
    failed: int
    """Files and schools whose answers could not be read."""
    verdicts: tuple[str, ...]
    """Whether what must hold does, line by line."""
    broken: bool
    """Whether something does not hold that has to."""


def seen(path: Path) -> Seen:
    """What tells whether the file at *path* changed."""
    try:
        told = path.stat()
    except OSError:  # a link that leads nowhere is read too, to say so
        told = path.lstat()
    return Seen(told.st_size, told.st_mtime_ns)


def read(folder: Path) -> Manifest | None:
    """What the last batch into *folder* left; None where there was none, or it cannot be understood."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        data = json.loads((folder / NAME).read_text("utf-8"))
        if data["format"] == FORMAT:
            return Manifest(
                options=data["options"],
                questionnaire=data["questionnaire"],
                inputs={path: Seen(*told) for path, told in data["inputs"].items()},
                beside={path: Seen(*told) for path, told in data["beside"].items()},
                schools=data["schools"],
                sources={name: tuple(paths) for name, paths in data.get("sources", {}).items()},
                stale={name: _stale(*told) for name, told in data.get("stale", {}).items()},
                files=tuple(data["files"]),
                failed=data["failed"],
                verdicts=tuple(data["verdicts"]),
                broken=data["broken"],
            )
    return None


def _stale(mark: str, reason: str, sources: list[str] | None) -> Stale:
    return Stale(mark, reason, None if sources is None else tuple(sources))


def in_json(manifest: Manifest) -> str:
    """The *manifest* as it is kept."""
    return json.dumps({"format": FORMAT, **manifest._asdict()}, ensure_ascii=False, indent=1) + "\n"


def is_current(manifest: Manifest, options: Mapping[str, object], inputs: Iterable[Path], folder: Path) -> bool:
    """Whether the last batch into *folder* read the same files, unchanged, with the same options, and all is there."""
    named = list(inputs)
    same = manifest.options == options and set(manifest.inputs) == {str(path) for path in named}
    return (
        same
        and all(is_same(Path(path), told) for path, told in (*manifest.inputs.items(), *manifest.beside.items()))
        and _is_whole(manifest, folder)
    )


def is_same(path: Path, told: Seen) -> bool:
    """Whether the file at *path* is there, and as it was when it was *told* of."""
    try:
        return seen(path) == told
    except OSError:
        return False


def _is_whole(manifest: Manifest, folder: Path) -> bool:
    """Whether everything that was written is still there."""
    there = {entry.name for entry in os.scandir(folder)}
    if not there.issuperset((*manifest.files, *manifest.schools)):
        return False
    return all(is_made(folder / name) for name in manifest.schools)


def is_made(folder: Path) -> bool:
    """Whether all reports of a school are in its *folder*."""
    try:
        return {entry.name for entry in os.scandir(folder)}.issuperset(REPORTS)
    except OSError:
        return False


def holds_reports(folder: Path) -> bool:
    """Return whether any report of a school is in its *folder*."""
    return any((folder / name).is_file() for name in REPORTS)


def digest(*parts: object) -> str:
    """A short name for everything in *parts*, which JSON can hold."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
