"""What somebody can compute who knows who answered which question: figures as sums over unknown answers.

There is one unknown for each person and question of a barrier.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import polars as pl

from speedbumps.model.audit import BarrierResult, Score
from speedbumps.model.audit_queries import barrier_targets
from speedbumps.scoring.responses import BLANK, CODE, NA, Responses
from speedbumps.scoring.targets import Target, answers_needed, build_rubric
from support.attacker import LEAST, Attacker, Vector
from support.schools import OWN, first_version


def skip_a_part(given: Responses, chance: Random) -> Responses:
    """The answers, where some people of one role left a whole facet, or a whole barrier, blank; so counts tell it."""
    role = chance.choice(sorted(set(given.people.get_column("role")) & set(OWN)))
    facets = sorted(
        {part.facet for part in build_rubric(first_version().questionnaire, "full", given.question_ids).parts}
    )
    part = chance.choice([*facets, *{facet.partition(".")[0] for facet in facets}])
    questions = [
        name
        for name, each in first_version().questions.items()
        if name in given.question_ids and any(facet == part or facet.startswith(f"{part}.") for facet in each.measures)
    ]
    gone = pl.Series([each == role and chance.random() < 0.5 for each in given.people.get_column("role")])
    people = given.people.with_columns(
        pl.when(gone).then(pl.lit(BLANK, dtype=CODE)).otherwise(pl.col(name)).alias(name) for name in questions
    )
    return replace(given, people=people)


def question_means(result: BarrierResult, barrier: Target, scored: pl.DataFrame) -> Iterator[Vector]:
    """The mean of every question that is told, as a sum over unknown answers."""
    place_of = {part.question: place for place, part in enumerate(barrier.parts)}
    shown = {each.id for part in barrier_targets(result) for each in part.questions if each.severity is not None}
    for name in shown & place_of.keys():
        answered = (scored.get_column(name) >= 0).to_numpy().astype(float)
        vector = np.zeros((scored.height, len(place_of)))
        vector[:, place_of[name]] = answered
        yield vector.reshape(-1)


def score_weights(target: Target, barrier: Target, scored: pl.DataFrame) -> dict[int, Vector]:
    """For each person with a score, that score as a sum over the unknown answers, one a person and question."""
    place_of = {part.question: place for place, part in enumerate(barrier.parts)}
    found = {}
    for place, row in enumerate(scored.iter_rows(named=True)):
        if row[target.id] is not None:
            given = [part for part in target.parts if row[part.question] >= 0]
            vector = np.zeros(scored.height * len(place_of))
            for part in given:
                weight = part.weight / sum(each.weight for each in given)
                vector[place * len(place_of) + place_of[part.question]] = weight
            found[place] = vector
    return found


def gap_differences(attacker: Attacker, barrier: Target, scored: pl.DataFrame) -> Iterator[Vector]:
    """Every gap within *barrier* between roles of the school, as a sum over unknown answers."""
    place_of = {part.question: place for place, part in enumerate(barrier.parts)}
    rows = scored.to_dicts()
    for gap, of in attacker.comparisons():
        groups = ([*gap.a.split("+")], [gap.b])
        if gap.b in attacker.own and of.parts[0].barrier == barrier.id:
            a, b = ([weights_of_person(of, row, place_of) for row in rows if row["cell"] in group] for group in groups)
            yield mean_over_people(a, rows, groups[0]) - mean_over_people(b, rows, groups[1])


def weights_of_person(of: Target, row: Mapping[str, int], place_of: Mapping[str, int]) -> Vector | None:
    """One person's severity as a sum over that person's answers; None without a score."""
    given = [part for part in of.parts if row[part.question] >= 0]
    applies = sum(row[part.question] > NA for part in of.parts)
    if len(given) < answers_needed(of.least, Fraction(1, 2), applies):
        return None
    vector = np.zeros(len(place_of))
    for part in given:
        vector[place_of[part.question]] = part.weight / sum(each.weight for each in given)
    return vector


def mean_over_people(scores: list[Vector | None], rows: list[dict[str, Any]], cells: list[str]) -> Vector:
    """The mean of the *scores* of the people in *cells*, over the answers of everybody in *rows*."""
    n = sum(score is not None for score in scores)
    each = iter(scores)
    wide = len(next(score for score in scores if score is not None))
    blocks = [next(each) if row["cell"] in cells else None for row in rows]
    return np.concatenate([np.zeros(wide) if block is None else block / n for block in blocks])


def shown_means(score: Score, rows: Mapping[int, Vector], names: list[str]) -> Iterator[Vector]:
    """The means that the audit tells, as sums over unknown answers."""
    if score.severity is not None:
        yield np.mean(list(rows.values()), axis=0)
    for role in score.by_role:
        those = [vector for place, vector in rows.items() if names[place] == role.role]
        if role.severity is not None and those:
            yield np.mean(those, axis=0)


def small_groups_scored(attacker: Attacker, has: Vector) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """Every set of roles with too few people who have a score."""
    staff = attacker.people
    roles = sorted({person["role"] for person in staff})
    for size in range(1, len(roles) + 1):
        for chosen in combinations(roles, size):
            those = [place for place, person in enumerate(staff) if person["role"] in chosen and has[place]]
            holding = {staff[place]["role"] for place in those}
            if 0 < len(those) < LEAST and not (len(holding) == 1 and holding <= attacker.public):
                yield chosen, those
