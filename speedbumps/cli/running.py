"""What every command has in common: how mistakes reach people, and which exit code says so."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Never

import typer

from speedbumps.diagnostics.codes import WRONG_CELL
from speedbumps.diagnostics.problem import BadFilesError, NoSuchError, Problem
from speedbumps.diagnostics.summary import in_order, summary, total
from speedbumps.text import on_terminal, visible

CLEAN, BAD_FILES, MISUSE = 0, 1, 2

VERBOSE = "With --verbose, each of them has its own line."
CHECK = "'speedbumps check FILE' lists each of them."
"""Where to see every problem of a summary."""


def run(app: typer.Typer, name: str, arguments: list[str]) -> None:
    """Run a command and exit: 0 clean, 1 mistakes in files, 2 misuse or a file that is not there."""
    try:
        # Not standalone: the library would write its complaints itself, with words of the call as they are.
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
    except KeyboardInterrupt:
        tell("", "Stopped. Nothing was written.")
        raise SystemExit(130) from None
    except Exception as error:  # noqa: BLE001 - nobody sees a traceback who did not ask for one
        where = f"{error.filename or 'a file'}: " if isinstance(error, OSError) else ""
        refuse(where + failed(error))
    raise SystemExit(code or CLEAN)


def _is_verbose(arguments: Sequence[str]) -> bool:
    """Return whether the call asks for every problem; what follows `--` are names of files."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--verbose" in options


def _takes_verbose(app: typer.Typer) -> bool:
    return any("--verbose" in parameter.opts for parameter in typer.main.get_command(app).params)


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


def refuse(*lines: str) -> Never:
    """Write what is wrong with the call, and exit."""
    first, *others = lines
    tell(f"speedbumps: {first}", *others)
    raise SystemExit(MISUSE)


def show(
    problems: Iterable[Problem], written: str = "Nothing was written.", *, verbose: bool = False, more: str = VERBOSE
) -> None:
    """Write problems on the error stream, and how many mistakes there are in all.

    There is one line for each file and code, and *more* says how to see every problem; if *verbose*, each has a line
    of its own. *written* says what was written in spite of mistakes.
    """
    found = in_order(problems)
    lines = list(map(str, found)) if verbose else summary(found)
    mistakes = total(found)
    if len(lines) < len(found):
        lines.append(more)
    if any(problem.code == WRONG_CELL and problem.severity == "error" for problem in found):
        lines.append("With --set-aside, cells that cannot be read count as blank.")
    if mistakes.mistakes:
        lines.append(f"{mistakes}. {written}".rstrip())
    tell(*lines)


def tell(*lines: str) -> None:
    """Write lines on the error stream: all that is said to people goes through here.

    Each stays one line, and nothing in it steers the terminal, since it may repeat what stands in a stranger's file.
    """
    sys.stderr.write("".join(f"{visible(line)}\n" for line in lines))


def command_line(text: str) -> typer.Typer:
    """A command by itself, without decoration, so that its help is the same everywhere."""
    return typer.Typer(help=text, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def write(content: str | bytes, output: Path | None, inputs: Iterable[Path] = (), *, in_colour: bool = False) -> None:
    """Write *content* to *output*, whole or not at all, never over one of *inputs*.

    Without *output*, or with "-", it goes to standard output. If that is a terminal, nothing in a text steers it; only
    if the text is *in_colour*, its colours stay.
    """
    if output is None or str(output) == "-":
        _show(content, in_colour=in_colour)
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


def _show(content: str | bytes, *, in_colour: bool) -> None:
    if isinstance(content, str):
        sys.stdout.write(on_terminal(content, coloured=in_colour) if sys.stdout.isatty() else content)
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
