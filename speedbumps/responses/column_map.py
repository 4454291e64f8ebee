"""A file in which people settle which column is about which question, and which words stand for which role."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from speedbumps.checks.identity import COLUMNS
from speedbumps.checks.structure import fit
from speedbumps.checks.suggesting import did_you_mean
from speedbumps.model.codes import KIND, UNKNOWN_QUESTION, UNKNOWN_ROLE
from speedbumps.model.columns import ColumnMap
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import Loaded, Problem, refused
from speedbumps.source import Source, read_yaml
from speedbumps.text import folded

FORMAT = "speedbumps-map/1"
IGNORE = "ignore"
"""What a column is about that is not to be read."""


def read_map(path: Path, instrument: Instrument) -> Loaded[ColumnMap]:
    """What the file at *path* says of columns, and of what stands for roles.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    if path.is_file() and path.suffix.lower() not in (".yaml", ".yml"):
        return refused(str(path), KIND, f"this is no map; a map is a .yaml file that begins: format: {FORMAT}")
    read = read_yaml(path)
    if read.value is None:
        return Loaded(None, read.problems)
    fitted = fit(ColumnMap, read.value)
    if fitted.value is None:
        return Loaded(None, fitted.problems)
    source, settled = read.value, fitted.value
    problems = (*_unknown_columns(source, settled, instrument), *_unknown_roles(source, settled, instrument))
    return Loaded(None, problems) if problems else Loaded(_as_called(settled, instrument))


def _as_called(settled: ColumnMap, instrument: Instrument) -> ColumnMap:
    """The map with every name as it is written elsewhere; capital letters make no difference."""
    known, roles = _columns(instrument), _roles(instrument)
    return settled.model_copy(
        update={
            "columns": {heading: known[folded(name)] for heading, name in settled.columns.items()},
            "roles": {text: roles[folded(name)] for text, name in settled.roles.items()},
        }
    )


def _columns(instrument: Instrument) -> dict[str, str]:
    """All that a column can be, as it is written, by its name in small letters."""
    return {folded(name): name for name in (*instrument.questions, *COLUMNS, IGNORE)}


def _roles(instrument: Instrument) -> dict[str, str]:
    return {folded(role.id): role.id for role in instrument.questionnaire.roles}


def _unknown_columns(source: Source, settled: ColumnMap, instrument: Instrument) -> Iterator[Problem]:
    known = _columns(instrument)
    for heading, name in settled.columns.items():
        if folded(name) not in known:
            near = did_you_mean(name, known.values())
            said = f"there is no question '{name}'{near}; write a question's id, or {IGNORE}"
            yield Problem(source.path, source.place(("columns", heading)), UNKNOWN_QUESTION, said)


def _unknown_roles(source: Source, settled: ColumnMap, instrument: Instrument) -> Iterator[Problem]:
    known = _roles(instrument)
    for text, name in settled.roles.items():
        if folded(name) not in known:
            there = known.values()
            said = f"there is no role '{name}'{did_you_mean(name, there)}; there is {', '.join(there)}"
            yield Problem(source.path, source.place(("roles", text)), UNKNOWN_ROLE, said)


def in_yaml(settled: Mapping[str, str], open_: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """A map of the columns that are *settled*, with a line to finish for each that is still *open_*."""
    lines = [f"  {_quoted(heading)}: {name}\n" for heading, name in settled.items()]
    for heading, near in open_:
        lines.append(f"  # Take away the # and write a question's id, {', '.join(COLUMNS)}, or {IGNORE}:\n")
        lines.append(f"  # {_quoted(heading)}: {' or '.join(near) or IGNORE}\n")
    return f"format: {FORMAT}\ncolumns:{'' if settled else ' {}'}\n{''.join(lines)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
