"""speedbumps doctor: what is installed, what is missing, and where files lie."""

import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata
from operator import ge, gt, le, lt
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

import typer

from speedbumps.cli.browser import is_at_desktop
from speedbumps.cli.exit_codes import BAD_FILES, CLEAN
from speedbumps.cli.running import command_line, wants_colour, write
from speedbumps.resources import shipped_folder
from speedbumps.tables.files import PUBLISHED
from speedbumps.text import named_format, show_controls_by_line
from speedbumps.version import __version__

app = command_line("What is missing.")

PACKAGE = "speedbumps"

LIMITS: dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {">=": ge, "<=": le, ">": gt, "<": lt}

SHIPPED = ("questionnaires", "templates", "examples")

START = 64 * 1024
"""The number of bytes in which a file names its format."""

KINDS = {
    "actions": "actions",
    "answers": "one person's answers",
    "assertions": "what a questionnaire's tests expect",
    "audit": "a school's figures",
    "baseline": "problems that are known",
    "batch": "what a batch has done; keep it with the reports",
    "cohort": "figures of many schools",
    "comparison": "what changed between rounds",
    "difference": "what changed between questionnaires",
    "history": "the versions of a questionnaire",
    "items": "how questions worked",
    "map": "which column is which",
    "plan": "a plan",
    "published": "the note of what was published; keep it with the answers",
    "questionnaire": "a questionnaire",
    "review": "people's own words, to choose from",
    "translation": "a translation",
    "wording": "words to think about twice",
}
"""What a file is, by the format that it names."""

TABLES = (".csv", ".tsv", ".xlsx", ".parquet")

TABLE = "a table"

CONFIGURATIONS = ("speedbumps.toml", "pyproject.toml")

MOST = 30
"""The most files that are listed."""


class Library(NamedTuple):
    """A library that speedbumps needs, as its package says."""

    name: str
    limits: str
    """The versions that fit, such as >=2.1,<3."""


@app.command()
def doctor() -> None:
    """Say what is installed, what is missing, and which files of speedbumps lie in the current folder.

    Nothing is changed, and no answer is read or shown. Copy the output into a report of a problem.
    """
    here = Path.cwd()
    missing = tuple(_missing(here))
    lines = (*_installation(), "", *_files(here), "", *(missing or ("Nothing is missing.",)))
    write(show_controls_by_line("\n".join(lines)) + "\n", None)
    raise typer.Exit(BAD_FILES if missing else CLEAN)


def _installation() -> Iterator[str]:
    """Yield what runs, and where it lies."""
    size = shutil.get_terminal_size()
    colour = "with colour" if wants_colour() else "without colour"
    yield f"speedbumps {__version__}, in {Path(__file__).parents[1]}"
    yield f"Python {platform.python_version()} on {platform.system()} {platform.release()}, in {sys.executable}"
    yield f"Terminal: {size.columns} columns, {colour}"
    opened = "opened in the browser" if is_at_desktop() else "written, and not opened, since there is no desktop here"
    yield f"Pages are {opened}."
    for folder in SHIPPED:
        yield f"The {folder} that come with it lie in {shipped_folder(folder)}"


def _files(here: Path) -> Iterator[str]:
    """Yield which settings apply in the folder *here*, and which files of ours lie in it."""
    settings = next(
        (folder / name for folder in (here, *here.parents) for name in CONFIGURATIONS if _has_settings(folder / name)),
        None,
    )
    yield f"This folder: {here}"
    yield f"Settings for check: {settings or 'none here, nor in a folder above'}"
    found = [(path.name, kind) for path in sorted(here.iterdir()) if (kind := file_kind(path)) is not None]
    for name, kind in found[:MOST]:
        yield f"  {name}: {kind}"
    if len(found) > MOST:
        yield f"  and {len(found) - MOST} more"
    if not found:
        yield "  No file of speedbumps, and no table, lies here."


def _has_settings(path: Path) -> bool:
    try:
        return path.is_file() and (path.name == CONFIGURATIONS[0] or b"[tool.speedbumps" in path.read_bytes())
    except OSError:
        return False


def file_kind(path: Path) -> str | None:
    """Return what the file at *path* is, in words; None if it is none of ours, and no table."""
    try:
        if not path.is_file():
            return None
        if path.name == PUBLISHED:
            return KINDS["published"]
        if path.suffix.lower() in TABLES:
            return TABLE
        if path.suffix.lower() not in {".yaml", ".yml", ".json"}:
            return None
        with path.open("rb") as file:
            named = named_format(file.read(START))
    except OSError:
        return "cannot be read"
    return KINDS.get(_kind_of(named), "a file of another version") if named else None


def _kind_of(named: str) -> str:
    """Return what stands between the name of the program and the version: plan in speedbumps-plan/1."""
    return named.removeprefix("speedbumps-").partition("/")[0]


def _missing(here: Path) -> Iterator[str]:
    """Yield what stands in the way, each with what to do."""
    yield from missing_libraries(_needed_libraries(), _installed_version)
    for folder in SHIPPED:
        if not shipped_folder(folder).is_dir():
            yield f"The folder {folder} is missing from the installation. Install speedbumps again."
    try:
        with TemporaryFile(dir=here):
            pass
    except OSError as error:
        yield f"Nothing can be written in this folder: {error.strerror}. Go to another folder, or use -o."


def missing_libraries(needed: Sequence[Library], version_of: Callable[[str], str | None]) -> Iterator[str]:
    """Yield which of the *needed* libraries are not there, or have a version that does not fit."""
    for library in needed:
        version = version_of(library.name)
        if version is None:
            yield f"{library.name} is not installed. Install speedbumps again."
        elif not _fits(version, library.limits):
            wanted = f"{library.name}{library.limits}"
            yield f"{library.name} {version} is installed, and {wanted} is needed: pip install '{wanted}'"


def _needed_libraries() -> tuple[Library, ...]:
    """Return the libraries that the installed package asks for."""
    try:
        asked = metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return ()
    found = (re.match(r"([\w.-]+?)\s*((?:[<>=!~].*)?)$", each) for each in asked if ";" not in each)
    return tuple(Library(match[1], match[2]) for match in found if match)


def _installed_version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _fits(version: str, limits: str) -> bool:
    """Return whether *version* is within *limits*, such as >=2.1,<3."""
    return all(
        LIMITS[sign](_version_numbers(version), _version_numbers(limit))
        for sign, limit in re.findall(r"([<>]=?)\s*([\d.]+)", limits)
    )


def _version_numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version; zeros at the end do not count."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
