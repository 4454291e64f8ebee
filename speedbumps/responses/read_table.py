"""Read the answers in a file of any layout, and report what was done with every column and row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.diagnostics.codes import HEADING, PREVIEW
from speedbumps.diagnostics.problem import START, LoadResult, Problem, Span
from speedbumps.diagnostics.severities import severity_of
from speedbumps.model.instrument import Instrument
from speedbumps.programs.layouts import (
    ExportLayout,
    ExportReader,
    are_identifying,
    excluded_statuses,
    format_excluded_rows,
    with_known_headings,
)
from speedbumps.programs.plain_table.read import PROGRAM as PLAIN
from speedbumps.programs.readers import find_reader
from speedbumps.programs.surveyjs.read import PROGRAM as SURVEYJS
from speedbumps.questionnaires.references import COLUMNS
from speedbumps.responses.answers import (
    AnswerPart,
    AnswerTable,
    is_unanswered,
    place_column,
    read_answers,
)
from speedbumps.responses.choose_sheets import choose_sheets, known_headings
from speedbumps.responses.column_problems import (
    column_problems,
    columns_filled_below,
    missing_headings,
    missing_in_file,
    repeated_ids,
)
from speedbumps.responses.column_uses import NOTHING, UNKNOWN, Use, column_uses
from speedbumps.responses.headings import Wordings
from speedbumps.responses.option_columns import join_option_columns
from speedbumps.responses.raw_cells import Heading, column_name, read_cells
from speedbumps.responses.row_problems import no_column_of_roles
from speedbumps.responses.table_context import TableContext
from speedbumps.tables.files import read_file
from speedbumps.tables.sheets import Sheet, Sheets, read_sheets
from speedbumps.text import fold_text

SEVERAL_QUESTIONS = 3
"""Questions below each other from which that is no coincidence."""


class TableRead(NamedTuple):
    """The answers in a file, and what was done with everything else."""

    parts: LoadResult[tuple[AnswerPart, ...]]
    """The answers of each sheet that was read."""
    program: str = PLAIN.name
    uses: tuple[Use, ...] = ()
    rows: int = 0
    """Rows below the headings."""
    previews: int = 0
    """Those of them that are no responses."""
    unread: Mapping[str, int] = {}
    """The number of cells with each text that is no answer; it may be personal, and is never shown unchanged."""
    roles: Mapping[str, int] = {}
    """The number of cells with each text that is no role; it may be personal too."""
    absent: frozenset[str] | None = None
    """Headings that a map names and no sheet has that was read; None if no sheet was understood."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return all problems of the file, and of schools in it whose answers must not be used."""
        left_out = (problem for part in self.parts.value or () for problem in part.left_out.values())
        return (*self.parts.problems, *left_out)


def read_table(path: Path, context: TableContext) -> TableRead:
    """Return the answers in the file at *path*, whichever program wrote it.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    content = read_file(path)
    if content.value is None:
        return TableRead(LoadResult(None, content.problems))
    return read_table_content(path, content.value, context)


def read_table_content(path: Path, content: bytes, context: TableContext) -> TableRead:
    """Return the answers in a file whose *content* was read already."""
    found = read_sheets(path, content)
    if found.value is None:
        return TableRead(LoadResult(None, found.problems))
    return read_chosen(found.value, context)


def read_chosen(found: Sheets, context: TableContext) -> TableRead:
    """Return the answers in the sheets of a file that hold them, with warnings of headings that are *absent*."""
    read = read_one_of_several(found, context)
    if not read.absent:
        return read
    absent = missing_in_file(str(found.sheets[0].path), read.absent)
    return read._replace(parts=read.parts._replace(problems=(*read.parts.problems, *absent)))


def read_one_of_several(found: Sheets, context: TableContext) -> TableRead:
    """Return the answers in the sheets of one of several files, each of which may lack a heading that a map names."""
    chosen = choose_sheets(found.sheets, context)
    if chosen.value is None:
        return TableRead(LoadResult(None, (*found.notices, *chosen.problems)))
    read = [_read_sheet(sheet, context) for sheet in chosen.value]
    if len(found.sheets) > 1:
        read = [_with_sheet(each, sheet.name) for each, sheet in zip(read, chosen.value, strict=True)]
    problems = (*found.notices, *chosen.problems, *(problem for each in read for problem in each.parts.problems))
    parts = None if any(each.parts.value is None for each in read) else _all_parts(read)
    return read[0]._replace(
        parts=LoadResult(parts, problems),
        rows=sum(each.rows for each in read),
        previews=sum(each.previews for each in read),
        unread=sum((Counter(each.unread) for each in read), Counter()),
        roles=sum((Counter(each.roles) for each in read), Counter()),
        absent=missing_in_all(each.absent for each in read),
    )


def _with_sheet(read: TableRead, name: str | None) -> TableRead:
    """Return what was *read* with the *name* of the sheet that holds it."""
    parts = None if read.parts.value is None else tuple(part._replace(sheet=name) for part in read.parts.value)
    return read._replace(parts=LoadResult(parts, tuple(each._replace(sheet=name) for each in read.parts.problems)))


def missing_in_all(absent: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """Return the headings that are *absent* from all tables that were understood; None if none was."""
    understood = [each for each in absent if each is not None]
    return frozenset.intersection(*understood) if understood else None


def _all_parts(read: Iterable[TableRead]) -> tuple[AnswerPart, ...]:
    """Return the answers of all sheets."""
    return tuple(part for each in read for part in each.parts.value or ())


def _read_sheet(sheet: Sheet, context: TableContext) -> TableRead:
    """Return the answers in one sheet."""
    path, settled = str(sheet.path), context.columns
    if _is_summary(sheet, context.wordings):
        message = (
            "the questions stand below each other, as in a summary; export the answers themselves, with one row for "
            "each person and one column for each question"
        )
        return TableRead(LoadResult(None, (Problem(path, START, HEADING, message),)))
    if _has_no_heading(sheet, context.instrument):
        message = "the first row holds answers, where the headings of the columns belong; export it with headings"
        return TableRead(LoadResult(None, (Problem(path, START, HEADING, message),)))
    program = find_reader(sheet)
    if program is PLAIN and not settled and not known_headings(sheet.heading, context.wordings):
        message = "no heading is a question's id or its words; the headings have to be in the first row"
        return TableRead(LoadResult(None, (Problem(path, START, HEADING, message),)))
    return _read_by_layout(sheet, program, context)


def _is_summary(sheet: Sheet, wordings: Wordings) -> bool:
    """Return whether questions are in the first column, and none among the headings."""
    below = (row[0] for row in sheet.top[1:] if row)
    return not known_headings(sheet.heading, wordings) and known_headings(below, wordings) >= SEVERAL_QUESTIONS


def _has_no_heading(sheet: Sheet, instrument: Instrument) -> bool:
    """Return whether answers are in the row of the headings; no message may repeat them."""
    labels = {fold_text(point.label) for scale in instrument.questionnaire.scales.values() for point in scale.points}
    answers = sum(fold_text(name) in labels for name in sheet.heading)
    return answers > 1 or any(are_identifying([name]) for name in sheet.heading if name.strip())


def _read_by_layout(sheet: Sheet, program: ExportReader, context: TableContext) -> TableRead:
    """Return the answers in one sheet that a known *program* wrote."""
    instrument, path, settled = context.instrument, str(sheet.path), context.columns
    layout, columns = _sheet_layout(sheet, program, context.wordings), settled.columns if settled else {}
    uses = tuple(column_uses(sheet, layout, context))
    heading = _heading(sheet, layout, uses)
    notices = [*column_problems(path, layout, uses, heading)]
    notices += repeated_ids(path, uses, layout) if program is PLAIN else ()
    absent = missing_headings(columns, layout)
    account = TableRead(LoadResult(None, tuple(notices)), program.name, uses, absent=absent)
    if any(problem.severity == "error" for problem in notices):
        return account
    raw = read_cells(sheet, heading, instrument)
    if raw.value is None:
        return account._replace(parts=LoadResult(None, (*notices, *raw.problems)))
    notices += [*raw.problems, *columns_filled_below(path, raw.value, heading, uses)]
    rows, left_out = _drop_non_responses(raw.value, heading, layout)
    notices += _preview_notice(path, left_out)
    rows = _number_drafts(_replace_roles(rows, settled.roles if settled else {}), sheet.path, uses)
    merged, clashes = _merge_columns(path, rows, heading)
    notices += clashes
    if clashes:
        return account._replace(parts=LoadResult(None, tuple(notices)))
    merged, heading = join_option_columns(merged, heading, instrument)
    table = AnswerTable(sheet.path, merged, heading, _question_names(uses, sheet, layout), program is SURVEYJS)
    found = read_answers(table, instrument, context.options)
    parts = (found.part.value,) if found.part.value is not None else None
    people = found.part.value.people.height if found.part.value is not None else 0
    notices += no_column_of_roles(path, heading, people, instrument)
    return account._replace(
        parts=LoadResult(parts, (*notices, *found.part.problems)),
        rows=raw.value.height,
        previews=left_out.total(),
        unread=found.unread,
        roles=found.roles,
    )


def _sheet_layout(sheet: Sheet, program: ExportReader, wordings: Wordings) -> ExportLayout:
    """Return how a program laid out a sheet, with an answer in each column whose heading is one of ours."""
    return with_known_headings(program.layout(sheet), wordings.is_question, wordings.is_about_people)


def _question_names(uses: Iterable[Use], sheet: Sheet, layout: ExportLayout) -> dict[str, frozenset[str]]:
    """Return the folded names of each question, for rows in which headings are repeated."""
    found: dict[str, set[str]] = {}
    for use in uses:
        if use.match.to is not None:
            rows = sheet.top[: layout.rows]
            above = (row[use.column.place] for row in rows if use.column.place < len(row))
            names = (use.match.to, use.column.heading, *use.column.names, *above)
            found.setdefault(use.match.to, set()).update(fold_text(name) for name in names if name.strip())
    return {name: frozenset(called) for name, called in found.items()}


def _heading(sheet: Sheet, layout: ExportLayout, uses: Iterable[Use]) -> Heading:
    """Return the columns of a sheet by what they hold."""
    about: dict[str, int] = {}
    questions: dict[str, int] = {}
    again: dict[int, str] = {}
    options: dict[str, dict[int, int]] = {}
    for use in uses:
        match use.match.to:
            case None:
                pass
            case name if use.match.option is not None:
                options.setdefault(name, {})[use.column.place] = use.match.option
            case name if name in COLUMNS:
                about.setdefault(name, use.column.place)
            case name if name in questions:
                again[use.column.place] = name
            case name:
                questions[name] = use.column.place
    # KoboToolbox writes a choice in one column, and again in one for each option.
    options = {name: columns for name, columns in options.items() if name not in questions}
    read = {*about.values(), *questions.values(), *again, *(place for columns in options.values() for place in columns)}
    status = tuple(each.place for each in layout.columns if each.use == "status")
    traces = [each.place for each in layout.columns if each.use in ("private", "bookkeeping")]
    return Heading(
        about,
        questions,
        len(sheet.heading),
        layout.rows,
        again,
        status,
        tuple(place for place in traces if place not in read),
        tuple(use.column.place for use in uses if use.why == NOTHING),
        tuple(use.column.place for use in uses if use.why == UNKNOWN),
        options,
    )


def _drop_non_responses(raw: pl.DataFrame, heading: Heading, layout: ExportLayout) -> tuple[pl.DataFrame, Counter[str]]:
    """Return the rows that are responses, and the number of other rows of each kind."""
    left_out: Counter[str] = Counter()
    for place in heading.status:
        statuses = pl.col(column_name(place)).cast(pl.String)
        kinds = excluded_statuses(raw.select(statuses.drop_nulls().unique()).to_series().to_list(), layout)
        if kinds:
            others = raw.select(statuses.replace_strict(kinds, default=None, return_dtype=pl.String)).to_series()
            left_out.update(others.drop_nulls().to_list())
            raw = raw.filter(others.is_null())
    return raw, left_out


def _preview_notice(path: str, kinds: Mapping[str, int]) -> Iterator[Problem]:
    """Yield a notice about rows that are no responses."""
    if kinds:
        yield Problem(
            path, START, PREVIEW, format_excluded_rows(kinds), severity_of(PREVIEW), count=sum(kinds.values())
        )


def _merge_columns(path: str, rows: pl.DataFrame, heading: Heading) -> tuple[pl.DataFrame, list[Problem]]:
    """Return the *rows* with every question in one column, where each role had a column of its own."""
    problems = []
    firsts = {name: heading.questions[name] for name in heading.again.values()}
    rows = rows.with_columns(pl.lit(place).alias(place_column(name)) for name, place in firsts.items())
    for place, name in heading.again.items():
        other, kinds = column_name(place), rows.schema
        free, taken = is_unanswered(name, kinds[name]), ~is_unanswered(other, kinds[other])
        unlike = pl.col(name).cast(pl.String) != pl.col(other).cast(pl.String)
        both = rows.filter(~free & taken & unlike).get_column("line")
        if both.len():
            where = f"here and in column {firsts[name] + 1}"
            message = f"{name} has different answers in two columns, {where}; remove one of the columns"
            problems.append(Problem(path, Span(both[0], place + 1, both[0], place + 2), HEADING, message))
        here = pl.when(free & taken)
        rows = rows.with_columns(
            here.then(pl.col(other)).otherwise(pl.col(name)).alias(name),
            here.then(pl.lit(place)).otherwise(pl.col(place_column(name))).alias(place_column(name)),
        )
    return rows, problems


def _replace_roles(rows: pl.DataFrame, settled: Mapping[str, str]) -> pl.DataFrame:
    """Return the *rows* with the roles that a map states for texts in the column of roles."""
    if not settled or "role" not in rows.columns:
        return rows
    known = {fold_text(text): name for text, name in settled.items()}
    texts = rows.get_column("role").cast(pl.String)
    named = {text: known[fold_text(text)] for text in texts.drop_nulls().unique() if fold_text(text) in known}
    return rows.with_columns(texts.replace(named).alias("role"))


def _number_drafts(rows: pl.DataFrame, path: Path, uses: Iterable[Use]) -> pl.DataFrame:
    """Return the *rows* with numbers in place of texts that may identify people, in a column that a map calls draft."""
    if not any(use.match.to == "draft" and use.column.use == "private" for use in uses):
        return rows
    texts = rows.get_column("draft").cast(pl.String).str.strip_chars()
    known = {text: f"{path.stem}-{number}" for number, text in enumerate(texts.unique(maintain_order=True)) if text}
    return rows.with_columns(texts.replace_strict(known, default=None, return_dtype=pl.String).alias("draft"))
