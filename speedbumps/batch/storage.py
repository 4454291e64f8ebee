"""Writing whole files or none, noting what is done, and keeping a second batch out."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from speedbumps.diagnostics.problem import NoSuchError

WORK = ".speedbumps"
"""The folder inside the output in which a batch keeps what is not finished. It is gone when the batch is."""

JOURNAL = "done"
LOCK = "lock"


@contextmanager
def alone(folder: Path) -> Iterator[Path]:
    """The place for unfinished work inside *folder*, which nobody else writes into meanwhile.

    The system lets go of the lock when a process ends, however it ends.

    Raises:
        NoSuchError: If another batch writes into *folder*.
    """
    work = folder / WORK
    work.mkdir(parents=True, exist_ok=True)
    lock = FileLock(work / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        message = f"another batch is writing into {folder}; wait for it, or choose another folder with --out"
        raise NoSuchError(message) from None
    try:
        for left in work.glob("*.part"):
            left.unlink(missing_ok=True)
        yield work
    finally:
        lock.release()


def cleared(folder: Path) -> None:
    """Takes away the place for unfinished work."""
    shutil.rmtree(folder / WORK, ignore_errors=True)


def put(content: bytes, path: Path, work: Path) -> None:
    """The *content* at *path*, whole or not at all; made in *work*, which has to be on the same disk."""
    part = work / f"{os.getpid()}-{path.name}.part"
    try:
        part.write_bytes(content)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


class Journal:
    """Notes which schools are done, so that a batch that was stopped goes on from there; each worker for itself."""

    def __init__(self, work: Path) -> None:
        self._work = work

    def read(self) -> Mapping[str, str]:
        """For each folder that is done, the digest of what its reports were made from."""
        found: dict[str, str] = {}
        for path in sorted(self._work.glob(f"{JOURNAL}-*")):
            text = path.read_text("utf-8")
            whole = text[: text.rfind("\n") + 1]  # a line that was being written is none
            found |= dict(line.split(" ") for line in whole.splitlines() if line.count(" ") == 1)
        return found

    def note(self, folder: str, digest: str) -> None:
        """Adds a folder that is done."""
        with (self._work / f"{JOURNAL}-{os.getpid()}").open("a", encoding="utf-8") as file:
            file.write(f"{folder} {digest}\n")
