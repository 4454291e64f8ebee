"""What is to be scored: each facet and barrier as the questions that count for it."""

from collections.abc import Collection
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from speedbumps.model.queries import barrier_of, detail_of, facets, in_form, scale_of
from speedbumps.model.questionnaire import Key, Question, Questionnaire
from speedbumps.model.scales import severities

EVEN = 1e-9
"""Gaps between points that differ by less than this are equal."""


class Part(NamedTuple):
    """One question as it counts for one facet and its barrier."""

    question: str
    facet: str
    key: Key
    weight: float
    steps: tuple[float, ...]
    """The severity of each point of the scale."""

    @property
    def barrier(self) -> str:
        return barrier_of(self.facet)

    @property
    def rise(self) -> float:
        """The severity between the first two points, away from the clear end."""
        return abs(self.steps[1] - self.steps[0])

    @property
    def even(self) -> bool:
        """Whether all points are equally far apart."""
        gaps = [abs(after - before) for before, after in pairwise(self.steps)]
        return max(gaps) - min(gaps) < EVEN

    @property
    def clearer(self) -> tuple[float, ...]:
        """The severity after one point towards the clear end, for each point of the scale."""
        if self.key == "barrier":
            return (self.steps[0], *self.steps[:-1])
        return (*self.steps[1:], self.steps[-1])


class Target(NamedTuple):
    """A facet or barrier: what has a score."""

    id: str
    parts: tuple[Part, ...]
    least: int
    """Answers that a person needs, however few questions apply."""

    def __hash__(self) -> int:
        # Of all that it holds would take a while, each time that something is looked up by it.
        return hash(self.id)


class Rubric(NamedTuple):
    """All that is to be scored with one form."""

    barriers: tuple[Target, ...]
    facets: tuple[Target, ...]
    share: Fraction
    """The share of the applicable questions that a person has to answer."""
    asked: frozenset[str]
    """Every question of the form that has a column."""

    @property
    def targets(self) -> tuple[Target, ...]:
        return (*self.barriers, *self.facets)

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part for barrier in self.barriers for part in barrier.parts)


def needed(least: int, share: Fraction, applicable: int) -> int:
    """How many of the *applicable* questions a person has to answer to have a score. Questions, never weights."""
    return max(least, ceil(share * applicable))


def rubric(questionnaire: Questionnaire, form: str, columns: Collection[str]) -> Rubric:
    """What is scored when *form* is used and *columns* are the questions that were put."""
    questions = [question for question in in_form(questionnaire, form) if question.id in columns]
    parts = [part for question in questions for part in _parts(questionnaire, question)]
    barriers = [
        _target(questionnaire, barrier.id, [part for part in parts if part.barrier == barrier.id])
        for barrier in questionnaire.barriers
    ]
    names = [name for name, _ in facets(questionnaire)] if detail_of(questionnaire, form) == "facets" else []
    return Rubric(
        barriers=tuple(barriers),
        facets=tuple(_target(questionnaire, name, [part for part in parts if part.facet == name]) for name in names),
        share=Fraction(str(questionnaire.scoring.min_share)),
        asked=frozenset(question.id for question in questions),
    )


def _parts(questionnaire: Questionnaire, question: Question) -> list[Part]:
    scale = scale_of(questionnaire, question)
    return [
        Part(question.id, facet, measure.key, measure.weight, severities(scale, measure.key))
        for facet, measure in question.measures.items()
    ]


def _target(questionnaire: Questionnaire, name: str, parts: list[Part]) -> Target:
    return Target(name, tuple(parts), max(1, min(questionnaire.scoring.min_answered, len(parts))))
