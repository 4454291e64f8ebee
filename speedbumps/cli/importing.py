"""speedbumps import: convert another program's export to a plain table of answers, and report what was used."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from speedbumps.cli import options
from speedbumps.cli.exit_codes import BAD_FILES
from speedbumps.cli.running import command_line, refuse, show, tell, write
from speedbumps.diagnostics.problem import require_value
from speedbumps.model.instrument import Instrument
from speedbumps.questionnaires.history_file import add_companions
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.responses.analysis_frames import FRAME_FILES, FRAMES
from speedbumps.responses.answers import AnswerPart, TableOptions
from speedbumps.responses.column_map import IGNORE, format_map, open_roles, open_words, read_map
from speedbumps.responses.column_uses import MAY_BE_ANSWERS, NOTHING, SECOND, UNKNOWN, Use
from speedbumps.responses.combine import combine
from speedbumps.responses.picks import option_column_name
from speedbumps.responses.plain_table import format_csv
from speedbumps.responses.read_table import TableRead, read_table
from speedbumps.responses.table_context import table_context
from speedbumps.text import list_some, shorten

app = command_line("Import an export.")

OPEN = (MAY_BE_ANSWERS, UNKNOWN, SECOND, NOTHING)
"""The reasons for not using a column that leave its meaning open."""

SHIPPED = "school"
"""The default questionnaire, since exports do not name one."""

MOST_SCHOOLS = 30
"""The most schools that are listed."""


class FrameShape(StrEnum):
    """The shapes of a data frame."""

    wide = "wide"
    long = "long"


@app.command()
def import_(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    export: Annotated[
        Path, typer.Argument(help="The export of the survey program.", metavar="EXPORT", show_default=False)
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="Write the plain table to this file (.csv), or a data frame (.parquet, .feather).",
            metavar="FILE",
        ),
    ] = None,
    frame: Annotated[
        FrameShape | None,
        typer.Option(
            "--frame",
            help="Write a data frame for R or pandas: a row for each person, or for each person and question. By "
            "default wide in .parquet and .feather, and none in .csv.",
            show_default=False,
        ),
    ] = None,
    map_: options.Map = None,
    write_map: Annotated[
        Path | None,
        typer.Option(
            "--write-map", help="Write a map that says how each column was read, to be corrected.", metavar="YAML"
        ),
    ] = None,
    questionnaire: options.Questionnaire = None,
    form: options.Form = None,
    sheet: options.Sheet = None,
    set_aside: options.SetAside = False,  # noqa: FBT002 - an option of the command line
    verbose: options.Verbose = False,  # noqa: FBT002 - an option of the command line
) -> None:
    """Turn another survey program's export into a plain table of answers, and say how each column and row was read.

    It reads exports of Google Forms, Microsoft Forms, SurveyMonkey, LimeSurvey, Qualtrics, SurveyJS, KoboToolbox and
    ODK, and plain tables: .csv, .tsv, .xlsx, .json, .parquet. The program is known by its layout. The commands that
    take answers read the same files; import shows what they make of them.
    """
    shape = _frame_shape(frame, output)
    where = find_questionnaire(questionnaire or SHIPPED, export.parent)
    instrument = add_companions(require_value(read_instrument(where)), where)
    settled = require_value(read_map(map_, instrument)) if map_ else None
    found = read_table(export, table_context(instrument, TableOptions(form, set_aside), settled, sheet))
    tell(*_import_summary(export, found))
    if write_map is not None and write_map.exists():
        refuse(f"{write_map} exists already, and somebody may have edited it; name another file")
    if write_map is not None and found.uses:
        write(_column_map_yaml(found, instrument), write_map, inputs=(export,))
        tell(f"The map is in {write_map}")
    if found.parts.value is None or any(part.left_out for part in found.parts.value):
        written = "No answers were written, only the map." if write_map else "Nothing was written."
        show(found.problems, written, verbose=verbose)
        raise SystemExit(BAD_FILES)
    combined = combine(found.parts.value, instrument)
    options.show_notices((*found.problems, *combined.notices), verbose=verbose)
    inputs = (export, *([map_] if map_ else []))
    made = (
        format_csv(combined.responses, instrument)
        if shape is None
        else FRAME_FILES[_ending(output)](FRAMES[shape](combined.responses, instrument))
    )
    write(made, output, inputs, private=True)


def _frame_shape(wanted: FrameShape | None, output: Path | None) -> FrameShape | None:
    """Return the shape of the frame to write, or None for the plain table; refuse an ending that is not written."""
    ending = _ending(output)
    if ending not in (*FRAME_FILES, ".txt"):
        refuse(f"import writes no {ending} file; end it in {', '.join(FRAME_FILES)}: R and pandas read all of them")
    if wanted is None and ending in FRAME_FILES and ending != ".csv":
        return FrameShape.wide
    return wanted


def _ending(output: Path | None) -> str:
    """Return the ending of *output* in small letters; that of a plain table if it has none."""
    return (output.suffix.lower() if output is not None else "") or ".csv"


def _import_summary(export: Path, found: TableRead) -> Iterator[str]:
    """Yield the lines on which columns and rows were used, and which were not."""
    yield f"{export} is read as {found.program}"
    used = [use for use in found.uses if use.match.to is not None]
    if used:
        yield f"{_count_with_noun(len(used), 'column is', 'columns are')} used: {', '.join(_column_summaries(used))}"
    for why in dict.fromkeys(use.why for use in found.uses if use.match.to is None):
        listed = [f"'{shorten(use.column.heading)}'" for use in found.uses if use.match.to is None and use.why == why]
        yield f"{_count_with_noun(len(listed), 'column is', 'columns are')} not used ({why}): {', '.join(listed)}"
    if found.parts.value is not None:
        people, rows = sum(part.people.height for part in found.parts.value), found.rows
        blank = rows - found.previews - people
        of_rows = f" of {_count_with_noun(rows, 'row', 'rows')}" if rows else ""
        parts = [f"{_count_with_noun(people, 'person', 'people')}{of_rows} answered"]
        if found.previews:
            left_out = _count_with_noun(
                found.previews, "preview, test or rejected row", "previews, tests or rejected rows"
            )
            parts.append(f"{left_out} left out")
        parts += [f"{blank} held no answer"] if blank > 0 else []
        aside = sum(sum(part.set_aside.values()) for part in found.parts.value)
        parts += [f"{_count_with_noun(aside, 'cell is', 'cells are')} set aside"] if aside else []
        yield "; ".join(parts)
        yield from _school_counts(found.parts.value)


def _school_counts(parts: Iterable[AnswerPart]) -> Iterator[str]:
    """Yield a line with the schools if there are several, so that two spellings of one can be seen."""
    people = pl.concat([part.people.get_column("school") for part in parts])
    counted = people.value_counts().sort("school").rows()
    if len(counted) > 1:
        listed = list_some([f"{name} ({people})" for name, people in counted], MOST_SCHOOLS, counted=False)
        yield f"{len(counted)} schools: {listed}"


def _column_summaries(uses: Iterable[Use]) -> Iterator[str]:
    every = [use for use in uses if use.match.to]
    for name, columns in Counter(use.match.to for use in every).items():
        nearly = any(not use.match.exact for use in every if use.match.to == name)
        marks = [f"{columns} columns"] if columns > 1 else []
        marks += ["nearly its words"] if nearly else []
        yield f"{name} ({', '.join(marks)})" if marks else f"{name}"


def _count_with_noun(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _column_map_yaml(found: TableRead, instrument: Instrument) -> str:
    """Return a column map of the columns whose meaning is certain, with a comment for each other column."""
    settled: dict[str, str] = {}
    unsure: list[tuple[str, tuple[str, ...]]] = []
    for use in found.uses:
        heading, match = use.column.heading, use.match
        certain = match.to if match.exact else None
        if match.to is not None and match.option is not None:
            certain = option_column_name(match.to, match.option, instrument)
        if match.to is None and use.why not in OPEN and use.column.use != "status":
            certain = IGNORE
        if certain is not None and settled.get(heading, certain) == certain:
            settled[heading] = certain
        elif use.column.use != "status":
            unsure.append((heading, (match.to,) if match.to is not None else match.near))
    return format_map(settled, unsure, open_words(found.unread, instrument), open_roles(found.roles, instrument))
