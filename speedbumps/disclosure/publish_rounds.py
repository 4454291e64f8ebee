"""From an exact comparison of rounds to the one that may be passed on."""

from collections.abc import Sequence

from speedbumps.disclosure.publish import round_rate
from speedbumps.disclosure.rounding import decimals, round_up, round_within
from speedbumps.model.comparison import ComparedRound, RoundChange, RoundComparison

CHANGE_CUT = 5.0
"""The difference from which something may be said to have changed from one round to the next."""


def publish_comparison(found: RoundComparison, cuts: Sequence[float]) -> RoundComparison:
    """Return *found* as it may be passed on: with its figures rounded as reports round them.

    A severity below one of the *cuts*, at which a band or a bump begins, is not shown as if it were above.
    The difference is that of the two rounded severities, so that it tells no more than they do. Verdicts stay as they
    were decided on exact figures. One person who agreed to be shown keeps all figures in full. A comparison that is
    rounded already is returned as it is.
    """
    if found.precision == "rounded":
        return found
    return found.model_copy(
        update={
            "precision": "rounded",
            "earlier": tuple(map(_publish_round, found.earlier)),
            "before": _publish_round(found.before),
            "after": _publish_round(found.after),
            "changes": tuple(_publish_change(change, cuts) for change in found.changes),
        }
    )


def _publish_round(found: ComparedRound) -> ComparedRound:
    roles = (each.model_copy(update={"response_rate": round_rate(each.response_rate)}) for each in found.by_role)
    return found.model_copy(update={"response_rate": round_rate(found.response_rate), "by_role": tuple(roles)})


def _publish_change(change: RoundChange, cuts: Sequence[float]) -> RoundChange:
    if change.n_before == change.n_after == 1:
        return change
    before, after = (
        round_within(severity, decimals(n), cuts)
        for severity, n in ((change.before, change.n_before), (change.after, change.n_after))
    )
    places = decimals(min(change.n_before, change.n_after))
    difference = _at_least_said(round(after - before, places), change)
    ends: dict[str, float] = {}
    if change.low is not None and change.high is not None:
        half = round_up(max(change.high - change.difference, change.difference - change.low), places)
        ends = {
            "low": max(-100.0, round(difference - half, places)),
            "high": min(100.0, round(difference + half, places)),
        }
    earlier = (
        each.model_copy(update={"severity": round_within(each.severity, decimals(each.n), cuts)})
        for each in change.earlier
    )
    return change.model_copy(
        update={"earlier": tuple(earlier), "before": before, "after": after, "difference": difference, **ends}
    )


def _at_least_said(difference: float, change: RoundChange) -> float:
    """Return *difference*, with the size that a verdict needs.

    A severity just below a band is rounded down, which can make the difference one point smaller.
    """
    if change.said not in ("lower", "higher") or abs(difference) >= CHANGE_CUT:
        return difference
    return -CHANGE_CUT if change.said == "lower" else CHANGE_CUT
