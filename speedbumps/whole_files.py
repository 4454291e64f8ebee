"""Write files whole or not at all."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

OWNER_ONLY = 0o600
"""The permissions of a file that only its owner may read."""


def write_whole(content: bytes, path: Path, work: Path | None = None, *, private: bool = False) -> None:
    """Write *content* to *path*, whole or not at all, by way of a part in *work*, which has to be on the same disk.

    Without *work* the part stands beside the file. If the file is *private*, only its owner can read it, where the
    system has such permissions; otherwise a file that is replaced keeps its own.
    """
    with _replacing(path, work or path.parent, private=private) as part:
        part.write_bytes(content)


@contextmanager
def open_whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file whose content is at *path* as soon as the block is left, and nowhere if it fails."""
    with _replacing(path, path.parent) as part, part.open("wb") as file:
        yield file


@contextmanager
def _replacing(path: Path, work: Path, *, private: bool = False) -> Iterator[Path]:
    """Give the path of a part in *work*, which replaces the file at *path* unless the block fails."""
    part = work / f".{path.name}.{os.getpid()}-{time.monotonic_ns()}.part"
    part.touch(exist_ok=False)  # nobody else's file, and no link that leads elsewhere
    try:
        if private:
            part.chmod(OWNER_ONLY)
        else:
            _copy_permissions(path, part)
        yield part
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _copy_permissions(path: Path, part: Path) -> None:
    with suppress(FileNotFoundError):
        mode = path.stat().st_mode & 0o777
        if mode != part.stat().st_mode & 0o777:  # where permissions cannot be changed, they are all alike
            part.chmod(mode)
