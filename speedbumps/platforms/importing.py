"""From a table of any layout to answers, with an account of what was done with every column and row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from speedbumps.checks.identity import COLUMNS
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import START, Loaded, Problem, Span
from speedbumps.model.questionnaire import UNSTATED
from speedbumps.model.reach import scale_of
from speedbumps.platforms.layouts import Column, Layout, Program, tells_of_somebody
from speedbumps.platforms.mapping import IGNORE
from speedbumps.platforms.matching import Match, Wordings, plain
from speedbumps.platforms.plain import PROGRAM as PLAIN
from speedbumps.platforms.programs import recognised
from speedbumps.platforms.sheets import Sheet, in_utf8, opened
from speedbumps.reading.frames import (
    DROPPED,
    FROM_ONE,
    HEADING,
    OLD_ENCODING,
    PREVIEW,
    RENAMED,
    UNSURE,
    kind,
    role_named,
)
from speedbumps.reading.tables import (
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
from speedbumps.scoring.responses import CODE, Responses
from speedbumps.source import NOT_UTF8, decoded
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


def read(
    path: Path, instrument: Instrument, defaults: Defaults, settled: Mapping[str, str] | None = None
) -> Loaded[Responses]:
    """The answers in the table at *path*, whichever program wrote it; columns are about what is *settled* of them.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    return imported(path, instrument, defaults, settled).responses


def imported(
    path: Path, instrument: Instrument, defaults: Defaults, settled: Mapping[str, str] | None = None
) -> Imported:
    """The answers in the table at *path*, and an account of its columns and rows.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    sheet = opened(path).value
    if sheet is None:
        return Imported(read_table(path, instrument, defaults) if _is_text(path) else _refusal(path), PLAIN.name)
    if _headless(sheet, instrument):
        message = "the first row holds answers, where the headings of the columns belong; export it with headings"
        return Imported(Loaded(None, (Problem(str(path), START, HEADING, message),)), PLAIN.name)
    program = recognised(sheet)
    wordings = Wordings(instrument)
    if program is PLAIN and not settled and not _in_words(sheet, wordings):
        return _by_ids(sheet, instrument, defaults)
    return _by_layout(sheet, program, wordings, defaults, settled or {})


def _headless(sheet: Sheet, instrument: Instrument) -> bool:
    """Whether answers stand where headings belong; no message may repeat them."""
    labels = {folded(point.label) for scale in instrument.questionnaire.scales.values() for point in scale.points}
    answers = sum(folded(name) in labels for name in sheet.heading)
    return answers > 1 or any(tells_of_somebody([name]) for name in sheet.heading if name.strip())


def _refusal(path: Path) -> Loaded[Responses]:
    return Loaded(None, opened(path).problems)


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
    if sheet.frame is None:
        return Imported(read_table(sheet.path, instrument, defaults), PLAIN.name)
    heading, told = named(str(sheet.path), sheet.heading, instrument)
    if not heading.questions:
        return Imported(Loaded(None, told), PLAIN.name)
    raw = _framed(sheet.frame, heading)
    return Imported(responses(sheet.path, raw, heading, instrument, defaults, told), PLAIN.name, rows=raw.height)


def _framed(frame: pl.DataFrame, heading: Heading) -> pl.DataFrame:
    """The rows of a workbook below its *heading*, with the columns that are read."""
    by_place = {place: name for name, place in (*heading.about.items(), *heading.questions.items())}
    names = {name: by_place.get(place, column(place)) for place, name in enumerate(frame.columns)}
    return numbered(frame.slice(heading.rows).rename(names), heading)


def _by_layout(
    sheet: Sheet, program: Program, wordings: Wordings, defaults: Defaults, settled: Mapping[str, str]
) -> Imported:
    instrument, path = wordings.instrument, str(sheet.path)
    layout = program.layout(sheet)
    uses = tuple(_uses(sheet, layout, wordings, settled))
    heading = _heading(sheet, layout, uses)
    told = [*_told(path, layout, uses, heading), *_unknown(path, settled, layout)]
    account = Imported(Loaded(None, tuple(told)), program.name, uses)
    if any(problem.severity == "error" for problem in told):
        return account
    raw = _raw(sheet, heading, instrument, program)
    if raw.value is None:
        return account._replace(responses=Loaded(None, (*told, *raw.problems)))
    told += raw.problems
    rows = _counting(raw.value, heading, layout)
    told += _previews(path, raw.value.height - rows.height)
    merged, clashes = _merged(path, rows, heading)
    told += [*clashes, *_from_one(path, merged, heading, instrument)]
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
            yield Use(each, Match(), "it is to be ignored")
        elif chosen is not None:
            yield Use(each, Match(chosen), "")
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

SURE_OF_NONE = "it is about no question for sure"
NOTHING = "it is about no question, and nothing stands in it"
"""So it is with notes and headings that programs export too; the rest of the column is looked at when it is read."""

WHY = {
    "private": "it may tell who somebody is",
    "bookkeeping": "it is the program's own",
    "status": "it only tells which rows are responses",
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
    return f"{said}{may}. Say what it is with --map, or that it is to be ignored"


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
        both = rows.filter(~free & taken).get_column("line")
        if both.len():
            message = f"{name} is answered in two columns at once here; ignore one of them with --map"
            problems.append(Problem(path, Span(both[0], place + 1, both[0], place + 2), HEADING, message))
        here = pl.when(free & taken)
        rows = rows.with_columns(
            here.then(pl.col(other)).otherwise(pl.col(name)).alias(name),
            here.then(pl.lit(place)).otherwise(pl.col(place_of(name))).alias(place_of(name)),
        )
    return rows, problems


def _from_one(path: str, rows: pl.DataFrame, heading: Heading, instrument: Instrument) -> Iterator[Problem]:
    """Whether answers are numbers that seem to begin at 1, on scales that begin below it."""
    points = [name for name in heading.questions if kind(name, instrument) == CODE]
    scales = [scale_of(instrument.questionnaire, instrument.questions[name]) for name in points]
    below = [name for name, scale in zip(points, scales, strict=True) if scale.points[0].value < 1]
    if not below or not rows.height:
        return
    numbers = rows.head(LOOKED_AT).select(
        pl.col(below).cast(pl.String).str.strip_chars().cast(pl.Float64, strict=False)
    )
    filled = sum(numbers.select(pl.all().count()).row(0))
    lowest = min((low for low in numbers.min().row(0) if low is not None), default=0)
    if filled >= TELLING and lowest >= 1:
        message = (
            "no answer is below 1, and the scales begin at 0; if the program numbers answers from 1, export their "
            "words instead"
        )
        yield Problem(path, START, FROM_ONE, message, "warning")


LOOKED_AT = 2000
"""Rows that show how answers are numbered."""

TELLING = 40
"""Numbers among which the lowest answer would be, if it could be."""
