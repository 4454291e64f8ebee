"""Install speedbumps into the folder .venv beside this file, if it is not there yet, and run it.

    python3 start.py                 opens a menu; what is made there is kept in the folder "made"
    python3 start.py demo            runs `speedbumps demo` in the current folder, and so for every command
    python3 start.py --run-tests     installs what the tests need, and runs them

On Windows, write `py` in place of `python3`. It needs Python 3.11 or later, and the internet the first time.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

HOME = HERE / ".venv"
"""The folder that speedbumps is installed into."""

NOTE = HOME / "installed.txt"
"""The version that was installed, and whether what the tests need was installed with it."""

PROGRAMS = HOME / ("Scripts" if sys.platform == "win32" else "bin")

OLDEST = (3, 11)

TESTS = "--run-tests"


def main(arguments: list[str]) -> int:
    """Install speedbumps if that has to be done, run what *arguments* say, and return its exit code."""
    if sys.version_info < OLDEST:
        print("speedbumps needs Python 3.11 or later. Install it from https://www.python.org/downloads/ and try again.")
        return 2
    testing = arguments[:1] == [TESTS]
    if not _install(testing=testing):
        print("speedbumps could not be installed. Is there a connection to the internet? The lines above say more.")
        return 2
    if testing:
        return subprocess.call([_python(), "-m", "pytest", *arguments[1:]], cwd=HERE)
    if arguments:
        return subprocess.call([_python(), "-m", "speedbumps", *arguments])
    made = HERE / "made"
    made.mkdir(exist_ok=True)
    return subprocess.call([_python(), "-m", "speedbumps", "start"], cwd=made)


def _install(*, testing: bool) -> bool:
    """Install this version of speedbumps unless it is installed already, and return whether it is there now.

    An environment that somebody else made there is added to, and never cleared.
    """
    wanted = f"{_version()} with tests" if testing else _version()
    found = NOTE.read_text("utf-8").strip() if NOTE.exists() else ""
    if wanted in (found, found.replace(" with tests", "")):
        return True
    print("speedbumps is being installed beside this file. This takes a minute or two.", flush=True)
    what = ["--editable", ".", "--group", "dev"] if testing else ["."]
    ours = bool(found) or not HOME.exists()
    steps = (
        [sys.executable, "-m", "venv", *(["--clear"] if ours else []), str(HOME)],
        [_python(), "-m", "pip", "install", "--quiet", "--upgrade", "pip"],
        [_python(), "-m", "pip", "install", "--quiet", *what],
    )
    if any(subprocess.call(step, cwd=HERE) for step in steps):
        if ours:
            shutil.rmtree(HOME, ignore_errors=True)
        return False
    NOTE.write_text(f"{wanted}\n", "utf-8")
    return True


def _version() -> str:
    text = (HERE / "speedbumps" / "version.py").read_text("utf-8")
    return text.partition('\n__version__ = "')[2].partition('"')[0]


def _python() -> str:
    return str(PROGRAMS / "python")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
