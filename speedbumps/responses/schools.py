"""From the table of schools to what is known of each school."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from speedbumps.diagnostics.codes import NOT_A_PERSON, RAGGED, SCHOOL
from speedbumps.diagnostics.problem import LoadResult, Problem, Span, reject_file
from speedbumps.diagnostics.severities import severity_of
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.model.answers import YES_OR_NO, School
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import facets
from speedbumps.model.questionnaire import NATIONS
from speedbumps.programs.private_columns import IDENTIFYING
from speedbumps.responses.not_people import TOTALS
from speedbumps.responses.registers import REGISTERS, RegisterLayout, read_register, recognise, recognise_figures
from speedbumps.responses.rows import TOP, Row, Rows, read_tables, rows_below, rows_of
from speedbumps.tables.sheets import Sheet, Sheets
from speedbumps.text import fold_text, strip_controls

FACTS = ("id", "name", "nation", "phase", "headcount", "area", "offers", "visits", "east", "north")
BY_ROLE = "headcount-"
"""The prefix of the heading of a column that counts the people of one role: headcount-teacher."""

LONGEST_FACT = 40
"""Characters from which a heading is a question, and no fact about a school."""

MOST_LISTED = 5
"""Headings that one message lists."""

RANGES = {
    "headcount": "a whole number of people",
    "visits": "a whole number: how many visits in a term",
    "east": "a place on the national grid, in metres: an easting, from 0 to 700000",
    "north": "a place on the national grid, in metres: a northing, from 0 to 1300000",
}
"""What the columns hold whose cells can be wrong."""

TOTAL = re.compile(
    r"(?:(?:grand|sub|overall|column|trust|area|school)[\s-]*)?(?:totals?|sums?|averages?|avg\.?|means?)"
    r"(?: schools?| (?:of|for|per|across) .{1,60}| \(.{0,60}\))?\s*[:=]?"
    r"|(?:total (?:of )?)?all (?:the |our )?schools\s*[:=]?"
)
"""The name of a row of totals, folded, besides its names in a table of answers."""

WHOLE = re.compile(r"^(\d+)\.0+$")
"""A whole number as some programs write it."""

LIKE_IDS = re.compile(
    r"((the |our )?(school|academy|establishment|dfe|institution)(['’]?s)?[\s_-]*)?"
    r"(ids?|code|identifier|key|ref\.?|reference)"
    r"|(school|academy|establishment|dfe|institution)[\s_-]*(number|no\.?|num|urn)|urn|laestab"
)
"""The heading, folded, of a column that may hold the ids of schools."""


class _Heading(NamedTuple):
    """The row of a table that names its columns."""

    row: int
    """The row in the file, counted from 1."""
    written: Row
    """The names as they are in the file."""
    names: tuple[str, ...]
    """The names in small letters."""


def read_schools(path: Path, instrument: Instrument, wanted: Collection[str] = ()) -> LoadResult[Mapping[str, School]]:
    """Read the schools in the table at *path*, by id; the table is the user's own or a government's register.

    An own table has the columns FACTS (or headcount-ROLE, one for each role, for headcount); others become context. It
    may be on any sheet of a workbook, below rows with a title. Schools that are closed according to a register are left
    out, unless their id or name is among the *wanted* (folded).

    Raises:
        FileNotFoundError: If there is no such file.
    """
    found = read_tables(path)
    return _schools_in(str(path), found.value, instrument, wanted) if found.value else LoadResult(None, found.problems)


def schools_in(path: str, sheets: Sheets, instrument: Instrument) -> LoadResult[Mapping[str, School]]:
    """Return the schools in the tables of one file that was read already; *path* is only for messages."""
    try:
        rows = tuple(rows_of(each)._replace(notices=sheets.notices) for each in sheets.sheets)
    except csv.Error as error:
        return reject_file(path, RAGGED, f"this is not a table: {error}")
    return _schools_in(path, rows, instrument, ())


def describes_schools(sheet: Sheet, instrument: Instrument) -> bool:
    """Return whether a table looks like one of schools: with an id or as a register, and without a question."""
    rows = Rows(sheet.top[:TOP], ())
    questions = {"role", *(fold_text(name) for name in instrument.questions)}
    if own := _own_table(rows) or _table_of_ids(rows):
        names = {*own[1].names}
        # Survey programs number responses in a column "ID" too, with traces of people or whole questions in others.
        traces = (IDENTIFYING.search(name) or len(name) > LONGEST_FACT for name in names - {"id", "name"})
        return names.isdisjoint(questions) and not any(traces)
    layout = recognise(rows.top)
    return layout is not None and questions.isdisjoint(map(fold_text, rows.top[layout.heading]))


def _schools_in(
    path: str, sheets: Sequence[Rows], instrument: Instrument, wanted: Collection[str]
) -> LoadResult[Mapping[str, School]]:
    """Return the schools in the tables of one file."""
    try:
        if own := next((each for each in map(_own_table, sheets) if each), None):
            return _read_own(path, *own, instrument)
        if registers := _registers(sheets):
            return read_register(path, registers, wanted)
        if own := next((each for each in map(_table_of_ids, sheets) if each), None):
            return _read_own(path, *own, instrument)
        return LoadResult(None, (_unknown_table(path, sheets),))
    except csv.Error as error:
        return reject_file(path, RAGGED, f"this is not a table: {error}")


def _own_table(rows: Rows) -> tuple[Rows, _Heading] | None:
    """Return the *rows* with their heading if it has an id and another known fact; otherwise None."""
    for heading in filter(None, (_heading(number, row) for number, row in enumerate(rows.top, 1))):
        if any(name in FACTS[1:] or name.startswith(BY_ROLE) for name in heading.names):
            return rows, heading
    return None


def _table_of_ids(rows: Rows) -> tuple[Rows, _Heading] | None:
    """Return the *rows* with the first one that is not blank as their heading if it has an id; otherwise None."""
    filled = ((number, row) for number, row in enumerate(rows.top, 1) if any(map(str.strip, row)))
    heading = _heading(*next(filled, (1, ())))
    return (rows, heading) if heading else None


def _heading(number: int, row: Row) -> _Heading | None:
    """Return the *row* as a heading if it has an id; otherwise None."""
    # Most rows are answers: only cells as long as “id” are worth folding.
    if not any(len(cell.strip()) == len("id") and fold_text(cell) == "id" for cell in row):
        return None
    return _Heading(number, row, tuple(map(fold_text, row)))


def _registers(sheets: Collection[Rows]) -> list[tuple[Rows, RegisterLayout]]:
    """Return the sheets that are registers, followed by those with more figures on the same schools."""
    layouts = [(rows, None if _table_of_ids(rows) else recognise(rows.top)) for rows in sheets]
    registers = [(rows, layout) for rows, layout in layouts if layout]
    known = {layout.register.title: layout.register for _, layout in registers}
    others = [rows for rows, layout in layouts if layout is None]
    figures = [
        (rows, layout)
        for register in known.values()
        for rows in others
        if (layout := recognise_figures(rows.top, register))
    ]
    return [*registers, *figures]


def _unknown_table(path: str, sheets: Sequence[Rows]) -> Problem:
    """Return the problem that the *sheets* are neither an own table nor a known register."""
    number, row = next(filter(None, map(_likely_heading, sheets)), (1, ()))
    headings = [strip_controls(" ".join(cell.split())) for cell in row if cell.strip()]
    listed = [f"'{name}'" for name in headings if len(name) <= LONGEST_FACT and not name.isnumeric()][:MOST_LISTED]
    more = f" and {len(headings) - len(listed)} more" if len(headings) > len(listed) else ""
    found = f" (it has {', '.join(listed)}{more})" if listed else ""
    titles = "; ".join(register.title for register in REGISTERS)
    ids = next((place for place, cell in enumerate(row) if LIKE_IDS.fullmatch(fold_text(cell))), None)
    remedy = "" if ids is None else f": call the column '{strip_controls(row[ids].strip())}' id"
    place = 1 if ids is None else ids + 1
    message = (
        f"the table of schools needs a column 'id'{found}{remedy}; it may also have "
        f"{', '.join(FACTS[1:-1])} and {FACTS[-1]}. Registers are read as they are downloaded: {titles}"
    )
    return Problem(path, Span(number, place, number, place + 1), SCHOOL, message)


def _likely_heading(rows: Rows) -> tuple[int, Row] | None:
    """Return the first row, counted from 1, that is not a title; None if there is none."""
    widths = [sum(bool(cell.strip()) for cell in row) for row in rows.top]
    most = max(widths, default=0)
    return next(
        ((number, row) for number, row in enumerate(rows.top, 1) if most > 1 and 2 * widths[number - 1] >= most), None
    )


def _read_own(path: str, rows: Rows, heading: _Heading, instrument: Instrument) -> LoadResult[Mapping[str, School]]:
    """Read the user's own table, in which nothing may be wrong; rows of totals are left out with a warning."""
    problems = list(_heading_problems(path, heading, instrument))
    schools: dict[str, School] = {}
    totals: list[Problem] = []
    for number, row in rows_below(rows, heading.row - 1):
        if _is_total(row, heading):
            message = f"row {number} holds totals or averages, and is not read as a school"
            totals.append(Problem(path, Span(number, 1, number, 2), NOT_A_PERSON, message, severity_of(NOT_A_PERSON)))
            continue
        found = _read_row(path, number, row, heading, instrument)
        if isinstance(found, Problem):
            problems.append(found)
        elif found.id in schools:
            message = f"the school '{found.id}' has an earlier row too; keep one of them"
            problems.append(Problem(path, Span(number, 1, number, 2), SCHOOL, message))
        else:
            schools[found.id] = found
    return LoadResult(None, (*problems, *totals)) if problems else LoadResult(schools, (*rows.notices, *totals))


def _is_total(row: Row, heading: _Heading) -> bool:
    """Return whether a *row* is named a total: by its id or name, or by any cell if it has no id."""
    cells = {name: cell for name, cell in zip(heading.names, row, strict=False) if cell.strip()}
    called = [cells[name] for name in ("id", "name") if name in cells] if "id" in cells else cells.values()
    return any(TOTAL.fullmatch(text) or re.match(TOTALS, text) for text in map(fold_text, called))


def _heading_problems(path: str, heading: _Heading, instrument: Instrument) -> Iterator[Problem]:
    """Yield the problems of the headings of an own table."""
    roles = [role.id for role in instrument.questionnaire.roles]
    for place, name in enumerate(heading.names, 1):
        span = Span(heading.row, place, heading.row, place + 1)
        role = name.removeprefix(BY_ROLE)
        if name.startswith(BY_ROLE) and role not in roles:
            yield Problem(path, span, SCHOOL, f"there is no role '{role}'" + did_you_mean(role, roles))
        elif name not in FACTS and name not in roles and (similar := _correct_spelling(name, roles)):
            yield Problem(path, span, SCHOOL, f"the column '{name}' is not known; did you mean '{similar}'?")


def _correct_spelling(name: str, roles: list[str]) -> str | None:
    """Return the known column of which *name* is a misspelling; None if it is a description of the school."""
    known = (*FACTS, *(BY_ROLE + role for role in roles))
    if name in known:
        return None
    hyphenated = name.replace("_", "-").replace(" ", "-")
    near = get_close_matches(hyphenated, known, n=1, cutoff=0.8 if hyphenated.startswith("head") else 0.9)
    return near[0] if near else None


def _read_row(path: str, number: int, row: Row, heading: _Heading, instrument: Instrument) -> School | Problem:
    """Return the school in one row of an own table, or its problem."""

    def problem_in(column: str, message: str) -> Problem:
        place = heading.names.index(column) + 1 if column in heading.names else 1
        return Problem(path, Span(number, place, number, place + 1), SCHOOL, message)

    if len(row) != len(heading.names):
        message = f"this row has {len(row)} cells; the heading has {len(heading.names)}"
        return Problem(path, Span(number, 1, number, 2), RAGGED, message)
    cells = {name: cell.strip() for name, cell in zip(heading.names, row, strict=True) if cell.strip()}
    if "id" not in cells:
        return problem_in("id", "this row has no 'id'")
    nation = fold_text(cells.get("nation", "")).replace(" ", "-") or None
    if nation is not None and nation not in NATIONS:
        return problem_in("nation", f"'nation' is one of {', '.join(NATIONS)}" + did_you_mean(nation, NATIONS))
    offers = parse_offers(cells["offers"]) if "offers" in cells else None
    for message in facet_problems(offers, instrument):
        return problem_in("offers", message)
    try:
        return School.model_validate({**_facts_of_row(cells), "nation": nation, "offers": offers})
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        column = next((name for name in cells if name.split("-")[0] == field), field)
        held = (
            f"'{_written_name(column, heading)}' is {RANGES[field]}" if field in RANGES else "this row cannot be read"
        )
        return problem_in(column, held)


def _written_name(column: str, heading: _Heading) -> str:
    """Return the name of a *column* as it is in the file."""
    return heading.written[heading.names.index(column)].strip() if column in heading.names else column


def _facts_of_row(cells: Mapping[str, str]) -> dict[str, object]:
    """Return the facts about a school in the *cells* of its row."""
    cells = {name: WHOLE.sub(r"\1", cell) if name.startswith("headcount") else cell for name, cell in cells.items()}
    facts = {name: cell for name, cell in cells.items() if name in FACTS}
    counts = {name.removeprefix(BY_ROLE): cell for name, cell in cells.items() if name.startswith(BY_ROLE)}
    others = {_as_id(name): cell for name, cell in cells.items() if name not in FACTS and not name.startswith(BY_ROLE)}
    return {**facts, "id": fold_text(cells["id"]), "headcount": counts or cells.get("headcount"), "context": others}


def parse_offers(cell: str) -> str | tuple[str, ...]:
    """Return what a school shows to visitors: yes, no, or facets, which spaces or semicolons separate in the *cell*."""
    text = fold_text(cell)
    return text if text in YES_OR_NO else tuple(word for word in re.split(r"[\s;,]+", cell) if word)


def facet_problems(offers: str | tuple[str, ...] | None, instrument: Instrument) -> Iterator[str]:
    """Yield a message for each of the *offers* that is not a facet of the questionnaire."""
    if not isinstance(offers, tuple):
        return
    known = [name for name, _ in facets(instrument.questionnaire)]
    for name in offers:
        if name not in known:
            similar = did_you_mean(name, (*known, *YES_OR_NO))
            yield f"there is no facet '{name}'" + (similar or f"; write yes, no, or some of {', '.join(known)}")


def _as_id(name: str) -> str:
    """Return a heading as an id of the context."""
    letters = (character if character.isascii() and character.isalnum() else "-" for character in name)
    hyphenated = "".join(letters).strip("-")
    return (hyphenated if hyphenated[:1].isalpha() else f"c-{hyphenated}")[:32] or "c"
