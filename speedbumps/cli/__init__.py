"""From the command line to an exit code: load, compute, print, exit.

Each command lives in a room of its own and is entered only when it is called, so that `--version` and `--help` answer
at once, without the libraries that the work needs.
"""

import atexit
import gc
import os
import sys

from speedbumps.cli.commands import COMMANDS, room
from speedbumps.version import __version__

COMPLETE = "_SPEEDBUMPS_COMPLETE"
"""What a shell sets while it asks how a line may go on."""

WINDOWS = sys.platform == "win32"

SELDOM = (200_000, 50, 1000)
"""New objects after which to look for circular garbage among them, and how often to look further back.

Python's own figures are 700, 10 and 10.
"""


def main(arguments: list[str] | None = None) -> None:
    """Runs the command in *arguments*, by default those of the process, and exits."""
    given = sys.argv[1:] if arguments is None else arguments
    _speak_utf8()
    if given in (["--version"], ["-V"]):
        sys.stdout.write(f"speedbumps {__version__}\n")
        raise SystemExit(0)
    if COMPLETE in os.environ or given[:1] in (["--install-completion"], ["--show-completion"]):
        _complete(given)
    if not given or given[0] in ("--help", "-h", "help"):
        sys.stdout.write(help_text())
        raise SystemExit(0 if given else 2)
    if given[0] not in COMMANDS:
        sys.stderr.write(_unknown(given[0]))
        raise SystemExit(2)
    _run(given[0], given[1:])


def _complete(arguments: list[str]) -> None:
    from speedbumps.cli.completion import composed
    from speedbumps.cli.running import run

    run(composed(), "speedbumps", arguments)


def help_text() -> str:
    width = max(map(len, COMMANDS)) + 2
    listed = "\n".join(f"  {name:<{width}}{said}" for name, said in COMMANDS.items())
    return (
        "Usage: speedbumps COMMAND [OPTIONS]\n\n"
        "Finds what slows improvement in a school, says how high each bump is and how\n"
        "sure we are, and helps people agree what to do first. Nothing leaves this\n"
        "computer.\n\n"
        f"Commands:\n{listed}\n\n"
        "Options:\n"
        "  --version                   Print the version.\n"
        "  --help                      Print this help; 'speedbumps COMMAND --help' tells more.\n"
        "  --install-completion SHELL  Let bash, zsh, fish or powershell complete commands.\n"
        "  --show-completion SHELL     Print what that would install.\n\n"
        "Begin with: speedbumps demo\n"
    )


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    from speedbumps.text import visible

    near = get_close_matches(name, COMMANDS, n=1)
    meant = f" Did you mean '{near[0]}'?" if near else ""
    return f"There is no command '{visible(name)}'.{meant} 'speedbumps --help' lists them.\n"


def _run(name: str, arguments: list[str]) -> None:
    collect_seldom()
    from speedbumps.cli.running import run

    run(room(name).app, f"speedbumps {name}", arguments)


def collect_seldom() -> None:
    """Looks for circular garbage seldom, and not at all on leaving.

    A command makes a few hundred thousand lasting objects as it starts. Searching those again and again, and once more
    before the process ends, took a fifth of the time of a report.
    """
    gc.set_threshold(*SELDOM)
    atexit.register(gc.freeze)


def _speak_utf8() -> None:
    """Windows consoles and pipes may expect an older encoding, in which half of a report's signs do not exist."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (WINDOWS or os.environ.get("PYTHONIOENCODING") is None):
            stream.reconfigure(encoding="utf-8", errors="replace")
