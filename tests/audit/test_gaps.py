"""Gaps between roles: the figures equal SciPy's, a gap rests on what both were asked, and chance seldom makes one."""

import json
import re
from itertools import pairwise
from random import Random

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from support.golden_audits import report_text
from support.schools import first_version, responses
from support.strategies import example_count

from speedbumps.audit import AuditOptions, audits
from speedbumps.model.audit import Audit, AuditNote, Gap
from speedbumps.scoring.agreement import agreement
from speedbumps.scoring.differences import LIKELY, NEARLY_SURE, MeanDifference, holm, own_spread, welch
from speedbumps.scoring.responses import ABOUT, CODE, DK, PNS, Responses
from speedbumps.scoring.schools import MIDDLE, SeverityMoments

STAFF = [*["leader"] * 12, *["teacher"] * 20, *["support"] * 11, *["governor"] * 10]
SEVERITIES = st.lists(st.floats(0, 100), min_size=5, max_size=40)


def spread(values: list[float]) -> SeverityMoments:
    away = np.array(values) - MIDDLE
    return SeverityMoments(len(values), float(away.sum()), float((away * away).sum()))


def compare(a: SeverityMoments, b: SeverityMoments, confidence: float) -> MeanDifference | None:
    return welch(a, b, confidence, (own_spread(a), own_spread(b)))


TOO_FEW = "Two groups are held against each other only where at least 5 people of each answered the same questions."


def audit(people: pl.DataFrame, *, exact: bool = False) -> Audit:
    return next(audits(first_version(), Responses(people, {}), AuditOptions(exact=exact)))


def gap(found: Audit, a: str, b: str, of: str) -> Gap | None:
    return next((each for each in found.gaps or () if (each.a, each.b, each.of) == (a, b, of)), None)


@given(SEVERITIES, SEVERITIES, st.sampled_from([LIKELY, NEARLY_SURE]))
@example_count(200)
def test_welch_equals_that_of_scipy(a: list[float], b: list[float], confidence: float) -> None:
    if np.std(a) < 0.1 or np.std(b) < 0.1:
        return
    expected = stats.ttest_ind(a, b, equal_var=False)
    interval = expected.confidence_interval(2 * confidence - 1)
    found = compare(spread(a), spread(b), confidence)

    assert found is not None
    assert found.points == pytest.approx(np.mean(a) - np.mean(b), abs=1e-9)
    assert found.freedom == pytest.approx(expected.df, rel=1e-9)
    assert [found.low, found.high] == pytest.approx([interval.low, interval.high], abs=1e-9)
    assert found.p_value == pytest.approx(expected.pvalue, abs=1e-9)


def test_groups_in_which_nobody_varies_have_no_interval() -> None:
    assert compare(spread([50.0] * 10), spread([25.0] * 10), LIKELY) is None
    assert compare(spread([50.0]), spread([25.0, 30.0]), LIKELY) is None


def test_holm_steps_down_as_worked_by_hand() -> None:
    # Ordered .005 .01 .03 .04, times 4 3 2 1: .02 .03 .06 .04, and the last may not fall below the one before.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02), abs=1e-9)
    assert holm([0.9, 0.5]) == (1.0, 1.0)
    assert holm([]) == ()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_holm_never_lowers_a_chance_and_keeps_the_order(chances: list[float]) -> None:
    adjusted = holm(chances)

    assert all(after >= before for before, after in zip(chances, adjusted, strict=True))
    ordered = [after for _, after in sorted(zip(chances, adjusted, strict=True))]
    assert all(low <= high for low, high in pairwise(ordered))


def test_a_gap_is_the_difference_of_means_on_what_both_were_asked() -> None:
    people = responses(STAFF, Random(4), gaps=0).people
    found = gap(audit(people, exact=True), "leader", "support", "resource")
    shared = {"R01": -1, "R02": 0, "R04": 0, "R06": 0, "R10": 0, "R11": 0, "R12": 0}
    asked = first_version().questionnaire.questions
    parts = {each.id: next(iter(each.measures.values())).key for each in asked if each.id in shared}

    def severities(role: str) -> list[float]:
        those = people.filter(pl.col("role") == role)
        columns = [those[name] * 25 if key == "barrier" else 100 - those[name].cast(int) * 25
                   for name, key in parts.items()]  # fmt: skip
        return list(np.mean([column.cast(float).to_numpy() for column in columns], axis=0))

    a, b = severities("leader"), severities("support")
    interval = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.95)
    assert found is not None
    assert found.questions == len(shared)
    assert found.difference == pytest.approx(np.mean(a) - np.mean(b), abs=1e-8)
    assert [found.low, found.high] == pytest.approx([interval.low, interval.high], abs=1e-8)


def test_a_wording_about_another_object_is_never_in_a_gap() -> None:
    found = audit(responses(STAFF, Random(4), gaps=0).people)
    shifted = {question.id for question in first_version().questionnaire.questions if "governor" in question.shifted}

    assert gap(found, "leader", "governor", "T03") is not None
    assert [each.of for each in found.gaps or () if each.b == "governor" and each.of in shifted] == []


def test_only_barriers_get_a_word_and_only_from_ten_points() -> None:
    people = responses(STAFF, Random(4), gaps=0).people
    points = [question.id for question in first_version().questionnaire.questions if question.measures]
    high = {question.id for question in first_version().questionnaire.questions
            if any(each.key == "barrier" for each in question.measures.values())}  # fmt: skip
    leader = pl.col("role") == "leader"
    eased = people.with_columns(
        pl.when(leader)
        .then(pl.col(name) // 2 if name in high else 4 - (4 - pl.col(name)) // 2)
        .otherwise(pl.col(name))
        .alias(name)
        for name in points
    )
    found = audit(eased)

    for each in found.gaps or ():
        assert (each.said is None) == (each.of not in {"time", "resource", "political", "social"})
        assert each.said not in ("more", "less") or abs(each.difference) >= 10
    assert {each.said for each in found.gaps or () if (each.a, each.b) == ("leader", "teacher") and each.said} == {
        "less"
    }
    assert {each.said for each in found.gaps or () if each.a == "teacher" and each.said} == {"no-clear-difference"}
    text = report_text(found, "markdown")
    assert re.search(
        r"\n- Other leaders? find .*less in the way than teachers? do, by (about )?\d+ to \d+ points\.", text
    )
    assert re.search(r"\| \*\*Time\*\* ▼ Other leaders? clearly lower than teachers?\b", text)
    assert "Ask “What do you see that I don’t?” before you ask who is right." in text
    assert "| Lower |" in report_text(found, "markdown", annex=True)


def test_a_head_who_agreed_is_counted_with_the_leaders() -> None:
    found = audit(responses(["head", *STAFF], Random(4), gaps=0).people)

    assert {each.a for each in found.gaps or ()} == {"head+leader", "teacher"}


@pytest.mark.parametrize(
    ("staff", "says_why"),
    [
        (["teacher"] * 20, True),
        (["leader"] * 4 + ["teacher"] * 20, True),
        (["teacher"] * 3, False),
        (["head"], False),
        (["team"], False),
    ],
)
def test_where_no_two_roles_can_be_shown_the_report_of_several_says_why(staff: list[str], *, says_why: bool) -> None:
    found = audit(responses(staff, Random(4), gaps=0).people)

    assert found.gaps == ()
    for kind in ("html", "markdown", "terminal"):
        text = " ".join(report_text(found, kind).split())
        assert (TOO_FEW in text) is says_why
        assert "clearly lower" not in text


def test_agreement_is_that_of_james_demaree_and_wolf() -> None:
    # Ten people on five points: 3 3 3 3 4 4 4 4 4 5, variance 0.5; spread evenly 2, in squared points of 25 each.
    steps = (0.0, 25.0, 50.0, 75.0, 100.0)
    values = [2, 2, 2, 2, 3, 3, 3, 3, 3, 4]
    assert agreement([0, 0, 4, 5, 1], steps) == pytest.approx(1 - np.var(values, ddof=1) / 2, abs=1e-9)
    assert agreement([0, 0, 9, 0, 0], steps) == 1
    assert (agreement([5, 0, 0, 0, 5], steps) or 0) < 0
    assert agreement([0, 1, 0, 0, 0], steps) is None


def test_two_camps_are_told_as_two_views() -> None:
    people = responses(["teacher"] * 16, Random(4), gaps=0).people.with_row_index("at")
    camps = people.with_columns(
        T04=pl.when(pl.col("at") < 8).then(0).otherwise(4).cast(pl.Int8),
        T05=pl.when(pl.col("at") < 8).then(4).otherwise(0).cast(pl.Int8),
        T06=pl.when(pl.col("at") < 8).then(4).otherwise(0).cast(pl.Int8),
    ).drop("at")
    found = audit(camps)
    delay = next(facet for barrier in found.barriers for facet in barrier.facets if facet.id == "time.delay")

    assert (delay.severity, delay.lowest, delay.highest, delay.split) == (50.0, 0.5, 0.5, True)
    assert "“Waiting for a yes” hides two views: 50% of the people are at" in report_text(found, "markdown")


def test_agreement_needs_enough_people() -> None:
    found = audit(responses(["teacher"] * 9, Random(4), gaps=0).people)
    scores = [score for barrier in found.barriers for score in (barrier, *barrier.facets)]

    assert {(score.agreement, score.lowest, score.highest, score.split) for score in scores} == {
        (None, None, None, False)
    }


def test_warm_but_quiet_and_silence_are_noted() -> None:
    people = responses(["teacher"] * 12, Random(4), gaps=0).people
    keys = {question.id: measure.key for question in first_version().questionnaire.questions
            for target, measure in question.measures.items() if target.startswith("social.")}  # fmt: skip
    clear = {name: pl.lit(0 if key == "barrier" else 4, dtype=pl.Int8) for name, key in keys.items()}
    blocked = {name: pl.lit(4 if key == "barrier" else 0, dtype=pl.Int8) for name, key in keys.items()}
    quiet = people.with_columns(
        **{name: clear[name] for name in ("S04", "S05", "S06")},
        **{name: blocked[name] for name in ("S01", "S02", "S03")},
        T11=pl.lit(DK, dtype=pl.Int8),
        P10=pl.when(pl.col("T01") >= 0).then(pl.lit(PNS, dtype=pl.Int8)),
    )
    found = audit(quiet)

    assert AuditNote(about="warm-but-quiet", items=("S04", "S01")) in found.notes
    assert AuditNote(about="many-do-not-know", items=("time.timescale",)) in found.notes
    assert AuditNote(about="many-would-not-say", items=("political.accountability",)) in found.notes
    text = report_text(found, "markdown")
    assert "Warm but quiet" in text
    assert text.count("Silence is information.") == 2


def test_where_groups_lie_apart_on_what_they_want_and_by_when_the_questions_are_named() -> None:
    people = responses(STAFF, Random(4), gaps=0).people
    wanted = first_version().questionnaire.signals.timescale[0]
    low = pl.col("role") == "leader"
    either = pl.int_range(pl.len()) % 2
    apart = audit(people.with_columns((either + pl.when(low).then(0).otherwise(3)).cast(CODE).alias(wanted)))
    question = first_version().questions[wanted].text.removesuffix(".")

    assert "We found no clear difference between groups about what should come first" in report_text(
        audit(people), "markdown"
    )
    told = report_text(apart, "markdown")
    (line,) = [line for line in told.splitlines() if "groups do differ:" in line]
    assert "On single questions about what should come first, or how soon, groups do differ:" in line
    assert question in line


def test_roles_that_cannot_be_compared_are_named() -> None:
    """Nobody may take it for agreement that a role stands in no gap."""
    people = responses([*STAFF, *["unstated"] * 2], Random(4), gaps=0).people
    found = audit(people.filter(~((pl.col("role") == "leader") & (pl.int_range(pl.len()).over("role") > 2))))
    told = report_text(found, "markdown")

    assert "Not held against any other: " in told
    assert "Some people’s role is not known" in told


def test_an_audit_without_gaps_is_still_read() -> None:
    older = json.loads(audit(responses(STAFF, Random(4), gaps=0).people).model_dump_json(by_alias=True))
    older["gaps"] = None

    assert "older than the comparison of groups" in report_text(Audit.model_validate(older), "markdown")


def test_where_no_roles_differ_few_schools_show_a_verdict() -> None:
    """All answers come from the same chances: each verdict is a false alarm, and at most 6 % of schools show one."""
    schools, chance = 300, Random(11)
    quick = {*ABOUT, *first_version().questionnaire.forms["quick"].questions}
    people = [
        responses([*["leader"] * 6, *["teacher"] * 18, *["support"] * 9], chance, gaps=0.03, school=f"s{number}").people
        for number in range(schools)
    ]
    answers = pl.concat(people).with_columns(form=pl.lit("quick"))
    found = list(
        audits(first_version(), Responses(answers.select(name for name in answers.columns if name in quick), {}))
    )
    pairs = [len({(each.a, each.b) for each in school.gaps or ()}) for school in found]
    alarms = sum(any(each.said in ("more", "less") for each in school.gaps or ()) for school in found)

    assert pairs == [3] * schools
    assert alarms <= 0.06 * schools
