"""speedbumps purge: erase what was collected, and name what cannot be erased."""

import re
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from speedbumps.batch.manifest import read_manifest
from speedbumps.cli.exit_codes import BAD_FILES
from speedbumps.cli.running import command_line, failure_reason, refuse, tell
from speedbumps.responses.column_problems import quote_path
from speedbumps.tables.files import JSON, PUBLISHED

app = command_line("Erase files of answers.")

FORMAT = b"speedbumps-answers/1"
START = 64 * 1024
"""The number of bytes in which a file of answers names its format."""

PERSONAL = (".yaml", ".yml")
EXPORTS = (".csv", ".tsv", ".xlsx", ".parquet", ".json")
"""Tables of many people's answers. In a folder they are kept, since they may hold other things."""

PART = re.compile(r"\..+\.ya?ml\.[^.]+\.part", re.IGNORECASE)
"""The names of temporary files that an interrupted write leaves behind."""

SAYS_SO = re.compile(
    rb"""^(?:\xef\xbb\xbf)?(?:\{\s*)?["']?format["']?\s*:\s*["']?speedbumps-answers/1["']?\s*,?\s*(?:#.*)?$""",
    re.MULTILINE,
)

NOTE = re.compile(rf"{re.escape(PUBLISHED)}|\.{re.escape(PUBLISHED)}\.[^.]+\.part")
"""The names of the note of what was published, and of what an interrupted write of it leaves behind."""

SCHOOL_TABLE = re.compile(rb"""^(?:\xef\xbb\xbf)?["']?(?:id|urn)["']?\s*[,;\t]""", re.IGNORECASE)
"""The heading of a table of schools."""

BEYOND = (
    "This cannot erase copies elsewhere: backups, e-mails and what was attached to them, folders synchronised with\n"
    "other computers or a cloud, recycle bins, and drafts in people's browsers. A disk, above all an SSD, may keep\n"
    "remains of a file for a while. Reports, audits, reviews, and the folder that 'speedbumps batch --out' wrote were\n"
    "left: a review holds people's own words, and a report may, so decide whether to delete them too."
)

MAY_BE_EXPORT = "may be an export of answers; name it to erase it"

INSIDE = "is a folder inside; name it to erase answers in it"

PUBLISHED_SO_FAR = ": the note of what was published, which later reports of these answers are compared with"

BESIDE = "is the note of what was published, and other answers may lie beside it; name it to erase it"

REPORTS = "holds a school's finished reports, and no answers; delete the folder yourself if you want to"


class PurgePlan(NamedTuple):
    """The files to erase, and those to keep."""

    erased: tuple[Path, ...]
    left: tuple[tuple[Path, str], ...]
    """Each with the reason."""


@app.command()
def purge(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Folders with answers files, or files by their names.", metavar="FILES..."),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Erase without asking.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Erase answers: in a folder the files that people handed in, and any export that you name.

    The note of what was published, which lies beside answers, is erased with the last of them. It lists the files and
    asks first. It leaves everything else in a folder, and all folders inside it.
    """
    named, folders = _split_paths(paths)
    wrong = [(path, reason) for path in named if (reason := _keep_reason(path, named=True))]
    if wrong:
        for path, reason in wrong:
            tell(f"{path}: {reason}")
        tell("Nothing was erased.")
        raise SystemExit(BAD_FILES)
    found = _plan_purge(named, folders)
    _print_plan(found)
    if not found.erased:
        tables = [str(path) for path, reason in found.left if reason == MAY_BE_EXPORT]
        by_name = "Nothing was erased. Tables are erased only by name: speedbumps purge"
        tell(f"{by_name} {quote_path(tables[0])}" if tables else "There is nothing to erase.")
        return
    if not yes and not _confirm_erasure(len(found.erased)):
        tell("Nothing was erased.")
        return
    left = tuple(_erase_files(found.erased))
    tell(f"Erased: {len(found.erased) - len(left)}.", *BEYOND.split("\n"))
    if left:
        tell("Not erased:", *(f"  {path}: {reason}" for path, reason in left))
        raise SystemExit(BAD_FILES)


def _split_paths(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files and the folders among *paths*, each once."""
    once = list(dict.fromkeys(paths))
    for path in once:
        if not path.exists() and not path.is_symlink():
            refuse(f"there is no file or folder {path}")
    return [path for path in once if not path.is_dir()], [path for path in once if path.is_dir()]


def _plan_purge(named: Iterable[Path], folders: Iterable[Path]) -> PurgePlan:
    named = [*named]
    folders = [*folders]
    files = [path for folder in folders for path in sorted(folder.iterdir()) if not path.is_dir()]
    reasons = {path: _keep_reason(path, named=False) for path in files}
    erased = dict.fromkeys((*named, *(path for path, reason in reasons.items() if reason is None)))
    left = [(path, reason) for path, reason in reasons.items() if reason and path not in erased]
    for folder in folders:
        reports = _report_folders(folder)
        inside = [path for path in sorted(folder.iterdir()) if path.is_dir()]
        left += [(path, REPORTS if path.name in reports else INSIDE) for path in inside]
    for note in _notes_beside([*named, *erased]):
        if note in named:
            continue
        erased.pop(note, None)
        if _holds_other_answers(note.parent, erased):
            left.append((note, BESIDE))
        else:
            erased[note] = None
    return PurgePlan(tuple(erased), tuple(left))


def _notes_beside(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the notes of what was published in the folders of the files at *paths*."""
    notes = dict.fromkeys(path.parent / PUBLISHED for path in paths)
    return tuple(note for note in notes if note.is_file() and not note.is_symlink())


def _holds_other_answers(folder: Path, erased: Collection[Path]) -> bool:
    """Return whether the *folder*, or one in it, holds files besides those *erased* that may be answers."""
    others = (path for path in folder.rglob("*") if path.is_file() and path not in erased)
    return any(_may_be_answers(path) for path in others)


def _may_be_answers(path: Path) -> bool:
    """Return whether the file at *path* may hold answers: it says so, or is a table that is not one of schools."""
    ending = path.suffix.lower()
    if NOTE.fullmatch(path.name) or ending not in (*PERSONAL, *EXPORTS):
        return False
    if ending in PERSONAL or ending == JSON:
        return _keep_reason(path, named=True) is None
    with path.open("rb") as file:
        return not SCHOOL_TABLE.match(file.read(START))


def _report_folders(folder: Path) -> Collection[str]:
    """Return the names of the subfolders with reports of a batch, including those whose answers are gone."""
    last = read_manifest(folder)
    return {*last.schools, *last.stale} if last else ()


def _keep_reason(path: Path, *, named: bool) -> str | None:
    """Return why the file at *path* is kept; None if it is to be erased."""
    if path.is_symlink():
        return "is a link to a file elsewhere; name that file itself"
    if not path.is_file():
        return "is no file"
    if NOTE.fullmatch(path.name):
        return None
    ending = path.suffix.lower()
    if ending in EXPORTS:
        return _non_export_reason(path) if named else MAY_BE_EXPORT
    if ending not in PERSONAL and not PART.fullmatch(path.name):
        return "is not a file of answers"
    with path.open("rb") as file:
        start = file.read(START)
    unfinished = not start and ending not in PERSONAL
    return None if unfinished or SAYS_SO.search(start) else f"does not say that it is {FORMAT.decode()}"


def _non_export_reason(path: Path) -> str | None:
    """Return why a table that is named is not an export of answers: an audit is one object, responses are a list."""
    if path.suffix.lower() != JSON:
        return None
    with path.open("rb") as file:
        start = file.read(START).removeprefix(b"\xef\xbb\xbf").lstrip()
    return None if start.startswith(b"[") else "is not an export of answers"


def _print_plan(found: PurgePlan) -> None:
    if found.left:
        tell("Left as it is:", *(f"  {path}: {reason}" for path, reason in found.left))
    if found.erased:
        tell(
            "To be erased:", *(f"  {path}{PUBLISHED_SO_FAR if path.name == PUBLISHED else ''}" for path in found.erased)
        )


def _confirm_erasure(count: int) -> bool:
    """Ask for confirmation and return whether the answer is yes."""
    sys.stderr.write(f"Erase {count} {'file' if count == 1 else 'files'} for good? [y/N] ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        refuse("there is no terminal to ask in; --yes erases without asking. Nothing was erased")
    return answer.strip().lower() in {"y", "yes"}


def _erase_files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Erase *paths* one by one, even if some fail; yield those that could not be erased, with the reason."""
    for path in paths:
        try:
            path.unlink()
        except OSError as error:
            yield path, failure_reason(error)
