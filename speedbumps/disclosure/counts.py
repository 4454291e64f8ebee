"""The numbers of people behind the figures of one school: all that decides what may be shown of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from speedbumps.disclosure.cells import Cell, is_total_publishable
from speedbumps.memory import Memory
from speedbumps.model.audit import Limits
from speedbumps.questionnaires.references import OTHERS
from speedbumps.scoring.cell_names import cell_roles
from speedbumps.scoring.choices import ConditionCount, PickCounts
from speedbumps.scoring.context import ScoringContext, asks_role, count_applicable, counts_for
from speedbumps.scoring.counts import AnswerCounts
from speedbumps.scoring.role_pairs import Comparison, RolePair
from speedbumps.scoring.schools import SeverityMoments
from speedbumps.scoring.targets import Target


class PartlyAnswered(NamedTuple):
    """People who answered some of what was asked of a target, and left the rest open."""

    scored: int = 0
    """Those who have a score all the same."""
    unscored: int = 0

    @property
    def total(self) -> int:
        return self.scored + self.unscored


NOBODY_PARTLY = PartlyAnswered()
"""Where all answered everything or nothing."""


@dataclass(frozen=True, eq=False)
class SchoolCounts:
    """How many people of one school stand behind each figure."""

    context: ScoringContext
    limits: Limits
    cells: Mapping[str, Cell]
    """The school's own cells by their names in the frames."""
    beside: Mapping[str, Cell]
    """The cells of outside roles."""
    public: frozenset[str]
    """The cells of one person who agreed to be shown."""
    scored: Mapping[tuple[str, str], SeverityMoments]
    """By target and cell: the people who have a score."""
    whole: Mapping[str, SeverityMoments]
    """By target: the school's own people who have a score."""
    partly: Mapping[tuple[str, str], PartlyAnswered]
    """By target and cell: the people who answered some of its questions and left others open."""
    unscored: Mapping[tuple[str, str], int]
    """By target and question: the own people who answered the question and have no score for the target."""
    answers: Mapping[str, AnswerCounts]
    """By question with points: the own people who answered, and who were asked."""
    written: Mapping[str, int]
    """By question without points: how many of the own people answered."""
    zeros: Mapping[str, int]
    """By question without points: how many of them answered 0."""
    picks: Mapping[str, PickCounts]
    """By choice: how many of the own people chose each option."""
    conditions: Mapping[str, tuple[ConditionCount, ...]]
    """By question whose condition looks at choices: how many of the own people met it, and each part of it."""
    pairs: Mapping[RolePair, tuple[Comparison, ...]]
    """The pairs of roles that are compared, and what they are compared on."""
    shared: Mapping[tuple[Target, str], SeverityMoments]
    """The people of each cell on the questions that it shares with another one, and on each question by itself."""
    memory: Memory = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def people(self) -> int:
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
        return self.people == 1 and len(self.public) == 1


def cell_name(cell: str) -> str:
    """Return the name of a cell in an Audit: its role, or "other-staff" for several roles together."""
    roles = cell_roles(cell)
    return roles[0] if len(roles) == 1 else OTHERS


def scored_by_cell(counts: SchoolCounts, target: Target) -> dict[str, int]:
    """Return how many people have a score for *target*, for each of the school's own cells that was asked about it."""
    return {
        cell: counts.scored[target.id, cell].n
        for cell in counts.cells
        if count_applicable(counts.context, target.id, cell)
    }


def is_merged_away(counts: SchoolCounts, question: str) -> bool:
    """Return whether *question* was put to a role that is shown together with others, some of whom were not asked."""
    context = counts.context
    return any(
        asks_role(context, question, role) and not counts_for(context, question, name)
        for name, cell in counts.cells.items()
        for role in cell.roles
    )
