"""When a plan begins, when the first results of its actions can be expected, and who has left office by then."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from speedbumps.model.actions import Horizon
from speedbumps.model.plan import OPEN, SchoolPlan, Sponsor

ROUND = re.compile(r"(?P<year>(?:19|20)\d\d)(?:[-_ /](?P<season>spring|summer|autumn))?\b", re.IGNORECASE)
"""The year with which the name of a round begins, and the part of it if that follows."""

SEASONS: Mapping[str | None, int] = {None: 1, "spring": 1, "summer": 4, "autumn": 8}
"""The first month of each part of the year, as early as in any nation."""

MONTHS: Mapping[Horizon, int] = {"quick": 2, "term": 4, "year": 12, "multi-year": 36}
"""After how many months the first results of an action can be seen at the latest; our own estimate."""


def first_day_of_round(name: str | None) -> date | None:
    """Return the first day of the round of this *name*, such as 2026-autumn, if the name begins with a year."""
    found = ROUND.match(name or "")
    if found is None:
        return None
    season = found["season"]
    return date(int(found["year"]), SEASONS[season.lower() if season else None], 1)


def plan_begins(plan: SchoolPlan) -> date | None:
    """Return the day on which the first new action of *plan* starts, or else its round; None if neither is known."""
    starts = [each.start for each in plan.priorities if each.status in OPEN and each.start and not each.since]
    return min(starts, default=first_day_of_round(plan.round))


def still_runs(sponsor: Sponsor, day: date | None) -> bool:
    """Return whether *sponsor* is still there on *day*, as far as that is known."""
    return day is None or sponsor.until is None or sponsor.until >= day


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
