"""From the table of schools to what is known of each."""

import csv
import io
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from speedbumps.checks.suggesting import did_you_mean
from speedbumps.model.answers import School
from speedbumps.model.instrument import Instrument
from speedbumps.model.problem import Loaded, Problem, Span, refused
from speedbumps.model.questionnaire import NATIONS
from speedbumps.reading.frames import RAGGED, SCHOOL
from speedbumps.reading.tables import IDENTIFYING, LONGEST_HEADING, parted_by
from speedbumps.source import UNREADABLE, read_text
from speedbumps.text import folded

LARGEST = 64 * 1024 * 1024
FACTS = ("id", "name", "nation", "phase", "headcount")
BY_ROLE = "headcount-"
"""Begins the heading of a column that counts the people of one role: headcount-teacher."""


def read_schools(path: Path, instrument: Instrument) -> Loaded[Mapping[str, School]]:
    """The schools that the CSV file at *path* describes, by id.

    Columns: id, name, nation, phase, headcount (or headcount-ROLE, one a role), and any others as context.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    if path.suffix.lower() in (".xlsx", ".xls", ".ods"):
        return refused(str(path), UNREADABLE, "a table of schools is read from CSV; save the sheet as “CSV UTF-8”")
    text = read_text(path, LARGEST)
    if text.value is None:
        return Loaded(None, text.problems)
    first = text.value.partition("\n")[0]
    rows = csv.reader(io.StringIO(text.value, newline=""), delimiter=parted_by(first))
    heading = [folded(name) for name in next(rows, [])]
    problems = _heading_problems(str(path), heading, instrument)
    known = "id" in heading
    schools: dict[str, School] = {}
    for number, row in enumerate(rows, start=2):
        if not known or not any(cell.strip() for cell in row):
            continue
        found = _school(str(path), number, dict(zip(heading, row, strict=False)), len(row), heading)
        if isinstance(found, Problem):
            problems.append(found)
        elif found.id in schools:
            problems.append(Problem(str(path), Span(number, 1, number, 2), SCHOOL, "this school is there twice"))
        else:
            schools[found.id] = found
    return Loaded(None, tuple(problems)) if problems else Loaded(schools)


def describes_schools(path: Path, instrument: Instrument) -> bool:
    """Whether the CSV file at *path* looks like a table of schools: an id, and no question."""
    if path.suffix.lower() not in (".csv", ".tsv") or not path.is_file():
        return False
    with path.open("rb") as file:
        first = file.readline(LONGEST_HEADING).decode("utf-8-sig", "replace")
    heading = {folded(name.strip('"')) for name in first.strip().split(parted_by(first))}
    if "id" not in heading or heading & {"role", *(folded(name) for name in instrument.questions)}:
        return False
    # Survey programs number responses in a column "ID" too; then people's traces or whole questions stand beside it.
    return not any(IDENTIFYING.search(name) or len(name) > LONG for name in heading - {"id", "name"})


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


def _school(path: str, number: int, cells: dict[str, str], width: int, heading: list[str]) -> School | Problem:
    def wrong(column: str, message: str) -> Problem:
        place = heading.index(column) + 1 if column in heading else 1
        return Problem(path, Span(number, place, number, place + 1), SCHOOL, message)

    if width != len(heading):
        return Problem(
            path, Span(number, 1, number, 2), RAGGED, f"this row has {width} cells; the heading has {len(heading)}"
        )
    given = {name: cell.strip() for name, cell in cells.items() if cell.strip()}
    if "id" not in given:
        return wrong("id", "this row has no id")
    nation = folded(given.get("nation", "")).replace(" ", "-") or None
    if nation is not None and nation not in NATIONS:
        return wrong("nation", f"a nation is one of {', '.join(NATIONS)}" + did_you_mean(nation, NATIONS))
    counts = {name.removeprefix(BY_ROLE): cell for name, cell in given.items() if name.startswith(BY_ROLE)}
    context = {name: cell for name, cell in given.items() if name not in FACTS and not name.startswith(BY_ROLE)}
    facts = {
        "id": folded(given["id"]),
        "name": given.get("name"),
        "nation": nation,
        "phase": given.get("phase"),
        "headcount": counts or given.get("headcount"),
        "context": {_as_id(name): cell for name, cell in context.items()},
    }
    try:
        return School.model_validate(facts)
    except ValidationError as error:
        column = "headcount" if "headcount" in given or not counts else BY_ROLE + next(iter(counts))
        return wrong(
            column,
            "a headcount is a whole number of people" if "headcount" in str(error) else "this row cannot be read",
        )


def _as_id(name: str) -> str:
    """A heading as a context's id."""
    plain = "".join(character if character.isascii() and character.isalnum() else "-" for character in name).strip("-")
    return (plain if plain[:1].isalpha() else f"c-{plain}")[:32] or "c"
