"""Nobody's answers can be had: no linear combination of what an audit holds gives a small group's mean or number."""

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.attacker import LEAST, Attacker, basis_of, counts, facing, name_of, scores, within
from support.effort import drawn
from support.golden_audits import report_text
from support.person_attacks import (
    gap_differences,
    question_means,
    score_weights,
    shown_means,
    skip_a_part,
    small_groups_scored,
)
from support.schools import first_version, responses, shipped, staff
from support.strategies import example_count

from speedbumps.audit import AuditOptions, audits
from speedbumps.disclosure.assignment import assign_cells
from speedbumps.disclosure.cells import is_total_publishable, publishable_names
from speedbumps.model.audit import Audit
from speedbumps.model.audit_queries import barrier_targets
from speedbumps.report import FORMATS
from speedbumps.scoring.responses import BLANK, CODE
from speedbumps.scoring.schools import score_schools as figures_of
from speedbumps.scoring.targets import Target, build_rubric

SENSITIVE = 10
SCHOOLS = drawn(200)


@pytest.mark.parametrize("batch", range(4))
def test_no_combination_of_figures_gives_a_small_groups_mean(batch: int) -> None:
    """With no gaps in the answers, an attacker knows every coefficient; even then no small group can be had."""
    tried, seen = 0, Counter[str]()
    for seed in range(batch * SCHOOLS // 4, (batch + 1) * SCHOOLS // 4):
        attacker = facing(seed)
        figures = list(attacker.figures())
        for figure in figures:
            assert figure.left == pytest.approx(float(figure.vector @ attacker.truth), abs=1e-6), figure.what
        seen.update(kind for kind in (" – ", "equal response", "overall", "=", "/") for f in figures if kind in f.what)
        basis = basis_of([figure.vector for figure in figures])
        for chosen, target, wanted in attacker.secrets() if len(basis) else ():
            tried += 1
            assert not within(basis, wanted), (seed, chosen, target.id)
    assert tried > 1000
    assert min(seen[kind] for kind in (" – ", "equal response", "overall", "=", "/")) > drawn(8)


def test_no_combination_of_figures_gives_a_small_groups_mean_on_the_shipped_questions() -> None:
    """Where all roles are asked the same questions, more is shown, and still no small group can be had."""
    tried = 0
    for seed in range(7000, 7016):
        attacker = facing(seed, shipped())
        basis = basis_of([figure.vector for figure in attacker.figures()])
        for chosen, target, wanted in attacker.secrets() if len(basis) else ():
            tried += 1
            assert not within(basis, wanted), (seed, chosen, target.id)
    assert tried > 300


def test_gaps_give_no_roles_answers_to_a_sensitive_question() -> None:
    """What a role with fewer than ten people said on it can be had no better with the gaps than without them."""
    tried = 0
    for seed in range(5000, 5000 + drawn(60)):
        attacker = facing(seed)
        told = list(attacker.figures())
        part = next((part for part in attacker.rubric.parts if part.question == "P11"), None)
        without = basis_of([figure.vector for figure in told if " – " not in figure.what])
        with_gaps = basis_of([figure.vector for figure in told])
        for cell in set(attacker.cell_of.values()) if attacker.audit.gaps and part else ():
            assert part is not None
            those = attacker.of(cell)
            wanted, _, _ = attacker.mean(Target("P11", (part,), 1), those)
            if sum(attacker.sizes[role] for role in those) < SENSITIVE and wanted.any():
                tried += 1
                assert within(without, wanted) or not within(with_gaps, wanted), (seed, cell)
    assert tried > drawn(20)


@pytest.mark.parametrize("batch", range(4))
def test_no_combination_of_scores_gives_a_small_groups_mean_with_gaps(batch: int) -> None:
    """With gaps, an attacker who even knows who has a score cannot get at a small group's mean of one target."""
    attacked = 0
    for seed in range(1000 + batch * SCHOOLS // 4, 1000 + (batch + 1) * SCHOOLS // 4):
        chance = Random(seed)
        answers = responses(staff(chance), chance, gaps=chance.choice((0.05, 0.2, 0.5)))
        attacker = Attacker(answers)
        people, _ = assign_cells(first_version().questionnaire, answers.people)
        scored = figures_of(people, first_version().questionnaire, attacker.rubric).people.filter("inside")
        for target, result in scores(attacker.audit, attacker.rubric):
            has = scored.get_column(target.id).is_not_null().to_numpy().astype(float)
            cells = scored.get_column("cell").to_list()
            told = [has] if result.severity is not None else []
            named = [name_of(cell) for cell in cells]
            shown = [role.role for role in result.by_role if role.severity is not None]
            told.extend(has * np.array([name == role for name in named], dtype=float) for role in shown)
            basis = basis_of([vector for vector in told if vector.any()])
            for chosen, those in small_groups_scored(attacker, has):
                wanted = np.zeros(len(has))
                wanted[those] = has[those]
                if len(basis):
                    attacked += 1
                    assert not within(basis, wanted), (seed, chosen, target.id)
    assert attacked > 100


@pytest.mark.parametrize("batch", range(4))
def test_no_combination_of_a_barrier_and_its_facets_gives_a_small_groups_mean_with_gaps(batch: int) -> None:
    """Even to an attacker who knows who answered which question, barriers and facets give no small group's mean."""
    attacked = 0
    for seed in range(3000 + batch * SCHOOLS // 4, 3000 + (batch + 1) * SCHOOLS // 4):
        chance = Random(seed)
        answers = responses(staff(chance), chance, gaps=chance.choice((0.02, 0.1)), consent=chance.random() < 0.5)
        attacker = Attacker(answers)
        people, _ = assign_cells(first_version().questionnaire, answers.people)
        scored = figures_of(people, first_version().questionnaire, attacker.rubric).people.filter("inside")
        results = {target.id: score for target, score in scores(attacker.audit, attacker.rubric)}
        names = [name_of(cell) for cell in scored.get_column("cell").to_list()]
        for barrier in attacker.rubric.barriers:
            inner = [facet for facet in attacker.rubric.facets if facet.id.startswith(f"{barrier.id}.")]
            each = {target.id: score_weights(target, barrier, scored) for target in (barrier, *inner)}
            told = [vector for name, rows in each.items() for vector in shown_means(results[name], rows, names)]
            told += list(gap_differences(attacker, barrier, scored))
            basis = basis_of(told) if told else np.zeros((0, 1))
            for facet in inner:
                has = scored.get_column(facet.id).is_not_null().to_numpy().astype(float)
                for chosen, those in small_groups_scored(attacker, has):
                    wanted = np.mean([each[facet.id][place] for place in those], axis=0)
                    if len(basis):
                        attacked += 1
                        assert not within(basis, wanted), (seed, facet.id, chosen)
    assert attacked > 200


@pytest.mark.parametrize("batch", range(4))
def test_no_combination_of_scores_and_questions_gives_a_small_groups_mean_where_people_skip_a_whole_part(
    batch: int,
) -> None:
    """Who skips a facet leaves fewer of a role with a score than answered, which counts of blanks may tell."""
    attacked = 0
    for seed in range(5000 + batch * SCHOOLS // 4, 5000 + (batch + 1) * SCHOOLS // 4):
        chance = Random(seed)
        roles = [*staff(chance), "teacher"]
        answers = skip_a_part(responses(roles, chance, gaps=0, consent=chance.random() < 0.5), chance)
        attacker = Attacker(answers)
        people, _ = assign_cells(first_version().questionnaire, answers.people)
        scored = figures_of(people, first_version().questionnaire, attacker.rubric).people.filter("inside")
        results = {target.id: score for target, score in scores(attacker.audit, attacker.rubric)}
        names = [name_of(cell) for cell in scored.get_column("cell").to_list()]
        for barrier, result in zip(attacker.rubric.barriers, attacker.audit.barriers, strict=True):
            parts_of = [facet for facet in attacker.rubric.facets if facet.id.startswith(f"{barrier.id}.")]
            each = {target.id: score_weights(target, barrier, scored) for target in (barrier, *parts_of)}
            told = [vector for name, rows in each.items() for vector in shown_means(results[name], rows, names)]
            told += list(question_means(result, barrier, scored))
            basis = basis_of(told) if told else np.zeros((0, 1))
            for target in (barrier, *parts_of):
                has = scored.get_column(target.id).is_not_null().to_numpy().astype(float)
                for chosen, those in small_groups_scored(attacker, has):
                    # Who of a cell left something blank, no count tells.
                    whole = {role for role in chosen for role in attacker.of(attacker.cell_of[role])} <= {*chosen}
                    wanted = np.mean([each[target.id][place] for place in those], axis=0)
                    if len(basis) and whole:
                        attacked += 1
                        assert not within(basis, wanted), (seed, target.id, chosen)
    assert attacked > drawn(15)


def test_no_combination_of_counts_gives_a_small_groups_number() -> None:
    attacked = 0
    for seed in range(2000, 2000 + SCHOOLS):
        chance = Random(seed)
        answers = responses(staff(chance), chance, gaps=0, consent=chance.random() < 0.5)
        attacker = Attacker(answers)
        roles = attacker.own
        told = list(counts(attacker))
        basis = basis_of([vector for vector in told if vector.any()])
        for chosen in attacker.small_groups(attacker.own):
            wanted = np.array([float(role in chosen) for role in roles])
            if len(basis):
                attacked += 1
                assert not within(basis, wanted), (seed, chosen)
    assert attacked > 100


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_no_format_tells_more_than_the_audit_that_is_saved(kind: str) -> None:
    """So what holds of an audit holds of everything that a run writes."""
    for seed in range(9000, 9000 + drawn(10)):
        chance = Random(seed)
        answers = responses(staff(chance), chance, gaps=0.1)
        audit = next(audits(first_version(), answers, AuditOptions(overall=True, reliability=True)))
        again = Audit.model_validate_json(audit.model_dump_json(by_alias=True))

        assert report_text(audit, kind) == report_text(again, kind)


def test_an_ordinary_school_of_thirty_still_shows_what_it_needs() -> None:
    roles = ["head", *["leader"] * 6, *["teacher"] * 15, *["support"] * 8]
    for seed in range(20):
        chance = Random(seed)
        audit = next(audits(first_version(), responses(roles, chance, gaps=0.04, consent=False)))
        facets = [facet for barrier in audit.barriers for facet in barrier.facets]
        questions = [question for facet in facets for question in facet.questions]
        shown = {role.role for barrier in audit.barriers for role in barrier.by_role if role.status == "scored"}

        assert [facet.id for facet in facets if facet.status != "scored"] == []
        # Of these 48 questions, the fewest are 38 of 60 schools: where somebody has no score, a few more are hidden.
        assert sum(question.severity is not None for question in questions) >= 38
        assert {"teacher", "support"} <= shown


def test_a_head_alone_is_shown_only_with_consent() -> None:
    agreed = next(audits(first_version(), responses(["head"], Random(1), gaps=0, consent=True)))
    silent = next(audits(first_version(), responses(["head"], Random(1), gaps=0, consent=False)))

    assert all(barrier.severity is not None for barrier in agreed.barriers)
    assert agreed.respondents.by_role[0].one_person
    assert all(barrier.severity is None for barrier in silent.barriers)
    assert silent.respondents.n is None


def test_what_was_asked_of_somebody_who_is_shown_with_others_is_withheld_and_not_called_not_asked() -> None:
    given = responses(["head", "leader", "leader", "teacher", "teacher", "support"], Random(4), gaps=0, consent=False)
    wrote = {
        question.id: question
        for question in first_version().questionnaire.questions
        if question.id not in given.question_ids
    }
    amounts = [name for name in wrote if name.startswith("N")]
    own_words = [name for name in wrote if not name.startswith("N")]
    people = given.people.with_columns(
        *(pl.lit(3.0).alias(name) for name in amounts), *(pl.lit("this").alias(name) for name in own_words)
    )

    (audit,) = audits(first_version(), replace(given, people=people), AuditOptions())

    asked = [each for barrier in audit.barriers for part in barrier_targets(barrier) for each in part.questions]
    found = {each.id: each.status for each in asked}
    found |= {each.id: each.status for each in audit.amounts} | {each.id: each.status for each in audit.open}
    merged = {each.where for each in audit.withheld if each.reason == "merged-roles"}
    assert "not-asked" not in found.values()
    assert {"N02", "N07"} <= merged & {name for name, status in found.items() if status == "withheld"}


@pytest.mark.parametrize("n", [2, 3, 4])
def test_two_to_four_people_show_nothing(n: int) -> None:
    audit = next(audits(first_version(), responses(["teacher"] * n, Random(n), gaps=0)))

    assert audit.respondents.n is None
    assert {
        score.severity
        for _, score in scores(audit, build_rubric(first_version().questionnaire, "full", first_version().questions))
    } == {None}
    assert audit.bumps == ()


def test_a_sensitive_question_that_is_hidden_hides_its_facets_questions() -> None:
    audit = next(audits(first_version(), responses(["teacher"] * 7, Random(3), gaps=0)))
    (facet,) = [
        facet for barrier in audit.barriers for facet in barrier.facets if facet.id == "political.accountability"
    ]

    assert facet.severity is not None
    assert {question.severity for question in facet.questions} == {None}
    assert facet.receipt is not None
    assert [line.question for line in facet.receipt.lines] == [None]
    political = next(barrier for barrier in audit.barriers if barrier.id == "political")
    assert political.receipt is not None
    assert [line.of for line in political.receipt.lines if line.question is None] == ["political.accountability"]


def test_a_receipt_holds_nothing_but_figures_that_are_shown() -> None:
    """So it gives nothing away that they do not."""
    roles = ["leader"] * 6 + ["teacher"] * 20
    audit = next(audits(first_version(), responses(roles, Random(3), gaps=0.1), AuditOptions(exact=True)))
    for barrier in audit.barriers:
        for score in barrier_targets(barrier):
            if score.severity is None:
                continue
            shown = {
                each.id: each.weight * each.severity * (each.n or 0)
                for part in barrier_targets(barrier)
                for each in part.questions
                if each.severity is not None
            }
            assert score.receipt is not None
            named = {line.question: line.contribution for line in score.receipt.lines if line.question}
            whole = sum(shown[name] for name in named)
            rest = score.severity - sum(line.contribution for line in score.receipt.lines if not line.question)
            assert named.keys() <= shown.keys()
            for name, contribution in named.items():
                assert contribution == pytest.approx(rest * shown[name] / whole, abs=1e-7)


@given(
    st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12), min_size=1),
    st.sets(st.sampled_from("abcdefg"), max_size=2),
)
@example_count(500)
def test_what_is_hidden_under_a_total_holds_enough_people(counts: dict[str, int], public: set[str]) -> None:
    alone = publishable_names(counts, public, LEAST)
    hidden = sum(n for name, n in counts.items() if name not in alone)

    assert all(counts[name] >= LEAST or (name in public and counts[name] == 1) for name in alone)
    if is_total_publishable(counts, public, LEAST):
        assert hidden == 0 or hidden >= LEAST


def test_a_head_who_agreed_to_be_shown_may_skip_a_question() -> None:
    """Only the head has a score, since leaders are counted with people who are asked one of these questions."""
    roles = ["head", *["leader"] * 3, *["teacher"] * 15, *["support"] * 11]
    answers = responses(roles, Random(1), gaps=0)
    codes = answers.people.get_column("P01").to_list()
    people = answers.people.with_columns(pl.Series("P01", [BLANK, *codes[1:]], dtype=CODE))
    audit = next(audits(first_version(), replace(answers, people=people)))
    found = next(each for barrier in audit.barriers for each in barrier.facets if each.id == "political.mandate")

    assert [each.severity is not None for each in found.questions] == [False, True, True]
