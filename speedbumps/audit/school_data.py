"""One school's figures from scoring, with everything that decides what may be shown of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import polars as pl

from speedbumps.audit.role_pairs import Comparison, RolePair
from speedbumps.audit.scoring_context import ScoringContext, count_applicable, count_asked, localize
from speedbumps.disclosure.cells import Cell, is_total_publishable
from speedbumps.memory import Memory, memoize
from speedbumps.model.answers import School
from speedbumps.model.audit import Limits, Reason
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import is_role_absent
from speedbumps.model.questionnaire import Nation
from speedbumps.questionnaires.references import OTHERS
from speedbumps.scoring.counts import KINDS, Packing, unpack_counts
from speedbumps.scoring.people import cell_roles
from speedbumps.scoring.schools import Row, SeverityMoments, pool_moments, read_moments
from speedbumps.scoring.targets import Rubric, Target

PLACES = 9
"""Decimals to which every figure in an Audit is rounded, half to even."""


class AnswerCounts(NamedTuple):
    """How many of the school's own people gave each answer to a question."""

    points: tuple[int, ...]
    """The number of people who gave each point of the scale."""
    kinds: Mapping[str, int]
    """The number of people who gave each kind of non-answer."""
    n: int
    """How many gave one of the points."""
    asked: int
    """How many were asked, whether or not they answered."""


@dataclass(frozen=True, eq=False)
class SchoolData:
    """The data of one school while its Audit is built, and the results computed from it."""

    context: ScoringContext
    school: School
    round: str | None
    """The round of the answers."""
    cells: Mapping[str, Cell]
    """The school's own cells by their names in the frames."""
    beside: Mapping[str, Cell]
    """The cells of outside roles."""
    public: frozenset[str]
    """The cells of one person who agreed to be shown."""
    rows: Mapping[str, Row]
    """The figures of each cell."""
    counts: Mapping[str, int]
    """How many people gave each answer, packed."""
    packing: Packing
    """How *counts* is unpacked."""
    lines: Mapping[tuple[str, str], Row]
    """The receipt lines by target and question."""
    pairs: Mapping[RolePair, tuple[Comparison, ...]]
    """The pairs of roles that are compared, and what they are compared on."""
    shared: Mapping[tuple[Target, str], SeverityMoments]
    """The severities of each cell on the questions that it shares with another one, and on each question by itself."""
    ends: Row
    """How many people are at either end of the scale of each target."""
    people: pl.DataFrame
    """The school's own people."""
    joins: Mapping[str, str]
    """Roles that count with another one because consent is missing."""
    withheld: dict[tuple[str, Reason], None] = field(default_factory=dict)
    """The figures that are not shown, and why. Grows while the Audit is built, and becomes part of it."""
    memory: Memory = field(default_factory=dict, init=False, repr=False)

    @property
    def instrument(self) -> Instrument:
        return self.context.instrument

    @property
    def rubric(self) -> Rubric:
        return self.context.rubric

    @property
    def limits(self) -> Limits:
        return self.context.limits

    @cached_property
    def answer_counts(self) -> Mapping[str, AnswerCounts]:
        """Return the counts of answers to each question."""
        return {name: self._count_answers(name, len(scale.points)) for name, scale in self.context.scales.items()}

    def _count_answers(self, question: str, points: int) -> AnswerCounts:
        counts = unpack_counts(self.counts, question, self.packing)
        those = tuple(counts.get(str(code), 0) for code in range(points))
        kinds = {kind: counts.get(kind, 0) for kind in KINDS}
        n = sum(those)
        return AnswerCounts(those, kinds, n, n + sum(kinds.values()))

    @cached_property
    def spreads(self) -> Mapping[tuple[str, str], SeverityMoments]:
        """Return the severities of each cell's people for each target."""
        return {
            (target.id, cell): read_moments(row, target.id)
            for target in self.rubric.targets
            for cell, row in self.rows.items()
        }

    @cached_property
    def n(self) -> int:
        """Return how many of the school's own people answered."""
        return sum(cell.n for cell in self.cells.values())

    @cached_property
    def shows_total(self) -> bool:
        """Return whether figures of all the school's people together may be shown."""
        return is_total_publishable(
            {name: cell.n for name, cell in self.cells.items()}, self.public, self.limits.min_group
        )

    @cached_property
    def alone(self) -> bool:
        """Return whether the only respondent of the school agreed to be shown."""
        return self.n == 1 and len(self.public) == 1

    @property
    def nation(self) -> Nation | None:
        return self.school.nation

    def localize(self, text: str | None) -> str | None:
        """Return *text* in the words of the school's nation."""
        return None if text is None else localize(self.context, text, self.nation)

    def hide(self, where: str, reason: Reason) -> None:
        """Record that the figure at *where* is not shown."""
        self.withheld[where, reason] = None


def round_figure(figure: float | None) -> float | None:
    """Return *figure* rounded as in an Audit."""
    return None if figure is None else round(figure, PLACES) + 0.0


def name_of(cell: str) -> str:
    """Return the name of a cell in an Audit: its role, or "other-staff" for several roles together."""
    roles = cell_roles(cell)
    return roles[0] if len(roles) == 1 else OTHERS


def asked_cells(data: SchoolData, target: Target) -> Iterator[str]:
    """Yield the school's own cells that were asked anything that counts for *target*."""
    return (cell for cell in data.cells if count_applicable(data.context, target.id, cell))


def score_counts(data: SchoolData, target: Target) -> dict[str, int]:
    """Return how many people of each cell that was asked have a score for *target*."""
    return {cell: data.spreads[target.id, cell].n for cell in asked_cells(data, target)}


def scorable_cells(data: SchoolData, target: Target) -> Iterator[str]:
    """Yield the school's own cells that were asked enough of *target* for a person to have a score."""
    return (cell for cell in data.cells if count_applicable(data.context, target.id, cell) >= target.least)


def spread_of(data: SchoolData, target: Target) -> SeverityMoments:
    """Return the severities of the school's own people for *target*."""
    return pool_moments(data.spreads[target.id, cell] for cell in data.cells)


def headcount(data: SchoolData, roles: frozenset[str] | set[str]) -> int | None:
    """Return how many people there are in *roles*; None where that is not known."""
    counts = data.school.headcount
    if isinstance(counts, dict):
        known = [counts.get(role) for role in sorted(roles)]
        return None if not known or None in known else sum(count for count in known if count is not None)
    return counts if counts is not None and roles >= own_roles(data) else None


@memoize
def own_roles(data: SchoolData) -> frozenset[str]:
    """Return the roles whose people can be counted as the school's own."""
    roles = frozenset(
        role.id
        for role in data.instrument.questionnaire.roles
        if not role.outside and not role.together and not is_role_absent(role, data.nation)
    )
    counts = data.school.headcount
    return roles & counts.keys() if isinstance(counts, dict) else roles


def headcount_asked(data: SchoolData, target: Target) -> int | None:
    """Return how many people there are in the roles that are asked enough of *target* for a score.

    None where that is not known, or where it is less than the number of people who answered.
    """
    if data.school.headcount is None:
        return None
    answering = {role: cell for cell in data.cells for role in cell_roles(cell)}
    asked = set[str]()
    for role in own_roles(data):
        cell = answering.get(data.joins.get(role, role)) or answering.get(role) or role
        if count_asked(data.context, target.id, cell) >= target.least:
            asked.add(role)
    people = headcount(data, asked) if asked else None
    answered = sum(data.cells[cell].n for cell in scorable_cells(data, target))
    return plausible_headcount(people, answered)


@memoize
def headcount_of_cell(data: SchoolData, cell: str) -> int | None:
    """Return how many people there are in the roles of *cell*, including the roles that joined it."""
    roles = set(cell_roles(cell))
    counts = data.school.headcount
    if not isinstance(counts, dict):
        return None
    joining = {role for role, into in data.joins.items() if into in roles and counts.get(role)}
    return headcount(data, roles | joining)


def plausible_headcount(people: int | None, answered: int) -> int | None:
    """Return the number of *people*; None where it is not known, or less than the number who *answered*."""
    return people if people is not None and people >= answered else None
