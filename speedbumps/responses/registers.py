"""From a government's register of schools, as it is downloaded, to what is known of each.

The headings were looked up in November 2026 in programs that others publish, for want of the files themselves.
England's are those of a dozen programs that read `edubasealldata*.csv`. Those of Wales stand in analyses of the address
list (of 2018, and a later one), those of its map in a list of the fields of DataMapWales. Scotland's are in the
government's own programs for its school dashboards (contact details), and in one that reads the summary statistics of
2024.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from pydantic import ValidationError

from speedbumps.model.answers import School
from speedbumps.model.codes import SCHOOL
from speedbumps.model.problem import Loaded, Problem, Span
from speedbumps.model.questionnaire import Nation
from speedbumps.responses.cells import as_number
from speedbumps.responses.rows import Row, Rows, columns
from speedbumps.text import folded

Fact = Literal[
    "id", "name", "area", "phase", "type", "status", "primary", "secondary", "special", "pupils", "fsm", "east", "north"
]
Cells = Mapping[Fact, str]
"""What stands in the columns of one row that are read, by the fact that each is about."""


class Register(NamedTuple):
    """How a government lists its schools."""

    title: str
    """What it is called."""
    nation: Nation
    headings: Mapping[Fact, tuple[str, ...]]
    """For each fact the headings that it may stand under. Case, spaces, signs and notes make no difference."""
    phase: Callable[[Cells], str | None]
    """What a row says of the phase, in a plain word."""
    needs: tuple[Fact, ...] = ("id", "name", "area")
    """The facts by whose headings it is known."""
    elsewhere: Mapping[str, Nation] = {}
    """Types of establishment that it lists for another nation, in small letters."""
    by_department: bool = False
    """A school stands there once for its primary and once for its secondary department."""


class Recognised(NamedTuple):
    """How a table is laid out that is a register."""

    register: Register
    heading: int
    """The row that holds the headings, counted from 0."""
    width: int
    """How many there are."""
    places: Mapping[Fact, int]
    """The column of each fact."""


def recognised(top: Iterable[Row]) -> Recognised | None:
    """The register that begins with the rows *top*; None if they are no register's."""
    for number, row in enumerate(top):
        names = [_bare(name) for name in row]
        for register in REGISTERS:
            if all(_place(register, fact, names) is not None for fact in register.needs):
                found = ((fact, _place(register, fact, names)) for fact in register.headings)
                places = {fact: place for fact, place in found if place is not None}
                return Recognised(register, number, len(row), places)
    return None


def _place(register: Register, fact: Fact, names: list[str]) -> int | None:
    return next((names.index(bare) for bare in map(_bare, register.headings[fact]) if bare in names), None)


@lru_cache(maxsize=1024)
def _bare(heading: str) -> str:
    """A *heading* by its letters and digits: `Seed Code`, `SeedCode` and `seed_code` are one."""
    return re.sub(r"[\W_]", "", NOTE.sub("", folded(heading)))


NOTE = re.compile(r"\[note[^]]*\]|-[\s_]*see[\s_]*notes?")
"""What points to a note: “Pupils - see notes”, “Pupil roll [Note 3]”."""


def read_register(
    path: str, tables: Iterable[tuple[Rows, Recognised]], wanted: Collection[str] = ()
) -> Loaded[Mapping[str, School]]:
    """The schools in the *tables* of one register, by id; rows that cannot be read are told as warnings.

    Schools that are closed stay in a register for ever: they are left out, unless their id is *wanted*.
    """
    schools: dict[str, School] = {}
    told: list[Problem] = []
    for rows, known in tables:
        found: dict[str, School] = {}
        for number, row in columns(rows, known.heading, tuple(known.places.values())):
            told += (_warning(path, number, said) for said in _taken(row, known, found, wanted))
        told += (_warning(path, 1, f"the school '{name}' is on two sheets") for name in found if name in schools)
        schools |= {name: school for name, school in found.items() if name not in schools}
    return Loaded(schools, (*told[:MOST_NAMED], *_rest(told[MOST_NAMED:])))


MOST_NAMED = 20
"""Rows that are told one by one; the rest are counted."""


def _warning(path: str, number: int, message: str) -> Problem:
    return Problem(path, Span(number, 1, number, 2), SCHOOL, message, "warning")


def _rest(told: list[Problem]) -> Iterator[Problem]:
    if told:
        yield told[0]._replace(message=f"from here on there is something to say of {len(told):,} more rows")


def _taken(row: Row | None, known: Recognised, schools: dict[str, School], wanted: Collection[str]) -> Iterator[str]:
    """Put the school of one *row* among the *schools*, and say what is to be said of it."""
    if row is None:
        yield f"this row has more cells than the {known.width} of the heading; it is left out"
        return
    cells: Cells = dict(zip(known.places, map(str.strip, row), strict=True))
    name, closed = _folded(cells["id"]), _folded(cells.get("status", "")) == "closed"
    if (closed and name not in wanted) or not any(cells.values()):
        return
    numbers = {fact: _number(cells[fact]) for fact in NUMBERS if cells.get(fact)}
    wrong = [fact for fact, number in numbers.items() if number is None and not NOT_GIVEN.fullmatch(cells[fact])]
    yield from (f"'{fact}' is no number here, and is not read" for fact in wrong)
    school = _school(cells, numbers, known.register)
    if school is None:
        yield "this row holds no school with an id and a name; it is left out"
        return
    if closed:
        yield f"'{name}' ({school.name}) is closed, says the register; has it another id now?"
    if name in schools and not known.register.by_department:
        yield f"the school '{name}' is there twice; the first row counts"
        return
    schools[name] = _whole(schools[name], school) if name in schools else school


_folded = lru_cache(maxsize=1024)(folded)
"""Most words of a register stand in thousands of rows."""

NUMBERS: tuple[Fact, ...] = ("pupils", "fsm", "east", "north")


def _number(text: str) -> float | None:
    return as_number(text.removesuffix("%").replace(",", ""))


NOT_GIVEN = re.compile(r"[\W_]*|[a-z]|n/?a|supp|low", re.IGNORECASE)
"""What stands for a figure that there is none of, or that would tell of too few people."""


def _school(cells: Cells, numbers: Mapping[Fact, float | None], register: Register) -> School | None:
    east, north = numbers.get("east"), numbers.get("north")
    placed = bool(east and north)  # a school without a place lies at 0, 0
    try:
        return School(
            id=folded(cells["id"]),
            name=cells["name"],
            nation=register.elsewhere.get(_folded(cells.get("type", "")), register.nation),
            phase=register.phase(cells),
            area=cells.get("area") or None,
            east=east if placed else None,
            north=north if placed else None,
            context={fact: number for fact in COMPARED if (number := numbers.get(fact)) is not None},
        )
    except ValidationError:
        return None


COMPARED: tuple[Fact, ...] = ("pupils", "fsm")
"""The facts by which schools can be compared: how many pupils there are, and how many in 100 may have free meals."""


def _whole(one: School, other: School) -> School:
    """The school of which *one* and *other* are departments."""
    context = {**other.context, **one.context}
    match one.context.get("pupils"), other.context.get("pupils"):
        case float(first), float(second):
            context["pupils"] = first + second
        case _:
            context.pop("pupils", None)
    phases = {school.phase for school in (one, other) if school.phase}
    return one.model_copy(update={"phase": _together(phases), "context": context})


def _together(phases: Collection[str]) -> str | None:
    """The phase of a school with departments of several *phases*; a special one among others is part of it."""
    if "all-through" in phases or {"primary", "secondary"} <= set(phases):
        return "all-through"
    return next((phase for phase in ("primary", "secondary", *phases) if phase in phases), None)


def _english(cells: Cells) -> str | None:
    said = _folded(cells.get("phase", ""))
    kind = _folded(cells.get("type", ""))
    if said not in ("", "not applicable"):
        return ENGLISH.get(said, said)
    return next((phase for word, phase in BY_TYPE.items() if word in kind), None)


ENGLISH = {"middle deemed primary": "middle", "middle deemed secondary": "middle", "all through": "all-through"}
"""Phases for which there is a plainer word: what else a middle school is deemed to be is a matter of its funding."""

BY_TYPE = {
    "special": "special",
    "pupil referral": "alternative provision",
    "alternative provision": "alternative provision",
}
"""The phase of those to whom the register says that none applies, by a word in their type."""


def _welsh(cells: Cells) -> str | None:
    said = _folded(cells.get("phase", ""))
    return WELSH.get(said, said) or None


WELSH = {
    "middle": "all-through",
    "meithrin": "nursery",
    "cynradd": "primary",
    "canol": "all-through",
    "uwchradd": "secondary",
    "arbennig": "special",
}
"""Sectors in a plainer word, and in English: a middle school in Wales has pupils from 3 to 16 or 19."""


def _scottish(cells: Cells) -> str | None:
    flags: tuple[Fact, ...] = ("primary", "secondary", "special")
    departments = [fact for fact in flags if folded(cells.get(fact, "")) in ("yes", "y")]
    return _together(departments or [word for word in (folded(cells.get("type", "")),) if word])


REGISTERS = (
    Register(
        title="Get Information about Schools (England), the file edubasealldata of all establishments",
        nation="england",
        headings={
            "id": ("URN",),
            "name": ("EstablishmentName",),
            "area": ("LA (name)",),
            "phase": ("PhaseOfEducation (name)",),
            "type": ("TypeOfEstablishment (name)",),
            "status": ("EstablishmentStatus (name)",),
            "pupils": ("NumberOfPupils",),
            "fsm": ("PercentageFSM",),
            "east": ("Easting",),
            "north": ("Northing",),
        },
        phase=_english,
        needs=("id", "name"),
        elsewhere={
            "welsh establishment": "wales",
            "offshore schools": "other",
            "british schools overseas": "other",
            "service children's education": "other",
        },
    ),
    Register(
        title="Address list of schools (Wales), or its map in DataMapWales",
        nation="wales",
        headings={
            "id": ("School Number", "school_code"),
            "name": ("School Name",),
            "area": ("Local Authority", "LA Name"),
            "phase": ("Sector",),
            "pupils": ("Pupils",),
            "east": ("Easting",),
            "north": ("Northing",),
        },
        phase=_welsh,
    ),
    Register(
        title="School contact details, or school level summary statistics (Scotland)",
        nation="scotland",
        headings={
            "id": ("Seed Code",),
            "name": ("School Name",),
            "area": ("LA Name", "Local Authority"),
            "type": ("School Type",),
            "primary": ("Primary Department",),
            "secondary": ("Secondary Department",),
            "special": ("Special Department",),
            "pupils": ("Pupil roll",),
            "fsm": ("Percentage of P1-P5 pupils registered for free school meals",),
            "east": ("Easting",),
            "north": ("Northing",),
        },
        phase=_scottish,
        by_department=True,
    ),
)
"""All registers that are known."""
