"""Figures of items equal those of psych in R to 1e-9, and depend on nothing that they should not depend on."""

import csv
import io
import json
from functools import lru_cache
from math import isnan, sqrt
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as some
from support.paths import REFERENCE
from support.reference_sets import frame, keys, plain, questionnaire, text_of
from support.strategies import example_count

from speedbumps.scoring.item_statistics import (
    intraclass_correlation,
    item_consistencies,
    key_difference,
    varying_questions,
)
from speedbumps.scoring.reliability import answer_severities, cronbach_alpha, pairwise_covariances
from speedbumps.scoring.schools import MIDDLE, SeverityMoments, moment_sums, read_moments
from speedbumps.scoring.targets import Target, build_rubric


@lru_cache
def figures() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((REFERENCE / "items.json").read_text())["sets"]
    return found


@lru_cache
def groups(name: str) -> list[str | None]:
    """The group of each person, as make_items.R says."""
    by = figures()[name]["groups"]
    if by.startswith("("):
        return [str((row * row + row // 7) % 13) for row in range(1, people(name).height + 1)]
    rows = csv.DictReader(io.StringIO(text_of(keys(name)["source"])))
    return [None if row[by] in ("", "NA") else row[by] for row in rows]


@lru_cache
def targets(name: str) -> dict[str, Target]:
    rule = keys(name)["rules"][next(iter(keys(name)["rules"]))]
    rubric = build_rubric(questionnaire(name, rule), "full", people(name).columns)
    return {each.id: each for each in rubric.barriers}


@lru_cache
def people(name: str) -> pl.DataFrame:
    return frame(name)


def severities_of(name: str, scale: str) -> pl.DataFrame:
    return answer_severities(people(name), targets(name)[plain(scale)].parts)


CASES = [(name, scale) for name, held in figures().items() for scale in held["scales"]]


@pytest.mark.parametrize(("name", "scale"), CASES)
def test_items_of_public_scales_equal_those_of_psych(name: str, scale: str) -> None:
    expected, severities = figures()[name]["scales"][scale], severities_of(name, scale)
    found = pairwise_covariances(severities)
    alpha = cronbach_alpha(found)

    assert alpha is not None
    assert expected["raw_alpha"] == pytest.approx(alpha.alpha, abs=1e-9)
    items = {plain(name): item for name, item in expected["items"].items()}
    for each in item_consistencies(found):
        item, answers = items.pop(each.question), severities.get_column(each.question).drop_nulls()
        assert each.correlation == pytest.approx(item["r_drop"], abs=1e-9)
        assert each.alpha_without == pytest.approx(item["alpha_without"], abs=1e-9)
        assert answers.len() == item["n"]
        assert answers.std() == pytest.approx(item["sd"], abs=1e-9)
        assert (answers == 0).sum() / answers.len() == pytest.approx(item["lowest"], abs=1e-12)
        assert (answers == 100).sum() / answers.len() == pytest.approx(item["highest"], abs=1e-12)
    assert not items


@pytest.mark.parametrize(("name", "scale"), CASES)
def test_intraclass_correlations_equal_those_of_psych(name: str, scale: str) -> None:
    severities = severities_of(name, scale)
    grouped = severities.with_columns(pl.Series("group", groups(name))).drop_nulls("group")
    rows = grouped.group_by("group").agg(*moment_sums(severities.columns)).rows(named=True)

    for item, expected in figures()[name]["scales"][scale]["items"].items():
        found = intraclass_correlation([read_moments(row, plain(item)) for row in rows])
        assert found is not None
        assert found.groups == expected["groups"]
        assert found.correlation == pytest.approx(expected["icc1"], abs=1e-9)


@pytest.mark.parametrize(("name", "scale"), CASES)
def test_differences_between_keys_equal_those_of_r(name: str, scale: str) -> None:
    expected, of = figures()[name]["scales"][scale]["keys"], targets(name)[plain(scale)]
    keyed = {key: [part.question for part in of.parts if part.key == key] for key in ("barrier", "enabler")}
    found = key_difference(severities_of(name, scale), keyed["barrier"], keyed["enabler"])

    if not expected:
        assert found is None
        return
    assert found is not None
    assert found.n == expected["n"]
    assert found.difference == pytest.approx(expected["difference"], abs=1e-9)
    assert found.effect == pytest.approx(expected["d"], abs=1e-9)
    assert found.correlation == pytest.approx(expected["correlation"], abs=1e-9)


def test_all_of_three_sets_and_more_were_compared() -> None:
    items = [item for held in figures().values() for scale in held["scales"].values() for item in scale["items"]]

    assert {"bfi", "epi", "msq"} <= figures().keys()
    assert len(items) > 100
    assert any(held["keys"] for name in figures() for held in figures()[name]["scales"].values())


QUESTIONS = ("a", "b", "c", "d")
answers = some.lists(
    some.lists(some.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0, None]), min_size=4, max_size=4), min_size=6, max_size=25
)


def drawn(rows: list[list[float | None]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(QUESTIONS, pl.Float64), orient="row")


def consistencies(answered: pl.DataFrame) -> list[float]:
    """The figures of each question in the order of their names; those that are not there as -9."""
    found = sorted(item_consistencies(pairwise_covariances(answered)))
    return [-9.0 if figure is None else figure for each in found for figure in each[1:]]


@given(rows=answers, order=some.randoms(use_true_random=False))
@example_count(15)
def test_neither_the_order_of_people_nor_that_of_questions_matters(
    rows: list[list[float | None]], order: Random
) -> None:
    answered, names = drawn(rows), list(QUESTIONS)
    assume(pairwise_covariances(answered).fewest > 1)
    expected, apart = consistencies(answered), key_difference(answered, ["a", "b"], ["c", "d"])
    order.shuffle(rows)
    order.shuffle(names)

    assert consistencies(drawn(rows).select(names)) == pytest.approx(expected, abs=1e-6)
    again = key_difference(drawn(rows), ["b", "a"], ["d", "c"])
    assert (again is None) == (apart is None)
    if again is not None and apart is not None:
        assert again.n == apart.n
        assert again.difference == pytest.approx(apart.difference, abs=1e-9)


@given(rows=answers, moved=some.floats(-40, 40), spread=some.floats(0.5, 3))
@example_count(15)
def test_where_a_scale_begins_and_how_wide_it_is_changes_no_correlation(
    rows: list[list[float | None]], moved: float, spread: float
) -> None:
    """So reversing a question together with its key changes nothing: the severities are the same."""
    answered = drawn(rows)
    assume(min(pairwise_covariances(answered).covariance[at][at] for at in range(4)) > 1)

    other = consistencies(answered.select(pl.all() * spread + moved))
    turned = consistencies(answered.select(pl.all() * -1 + 100))
    assert other == pytest.approx(consistencies(answered), abs=1e-6)
    assert turned == pytest.approx(consistencies(answered), abs=1e-6)


@given(rows=answers, constant=some.sampled_from([0.0, 50.0, 100.0]))
@example_count(15)
def test_a_question_that_all_answer_alike_has_no_correlation_and_changes_none(
    rows: list[list[float | None]], constant: float
) -> None:
    answered = drawn(rows)
    more = pairwise_covariances(answered.with_columns(pl.lit(constant).alias("e")))
    *others, added = item_consistencies(more)

    assert added.correlation is None
    assert "e" not in varying_questions(more)
    for before, after in zip(item_consistencies(pairwise_covariances(answered)), others, strict=True):
        assert before.correlation == (None if after.correlation is None else pytest.approx(after.correlation))


@given(
    sizes=some.lists(some.lists(some.sampled_from([0.0, 50.0, 100.0]), max_size=6), max_size=6),
)
@example_count(30)
def test_intraclass_correlation_is_that_of_an_analysis_of_variance(sizes: list[list[float]]) -> None:
    found = intraclass_correlation(
        SeverityMoments(len(group), sum(x - MIDDLE for x in group), sum((x - MIDDLE) ** 2 for x in group))
        for group in sizes
    )
    held = [group for group in sizes if group]
    everybody = [x for group in held for x in group]
    n, k = len(everybody), len(held)
    if k < 2 or n == k or len(set(everybody)) == 1:
        assert found is None
        return
    mean = sum(everybody) / n
    means = [sum(group) / len(group) for group in held]
    between = sum(len(group) * (m - mean) ** 2 for group, m in zip(held, means, strict=True)) / (k - 1)
    within = sum((x - m) ** 2 for group, m in zip(held, means, strict=True) for x in group) / (n - k)
    below = between + (n / k - 1) * within
    if below < 1e-6:
        return
    assert found is not None
    assert (found.groups, found.n) == (k, n)
    assert found.correlation == pytest.approx((between - within) / below, abs=1e-9)
    assert found.correlation <= 1


def test_the_correlation_leaves_the_question_out_of_the_sum() -> None:
    answered = pl.DataFrame(
        {"a": [0.0, 50.0, 100.0, 50.0], "b": [0.0, 25.0, 75.0, 50.0], "c": [25.0, 25.0, 50.0, 100.0]}
    )
    first = item_consistencies(pairwise_covariances(answered))[0]
    rest = answered.get_column("b") + answered.get_column("c")
    a, mean = answered.get_column("a"), 87.5
    shared = sum((x - 50) * (y - mean) for x, y in zip(a, rest, strict=True))

    assert first.correlation == pytest.approx(shared / sqrt(5000 * sum((y - mean) ** 2 for y in rest)))
    assert not isnan(first.alpha_without or 0)


def test_two_questions_have_correlations_and_no_alpha_without_one() -> None:
    two = item_consistencies(pairwise_covariances(pl.DataFrame({"a": [0.0, 50.0, 100.0], "b": [0.0, 100.0, 50.0]})))

    assert [each.correlation for each in two] == pytest.approx([0.5, 0.5])
    assert [each.alpha_without for each in two] == [None, None]


def test_answers_of_one_key_have_no_difference_between_keys() -> None:
    answered = pl.DataFrame({"a": [0.0, 50.0], "b": [100.0, None]})

    assert key_difference(answered, ["a"], []) is None
    assert key_difference(answered, ["a"], ["b"]) is None, "only one person answered both"
    found = key_difference(answered.fill_null(50.0), ["a"], ["b"])
    assert found is not None
    assert found == pytest.approx((2, -50.0, -1 / sqrt(2), -1.0))
