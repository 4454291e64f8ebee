"""What stands beside a number: how sure it is, and its band in words, with the band that is near."""

from functools import lru_cache
from math import floor
from typing import NamedTuple, get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.staff_answers import Group, audit_of

from speedbumps.i18n import load_locale
from speedbumps.model.audit import Audit, Bound, Interval, Status
from speedbumps.model.questionnaire import Band
from speedbumps.report.blocks import Height
from speedbumps.report.heights import (
    SHORT_STATUSES,
    STEPS,
    band_step,
    colour_step,
    interval_text,
    join_with_or,
    margin_points,
    severity_text,
    short_title,
    target_height,
)
from speedbumps.report.view import build_view

ENGLISH = load_locale("en")

BANDS = (("clear", 0, "Clear road"), ("low", 25, "Low bump"), ("high", 50, "High bump"), ("block", 75, "Road block"))


class Drawn(NamedTuple):
    """A score of a part of the road."""

    severity: float
    low: float
    high: float
    interval: Interval = "t"
    bound: Bound | None = None
    n: int | None = 12


@lru_cache
def school(n: int = 12, role: str = "teacher") -> Audit:
    return audit_of(Group(role, n))


def band_of(severity: float) -> str:
    return [name for name, start, _ in BANDS if start <= severity][-1]


def height(drawn: Drawn, audit: Audit | None = None) -> Height:
    """What is shown of the first part of a road whose score is *drawn*."""
    given_audit = audit or school()
    barrier = given_audit.barriers[0]
    figures = {**drawn._asdict(), "band": band_of(drawn.severity), "status": "scored"}
    facets = (barrier.facets[0].model_copy(update=figures), *barrier.facets[1:])
    changed = (barrier.model_copy(update={"facets": facets}), *given_audit.barriers[1:])
    view = build_view(given_audit.model_copy(update={"barriers": changed}), ENGLISH)
    return target_height(view.targets[facets[0].id], view)


severities = st.floats(0, 100)


@st.composite
def scores(draw: st.DrawFn) -> Drawn:
    """Scores with an interval around them."""
    low, severity, high = sorted(draw(st.tuples(severities, severities, severities)))
    return Drawn(severity, low, high)


# Near


def rank(severity: float) -> int:
    return [name for name, _, _ in BANDS].index(band_of(severity))


@given(scores())
def test_a_band_is_near_only_where_the_interval_reaches_into_it(drawn: Drawn) -> None:
    shown, at = height(drawn), rank(drawn.severity)
    _, start, title = BANDS[at]

    reaches_down = at > 0 and drawn.low < start
    reaches_up = at + 1 < len(BANDS) and drawn.high >= BANDS[at + 1][1]
    if reaches_down:
        assert shown.label == f"{title}, near {BANDS[at - 1][2].lower()}"
    elif reaches_up:
        assert shown.label == f"{title}, near {BANDS[at + 1][2].lower()}"
    else:
        assert shown.label == title


@given(scores(), st.sampled_from([interval for interval in get_args(Interval) if interval != "t"]))
def test_without_a_margin_a_number_is_near_no_other_band(drawn: Drawn, interval: Interval) -> None:
    shown = height(drawn._replace(interval=interval))

    assert ", near " not in shown.label
    assert shown.margin is None or "±" not in shown.margin


@given(scores(), st.sampled_from(get_args(Bound)))
def test_a_bound_has_the_title_of_its_band_and_no_margin(drawn: Drawn, bound: Bound) -> None:
    shown = height(drawn._replace(bound=bound))

    assert shown.label == BANDS[rank(drawn.severity)][2]
    assert shown.margin is None
    assert shown.number.startswith("up to ") if bound == "at-most" else shown.number.endswith(" or more")


@pytest.mark.parametrize(
    ("severity", "low", "high", "label"),
    [
        (51, 48, 54, "High bump, near low bump"),
        (47, 44, 50, "Low bump, near high bump"),
        (47, 44, 49.9, "Low bump"),
        (50, 50, 53, "High bump"),
        (50, 49.9, 53, "High bump, near low bump"),
        # Both lines are crossed: the lower one says that it may be less.
        (52, 24, 80, "High bump, near low bump"),
        (98, 96, 100, "Road block"),
        (1, 0, 3, "Clear road"),
        (24, 20, 28, "Clear road, near low bump"),
        (76, 74, 78, "Road block, near high bump"),
        (74, 71, 77, "High bump, near road block"),
    ],
)
def test_labels_at_the_lines(severity: float, low: float, high: float, label: str) -> None:
    assert height(Drawn(severity, low, high)).label == label


def test_a_band_may_have_a_shorter_word_for_use_after_near() -> None:
    audit = school()
    shorts = {"clear": "clear", "low": "low", "high": "high", "block": "a block"}
    bands = tuple(band.model_copy(update={"short": shorts[band.id]}) for band in audit.questionnaire.bands)
    named = audit.model_copy(update={"questionnaire": audit.questionnaire.model_copy(update={"bands": bands})})

    assert height(Drawn(51, 48, 54), named).label == "High bump, near low"
    assert height(Drawn(47, 44, 50), named).label == "Low bump, near high"
    assert height(Drawn(74, 70, 76), named).label == "High bump, near a block"
    assert height(Drawn(60, 57, 63), named).label == "High bump"


def test_the_word_within_a_sentence_is_the_title_with_a_small_letter_if_there_is_no_other() -> None:
    band = Band.model_validate({"id": "high", "from": 50, "title": "High bump", "means": "High."})

    assert short_title(band) == "high bump"
    assert short_title(band.model_copy(update={"short": "high"})) == "high"


# The margin


@given(scores())
def test_the_margin_is_half_the_interval_and_at_least_one(drawn: Drawn) -> None:
    margin = int((height(drawn).margin or "").removeprefix("±"))

    assert margin >= 1
    assert margin == 1 or abs(margin - (drawn.high - drawn.low) / 2) <= 0.5 + 1e-9


@pytest.mark.parametrize(
    ("drawn", "margin"),
    [
        (Drawn(51, 48, 54), "±3"),
        (Drawn(51, 50.9, 51.1), "±1"),
        (Drawn(51, 48.5, 53.5), "±3"),  # 2.5 is rounded up
        (Drawn(50, 0, 100), "±50"),
        (Drawn(50, 50, 50, "everyone", n=6), "all 6"),
        (Drawn(50, 50, 50, "everyone", n=1234), "all 1,234"),
        (Drawn(50, 50, 50, "everyone", n=None), None),
        (Drawn(90, 90, 90, "everyone", "at-least", 6), None),
        (Drawn(50, 50, 50, "alike"), None),
        (Drawn(50, 50, 50, "none"), None),
    ],
)
def test_margins(drawn: Drawn, margin: str | None) -> None:
    assert height(drawn).margin == margin


def test_the_answers_of_one_person_are_that_persons_view() -> None:
    single = Drawn(50, 50, 50, "one", n=1)

    own, among_others, agreed = (height(single, audit) for audit in (school(1, "head"), school(), school(1, "team")))

    assert (own.margin, own.label) == ("your view", "High bump")
    assert (among_others.margin, among_others.label) == ("one person’s view", "One person")
    assert (agreed.margin, agreed.label) == ("agreed together", "High bump")


@given(scores(), st.sampled_from(get_args(Interval)), st.none() | st.sampled_from(get_args(Bound)))
def test_points_of_a_margin_are_there_where_it_is_shown(drawn: Drawn, interval: Interval, bound: Bound | None) -> None:
    audit = school()
    changed = drawn._replace(interval=interval, bound=bound)
    score = audit.barriers[0].model_copy(update=changed._asdict())

    assert (margin_points(score) is not None) is ("±" in (height(changed).margin or ""))


# What a number is called in one line, and without a number


@given(scores())
def test_a_line_holds_the_number_its_margin_and_its_band(drawn: Drawn) -> None:
    shown = height(drawn)

    assert shown.line == f"{shown.number} {shown.margin}, {shown.label}"


@pytest.mark.parametrize("status", [status for status in get_args(Status) if status != "scored"])
def test_without_a_number_the_label_says_why_in_few_words(status: Status) -> None:
    audit = school()
    barrier = audit.barriers[0]
    none = {"severity": None, "low": None, "high": None, "interval": "none", "band": None, "status": status}
    changed = (barrier.model_copy(update=none), *audit.barriers[1:])
    view = build_view(audit.model_copy(update={"barriers": changed}), ENGLISH)
    shown = target_height(view.targets[barrier.id], view)

    assert shown.line == shown.label == SHORT_STATUSES[status]
    assert len(shown.label.split()) <= 3
    assert (shown.number, shown.margin, shown.means, shown.step) == ("–", None, None, None)


def test_short_statuses_differ() -> None:
    assert set(SHORT_STATUSES) == set(get_args(Status))
    assert len(set(SHORT_STATUSES.values())) == len(SHORT_STATUSES)


# Numbers, steps and intervals


@given(severities)
def test_a_number_stands_in_the_band_that_its_label_names(severity: float) -> None:
    shown = height(Drawn(severity, severity, severity, "alike"))

    assert band_of(float(shown.number)) == band_of(severity)
    assert abs(float(shown.number) - severity) <= 0.5


@given(severities)
def test_the_colour_is_that_of_the_band(severity: float) -> None:
    view = build_view(school(), ENGLISH)

    assert band_step(severity, view) == rank(severity)
    assert height(Drawn(severity, severity, severity, "alike")).step == rank(severity)


@given(st.integers(1, 12))
def test_colours_go_from_the_lowest_to_the_highest_step_whatever_the_number_of_bands(bands: int) -> None:
    steps = [colour_step(at, bands) for at in range(bands)]

    assert steps == sorted(steps)
    assert steps[0] == 0
    assert bands == 1 or steps[-1] == STEPS - 1


@given(severities, severities)
def test_an_interval_is_rounded_outwards(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assume(low != high)
    text = interval_text(low, high, ENGLISH)
    assert text is not None
    ends = [float(end) for end in text.split(" to ")]

    assert ends[0] <= low < ends[0] + 1
    assert ends[1] - 1 < high <= ends[1]


@given(severities)
def test_a_bound_is_called_so(severity: float) -> None:
    view = build_view(school(), ENGLISH)
    number = severity_text(severity, view)

    assert severity_text(severity, view, "at-most") == f"up to {number}"
    assert severity_text(severity, view, "at-least") == f"{number} or more"
    assert floor(float(number)) <= 100


def test_alternatives_are_joined_with_or() -> None:
    assert join_with_or(["often"], ENGLISH) == "often"
    assert join_with_or(["often", "very often"], ENGLISH) == "often or very often"
    assert join_with_or(["a", "b", "c"], ENGLISH) == "a, b or c"
