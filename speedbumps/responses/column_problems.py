"""Problems of the columns of a table: those that are not read, and those that cannot be understood."""

import os
import re
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator

import polars as pl

from speedbumps.diagnostics.codes import (
    CHANGED_SINCE,
    COLUMN_IGNORED,
    DROPPED,
    HEADING,
    RENAMED,
    UNKNOWN_QUESTION,
    UNSURE,
)
from speedbumps.diagnostics.problem import START, Problem, Span
from speedbumps.diagnostics.severities import severity_of
from speedbumps.programs.layouts import ExportLayout
from speedbumps.questionnaires.references import COLUMNS
from speedbumps.responses.column_uses import (
    MAY_BE_ANSWERS,
    PRIVATE,
    REFUSED,
    RETIRED,
    SECOND,
    UNKNOWN,
    Use,
)
from speedbumps.responses.raw_cells import Heading, cell_at, column_name
from speedbumps.text import SHORT, fold_text, list_some, shorten

MOST_LISTED = 12
"""The most columns that one message names."""

ROUND = re.compile(
    r"^(which |what )?(survey |data |collection )?(round|wave|term|season|semester|collection|time ?point|survey)"
    r"( is this| of (the )?(survey|collection))?( name| number| no\.?)?\W*$"
)
"""A heading of a column that may hold the round."""

SITE = re.compile(
    r"(your |which )?(site|campus|base|workplace|place of work|branch|establishment|organi[sz]ation|location)\W*"
)
"""A heading of a column that may hold the school, folded."""


def column_problems(path: str, layout: ExportLayout, uses: tuple[Use, ...], heading: Heading) -> Iterator[Problem]:
    """Yield the problems of columns."""
    for use in uses:
        if not use.match.exact:
            message = (
                f"the column '{shorten(use.column.heading)}' is taken for {use.match.to}, whose words are a little "
                f"different; if it is not, settle it with --map"
            )
            yield Problem(path, _heading_cell(use, layout), RENAMED, message, severity_of(RENAMED))
    yield from _add_remedy(path, [_unsure_column(path, use, layout) for use in uses if use.why == MAY_BE_ANSWERS])
    for use in uses:
        if use.why == REFUSED:
            message = (
                f"the column '{shorten(use.column.heading)}' may show who somebody is, so a map can only ignore "
                "it, or use it as the draft, which shows what was handed in twice"
            )
            yield Problem(path, _heading_cell(use, layout), HEADING, message)
    yield from _repeated_columns(path, uses)
    yield from _unread_columns(path, uses, layout)
    if not (heading.questions or heading.options) and not any(use.why == MAY_BE_ANSWERS for use in uses):
        yield Problem(path, START, HEADING, "no column is about a question of this questionnaire")


def missing_headings(settled: Iterable[str], layout: ExportLayout) -> frozenset[str]:
    """Return the headings in a map that the table does not have."""
    there = {fold_text(name) for each in layout.columns for name in (each.heading, *each.names)}
    return frozenset(heading for heading in settled if fold_text(heading) not in there)


def missing_in_file(path: str, headings: Iterable[str]) -> Iterator[Problem]:
    """Yield a warning of each of the *headings* that a map names and a file does not have."""
    for heading in sorted(headings):
        message = f"the map names a column '{shorten(heading)}', which is not there"
        yield Problem(path, START, HEADING, message, "warning")


def missing_in_all_files(settled: str, headings: Iterable[str], files: int) -> Iterator[Problem]:
    """Yield a warning of each of the *headings* in the map at *settled* that none of several *files* has."""
    for heading in sorted(headings):
        message = f"the map names a column '{shorten(heading)}', which is in none of the {files:,} tables"
        yield Problem(settled, START, HEADING, message, "warning")


def columns_filled_below(path: str, rows: pl.DataFrame, heading: Heading, uses: Iterable[Use]) -> Iterator[Problem]:
    """Yield a warning of columns about no question that are empty in the first rows only."""
    names = {use.column.place: use.column.heading for use in uses}
    for place in heading.other:
        cells = rows.get_column(column_name(place)).cast(pl.String).str.strip_chars().fill_null("")
        if cells.ne("").any():
            name = f"the column '{shorten(names[place])}'" if names[place] else "a column without a heading"
            message = f"{name} is about no question of this questionnaire, and not read"
            yield Problem(path, cell_at(place), COLUMN_IGNORED, message, severity_of(COLUMN_IGNORED))


def _repeated_columns(path: str, uses: tuple[Use, ...]) -> Iterator[Problem]:
    """Yield a problem for each fact about people that several columns hold."""
    for name, count in Counter(use.match.to for use in uses if use.match.to in COLUMNS).items():
        if count > 1:
            yield Problem(path, START, HEADING, f"{count} columns hold the {name}; ignore one with --map")


def repeated_ids(path: str, uses: tuple[Use, ...], layout: ExportLayout) -> Iterator[Problem]:
    """Yield a problem for each column of a plain table with the id of an earlier one."""
    seen: set[str] = set()
    for use in uses:
        name = fold_text(use.column.heading)
        if use.match.to not in (None, *COLUMNS) and name == fold_text(use.match.to or "") and name in seen:
            yield Problem(path, _heading_cell(use, layout), HEADING, f"the column '{use.match.to}' is there twice")
        seen.add(name)


def _unread_columns(path: str, uses: tuple[Use, ...], layout: ExportLayout) -> Iterator[Problem]:
    """Yield which columns are not read, those that may identify people apart from the others."""
    private = [use for use in uses if use.why == PRIVATE]
    if private:
        names = ", ".join(f"'{shorten(use.column.heading)}'" for use in private)
        message = f"columns that may show who somebody is were not read: {names}"
        yield Problem(path, cell_at(private[0].column.place), DROPPED, message, severity_of(DROPPED))
    retired = [use for use in uses if use.why == RETIRED]
    if retired:
        message = (
            "questions that only an earlier version of the questionnaire asked are not read: "
            f"{list_some([shorten(use.column.heading) for use in retired], MOST_LISTED)}"
        )
        yield Problem(path, _heading_cell(retired[0], layout), CHANGED_SINCE, message, severity_of(CHANGED_SINCE))
    for use in uses:
        if use.why == SECOND:
            name = use.match.near[0]
            message = (
                f"two columns hold the {name}: the one called '{name}' is read, and '{shorten(use.column.heading)}' "
                "is not; if that is wrong, say in a map which is which"
            )
            yield Problem(path, _heading_cell(use, layout), COLUMN_IGNORED, message, severity_of(COLUMN_IGNORED))
    unknown = [use for use in uses if use.why == UNKNOWN]
    rounds = [use for use in unknown if use.match.to is None and ROUND.search(fold_text(use.column.heading))]
    if rounds and not any(use.match.to == "round" for use in uses):
        message = (
            f"the column '{shorten(rounds[0].column.heading)}' may say which round each row is of; it is not read, "
            "so that all rows count together. If it does, call it round, or say so in a map"
        )
        yield Problem(path, _heading_cell(rounds[0], layout), COLUMN_IGNORED, message, severity_of(COLUMN_IGNORED))
    sites = [use for use in unknown if SITE.fullmatch(fold_text(use.column.heading))]
    if sites and not any(use.match.to == "school" for use in uses):
        message = (
            f"the column '{shorten(sites[0].column.heading)}' may say which school each row is about; it is not "
            "read, so that all rows count for one school. If it does, call it school, or say so in a map"
        )
        yield Problem(path, _heading_cell(sites[0], layout), COLUMN_IGNORED, message, severity_of(COLUMN_IGNORED))
    unknown = [use for use in unknown if use not in (*rounds[:1], *sites[:1])]
    if unknown:
        names = ", ".join(
            f"'{shorten(use.column.heading)}'" if use.column.heading else "one without a heading" for use in unknown
        )
        columns = "1 column is" if len(unknown) == 1 else f"{len(unknown)} columns are"
        message = (
            f"{columns} about no question of this questionnaire, and not read: {names}. If one says the school, the "
            "role or the round, call it so, or say so in a map"
        )
        yield Problem(path, _heading_cell(unknown[0], layout), COLUMN_IGNORED, message, severity_of(COLUMN_IGNORED))


def _add_remedy(path: str, unsure: list[Problem]) -> Iterator[Problem]:
    """Yield the problems of *unsure* columns; the first one explains how to write a map."""
    first = next((each for each in unsure if each.code == UNSURE), unsure[0] if unsure else None)
    remedy = f"“speedbumps import {quote_path(path)} --write-map map.yaml” writes a map to finish, and --map takes it"
    for each in unsure:
        yield each._replace(message=f"{each.message}. {remedy}") if each is first else each


def quote_path(path: str) -> str:
    """Return a *path* as it has to be typed in a command."""
    if os.name == "nt":
        return f'"{path}"' if " " in path else path
    return shlex.quote(path)


def _unsure_column(path: str, use: Use, layout: ExportLayout) -> Problem:
    """Return the problem of a column that may be about a question."""
    near, heading = use.match.near, use.column.heading
    if near and len(heading) <= SHORT and " " not in heading.strip():
        message = f"there is no question '{shorten(heading)}'; did you mean '{near[0]}'?"
        return Problem(
            path, _heading_cell(use, layout), UNKNOWN_QUESTION, f"{message} If it is something else, delete the column"
        )
    listed = " or ".join((", ".join(near[:-1]), near[-1])) if len(near) > 1 else "".join(near)
    name = f"the column '{shorten(heading)}'" if heading else "a column without a heading"
    may = (
        f"may be about {listed}, which is not certain"
        if near
        else "may be about a question: its cells look like answers, and some questions have no column"
    )
    message = f"{name} {may}; say in a map what it is, or that it is to be ignored"
    return Problem(path, _heading_cell(use, layout), UNSURE, message)


def _heading_cell(use: Use, layout: ExportLayout) -> Span:
    """Return the cell with the heading of a column."""
    return cell_at(use.column.place, min(layout.rows, 2))
