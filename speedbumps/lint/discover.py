"""Find the files that a name on the command line stands for."""

import os
from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path

from speedbumps.lint.dispatch import TABLES, YAML

ENDINGS = (*YAML, *TABLES)

PASSED_OVER = ("node_modules",)
"""Folders of other people's files, which are skipped; hidden folders are skipped too."""


def find_files(name: str) -> Iterator[Path]:
    """Yield the files that *name* stands for: a file, those in a folder and below it, or those that match a pattern.

    Raises:
        FileNotFoundError: If nothing matches the pattern *name*.
    """
    path = Path(name)
    if path.is_dir():
        yield from _walk_checkable_files(path)
    elif path.exists() or not has_magic(name):
        # A missing file is reported when it is opened, so that the other files are still checked.
        yield path
    else:
        # Not every shell expands patterns; that of Windows does not.
        found = sorted(glob(name, recursive=True))  # noqa: PTH207 - a pattern may begin at a root
        if not found:
            raise FileNotFoundError(f"no file matches {name}")
        for one in found:
            yield from find_files(one)


def _walk_checkable_files(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in PASSED_OVER)
        for name in sorted(names):
            if name.lower().endswith(ENDINGS) and not name.startswith("."):
                yield Path(here, name)
