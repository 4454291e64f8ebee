"""Record what is done, and keep a second batch out."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

WORK = ".speedbumps"
"""The folder inside the output that holds unfinished work. It is removed when the batch is done."""

JOURNAL = "done"
LOCK = "lock"


class FolderInUseError(Exception):
    """Raised when another batch is writing into the same folder."""


@contextmanager
def lock_folder(folder: Path) -> Iterator[Path]:
    """Yield the folder for unfinished work inside *folder*, locked so that no other batch writes there meanwhile.

    The system releases the lock when a process ends, however it ends.

    Raises:
        FolderInUseError: If another batch writes into *folder*.
    """
    work = folder / WORK
    work.mkdir(parents=True, exist_ok=True)
    lock = FileLock(work / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        message = f"another batch is writing into {folder}; wait for it, or choose another folder with --out"
        raise FolderInUseError(message) from None
    try:
        for left in work.glob("*.part"):
            left.unlink(missing_ok=True)
        yield work
    finally:
        lock.release()


def remove_work(folder: Path) -> None:
    """Remove the folder for unfinished work."""
    shutil.rmtree(folder / WORK, ignore_errors=True)


class Journal:
    """Records which schools are done, so that a batch that was stopped can resume; each worker keeps its own file."""

    def __init__(self, work: Path) -> None:
        self._work = work

    def read(self) -> Mapping[str, str]:
        """Return for each folder that is done the digest of what its reports were made from."""
        found: dict[str, str] = {}
        for path in sorted(self._work.glob(f"{JOURNAL}-*")):
            text = path.read_text("utf-8")
            whole = text[: text.rfind("\n") + 1]  # without a last line that is not complete
            found |= dict(line.split(" ") for line in whole.splitlines() if line.count(" ") == 1)
        return found

    def note(self, folder: str, digest: str) -> None:
        """Record a folder that is done."""
        with (self._work / f"{JOURNAL}-{os.getpid()}").open("a", encoding="utf-8") as file:
            file.write(f"{folder} {digest}\n")
