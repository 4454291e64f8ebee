"""What a batch read and wrote, so that the next run only repeats what changed.

The manifest stays when the answers are erased, so it says nothing about single files that people handed in: neither
their names, which programs may show elsewhere, nor their sizes, which differ between roles, nor their times. It holds
salted digests: one for all of a folder's files together, and those of names.

Loads neither data frames nor models: where nothing changed, nothing else is needed.
"""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from speedbumps.tables.files import is_personal

NAME = "manifest.json"
FORMAT = "speedbumps-batch/1"
PATH_DIGEST = 16
"""The characters in the digest of a path."""

REPORTS = ("report.html", "report.md", "one-page.html", "audit.json")
"""The files that are written for each school: the report, its first page for an e-mail, and last the same as data."""

COMPARISON = "comparison.json"
"""What changed in the school since earlier rounds, which stands beside these where earlier rounds are known."""

PRIVATE = frozenset(
    {
        "bumps.csv",
        "changes.csv",
        "checklist.csv",
        "exchange.csv",
        "scores.csv",
        "scores.parquet",
        "scores.xlsx",
        "visits.html",
    }
)
"""The files beside the schools' folders that name schools with what their reports show, for their owner only."""

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
    """Digests of the paths of input files that hold, or may hold, the answers; None where they are not known."""


class Manifest(NamedTuple):
    """The record of a batch that came to its end."""

    options: Mapping[str, object]
    """The options of the command line, and the version of speedbumps."""
    questionnaire: str
    """The id, version and fingerprint of the questionnaire."""
    salt: str
    """A text that makes the digests of files useless elsewhere; it stays the same from run to run."""
    inputs: Mapping[str, str]
    """By the path of each input file, as the user wrote it, a digest of its state; not of files that people handed in.
    """
    folders: Mapping[str, str]
    """By the folder of files that people handed in, a digest of the state of all of these."""
    handed_in: tuple[str, ...]
    """Digests of the paths of these files."""
    unread: tuple[str, ...]
    """Digests of the state of files that could not be read."""
    beside: Mapping[str, FileStamp]
    """The files of the questionnaire, unless it is shipped."""
    schools: Mapping[str, str]
    """For each school's folder, a digest of everything that its reports are made from."""
    sources: Mapping[str, tuple[str, ...]]
    """For each school's folder, digests of the paths of the input files with its answers, as far as they are known."""
    comparisons: Mapping[str, tuple[str, str]]
    """For each folder that has one, what its comparison of rounds was made from, and the comparison, as digests."""
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
    shared: Mapping[str, object]
    """What was written of schools together, which the next run has to know (see `published`)."""
    waiting: str
    """What to say where the page about all schools is that of an earlier run, and of schools that are not on it."""


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
            old = "salt" not in data  # it lists the files themselves, and all of them count as changed
            salt = salt_of(data["inputs"]) if old else data["salt"]
            known = (data.get(key) for key in InputFiles._fields)
            files = _changed_files(data["inputs"], salt) if old else InputFiles(*known)

            def digests(sources: list[str]) -> tuple[str, ...]:
                return tuple(path_digest(path, salt) for path in sources) if old else tuple(sources)

            return Manifest(
                options=data["options"],
                questionnaire=data["questionnaire"],
                salt=salt,
                inputs=files.inputs,
                folders=files.folders,
                handed_in=tuple(files.handed_in),
                unread=tuple(files.unread),
                beside={path: FileStamp(*stamp) for path, stamp in data["beside"].items()},
                schools=data["schools"],
                sources={name: digests(paths) for name, paths in data.get("sources", {}).items()},
                comparisons={name: (made, held) for name, (made, held) in data.get("comparisons", {}).items()},
                stale={
                    name: StaleReports(mark, reason, None if paths is None else digests(paths))
                    for name, (mark, reason, paths) in data.get("stale", {}).items()
                },
                files=tuple(data["files"]),
                failed=data["failed"],
                verdicts=tuple(data["verdicts"]),
                broken=data["broken"],
                shared=data.get("shared", {}),
                waiting=data.get("waiting", ""),
            )
    return None


class InputFiles(NamedTuple):
    """What a manifest says of the files that were read; see there."""

    inputs: Mapping[str, str]
    folders: Mapping[str, str]
    handed_in: tuple[str, ...]
    unread: tuple[str, ...]


def _changed_files(paths: Iterable[str], salt: str) -> InputFiles:
    """Return what a manifest says of files at *paths* that have all changed since."""
    files = [Path(path) for path in paths]
    return InputFiles(
        {str(path): "" for path in files if not is_personal(path)},
        {str(path.parent): "" for path in files if is_personal(path)},
        tuple(path_digest(path, salt) for path in files if is_personal(path)),
        (),
    )


def salt_of(paths: Iterable[Path | str]) -> str:
    """Return the salt of a first batch, which reads the files at *paths*: the same for the same files."""
    return digest("salt", sorted(map(str, paths)))


def path_digest(path: Path | str, salt: str) -> str:
    """Return a digest of *path*."""
    return digest(salt, str(path))[:PATH_DIGEST]


def state_digest(files: Mapping[Path, FileStamp], salt: str) -> str:
    """Return a digest of the state of all *files* together."""
    return digest(salt, sorted((str(path), *stamp) for path, stamp in files.items()))


def digest_inputs(inputs: Mapping[Path, FileStamp], salt: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return a digest of each of the *inputs* by path, and of all files that were handed in by their folder."""
    folders: dict[str, dict[Path, FileStamp]] = {}
    for path, stamp in inputs.items():
        if is_personal(path):
            folders.setdefault(str(path.parent), {})[path] = stamp
    others = {str(path): state_digest({path: stamp}, salt) for path, stamp in inputs.items() if not is_personal(path)}
    return others, {folder: state_digest(files, salt) for folder, files in folders.items()}


def format_manifest(manifest: Manifest) -> str:
    """Return *manifest* as JSON."""
    return json.dumps({"format": FORMAT, **manifest._asdict()}, ensure_ascii=False, indent=1) + "\n"


def is_current(
    manifest: Manifest, options: Mapping[str, object], inputs: Mapping[Path, FileStamp], folder: Path
) -> bool:
    """Return whether the last batch into *folder* had the same options and unchanged files, and its reports exist."""
    return (
        manifest.options == options
        and digest_inputs(inputs, manifest.salt) == (manifest.inputs, manifest.folders)
        and all(is_same(Path(path), stamp) for path, stamp in manifest.beside.items())
        and _is_whole(manifest, folder)
    )


def is_as_it_was(path: Path, manifest: Manifest) -> bool:
    """Return whether the file at *path* was an input of the last batch, could not be read, and has not changed since.

    Of files that nobody handed in it is known too if they could be read.
    """
    try:
        now = state_digest({path: stamp_file(path)}, manifest.salt)
    except OSError:
        return False
    return now in manifest.unread or now == manifest.inputs.get(str(path))


def dropped_inputs(manifest: Manifest, inputs: Mapping[Path, FileStamp]) -> list[Path]:
    """Return the files that the last batch read, that are still there, and that are not among *inputs*."""
    options = {value for value in manifest.options.values() if isinstance(value, str)}
    current = {*map(str, inputs), *options}
    _, folders = digest_inputs(inputs, manifest.salt)
    handed_in = set(manifest.handed_in)
    found = [Path(path) for path in manifest.inputs if path not in current and Path(path).exists()]
    for folder, state in manifest.folders.items():
        if folders.get(folder) != state:
            others = (path for path in _files_in(Path(folder)) if str(path) not in current)
            found += [path for path in others if path_digest(path, manifest.salt) in handed_in]
    return found


def _files_in(folder: Path) -> list[Path]:
    """Return the files in *folder* that people may have handed in; none if it cannot be opened."""
    try:
        return sorted(path for path in folder.iterdir() if is_personal(path))
    except OSError:
        return []


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
    return all(has_all_reports(folder / name, compared=name in manifest.comparisons) for name in manifest.schools)


def has_all_reports(folder: Path, *, compared: bool = False) -> bool:
    """Return whether all reports of a school are in its *folder*; of one that is *compared*, what changed too."""
    try:
        names = {entry.name for entry in os.scandir(folder)}
    except OSError:
        return False
    return names.issuperset(REPORTS) and (COMPARISON in names) == compared


def holds_reports(folder: Path) -> bool:
    """Return whether any report of a school is in its *folder*."""
    return any((folder / name).is_file() for name in REPORTS)


def digest(*parts: object) -> str:
    """Return a short digest of everything in *parts*, which JSON can hold."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
