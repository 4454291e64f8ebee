"""Read the answers in a file of any layout, with an account of what was done with every column and row."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.checks.identity import COLUMNS
from speedbumps.checks.suggesting import did_you_mean
from speedbumps.model.codes import COLUMN_IGNORED, DROPPED, HEADING, PREVIEW, RENAMED, SHEETS, UNKNOWN_QUESTION, UNSURE
from speedbumps.model.columns import ColumnMap
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import START, Loaded, Problem, Span
from speedbumps.model.questionnaire import UNSTATED
from speedbumps.model.reach import in_form
from speedbumps.responses.answers import (
    Part,
    Table,
    TableOptions,
    cell_at,
    likely_form,
    place_of,
    read_answers,
    unanswered,
)
from speedbumps.responses.cells import Spoken, read_codes
from speedbumps.responses.column_map import IGNORE
from speedbumps.responses.columns import role_named
from speedbumps.responses.files import read_file
from speedbumps.responses.headings import Match, Wordings
from speedbumps.responses.programs.catalogue import recognised
from speedbumps.responses.programs.layouts import (
    Column,
    Layout,
    Program,
    left_out_in_words,
    rows_left_out,
    tells_of_somebody,
    with_known_headings,
)
from speedbumps.responses.programs.plain import PROGRAM as PLAIN
from speedbumps.responses.raw_cells import Heading, column, read_cells
from speedbumps.responses.sheets import Sheet, Sheets, read_sheets
from speedbumps.text import folded

SHORT = 60
"""Characters of a heading that a message repeats."""

SHORT_ID = 12
"""Characters of a heading that may be a slip for an id."""

ID_LIKE = re.compile(r"[A-Za-z]{1,3}[-_ ]?[\dlIoO]{1,3}")
"""A heading that looks like the id of a question."""

DIGITS = str.maketrans("lio", "110")
"""Letters that look like digits."""

RESEMBLING = 0.7
"""How alike a heading and a question are, from 0 to 1, from where the one may stand for the other."""

TITLES = 8
"""Rows in which titles may stand above the headings."""

MOST_COMPARED = 200
"""Headings that are compared with every question letter by letter; a questionnaire has fewer."""

UNKNOWN = "about no question that is asked here"
MAY_BE_ANSWERS = "may be about a question"
NOTHING = "about no question, and empty"
"""So it is with notes and headings that programs export too; the rest of the column is looked at when it is read."""

REFUSED = "may tell who somebody is, and is only taken for a draft"
TO_BE_IGNORED = "to be ignored"
PRIVATE = "may tell who somebody is"

WHY = {"private": PRIVATE, "bookkeeping": "the program's own", "status": "tells which rows are responses"}
"""Why a column is not read, by its use."""


class Use(NamedTuple):
    """What was done with one column."""

    column: Column
    match: Match
    why: str
    """In words, where it was not read."""


class TableRead(NamedTuple):
    """The answers in a file, and what became of all the rest."""

    parts: Loaded[tuple[Part, ...]]
    """The answers of each sheet that was read."""
    program: str = PLAIN.name
    uses: tuple[Use, ...] = ()
    rows: int = 0
    """Rows below the headings."""
    previews: int = 0
    """Of them, those that were no responses."""
    unread: Mapping[str, int] = {}
    """How many cells hold each text that is no answer; it may be personal, and is never shown as it is."""


class TableContext(NamedTuple):
    """What a table of answers is read with."""

    instrument: Instrument
    wordings: Wordings
    options: TableOptions = TableOptions()
    columns: ColumnMap | None = None
    """What somebody settled about its columns and words."""
    sheet: str | None = None
    """The sheet that is wanted of a workbook."""


def table_context(
    instrument: Instrument,
    options: TableOptions | None = None,
    columns: ColumnMap | None = None,
    sheet: str | None = None,
) -> TableContext:
    """Return what tables of answers to *instrument* are read with."""
    options = (options or TableOptions())._replace(answers=_folded_words(columns) if columns else {})
    return TableContext(instrument, Wordings(instrument), options, columns, sheet)


def _folded_words(columns: ColumnMap) -> dict[str, str]:
    return {folded(word): answer for word, answer in columns.answers.items()}


def read_table(path: Path, context: TableContext) -> TableRead:
    """Return the answers in the file at *path*, whichever program wrote it.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    content = read_file(path)
    if content.value is None:
        return TableRead(Loaded(None, content.problems))
    return table_in(path, content.value, context)


def table_in(path: Path, content: bytes, context: TableContext) -> TableRead:
    """Return the answers in a file of which *content* was read."""
    found = read_sheets(path, content)
    if found.value is None:
        return TableRead(Loaded(None, found.problems))
    return read_chosen(found.value, context)


def read_chosen(found: Sheets, context: TableContext) -> TableRead:
    """Return the answers in the sheets of a file that hold them."""
    chosen = _choose(found.sheets, context)
    if chosen.value is None:
        return TableRead(Loaded(None, (*found.notices, *chosen.problems)))
    read = [_read_sheet(sheet, context) for sheet in chosen.value]
    problems = (*found.notices, *chosen.problems, *(problem for each in read for problem in each.parts.problems))
    parts = None if any(each.parts.value is None for each in read) else _all_parts(read)
    return read[0]._replace(
        parts=Loaded(parts, problems),
        rows=sum(each.rows for each in read),
        previews=sum(each.previews for each in read),
        unread=sum((Counter(each.unread) for each in read), Counter()),
    )


def shortened(text: str) -> str:
    """Return a heading as a message repeats it."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[: SHORT - 1] + "…"


def known_headings(row: Iterable[str], wordings: Wordings) -> int:
    """Return how many cells of a *row* are a question's id or words, or one of our own columns."""
    return sum(_is_known(name, wordings) for name in row)


def _all_parts(read: Iterable[TableRead]) -> tuple[Part, ...]:
    return tuple(part for each in read for part in each.parts.value or ())


def _choose(sheets: tuple[Sheet, ...], context: TableContext) -> Loaded[tuple[Sheet, ...]]:
    """Return the sheets that hold answers: those with the most headings that are known, and the same ones."""
    path = str(sheets[0].path)
    if context.sheet is not None:
        wanted = [each for each in sheets if each.name is not None and folded(each.name) == folded(context.sheet)]
        if not wanted:
            names = ", ".join(f"'{each.name}'" for each in sheets if each.name is not None)
            message = f"there is no sheet '{context.sheet}'" + (f"; there is {names}" if names else " in this file")
            return Loaded(None, (Problem(path, START, SHEETS, message),))
        return Loaded((_without_titles(wanted[0], context.wordings),))
    if len(sheets) == 1:
        return Loaded((_without_titles(sheets[0], context.wordings),))
    tables = [_without_titles(each, context.wordings) for each in sheets]
    known = {place: known_headings(each.heading, context.wordings) for place, each in enumerate(tables)}
    best = max(known, key=lambda place: (known[place] > 1, not tables[place].hidden, known[place], -place))
    same = [
        each for each in tables if each.heading == tables[best].heading and (not each.hidden or tables[best].hidden)
    ]
    return Loaded(tuple(same), tuple(_about_sheets(path, tables, same, known)))


def _about_sheets(path: str, sheets: list[Sheet], read: list[Sheet], known: Mapping[int, int]) -> Iterator[Problem]:
    """Yield what there is to say of the sheets that are read, and of others that seem to hold answers too."""
    if len(read) > 1:
        names = ", ".join(f"'{each.name}'" for each in read)
        message = f"{len(read)} sheets have the same headings and are read together: {names}; --sheet chooses one"
        yield Problem(path, START, SHEETS, message, "warning")
    if read[0].hidden:
        message = f"only a hidden sheet holds answers; '{read[0].name}' is read"
        yield Problem(path, START, SHEETS, message, "warning")
    names_read = {each.name for each in read}
    others = [each for place, each in enumerate(sheets) if known[place] > 1 and each.name not in names_read]
    if others:
        names = ", ".join(f"'{each.name}'" + (" (hidden)" if each.hidden else "") for each in others)
        message = f"the sheet '{read[0].name}' is read, and {names} is not, whose headings differ; --sheet chooses one"
        if all(each.hidden for each in others):
            message = f"the sheet '{read[0].name}' is read, and {names} is not; --sheet chooses one"
        yield Problem(path, START, SHEETS, message, "warning")


def _without_titles(sheet: Sheet, wordings: Wordings) -> Sheet:
    """Return the table without rows above its headings, where none of the first row is known and a later one is."""
    if known_headings(sheet.heading, wordings) or sheet.frame_begins:
        return sheet
    rows = ((known_headings(row, wordings), -place) for place, row in enumerate(sheet.top[1:TITLES], start=1))
    most, place = max(rows, default=(0, 0))
    return sheet.without_titles(-place) if most > 1 and not _has_layout(sheet) else sheet


def _has_layout(sheet: Sheet) -> bool:
    """Return whether the rows at the top are the headings of a program that writes several."""
    return recognised(sheet).layout(sheet).rows > 1


def _read_sheet(sheet: Sheet, context: TableContext) -> TableRead:
    path, settled = str(sheet.path), context.columns
    if _has_no_heading(sheet, context.instrument):
        message = "the first row holds answers, where the headings of the columns belong; export it with headings"
        return TableRead(Loaded(None, (Problem(path, START, HEADING, message),)))
    program = recognised(sheet)
    if program is PLAIN and not settled and not known_headings(sheet.heading, context.wordings):
        message = "no heading is a question's id or its words; the headings have to stand in the first row"
        return TableRead(Loaded(None, (Problem(path, START, HEADING, message),)))
    return _by_layout(sheet, program, context)


def _has_no_heading(sheet: Sheet, instrument: Instrument) -> bool:
    """Return whether answers stand where headings belong; no message may repeat them."""
    labels = {folded(point.label) for scale in instrument.questionnaire.scales.values() for point in scale.points}
    answers = sum(folded(name) in labels for name in sheet.heading)
    return answers > 1 or any(tells_of_somebody([name]) for name in sheet.heading if name.strip())


def _is_known(name: str, wordings: Wordings) -> bool:
    """Return whether a heading is a question's id or words, one of our own columns, or near one of these ids."""
    if wordings.match([name], nearly=False).to is not None:
        return True
    return name[:1].isalpha() and len(name) <= SHORT and bool(did_you_mean(name, wordings.ids.values()))


def _by_layout(sheet: Sheet, program: Program, context: TableContext) -> TableRead:
    instrument, path, settled = context.instrument, str(sheet.path), context.columns
    layout, columns = _layout(sheet, program, context.wordings), settled.columns if settled else {}
    uses = tuple(_uses(sheet, layout, context))
    heading = _heading(sheet, layout, uses)
    notices = [*_about_columns(path, layout, uses, heading), *_unknown(path, columns, layout)]
    account = TableRead(Loaded(None, tuple(notices)), program.name, uses)
    if any(problem.severity == "error" for problem in notices):
        return account
    raw = read_cells(sheet, heading, instrument)
    if raw.value is None:
        return account._replace(parts=Loaded(None, (*notices, *raw.problems)))
    notices += [*raw.problems, *_filled_further_down(path, raw.value, heading, uses)]
    rows, left_out = _counting(raw.value, heading, layout)
    notices += _previews(path, left_out)
    rows = _numbered_drafts(_with_roles(rows, settled.roles if settled else {}), sheet.path, uses)
    merged, clashes = _merged(path, rows, heading)
    notices += clashes
    if clashes:
        return account._replace(parts=Loaded(None, tuple(notices)))
    table = Table(sheet.path, merged, heading, _names(uses, sheet, layout))
    found = read_answers(table, instrument, context.options)
    parts = (found.part.value,) if found.part.value is not None else None
    return account._replace(
        parts=Loaded(parts, (*notices, *found.part.problems)),
        rows=raw.value.height,
        previews=left_out.total(),
        unread=found.unread,
    )


def _layout(sheet: Sheet, program: Program, wordings: Wordings) -> Layout:
    """Return how a program laid out a sheet, with an answer in each column that has a question's id or words."""
    return with_known_headings(program.layout(sheet), wordings.is_question)


def _names(uses: Iterable[Use], sheet: Sheet, layout: Layout) -> dict[str, frozenset[str]]:
    """Return what each question may be called, folded, for rows in which headings are repeated."""
    found: dict[str, set[str]] = {}
    for use in uses:
        if use.match.to is not None:
            rows = sheet.top[: layout.rows]
            above = (row[use.column.place] for row in rows if use.column.place < len(row))
            names = (use.match.to, use.column.heading, *use.column.names, *above)
            found.setdefault(use.match.to, set()).update(folded(name) for name in names if name.strip())
    return {name: frozenset(called) for name, called in found.items()}


def _uses(sheet: Sheet, layout: Layout, context: TableContext) -> Iterator[Use]:
    """Yield what each column is about: as it is settled, else as its place or its words say."""
    columns = context.columns.columns if context.columns else {}
    matched = _matched(sheet, layout, context.wordings, columns)
    found = _one_of_each([_slip(use, context.wordings) if use.why == UNKNOWN else use for use in matched])
    missing = _without_column(found, context.instrument)
    for use in found:
        if use.why != UNKNOWN:
            yield use
        elif _resembles(use) or _holds_answers(sheet.sample(use.column.place, layout.rows), missing, context):
            yield use._replace(why=MAY_BE_ANSWERS)
        else:
            yield use


def _matched(sheet: Sheet, layout: Layout, wordings: Wordings, columns: Mapping[str, str]) -> Iterator[Use]:
    settled = {folded(heading): name for heading, name in columns.items()}
    answers = [each for each in layout.columns if each.use == "answer"]
    roles_named = any(wordings.match(each.names, nearly=False).to == "role" for each in answers)
    unsure = 0
    for each in layout.columns:
        chosen = next((settled[folded(name)] for name in (each.heading, *each.names) if folded(name) in settled), None)
        cells = sheet.sample(each.place, layout.rows)
        if chosen == IGNORE:
            yield Use(each, Match(), TO_BE_IGNORED)
        elif chosen is not None and (each.use != "private" or chosen == "draft"):
            yield Use(each, Match(chosen), "")
        elif chosen is not None:
            yield Use(each, Match(), REFUSED)
        elif each.use != "answer":
            yield Use(each, Match(), WHY[each.use])
        else:
            match = wordings.match(each.names, nearly=unsure < MOST_COMPARED)
            unsure += not (match.to and match.exact)
            if match.to is None and not roles_named and _names_roles(cells, wordings.instrument):
                match = Match("role")
            yield Use(each, match, "" if match.to else UNKNOWN if cells else NOTHING)


def _one_of_each(uses: list[Use]) -> list[Use]:
    """Return the *uses* with one column for each thing about people, where one of several bears its very name."""
    named = {use.match.to for use in uses if use.match.to in COLUMNS and folded(use.column.heading) == use.match.to}
    return [
        use._replace(match=Match(), why=UNKNOWN)
        if use.match.to in named and folded(use.column.heading) != use.match.to
        else use
        for use in uses
    ]


def _without_column(uses: Iterable[Use], instrument: Instrument) -> list[str]:
    """Return the questions of the form that seems to have been filled in of which there is no column."""
    there = {use.match.to for use in uses if use.match.to in instrument.questions}
    if not there:
        return list(instrument.questions)
    form = likely_form((name for name in there if name), instrument)
    return [question.id for question in in_form(instrument.questionnaire, form) if question.id not in there]


def _resembles(use: Use) -> bool:
    """Return whether the words of a heading are like those of a question, or could be those of several."""
    return bool(use.match.near) and (use.match.likeness > RESEMBLING or not use.match.likeness)


def _slip(use: Use, wordings: Wordings) -> Use:
    """Return *use* with the id that its heading nearly is: T0l for T01, shool for school."""
    written = use.column.heading
    likeness = 0.6 if ID_LIKE.fullmatch(written) else 0.8
    if len(written) > SHORT_ID:
        return use
    digits = folded(written).translate(DIGITS)
    near = [digits] if digits in wordings.ids else get_close_matches(folded(written), wordings.ids, 1, likeness)
    return use._replace(match=Match(near=(wordings.ids[near[0]],))) if near else use


def _holds_answers(cells: tuple[str, ...], missing: Iterable[str], context: TableContext) -> bool:
    """Return whether all *cells* are answers in words to one of the questions that have no column."""
    words = [cell for cell in dict.fromkeys(cells) if not cell.strip().lstrip("-+").replace(".", "").isdigit()]
    if not words:
        return False
    instrument = context.instrument
    scales = {instrument.questions[name].scale for name in missing}
    for questionnaire in (instrument.questionnaire, *instrument.languages):
        for name in scales:
            scale = questionnaire.scales[name]
            if scale.points and not read_codes(words, (Spoken(scale, questionnaire.non_answers),)).bad:
                return True
    return False


def _names_roles(cell: Iterable[str], instrument: Instrument) -> bool:
    listed = list(cell)
    return bool(listed) and all(role_named(each, instrument) != UNSTATED for each in listed)


def _heading(sheet: Sheet, layout: Layout, uses: Iterable[Use]) -> Heading:
    about: dict[str, int] = {}
    questions: dict[str, int] = {}
    again: dict[int, str] = {}
    for use in uses:
        match use.match.to:
            case None:
                pass
            case name if name in COLUMNS:
                about.setdefault(name, use.column.place)
            case name if name in questions:
                again[use.column.place] = name
            case name:
                questions[name] = use.column.place
    read = {*about.values(), *questions.values(), *again}
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
    )


def _about_columns(path: str, layout: Layout, uses: tuple[Use, ...], heading: Heading) -> Iterator[Problem]:
    """Yield what there is to say of the columns."""
    for use in uses:
        if not use.match.exact:
            message = (
                f"the column '{shortened(use.column.heading)}' is taken for {use.match.to}, whose words are a little "
                f"different; if it is not, settle it with --map"
            )
            yield Problem(path, _at(use, layout), RENAMED, message, "warning")
        elif use.why == MAY_BE_ANSWERS:
            yield _unsure(path, use, layout)
    if any(use.why == MAY_BE_ANSWERS for use in uses):
        message = f"'speedbumps import {Path(path).name} --write-map map.yaml' writes a map to finish; --map takes it"
        yield Problem(path, START, UNSURE, message, "advice")
    for use in uses:
        if use.why == REFUSED:
            message = (
                f"the column '{shortened(use.column.heading)}' may tell who somebody is, so a map can only say that "
                "it is to be ignored, or that it is the draft, which tells what was handed in twice"
            )
            yield Problem(path, _at(use, layout), HEADING, message)
    yield from _twice(path, uses, layout)
    yield from _not_read(path, uses, layout)
    if not heading.questions and not any(use.why == MAY_BE_ANSWERS for use in uses):
        yield Problem(path, START, HEADING, "no column is about a question of this questionnaire")


def _twice(path: str, uses: tuple[Use, ...], layout: Layout) -> Iterator[Problem]:
    """Yield a problem for each column that is there twice, where only one can be meant."""
    for name, count in Counter(use.match.to for use in uses if use.match.to in COLUMNS).items():
        if count > 1:
            yield Problem(path, START, HEADING, f"{count} columns tell the {name}; ignore one with --map")
    seen: set[str] = set()
    for use in uses:
        name = folded(use.column.heading)
        if use.match.to not in (None, *COLUMNS) and name == folded(use.match.to or "") and name in seen:
            yield Problem(path, _at(use, layout), HEADING, f"the column '{use.match.to}' is there twice")
        seen.add(name)


def _not_read(path: str, uses: tuple[Use, ...], layout: Layout) -> Iterator[Problem]:
    """Yield which columns are not read, those that may tell who somebody is apart from the others."""
    private = [use for use in uses if use.why == PRIVATE]
    if private:
        names = ", ".join(f"'{shortened(use.column.heading)}'" for use in private)
        message = f"columns that may tell who somebody is were not read: {names}"
        yield Problem(path, cell_at(private[0].column.place), DROPPED, message, "advice")
    unknown = [use for use in uses if use.why == UNKNOWN]
    if unknown:
        names = ", ".join(
            f"'{shortened(use.column.heading)}'" if use.column.heading else "one without a heading" for use in unknown
        )
        columns = "1 column is" if len(unknown) == 1 else f"{len(unknown)} columns are"
        message = f"{columns} about no question of this questionnaire, and not read: {names}"
        yield Problem(path, _at(unknown[0], layout), COLUMN_IGNORED, message, "warning")


def _filled_further_down(path: str, rows: pl.DataFrame, heading: Heading, uses: Iterable[Use]) -> Iterator[Problem]:
    """Yield a warning of columns about no question that are empty in the first rows only."""
    names = {use.column.place: use.column.heading for use in uses}
    for place in heading.other:
        cells = rows.get_column(column(place)).cast(pl.String).str.strip_chars().fill_null("")
        if cells.ne("").any():
            name = f"the column '{shortened(names[place])}'" if names[place] else "a column without a heading"
            message = f"{name} is about no question of this questionnaire, and not read"
            yield Problem(path, cell_at(place), COLUMN_IGNORED, message, "warning")


def _at(use: Use, layout: Layout) -> Span:
    return cell_at(use.column.place, min(layout.rows, 2))


def _unsure(path: str, use: Use, layout: Layout) -> Problem:
    near, heading = use.match.near, use.column.heading
    if near and len(heading) <= SHORT and " " not in heading.strip():
        message = f"there is no question '{shortened(heading)}'; did you mean '{near[0]}'?"
        return Problem(
            path, _at(use, layout), UNKNOWN_QUESTION, f"{message} If it is something else, delete the column"
        )
    listed = " or ".join((", ".join(near[:-1]), near[-1])) if len(near) > 1 else "".join(near)
    name = f"the column '{shortened(heading)}'" if heading else "a column without a heading"
    may = f"it may be {listed}" if near else "its cells look like answers, and some questions have no column"
    message = f"{name} is about no question for sure; {may}. Say in a map what it is, or that it is to be ignored"
    return Problem(path, _at(use, layout), UNSURE, message)


def _unknown(path: str, settled: Mapping[str, str], layout: Layout) -> Iterator[Problem]:
    """Yield the headings that are settled and not there."""
    there = {folded(name) for each in layout.columns for name in (each.heading, *each.names)}
    for heading in settled:
        if folded(heading) not in there:
            message = f"the map names a column '{shortened(heading)}', which is not there"
            yield Problem(path, START, HEADING, message, "warning")


def _counting(raw: pl.DataFrame, heading: Heading, layout: Layout) -> tuple[pl.DataFrame, Counter[str]]:
    """Return the rows that are responses, and how many of each other kind there are."""
    left_out: Counter[str] = Counter()
    for place in heading.status:
        statuses = pl.col(column(place)).cast(pl.String)
        kinds = rows_left_out(raw.select(statuses.drop_nulls().unique()).to_series().to_list(), layout)
        if kinds:
            others = raw.select(statuses.replace_strict(kinds, default=None, return_dtype=pl.String)).to_series()
            left_out.update(others.drop_nulls().to_list())
            raw = raw.filter(others.is_null())
    return raw, left_out


def _previews(path: str, kinds: Mapping[str, int]) -> Iterator[Problem]:
    if kinds:
        yield Problem(path, START, PREVIEW, left_out_in_words(kinds), "advice", count=sum(kinds.values()))


def _merged(path: str, rows: pl.DataFrame, heading: Heading) -> tuple[pl.DataFrame, list[Problem]]:
    """Return the *rows* with every question in one column, where each role had one of its own."""
    problems = []
    firsts = {name: heading.questions[name] for name in heading.again.values()}
    rows = rows.with_columns(pl.lit(place).alias(place_of(name)) for name, place in firsts.items())
    for place, name in heading.again.items():
        other, kinds = column(place), rows.schema
        free, taken = unanswered(name, kinds[name]), ~unanswered(other, kinds[other])
        unlike = pl.col(name).cast(pl.String) != pl.col(other).cast(pl.String)
        both = rows.filter(~free & taken & unlike).get_column("line")
        if both.len():
            where = f"here and in column {firsts[name] + 1}"
            message = f"{name} is answered in two columns, and not alike, {where}; take one of the columns away"
            problems.append(Problem(path, Span(both[0], place + 1, both[0], place + 2), HEADING, message))
        here = pl.when(free & taken)
        rows = rows.with_columns(
            here.then(pl.col(other)).otherwise(pl.col(name)).alias(name),
            here.then(pl.lit(place)).otherwise(pl.col(place_of(name))).alias(place_of(name)),
        )
    return rows, problems


def _with_roles(rows: pl.DataFrame, settled: Mapping[str, str]) -> pl.DataFrame:
    """Return the *rows* with the roles that are settled for what stands in the column of roles."""
    if not settled or "role" not in rows.columns:
        return rows
    known = {folded(text): name for text, name in settled.items()}
    texts = rows.get_column("role").cast(pl.String)
    named = {text: known[folded(text)] for text in texts.drop_nulls().unique() if folded(text) in known}
    return rows.with_columns(texts.replace(named).alias("role"))


def _numbered_drafts(rows: pl.DataFrame, path: Path, uses: Iterable[Use]) -> pl.DataFrame:
    """Return the *rows* with numbers for what says who handed a form in, where such a column is settled as draft."""
    if not any(use.match.to == "draft" and use.column.use == "private" for use in uses):
        return rows
    texts = rows.get_column("draft").cast(pl.String).str.strip_chars()
    known = {text: f"{path.stem}-{number}" for number, text in enumerate(texts.unique(maintain_order=True)) if text}
    return rows.with_columns(texts.replace_strict(known, default=None, return_dtype=pl.String).alias("draft"))
