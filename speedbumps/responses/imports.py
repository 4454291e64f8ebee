"""From a table of any layout to answers, with an account of what was done with every column and row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.checks.identity import COLUMNS
from speedbumps.checks.suggesting import did_you_mean
from speedbumps.model.codes import DROPPED, HEADING, NOT_UTF8, OLD_ENCODING, PREVIEW, RENAMED, UNSURE
from speedbumps.model.columns import ColumnMap
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import START, Loaded, Problem, Span
from speedbumps.model.questionnaire import UNSTATED
from speedbumps.responses.column_map import IGNORE
from speedbumps.responses.columns import role_named
from speedbumps.responses.headings import Match, Wordings, plain
from speedbumps.responses.programs.catalogue import recognised
from speedbumps.responses.programs.layouts import Column, Layout, Program, tells_of_somebody
from speedbumps.responses.programs.plain import PROGRAM as PLAIN
from speedbumps.responses.sheets import Sheet, in_utf8, opened
from speedbumps.responses.tables import (
    Defaults,
    Heading,
    Written,
    cells,
    column,
    named,
    numbered,
    place_of,
    read_table,
    responses,
    unanswered,
)
from speedbumps.scoring.responses import Responses
from speedbumps.source import decoded
from speedbumps.text import folded

SHORT = 60
"""Characters of a heading that a message repeats."""


class Use(NamedTuple):
    """What was done with one column."""

    column: Column
    match: Match
    why: str
    """In words, where it was not read."""


class Imported(NamedTuple):
    """Answers from an export, and what became of all the rest."""

    responses: Loaded[Responses]
    program: str
    uses: tuple[Use, ...] = ()
    rows: int = 0
    """Rows below the heading."""
    previews: int = 0
    """Of them, those that were no responses."""


def read(path: Path, instrument: Instrument, defaults: Defaults, settled: ColumnMap | None = None) -> Loaded[Responses]:
    """The answers in the table at *path*, whichever program wrote it; columns are about what is *settled* of them.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    return imported(path, instrument, defaults, settled).responses


def imported(path: Path, instrument: Instrument, defaults: Defaults, settled: ColumnMap | None = None) -> Imported:
    """The answers in the table at *path*, and an account of its columns and rows.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    found = opened(path)
    if found.value is None:
        refusal = Loaded[Responses](None, found.problems)
        return Imported(read_table(path, instrument, defaults) if _is_text(path) else refusal, PLAIN.name)
    made = _imported(path, found.value, instrument, defaults, settled)
    return made._replace(responses=Loaded(made.responses.value, (*found.problems, *made.responses.problems)))


def _imported(
    path: Path, sheet: Sheet, instrument: Instrument, defaults: Defaults, settled: ColumnMap | None
) -> Imported:
    if _headless(sheet, instrument):
        message = "the first row holds answers, where the headings of the columns belong; export it with headings"
        return Imported(Loaded(None, (Problem(str(path), START, HEADING, message),)), PLAIN.name)
    program = recognised(sheet)
    wordings = Wordings(instrument)
    if program is PLAIN and not settled and (unknown := _not_known(sheet, wordings)):
        return Imported(Loaded(None, (Problem(str(path), START, HEADING, unknown),)), PLAIN.name)
    if program is PLAIN and not settled and not _in_words(sheet, wordings):
        return _by_ids(sheet, instrument, defaults)
    return _by_layout(sheet, program, wordings, defaults, settled)


def _headless(sheet: Sheet, instrument: Instrument) -> bool:
    """Whether answers stand where headings belong; no message may repeat them."""
    labels = {folded(point.label) for scale in instrument.questionnaire.scales.values() for point in scale.points}
    answers = sum(folded(name) in labels for name in sheet.heading)
    return answers > 1 or any(tells_of_somebody([name]) for name in sheet.heading if name.strip())


def _not_known(sheet: Sheet, wordings: Wordings) -> str | None:
    """Why nothing can be made of a first row in which no heading is known; it may hold somebody's answers."""
    if any(_is_known(name, wordings) for name in sheet.heading):
        return None
    below = next((row for row in sheet.top[1:TITLES] if sum(_is_known(name, wordings) for name in row) > 1), None)
    if below is None:
        return "no heading is a question's id or its words; the headings have to stand in the first row"
    return f"the headings seem to stand in row {sheet.top.index(below) + 1}; take away what stands above them"


TITLES = 8
"""Rows in which titles may stand above the headings."""


def _is_known(name: str, wordings: Wordings) -> bool:
    """Whether a heading is a question's id or words, one of our own columns, or near one of these ids."""
    if wordings.match([name], nearly=False).to is not None:
        return True
    return name[:1].isalpha() and bool(did_you_mean(name, wordings.ids.values()))


def _is_text(path: Path) -> bool:
    return path.suffix.lower() in (".csv", ".tsv")


def _in_words(sheet: Sheet, wordings: Wordings) -> bool:
    """Whether a table of no program has questions for headings, and no id of one."""
    questions = set(wordings.instrument.questions)
    if any(wordings.ids.get(folded(name)) in questions for name in sheet.heading):
        return False
    return any(plain(name) in wordings.by_words for name in sheet.heading)


def _by_ids(sheet: Sheet, instrument: Instrument, defaults: Defaults) -> Imported:
    """A plain table, whose headings are the ids of questions."""
    heading, told = named(str(sheet.path), sheet.heading, instrument)
    uses = tuple(_uses_of(sheet, heading))
    if sheet.frame is None:
        return Imported(read_table(sheet.path, instrument, defaults), PLAIN.name, uses)
    if not heading.questions:
        return Imported(Loaded(None, told), PLAIN.name, uses)
    raw = _framed(sheet.frame, heading)
    return Imported(responses(sheet.path, raw, heading, instrument, defaults, told), PLAIN.name, uses, raw.height)


def _uses_of(sheet: Sheet, heading: Heading) -> Iterator[Use]:
    """What was done with the columns of a plain table."""
    by_place = {place: name for name, place in (*heading.about.items(), *heading.questions.items())}
    for place, name in enumerate(sheet.heading):
        private = name.strip() in heading.dropped
        why = WHY["private"] if private else NOTHING if place in heading.unnamed else SURE_OF_NONE
        column_ = Column(place, name.strip(), (name.strip(),), "private" if private else "answer")
        yield Use(column_, Match(by_place.get(place)), "" if place in by_place else why)


def _framed(frame: pl.DataFrame, heading: Heading) -> pl.DataFrame:
    """The rows of a workbook below its *heading*, with the columns that are read."""
    by_place = {place: name for name, place in (*heading.about.items(), *heading.questions.items())}
    names = {name: by_place.get(place, column(place)) for place, name in enumerate(frame.columns)}
    return numbered(frame.slice(heading.rows).rename(names), heading)


def _by_layout(
    sheet: Sheet, program: Program, wordings: Wordings, defaults: Defaults, settled: ColumnMap | None
) -> Imported:
    instrument, path = wordings.instrument, str(sheet.path)
    layout, columns = program.layout(sheet), settled.columns if settled else {}
    uses = tuple(_uses(sheet, layout, wordings, columns))
    heading = _heading(sheet, layout, uses)
    told = [*_told(path, layout, uses, heading), *_unknown(path, columns, layout)]
    account = Imported(Loaded(None, tuple(told)), program.name, uses)
    if any(problem.severity == "error" for problem in told):
        return account
    raw = _raw(sheet, heading, instrument, program)
    if raw.value is None:
        return account._replace(responses=Loaded(None, (*told, *raw.problems)))
    told += raw.problems
    rows = _counting(raw.value, heading, layout)
    told += _previews(path, raw.value.height - rows.height)
    rows = _numbered_drafts(_with_roles(rows, settled.roles if settled else {}), sheet.path, uses)
    merged, clashes = _merged(path, rows, heading)
    told += clashes
    found = responses(sheet.path, merged, heading, instrument, defaults, tuple(told))
    return account._replace(responses=found, rows=raw.value.height, previews=raw.value.height - rows.height)


def _uses(sheet: Sheet, layout: Layout, wordings: Wordings, settled: Mapping[str, str]) -> Iterator[Use]:
    """What each column is about: as it is settled, else as its place or its words tell."""
    said = {folded(heading): name for heading, name in settled.items()}
    answers = [each for each in layout.columns if each.use == "answer"]
    roles_named = any(wordings.match(each.names, nearly=False).to == "role" for each in answers)
    unsure = 0
    for each in layout.columns:
        chosen = next((said[folded(name)] for name in (each.heading, *each.names) if folded(name) in said), None)
        cell = sheet.sample(each.place, layout.rows)
        if chosen == IGNORE:
            yield Use(each, Match(), "to be ignored")
        elif chosen is not None and (each.use != "private" or chosen == "draft"):
            yield Use(each, Match(chosen), "")
        elif chosen is not None:
            yield Use(each, Match(), REFUSED)
        elif each.use != "answer":
            yield Use(each, Match(), WHY[each.use])
        else:
            match = wordings.match(each.names, nearly=unsure < MOST_COMPARED)
            unsure += not (match.to and match.exact)
            if match.to is None and not roles_named and _names_roles(cell, wordings.instrument):
                match = Match("role")
            yield Use(each, match, "" if match.to else SURE_OF_NONE if cell else NOTHING)


MOST_COMPARED = 200
"""Headings that are compared with every question letter by letter; a questionnaire has fewer."""

SURE_OF_NONE = "about no question for sure"
NOTHING = "about no question, and empty"
"""So it is with notes and headings that programs export too; the rest of the column is looked at when it is read."""

REFUSED = "may tell who somebody is, and is only taken for a draft"

WHY = {
    "private": "may tell who somebody is",
    "bookkeeping": "the program's own",
    "status": "tells which rows are responses",
}


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
    kept = tuple(each.place for each in layout.columns if each.use == "status")
    unnamed = tuple(use.column.place for use in uses if use.why == NOTHING)
    lines = sheet.lines[layout.rows - 1] if len(sheet.lines) >= layout.rows else layout.rows
    width = len(sheet.heading)
    return Heading(about, questions, (), unnamed, width, sheet.separator, layout.rows, lines, again, kept)


def _told(path: str, layout: Layout, uses: tuple[Use, ...], heading: Heading) -> Iterator[Problem]:
    """What is to be said of the columns."""
    for use in uses:
        if not use.match.exact:
            message = (
                f"the column '{shortened(use.column.heading)}' is taken for {use.match.to}, whose words are a little "
                f"different; if it is not, settle it with --map"
            )
            yield Problem(path, _at(use, layout), RENAMED, message, "warning")
        elif use.why == SURE_OF_NONE:
            yield Problem(path, _at(use, layout), UNSURE, _unsure(use))
    if any(use.why == SURE_OF_NONE for use in uses):
        message = f"'speedbumps import {Path(path).name} --write-map map.yaml' writes a map to finish; --map takes it"
        yield Problem(path, START, UNSURE, message, "advice")
    for use in uses:
        if use.why == REFUSED:
            message = (
                f"the column '{shortened(use.column.heading)}' may tell who somebody is, so a map can only say that "
                "it is to be ignored, or that it is the draft, which tells what was handed in twice"
            )
            yield Problem(path, _at(use, layout), HEADING, message)
    for name, count in Counter(use.match.to for use in uses if use.match.to in COLUMNS).items():
        if count > 1:
            yield Problem(path, START, HEADING, f"{count} columns tell the {name}; ignore one with --map")
    private = [use.column for use in uses if use.column.use == "private" and use.why == WHY["private"]]
    if private:
        listed = ", ".join(f"'{shortened(each.heading)}'" for each in private)
        here = Span(1, private[0].place + 1, 1, private[0].place + 2)
        yield Problem(path, here, DROPPED, f"columns that may tell who somebody is were not read: {listed}", "advice")
    if not heading.questions and not any(use.why == SURE_OF_NONE for use in uses):
        yield Problem(path, START, HEADING, "no column is about a question of this questionnaire")


def _at(use: Use, layout: Layout) -> Span:
    row = min(layout.rows, 2)
    return Span(row, use.column.place + 1, row, use.column.place + 2)


def _unsure(use: Use) -> str:
    near = use.match.near
    said = f"the column '{shortened(use.column.heading)}' is about no question for sure"
    listed = " or ".join((", ".join(near[:-1]), near[-1])) if len(near) > 1 else "".join(near)
    may = f"; it may be {listed}" if near else ""
    return f"{said}{may}. Say in a map what it is, or that it is to be ignored"


def shortened(text: str) -> str:
    """A heading as a message repeats it."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[: SHORT - 1] + "…"


def _unknown(path: str, settled: Mapping[str, str], layout: Layout) -> Iterator[Problem]:
    """Headings that are settled and not there."""
    there = {folded(name) for each in layout.columns for name in (each.heading, *each.names)}
    for heading in settled:
        if folded(heading) not in there:
            message = f"the map names a column '{shortened(heading)}', which is not there"
            yield Problem(path, START, HEADING, message, "warning")


def _raw(sheet: Sheet, heading: Heading, instrument: Instrument, program: Program) -> Loaded[pl.DataFrame]:
    """The cells of an export, read in the encoding of older Windows programs where it is no UTF-8."""
    if sheet.frame is not None:
        return Loaded(_framed(sheet.frame, heading))
    written, older = sheet.written or Written(sheet.path), sheet.older
    if older and program is PLAIN:
        return Loaded(None, decoded(str(sheet.path), sheet.path.read_bytes()).problems)
    found = cells(written, heading, instrument)
    if found.value is None and written.content is None and any(each.code == NOT_UTF8 for each in found.problems):
        found, older = cells(in_utf8(sheet.path), heading, instrument), True
    if found.value is None or not older:
        return found
    message = "this is not UTF-8; it was read in the encoding of older Windows programs. Look at letters with accents"
    return Loaded(found.value, (Problem(str(sheet.path), START, OLD_ENCODING, message, "warning"),))


def _counting(raw: pl.DataFrame, heading: Heading, layout: Layout) -> pl.DataFrame:
    """The rows that are responses."""
    for place in heading.kept:
        status = pl.col(column(place)).cast(pl.String).str.strip_chars().str.to_lowercase()
        raw = raw.filter(~status.is_in(list(layout.left_out)).fill_null(value=False))
    return raw


def _previews(path: str, number: int) -> Iterator[Problem]:
    if number:
        rows = "1 row is" if number == 1 else f"{number} rows are"
        yield Problem(path, START, PREVIEW, f"{rows} not counted: previews, tests, or what a review rejected", "advice")


def _merged(path: str, rows: pl.DataFrame, heading: Heading) -> tuple[pl.DataFrame, list[Problem]]:
    """The *rows* with every question in one column, where each role had one of its own."""
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
    """The *rows* with the roles that are *settled* for what stands in the column of roles."""
    if not settled or "role" not in rows.columns:
        return rows
    known = {folded(text): name for text, name in settled.items()}
    texts = rows.get_column("role").cast(pl.String)
    named = {text: known[folded(text)] for text in texts.drop_nulls().unique() if folded(text) in known}
    return rows.with_columns(texts.replace(named).alias("role"))


def _numbered_drafts(rows: pl.DataFrame, path: Path, uses: Iterable[Use]) -> pl.DataFrame:
    """The *rows* with numbers for what tells who handed a form in, where somebody settled such a column as draft."""
    if not any(use.match.to == "draft" and use.column.use == "private" for use in uses):
        return rows
    texts = rows.get_column("draft").cast(pl.String).str.strip_chars()
    known = {text: f"{path.stem}-{number}" for number, text in enumerate(texts.unique(maintain_order=True)) if text}
    return rows.with_columns(texts.replace_strict(known, default=None, return_dtype=pl.String).alias("draft"))
