"""Somebody who knows who has which role, what is asked of whom and how figures come about, and reads one audit.

The audit is an exact one, in which sums can be solved. Where nobody left anything blank, every figure is a known linear
function of how many of each role gave which answer: one unknown for each role, question and point but the first. People
of one role count alike in every figure, so nothing is lost by looking at roles rather than people. Receipts are left
out, since they are computed from other figures that are shown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from random import Random
from typing import NamedTuple

import numpy as np

from speedbumps.audit import AuditOptions, audits
from speedbumps.disclosure import assignment
from speedbumps.model.audit import Audit, BarrierResult, Gap, QuestionResult, Score
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import UNSTATED
from speedbumps.scoring.cell_names import applies_to_cell, cell_roles
from speedbumps.scoring.responses import Responses
from speedbumps.scoring.targets import Rubric, Target, build_rubric
from support.schools import first_version, heads, responses, staff

LEAST = 5
POINTS = range(1, 5)
"""The codes of the points but the first, whose number follows from the rest."""

Vector = np.ndarray[tuple[int], np.dtype[np.float64]]
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]


class Figure(NamedTuple):
    """A figure as a function of the unknowns."""

    what: str
    vector: Vector
    left: float
    """The figure less the constant part of its function."""


class Attacker:
    """Knows everything but the answers."""

    def __init__(
        self, answers: Responses, form: str = "full", *, overall: bool = False, instrument: Instrument | None = None
    ) -> None:
        self.instrument = instrument or first_version()
        self.answers = answers
        self.audit = next(audits(self.instrument, answers, AuditOptions(overall=overall, exact=True)))
        people, sizes = assignment.assign_cells(self.instrument.questionnaire, answers.people)
        (found_in,) = assignment.cells_by_school(self.instrument.questionnaire, sizes).values()
        self.public = set(found_in.public)
        self.cell_of = dict(found_in.cell_of)
        self.sizes = Counter(people.get_column("role").to_list())
        outside = {role for cell in found_in.beside for role in cell.roles}
        self.own = sorted(role for role in self.sizes if role not in outside)
        self.roles = [*self.own, *sorted(role for role in self.sizes if role in outside)]
        self.rubric = build_rubric(self.instrument.questionnaire, form, answers.question_ids)
        self.questions = self.instrument.questions
        self._asked: dict[tuple[str, str], bool] = {}
        points = sorted({part.question for part in self.rubric.parts})
        cells = [(role, question, code) for role in self.roles for question in points for code in POINTS]
        self.place = {cell: number for number, cell in enumerate(cells)}
        rows = people.to_dicts()
        self.people = [row for row in rows if row["inside"]]
        counts = Counter((row["role"], question, row[question]) for row in rows for question in points)
        self.truth: Vector = np.array([float(counts[cell]) for cell in cells])

    def is_asked(self, question: str, cell: str) -> bool:
        """Whether the question counts for the cell; people of no stated role here answered all, so all counts."""
        if (question, cell) not in self._asked:
            counts = cell == UNSTATED or applies_to_cell(self.instrument.questionnaire, self.questions[question], cell)
            self._asked[question, cell] = counts
        return self._asked[question, cell]

    def scored_roles(self, target: Target, roles: Iterable[str]) -> list[str]:
        """Those of the *roles* whose people have a score for *target*."""
        return [
            role
            for role in roles
            if sum(self.is_asked(part.question, self.cell_of[role]) for part in target.parts) >= target.least
        ]

    def mean(self, target: Target, roles: Iterable[str]) -> tuple[Vector, float, int]:
        """The mean of the severities of the *roles*: its function of the unknowns, its constant, and their number."""
        vector, constant = np.zeros(len(self.place)), 0.0
        scored = self.scored_roles(target, roles)
        n = sum(self.sizes[role] for role in scored)
        for role in scored:
            parts = [part for part in target.parts if self.is_asked(part.question, self.cell_of[role])]
            weight = sum(part.weight for part in parts)
            for part in parts:
                share = part.weight / weight / n
                constant += share * part.steps[0] * self.sizes[role]
                for code in POINTS:
                    vector[self.place[role, part.question, code]] += share * (part.steps[code] - part.steps[0])
        return vector, constant, n

    def figures(self) -> Iterator[Figure]:
        """Every figure that the audit tells."""
        facets = {facet.id: facet for facet in self.rubric.facets}
        for target in self.rubric.barriers:
            barrier = next(each for each in self.audit.barriers if each.id == target.id)
            for of, score in [(target, barrier), *((facets[each.id], each) for each in barrier.facets)]:
                yield from self._of_score(of, score)
            for question in questions_of(barrier):
                yield from self._of_question(target, question)
        for gap, of in self.comparisons():
            yield self._gap(gap, of)
        if self.audit.overall is not None and self.audit.overall.severity is not None:
            means = [self.mean(target, self.own) for target in self.rubric.barriers]
            vector, constant = sum(mean[0] for mean in means) / len(means), sum(mean[1] for mean in means) / len(means)
            yield Figure("overall", np.asarray(vector), self.audit.overall.severity - constant)

    def _of_score(self, target: Target, score: Score) -> Iterator[Figure]:
        if score.severity is not None:
            vector, constant, _ = self.mean(target, self.own)
            yield Figure(target.id, vector, score.severity - constant)
        cells = {name_of(cell): cell for cell in self.cell_of.values()}
        shown = [role for role in score.by_role if role.severity is not None and role.role in cells]
        for role in shown:
            vector, constant, _ = self.mean(target, self.of(cells[role.role]))
            yield Figure(f"{target.id}/{role.role}", vector, (role.severity or 0.0) - constant)
        if score.equal_response is not None:
            yield self._equal(target, score, cells)

    def _equal(self, target: Target, score: Score, cells: Mapping[str, str]) -> Figure:
        heads = {count.role: count.headcount or 0 for count in self.audit.respondents.by_role}
        own = [role.role for role in score.by_role if role.severity is not None and role.role in heads]
        own = [name for name in own if set(self.of(cells[name])) <= set(self.own)]
        vector, constant = np.zeros(len(self.place)), 0.0
        for name in own:
            mean, its_constant, _ = self.mean(target, self.of(cells[name]))
            share = heads[name] / sum(heads[each] for each in own)
            vector, constant = vector + share * mean, constant + share * its_constant
        return Figure(f"{target.id}: equal response", vector, (score.equal_response or 0.0) - constant)

    def _of_question(self, barrier: Target, question: QuestionResult) -> Iterator[Figure]:
        those = [role for role in self.own if self.is_asked(question.id, self.cell_of[role])]
        for code, answered in enumerate(question.distribution or ()):
            if code:
                vector = np.zeros(len(self.place))
                vector[[self.place[role, question.id, code] for role in those]] = 1
                yield Figure(f"{question.id}={code}", vector, answered.n)
        if question.severity is not None:
            part = next(part for part in barrier.parts if part.question == question.id)
            vector, constant, _ = self.mean(Target(question.id, (part,), 1), those)
            yield Figure(question.id, vector, question.severity - constant)

    def _gap(self, gap: Gap, of: Target) -> Figure:
        a, a_constant, _ = self.mean(of, [role for cell in gap.a.split("+") for role in self.of(cell)])
        b, b_constant, _ = self.mean(of, self.of(gap.b))
        return Figure(f"{gap.of}: {gap.a} – {gap.b}", a - b, gap.difference - a_constant + b_constant)

    def comparisons(self) -> Iterator[tuple[Gap, Target]]:
        """Every gap, and the questions that it rests on."""
        for gap in self.audit.gaps or ():
            whole = self._target(gap.of)
            roles = {*gap.a.split("+"), gap.b}
            parts = tuple(part for part in whole.parts if self._shared(part.question, roles))
            if len(parts) != gap.questions:  # the part with a sensitive question is left out
                parts = tuple(part for part in parts if part.facet != "political.accountability")
            assert gap.questions == len(parts)
            yield gap, Target(whole.id, parts, whole.least)

    def _target(self, name: str) -> Target:
        found = next((target for target in self.rubric.targets if target.id == name), None)
        return found or Target(name, (next(part for part in self.rubric.parts if part.question == name),), 1)

    def _shared(self, question: str, roles: set[str]) -> bool:
        return all(self.is_asked(question, role) for role in roles) and not roles & set(
            self.questions[question].shifted
        )

    def of(self, cell: str) -> list[str]:
        """The roles whose people are in *cell*."""
        return [role for role in self.roles if self.cell_of[role] == cell]

    def small_groups(self, among: Iterable[str] | None = None) -> Iterator[tuple[str, ...]]:
        """Every set of roles that holds too few people, but for one person who agreed to be shown."""
        roles = sorted(self.roles if among is None else among)
        for size in range(1, len(roles) + 1):
            for chosen in combinations(roles, size):
                agreed = len(chosen) == 1 and chosen[0] in self.public
                if 0 < sum(self.sizes[role] for role in chosen) < LEAST and not agreed:
                    yield chosen

    def secrets(self) -> Iterator[tuple[tuple[str, ...], Target, Vector]]:
        """What must not be had: the mean of each small group on each barrier, facet and question."""
        questions = {part.question: Target(part.question, (part,), 1) for part in self.rubric.parts}
        for chosen in self.small_groups():
            for target in (*self.rubric.targets, *questions.values()):
                vector, _, n = self.mean(target, chosen)
                if 0 < n < LEAST and not set(self.scored_roles(target, chosen)) <= self.public:
                    yield chosen, target, vector


def scores(audit: Audit, wanted: Rubric) -> Iterator[tuple[Target, Score]]:
    """Every score in the *audit*, with what it is of."""
    targets = {target.id: target for target in wanted.targets}
    for barrier in audit.barriers:
        yield targets[barrier.id], barrier
        for facet in barrier.facets:
            yield targets[facet.id], facet


def facing(seed: int, instrument: Instrument | None = None) -> Attacker:
    """The audit of a random school, with some options or others, in one form or the other."""
    chance = Random(seed)
    roles = staff(chance)
    consent, form = chance.random() < 0.5, chance.choice(("full", "full", "full", "quick"))
    heads_of = heads(roles, chance) if chance.random() < 0.7 else None
    answers = responses(roles, chance, gaps=0, consent=consent, form=form, headcount=heads_of, instrument=instrument)
    return Attacker(answers, form, overall=chance.random() < 0.3, instrument=instrument)


def counts(attacker: Attacker) -> Iterator[Vector]:
    """Every number of people that the audit tells, as a sum over the school's own roles."""
    roles = attacker.own
    audit, sizes, cell_of = attacker.audit, {role: attacker.sizes[role] for role in roles}, attacker.cell_of

    def people(chosen: set[str]) -> Vector:
        return np.array([float(role in chosen) for role in roles])

    if audit.respondents.n is not None:
        yield people(set(roles))
        assert audit.respondents.n == sum(sizes.values())
    for count in audit.respondents.by_role:
        assert count.n is not None or count.response_rate is None, "a rate tells the number"
        if count.n is not None and not count.outside:
            yield people({role for role in roles if cell_of[role] in (count.role, "+".join(count.roles))})
    for _, score in scores(audit, attacker.rubric):
        if score.asked is not None or score.n is not None:
            target = next(each for each, found in scores(audit, attacker.rubric) if found == score)
            if score.n:
                yield people(
                    {
                        role
                        for role in roles
                        if sum(attacker.is_asked(part.question, cell_of[role]) for part in target.parts) >= target.least
                    }
                )
    if audit.quality.ignored is not None:
        points = sorted({part.question for part in attacker.rubric.parts})
        left_out = [sum(not attacker.is_asked(question, cell_of[role]) for question in points) for role in roles]
        yield np.array(left_out, dtype=float)
    for question in (question for barrier in audit.barriers for question in questions_of(barrier)):
        if question.n is not None:
            asked = {role for role in roles if attacker.is_asked(question.id, cell_of[role])}
            assert question.n == sum(sizes[role] for role in asked), "no gaps: all who are asked answered"
            yield people(asked)


def questions_of(barrier: BarrierResult) -> tuple[QuestionResult, ...]:
    """What was asked about a barrier, whether or not its facets have scores."""
    return barrier.questions or tuple(question for facet in barrier.facets for question in facet.questions)


def name_of(cell: str) -> str:
    """What an audit calls a cell."""
    return cell if len(cell_roles(cell)) == 1 else "other-staff"


def within(basis: Matrix, vector: Vector) -> bool:
    """Whether *vector* is a combination of the rows of the orthonormal *basis*."""
    length = float(np.linalg.norm(vector))
    rest = vector - basis.T @ (basis @ vector)
    return length > 0 and float(np.linalg.norm(rest)) < 1e-7 * length


def basis_of(vectors: list[Vector]) -> Matrix:
    """An orthonormal basis of all combinations of the *vectors*."""
    scaled = np.array([vector / np.linalg.norm(vector) for vector in vectors if np.linalg.norm(vector) > 0])
    if not len(scaled):
        return np.zeros((0, len(vectors[0]) if vectors else 0))
    _, sizes, rows = np.linalg.svd(scaled, full_matrices=False)
    return np.asarray(rows[sizes > 1e-9])
