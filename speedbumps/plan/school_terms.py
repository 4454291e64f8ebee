"""The terms of school years in each nation, by the months in which they usually begin."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from speedbumps.model.plan_dates import ROUND
from speedbumps.model.questionnaire import Nation
from speedbumps.resources import shipped_folder

Season = Literal["autumn", "spring", "summer"]

ORDER: tuple[Season, ...] = ("spring", "summer", "autumn")
"""The terms of a calendar year, in the order in which they begin."""


class SchoolTerm(NamedTuple):
    """One term, with the holidays that follow it; terms are compared by when they begin."""

    year: int
    place: int
    """Its place in the calendar year: 0, 1 or 2."""

    @property
    def season(self) -> Season:
        """Return the part of the year in which it lies."""
        return ORDER[self.place]


def term_of(day: date, nation: Nation | None) -> SchoolTerm:
    """Return the term that *day* lies in, or that was the last before it."""
    begun = [place for place, season in enumerate(ORDER) if _first_months(nation)[season] <= day.month]
    return SchoolTerm(day.year, begun[-1])


def term_of_round(name: str | None) -> SchoolTerm | None:
    """Return the term of the round of this *name*, such as 2026-autumn, if the name begins with a year.

    A year alone begins with its first term.
    """
    found = ROUND.match(name or "")
    if found is None:
        return None
    seasons: tuple[str, ...] = ORDER
    return SchoolTerm(int(found["year"]), seasons.index(found["season"].lower()) if found["season"] else 0)


def first_day(term: SchoolTerm, nation: Nation | None) -> date:
    """Return the first day of the month in which *term* usually begins."""
    return date(term.year, _first_months(nation)[term.season], 1)


def terms_between(first: SchoolTerm, last: SchoolTerm) -> tuple[SchoolTerm, ...]:
    """Return the terms from *first* to *last*, both included."""
    size = len(ORDER)
    numbers = range(first.year * size + first.place, last.year * size + last.place + 1)
    return tuple(SchoolTerm(number // size, number % size) for number in numbers)


@lru_cache(maxsize=8)
def _first_months(nation: Nation | None) -> Mapping[Season, int]:
    found: Mapping[str, Mapping[Season, int]] = json.loads(
        (shipped_folder("templates") / "school-terms.json").read_text("utf-8")
    )
    return found[nation or "other"]
