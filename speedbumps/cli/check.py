"""speedbumps check: what is wrong in questionnaires, action libraries and answers."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.cli.running import BAD_FILES, MISUSE, coloured, command_line, failed, refuse, tell, write
from speedbumps.cli.waiting import shown
from speedbumps.linting.kinds import YAML, Linted, lint
from speedbumps.linting.selecting import Selection, UnknownCheckError, selected, selection
from speedbumps.linting.walking import files
from speedbumps.model.problem import BadFilesError, Severity
from speedbumps.report.problems import FORMATS, text
from speedbumps.report.problems.manual import title
from speedbumps.source import LARGEST, begins_with_mark, decoded

app = command_line("Find mistakes.")

INPUT = Path("-")
"""What stands for standard input."""


class Format(StrEnum):
    """How problems are written."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


class Limit(StrEnum):
    """The least grave problem that makes the command fail."""

    error = "error"
    warning = "warning"
    advice = "advice"


GRAVER = {"error": ("error",), "warning": ("error", "warning"), "advice": ("error", "warning", "advice")}
"""What is at least as grave."""

ENDINGS = {".sarif": Format.sarif, ".json": Format.json}
"""The formats that a file's ending stands for."""


@app.command()
def check(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders, patterns, or - for standard input.", metavar="PATH...", show_default=False
        ),
    ],
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="Lines to read, JSON, GitHub's annotations, or SARIF.", show_default="text"),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select", help="Only these: codes (SB401), beginnings (SB6), families or names.", metavar="CHECKS"
        ),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="All but these.", metavar="CHECKS")] = None,
    fail_on: Annotated[Limit, typer.Option("--fail-on", help="The least grave problem that fails.")] = Limit.error,
    statistics: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--statistics", help="Instead of the problems, how many there are of each code.")
    ] = False,
    stdin_name: Annotated[
        Path,
        typer.Option("--stdin-name", help="What standard input is called, and which folder it is in.", metavar="FILE"),
    ] = Path("stdin.yaml"),
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", metavar="FILE")] = None,
) -> None:
    """Find the mistakes in questionnaires, action libraries and answers, all of them at once.

    Folders are searched for .yaml, .yml and .csv files, hidden folders and node_modules left out. CHECKS are parted by
    commas; 'speedbumps explain CODE' tells what a code is about. Exits with 1 if anything is wrong, and with 2 if a
    file is not there.
    """
    wanted = _wanted(select or [], ignore or [])
    if statistics and format_ not in (None, Format.text):
        refuse("--statistics are lines to read; leave --format out")
    listed, missing = _listed(paths)
    done = [_checked(path, stdin_name) for path in shown(listed, "Checking")]
    told = [selected(file, wanted) for file in done if isinstance(file, Linted)]
    missing += [reason for reason in done if isinstance(reason, str)]
    if not listed and not missing:
        refuse(f"there is nothing to check in {', '.join(paths)}: no .yaml, .yml or .csv file")
    write(_statistics(told) if statistics else _written(told, _format(format_, output), output), output)
    _tell(told, missing)
    if missing:
        raise SystemExit(MISUSE)
    if any(problem.severity in GRAVER[fail_on] for file in told for problem in file.problems):
        raise SystemExit(BAD_FILES)


def _wanted(select: list[str], ignore: list[str]) -> Selection:
    try:
        return selection(select, ignore)
    except UnknownCheckError as error:
        refuse(str(error))


def _format(wanted: Format | None, output: Path | None) -> Format:
    """The format that is asked for, that the file's ending stands for, or that suits who reads standard output."""
    if wanted is not None:
        return wanted
    if output is not None:
        return ENDINGS.get(output.suffix.lower(), Format.text)
    on_github = os.environ.get("GITHUB_ACTIONS") == "true" and not sys.stdout.isatty()
    return Format.github if on_github else Format.text


def _listed(names: Iterable[str]) -> tuple[list[Path], list[str]]:
    """The files that *names* stand for, each once, and what is said of the names that stand for none."""
    found: dict[Path, None] = {}
    missing = []
    for name in names:
        try:
            found |= dict.fromkeys([INPUT] if name == "-" else files(name))
        except FileNotFoundError as error:
            missing.append(str(error))
    return list(found), missing


def _checked(path: Path, stdin_name: Path) -> Linted | str:
    """The file at *path* with what is wrong in it, or why it could not be checked; that stops no other file."""
    try:
        if path == INPUT:
            return _input(stdin_name)
        found = lint(path)
        return found._replace(marked=begins_with_mark(path)) if found.problems else found
    except FileNotFoundError:
        return f"there is no file {path}"
    except BadFilesError as error:
        return Linted(str(path), "", error.problems)
    except Exception as error:  # noqa: BLE001 - whatever stops one file, the others are still checked
        return f"{path}: {failed(error)}"


def _input(name: Path) -> Linted:
    if name.suffix.lower() not in YAML:
        refuse("from standard input comes YAML; a table is checked as a file")
    content = sys.stdin.buffer.read(LARGEST + 1)
    if len(content) > LARGEST:
        refuse(f"standard input holds more than {LARGEST // 2**20} MB; is it the right file?")
    text = decoded(str(name), content)
    return lint(name, text.value) if text.value is not None else Linted(str(name), "", text.problems)


def _written(told: Sequence[Linted], chosen: Format, output: Path | None) -> str:
    if chosen is Format.text and output is None:
        return text.render(told, colour=coloured())
    return FORMATS[chosen](told)


def _statistics(told: Iterable[Linted]) -> str:
    counted = Counter((problem.code, problem.severity) for file in told for problem in file.problems)
    rows = sorted((-number, code, severity) for (code, severity), number in counted.items())
    return "".join(f"{-less:>6}  {code}  {severity:<7}  {title(code)}\n" for less, code, severity in rows)


def _tell(told: Sequence[Linted], missing: Iterable[str]) -> None:
    """A summary on the error stream, and which files could not be checked."""
    counted = Counter(problem.severity for file in told for problem in file.problems)
    parts = [_counted(len(told), "file", "files")]
    parts += [
        _counted(counted[severity], *words)
        for severity, words in WORDS.items()
        if counted[severity] or severity == "error"
    ]
    tell(f"{', '.join(parts)}.")
    for message in missing:
        tell(f"speedbumps: {message}")


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


WORDS: dict[Severity, tuple[str, str]] = {
    "error": ("mistake", "mistakes"),
    "warning": ("warning", "warnings"),
    "advice": ("piece of advice", "pieces of advice"),
}
"""What one and several problems of a severity are called."""
