"""From what is named on a command line to the files that it stands for."""

import os
from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path

from speedbumps.lint.dispatch import TABLES, YAML

ENDINGS = (*YAML, *TABLES)

PASSED_OVER = ("node_modules",)
"""Folders of other people's files; hidden ones are passed over too."""


def files(name: str) -> Iterator[Path]:
    """The files that *name* stands for: one file, those in a folder and the folders below it, or those of a pattern.

    Raises:
        FileNotFoundError: If there is nothing of that name, or nothing fits the pattern.
    """
    path = Path(name)
    if path.is_dir():
        yield from _inside(path)
    elif path.exists() or not has_magic(name):
        # A file that is not there is missed when it is opened, with the others still to come.
        yield path
    else:
        # Not every shell replaces a pattern by the files that fit it; that of Windows does not.
        found = sorted(glob(name, recursive=True))  # noqa: PTH207 - a pattern may begin at a root
        if not found:
            raise FileNotFoundError(f"no file fits {name}")
        for one in found:
            yield from files(one)


def _inside(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in PASSED_OVER)
        for name in sorted(names):
            if name.lower().endswith(ENDINGS) and not name.startswith("."):
                yield Path(here, name)
