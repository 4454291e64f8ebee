"""Find and open files of answers: each is opened once, and a file that cannot be opened is a problem."""

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Never

from speedbumps.diagnostics.codes import EMPTY_FOLDER, FOLDER, NOT_A_FILE, NOT_READ, TOO_LARGE, UNREADABLE
from speedbumps.diagnostics.problem import START, LoadResult, Problem, reject_file
from speedbumps.diagnostics.severities import severity_of
from speedbumps.text import list_some

LARGEST = 4 * 1024**3
"""The most bytes of a file. The answers of five million people, written as words, take half as many."""

PERSONAL = (".yaml", ".yml", ".yaml.txt", ".yml.txt")
"""Files with one person's answers, or that belong to a questionnaire; some e-mail programs append .txt."""

TABLES = (".csv", ".tsv", ".xlsx", ".ods", ".parquet")
"""Files with many people's answers."""

PERHAPS = (".txt", ".zip", ".json")
"""Files that may hold a table of answers, or anything else."""

JSON = ".json"

OUR_OWN = ("audit.json", "cohort.json", "manifest.json")
"""The names of the JSON files that a batch writes."""

PUBLISHED = ".speedbumps-published.json"
"""The name of the note of what was published, which lies beside answers and holds none."""

IN_FOLDERS = (*PERSONAL, *TABLES, *PERHAPS)
"""The endings of files in a folder that may hold answers."""

OTHER_WORKBOOKS = {
    ".xls": "a workbook of an old Excel (.xls); save it as .xlsx",
    ".xlsb": "a binary workbook (.xlsb); save it as .xlsx",
    ".xlsm": "a workbook with macros (.xlsm); save it as .xlsx",
    ".fods": "an OpenDocument in XML (.fods); save it as .xlsx",
    ".numbers": "a Numbers document; export it as .xlsx",
    ".gz": "a packed file (.gz); unpack it",
    ".7z": "a packed file (.7z); unpack it",
    ".rar": "a packed file (.rar); unpack it",
    ".crdownload": "an unfinished download; download it again",
    ".part": "an unfinished download; download it again",
}
"""Files that may hold answers but are not read, by their endings: what each is, and what to do."""

NOT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Flags that keep open() from waiting for ever for a pipe without a writer."""

NUMBERS = re.compile(r"([0-9]+)")

MOST_NAMED = 5
"""The number of files that one message names."""

KINDS = ".yaml, .csv, .tsv, .txt, .xlsx, .ods, .parquet, .json and .zip"


class FilesFound(NamedTuple):
    """The files at some paths."""

    files: tuple[Path, ...]
    """Those that may hold answers, in natural order: 2 before 10."""
    problems: tuple[Problem, ...] = ()
    """Folders that cannot be searched, and files of other kinds that are skipped."""


def unsupported_format(path: Path) -> str | None:
    """Return a message if the file at *path* is, by its name, of a kind that is not read; else None."""
    kind = OTHER_WORKBOOKS.get(path.suffix.lower())
    return None if kind is None else f"this file is not read: it is {kind}"


def is_personal(path: Path) -> bool:
    """Return whether the file at *path* holds one person's answers, by its name."""
    return path.name.lower().endswith(PERSONAL)


def read_file(path: Path) -> LoadResult[bytes]:
    """Return the content of the file at *path*.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    name = str(path)
    try:
        file = os.open(name, os.O_RDONLY | NOT_WAITING)
    except FileNotFoundError:
        if path.is_symlink():
            return reject_file(name, NOT_A_FILE, "this is a link to a file that is not there")
        raise
    except (OSError, ValueError) as error:
        return _opening_error(path, error)
    try:
        kind = os.fstat(file)
        if stat.S_ISDIR(kind.st_mode):
            return reject_file(name, FOLDER, "this is a folder; name a file")
        if not stat.S_ISREG(kind.st_mode):
            return reject_file(
                name, NOT_A_FILE, "this is a pipe or a device; save what it gives in a file, and name that"
            )
        if kind.st_size > LARGEST:
            return reject_file(
                name, TOO_LARGE, f"the file is larger than {LARGEST // 1024**3} GB; is it the right one?"
            )
        return LoadResult(_read_all(file, kind.st_size))
    except OSError as error:
        return reject_file(name, UNREADABLE, f"the file cannot be read: {error.strerror or 'it is damaged'}")
    finally:
        os.close(file)


def list_files(paths: Iterable[Path]) -> FilesFound:
    """Return the files at *paths*, with each folder replaced by the files in it that may hold answers.

    Folders inside a folder are searched too, unless they are hidden, links, or begin with an underscore.
    """
    given = list(paths)
    files: list[Path] = []
    problems: list[Problem] = []
    for path in given:
        if not path.is_dir() or unsupported_format(path) is not None:
            files.append(path)
            continue
        before, passed_over = len(files), list[Path]()
        for found in _walk_users_files(path):
            if isinstance(found, Problem):
                problems.append(found)
            elif found.name.lower().endswith(IN_FOLDERS):
                files.append(found)
            else:
                passed_over.append(found)
        problems += _skipped_file_problems(path, passed_over, files[before:])
        if len(files) == before:
            message = f"this folder holds no answers: no {KINDS.replace(' and ', ' or ')} file"
            problems.append(Problem(str(path), START, EMPTY_FOLDER, message))
    once = dict.fromkeys(files) if len(given) > 1 else files
    return FilesFound(tuple(once), tuple(problems))


def natural_sort_key(name: str) -> tuple[list[str | int], str]:
    """Return a sort key that orders names naturally: 2 before 10, and a name before its copies."""
    parts = NUMBERS.split(name.rpartition(".")[0].casefold())
    return [int(part) if place % 2 else part for place, part in enumerate(parts)], name


def _read_all(file: int, size: int) -> bytes:
    content = os.read(file, size + 1)
    if len(content) == size:
        return content
    parts = [content]  # one call returns at most 2 GB, and the file may have grown
    while parts[-1]:
        parts.append(os.read(file, size + 1))
    return b"".join(parts)


def _opening_error(path: Path, error: OSError | ValueError) -> LoadResult[Never]:
    if isinstance(error, ValueError):
        return reject_file(str(path), UNREADABLE, "the name of this file cannot be used")
    if error.errno in (errno.ELOOP, errno.ENXIO):
        return reject_file(str(path), NOT_A_FILE, "this is a link that leads in a circle, or a socket; name a file")
    with suppress(OSError):
        if path.is_dir():  # on systems where folders cannot be opened
            return reject_file(str(path), FOLDER, "this is a folder; name a file")
    return reject_file(str(path), UNREADABLE, f"the file cannot be opened: {error.strerror or error}")


def _walk_users_files(folder: Path) -> Iterator[Path | Problem]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: natural_sort_key(entry.name))
    except OSError as error:
        yield Problem(str(folder), START, UNREADABLE, f"this folder cannot be opened: {error.strerror or error}")
        return
    folders: list[str] = []
    for entry in found:
        if _is_folder(entry) and unsupported_format(Path(entry.name)) is None:  # Numbers may write a folder
            if entry.is_symlink() and not entry.name.startswith((".", "_")):
                message = "this is a link to a folder, and links are not followed; name the folder itself"
                yield Problem(str(folder / entry.name), START, NOT_READ, message, severity_of(NOT_READ))
            folders += [] if entry.is_symlink() or entry.name.startswith((".", "_")) else [entry.name]
        elif _is_users_file(entry.name):
            yield folder / entry.name
    for name in folders:
        yield from _walk_users_files(folder / name)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    """Return whether an entry is a folder; False for a link that leads in a circle."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_users_file(name: str) -> bool:
    """Return whether a file may be somebody's answers; False for files that systems or speedbumps itself write."""
    lower = name.lower()
    return not (lower in (*OUR_OWN, "thumbs.db", "desktop.ini") or name.startswith(("~$", ".")))


def _skipped_file_problems(root: Path, files: Sequence[Path], read: Iterable[Path]) -> Iterator[Problem]:
    """Yield the problems for *files* in the folder *root* that are skipped, while others there are *read*.

    Each workbook has a problem of its own, unless a file of the same name but for the ending is read: then it was saved
    as that file.
    """
    books = {path: message for path in files if (message := unsupported_format(path)) is not None}
    saved = {path.with_suffix("") for path in read} if books else set[Path]()
    named = {path: message for path, message in books.items() if path.with_suffix("") not in saved}
    yield from (Problem(str(path), START, NOT_READ, message, severity_of(NOT_READ)) for path, message in named.items())
    others = [str(path.relative_to(root)) for path in files if path not in named]
    if others:
        message = f"not read: {list_some(others, MOST_NAMED)}; files of answers end in {KINDS}"
        yield Problem(str(root), START, NOT_READ, message, severity_of(NOT_READ))
