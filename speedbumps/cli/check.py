"""speedbumps check: what is wrong in questionnaires, action libraries and answers."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.cli.progress import shown
from speedbumps.cli.running import BAD_FILES, MISUSE, coloured, command_line, failed, refuse, tell, write
from speedbumps.diagnostics.problem import BadFilesError, Problem, Severity
from speedbumps.diagnostics.yaml_source import LARGEST, begins_with_mark, decoded
from speedbumps.lint import suppressions
from speedbumps.lint.configuration import Settings, settings
from speedbumps.lint.discover import files
from speedbumps.lint.dispatch import YAML, lint
from speedbumps.lint.fix import difference, mended
from speedbumps.lint.formats import FORMATS, text
from speedbumps.lint.manual import title
from speedbumps.lint.results import Against, Linted
from speedbumps.lint.selection import Selection, UnknownCheckError, selected, selection
from speedbumps.questionnaires.load import find

app = command_line("Find mistakes.")

INPUT = Path("-")
"""What stands for standard input."""

GRAVER: dict[str, tuple[str, ...]] = {
    "error": ("error",),
    "warning": ("error", "warning"),
    "advice": ("error", "warning", "advice"),
}
"""What is at least as grave."""

WORDS: dict[Severity, tuple[str, str]] = {
    "error": ("mistake", "mistakes"),
    "warning": ("warning", "warnings"),
    "advice": ("piece of advice", "pieces of advice"),
}
"""What one and several problems of a severity are called."""


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
    fail_on: Annotated[
        Limit | None,
        typer.Option("--fail-on", help="The least grave problem that fails.", show_default="error"),
    ] = None,
    fix: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--fix", help="Mend what can safely be mended, and tell the rest.")
    ] = False,
    diff: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")
    ] = False,
    statistics: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--statistics", help="Instead of the problems, how many there are of each code.")
    ] = False,
    stdin_name: Annotated[
        Path,
        typer.Option("--stdin-name", help="What standard input is called, and which folder it is in.", metavar="FILE"),
    ] = Path("stdin.yaml"),
    questionnaire: Annotated[
        str | None,
        typer.Option(
            "-q",
            "--questionnaire",
            help="What tables of answers are held against: an id or a path.",
            metavar="NAME",
            show_default="school",
        ),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--form", help="The form that a table without a form column was filled in with.")
    ] = None,
    map_: Annotated[
        Path | None,
        typer.Option("--map", help="Says which column of an export is about which question.", metavar="YAML"),
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", metavar="FILE")] = None,
) -> None:
    """Find the mistakes in questionnaires and all that belongs to them, every one at once.

    Folders are searched to the bottom for .yaml, .yml and .csv files, hidden folders and node_modules left out; other
    tables of answers (.xlsx, .ods, .tsv, .txt, .parquet, .zip, .json) are checked if they are named. CHECKS are parted
    by commas; 'speedbumps explain CODE' tells what a code is about. What is found can be left for a reason, by a
    comment (# speedbumps: leave[CODE] because ...) or in the configuration: speedbumps.toml, or [tool.speedbumps] in
    pyproject.toml. Exits with 1 if anything is wrong, and with 2 if a file is not there.
    """
    chosen, wrong = _settings()
    wanted = _wanted(select or list(chosen.configuration.select), ignore or list(chosen.configuration.ignore), chosen)
    if statistics and format_ not in (None, Format.text):
        refuse("--statistics are lines to read; leave --format out")
    listed, missing = _listed(paths)
    against = _against(questionnaire, form, map_)
    done = [_checked(path, stdin_name, chosen, against) for path in shown(listed, "Checking")]
    found = [*wrong, *(file for file in done if isinstance(file, Linted))]
    missing += [reason for reason in done if isinstance(reason, str)]
    if not listed and not missing:
        refuse(f"there is nothing to check in {', '.join(paths)}: no .yaml, .yml or .csv file")
    changed = 0
    if (fix or diff) and INPUT in listed:
        refuse("what comes from standard input cannot be mended; name a file")
    if fix or diff:
        found, changed = _mended(found, chosen, wanted, only_show=diff)
    told = [selected(file, wanted) for file in suppressions.told(found, chosen)]
    if not diff:
        lines = _statistics(told) if statistics else _written(told, _format(format_, output), output)
        write(lines, output, listed, in_colour=_format(format_, output) is Format.text)
    _tell(told, missing, changed, only_show=diff)
    if missing:
        raise SystemExit(MISUSE)
    graver = GRAVER[fail_on or chosen.configuration.fail_on or "error"]
    if (diff and changed) or any(problem.severity in graver for file in told for problem in file.problems):
        raise SystemExit(BAD_FILES)


def _mended(
    files: Sequence[Linted], chosen: Settings, wanted: Selection, *, only_show: bool
) -> tuple[list[Linted], int]:
    """The *files* after what can safely be mended in them, and how much that was; to be shown, or written too."""

    def looked_at(file: Linted) -> Linted:
        return selected(suppressions.told([file], Settings())[0], wanted)

    after_fixes, number = [], 0
    for before in files:
        path = Path(before.path)
        after, fixes = mended(
            looked_at(before),
            lambda text, path=path: looked_at(lint(path, text, chosen.lexicons)),  # type: ignore[misc]
        )
        if fixes and only_show:
            write(difference(before.path, before.text, after.text), None)
        elif fixes:
            write(("\ufeff" if begins_with_mark(path) else "") + after.text, path)
        number += fixes
        after_fixes.append(before if only_show or not fixes else lint(path, after.text, chosen.lexicons))
    return after_fixes, number


def _settings() -> tuple[Settings, list[Linted]]:
    """The configuration that holds here, and the file of it if there is a mistake in it; then nothing of it holds."""
    try:
        return settings(Path.cwd()), []
    except BadFilesError as error:
        return Settings(), [Linted(error.problems[0].path, "", error.problems)]


def _wanted(select: list[str], ignore: list[str], chosen: Settings) -> Selection:
    try:
        return selection(select, ignore)
    except UnknownCheckError as error:
        where = f" (see {chosen.path})" if chosen.path else ""
        refuse(f"{error}{where}")


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


def _against(questionnaire: str | None, form: str | None, columns: Path | None) -> Against:
    """What tables are held against, if it is there."""
    if columns is not None and not columns.is_file():
        refuse(f"there is no file {columns}")
    if questionnaire is None:
        return Against(form=form, columns=columns)
    try:
        return Against(str(find(questionnaire, Path.cwd())), form, columns)
    except FileNotFoundError as error:
        refuse(str(error))


def _checked(path: Path, stdin_name: Path, chosen: Settings, against: Against) -> Linted | str:
    """The file at *path* with what is wrong in it, or why it could not be checked; that stops no other file."""
    try:
        if path == INPUT:
            return _input(stdin_name, chosen)
        found = lint(path, lexicons=chosen.lexicons, against=against)
        return found._replace(marked=begins_with_mark(path)) if found.problems else found
    except FileNotFoundError:
        return f"there is no file {path}"
    except BadFilesError as error:
        return Linted(str(path), "", error.problems)
    except Exception as error:  # noqa: BLE001 - whatever stops one file, the others are still checked
        return f"{path}: {failed(error)}"


def _input(name: Path, chosen: Settings) -> Linted:
    if name.suffix.lower() not in YAML:
        refuse("from standard input comes YAML; a table is checked as a file")
    content = sys.stdin.buffer.read(LARGEST + 1)
    if len(content) > LARGEST:
        refuse(f"standard input holds more than {LARGEST // 2**20} MB; is it the right file?")
    text = decoded(str(name), content)
    return lint(name, text.value, chosen.lexicons) if text.value is not None else Linted(str(name), "", text.problems)


def _written(told: Sequence[Linted], chosen: Format, output: Path | None) -> str:
    if chosen is Format.text and output is None:
        return text.render(told, colour=coloured())
    return FORMATS[chosen](told)


def _statistics(told: Iterable[Linted]) -> str:
    counted = Counter[tuple[str, Severity]]()
    for problem in _problems(told):
        counted[problem.code, problem.severity] += problem.count
    rows = sorted((-number, code, severity) for (code, severity), number in counted.items())
    return "".join(f"{-less:>6}  {code}  {severity:<7}  {title(code)}\n" for less, code, severity in rows)


def _tell(told: Sequence[Linted], missing: Iterable[str], changed: int, *, only_show: bool) -> None:
    """A summary on the error stream, and which files could not be checked."""
    counted = Counter[Severity]()
    for problem in _problems(told):
        counted[problem.severity] += problem.count
    parts = [_counted(len(told), "file", "files")]
    parts += [
        _counted(counted[severity], *words)
        for severity, words in WORDS.items()
        if counted[severity] or severity == "error"
    ]
    if changed:
        parts.append(f"{changed} {'could be mended' if only_show else 'mended'}")
    tell(f"{', '.join(parts)}.")
    for message in missing:
        tell(f"speedbumps: {message}")


def _problems(files: Iterable[Linted]) -> Iterator[Problem]:
    return (problem for file in files for problem in file.problems)


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
