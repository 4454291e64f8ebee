"""What all schools that answered the same questions have in common, computed once for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from speedbumps.memory import Memory, memoize
from speedbumps.model.instrument import Instrument
from speedbumps.model.queries import applies_to_role, barrier_of, facets, scale_of
from speedbumps.model.questionnaire import UNSTATED, Facet, Question, Scale
from speedbumps.scoring.cell_names import applies_to_cell
from speedbumps.scoring.targets import Rubric, ScoredQuestion, Target


@dataclass(frozen=True, eq=False)
class ScoringContext:
    """A questionnaire with the targets that are scored, and the results computed from both."""

    instrument: Instrument
    rubric: Rubric
    form: str
    memory: Memory = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """Return the scale of each question."""
        whole = self.instrument.questionnaire
        return {question.id: scale_of(whole, question) for question in whole.questions}

    @cached_property
    def targets_by_id(self) -> Mapping[str, Target]:
        """Return the targets that are scored, by id."""
        return {target.id: target for target in self.rubric.targets}

    @cached_property
    def facets(self) -> Mapping[str, Facet]:
        """Return the facets as the questionnaire defines them, by id."""
        return dict(facets(self.instrument.questionnaire))

    @cached_property
    def facets_of(self) -> Mapping[str, tuple[Target, ...]]:
        """Return the facets of each barrier that have scores."""
        return {
            barrier.id: tuple(facet for facet in self.rubric.facets if barrier_of(facet.id) == barrier.id)
            for barrier in self.rubric.barriers
        }

    @cached_property
    def sensitive(self) -> tuple[ScoredQuestion, ...]:
        """Return the scored questions that are sensitive."""
        return tuple(part for part in self.rubric.parts if question_of(self, part.question).sensitive)


def question_of(context: ScoringContext, name: str) -> Question:
    return context.instrument.questions[name]


def scored_target(context: ScoringContext, part: ScoredQuestion) -> Target:
    """Return the facet that *part* counts for; its barrier in a form that scores no facets."""
    return context.targets_by_id.get(part.facet) or context.targets_by_id[part.barrier]


@memoize
def asks_role(context: ScoringContext, question: str, role: str) -> bool:
    """Return whether *role* is asked *question*."""
    return applies_to_role(context.instrument.questionnaire, question_of(context, question), role)


@memoize
def asks_cell(context: ScoringContext, question: str, cell: str) -> bool:
    """Return whether all roles of *cell* are asked *question*."""
    return applies_to_cell(context.instrument.questionnaire, question_of(context, question), cell)


@memoize
def counts_for(context: ScoringContext, question: str, cell: str) -> bool:
    """Return whether *question* counts for the people of *cell*; where no role is stated, every question does."""
    return asks_cell(context, question, cell) or cell == UNSTATED


@memoize
def count_applicable(context: ScoringContext, target: str, cell: str) -> int:
    """Return how many questions of *target* count for the people of *cell*."""
    return sum(counts_for(context, part.question, cell) for part in context.targets_by_id[target].parts)


@memoize
def count_asked(context: ScoringContext, target: str, cell: str) -> int:
    """Return how many questions of *target* all roles of *cell* are asked."""
    return sum(asks_cell(context, part.question, cell) for part in context.targets_by_id[target].parts)
