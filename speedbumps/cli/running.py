"""What every command has in common: how mistakes reach people, and which exit code says so."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Never

import typer

from speedbumps.model.problem import BadFilesError, NoSuchError, Problem

CLEAN, BAD_FILES, MISUSE = 0, 1, 2

WRONG_CELL = "SB801"
"""A cell that cannot be read. Not from the reader of tables, whose library loads slowly."""


def run(app: typer.Typer, name: str, arguments: list[str]) -> None:
    """Runs a command and exits: 0 clean, 1 mistakes in files, 2 misuse or a file that is not there."""
    try:
        app(arguments, prog_name=name)
    except BadFilesError as error:
        show(error.problems)
        raise SystemExit(BAD_FILES) from None
    except NoSuchError as error:
        refuse(str(error))
    except FileNotFoundError as error:
        refuse(f"there is no file {error.filename}" if error.filename else str(error))
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Nothing was written.\n")
        raise SystemExit(130) from None
    except Exception as error:  # noqa: BLE001 - nobody sees a traceback who did not ask for one
        where = f"{error.filename or 'a file'}: " if isinstance(error, OSError) else ""
        refuse(where + failed(error))


def failed(error: Exception) -> str:
    """Why the work could not be done: what the system says, or that the mistake is ours.

    Raises:
        Exception: The *error* itself, if it is ours and SPEEDBUMPS_DEBUG asks to see it.
    """
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if os.environ.get("SPEEDBUMPS_DEBUG"):
        raise error
    return "something went wrong inside speedbumps (SPEEDBUMPS_DEBUG=1 shows where); please report it, without answers"


def refuse(message: str) -> Never:
    """Says what is wrong with the call, and exits."""
    sys.stderr.write(f"speedbumps: {message}\n")
    raise SystemExit(MISUSE)


def show(problems: Iterable[Problem], written: str = "Nothing was written.") -> None:
    """Every problem on a line of its own, on the error stream, and what was *written* in spite of them."""
    listed = list(problems)
    for problem in listed:
        sys.stderr.write(f"{problem}\n")
    errors = sum(problem.severity == "error" for problem in listed)
    if any(problem.code == WRONG_CELL for problem in listed):
        sys.stderr.write("With --set-aside, cells that cannot be read count as blank.\n")
    if errors:
        sys.stderr.write(f"{errors} {'mistake' if errors == 1 else 'mistakes'}. {written}\n")


def tell(message: str) -> None:
    """Something to know, on the error stream."""
    sys.stderr.write(f"{message}\n")


def command_line(text: str) -> typer.Typer:
    """A command by itself, without decoration, so that its help is the same everywhere."""
    return typer.Typer(help=text, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def write(content: str | bytes, output: Path | None, inputs: Iterable[Path] = ()) -> None:
    """The *content* to *output*, whole or not at all, never over one of *inputs*; without it, or "-", to the screen."""
    if output is None or str(output) == "-":
        _show(content)
        return
    # Loads the library of chance, which nothing needs that is written to the screen.
    from tempfile import NamedTemporaryFile

    held = content if isinstance(content, bytes) else content.encode("utf-8", errors="replace")
    _can_be_written(output, inputs)
    if output.exists() and not output.is_file():  # a device or a pipe: there is nothing to put in its place
        output.write_bytes(held)
        return
    mode = output.stat().st_mode & 0o777 if output.exists() else 0o666 & ~_umask()
    with NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(held)
            file.close()
            part.chmod(mode)
            part.replace(output)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _show(content: str | bytes) -> None:
    if isinstance(content, str):
        sys.stdout.write(content)
    elif sys.stdout.isatty():
        refuse("this is a file for another program, not for the screen; say where it goes with -o FILE")
    else:
        sys.stdout.buffer.write(content)


def _can_be_written(output: Path, inputs: Iterable[Path]) -> None:
    if not output.parent.is_dir():
        refuse(f"there is no folder {output.parent} to write {output.name} into")
    if output.is_dir():
        refuse(f"{output} is a folder; name a file to write")
    if output.exists() and any(each.exists() and each.samefile(output) for each in inputs):
        refuse(f"{output} is one of the files to read; writing there would lose it. Name another file")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def coloured() -> bool:
    """Whether the screen wants colour: a terminal, and no NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
