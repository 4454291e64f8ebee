"""From the command line to an exit code: load, compute, print, exit.

Each command has a module of its own, which is imported only when the command is called, so that `--version` and
`--help` answer at once, without the libraries that the work needs.
"""

import atexit
import gc
import os
import sys

from speedbumps.cli.commands import COMMANDS, command_module
from speedbumps.cli.exit_codes import INTERRUPTED, MISUSE, READER_GONE
from speedbumps.version import __version__

COMPLETE = "_SPEEDBUMPS_COMPLETE"
"""The environment variable that a shell sets when it asks for completions."""

PAGE_COLUMNS = 80
"""The width for which the help of commands is written down, so that they need not be loaded. Help grows no wider."""

WINDOWS = sys.platform == "win32"

SELDOM = (200_000, 50, 1000)
"""The thresholds of the garbage collector for its three generations; Python's own are 700, 10 and 10."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command in *arguments*, by default those of the process, and exit."""
    _replace_closed_streams()
    try:
        try:
            _dispatch(sys.argv[1:] if arguments is None else arguments)
        finally:
            sys.stdout.flush()  # here, where it can still be said that it failed
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Nothing was written.\n")
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        _give_up_output()
        raise SystemExit(READER_GONE) from None
    except OSError as error:
        _give_up_output()
        sys.stderr.write(f"speedbumps: nothing can be written to standard output: {error.strerror or error}\n")
        raise SystemExit(MISUSE) from None


def _dispatch(given: list[str]) -> None:
    _use_utf8()
    if given in (["--version"], ["-V"]):
        sys.stdout.write(f"speedbumps {__version__}\n")
        raise SystemExit(0)
    if COMPLETE in os.environ or given[:1] in (["--install-completion"], ["--show-completion"]):
        _complete_line(given)
    if not given or given[0] in ("--help", "-h", "help"):
        sys.stdout.write(help_text())
        raise SystemExit(0 if given else MISUSE)
    if given[0] not in COMMANDS:
        sys.stderr.write(_unknown_command(given[0]))
        raise SystemExit(MISUSE)
    if given[1:] == ["--help"] and _columns() >= PAGE_COLUMNS:
        from speedbumps.cli.help_pages import PAGES

        sys.stdout.write(PAGES[given[0]])
        raise SystemExit(0)
    try:
        os.getcwd()  # noqa: PTH109 - pathlib loads slowly, and nothing but the exception is wanted
    except FileNotFoundError:
        sys.stderr.write("speedbumps: the folder that you are in is no longer there; change to another one\n")
        raise SystemExit(MISUSE) from None
    _run_command(given[0], given[1:])


def _complete_line(arguments: list[str]) -> None:
    from speedbumps.cli.completion import compose_app
    from speedbumps.cli.running import run

    run(compose_app(), "speedbumps", arguments)


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
        "  --help                      Print this help. Also: speedbumps COMMAND --help\n"
        "  --install-completion SHELL  Set up completion: bash, zsh, fish, powershell.\n"
        "  --show-completion SHELL     Print what that would install.\n\n"
        "Begin with: speedbumps demo\n"
        "New to a terminal? Type: speedbumps start\n"
    )


def _unknown_command(name: str) -> str:
    from difflib import get_close_matches

    from speedbumps.text import show_controls

    near = get_close_matches(name, COMMANDS, n=1)
    meant = f" Did you mean '{near[0]}'?" if near else ""
    return f"There is no command '{show_controls(name)}'.{meant} 'speedbumps --help' lists them.\n"


def _run_command(name: str, arguments: list[str]) -> None:
    collect_garbage_seldom()
    from speedbumps.cli.running import run

    run(command_module(name).app, f"speedbumps {name}", arguments)


def collect_garbage_seldom() -> None:
    """Make the garbage collector run seldom, and not at all at exit.

    A command creates a few hundred thousand lasting objects as it starts. Searching them repeatedly, and once more
    before the process ends, took a fifth of the time of a report.
    """
    gc.set_threshold(*SELDOM)
    atexit.register(gc.freeze)


def _columns() -> int:
    """Return how wide the window is that help is printed in."""
    given = os.environ.get("COLUMNS", "")
    if given.isdigit():
        return int(given)
    try:
        return os.get_terminal_size().columns
    except OSError:
        return PAGE_COLUMNS


def _replace_closed_streams() -> None:
    """Put something in place of standard streams that were closed, where Python has None."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - open until the process ends
    if sys.stdout is None:
        # It can be written to only until it is flushed, which fails as it does for a full disk.
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")


def _give_up_output() -> None:
    """Close standard output, so that Python does not try once more to write what is left, and complain."""
    try:
        sys.stdout.close()
    except OSError:
        return


def _use_utf8() -> None:
    """Write UTF-8: Windows consoles and pipes may use an older encoding that lacks half of a report's characters."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (WINDOWS or os.environ.get("PYTHONIOENCODING") is None):
            stream.reconfigure(encoding="utf-8", errors="replace")
