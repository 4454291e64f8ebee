"""speedbumps check: what is wrong in questionnaires, action libraries and answers."""

import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from speedbumps.cli.running import BAD_FILES, command_line, tell
from speedbumps.linting.kinds import lint
from speedbumps.model.problem import Problem

app = command_line("Find mistakes.")

ENDINGS = (".yaml", ".yml")


class Format(StrEnum):
    """How problems are written."""

    text = "text"
    json = "json"


@app.command()
def check(
    paths: Annotated[
        list[Path], typer.Argument(help="Files, or folders of them.", metavar="PATH...", show_default=False)
    ],
    format_: Annotated[Format, typer.Option("--format", help="Lines to read, or JSON.")] = Format.text,
) -> None:
    """Find the mistakes in questionnaires, action libraries and answers, all of them at once.

    This first form looks at structure and names: unknown and missing keys, wrong kinds, ids that are taken or do not
    exist. Exits with 1 if anything is wrong.
    """
    files = list(_files(paths))
    problems = [problem for file in files for problem in lint(file).problems]
    sys.stdout.write(FORMATS[format_](problems))
    errors = sum(problem.severity == "error" for problem in problems)
    tell(f"{_counted(len(files), 'file')}, {_counted(errors, 'mistake')}.")
    if errors:
        raise SystemExit(BAD_FILES)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (file for file in sorted(path.rglob("*")) if file.suffix.lower() in ENDINGS)
        else:
            yield path


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _text(problems: list[Problem]) -> str:
    return "".join(f"{problem}\n" for problem in problems)


def _json(problems: list[Problem]) -> str:
    listed = [
        {
            "path": problem.path,
            **problem.span._asdict(),
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
            "fix": problem.fix,
        }
        for problem in problems
    ]
    return json.dumps({"problems": listed}, ensure_ascii=False, indent=2) + "\n"


FORMATS = {Format.text: _text, Format.json: _json}
