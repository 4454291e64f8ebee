"""From a government's register of schools, as it is downloaded, to what is known of each school.

The headings were looked up in November 2026 in programs that others publish, because the files themselves were not
available. Those of England are from a dozen programs that read `edubasealldata*.csv`. Those of Wales are from analyses
of the address list (of 2018, and a later one), and those of its map from a list of the fields of DataMapWales. Those of
Scotland are from the government's own programs for its school dashboards (contact details), and from one that reads the
summary statistics of 2024.

Northern Ireland has two. The school level data of the Department of Education are workbooks with a sheet “Reference
Data”, and the figures on sheets of their own; three programs read those of 2023/24 (“De ref”, “DE ref”) and of 2025/26
(“DENI ref”). An older extract of the same names its columns DE_REF, CENTRE_NAME, COUNCIL_2014. The export of the
institution search “Schools Plus” is read by three programs, and the School Locations of OpenDataNI (2016) by two.
Neither counts pupils: “Current_Approved_Enrolment” is the number of places. Eastings and northings there are on the
Irish Grid, or degrees, so no coordinates are taken.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from pydantic import ValidationError

from speedbumps.diagnostics.codes import SCHOOL
from speedbumps.diagnostics.problem import LoadResult, Problem, Span
from speedbumps.model.answers import School
from speedbumps.model.questionnaire import Nation
from speedbumps.responses.cells import as_number
from speedbumps.responses.match_schools import plain_name
from speedbumps.responses.rows import Row, Rows, cells_at
from speedbumps.text import fold_text

Fact = Literal[
    "id", "name", "area", "phase", "type", "status", "primary", "secondary", "special", "pupils", "fsm", "east", "north"
]
Cells = Mapping[Fact, str]
"""The cells of one row that are read, by the fact that each holds."""

NUMBERS: tuple[Fact, ...] = ("pupils", "fsm", "east", "north")

COMPARED: tuple[Fact, ...] = ("pupils", "fsm")
"""The facts by which schools are compared: the number of pupils, and the percentage entitled to free school meals."""

NOTE = re.compile(r"\[note[^]]*\]|-[\s_]*see[\s_]*notes?")
"""A reference to a note in a heading: “Pupils - see notes”, “Pupil roll [Note 3]”."""

NOT_GIVEN = re.compile(r"[\W_]*|[a-z]|n/?a|supp|low", re.IGNORECASE)
"""A placeholder for a figure that does not exist, or that would be about too few people."""

MOST_LISTED = 20
"""Rows with a warning of their own; the others are counted."""

ENGLISH_PHASES = {"middle deemed primary": "middle", "middle deemed secondary": "middle", "all through": "all-through"}
"""Phases with a plainer word: what else a middle school is deemed to be only concerns its funding."""

ENGLISH_TYPES = {
    "special": "special",
    "pupil referral": "alternative provision",
    "alternative provision": "alternative provision",
}
"""The phase of schools that have none according to the register, by a word in their type."""

WELSH_PHASES = {
    "middle": "all-through",
    "meithrin": "nursery",
    "cynradd": "primary",
    "canol": "all-through",
    "uwchradd": "secondary",
    "arbennig": "special",
}
"""Sectors in a plainer word, and in English: a middle school in Wales has pupils from 3 to 16 or 19."""

NORTHERN_IRISH_TYPES = {
    "special": "special",
    "nursery": "nursery",
    "playgroup": "nursery",
    "post-primary": "secondary",
    "secondary": "secondary",
    "grammar": "secondary",
    "prep": "primary",
    "primary": "primary",
}
"""The phase by the first of these words in the type; the type of an independent school does not say it."""

_folded = lru_cache(maxsize=1024)(fold_text)
"""Fold a text; most words of a register are in thousands of rows."""


class Register(NamedTuple):
    """How a government lists its schools."""

    title: str
    """The name of the register."""
    nation: Nation
    headings: Mapping[Fact, tuple[str, ...]]
    """The possible headings of each fact. Case, spaces, punctuation and notes make no difference."""
    phase: Callable[[Cells], str | None]
    """Returns the phase of the school in a row, in a plain word."""
    needs: tuple[Fact, ...] = ("id", "name", "area")
    """The facts by whose headings the register is recognised."""
    elsewhere: Mapping[str, Nation] = {}
    """Types of establishment that belong to another nation, in small letters."""
    by_department: bool = False
    """Whether a school has one row for its primary and one for its secondary department."""


class RegisterLayout(NamedTuple):
    """Where a register's facts are in a table."""

    register: Register
    heading: int
    """The row of the headings, counted from 0."""
    width: int
    """The number of headings."""
    places: Mapping[Fact, int]
    """The column of each fact."""


class _Note(NamedTuple):
    """A warning about one row."""

    sheet: int
    row: int
    message: str


def recognise(top: Iterable[Row]) -> RegisterLayout | None:
    """Return the layout of the register that begins with the rows *top*; None if they belong to no known register."""
    return next(
        (layout for layout in _layouts(top, REGISTERS) if layout.places.keys() >= {*layout.register.needs}), None
    )


def recognise_figures(top: Iterable[Row], register: Register) -> RegisterLayout | None:
    """Return the layout of a sheet with more figures on a *register*'s schools, which begins with the rows *top*."""
    if register.by_department:
        return None
    layouts = _layouts(top, (register,))
    return next((layout for layout in layouts if "id" in layout.places and layout.places.keys() & {*COMPARED}), None)


def _layouts(top: Iterable[Row], registers: Collection[Register]) -> Iterator[RegisterLayout]:
    """Yield where the facts of each of the *registers* are in the rows *top*."""
    for number, row in enumerate(top):
        columns_by_name = {_bare(name): place for place, name in reversed(list(enumerate(row)))}
        for register in registers:
            if not any(_bare_known(heading) in columns_by_name for heading in register.headings["id"]):
                continue
            places = {
                fact: columns_by_name[name]
                for fact, headings in register.headings.items()
                if (name := next((bare for bare in map(_bare_known, headings) if bare in columns_by_name), None))
            }
            yield RegisterLayout(register, number, len(row), places)


def _bare(heading: str) -> str:
    """Return the letters and digits of a *heading*: `Seed Code`, `SeedCode` and `seed_code` are the same."""
    return re.sub(r"[\W_]", "", NOTE.sub("", fold_text(heading)))


_bare_known = lru_cache(maxsize=1024)(_bare)
"""The same for the headings of known registers. Those of a file may be names of schools."""


def read_register(
    path: str, tables: Iterable[tuple[Rows, RegisterLayout]], wanted: Collection[str] = ()
) -> LoadResult[Mapping[str, School]]:
    """Read the schools in the *tables* of one register, by id; rows that cannot be read become warnings.

    Closed schools stay in a register for ever. They are left out, unless their id or name is among the *wanted*
    (folded). A school that is wanted by its name is still left out if an open school has that name.
    """
    schools: dict[str, School] = {}
    closed: dict[str, tuple[int, int]] = {}
    notes: list[_Note] = []
    names = frozenset(wanted)
    for sheet, (rows, layout) in enumerate(tables):
        if "name" not in layout.places:
            notes += (note._replace(sheet=sheet) for note in _add_figures(rows, layout, schools))
            continue
        found: dict[str, School] = {}
        for number, row in cells_at(rows, layout.heading, tuple(layout.places.values())):
            reading = _read_row(row, rows.top[layout.heading], layout, names)
            messages = [*reading.messages, *_add_school(reading.school, found, layout.register)]
            notes += (_Note(sheet, number, message) for message in messages)
            if reading.closed and reading.school and reading.school.id not in schools:
                closed.setdefault(reading.school.id, (sheet, number))
        notes += (
            _Note(sheet, 1, f"the school '{name}' is on two sheets; the first is used")
            for name in found
            if name in schools
        )
        schools |= {name: school for name, school in found.items() if name not in schools}
    for name in _schools_with_successor(closed, schools, names):
        del schools[name], closed[name]
    notes += (
        _Note(
            *place, f"'{name}' ({schools[name].name}) is closed according to the register; does it have another id now?"
        )
        for name, place in closed.items()
    )
    return LoadResult(schools, tuple(_warnings(path, sorted(notes, key=lambda note: note[:2]))))


class _RegisterRow(NamedTuple):
    """What one row of a register holds."""

    school: School | None = None
    closed: bool = False
    messages: tuple[str, ...] = ()


def _read_row(row: Row | None, headings: Row, layout: RegisterLayout, wanted: frozenset[str]) -> _RegisterRow:
    """Read one *row*; the result is empty if the row is, or if the school is closed and not *wanted*."""
    if row is None:
        return _RegisterRow(
            messages=(f"this row has more cells than the {layout.width} of the heading; it is left out",)
        )
    cells: Cells = dict(zip(layout.places, map(str.strip, row), strict=True))
    closed = _folded(cells.get("status", "")) == "closed"
    if not any(cells.values()) or (closed and not _is_wanted(cells, wanted)):
        return _RegisterRow()
    numbers = {fact: _parse_number(cells[fact]) for fact in NUMBERS if cells.get(fact)}
    messages = tuple(
        f"'{headings[layout.places[fact]].strip()}' is not a number here; it is not used"
        for fact, number in numbers.items()
        if number is None and not NOT_GIVEN.fullmatch(cells[fact])
    )
    school = _school(cells, numbers, layout.register)
    if school is None:
        titles = " and ".join(f"'{headings[layout.places[fact]].strip()}'" for fact in ("id", "name"))
        return _RegisterRow(messages=(*messages, f"this row does not have both {titles}; it is left out"))
    return _RegisterRow(school, closed, messages)


def _is_wanted(cells: Cells, wanted: frozenset[str]) -> bool:
    """Return whether the id or the name of a school is among the *wanted*."""
    return bool(wanted) and not wanted.isdisjoint((fold_text(cells["id"]), fold_text(cells["name"])))


def _parse_number(text: str) -> float | None:
    """Return the number in *text*, which may have a percent sign and thousands separators; None if there is none."""
    return as_number(text.removesuffix("%").replace(",", ""))


def _school(cells: Cells, numbers: Mapping[Fact, float | None], register: Register) -> School | None:
    """Return the school in a row; None if it has no id or name."""
    east, north = numbers.get("east"), numbers.get("north")
    placed = bool(east and north)  # a school without a place has the coordinates 0, 0
    try:
        return School(
            id=fold_text(cells["id"]),
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


def _add_school(school: School | None, found: dict[str, School], register: Register) -> Iterator[str]:
    """Add the *school* of a row to those *found* before, and yield what is wrong with that."""
    if school is None:
        return
    if school.id in found and not register.by_department:
        yield f"the school '{school.id}' has an earlier row too, which is used"
        return
    found[school.id] = _merge_departments(found[school.id], school) if school.id in found else school


def _add_figures(rows: Rows, layout: RegisterLayout, schools: dict[str, School]) -> Iterator[_Note]:
    """Add the figures on a sheet of their own to the *schools* that lack them."""
    for number, row in cells_at(rows, layout.heading, tuple(layout.places.values())):
        if row is None:
            yield _Note(0, number, f"this row has more cells than the {layout.width} of the heading; it is left out")
            continue
        cells: Cells = dict(zip(layout.places, map(str.strip, row), strict=True))
        school = schools.get(fold_text(cells["id"]))
        if school is None:
            continue
        figures = {fact: value for fact in COMPARED if (value := _parse_number(cells.get(fact, ""))) is not None}
        schools[school.id] = school.model_copy(update={"context": {**figures, **school.context}})


def _schools_with_successor(
    closed: Collection[str], schools: Mapping[str, School], wanted: Collection[str]
) -> list[str]:
    """Return the *closed* schools that are wanted by their name only, which an open school has too."""
    by_name = [name for name in closed if name not in wanted]
    if not by_name:
        return []
    taken = {plain_name(school.name) for name, school in schools.items() if name not in closed and school.name}
    return [name for name in by_name if plain_name(schools[name].name or "") in taken]


def _warnings(path: str, notes: list[_Note]) -> Iterator[Problem]:
    """Yield the warnings about rows."""
    for note in notes[:MOST_LISTED]:
        yield _warning(path, note.row, note.message)
    if more := notes[MOST_LISTED:]:
        yield _warning(path, more[0].row, f"there are warnings about {len(more):,} more rows from here on")


def _warning(path: str, number: int, message: str) -> Problem:
    """Return a warning about one row."""
    return Problem(path, Span(number, 1, number, 2), SCHOOL, message, "warning")


def _merge_departments(one: School, other: School) -> School:
    """Return the school that has *one* and the *other* as departments."""
    context = {**other.context, **one.context}
    match one.context.get("pupils"), other.context.get("pupils"):
        case float(first), float(second):
            context["pupils"] = first + second
        case _:
            context.pop("pupils", None)
    phases = {school.phase for school in (one, other) if school.phase}
    return one.model_copy(update={"phase": _combined_phase(phases), "context": context})


def _combined_phase(phases: Collection[str]) -> str | None:
    """Return the phase of a school with departments of several *phases*; a special department does not change it."""
    if "all-through" in phases or {"primary", "secondary"} <= set(phases):
        return "all-through"
    return next((phase for phase in ("primary", "secondary", *phases) if phase in phases), None)


def _english_phase(cells: Cells) -> str | None:
    """Return the phase of a school in England."""
    phase = _folded(cells.get("phase", ""))
    kind = _folded(cells.get("type", ""))
    if phase not in ("", "not applicable"):
        return ENGLISH_PHASES.get(phase, phase)
    return next((phase for word, phase in ENGLISH_TYPES.items() if word in kind), None)


def _welsh_phase(cells: Cells) -> str | None:
    """Return the phase of a school in Wales."""
    phase = _folded(cells.get("phase", ""))
    return WELSH_PHASES.get(phase, phase) or None


def _scottish_phase(cells: Cells) -> str | None:
    """Return the phase of a school in Scotland."""
    flags: tuple[Fact, ...] = ("primary", "secondary", "special")
    departments = [fact for fact in flags if fold_text(cells.get(fact, "")) in ("yes", "y")]
    return _combined_phase(departments or [word for word in (fold_text(cells.get("type", "")),) if word])


def _northern_irish_phase(cells: Cells) -> str | None:
    """Return the phase of a school in Northern Ireland."""
    kind = _folded(cells.get("type", ""))
    return next((phase for word, phase in NORTHERN_IRISH_TYPES.items() if word in kind), None)


REGISTERS = (
    Register(
        title="Get Information about Schools (England)",
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
        phase=_english_phase,
        needs=("id", "name"),
        elsewhere={
            "welsh establishment": "wales",
            "offshore schools": "other",
            "british schools overseas": "other",
            "service children's education": "other",
        },
    ),
    Register(
        title="address list of schools, or its map in DataMapWales (Wales)",
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
        phase=_welsh_phase,
    ),
    Register(
        title="school contact details, or school level summary statistics (Scotland)",
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
        phase=_scottish_phase,
        by_department=True,
    ),
    Register(
        title="school level data of the Department of Education (Northern Ireland)",
        nation="northern-ireland",
        headings={
            "id": ("DENI ref", "DE ref"),
            "name": ("School name", "CENTRE_NAME"),
            "area": ("District Council (2014)", "COUNCIL_2014"),
            "type": ("School type",),
            "pupils": ("Total enrolment", "Total pupils"),
            "fsm": ("% fsme",),
        },
        phase=_northern_irish_phase,
    ),
    Register(
        title="Schools Plus, or School Locations of OpenDataNI (Northern Ireland)",
        nation="northern-ireland",
        headings={
            "id": ("Institution Reference Number", "Reference"),
            "name": ("Institution Name",),
            "area": ("County", "County_Name"),
            "type": ("Type", "Institution_Type"),
            "status": ("Status",),
        },
        phase=_northern_irish_phase,
        needs=("id", "name", "type"),
    ),
)
"""All registers that are recognised."""
