"""Nobody's answers can be had from the reports of several rounds and the comparisons of them, by linear algebra."""

from random import Random

import pytest
from support.attacker import basis_of, within
from support.effort import LONG
from support.person_attacks import skip_a_part
from support.round_attacks import GapAttacker, RoundAttacker, compare_all, drawn_rounds, form_of

BATCHES, SCHOOLS = (range(4), 50) if LONG else (range(1), 10)
"""How many batches of so many schools are drawn. Fifty take a minute, so 200 are tried only by `.ci/long`."""


@pytest.mark.parametrize("batch", BATCHES)
def test_no_combination_of_two_rounds_gives_a_small_groups_mean(batch: int) -> None:
    compared, tried = 0, 0
    for seed in range(batch * SCHOOLS, (batch + 1) * SCHOOLS):
        rounds = drawn_rounds(seed)
        made = compare_all(rounds)
        compared += len(made)
        for place, answers in enumerate(rounds) if made else ():
            attacker = RoundAttacker(answers, form_of(answers))
            told = [*attacker.figures(), *attacker.compared_figures(place, made)]
            for figure in told:
                assert figure.left == pytest.approx(float(figure.vector @ attacker.truth), abs=1e-6), figure.what
            basis = basis_of([figure.vector for figure in told])
            for chosen, target, wanted in attacker.secrets():
                tried += 1
                assert not within(basis, wanted), (seed, place, chosen, target.id)
    assert compared > SCHOOLS * 0.4
    assert tried > SCHOOLS * 10


@pytest.mark.parametrize("batch", BATCHES)
def test_no_combination_of_scores_gives_a_small_groups_mean_where_people_leave_questions_open(batch: int) -> None:
    """An attacker who knows who answered which question has all scores, gaps and changes of both rounds."""
    tried, told = 0, 0
    for seed in range(1000 + batch * SCHOOLS, 1000 + (batch + 1) * SCHOOLS):
        rounds = drawn_rounds(seed, gaps=Random(seed).choice((0.02, 0.1, 0.4)))
        made = compare_all(rounds)
        for place, answers in enumerate(rounds) if made else ():
            attacker = GapAttacker(answers, form_of(answers))
            for barrier in attacker.rubric.barriers:
                compared = list(attacker.compared_scores(barrier, place, made))
                basis = basis_of([*attacker.own_scores(barrier), *compared])
                told += len(compared)
                for name, chosen, wanted in attacker.secret_scores(barrier) if len(basis) else ():
                    tried += 1
                    assert not within(basis, wanted), (seed, place, name, chosen)
    assert told > SCHOOLS * 2
    assert tried > SCHOOLS * 4


@pytest.mark.parametrize("batch", BATCHES)
def test_no_combination_of_scores_and_questions_gives_a_small_cells_mean_where_people_skip_a_part(batch: int) -> None:
    """Who of a cell left something blank, no count tells; that of a whole cell few have a score, it may."""
    tried, told = 0, 0
    for seed in range(2000 + batch * SCHOOLS, 2000 + (batch + 1) * SCHOOLS):
        chance = Random(seed)
        rounds = [
            each._replace(responses=skip_a_part(each.responses, chance)) if chance.random() < 0.8 else each
            for each in drawn_rounds(seed)
        ]
        made = compare_all(rounds)
        for place, answers in enumerate(rounds) if made else ():
            attacker = GapAttacker(answers, form_of(answers))
            for barrier in attacker.rubric.barriers:
                compared = list(attacker.compared_scores(barrier, place, made, questions=True))
                shown = [*attacker.own_scores(barrier), *attacker.own_questions(barrier)]
                basis = basis_of([*shown, *compared])
                told += len(compared)
                for name, chosen, wanted in attacker.secret_scores(barrier, whole_cells=True) if len(basis) else ():
                    tried += 1
                    assert not within(basis, wanted), (seed, place, name, chosen)
    assert told > SCHOOLS * 20
    assert tried > SCHOOLS * 0.2


def test_no_combination_of_three_rounds_and_all_their_comparisons_gives_a_small_groups_mean() -> None:
    tried, compared = 0, 0
    for seed in range(3000, 3040 if LONG else 3004):
        rounds = drawn_rounds(seed, number=3, gaps=Random(seed).choice((0, 0.1)))
        made = compare_all(rounds)
        compared += len(made)
        for place, answers in enumerate(rounds) if made else ():
            attacker = GapAttacker(answers, form_of(answers))
            for barrier in attacker.rubric.barriers:
                basis = basis_of([*attacker.own_scores(barrier), *attacker.compared_scores(barrier, place, made)])
                for name, chosen, wanted in attacker.secret_scores(barrier) if len(basis) else ():
                    tried += 1
                    assert not within(basis, wanted), (seed, place, name, chosen)
    assert compared > (40 if LONG else 6)
    assert tried > (20 if LONG else 2)
