"""Write files whole or not at all."""

import os
import time
from contextlib import suppress
from pathlib import Path


def write_whole(content: bytes, path: Path, work: Path | None = None) -> None:
    """Write *content* to *path*, whole or not at all, by way of a part in *work*, which has to be on the same disk.

    Without *work* the part stands beside the file. A file that is replaced keeps its permissions.
    """
    part = (work or path.parent) / f".{path.name}.{os.getpid()}-{time.monotonic_ns()}.part"
    part.touch(exist_ok=False)  # nobody else's file, and no link that leads elsewhere
    try:
        part.write_bytes(content)
        _copy_permissions(path, part)
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
