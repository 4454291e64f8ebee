"""What somebody who knows everything but the answers can learn from an audit: python benchmarks/attack.py [SCHOOLS].

So many seeded random schools where everybody answered everything, and as many where people left questions open, and the
attacker knows who left which. Asked of each:

- linear algebra, on exact figures: does any combination of them give the mean of a group of roles of one to four people?
  Exact figures are not for others, so where one does, an integer programme says how far apart the bounds are between
  which that mean lies by what is published.
- an integer programme, on the figures that are published: answers are whole numbers of people, so figures narrow down
  more than combinations of them tell, but they are rounded. Is any person's answer to any question certain? And between
  which bounds does the mean of a hidden role lie, and what somebody answered who left part of a facet open?
- how much of what could be shown is shown, so that protection is not had by hiding everything?

In a third sort of school, all leaders are at one end of a question, all teachers are at the other, and of support staff only
a few answered it. They answer the shipped questionnaire, which asks all staff the same. There the integer programme asks
what these few answered.

With --only, single schools are attacked. Needs SciPy (its HiGHS solver). Prints Markdown; RESULTS.md keeps it.
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, Literal, NamedTuple

import numpy as np
import polars as pl
from scipy.optimize import Bounds, LinearConstraint, milp

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from support.attacker import (
    LEAST,
    POINTS,
    Attacker,
    Matrix,
    Vector,
    basis_of,
    facing,
    questions_of,
    scores,
    within,
)
from support.known_gaps import CLOSE, Alike, PublishedBarrier
from support.schools import first_version, responses, shipped, staff

from speedbumps.scoring.responses import BLANK, CODE, Responses
from speedbumps.scoring.targets import Target

SEED = 20261126

WIDTH_SECONDS = 5.0
"""For each bound of a mean that exact figures give."""

INFEASIBLE = 2
"""What SciPy calls it when there is no solution."""


LeftOpen = Literal["part", "elsewhere", "nothing"]

MEANS = 2
"""How many means of a barrier bounds are sought of, which takes long."""


class Certain(NamedTuple):
    """An answer that must have been given."""

    number: int
    question: str
    group: Alike
    left_open: LeftOpen
    """Where the people of *group* left something open.

    In the question's facet (or its barrier, in a short form), in another part of its barrier, or nowhere there. What is
    promised differs, so each is counted apart. This is asked of outside roles too: governors who left part of a facet
    open once passed for people who had left nothing open.
    """
    everybody: bool
    """Whether the question's published counts say that everybody gave this answer."""


class Programme:
    """What the published figures of one barrier say about how many of each group gave which answer."""

    def __init__(self, barrier: PublishedBarrier, seconds: float) -> None:
        self.barrier, self.seconds = barrier, seconds
        ranges = list(barrier.ranges())
        self.answered = list(dict.fromkeys((group, question) for group, question, _ in barrier.place))
        once = np.zeros((len(self.answered), len(barrier.place)))
        for row, each in enumerate(self.answered):
            once[row, self.places(*each)] = 1
        self.ranges: Matrix = np.array([each.vector for each in ranges]).reshape(len(ranges), len(barrier.place))
        self.rows: Matrix = np.vstack([self.ranges, once])
        self.moves: dict[str, tuple[list[Alike], Matrix]] = {}
        sizes = [float(barrier.sizes[group]) for group, _ in self.answered]
        self.low = np.array([*(each.low - CLOSE for each in ranges), *(0.0 for _ in sizes)])
        self.high = np.array([*(each.high + CLOSE for each in ranges), *sizes])
        self.most = np.array([float(barrier.sizes[group]) for group, _, _ in barrier.place])
        assert self.is_possible(barrier.truth), "what really was answered is possible"

    def places(self, group: Alike, question: str) -> list[int]:
        """Where the unknowns of the answers of *group* to *question* are, by the points but the first."""
        return [self.barrier.place[group, question, code] for code in POINTS]

    def is_possible(self, answers: Vector) -> bool:
        """Whether the published figures could come from these *answers*."""
        told = self.rows @ answers
        return bool(np.all(answers >= 0) and np.all(told >= self.low - CLOSE) and np.all(told <= self.high + CLOSE))

    def solve(self, wanted: Vector, *more: LinearConstraint) -> Any:  # noqa: ANN401 - SciPy's result has no type
        """Minimise *wanted* over all answers that are possible, with *more* constraints."""
        return milp(
            wanted,
            constraints=[LinearConstraint(self.rows, self.low, self.high), *more],
            bounds=Bounds(np.zeros(len(wanted)), self.most),
            integrality=np.ones(len(wanted)),
            options={"time_limit": self.seconds},
        )

    def certain(self, tried: Counter[str]) -> Iterator[tuple[Alike, str]]:
        """Yield who must all have given one answer to which question; count in *tried* how each was decided."""
        found = [self.barrier.truth]
        for group, question in self.answered:
            otherwise = self._otherwise(group, question)
            if otherwise is None:
                continue
            places = self.places(group, question)
            tried["tried"] += self.barrier.sizes[group]
            if any(not np.array_equal(each[places], self.barrier.truth[places]) for each in found):
                continue
            if self._may_differ(group, question):
                continue
            solved = self.solve(np.zeros(len(self.most)), otherwise)
            if solved.x is not None:
                found.append(np.rint(solved.x))
            elif solved.status == INFEASIBLE:
                yield group, question
            else:
                tried["undecided"] += self.barrier.sizes[group]

    def _otherwise(self, group: Alike, question: str) -> LinearConstraint | None:
        """Return that somebody in *group* answered otherwise; None if the people in *group* gave several answers."""
        places, size = self.places(group, question), self.barrier.sizes[group]
        given = self.barrier.truth[places]
        row = np.zeros(len(self.barrier.place))
        if not given.any():
            row[places] = 1
            return LinearConstraint(row, 1, np.inf)
        row[places[int(given.argmax())]] = 1
        return LinearConstraint(row, 0, size - 1) if given.max() == size else None

    def _may_differ(self, group: Alike, question: str) -> bool:
        """Whether *group* may have answered *question* otherwise, with one more change in another question or none.

        This is quick, and nearly always settles it.
        """
        told = self.ranges @ self.barrier.truth
        whose, changed = self._moves(question)
        first = told + changed[[at for at, each in enumerate(whose) if each == group]]
        low, high = self.low[: len(told)] - CLOSE, self.high[: len(told)] + CLOSE
        nothing = np.zeros((1, len(told)))
        facets = {part.question: part.facet for part in self.barrier.barrier.parts}
        near = [other for other in facets if other != question and facets[other] == facets[question]]
        far = [other for other in facets if facets[other] != facets[question]]
        second = (nothing, *(self._moves(other)[1] for other in (*near, *far)))
        return any(
            bool(np.any(np.all((each + more >= low) & (each + more <= high), axis=1)))
            for more in second
            for each in first
        )

    def _moves(self, question: str) -> tuple[list[Alike], Matrix]:
        """By how much figures change if somebody had answered otherwise, or had exchanged the answer with another."""
        if question not in self.moves:
            having: dict[int, list[Alike]] = defaultdict(list)
            for group in (group for group, asked in self.answered if asked == question):
                counts = self.barrier.truth[self.places(group, question)]
                for code, n in enumerate((self.barrier.sizes[group] - counts.sum(), *counts)):
                    having[code] += [group] if n else []
            whose, rows = [], [np.zeros((0, len(self.ranges)))]
            for code, groups in having.items():
                for group in groups:
                    for other in (other for other in (0, *POINTS) if other != code):
                        change = self._column(group, question, other) - self._column(group, question, code)
                        back = [
                            change + self._column(each, question, code) - self._column(each, question, other)
                            for each in having[other]
                            if each != group
                        ]
                        whose += [group] * (1 + len(back))
                        rows.append(np.array([change, *back]))
            self.moves[question] = whose, np.vstack(rows)
        return self.moves[question]

    def _column(self, group: Alike, question: str, code: int) -> Vector:
        if not code:
            return np.zeros(len(self.ranges))
        return np.asarray(self.ranges[:, self.barrier.place[group, question, code]])

    def width(self, target: Target, groups: list[Alike]) -> float:
        """How far apart the bounds of the mean of *groups* on *target* are."""
        vector, constant, n = self.barrier.total(target, groups)
        ends = []
        for sign in (1, -1):
            solved = self.solve(sign * vector)
            assert solved.status != INFEASIBLE, "what really was answered is possible"
            bound = -np.inf if solved.mip_dual_bound is None else solved.mip_dual_bound
            ends.append(min(max((sign * bound + constant) / n, 0.0), 100.0))
        return ends[1] - ends[0]


def school_with_gaps(seed: int) -> Responses:
    """Draw the answers of a school whose people leave questions open; in half of them, answers lean to one side."""
    chance = Random(seed)
    answers = responses(staff(chance), chance, gaps=chance.choice((0.02, 0.05, 0.1)), consent=chance.random() < 0.5)
    return _leaning(answers, chance) if chance.random() < 0.5 else answers


def _leaning(answers: Responses, chance: Random) -> Responses:
    high, columns = chance.uniform(0.1, 0.9), []
    for name in answers.question_ids:
        key = next(iter(first_version().questions[name].measures.values())).key
        steps = [sum(chance.random() < high for _ in POINTS) for _ in range(answers.people.height)]
        codes = pl.Series(name, [step if key == "barrier" else len(POINTS) - step for step in steps], dtype=CODE)
        columns.append(pl.when(pl.col(name) >= 0).then(codes).otherwise(pl.col(name)).alias(name))
    return replace(answers, people=answers.people.with_columns(columns))


class SchoolApart(NamedTuple):
    """A school whose roles lie apart on one question."""

    answers: Responses
    question: str
    few: int
    """How many support staff answered it."""


def school_apart(seed: int) -> SchoolApart:
    """Draw a school whose leaders are at one end of a question, and whose teachers are at the other."""
    chance = Random(seed)
    leaders, teachers, support = chance.randint(10, 14), chance.randint(10, 18), chance.randint(5, 8)
    few = chance.randint(1, LEAST - 1)
    roles = [*["leader"] * leaders, *["teacher"] * teachers, *["support"] * support]
    answers = responses(roles, chance, gaps=0, instrument=shipped())
    question = chance.choice([name for name in answers.question_ids if not shipped().questions[name].sensitive])
    given = [chance.randrange(5)] * few
    codes = [*[0] * leaders, *[4] * teachers, *given, *[BLANK] * (support - few)]
    changed = answers.people.with_columns(pl.Series(question, codes, dtype=CODE))
    return SchoolApart(replace(answers, people=changed), question, few)


def leaks_apart(school: SchoolApart, seconds: float) -> tuple[bool, Counter[str]]:
    """Return whether it is certain what the few answered, and how that was decided."""
    attacker, tried = Attacker(school.answers, instrument=shipped()), Counter[str]()
    part = next(each for each in attacker.rubric.parts if each.question == school.question)
    barrier = next(each for each in attacker.rubric.barriers if each.id == part.barrier)
    published = PublishedBarrier(attacker, barrier)
    found = Programme(published, seconds).certain(tried)
    return any((group.role, question) == ("support", school.question) for group, question in found), tried


def leaks(attacker: Attacker) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """Each small group and target, and whether a combination of exact figures gives its mean, if nobody left gaps."""
    basis = basis_of([figure.vector for figure in attacker.figures()])
    for chosen, target, wanted in attacker.secrets() if len(basis) else ():
        yield chosen, target.id, within(basis, wanted)


def leaks_with_gaps(
    attacker: Attacker, barriers: list[PublishedBarrier]
) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """Yield the same for barriers and facets where people left gaps, and the attacker knows who."""
    for barrier in barriers:
        basis = basis_of([each.vector for each in barrier.ranges()])
        for chosen in attacker.small_groups(attacker.own) if len(basis) else ():
            groups = [group for group in barrier.inside() if group.role in chosen]
            for target in barrier.targets():
                wanted, _, n = barrier.total(target, groups)
                roles = {group.role for group in groups if barrier.has_score(group, target)}
                if n and not roles <= attacker.public:
                    yield chosen, target.id, within(basis, wanted)


def hidden_means(attacker: Attacker, barrier: PublishedBarrier) -> Iterator[tuple[str, Target, list[Alike]]]:
    """Each role with too few people to be shown, and each few who left part of a facet open."""
    alone = [chosen[0] for chosen in attacker.small_groups() if len(chosen) == 1]
    for target in barrier.targets():
        kind = "facet" if "." in target.id else "barrier"
        scored = [group for group in barrier.groups if barrier.has_score(group, target)]
        for role in alone:
            groups = [group for group in scored if group.role == role]
            if groups:
                yield f"hidden role, {kind}", target, groups
        if kind == "facet":
            gaps = [group for group in scored if barrier.left_part_open(group, target) and group.inside]
            people = sum(barrier.sizes[group] for group in gaps)
            if people < LEAST:
                yield from (("left part open, facet", target, [group]) for group in gaps)


def shown(attacker: Attacker) -> Iterator[tuple[str, bool]]:
    """Each figure that rests on enough people, by its kind, and whether it is shown."""
    audit = attacker.audit
    able = [role for role in attacker.own if attacker.sizes[role] >= LEAST]
    for target, score in scores(audit, attacker.rubric):
        kind = "facet" if "." in target.id else "barrier"
        if sum(attacker.sizes[role] for role in attacker.scored_roles(target, attacker.own)) >= LEAST:
            yield f"{kind}, whole school", score.severity is not None
        there = {role.role for role in score.by_role if role.severity is not None}
        for role in attacker.scored_roles(target, able):
            yield f"{kind}, one role", role in there
    for question in (question for barrier in audit.barriers for question in questions_of(barrier)):
        n = sum(attacker.sizes[role] for role in attacker.own if attacker.is_asked(question.id, role))
        if n >= audit.questionnaire.limits.min_sensitive or (n >= LEAST and not question.sensitive):
            yield "question", question.severity is not None
        if n >= max(audit.questionnaire.limits.min_distribution, question.sensitive * 10):
            yield "spread of answers", question.distribution is not None
    gaps = {(gap.a.rpartition("+")[2], gap.b, gap.of) for gap in audit.gaps or ()}
    for barrier in attacker.rubric.barriers:
        both = attacker.scored_roles(barrier, [role for role in able if role != "unstated"])
        for a, b in ((a, b) for at, a in enumerate(both) for b in both[at + 1 :]):
            yield "gap, barrier", bool({(a, b, barrier.id), (b, a, barrier.id)} & gaps)


class Tally:
    """What is counted over schools of one sort."""

    def __init__(self) -> None:
        self.tried, self.had = 0, Counter[tuple[int, tuple[str, ...], str]]()
        self.answers, self.certain = Counter[str](), list[Certain]()
        self.widths: dict[str, list[float]] = defaultdict(list)
        self.exposed: list[tuple[int, tuple[str, ...], str, float]] = []
        self.could, self.told = Counter[str](), Counter[str]()

    def add(self, number: int, attacker: Attacker, *, gaps: bool, given: argparse.Namespace) -> None:
        """Attack one school."""
        for kind, is_shown in shown(attacker):
            self.could[kind] += 1
            self.told[kind] += is_shown
        barriers = [PublishedBarrier(attacker, barrier) for barrier in attacker.rubric.barriers]
        for chosen, target, leaked in leaks_with_gaps(attacker, barriers) if gaps else leaks(attacker):
            self.tried += 1
            self.had[number, chosen, target] += leaked
            if gaps and leaked:
                self.exposed.append((number, chosen, target, published_width(barriers, chosen, target)))
        if attacker.audit.respondents.n == 1:
            return  # whoever answered alone, and agreed to be shown, keeps exact figures
        for barrier in barriers:
            programme = Programme(barrier, given.seconds)
            few = {(group, each.id) for each in _smallest(barrier) for group in _who_left_part_open(barrier, each)}
            self.answers["parts left open"] += sum(group.cell not in attacker.public for group, _ in few)
            certain = set[tuple[Alike, str]]()
            for group, question in programme.certain(self.answers):
                if group.cell not in attacker.public:  # one person who agreed to be shown
                    facet = next(each for each in _smallest(barrier) if question in _questions(each))
                    left_open = _where_left_open(barrier, group, facet)
                    certain |= {(group, facet.id)} if left_open == "part" else set()
                    everybody = _is_same_for_everybody(barrier, question)
                    self.certain.append(Certain(number, question, group, left_open, everybody))
            self.answers["parts certain"] += len(certain)
            means = list(hidden_means(attacker, barrier)) if number < given.programmes else []
            for kind, of, groups in Random(number).sample(means, min(len(means), MEANS)):
                self.widths[kind].append(programme.width(of, groups))


def _smallest(barrier: PublishedBarrier) -> list[Target]:
    """Return the facets, or the barrier of a form without facets."""
    return barrier.targets()[1:] or [barrier.barrier]


def _questions(target: Target) -> set[str]:
    return {part.question for part in target.parts}


def _who_left_part_open(barrier: PublishedBarrier, target: Target) -> Iterator[Alike]:
    yield from (group for group in barrier.groups if barrier.left_part_open(group, target))


def _where_left_open(barrier: PublishedBarrier, group: Alike, facet: Target) -> LeftOpen:
    if barrier.left_part_open(group, facet):
        return "part"
    return "elsewhere" if barrier.left_part_open(group, barrier.barrier) else "nothing"


def published_width(barriers: list[PublishedBarrier], roles: tuple[str, ...], name: str) -> float:
    """How far apart the bounds of the mean of *roles* on a barrier or facet are, by what is published."""
    for barrier in barriers:
        for target in (target for target in barrier.targets() if target.id == name):
            groups = [group for group in barrier.inside() if group.role in roles]
            return Programme(barrier, WIDTH_SECONDS).width(target, groups)
    raise LookupError(name)


def _is_same_for_everybody(barrier: PublishedBarrier, question: str) -> bool:
    result = next(each for each in barrier.audit.barriers if each.id == barrier.barrier.id)
    found = next(each for each in questions_of(result) if each.id == question)
    return any(each.n == found.n for each in found.distribution or ())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("schools", type=int, nargs="?", default=500)
    parser.add_argument("--programmes", type=int, default=20, help="schools for which bounds of means are sought")
    parser.add_argument("--seconds", type=float, default=5.0, help="for each programme; what it leaves open may be so")
    parser.add_argument("--minutes", type=float, default=600.0, help="begin no other school after so long")
    parser.add_argument("--apart", type=int, default=100, help="schools whose roles lie apart on a question")
    parser.add_argument("--only", type=int, nargs="+", help="the numbers of single schools to attack, from 0 on")
    given = parser.parse_args()
    whole, gaps, begin, done = Tally(), Tally(), time.monotonic(), 0
    for number in given.only or range(given.schools):
        if time.monotonic() - begin > 60 * given.minutes:
            break
        whole.add(number, facing(SEED + number), gaps=False, given=given)
        gaps.add(number, Attacker(school_with_gaps(SEED + number)), gaps=True, given=given)
        done += 1
        if done % 10 == 0:
            print(f"{done}/{given.schools}", len(gaps.certain), dict(gaps.answers), file=sys.stderr, flush=True)
    for name, tally in (("everybody answered everything", whole), ("with gaps", gaps)):
        report(f"{done} schools, {name}", tally)
    report_apart([leaks_apart(school_apart(SEED + number), given.seconds) for number in range(given.apart)])


def report(heading: str, tally: Tally) -> None:
    """Print what was found in schools of one sort."""
    had = [key for key, leaked in tally.had.items() if leaked]
    print(f"### {heading}; seed {SEED}\n")
    print(f"Exact figures: {tally.tried:,} means of small groups attacked, {len(had)} had.\n")
    for number, roles, target, width in tally.exposed:
        print(f"- school {number}, {target}, {'+'.join(roles)}: bounds {width:.1f} points apart by published figures")
    print(f"Published figures: {tally.answers['tried']:,} answers attacked, {tally.answers['undecided']} undecided;")
    open_, certain = tally.answers["parts left open"], tally.answers["parts certain"]
    print(f"people who left part of a facet open: {open_:,}, of whom another answer there is certain: {certain}.")
    where = Counter(each.left_open for each in tally.certain)
    others = [each for each in tally.certain if each.left_open != "part"]
    alike = sum(each.everybody for each in others)
    print(f"Of those who left only something else of the barrier open, {where['elsewhere']} answers; of those who left")
    print(f"nothing open, {where['nothing']}. {alike} of both are because everybody gave the same.\n")
    for each in others:
        print(f"- school {each.number}, {each.question}, {each.left_open} left open: {each.group}")
    print("| mean | attacked | tightest bounds, points apart | below 10 points | median |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for kind, found in tally.widths.items():
        print(f"| {kind} | {len(found):,} | {min(found):.1f} | {sum(w < 10 for w in found)} | {median(found):.0f} |")
    print("\n| rests on enough people | could be shown | is shown |\n| --- | ---: | ---: |")
    for kind, number in tally.could.items():
        print(f"| {kind} | {number:,} | {100 * tally.told[kind] / number:.1f} % |")
    print(flush=True)


def report_apart(found: list[tuple[bool, Counter[str]]]) -> None:
    """Print what was found in schools whose roles lie apart."""
    undecided = sum(tried["undecided"] > 0 for _, tried in found)
    print(f"### {len(found)} schools whose leaders and teachers lie apart on a question; seed {SEED}\n")
    print(f"What the few of a third role answered is certain in {sum(leaked for leaked, _ in found)};", end=" ")
    print(f"some group is undecided in {undecided}.\n", flush=True)


if __name__ == "__main__":
    main()
