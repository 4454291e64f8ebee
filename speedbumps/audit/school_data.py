"""One school's figures as they come from scoring, with all that decides what may be shown of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import polars as pl

from speedbumps.audit.role_pairs import Comparison, Pair
from speedbumps.audit.scoring_context import Setting, asking, counting, said
from speedbumps.disclosure.cells import Cell, total_shown
from speedbumps.memory import Memory, memoize
from speedbumps.model.answers import School
from speedbumps.model.audit import Limits, Reason
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import nowhere
from speedbumps.model.questionnaire import Nation
from speedbumps.questionnaires.references import OTHERS
from speedbumps.scoring.counts import KINDS, Packing, unpacked
from speedbumps.scoring.people import roles_of
from speedbumps.scoring.schools import Row, Spread, spread, together
from speedbumps.scoring.targets import Rubric, Target

PLACES = 9
"""Decimals to which every figure is rounded as an Audit is made, half to even."""


class Given(NamedTuple):
    """How many of the school's own people gave each answer to a question."""

    points: tuple[int, ...]
    kinds: Mapping[str, int]
    """Those who gave none of the points."""
    n: int
    """How many gave one of the points."""
    asked: int
    """How many the question applied to, or who said that it does not."""


@dataclass(frozen=True, eq=False)
class Case:
    """A school whose Audit is being made, and what was worked out about it."""

    setting: Setting
    school: School
    round: str | None
    """The round of its answers."""
    cells: Mapping[str, Cell]
    """The school's own cells by their names in the frames."""
    beside: Mapping[str, Cell]
    """Cells of outside roles."""
    public: frozenset[str]
    """Cells of one person who agreed to be shown."""
    rows: Mapping[str, Row]
    """Each cell's figures."""
    counts: Mapping[str, int]
    """How many gave each answer, packed."""
    packing: Packing
    """How to unpack it."""
    lines: Mapping[tuple[str, str], Row]
    """Receipts by target and question."""
    pairs: Mapping[Pair, tuple[Comparison, ...]]
    """Roles that are held against each other, and on what."""
    shared: Mapping[tuple[Target, str], Spread]
    """How each cell lies on the questions that it shares with another one, and on each question by itself."""
    ends: Row
    """How many people lie at either end of each target."""
    people: pl.DataFrame
    """The school's own people."""
    joins: Mapping[str, str]
    """Roles that count with another one, because consent is missing."""
    withheld: dict[tuple[str, Reason], None] = field(default_factory=dict)
    """Where a figure is not shown, and why. Grows while the Audit is made, and is part of it."""
    memory: Memory = field(default_factory=dict, init=False, repr=False)

    @property
    def instrument(self) -> Instrument:
        return self.setting.instrument

    @property
    def rubric(self) -> Rubric:
        return self.setting.rubric

    @property
    def limits(self) -> Limits:
        return self.setting.limits

    @cached_property
    def given(self) -> Mapping[str, Given]:
        """What was answered to each question."""
        return {name: self._given(name, len(scale.points)) for name, scale in self.setting.scales.items()}

    def _given(self, question: str, points: int) -> Given:
        counts = unpacked(self.counts, question, self.packing)
        those = tuple(counts.get(str(code), 0) for code in range(points))
        kinds = {kind: counts.get(kind, 0) for kind in KINDS}
        n = sum(those)
        return Given(those, kinds, n, n + sum(kinds.values()))

    @cached_property
    def spreads(self) -> Mapping[tuple[str, str], Spread]:
        """How the severities of each cell's people lie for each target."""
        return {
            (target.id, cell): spread(row, target.id)
            for target in self.rubric.targets
            for cell, row in self.rows.items()
        }

    @cached_property
    def n(self) -> int:
        """The school's own people who answered."""
        return sum(cell.n for cell in self.cells.values())

    @cached_property
    def all_told(self) -> bool:
        """Whether any figure of all the school's people may be shown."""
        return total_shown({name: cell.n for name, cell in self.cells.items()}, self.public, self.limits.min_group)

    @cached_property
    def alone(self) -> bool:
        """Whether the school's answers are one person's, who agreed to be shown."""
        return self.n == 1 and len(self.public) == 1

    @property
    def nation(self) -> Nation | None:
        return self.school.nation

    def say(self, text: str | None) -> str | None:
        """The *text* in the words of the school's nation."""
        return None if text is None else said(self.setting, text, self.nation)

    def hide(self, where: str, reason: Reason) -> None:
        """Notes that the figure at *where* is not shown."""
        self.withheld[where, reason] = None


def rounded(figure: float | None) -> float | None:
    """The *figure* as it stands in an Audit."""
    return None if figure is None else round(figure, PLACES) + 0.0


def name_of(cell: str) -> str:
    """What a cell is called in an Audit: its role, or "other-staff" for several together."""
    roles = roles_of(cell)
    return roles[0] if len(roles) == 1 else OTHERS


def cells_asked(case: Case, target: Target) -> Iterator[str]:
    """The school's own cells that were asked anything that counts for *target*."""
    return (cell for cell in case.cells if counting(case.setting, target.id, cell))


def numbers(case: Case, target: Target) -> dict[str, int]:
    """How many people of each cell that was asked have a score for *target*."""
    return {cell: case.spreads[target.id, cell].n for cell in cells_asked(case, target)}


def cells_able(case: Case, target: Target) -> Iterator[str]:
    """The school's own cells that were asked enough of *target* for a person to have a score."""
    return (cell for cell in case.cells if counting(case.setting, target.id, cell) >= target.least)


def spread_of(case: Case, target: Target) -> Spread:
    """How the severities of the school's own people lie for *target*."""
    return together(case.spreads[target.id, cell] for cell in case.cells)


def heads(case: Case, roles: frozenset[str] | set[str]) -> int | None:
    """How many people there are in *roles*; None where that is not known."""
    counts = case.school.headcount
    if isinstance(counts, dict):
        known = [counts.get(role) for role in sorted(roles)]
        return None if not known or None in known else sum(count for count in known if count is not None)
    return counts if counts is not None and roles >= own_roles(case) else None


@memoize
def own_roles(case: Case) -> frozenset[str]:
    """The roles whose people can be counted as the school's own."""
    roles = frozenset(
        role.id
        for role in case.instrument.questionnaire.roles
        if not role.outside and not role.together and not nowhere(role, case.nation)
    )
    counts = case.school.headcount
    return roles & counts.keys() if isinstance(counts, dict) else roles


def heads_asked(case: Case, target: Target) -> int | None:
    """How many people there are in the roles that are asked enough of *target* for a score.

    None where that is not known, or where more have answered than there are said to be.
    """
    if case.school.headcount is None:
        return None
    answering = {role: cell for cell in case.cells for role in roles_of(cell)}
    asked = set[str]()
    for role in own_roles(case):
        cell = answering.get(case.joins.get(role, role)) or answering.get(role) or role
        if asking(case.setting, target.id, cell) >= target.least:
            asked.add(role)
    people = heads(case, asked) if asked else None
    answered = sum(case.cells[cell].n for cell in cells_able(case, target))
    return enough_heads(people, answered)


@memoize
def heads_of_cell(case: Case, cell: str) -> int | None:
    """How many people there are in the roles of *cell*, with those who joined it."""
    roles = set(roles_of(cell))
    counts = case.school.headcount
    if not isinstance(counts, dict):
        return None
    joining = {role for role, into in case.joins.items() if into in roles and counts.get(role)}
    return heads(case, roles | joining)


def enough_heads(people: int | None, answered: int) -> int | None:
    """The number of *people* in all, if it can be right: where more have *answered*, it is not known."""
    return people if people is not None and people >= answered else None
