"""Determine what is scored: each facet and barrier, with the questions that count for it."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from speedbumps.model.queries import barrier_of, facets, find_table, form_detail, form_questions, scale_of
from speedbumps.model.questionnaire import Key, Question, Questionnaire
from speedbumps.model.scales import severities, table_severities

EVEN = 1e-9
"""Distances between points that differ by less than this are equal."""


class ScoredQuestion(NamedTuple):
    """One question as it counts for one facet, and for the facet's barrier."""

    question: str
    facet: str
    key: Key
    weight: float
    steps: tuple[float, ...]
    """The severity of each point of the scale, from 0 to 100."""

    @property
    def barrier(self) -> str:
        return barrier_of(self.facet)

    @property
    def rise(self) -> float:
        """Return the difference in severity between the first two points."""
        return abs(self.steps[1] - self.steps[0])

    @property
    def even(self) -> bool:
        """Return whether all points are evenly spaced."""
        gaps = [abs(after - before) for before, after in pairwise(self.steps)]
        return max(gaps) - min(gaps) < EVEN

    @property
    def rises(self) -> bool:
        """Return whether the first point is the clear end: so it is if values rise and a high answer is a high bump."""
        return self.steps[0] <= self.steps[-1]

    @property
    def clearer(self) -> tuple[float, ...]:
        """Return, for each point of the scale, the severity of the next point towards the clear end."""
        if self.rises:
            return (self.steps[0], *self.steps[:-1])
        return (*self.steps[1:], self.steps[-1])


class ScoreTable(NamedTuple):
    """A table in which the score of a person is looked up who answered all questions."""

    values: Mapping[str, tuple[float, ...]]
    """By question: the value of each point of its scale."""
    severities: Mapping[float, float]
    """The severity of each sum of values, from 0 to 100."""


class Target(NamedTuple):
    """A facet or barrier, with the questions that count for its score."""

    id: str
    parts: tuple[ScoredQuestion, ...]
    least: int
    """The fewest questions that a person has to answer, however few apply."""
    table: ScoreTable | None = None
    """What replaces the mean over the questions, where scores are published as a table."""

    def __hash__(self) -> int:
        # The hash of all fields would take long at each look-up.
        return hash(self.id)


class Rubric(NamedTuple):
    """All that is scored with one form."""

    barriers: tuple[Target, ...]
    facets: tuple[Target, ...]
    share: Fraction
    """The share of the applicable questions that a person has to answer, from 0 to 1."""
    asked: frozenset[str]
    """The ids of all questions of the form that were asked."""

    @property
    def targets(self) -> tuple[Target, ...]:
        return (*self.barriers, *self.facets)

    @property
    def parts(self) -> tuple[ScoredQuestion, ...]:
        return tuple(part for barrier in self.barriers for part in barrier.parts)


def answers_needed(least: int, share: Fraction, applicable: int) -> int:
    """Return how many of the *applicable* questions a person has to answer to have a score.

    That is *share* of them, rounded up, and at least *least*. Questions count, whatever their weights.
    """
    return max(least, ceil(share * applicable))


def build_rubric(questionnaire: Questionnaire, form: str, columns: Collection[str]) -> Rubric:
    """Return what is scored when *form* is used.

    *columns* are the ids of the questions that were asked; others do not count.

    Raises:
        KeyError: If there is no such form.
    """
    questions = [question for question in form_questions(questionnaire, form) if question.id in columns]
    parts = [part for question in questions for part in _scored_questions(questionnaire, question)]
    barriers = [
        _build_target(questionnaire, barrier.id, [part for part in parts if part.barrier == barrier.id])
        for barrier in questionnaire.barriers
    ]
    names = [name for name, _ in facets(questionnaire)] if form_detail(questionnaire, form) == "facets" else []
    return Rubric(
        barriers=tuple(barriers),
        facets=tuple(
            _build_target(questionnaire, name, [part for part in parts if part.facet == name]) for name in names
        ),
        share=Fraction(str(questionnaire.scoring.min_share)),
        asked=frozenset(question.id for question in questions),
    )


def _scored_questions(questionnaire: Questionnaire, question: Question) -> list[ScoredQuestion]:
    scale = scale_of(questionnaire, question)
    return [
        ScoredQuestion(question.id, facet, measure.key, measure.weight, severities(scale, measure.key))
        for facet, measure in question.measures.items()
    ]


def _build_target(questionnaire: Questionnaire, name: str, parts: list[ScoredQuestion]) -> Target:
    least = max(1, min(questionnaire.scoring.min_answered, len(parts)))
    facet = find_table(questionnaire, name)
    if facet is None or not parts:
        return Target(name, tuple(parts), least)
    asked = [question for question in questionnaire.questions if facet in question.measures]
    values = {each.id: tuple(point.value for point in scale_of(questionnaire, each).points) for each in asked}
    table = table_severities(dict(facets(questionnaire))[facet].table, parts[0].key)
    return Target(name, tuple(parts), len(asked), ScoreTable(values, table))
