"""An Audit that may be passed on says the same as the exact one, in fewer figures."""

import json
from collections.abc import Iterator
from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.effort import drawn
from support.schools import first_version, heads, responses, staff
from support.strategies import example_count

from speedbumps.audit import AuditOptions, audits
from speedbumps.disclosure.publish import RoundingRules, publish, publish_mean
from speedbumps.disclosure.publish_columns import publish_means
from speedbumps.disclosure.rounding import (
    WHOLE_BELOW,
    bound_near_end,
    decimals,
    round_amount,
    round_half_up,
    round_significant,
    round_within,
)
from speedbumps.model.audit import Audit, QuestionResult, RoleScore, Score

Shown = Score | RoleScore | QuestionResult

CUTS = (0.0, 25.0, 50.0, 75.0)


def exact_audit(seed: int) -> Audit:
    chance = Random(seed)
    roles = [*staff(chance), *["teacher"] * chance.choice((0, 0, 20, 90))]
    answers = responses(
        roles, chance, gaps=chance.choice((0.0, 0.05, 0.3)), headcount=heads(roles, chance), consent=seed % 2 == 0
    )
    return next(audits(first_version(), answers, AuditOptions(overall=True, reliability=True, exact=True)))


def means(audit: Audit) -> Iterator[Score | RoleScore]:
    """Every score of a barrier, facet or role."""
    for barrier in audit.barriers:
        for score in (barrier, *barrier.facets):
            yield score
            yield from score.by_role


def questions(audit: Audit) -> Iterator[QuestionResult]:
    for barrier in audit.barriers:
        yield from barrier.questions
        yield from (question for facet in barrier.facets for question in facet.questions)


def decisions(audit: Audit) -> dict[str, object]:
    """All that is decided rather than measured."""
    return {
        "bands": [
            (score.status, score.band, score.may_be, score.split)
            for barrier in audit.barriers
            for score in (barrier, *barrier.facets)
        ],
        "bumps": (audit.bumps, audit.joint_first),
        "gaps": [(gap.a, gap.b, gap.of, gap.said) for gap in audit.gaps or ()],
        "plan": audit.plan,
        "notes": audit.notes,
        "withheld": audit.withheld,
        "statuses": [(each.status, each.n) for each in means(audit)],
    }


@pytest.mark.parametrize("batch", range(4))
def test_bands_bumps_orders_and_verdicts_are_those_of_the_exact_figures(batch: int) -> None:
    for seed in range(batch * 50, batch * 50 + drawn(50)):
        exact = exact_audit(seed)
        rounded = publish(exact)

        assert decisions(rounded) == decisions(exact)
        assert (exact.precision, rounded.precision) == ("exact", "rounded")
        assert publish(rounded) == rounded
        assert publish(Audit.model_validate_json(exact.model_dump_json(by_alias=True))) == rounded


def test_every_figure_has_few_decimals_and_lies_where_the_exact_one_does() -> None:
    bounds = 0
    for seed in {31, *range(drawn(80))}:  # the means of the first show a bound
        exact = exact_audit(seed)
        rounded = publish(exact)
        if exact.respondents.n == 1:
            assert list(means(rounded)) == list(means(exact))
            continue
        pairs = [
            *zip(means(exact), means(rounded), strict=True),
            *zip(questions(exact), questions(rounded), strict=True),
        ]
        for before, after in pairs:
            assert (before.severity is None) == (after.severity is None)
            if before.severity is None or after.severity is None:
                continue
            places = decimals(before.n)
            assert round(after.severity, places) == after.severity
            match after.bound:
                case "at-most":
                    assert before.severity < after.severity
                case "at-least":
                    assert before.severity > after.severity
                case None:
                    assert abs(before.severity - after.severity) < 10**-places
            bounds += after.bound is not None
        for score in (each for barrier in rounded.barriers for each in (barrier, *barrier.facets)):
            if score.severity is not None and not score.bound:
                bands = [band.id for band in rounded.questionnaire.bands if band.from_ <= score.severity]
                assert score.band == bands[-1]
            if score.receipt is not None:
                assert sum(line.contribution for line in score.receipt.lines) == pytest.approx(score.severity)
    assert bounds > 0


CONSTANT = {"weight", "value", "from", "bump_from", "context", "actions", "kilometres"}
"""Fields that hold no figures of people."""


def floats(value: object, name: str = "") -> Iterator[tuple[str, float]]:
    """Every figure in an audit, with the name of its field."""
    match value:
        case dict():
            yield from (found for key, each in value.items() if key not in CONSTANT for found in floats(each, key))
        case list():
            yield from (found for each in value for found in floats(each, name))
        case float():
            yield name, value


def test_no_figure_at_all_is_left_exact() -> None:
    """Also those that are added later."""
    names = set()
    for seed in range(30):
        rounded = publish(exact_audit(seed))
        if rounded.respondents.n != 1:
            for name, figure in floats(json.loads(rounded.model_dump_json(by_alias=True))):
                names.add(name)
                assert round(figure, 2) == figure, (seed, name, figure)
    assert {"severity", "difference", "alpha", "response_rate", "contribution", "agreement"} <= names


def test_ends_of_intervals_lie_evenly_around_the_rounded_mean() -> None:
    """So they say nothing more about it."""
    seen = 0
    for seed in range(40):
        for score in means(publish(exact_audit(seed))):
            if score.severity is not None and score.low and score.high and score.high < 100 and not score.bound:
                seen += 1
                assert score.severity - score.low == pytest.approx(score.high - score.severity)
    assert seen > 100


@given(st.floats(0, 100), st.sampled_from([0, 1]))
@example_count(500)
def test_no_severity_is_rounded_into_a_higher_band(severity: float, places: int) -> None:
    rounded = round_within(severity, places, CUTS)

    assert abs(rounded - severity) < 10**-places
    assert [cut for cut in CUTS if cut <= rounded] == [cut for cut in CUTS if cut <= severity]
    assert round_within(rounded, places, CUTS) == rounded


@given(st.floats(0, 100), st.integers(1, 30))
@example_count(500)
def test_a_bound_is_what_one_person_at_the_other_end_would_make(severity: float, n: int) -> None:
    bound = bound_near_end(severity, n, 10)
    if n == 1 or n >= 10:
        assert bound is None
    elif bound is None:
        assert 100 <= severity * n <= 100 * n - 100
    elif bound.kind == "at-most":
        assert severity < bound.severity == 100 / n
    else:
        assert severity > bound.severity == 100 - 100 / n


@pytest.mark.parametrize(
    ("value", "n", "shown"),
    [
        (3.25, 7, 3.0),
        (17.5, 9, 20.0),
        (0.4, 5, 0.0),
        (3.25, 12, 3.5),
        (17.25, 12, 17.0),
        (0.5, 12, 0.5),
        (3.254, WHOLE_BELOW, 3.25),
    ],
)
def test_amounts_have_fewer_figures_the_fewer_people_wrote(value: float, n: int, shown: float) -> None:
    assert round_amount(value, n, 10) == shown


@pytest.mark.parametrize(
    ("difference", "published"), [(9.6, 9.0), (-9.6, -9.0), (10.0, 10.0), (10.6, 11.0), (8.6, 9.0), (-10.5, -11.0)]
)
def test_a_gap_is_never_rounded_up_to_the_ten_points_from_which_roles_may_differ(
    difference: float, published: float
) -> None:
    roles = [*["leader"] * 12, *["teacher"] * 20]
    audit = next(audits(first_version(), responses(roles, Random(1), gaps=0), AuditOptions(exact=True)))
    assert audit.gaps
    gap = audit.gaps[0].model_copy(update={"difference": difference, "low": None, "high": None})

    assert [each.difference for each in publish(audit.model_copy(update={"gaps": (gap,)})).gaps or ()] == [published]


def test_what_one_point_would_change_is_as_much_as_in_the_exact_receipt() -> None:
    compared = 0
    for seed in range(6):
        exact = exact_audit(seed)
        for before, after in zip(means(exact), means(publish(exact)), strict=True):
            if not isinstance(before, Score) or not isinstance(after, Score) or not before.receipt or not after.receipt:
                continue
            places = 1 if (after.n or 0) >= 84 else 0
            for old, new in zip(before.receipt.lines, after.receipt.lines, strict=True):
                assert (old.one_point is None) == (new.one_point is None)
                if old.one_point is not None and new.one_point is not None:
                    less = before.receipt.total - old.one_point
                    assert new.one_point == pytest.approx(max(0.0, after.receipt.total - less), abs=0.51 * 10**-places)
                    compared += new.one_point > 0
    assert compared > 50


def test_halves_are_rounded_away_from_zero() -> None:
    assert [round_half_up(each, 0) for each in (0.5, 1.5, -0.5, 2.4999)] == [1.0, 2.0, -1.0, 2.0]
    assert [round_significant(each, 2) for each in (1521.0, 0.0, 0.0449, 99.6)] == [1500.0, 0.0, 0.045, 100.0]


@pytest.mark.parametrize(
    ("severity", "n", "bound"),
    [(20.0, 5, None), (19.9, 5, "at-most"), (80.0, 5, None), (80.1, 5, "at-least"), (5.0, 10, None), (0.0, 1, None)],
)
def test_a_mean_of_few_is_a_bound_only_if_one_person_could_have_made_it(
    severity: float, n: int, bound: str | None
) -> None:
    """In columns as for one mean."""
    scores = pl.DataFrame(
        {"severity": [severity], "low": [None], "high": [None], "n": [n]},
        schema_overrides={"low": pl.Float64, "high": pl.Float64},
    )

    (row,) = publish_means(scores, RoundingRules((50.0,), 10)).to_dicts()

    assert row["bound"] == bound
    near = bound_near_end(severity, n, 10)
    assert (near.kind if near else None) == bound


MEANS = st.tuples(st.floats(0, 100), st.floats(0, 40), st.floats(0, 40), st.sampled_from([2, 5, 7, 9, 10, 40, 84]))


@given(st.lists(MEANS, min_size=1, max_size=20))
@example_count(100)
def test_means_in_columns_are_rounded_as_each_by_itself(drawn: list[tuple[float, float, float, int]]) -> None:
    rules = RoundingRules(CUTS[1:], 10)
    scores = [
        RoleScore(
            role="teacher", status="scored", n=n, severity=mean, low=max(0.0, mean - less), high=min(100.0, mean + more)
        )
        for mean, less, more, n in [*drawn, (99.5, 3.0, 0.5, 7), (0.5, 0.5, 3.0, 7), (96.0, 20.0, 4.0, 12)]
    ]
    names = ("severity", "low", "high", "n")
    frame = pl.DataFrame([{name: getattr(each, name) for name in names} for each in scores])

    rows = publish_means(frame, rules).select("severity", "bound", "low", "high").rows()

    assert rows == [publish_mean(each, each.n, rules) for each in scores]


def test_an_interval_reaches_to_the_end_of_the_scale_and_not_beyond_it() -> None:
    rules = RoundingRules(CUTS[1:], 10)
    few = RoleScore(role="teacher", status="scored", n=7, severity=99.0, low=95.0, high=100.0)
    many = RoleScore(role="teacher", status="scored", n=12, severity=96.0, low=76.0, high=100.0)

    assert publish_mean(few, 7, rules) == (85.0, "at-least", 81.0, 100.0)
    assert publish_mean(many, 12, rules) == (96.0, None, 76.0, 100.0)
