"""One school's figures as they come from scoring, with all that decides what may be shown of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from speedbumps.audit.pairing import Comparison, Pair
from speedbumps.checks.identity import OTHERS
from speedbumps.disclosure import Cell
from speedbumps.model.answers import School
from speedbumps.model.audit import Limits, Reason, Withheld
from speedbumps.model.instrument import Instrument, filled
from speedbumps.model.questionnaire import UNSTATED, Nation, Question
from speedbumps.model.reach import nowhere, scale_of
from speedbumps.scoring.people import cell_asks, roles_of
from speedbumps.scoring.schools import Row, Spread, spread, together
from speedbumps.scoring.targets import Rubric, Target

PLACES = 9
"""Decimals to which every figure is rounded as an Audit is made, half to even."""


@dataclass(frozen=True)
class Case:
    """A school whose Audit is being made."""

    instrument: Instrument
    rubric: Rubric
    form: str
    limits: Limits
    school: School
    cells: Mapping[str, Cell]
    """The school's own cells by their names in the frames."""
    beside: Mapping[str, Cell]
    """Cells of outside roles."""
    public: frozenset[str]
    """Cells of one person who agreed to be shown."""
    rows: Mapping[str, Row]
    """Each cell's figures."""
    counts: Row
    """How many gave each answer."""
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
    withheld: list[Withheld] = field(default_factory=list)
    """Grows while the Audit is made, and is part of it."""

    @cached_property
    def answered(self) -> Mapping[str, int]:
        """How many of the school's own people gave one of the points of each question."""
        questionnaire = self.instrument.questionnaire
        return {
            question.id: sum(
                int(self.counts.get(f"{question.id}|{code}") or 0)
                for code in range(len(scale_of(questionnaire, question).points))
            )
            for question in questionnaire.questions
        }

    @cached_property
    def n(self) -> int:
        """The school's own people who answered."""
        return sum(cell.n for cell in self.cells.values())

    @property
    def alone(self) -> bool:
        """Whether the school's answers are one person's, who agreed to be shown."""
        return self.n == 1 and len(self.public) == 1

    @property
    def nation(self) -> Nation | None:
        return self.school.nation

    def say(self, text: str | None) -> str | None:
        """The *text* in the words of the school's nation."""
        return None if text is None else filled(text, self.instrument.questionnaire, self.nation)

    def hide(self, where: str, reason: Reason) -> None:
        """Notes that the figure at *where* is not shown."""
        entry = Withheld(where=where, reason=reason)
        if entry not in self.withheld:
            self.withheld.append(entry)


def rounded(figure: float | None) -> float | None:
    """The *figure* as it stands in an Audit."""
    return None if figure is None else round(figure, PLACES) + 0.0


def name_of(cell: str) -> str:
    """What a cell is called in an Audit: its role, or "other-staff" for several together."""
    roles = roles_of(cell)
    return roles[0] if len(roles) == 1 else OTHERS


def question_of(case: Case, name: str) -> Question:
    return case.instrument.questions[name]


def cells_asked(case: Case, target: Target) -> Iterator[str]:
    """The school's own cells that were asked anything that counts for *target*."""
    for cell in case.cells:
        if any(counts_for(case, part.question, cell) for part in target.parts):
            yield cell


def cells_able(case: Case, target: Target) -> Iterator[str]:
    """The school's own cells that were asked enough of *target* for a person to have a score."""
    for cell in case.cells:
        if sum(counts_for(case, part.question, cell) for part in target.parts) >= target.least:
            yield cell


def counts_for(case: Case, question: str, cell: str) -> bool:
    """Whether *question* counts for the people of *cell*; where no role is stated, if anybody answered it."""
    asked = question_of(case, question)
    return cell_asks(case.instrument.questionnaire, asked, cell) or UNSTATED in roles_of(cell)


def spread_of(case: Case, target: Target) -> Spread:
    """How the severities of the school's own people lie for *target*."""
    return together(spread(case.rows[cell], target.id) for cell in case.cells)


def heads(case: Case, roles: frozenset[str] | set[str]) -> int | None:
    """How many people there are in *roles*; None where that is not known."""
    counts = case.school.headcount
    if isinstance(counts, dict):
        known = [counts.get(role) for role in sorted(roles)]
        return None if not known or None in known else sum(count for count in known if count is not None)
    return counts if counts is not None and roles >= own_roles(case) else None


def own_roles(case: Case) -> set[str]:
    """The roles whose people can be counted as the school's own."""
    roles = {
        role.id
        for role in case.instrument.questionnaire.roles
        if not role.outside and not role.together and not nowhere(role, case.nation)
    }
    counts = case.school.headcount
    return roles & set(counts) if isinstance(counts, dict) else roles


def heads_asked(case: Case, target: Target) -> int | None:
    """How many people there are in the roles that are asked enough of *target* for a score.

    None where that is not known, or where more have answered than there are said to be.
    """
    answering = {role: cell for cell in case.cells for role in roles_of(cell)}
    questions = [question_of(case, part.question) for part in target.parts]
    asked = set[str]()
    for role in own_roles(case):
        cell = answering.get(case.joins.get(role, role)) or answering.get(role) or role
        if sum(cell_asks(case.instrument.questionnaire, question, cell) for question in questions) >= target.least:
            asked.add(role)
    people = heads(case, asked) if asked else None
    answered = sum(case.cells[cell].n for cell in cells_able(case, target))
    return enough_heads(people, answered)


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
