"""Find the files that names on the command line stand for."""

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from glob import glob, has_magic
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from speedbumps.lint.configuration import ConfigurationFile
from speedbumps.lint.dispatch import TABLES, YAML
from speedbumps.lint.recognition import is_ours

ENDINGS = (*YAML, *TABLES)

PASSED_OVER = ("node_modules",)
"""Folders of other people's files, which are skipped; hidden folders are skipped too."""


class Exclusion(NamedTuple):
    """Which files are never checked."""

    patterns: Sequence[str] = ()
    """Patterns of files and folders. One without a slash is compared with names, others with paths."""
    folder: Path = Path()
    """Where the paths in the patterns begin."""

    def covers(self, path: Path) -> bool:
        """Return whether the file or folder at *path*, or a folder that it is in, is excluded."""
        if not self.patterns:
            return False
        top, here = self.folder.resolve(), path.resolve()
        # Folders above that of the patterns never count, so that it does not matter where a project lies.
        seen = PurePosixPath(here.relative_to(top).as_posix() if here.is_relative_to(top) else here.as_posix())
        return any(
            fnmatch(part.as_posix() if "/" in pattern.strip("/") else part.name, pattern.strip("/"))
            for part in (seen, *seen.parents)
            for pattern in self.patterns
        )


class FoundFiles(NamedTuple):
    """What names on the command line stand for."""

    files: tuple[Path, ...] = ()
    """The files to check, each once."""
    excluded: tuple[Path, ...] = ()
    """Files that are excluded, and folders that are excluded as a whole."""
    others: tuple[Path, ...] = ()
    """Files in folders that belong to other programs."""
    missing: tuple[str, ...] = ()
    """A message for each name without a file."""


def find_files(names: Iterable[str], exclusion: Exclusion) -> FoundFiles:
    """Return the files that *names* stand for, but for those of an *exclusion*.

    A name is that of a file, of a folder, which stands for all that can be checked in it and below, or a pattern. In
    folders, files of other programs are passed over. What is excluded is so even if it is named: programs such as
    pre-commit name files one by one.
    """
    kinds: dict[Path, str] = {}
    missing = []
    for name in names:
        try:
            for path, kind in _kinds_of_files(name, exclusion):
                if kinds.get(path) != "file":
                    kinds[path] = kind
        except FileNotFoundError as error:
            missing.append(str(error))

    def of_kind(kind: str) -> tuple[Path, ...]:
        return tuple(path for path, each in kinds.items() if each == kind)

    return FoundFiles(of_kind("file"), of_kind("excluded"), of_kind("other"), tuple(missing))


def _kinds_of_files(name: str, exclusion: Exclusion) -> Iterator[tuple[Path, str]]:
    """Yield each file that *name* stands for, and whether it is a file to check, excluded, or another program's.

    Raises:
        FileNotFoundError: If nothing matches the pattern *name*.
    """
    path = Path(name)
    if path.is_dir():
        yield from _walk_files(path, exclusion)
    elif path.exists() or not has_magic(name):
        # A missing file is reported when it is opened, so that the other files are still checked.
        yield path, "excluded" if exclusion.covers(path) else "file"
    else:
        # Not every shell expands patterns; that of Windows does not.
        found = sorted(glob(name, recursive=True))  # noqa: PTH207 - a pattern may begin at a root
        if not found:
            raise FileNotFoundError(f"no file matches {name}")
        for one in found:
            yield from _kinds_of_files(one, exclusion)


def _walk_files(top: Path, exclusion: Exclusion) -> Iterator[tuple[Path, str]]:
    if exclusion.covers(top):
        yield top, "excluded"
        return
    for here, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in PASSED_OVER)
        out = [name for name in folders if exclusion.covers(Path(here, name))]
        yield from ((Path(here, name), "excluded") for name in out)
        folders[:] = (name for name in folders if name not in out)
        for name in sorted(names):
            if name.lower().endswith(ENDINGS) and not name.startswith("."):
                path = Path(here, name)
                yield path, _kind_of_file(path, exclusion)


def _kind_of_file(path: Path, exclusion: Exclusion) -> str:
    if exclusion.covers(path):
        return "excluded"
    return "other" if path.suffix.lower() in YAML and not is_ours(path) else "file"


def exclusion_of(chosen: ConfigurationFile, patterns: Sequence[str]) -> Exclusion:
    """Return what a configuration and further *patterns* exclude, all seen from the folder of the configuration."""
    return Exclusion((*chosen.configuration.exclude, *patterns), chosen.folder)
