"""What all commands share: printing of problems, exit codes, and writing of files."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Never

import typer

from speedbumps.cli.exit_codes import BAD_FILES, CLEAN, INTERRUPTED, MISUSE, READER_GONE
from speedbumps.diagnostics.codes import WRONG_CELL
from speedbumps.diagnostics.problem import BadFilesError, NoSuchError, Problem
from speedbumps.diagnostics.summary import count_mistakes, sort_problems, summary_lines
from speedbumps.text import show_controls, terminal_text
from speedbumps.whole_files import open_whole, write_whole

VERBOSE = "With --verbose, each of them has its own line."
CHECK = "'speedbumps check FILE' lists each of them."
"""Hints on how to see every problem behind a summary."""

AT_ONCE = 1_000_000
"""How many bytes of a large output are printed together."""

Add = Callable[[str | bytes], None]
"""Add a part to an output."""


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
    check_writable(output, inputs)
    with _name_in_errors(output):
        if output.exists() and not output.is_file():  # a device or a pipe cannot be replaced
            output.write_bytes(_encode(content))
        else:
            write_whole(_encode(content), output, private=private)


@contextmanager
def open_output(output: Path | None, inputs: Iterable[Path] = (), *, in_colour: bool = False) -> Iterator[Add]:
    """Give a function that adds parts, all texts or all bytes, to *output*: as write() does for one content.

    Nothing is at *output*, or printed, before the block is left, and nothing at all if it fails.
    """
    check_writable(output, inputs)
    if output is not None and str(output) != "-" and (output.is_file() or not output.exists()):
        with _open_file(output) as add:
            yield add
        return
    with TemporaryFile() as held:
        kinds = set[type]()

        def hold(part: str | bytes) -> None:
            kinds.add(type(part))
            held.write(_encode(part))

        yield hold
        held.seek(0)
        if output is not None and str(output) != "-":  # a device or a pipe cannot be replaced
            with _name_in_errors(output), output.open("wb") as device:
                copyfileobj(held, device)
            return
        while part := b"".join(held.readlines(AT_ONCE)):
            _print_content(part if bytes in kinds else part.decode("utf-8"), in_colour=in_colour)


@contextmanager
def _open_file(output: Path) -> Iterator[Add]:
    """Give a function that adds parts to the file *output*, which is there as soon as the block is left."""
    inside: BaseException | None = None
    with _name_in_errors(output, lambda error: error is not inside), open_whole(output) as file:

        def add(part: str | bytes) -> None:
            with _name_in_errors(output):
                file.write(_encode(part))

        try:
            yield add
        except OSError as error:
            inside = error
            raise


@contextmanager
def _name_in_errors(output: Path, concerns: Callable[[OSError], bool] = lambda _: True) -> Iterator[None]:
    """Make errors of the system that concern it about *output*, not about the part by way of which it is written."""
    try:
        yield
    except OSError as error:
        if concerns(error):
            raise OSError(error.errno, error.strerror, str(output)) from None
        raise


def _encode(part: str | bytes) -> bytes:
    return part if isinstance(part, bytes) else part.encode("utf-8", errors="replace")


def _print_content(content: str | bytes, *, in_colour: bool) -> None:
    check_printable(content)
    try:
        if isinstance(content, bytes):
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(terminal_text(content, coloured=in_colour) if sys.stdout.isatty() else content)
        sys.stdout.flush()
    except BrokenPipeError:  # caught here, since the library would end with the code of mistakes in files
        raise SystemExit(READER_GONE) from None


def check_printable(content: str | bytes, output: Path | None = None) -> None:
    """Refuse to print *content* that is a file for another program on a screen, unless it goes to *output*."""
    if isinstance(content, bytes) and (output is None or str(output) == "-") and sys.stdout.isatty():
        refuse("this is a file for another program, not for the screen; say where it goes with -o FILE")


def check_writable(output: Path | None, inputs: Iterable[Path]) -> None:
    """Refuse an *output* that cannot be written, or that is one of the *inputs*."""
    if output is None or str(output) == "-":
        return
    if not output.parent.is_dir():
        refuse(f"there is no folder {output.parent} to write {output.name} into; make it first, or name another one")
    if output.is_dir():
        refuse(f"{output} is a folder; name a file to write")
    if output.exists() and any(each.exists() and each.samefile(output) for each in inputs):
        refuse(f"{output} is one of the files to read; writing there would lose it. Name another file")


def wants_colour() -> bool:
    """Return whether to use colour: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
