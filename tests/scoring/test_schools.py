"""Figures of schools equal those of a second account, and moments those of the statistics module."""

from collections import Counter, defaultdict
from fractions import Fraction
from statistics import fmean, stdev

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_questionnaire import POINTED, SMALL, TARGETS, frame_of, people, score_of
from support.strategies import example_count

from speedbumps.scoring.counts import KINDS, unpack_counts
from speedbumps.scoring.people import IGNORED, mask_inapplicable
from speedbumps.scoring.responses import NA, NOT_ASKED
from speedbumps.scoring.schools import (
    MIDDLE,
    SchoolFigures,
    SeverityMoments,
    choose_engine,
    moment_sums,
    pool_moments,
    read_moments,
    score_schools,
)
from speedbumps.scoring.schools import (
    SMALL as SMALL_ENOUGH,
)
from speedbumps.scoring.targets import build_rubric

ALL = (*POINTED, "H", "W")
SOME = example_count(60)

severities = st.lists(st.sampled_from([0.0, 12.5, 33.0, 50.0, 99.5, 100.0]), max_size=12)


def figures_of(rows: list[dict[str, object]], columns: tuple[str, ...] = ALL) -> SchoolFigures:
    frame = frame_of([dict(row) for row in rows]).select("school", "cell", "inside", *columns)
    return score_schools(frame, SMALL, build_rubric(SMALL, "full", columns))


@given(people)
@SOME
def test_figures_of_a_school_are_those_of_its_people(rows: list[dict[str, object]]) -> None:
    """What applies is tested in test_people.py, so its answer is taken from there."""
    cells = [str(row["cell"]) for row in rows]
    kept = frame_of([dict(row) for row in rows]).with_columns(mask_inapplicable(SMALL, ALL, cells)).rows(named=True)

    found = figures_of(rows)

    groups: dict[tuple[str, str], list[dict[str, int]]] = defaultdict(list)
    for person in kept:
        groups[person["school"], person["cell"]].append(person)
    assert found.cells.select("school", "cell").rows() == sorted(groups)
    for row in found.cells.iter_rows(named=True):
        group = groups[row["school"], row["cell"]]
        assert row["people"] == len(group)
        for target in TARGETS:
            scores = [score for person in group if (score := score_of(person, target)) is not None]
            moments = read_moments(row, target)
            assert moments.n == len(scores)
            assert moments.open == sum(
                any(person[name] not in (NA, NOT_ASKED) for name in TARGETS[target]) for person in group
            )
            if scores:
                assert moments.mean == pytest.approx(float(sum(scores) / len(scores)), abs=1e-10)
                assert moments.squares == pytest.approx(float(sum((score - 50) ** 2 for score in scores)), abs=1e-8)


@given(people)
@SOME
def test_answers_of_a_schools_own_people_are_counted(rows: list[dict[str, object]]) -> None:
    cells = [str(row["cell"]) for row in rows]
    kept = frame_of([dict(row) for row in rows]).with_columns(mask_inapplicable(SMALL, ALL, cells)).rows(named=True)

    found = figures_of(rows)

    own: dict[str, list[dict[str, int]]] = defaultdict(list)
    for person in kept:
        if person["inside"]:
            own[person["school"]].append(person)
    assert found.questions.get_column("school").to_list() == sorted(own)
    names = {**{code: str(code) for code in range(4)}, **{code: name for name, code in KINDS.items()}}
    for row in found.questions.iter_rows(named=True):
        for question in POINTED:
            expected = Counter(names[person[question]] for person in own[row["school"]] if person[question] in names)
            counts = unpack_counts(row, question, found.packing)
            assert expected == {answer: n for answer, n in counts.items() if n}


def test_only_questions_of_the_form_are_scored_and_amounts_have_no_counts() -> None:
    rows: list[dict[str, object]] = [
        {"school": "oak", "cell": "teacher", "inside": True, **dict.fromkeys(POINTED, 2), "H": 3.0, "W": None}
    ]

    assert figures_of(rows, ("H",)).questions.columns == ["school"]
    assert figures_of(rows, ("Q1", "H")).questions.columns[1].startswith("Q1|")
    assert {*figures_of(rows, ("Q1", "H")).people.columns} >= {"school", "cell", "inside", "Q1", "H", IGNORED, "time"}


def test_nobody_has_no_figures() -> None:
    found = figures_of([], ("H",))

    assert (found.people.height, found.cells.height, found.questions.height) == (0, 0, 0)


def test_a_nation_is_scored_in_parts_and_a_school_at_once() -> None:
    assert [choose_engine(people) for people in (1, SMALL_ENOUGH, SMALL_ENOUGH + 1)] == [
        "in-memory",
        "in-memory",
        "streaming",
    ]


@given(severities)
def test_moments_are_those_of_the_statistics_module(values: list[float]) -> None:
    frame = pl.DataFrame({"a": values, "b": [None] * len(values)}, schema={"a": pl.Float64, "b": pl.Float64})
    row = frame.select(moment_sums(["a", "b"])).row(0, named=True)

    found = read_moments(row, "a")

    assert found.n == len(values)
    assert found.mean == (pytest.approx(fmean(values)) if values else None)
    assert found.deviation == (pytest.approx(stdev(values), abs=1e-6) if len(values) > 1 else None)
    assert found.alike is (len(values) > 1 and len({*values}) == 1)
    assert found.open == 0
    assert read_moments(row, "b") == SeverityMoments()
    assert SeverityMoments().mean is None


@given(st.lists(severities, max_size=4))
def test_groups_are_pooled_as_if_they_were_one(groups: list[list[float]]) -> None:
    def moments(values: list[float]) -> SeverityMoments:
        away = [value - MIDDLE for value in values]
        return SeverityMoments(len(values), sum(away), sum(each * each for each in away), len(values) + 1)

    found = pool_moments(map(moments, groups))

    expected = moments([value for group in groups for value in group])
    assert found[:3] == pytest.approx(expected[:3])
    assert found.open == expected.n + len(groups)


@pytest.mark.parametrize(("apart", "alike"), [(0.0, True), (1e-6, True), (1e-3, False), (1.0, False)])
def test_people_are_alike_if_only_the_last_digits_differ(apart: float, alike: bool) -> None:  # noqa: FBT001 - a column of the table above
    away = [10.0] * 9 + [10.0 + apart]

    assert SeverityMoments(10, sum(away), sum(each * each for each in away)).alike is alike


def test_one_person_of_a_million_who_differs_by_a_point_is_no_rounding_error() -> None:
    n = 1_000_000
    assert not SeverityMoments(n, 1.0, 1.0).alike
    assert SeverityMoments(n, 1.0, 1.0).deviation == pytest.approx(float(Fraction(1, n) - Fraction(1, n * n)) ** 0.5)


def test_a_sum_that_is_negative_by_rounding_is_no_spread() -> None:
    assert SeverityMoments(3, 30.0, 299.9999999999).deviation == 0
