"""A file in which people settle which column is about which question."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from speedbumps.checks.identity import COLUMNS
from speedbumps.checks.structure import fit
from speedbumps.checks.suggesting import did_you_mean
from speedbumps.model.columns import ColumnMap
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import Loaded, Problem
from speedbumps.reading.frames import UNKNOWN_QUESTION
from speedbumps.source import read_yaml

FORMAT = "speedbumps-map/1"
IGNORE = "ignore"
"""What a column is about that is not to be read."""


def read_map(path: Path, instrument: Instrument) -> Loaded[Mapping[str, str]]:
    """What the file at *path* says of columns, by their headings.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    read = read_yaml(path)
    if read.value is None:
        return Loaded(None, read.problems)
    fitted = fit(ColumnMap, read.value)
    if fitted.value is None:
        return Loaded(None, fitted.problems)
    known = (*instrument.questions, *COLUMNS, IGNORE)
    problems = [
        Problem(
            str(path),
            read.value.place(("columns", heading)),
            UNKNOWN_QUESTION,
            f"there is no question '{name}'{did_you_mean(name, known)}; write a question's id, or {IGNORE}",
        )
        for heading, name in fitted.value.columns.items()
        if name not in known
    ]
    return Loaded(None, tuple(problems)) if problems else Loaded(fitted.value.columns)


def in_yaml(settled: Mapping[str, str], open_: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """A map of the columns that are *settled*, with a line to finish for each that is still *open_*."""
    lines = [f"  {_quoted(heading)}: {name}\n" for heading, name in settled.items()]
    for heading, near in open_:
        lines.append(f"  # Take away the # and write a question's id, or {IGNORE}:\n")
        lines.append(f"  # {_quoted(heading)}: {' or '.join(near) or IGNORE}\n")
    return f"format: {FORMAT}\ncolumns:{'' if settled else ' {}'}\n{''.join(lines)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
