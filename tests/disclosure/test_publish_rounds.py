"""A comparison of rounds that may be passed on is rounded as reports are."""

import pytest

from speedbumps.disclosure.publish_rounds import publish_comparison
from speedbumps.model.audit import AuditedSchool
from speedbumps.model.comparison import (
    ComparedQuestionnaire,
    ComparedRound,
    EarlierSeverity,
    RoundChange,
    RoundComparison,
)

EXACT = RoundChange(
    of="time",
    title="Time",
    kind="barrier",
    questions=4,
    asked=4,
    roles=("teacher",),
    earlier=(EarlierSeverity(severity=61.26, n=12),),
    before=60.26,
    after=50.71,
    difference=-9.55,
    low=-15.11,
    high=-5.01,
    said="lower",
    n_before=12,
    n_after=14,
)


def published(change: RoundChange) -> RoundChange:
    """Return *change* as it stands in a comparison that may be passed on."""
    side = ComparedRound(questionnaire=ComparedQuestionnaire(id="q", version="1"), form="full", n=12)
    comparison = RoundComparison(
        school=AuditedSchool(id="hill"), before=side, after=side, same_questions=("T1",), changes=(change,)
    )
    rounded = publish_comparison(comparison, (50.0, 75.0))
    assert rounded.precision == "rounded"
    assert publish_comparison(rounded, ()) == rounded
    return rounded.changes[0]


def test_every_figure_of_a_change_is_rounded_and_its_interval_reaches_as_far() -> None:
    change = published(EXACT)

    assert (change.before, change.after, change.difference) == (60.0, 51.0, -9.0)
    # The longer side of the exact interval is 5.56, which is 6 rounded up.
    assert (change.low, change.high) == (-15.0, -3.0)
    assert change.earlier == (EarlierSeverity(severity=61.0, n=12),)


@pytest.mark.parametrize(("n_before", "n_after", "exact"), [(1, 1, True), (1, 2, False), (2, 1, False), (2, 2, False)])
def test_only_one_person_who_is_the_same_number_in_both_rounds_keeps_all_figures(
    n_before: int, n_after: int, *, exact: bool
) -> None:
    change = EXACT.model_copy(update={"n_before": n_before, "n_after": n_after})

    assert (published(change) == change) == exact


@pytest.mark.parametrize(
    ("before", "after", "said", "difference"),
    [
        (54.6, 49.6, "lower", -6.0),
        (49.6, 54.6, "higher", 6.0),
        (50.4, 45.4, "lower", -5.0),
        (80.6, 75.4, "lower", -6.0),
    ],
)
def test_a_verdict_never_stands_beside_a_difference_too_small_for_it(
    before: float, after: float, said: str, difference: float
) -> None:
    change = EXACT.model_copy(
        update={"before": before, "after": after, "difference": after - before, "said": said, "low": None, "high": None}
    )

    assert published(change).difference == difference


def test_a_clear_change_that_is_rounded_to_four_points_is_given_as_five() -> None:
    """A mean just below a band is rounded down, which takes a point off the difference."""
    change = EXACT.model_copy(
        update={"before": 74.9, "after": 69.5, "difference": -5.4, "said": "lower", "low": None, "high": None}
    )

    assert (published(change).before, published(change).after) == (74.0, 70.0)
    assert published(change).difference == -5.0
