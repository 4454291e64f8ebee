"""What all commands share: printing of problems, exit codes, and writing of files."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Never

import typer

from speedbumps.cli.exit_codes import BAD_FILES, CLEAN, INTERRUPTED, MISUSE, READER_GONE
from speedbumps.diagnostics.codes import WRONG_CELL
from speedbumps.diagnostics.problem import BadFilesError, NoSuchError, Problem
from speedbumps.diagnostics.summary import count_mistakes, sort_problems, summary_lines
from speedbumps.text import show_controls, terminal_text
from speedbumps.whole_files import write_whole

VERBOSE = "With --verbose, each of them has its own line."
CHECK = "'speedbumps check FILE' lists each of them."
"""Hints on how to see every problem behind a summary."""


def run(app: typer.Typer, name: str, arguments: list[str]) -> None:
    """Run a command and exit: 0 clean, 1 mistakes in files, 2 misuse or a file that is not there."""
    try:
        # Not standalone, since the library would then print its own errors, with unescaped words of the call.
        code = app(arguments, prog_name=name, standalone_mode=False)
    except typer.TyperException as error:
        tell(f"Try '{name} --help' for help.", "", f"Error: {error.format_message()}")
        raise SystemExit(MISUSE) from None
    except typer.Abort:
        tell("Aborted!")
        raise SystemExit(1) from None
    except BadFilesError as error:
        show(error.problems, verbose=_is_verbose(arguments), more=VERBOSE if _takes_verbose(app) else CHECK)
        raise SystemExit(BAD_FILES) from None
    except NoSuchError as error:
        refuse(str(error))
    except FileNotFoundError as error:
        refuse(f"there is no file {error.filename}" if error.filename else str(error))
    except Exception as error:  # nobody sees a traceback who did not ask for one
        if isinstance(error, OSError) and not error.filename:
            raise  # it is about standard output: write() names files
        where = f"{error.filename}: " if isinstance(error, OSError) else ""
        refuse(where + failure_reason(error))
    if code == INTERRUPTED:  # the library took Ctrl-C for an exit
        raise KeyboardInterrupt
    raise SystemExit(code or CLEAN)


def _is_verbose(arguments: Sequence[str]) -> bool:
    """Return whether the call has --verbose; names of files follow after `--`."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--verbose" in options


def _takes_verbose(app: typer.Typer) -> bool:
    return any("--verbose" in parameter.opts for parameter in typer.main.get_command(app).params)


def failure_reason(error: Exception) -> str:
    """Return why the work failed: the message of the system, or a request to report a bug.

    Raises:
        Exception: The *error* itself, if it is a bug and SPEEDBUMPS_DEBUG is set.
    """
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if os.environ.get("SPEEDBUMPS_DEBUG"):
        raise error
    return "something went wrong inside speedbumps (SPEEDBUMPS_DEBUG=1 shows where); please report it, without answers"


def refuse(*lines: str) -> Never:
    """Print what is wrong with the call, and exit."""
    first, *others = lines
    tell(f"speedbumps: {first}", *others)
    raise SystemExit(MISUSE)


def show(
    problems: Iterable[Problem], written: str = "Nothing was written.", *, verbose: bool = False, more: str = VERBOSE
) -> None:
    """Print problems on the error stream, and the number of mistakes.

    There is one line for each file and code, and *more* tells how to see every problem; if *verbose*, each problem has
    its own line. *written* tells what was written in spite of mistakes.
    """
    found = sort_problems(problems)
    lines = list(map(str, found)) if verbose else summary_lines(found)
    mistakes = count_mistakes(found)
    if len(lines) < len(found):
        lines.append(more)
    if any(problem.code == WRONG_CELL and problem.severity == "error" for problem in found):
        lines.append("With --set-aside, cells that cannot be read count as blank.")
    if mistakes.mistakes:
        lines.append(f"{mistakes}. {written}".rstrip())
    tell(*lines)


def tell(*lines: str) -> None:
    """Print lines on the error stream; every message to people goes through here.

    Each is printed as one line, with control characters as symbols, since it may repeat a stranger's file.
    """
    sys.stderr.write("".join(f"{show_controls(line)}\n" for line in lines))


def command_line(text: str) -> typer.Typer:
    """Return the application of one command, without decoration, so that its help is the same everywhere."""
    return typer.Typer(help=text, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def write(
    content: str | bytes,
    output: Path | None,
    inputs: Iterable[Path] = (),
    *,
    in_colour: bool = False,
    private: bool = False,
) -> None:
    """Write *content* to *output*, completely or not at all, and never over one of *inputs*.

    If *output* is None or "-", write to standard output. If that is a terminal, control characters in a
    text are shown as symbols, except those for colours if it is *in_colour*. Only its owner can read a *private* file.
    """
    if output is None or str(output) == "-":
        _print_content(content, in_colour=in_colour)
        return
    held = content if isinstance(content, bytes) else content.encode("utf-8", errors="replace")
    check_writable(output, inputs)
    try:
        if output.exists() and not output.is_file():  # a device or a pipe cannot be replaced
            output.write_bytes(held)
        else:
            write_whole(held, output, private=private)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(output)) from None


def _print_content(content: str | bytes, *, in_colour: bool) -> None:
    if isinstance(content, bytes) and sys.stdout.isatty():
        refuse("this is a file for another program, not for the screen; say where it goes with -o FILE")
    try:
        if isinstance(content, bytes):
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(terminal_text(content, coloured=in_colour) if sys.stdout.isatty() else content)
        sys.stdout.flush()
    except BrokenPipeError:  # caught here, since the library would end with the code of mistakes in files
        raise SystemExit(READER_GONE) from None


def check_writable(output: Path | None, inputs: Iterable[Path]) -> None:
    """Refuse an *output* that cannot be written, or that is one of the *inputs*."""
    if output is None or str(output) == "-":
        return
    if not output.parent.is_dir():
        refuse(f"there is no folder {output.parent} to write {output.name} into")
    if output.is_dir():
        refuse(f"{output} is a folder; name a file to write")
    if output.exists() and any(each.exists() and each.samefile(output) for each in inputs):
        refuse(f"{output} is one of the files to read; writing there would lose it. Name another file")


def wants_colour() -> bool:
    """Return whether to use colour: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
