"""Somebody who also knows who left which question open, and reads the figures of one barrier in a published audit.

A published figure is rounded, so it is no equation: it says between which bounds a linear function of the answers lies.
People of one role who answered the same questions count alike in every figure, so the unknowns are how many of each
such group gave which answer. Left out are figures that are no linear functions of answers: intervals, agreement, and
the shares at either end.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from speedbumps.disclosure.assignment import assign_cells
from speedbumps.disclosure.publish import GAP_CUT, publish
from speedbumps.disclosure.rounding import decimals
from speedbumps.model.audit import Bound, Gap, QuestionResult, Score
from speedbumps.scoring.responses import NA
from speedbumps.scoring.schools import score_schools
from speedbumps.scoring.targets import Target, answers_needed
from support.attacker import POINTS, Attacker, Vector, name_of, questions_of, scores

CLOSE = 1e-6
"""What sums of decimals may be off."""


class Alike(NamedTuple):
    """People of one role who answered the same questions of a barrier."""

    role: str
    cell: str
    inside: bool
    kinds: tuple[int, ...]
    """For each question: 0 answered, -1 left open, NA not applicable."""


class Range(NamedTuple):
    """Between which bounds a linear function of the unknowns lies."""

    what: str
    vector: Vector
    low: float
    high: float


class PublishedBarrier:
    """All that a published audit says about the answers to the questions of one barrier."""

    def __init__(self, attacker: Attacker, barrier: Target) -> None:
        self.attacker, self.barrier = attacker, barrier
        self.audit = publish(attacker.audit)
        self.rubric = attacker.rubric
        self.questions = tuple(dict.fromkeys(part.question for part in barrier.parts))
        rows = _rows(attacker)
        self.sizes = Counter(self._alike(row) for row in rows)
        self.groups = tuple(self.sizes)
        answered = [(group, name) for group in self.groups for name in self._answered(group)]
        self.place = {(*each, code): at * len(POINTS) + code - 1 for at, each in enumerate(answered) for code in POINTS}
        counts = Counter((self._alike(row), name, row[name]) for row in rows for name in self.questions)
        self.truth: Vector = np.array([float(counts[unknown]) for unknown in self.place])

    def _alike(self, row: Mapping[str, int]) -> Alike:
        kinds = tuple(0 if row[name] >= 0 else -1 if row[name] > NA else NA for name in self.questions)
        return Alike(str(row["role"]), str(row["cell"]), bool(row["inside"]), kinds)

    def _answered(self, group: Alike) -> list[str]:
        return [name for name, kind in zip(self.questions, group.kinds, strict=True) if kind == 0]

    def has_score(self, group: Alike, target: Target) -> bool:
        """Whether the people of *group* answered enough of *target*."""
        kinds = dict(zip(self.questions, group.kinds, strict=True))
        given = [kinds[part.question] for part in target.parts]
        return bool(given) and given.count(0) >= answers_needed(
            target.least, self.rubric.share, sum(kind > NA for kind in given)
        )

    def left_part_open(self, group: Alike, target: Target) -> bool:
        """Whether the people of *group* answered some of what they were asked of *target*, and left the rest open."""
        kinds = dict(zip(self.questions, group.kinds, strict=True))
        asked = [part.question for part in target.parts if self.attacker.is_asked(part.question, group.cell)]
        given = {kinds[question] for question in asked}
        return 0 in given and bool(given - {0})

    def total(self, target: Target, groups: Iterable[Alike]) -> tuple[Vector, float, int]:
        """The sum of the severities of the people in *groups*: its function, its constant, and how many they are."""
        vector, constant, n = np.zeros(len(self.place)), 0.0, 0
        for group in (each for each in groups if self.has_score(each, target)):
            parts = [part for part in target.parts if (group, part.question, POINTS[0]) in self.place]
            whole = sum(part.weight for part in parts)
            n += self.sizes[group]
            for part in parts:
                share = part.weight / whole
                constant += share * part.steps[0] * self.sizes[group]
                for code in POINTS:
                    vector[self.place[group, part.question, code]] += share * (part.steps[code] - part.steps[0])
        return vector, constant, n

    def inside(self) -> list[Alike]:
        """The groups of the school's own people."""
        return [group for group in self.groups if group.inside]

    def targets(self) -> list[Target]:
        """The barrier and its facets."""
        return [self.barrier, *(facet for facet in self.rubric.facets if facet.parts[0].barrier == self.barrier.id)]

    def of_cell(self, name: str) -> list[Alike]:
        """The groups of the cell that an audit calls *name*."""
        return [group for group in self.groups if name_of(group.cell) == name]

    def ranges(self) -> Iterator[Range]:
        """What each published figure says."""
        for target, score in scores(self.audit, self.rubric):
            if target.parts and target.parts[0].barrier == self.barrier.id:
                yield from self._of_score(target, score)
        result = next(each for each in self.audit.barriers if each.id == self.barrier.id)
        for question in questions_of(result):
            yield from self._of_question(question)
        for gap, (_, of) in zip(self.audit.gaps or (), self.attacker.comparisons(), strict=True):
            if of.parts[0].barrier == self.barrier.id:
                a = [group for name in gap.a.split("+") for group in self.of_cell(name)]
                (one, c, n), (other, d, m) = self.total(of, a), self.total(of, self.of_cell(gap.b))
                low, high = _unrounded(abs(gap.difference), self._unit(gap), [GAP_CUT])
                if gap.difference < 0:
                    low, high = -high, -low
                yield Range(
                    f"{gap.of}: {gap.a} – {gap.b}", one / n - other / m, low - c / n + d / m, high - c / n + d / m
                )

    def _unit(self, gap: Gap) -> float:
        """To what the difference of two roles is rounded."""
        found = next((score for target, score in scores(self.audit, self.rubric) if target.id == gap.of), None)
        sizes = {role.role: role.n or 0 for role in found.by_role} if found else {}
        return _unit_of(min(sizes.get(name, 0) for name in (gap.a.split("+")[-1], gap.b)))

    def _of_score(self, target: Target, score: Score) -> Iterator[Range]:
        if score.severity is not None:
            yield self._mean(target.id, target, self.inside(), score.severity, score.bound)
        for role in score.by_role:
            if role.severity is not None:
                name = f"{target.id}/{role.role}"
                yield self._mean(name, target, self.of_cell(role.role), role.severity, role.bound)

    def _of_question(self, question: QuestionResult) -> Iterator[Range]:
        groups = [group for group in self.inside() if (group, question.id, POINTS[0]) in self.place]
        for code, answered in enumerate(question.distribution or ()):
            if code:
                vector = np.zeros(len(self.place))
                vector[[self.place[group, question.id, code] for group in groups]] = 1
                yield Range(f"{question.id}={code}", vector, answered.n, answered.n)
        if question.severity is not None and question.distribution is None:
            part = next(part for part in self.barrier.parts if part.question == question.id)
            one = Target(question.id, (part,), 1)
            yield self._mean(question.id, one, groups, question.severity, question.bound)

    def _mean(self, what: str, target: Target, groups: list[Alike], severity: float, bound: Bound | None) -> Range:
        vector, constant, n = self.total(target, groups)
        limits = self.audit.questionnaire.limits.min_distribution
        bands = self.audit.questionnaire
        cuts = (
            [band.from_ for band in bands.bands] + [bands.bump_from]
            if target.least != 1 or len(target.parts) > 1
            else []
        )
        low, high = possible_means((severity, bound), n, cuts, limits)
        return Range(what, vector, low * n - constant, high * n - constant)


def possible_means(shown: tuple[float, Bound | None], n: int, cuts: Iterable[float], least: int) -> tuple[float, float]:
    """Between which bounds the mean of *n* people lies that is published as *shown*, given the rules of rounding."""
    severity, bound = shown
    one = 100 / n
    if bound == "at-most":
        return 0.0, one
    if bound == "at-least":
        return 100 - one, 100.0
    low, high = _unrounded(severity, _unit_of(n), cuts)
    return (max(low, one), min(high, 100 - one)) if 1 < n < least else (max(low, 0.0), min(high, 100.0))


def _unit_of(n: int) -> float:
    return 0.1 if decimals(n) else 1.0


def _unrounded(value: float, unit: float, cuts: Iterable[float]) -> tuple[float, float]:
    low, high = value - unit / 2, value + unit / 2
    above = [cut for cut in cuts if high < cut <= value + unit + CLOSE]
    return low, max([high, *above])


def _rows(attacker: Attacker) -> list[dict[str, int]]:
    people, _ = assign_cells(attacker.instrument.questionnaire, attacker.answers.people)
    scored = score_schools(people, attacker.instrument.questionnaire, attacker.rubric).people
    return scored.with_columns(people.get_column("role")).to_dicts()
