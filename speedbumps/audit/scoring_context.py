"""What all schools have in common that answered the same questions, worked out once for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from speedbumps.disclosure.cells import joined
from speedbumps.memory import Memory, memoize
from speedbumps.model.audit import Limits
from speedbumps.model.instrument import Instrument, filled
from speedbumps.model.queries import asks, barrier_of, facets, scale_of
from speedbumps.model.questionnaire import UNSTATED, Facet, Nation, Question, Scale
from speedbumps.scoring.people import cell_asks
from speedbumps.scoring.targets import Part, Rubric, Target


@dataclass(frozen=True, eq=False)
class Setting:
    """A questionnaire with what is scored of it, and what was worked out about it."""

    instrument: Instrument
    rubric: Rubric
    form: str
    memory: Memory = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def limits(self) -> Limits:
        """How many people a figure has to hold."""
        privacy = self.instrument.questionnaire.privacy
        return Limits(
            min_group=privacy.min_group,
            min_distribution=privacy.min_distribution,
            min_open_text=privacy.min_open_text,
            min_sensitive=privacy.min_sensitive,
        )

    @cached_property
    def joins(self) -> Mapping[str, str]:
        """For each one-person role, the role that it counts with when there is no consent."""
        return joined(self.instrument.questionnaire)

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """The scale of each question."""
        whole = self.instrument.questionnaire
        return {question.id: scale_of(whole, question) for question in whole.questions}

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """What is scored, by its id."""
        return {target.id: target for target in self.rubric.targets}

    @cached_property
    def facets(self) -> Mapping[str, Facet]:
        """What the questionnaire says of each facet."""
        return dict(facets(self.instrument.questionnaire))

    @cached_property
    def facets_of(self) -> Mapping[str, tuple[Target, ...]]:
        """The facets of each barrier that have scores."""
        return {
            barrier.id: tuple(facet for facet in self.rubric.facets if barrier_of(facet.id) == barrier.id)
            for barrier in self.rubric.barriers
        }

    @cached_property
    def sensitive(self) -> tuple[Part, ...]:
        """The parts whose question is sensitive."""
        return tuple(part for part in self.rubric.parts if question_of(self, part.question).sensitive)


def question_of(setting: Setting, name: str) -> Question:
    return setting.instrument.questions[name]


@memoize
def said(setting: Setting, text: str, nation: Nation | None) -> str:
    """The *text* in the words of *nation*."""
    return filled(text, setting.instrument.questionnaire, nation)


@memoize
def asks_role(setting: Setting, question: str, role: str) -> bool:
    """Whether *role* is asked *question*."""
    return asks(setting.instrument.questionnaire, question_of(setting, question), role)


@memoize
def asks_cell(setting: Setting, question: str, cell: str) -> bool:
    """Whether all roles of *cell* are asked *question*."""
    return cell_asks(setting.instrument.questionnaire, question_of(setting, question), cell)


@memoize
def counts_for(setting: Setting, question: str, cell: str) -> bool:
    """Whether *question* counts for the people of *cell*; where no role is stated at all, if anybody answered it."""
    return asks_cell(setting, question, cell) or cell == UNSTATED


@memoize
def counting(setting: Setting, target: str, cell: str) -> int:
    """How many questions of *target* count for the people of *cell*."""
    return sum(counts_for(setting, part.question, cell) for part in setting.targets[target].parts)


@memoize
def asking(setting: Setting, target: str, cell: str) -> int:
    """How many questions of *target* all roles of *cell* are asked."""
    return sum(asks_cell(setting, part.question, cell) for part in setting.targets[target].parts)


@memoize
def least_for(setting: Setting, target: Target) -> int:
    """How many people a figure of *target* needs: more where every question of it is sensitive."""
    limits = setting.limits
    if target.parts and all(question_of(setting, part.question).sensitive for part in target.parts):
        return max(limits.min_group, limits.min_sensitive)
    return limits.min_group
