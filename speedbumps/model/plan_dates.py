"""When the first results of planned actions can be expected, and who has left office by then."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from speedbumps.model.actions import Horizon
from speedbumps.model.plan import OPEN, SchoolPlan, Sponsor

MONTHS: Mapping[Horizon, int] = {"quick": 2, "term": 4, "year": 12, "multi-year": 36}
"""After how many months the first results of an action can be seen at the latest; our own estimate."""


def first_results(start: date, horizon: Horizon) -> date:
    """Return the day by which the first results of an action that begins on *start* can be expected."""
    months = start.month - 1 + MONTHS[horizon]
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


class LateResult(NamedTuple):
    """A planned action whose first results come after everybody who stands behind the work has left office."""

    place: int
    """The place of the action in the plan."""
    seen: date
    sponsor: Sponsor
    """Who stays longest."""


def late_results(plan: SchoolPlan, horizons: Mapping[str, Horizon]) -> Iterator[LateResult]:
    """Yield each open action of *plan* that can show its first results only after all sponsors have left.

    *horizons* are those of the actions, by id; an action without one, or without a start, is passed over. Sponsors
    whose end is not known stay.
    """
    for place, each in enumerate(plan.priorities):
        horizon = horizons.get(each.action or "")
        if each.status not in OPEN or each.start is None or horizon is None:
            continue
        seen = first_results(each.start, horizon)
        last = max(plan.sponsors, key=lambda sponsor: sponsor.until or date.max, default=None)
        if last is not None and last.until is not None and last.until < seen:
            yield LateResult(place, seen, last)
