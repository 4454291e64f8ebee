"""What must hold for all answers."""

from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.schools import first_version, responses
from support.strategies import SCORED_QUESTIONS, example_count, person_answers

from speedbumps.audit import audits
from speedbumps.model.audit import Audit
from speedbumps.model.scales import severities
from speedbumps.scoring.people import add_severities
from speedbumps.scoring.responses import CODE, NA, Responses
from speedbumps.scoring.targets import answers_needed, build_rubric

RUBRIC = build_rubric(first_version().questionnaire, "full", SCORED_QUESTIONS)
FEW = example_count(60)


def severities_of(people: list[list[int]]) -> pl.DataFrame:
    frame = pl.DataFrame(people, schema=dict.fromkeys(SCORED_QUESTIONS, CODE), orient="row")
    return add_severities(frame.lazy(), RUBRIC).collect().select(target.id for target in RUBRIC.targets)


@given(person_answers)
@FEW
def test_severity_lies_between_the_ends(person: list[int]) -> None:
    for severity in severities_of([person]).row(0):
        assert severity is None or 0 <= severity <= 100


@given(person_answers, st.data())
@FEW
def test_a_worse_answer_never_lowers_a_severity(person: list[int], data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(range(len(SCORED_QUESTIONS))))
    part = next(part for part in RUBRIC.parts if part.question == SCORED_QUESTIONS[place])
    better, worse = (0, 4) if part.key == "barrier" else (4, 0)
    start = data.draw(st.integers(0, 4))
    step = start + (1 if worse > better else -1)
    before, after = list(person), list(person)
    before[place], after[place] = start, min(4, max(0, step))

    for low, high in zip(severities_of([before]).row(0), severities_of([after]).row(0), strict=True):
        assert (low is None) == (high is None)
        assert low is None or high >= low - 1e-12


@given(person_answers, st.data())
@FEW
def test_not_applicable_changes_nothing_else(person: list[int], data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(range(len(SCORED_QUESTIONS))))
    facet = next(part.facet for part in RUBRIC.parts if part.question == SCORED_QUESTIONS[place])
    without = list(person)
    without[place] = NA
    before, after = severities_of([person]), severities_of([without])

    untouched = [target.id for target in RUBRIC.targets if target.id not in (facet, facet.partition(".")[0])]
    assert before.select(untouched).equals(after.select(untouched))


@given(person_answers)
@FEW
def test_a_person_has_a_score_exactly_if_enough_is_answered(person: list[int]) -> None:
    found = severities_of([person]).row(0, named=True)
    answers = dict(zip(SCORED_QUESTIONS, person, strict=True))

    for target in RUBRIC.targets:
        given_ = [answers[part.question] for part in target.parts]
        applicable = sum(answer != NA for answer in given_)
        enough = sum(answer >= 0 for answer in given_) >= answers_needed(target.least, RUBRIC.share, applicable)
        assert enough == (found[target.id] is not None)


def one_audit(people: pl.DataFrame) -> Audit:
    return next(audits(first_version(), Responses(people)))


@pytest.mark.parametrize("seed", range(6))
def test_order_of_people_and_columns_does_not_matter(seed: int) -> None:
    chance = Random(seed)
    roles = ["head", *["leader"] * 5, *["teacher"] * 12, *["support"] * 6]
    people = responses(roles, chance, gaps=0.1).people
    columns = people.columns[:]
    chance.shuffle(columns)

    assert one_audit(people) == one_audit(people.select(columns).sample(fraction=1, shuffle=True, seed=seed))


@pytest.mark.parametrize("seed", range(6))
def test_receipts_add_up_to_their_scores(seed: int) -> None:
    chance = Random(seed)
    roles = ["head", *["leader"] * (seed + 1), *["teacher"] * 12, *["support"] * seed]
    audit = one_audit(responses(roles, chance, gaps=0.15, consent=seed % 2 == 0).people)

    receipts = 0
    for barrier in audit.barriers:
        for score in (barrier, *barrier.facets):
            if score.receipt is not None:
                receipts += 1
                units = sum(round(line.contribution * 10**9) for line in score.receipt.lines)
                assert round((score.severity or 0) * 10**9) == units
                assert score.severity == score.receipt.total
    assert receipts >= 10


def test_what_if_is_what_would_be() -> None:
    roles = ["teacher"] * 14
    people = responses(roles, Random(5), gaps=0.1).people
    audit = one_audit(people)
    delay = next(facet for barrier in audit.barriers for facet in barrier.facets if facet.id == "time.delay")
    assert delay.receipt is not None
    line = next(line for line in delay.receipt.lines if line.question == "T04")
    eased = people.with_columns(
        pl.when(pl.col("T04") > 0).then(pl.col("T04") - 1).otherwise(pl.col("T04")).alias("T04")
    )
    after = next(facet for barrier in one_audit(eased).barriers for facet in barrier.facets if facet.id == "time.delay")

    assert after.severity == pytest.approx(line.one_point, abs=2e-9)


def test_fifty_runs_give_the_same_bytes() -> None:
    people = responses(["teacher"] * 12 + ["support"] * 7, Random(9), gaps=0.1).people

    assert len({one_audit(people).model_dump_json() for _ in range(50)}) == 1


def test_uneven_points_and_values_stand_where_they_are_declared() -> None:
    scale = first_version().questionnaire.scales["how-often"]
    uneven = scale.model_copy(
        update={
            "points": tuple(
                point.model_copy(update={"value": value})
                for point, value in zip(scale.points, (1, 2, 3, 5, 9), strict=True)
            )
        }
    )

    assert severities(uneven, "barrier") == (0.0, 12.5, 25.0, 50.0, 100.0)
    assert severities(uneven, "enabler") == (100.0, 87.5, 75.0, 50.0, 0.0)
