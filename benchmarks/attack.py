"""What somebody who knows everything but the answers can learn from an audit: python benchmarks/attack.py [SCHOOLS].

Seeded random schools, as in the tests. Three things are asked of each:

- linear algebra: does any combination of all figures give the mean of a small group? None may.
- an integer programme: answers are whole numbers of people, so figures narrow down more than combinations of them
  tell. Between which bounds does a hidden role's mean severity lie, given every figure to its nine decimals?
- how much of what could be shown is shown, so that protection is not had by hiding everything?

Needs SciPy (its HiGHS solver). Prints Markdown; RESULTS.md keeps it.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import lcm
from pathlib import Path
from statistics import median

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from support.attacker import (
    LEAST,
    POINTS,
    Attacker,
    Figure,
    Matrix,
    Vector,
    basis_of,
    facing,
    questions_of,
    scores,
    within,
)

from speedbumps.scoring.targets import Target

SEED = 20261126
SECONDS = 5
"""For each bound; what the solver has not ruled out by then counts as possible."""

EXACT = 10**6
"""The largest number by which the shares in a figure are divided: people times weights."""


def leaks(attacker: Attacker, figures: list[Figure]) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """Each small group and target, and whether a combination of figures gives its mean."""
    basis = basis_of([figure.vector for figure in figures])
    for chosen, target, wanted in attacker.secrets() if len(basis) else ():
        yield chosen, target.id, within(basis, wanted)


def hidden_roles(attacker: Attacker) -> Iterator[tuple[str, Target]]:
    """Each role with too few people to be shown, and each barrier and facet that its people have a score for."""
    for (role,) in (chosen for chosen in attacker.small_groups() if len(chosen) == 1):
        yield from ((role, target) for target in attacker.rubric.targets if attacker.scored_roles(target, [role]))


def bounds(attacker: Attacker, rules: LinearConstraint, target: Target, role: str) -> tuple[float, float]:
    """Between which severities the mean of *role* must lie, given what the audit tells."""
    vector, constant, _ = attacker.mean(target, [role])
    limits = Bounds(
        np.zeros(len(vector)), np.array([attacker.sizes[name] for name, _, _ in attacker.place], dtype=float)
    )
    found = []
    for sign in (1, -1):
        solved = milp(
            sign * vector,
            constraints=rules,
            bounds=limits,
            integrality=np.ones(len(vector)),
            options={"time_limit": SECONDS},
        )
        assert solved.mip_dual_bound is not None, "what really was answered is possible"
        found.append(sign * solved.mip_dual_bound + constant)
    return found[0], found[1]


def rules_of(attacker: Attacker, figures: list[Figure], barrier: str) -> LinearConstraint:
    """All that the figures of one barrier say of how many gave which answer, and that nobody answers twice."""
    questions = {part.question for part in attacker.rubric.parts if part.barrier == barrier}
    mine = np.array([question in questions for _, question, _ in attacker.place])
    rows = [whole(figure) for figure in figures if figure.vector[mine].any() and not figure.vector[~mine].any()]
    equal = np.array([row for row, _ in rows])
    right = np.array([value for _, value in rows])
    once = _once(attacker)
    most = np.array([attacker.sizes[role] for role, _ in _asked(attacker)], dtype=float)
    return LinearConstraint(
        np.vstack([equal, once]), np.concatenate([right, np.zeros(len(once))]), np.concatenate([right, most])
    )


def whole(figure: Figure) -> tuple[Vector, float]:
    """Return the figure with whole numbers only, so that the solver need not guess what is a rounding."""
    parts = [Fraction(float(each)).limit_denominator(EXACT) for each in figure.vector if each]
    scale = lcm(*(part.denominator for part in parts))
    row = np.rint(figure.vector * scale)
    assert np.allclose(row, figure.vector * scale, atol=1e-6), figure.what
    right = round(figure.left * scale)
    assert abs(right - figure.left * scale) < 1e-3, figure.what
    shared = int(np.gcd.reduce(row[row != 0].astype(int)))
    return row / shared, right / shared


def _asked(attacker: Attacker) -> list[tuple[str, str]]:
    return list(dict.fromkeys((role, question) for role, question, _ in attacker.place))


def _once(attacker: Attacker) -> Matrix:
    rows = np.zeros((len(_asked(attacker)), len(attacker.place)))
    for row, (role, question) in enumerate(_asked(attacker)):
        rows[row, [attacker.place[role, question, code] for code in POINTS]] = 1
    return rows


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("schools", type=int, nargs="?", default=500)
    parser.add_argument("--programmes", type=int, default=100, help="schools for which the integer programme is run")
    given = parser.parse_args()
    tried, had, could, told = 0, [], Counter[str](), Counter[str]()
    widths: dict[str, list[float]] = defaultdict(list)
    for number in range(given.schools):
        attacker = facing(SEED + number)
        figures = list(attacker.figures())
        for chosen, target, leaked in leaks(attacker, figures):
            tried += 1
            had += [(number, chosen, target)] if leaked else []
        for kind, is_shown in shown(attacker):
            could[kind] += 1
            told[kind] += is_shown
        if number < given.programmes and figures:
            for kind, width in narrowed(attacker, figures):
                widths[kind].append(width)
    print(
        f"{given.schools} schools, seed {SEED}: {tried:,} means of small groups attacked, {len(had)} had. {had[:5]}\n"
    )
    print("| hidden role's mean | attacked | tightest bounds, points apart | below 10 points | median |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for kind, found in widths.items():
        print(f"| {kind} | {len(found):,} | {min(found):.1f} | {sum(w < 10 for w in found)} | {median(found):.0f} |")
    print("\n| rests on enough people | could be shown | is shown |\n| --- | ---: | ---: |")
    for kind, number in could.items():
        print(f"| {kind} | {number:,} | {100 * told[kind] / number:.1f} % |")


def narrowed(attacker: Attacker, figures: list[Figure]) -> Iterator[tuple[str, float]]:
    """How far apart the bounds of each hidden role's means are."""
    rules = {barrier.id: rules_of(attacker, figures, barrier.id) for barrier in attacker.rubric.barriers}
    for role, target in hidden_roles(attacker):
        low, high = bounds(attacker, rules[target.id.partition(".")[0]], target, role)
        yield ("facet" if "." in target.id else "barrier"), high - low


if __name__ == "__main__":
    main()
