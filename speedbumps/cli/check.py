"""speedbumps check: find problems in questionnaires, action libraries and answers."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from speedbumps.cli.chosen_questionnaire import SHIPPED
from speedbumps.cli.exit_codes import BAD_FILES, MISUSE
from speedbumps.cli.known_problems import chosen_baseline, hide_known_problems, write_known_problems
from speedbumps.cli.progress import track_progress
from speedbumps.cli.running import command_line, failure_reason, refuse, tell, wants_colour, write
from speedbumps.diagnostics.problem import BadFilesError, LoadResult, Problem, Severity
from speedbumps.diagnostics.yaml_source import LARGEST, decode_text, has_byte_order_mark
from speedbumps.lint import suppressions
from speedbumps.lint.companions import companions_of, rests_on
from speedbumps.lint.configuration import ConfigurationFile, find_configuration
from speedbumps.lint.discover import Exclusion, FoundFiles, exclusion_of, find_files
from speedbumps.lint.dispatch import NAMED_TABLES, YAML, lint
from speedbumps.lint.fix import fix_repeatedly, format_diff
from speedbumps.lint.formats import FORMATS, text
from speedbumps.lint.manual import name_of_code
from speedbumps.lint.originals import Originals
from speedbumps.lint.results import LintResult, TableCheckOptions
from speedbumps.lint.selection import Selection, UnknownCheckError, parse_selection, select_problems
from speedbumps.questionnaires.load import find_questionnaire

app = command_line("Find mistakes.")

INPUT = Path("-")
"""The path that stands for standard input."""

FOR_A_PROCESS = 100
"""The fewest files for which it is worth while to start another process."""

AT_A_TIME = 20
"""The number of files that a process is given at a time."""

GRAVER: dict[str, tuple[str, ...]] = {
    "error": ("error",),
    "warning": ("error", "warning"),
    "advice": ("error", "warning", "advice"),
}
"""The severities that are at least as severe as each."""

WORDS: dict[Severity, tuple[str, str]] = {
    "error": ("mistake", "mistakes"),
    "warning": ("warning", "warnings"),
    "advice": ("piece of advice", "pieces of advice"),
}
"""The words for one and for several problems of each severity."""


class _Given(NamedTuple):
    """A text from standard input, and the file that it stands for."""

    name: Path
    """The name of the file that it stands for."""
    text: LoadResult[str]


class _Run(NamedTuple):
    """The files of one run, and the options with which they are checked."""

    named: Sequence[Path]
    """The files that were named, or found in folders that were."""
    beside: Sequence[Path]
    """The files that belong to these."""
    given: _Given | None
    chosen: ConfigurationFile
    against: TableCheckOptions


class ProblemFormat(StrEnum):
    """The output formats of problems."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


class Limit(StrEnum):
    """The least severity that makes the command fail."""

    error = "error"
    warning = "warning"
    advice = "advice"


ENDINGS = {".sarif": ProblemFormat.sarif, ".json": ProblemFormat.json}
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
        ProblemFormat | None,
        typer.Option("--format", help="Text, JSON, GitHub's annotations, or SARIF.", show_default="text"),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            help="Use only these checks: codes (SB401), beginnings of codes (SB6), families or names.",
            metavar="CHECKS",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help="Leave out these checks.", metavar="CHECKS")
    ] = None,
    fail_on: Annotated[
        Limit | None,
        typer.Option("--fail-on", help="The least severe problem that makes the command fail.", show_default="error"),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", help="Hide the problems that this file lists, and count them.", metavar="FILE"),
    ] = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option(
            "--write-baseline",
            help="Write all warnings and advice that are found into this file, to be hidden from now on.",
            metavar="FILE",
        ),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            "--exclude",
            help="Never check these files and folders, as with 'exclude' in the configuration. Can be repeated.",
            metavar="PATTERN",
        ),
    ] = None,
    fix: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--fix", help="Fix what can safely be fixed, and list the rest.")
    ] = False,
    diff: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")
    ] = False,
    statistics: Annotated[  # noqa: FBT002 - an option of the command line
        bool, typer.Option("--statistics", help="Instead of the problems, print how many there are of each code.")
    ] = False,
    stdin_name: Annotated[
        Path,
        typer.Option(
            "--stdin-name", help="A name for standard input, with the folder that it belongs to.", metavar="FILE"
        ),
    ] = Path("stdin.yaml"),
    questionnaire: Annotated[
        str | None,
        typer.Option(
            "-q",
            "--questionnaire",
            help="The questionnaire of tables of answers, and of plans that rest on it: an id or a path.",
            metavar="NAME",
            show_default="school",
        ),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--form", help="The form that a table without a form column was filled in with.")
    ] = None,
    map_: Annotated[
        Path | None,
        typer.Option("--map", help="A file that says what columns and words of an export mean.", metavar="YAML"),
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", metavar="FILE")] = None,
) -> None:
    """Find mistakes in questionnaires and all files that belong to them, and list them all at once.

    Folders, and all folders in them, are searched for .yaml, .yml and .csv files, except hidden folders, node_modules
    and YAML of other programs; other tables of answers (.xlsx, .ods, .tsv, .txt, .parquet, .zip, .json) are checked if
    they are named. With a questionnaire, its actions, translations, history and local questionnaires in the same folder
    are checked too, whichever of them is named. CHECKS are separated by commas; 'speedbumps explain CODE' explains a
    code. A warning can be suppressed, with a reason, by a comment (# speedbumps: leave[CODE] because ...) or in the
    configuration: speedbumps.toml, or [tool.speedbumps] in pyproject.toml. All that a project has when it begins to
    use 'check' can be hidden by a baseline (--write-baseline). Exits with 1 if there are mistakes, and with 2 if a file
    does not exist.
    """
    chosen, wrong = _load_settings()
    known = chosen_baseline(baseline, write_baseline, chosen.baseline)
    wanted = _parse_selection(
        select or list(chosen.configuration.select), ignore or list(chosen.configuration.ignore), chosen
    )
    if statistics and format_ not in (None, ProblemFormat.text):
        refuse("--statistics are printed as text; leave --format out")
    exclusion = exclusion_of(chosen, exclude or ())
    named, missing, left_out = _expand_names(paths, stdin_name, exclusion)
    questionnaire = questionnaire or chosen.questionnaire
    against = _answers_context(questionnaire, form, map_)
    if (fix or diff) and INPUT in named:
        refuse("standard input cannot be fixed; name a file")
    given = _read_standard_input(stdin_name) if INPUT in named else None
    beside = [path for path in _companions(named, given) if not exclusion.covers(path)]
    if questionnaire is not None and (own := Path(questionnaire)).is_file():
        beside += [path for path in (own, *companions_of([own])) if path not in (*named, *beside)]
    run = _Run(named, beside, given, chosen, against)
    listed = [*run.named, *run.beside]
    done = list(_check_all(listed, run))
    found = [*wrong, *(file for file in done if isinstance(file, LintResult))]
    missing = [*missing, *(reason for reason in done if isinstance(reason, str))]
    if not listed and not missing and not left_out.excluded:
        refuse(_nothing_to_check(paths, left_out))
    changed = 0
    if fix or diff:
        found, changed = _fix_files(found, run, wanted, only_show=diff)
    found = suppressions.apply_suppressions(found, chosen)
    if write_baseline is not None and not diff:
        write_known_problems(found, write_baseline, wanted, listed)
    found, hidden = hide_known_problems(found, known if known is None or known.is_file() else None, wanted)
    told = [select_problems(file, wanted) for file in found]
    if not diff:
        lines = (
            _statistics_lines(told) if statistics else _render_problems(told, _problem_format(format_, output), output)
        )
        write(lines, output, listed, in_colour=_problem_format(format_, output) is ProblemFormat.text)
    changes = [f"{changed} {'could be fixed' if diff else 'fixed'}"] if changed else []
    known_ones = [f"{_count_of(hidden, 'known problem', 'known problems')} ({known})"] if hidden else []
    _print_check_summary(told, missing, [*known_ones, *changes, *_left_out_counts(left_out)])
    tables = (file for file in told if Path(file.path).suffix.lower() in NAMED_TABLES)
    if questionnaire is None and any(each.severity == "error" for each in _all_problems(tables)):
        tell(
            f"Tables were checked as answers to '{SHIPPED}'; -q names another questionnaire, or a line "
            'questionnaire = "ours.yaml" in speedbumps.toml.'
        )
    if missing:
        raise SystemExit(MISUSE)
    graver = GRAVER[fail_on or chosen.configuration.fail_on or "error"]
    if (diff and changed) or any(problem.severity in graver for file in told for problem in file.problems):
        raise SystemExit(BAD_FILES)


def _fix_files(
    files: Sequence[LintResult], run: _Run, wanted: Selection, *, only_show: bool
) -> tuple[list[LintResult], int]:
    """Apply safe fixes to those of *files* that were named, or print them as a diff if *only_show*.

    Return the files, and the number of fixes.
    """
    chosen = run.chosen

    def filter_problems(file: LintResult) -> LintResult:
        return select_problems(suppressions.apply_suppressions([file], ConfigurationFile())[0], wanted)

    after_fixes, number = [], 0
    for before in files:
        path = Path(before.path)
        if path in run.beside:
            after_fixes.append(before)
            continue
        after, fixes = fix_repeatedly(
            filter_problems(before),
            lambda text, path=path: filter_problems(lint(path, text, chosen.lexicons, run.against)),  # type: ignore[misc]
        )
        if fixes and only_show:
            write(format_diff(before.path, before.text, after.text), None)
        elif fixes:
            write(("\ufeff" if has_byte_order_mark(path) else "") + after.text, path)
        number += fixes
        after_fixes.append(before if only_show or not fixes else lint(path, after.text, chosen.lexicons, run.against))
    return after_fixes, number


def _load_settings() -> tuple[ConfigurationFile, list[LintResult]]:
    """Return the configuration for the current folder.

    If its file has a mistake, return the defaults instead, and the file with its problems.
    """
    try:
        return find_configuration(Path.cwd()), []
    except BadFilesError as error:
        return ConfigurationFile(), [LintResult(error.problems[0].path, "", error.problems)]


def _parse_selection(select: list[str], ignore: list[str], chosen: ConfigurationFile) -> Selection:
    try:
        return parse_selection(select, ignore)
    except UnknownCheckError as error:
        where = f" (see {chosen.path})" if chosen.path else ""
        refuse(f"{error}{where}")


def _problem_format(wanted: ProblemFormat | None, output: Path | None) -> ProblemFormat:
    """Return the wanted format, otherwise that of the file's ending, otherwise one that suits standard output."""
    if wanted is not None:
        return wanted
    if output is not None:
        return ENDINGS.get(output.suffix.lower(), ProblemFormat.text)
    on_github = os.environ.get("GITHUB_ACTIONS") == "true" and not sys.stdout.isatty()
    return ProblemFormat.github if on_github else ProblemFormat.text


def _expand_names(
    names: Iterable[str], stdin_name: Path, exclusion: Exclusion
) -> tuple[list[Path], list[str], FoundFiles]:
    """Return the files that *names* stand for, each once, a message for each name without a file, and all of it.

    Standard input, if it is named, comes first, unless the file that it stands for is excluded.
    """
    written = list(names)
    found = find_files((name for name in written if name != str(INPUT)), exclusion)
    given = str(INPUT) in written
    if given and exclusion.covers(stdin_name):
        found, given = found._replace(excluded=(*found.excluded, stdin_name)), False
    return [*([INPUT] if given else []), *found.files], list(found.missing), found


def _nothing_to_check(paths: Iterable[str], left_out: FoundFiles) -> str:
    number = len(left_out.others)
    why = (
        f"the {_count_of(number, 'YAML file there belongs', 'YAML files there belong')} to other programs"
        if number
        else "no .yaml, .yml or .csv file"
    )
    return f"there is nothing to check in {', '.join(paths)}: {why}"


def _left_out_counts(left_out: FoundFiles) -> Iterator[str]:
    """Yield what is to be said of files that were not checked."""
    if left_out.excluded:
        yield f"{len(left_out.excluded)} excluded"
    if left_out.others:
        yield f"{_count_of(len(left_out.others), 'file', 'files')} of other programs passed over"


def _answers_context(questionnaire: str | None, form: str | None, columns: Path | None) -> TableCheckOptions:
    """Return the questionnaire, form and column map with which tables are read; refuse if one is missing."""
    if columns is not None and not columns.is_file():
        refuse(f"there is no file {columns}")
    if questionnaire is None:
        return TableCheckOptions(form=form, columns=columns)
    try:
        return TableCheckOptions(str(find_questionnaire(questionnaire, Path.cwd())), form, columns)
    except FileNotFoundError as error:
        refuse(str(error))


def _check_all(paths: Sequence[Path], run: _Run) -> Iterator[LintResult | str]:
    """Yield each of *paths* with its problems, as check_each() does; many files are checked by several processes."""
    number = min(os.cpu_count() or 1, len(paths) // FOR_A_PROCESS)
    if number <= 1:
        yield from check_each(track_progress(paths, "Checking"), partial(_check_file, run=run, originals={}))
        return
    from speedbumps.processes import start_processes

    parts = [paths[start : start + AT_A_TIME] for start in range(0, len(paths), AT_A_TIME)]
    with start_processes(number) as processes:
        done = processes.map(partial(_check_part, run=run._replace(named=(), beside=())), parts)
        for _, files in zip(track_progress(parts, "Checking"), done, strict=True):
            yield from files


def _check_part(paths: Sequence[Path], run: _Run) -> list[LintResult | str]:
    """Return some of the files of a run with their problems."""
    return list(check_each(paths, partial(_check_file, run=run, originals={})))


def check_each(paths: Iterable[Path], check_one: Callable[[Path], LintResult]) -> Iterator[LintResult | str]:
    """Yield each file with its problems, or why it could not be checked; the other files are still checked."""
    for path in paths:
        try:
            yield check_one(path)
        except FileNotFoundError:
            yield f"there is no file {path}"
        except BadFilesError as error:
            yield LintResult(str(path), "", error.problems)
        except Exception as error:  # noqa: BLE001 - the other files are still checked
            yield f"{path}: {failure_reason(error)}"


def _check_file(path: Path, run: _Run, originals: Originals) -> LintResult:
    lexicons = run.chosen.lexicons
    if path == INPUT and run.given is not None:
        name, text = run.given.name, run.given.text
        return (
            LintResult(str(name), "", text.problems)
            if text.value is None
            else lint(name, text.value, lexicons, run.against)
        )
    found = lint(path, lexicons=lexicons, against=run.against, originals=originals)
    return found._replace(marked=has_byte_order_mark(path)) if found.problems else found


def _read_standard_input(name: Path) -> _Given:
    if name.suffix.lower() not in YAML:
        refuse("standard input must be YAML; name a table as a file")
    content = sys.stdin.buffer.read(LARGEST + 1)
    if len(content) > LARGEST:
        refuse(f"standard input holds more than {LARGEST // 2**20} MB; is it the right file?")
    return _Given(name, decode_text(str(name), content))


def _companions(named: Sequence[Path], given: _Given | None) -> list[Path]:
    """Return the files that belong to one of those *named*, or on which the text *given* rests."""
    beside = companions_of(named)
    if given is not None and given.text.value is not None:
        beside += [path for path in rests_on(given.name, given.text.value) if path not in (*named, *beside)]
    return beside


def _render_problems(told: Sequence[LintResult], chosen: ProblemFormat, output: Path | None) -> str:
    if chosen is ProblemFormat.text and output is None:
        return text.render(told, colour=wants_colour())
    return FORMATS[chosen](told)


def _statistics_lines(told: Iterable[LintResult]) -> str:
    counted = Counter[tuple[str, Severity]]()
    for problem in _all_problems(told):
        counted[problem.code, problem.severity] += problem.count
    rows = sorted((-number, code, severity) for (code, severity), number in counted.items())
    return "".join(f"{-less:>6}  {code}  {severity:<7}  {name_of_code(code)}\n" for less, code, severity in rows)


def _print_check_summary(told: Sequence[LintResult], missing: Iterable[str], further: Iterable[str]) -> None:
    """Print a summary on the error stream, with *further* counts, and the files that could not be checked."""
    counted = Counter[Severity]()
    for problem in _all_problems(told):
        counted[problem.severity] += problem.count
    parts = [_count_of(len(told), "file", "files")]
    parts += [
        _count_of(counted[severity], *words)
        for severity, words in WORDS.items()
        if counted[severity] or severity == "error"
    ]
    tell(f"{', '.join((*parts, *further))}.")
    for message in missing:
        tell(f"speedbumps: {message}")


def _all_problems(files: Iterable[LintResult]) -> Iterator[Problem]:
    return (problem for file in files for problem in file.problems)


def _count_of(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
