"""From the table of schools to what is known of each."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from speedbumps.checks.suggesting import did_you_mean
from speedbumps.model.answers import YES_OR_NO, School
from speedbumps.model.codes import KIND, RAGGED, SCHOOL
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import Loaded, Problem, Span, refused
from speedbumps.model.questionnaire import NATIONS
from speedbumps.model.reach import facets
from speedbumps.responses.registers import Recognised, read_register, recognised
from speedbumps.responses.rows import Row, Rows, below, parted, tables
from speedbumps.responses.tables import IDENTIFYING, LONGEST_HEADING, parted_by
from speedbumps.text import folded

FACTS = ("id", "name", "nation", "phase", "headcount", "area", "offers", "visits", "east", "north")
BY_ROLE = "headcount-"
"""Begins the heading of a column that counts the people of one role: headcount-teacher."""


def read_schools(path: Path, instrument: Instrument, wanted: Collection[str] = ()) -> Loaded[Mapping[str, School]]:
    """The schools that the table at *path* describes, by id; it is ours, or a government's register.

    Columns of ours: those of FACTS (or headcount-ROLE, one a role, for headcount), and any others as context.
    Of a register, schools that are closed are left out, unless their id is *wanted*.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    if path.suffix.lower() == ".xls":
        message = "a table of schools is read from CSV, .xlsx and .ods; save the sheet as “CSV UTF-8”"
        return refused(str(path), KIND, message)
    try:
        found = tables(path)
        if found.value is None:
            return Loaded(None, found.problems)
        registers = [(rows, known) for rows in found.value if (known := _register(rows))]
        if registers:
            return read_register(str(path), registers, wanted)
        return _ours(str(path), found.value[0], instrument)
    except csv.Error as error:
        return refused(str(path), RAGGED, f"this is not a table: {error}")


def _register(rows: Rows) -> Recognised | None:
    """The register that a table is; None if it is one of ours, which has an id."""
    return None if "id" in map(folded, rows.top[0]) else recognised(rows.top)


def _ours(path: str, rows: Rows, instrument: Instrument) -> Loaded[Mapping[str, School]]:
    """The schools in a table of ours, in which nothing may be wrong."""
    if rows.unsure:
        return Loaded(None, rows.unsure)
    heading = [folded(name) for name in rows.top[0]]
    problems = _heading_problems(path, heading, instrument)
    schools: dict[str, School] = {}
    for number, row in below(rows, 0) if "id" in heading else ():
        found = _school(path, number, row, heading, instrument)
        if isinstance(found, Problem):
            problems.append(found)
        elif found.id in schools:
            problems.append(Problem(path, Span(number, 1, number, 2), SCHOOL, "this school is there twice"))
        else:
            schools[found.id] = found
    return Loaded(None, tuple(problems)) if problems else Loaded(schools)


def describes_schools(path: Path, instrument: Instrument) -> bool:
    """Whether the CSV file at *path* looks like a table of schools, ours or a register: an id, and no question."""
    if path.suffix.lower() not in (".csv", ".tsv") or not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(LONGEST_HEADING)
    asked = {"role", *(folded(name) for name in instrument.questions)}
    if (known := _begins_register(start)) is not None:
        return not asked & known
    first = start.decode("utf-8-sig", "replace").partition("\n")[0]
    heading = {folded(name.strip('"')) for name in first.strip().split(parted_by(first))}
    if "id" not in heading or heading & asked:
        return False
    # Survey programs number responses in a column "ID" too; then people's traces or whole questions stand beside it.
    return not any(IDENTIFYING.search(name) or len(name) > LONG for name in heading - {"id", "name"})


def _begins_register(start: bytes) -> set[str] | None:
    """The headings of the register whose file begins with *start*; None if it is none."""
    try:
        rows = parted(start.decode("utf-8", "replace").encode())
    except csv.Error:
        return None
    known = _register(rows) if rows.top else None
    return {folded(name) for name in rows.top[known.heading]} if known else None


LONG = 40
"""Characters from which a heading is a question, and no fact about a school."""


def _heading_problems(path: str, heading: list[str], instrument: Instrument) -> list[Problem]:
    roles = [role.id for role in instrument.questionnaire.roles]
    problems = []
    if "id" not in heading:
        problems.append(Problem(path, Span(1, 1, 1, 2), SCHOOL, "the table of schools needs a column 'id'"))
    for place, name in enumerate(heading):
        role = name.removeprefix(BY_ROLE)
        if name.startswith(BY_ROLE) and role not in roles:
            message = f"there is no role '{role}'" + did_you_mean(role, roles)
            problems.append(Problem(path, Span(1, place + 1, 1, place + 2), SCHOOL, message))
        elif name not in FACTS and name not in roles and (meant := _meant(name, roles)):
            message = f"the column '{name}' is not known; did you mean '{meant}'?"
            problems.append(Problem(path, Span(1, place + 1, 1, place + 2), SCHOOL, message))
    return problems


def _meant(name: str, roles: list[str]) -> str | None:
    """The column that *name* was surely meant for; None for one that describes the school in its own way."""
    known = (*FACTS, *(BY_ROLE + role for role in roles))
    if name in known:
        return None
    plain = name.replace("_", "-").replace(" ", "-")
    near = get_close_matches(plain, known, n=1, cutoff=0.8 if plain.startswith("head") else 0.9)
    return near[0] if near else None


def _school(path: str, number: int, row: Row, heading: list[str], instrument: Instrument) -> School | Problem:
    def wrong(column: str, message: str) -> Problem:
        place = heading.index(column) + 1 if column in heading else 1
        return Problem(path, Span(number, place, number, place + 1), SCHOOL, message)

    if len(row) != len(heading):
        message = f"this row has {len(row)} cells; the heading has {len(heading)}"
        return Problem(path, Span(number, 1, number, 2), RAGGED, message)
    given = {name: cell.strip() for name, cell in zip(heading, row, strict=True) if cell.strip()}
    if "id" not in given:
        return wrong("id", "this row has no id")
    nation = folded(given.get("nation", "")).replace(" ", "-") or None
    if nation is not None and nation not in NATIONS:
        return wrong("nation", f"a nation is one of {', '.join(NATIONS)}" + did_you_mean(nation, NATIONS))
    offers = offered(given["offers"]) if "offers" in given else None
    for said in no_facets(offers, instrument):
        return wrong("offers", said)
    try:
        return School.model_validate({**_facts(given), "nation": nation, "offers": offers})
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        column = next((name for name in given if name.split("-")[0] == field), field)
        return wrong(column, WRONG.get(field, "this row cannot be read"))


WRONG = {
    "headcount": "a headcount is a whole number of people",
    "visits": "this is the number of visits in a term, a whole number",
    "east": "this is a place on the national grid, in metres: an easting, from 0 to 700000",
    "north": "this is a place on the national grid, in metres: a northing, from 0 to 1300000",
}
"""What is said of a fact that cannot be read."""


def _facts(given: Mapping[str, str]) -> dict[str, object]:
    """The cells of a row by what they tell of the school."""
    facts = {name: cell for name, cell in given.items() if name in FACTS}
    counts = {name.removeprefix(BY_ROLE): cell for name, cell in given.items() if name.startswith(BY_ROLE)}
    others = {_as_id(name): cell for name, cell in given.items() if name not in FACTS and not name.startswith(BY_ROLE)}
    return {**facts, "id": folded(given["id"]), "headcount": counts or given.get("headcount"), "context": others}


def offered(cell: str) -> str | tuple[str, ...]:
    """What a *cell* says that a school shows to visitors: yes, no, or facets parted by spaces or semicolons."""
    said = folded(cell)
    return said if said in YES_OR_NO else tuple(word for word in re.split(r"[\s;,]+", cell) if word)


def no_facets(offers: str | tuple[str, ...] | None, instrument: Instrument) -> Iterator[str]:
    """What is to be said of each thing among the *offers* that is no facet of the questionnaire."""
    known = [name for name, _ in facets(instrument.questionnaire)]
    for name in offers if isinstance(offers, tuple) else ():
        if name not in known:
            meant = did_you_mean(name, (*known, *YES_OR_NO))
            yield f"there is no facet '{name}'" + (meant or f"; write yes, no, or some of {', '.join(known)}")


def _as_id(name: str) -> str:
    """A heading as a context's id."""
    plain = "".join(character if character.isascii() and character.isalnum() else "-" for character in name).strip("-")
    return (plain if plain[:1].isalpha() else f"c-{plain}")[:32] or "c"
