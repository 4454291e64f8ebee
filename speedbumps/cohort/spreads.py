"""Quartiles of a figure over schools, and counts of schools, as far as they may be shown."""

from collections.abc import Callable, Iterable

from speedbumps.audit.questions import quantile
from speedbumps.disclosure.cohorts import leave_none_or_enough, round_severity
from speedbumps.model.cohort import Quartiles, SchoolCount
from speedbumps.model.questionnaire import Questionnaire

Rounding = Callable[[float, int], float]
"""Rounds a figure over so many schools as it may be shown."""


def quartile_spread(figures: Iterable[float | None], least: int, rounding: Rounding) -> Quartiles | None:
    """Return the quartiles of the known *figures*, worked out exactly, then rounded; None if fewer than *least* are."""
    held = sorted(figure for figure in figures if figure is not None)
    if len(held) < least:
        return None
    low, middle, high = (rounding(quantile(held, share), len(held)) for share in (0.25, 0.5, 0.75))
    return Quartiles(n=len(held), low=low, middle=middle, high=high)


def severity_rounding(questionnaire: Questionnaire) -> Rounding:
    """Return how severities over schools are rounded, so that bands and bumps are still those of exact figures."""
    cuts = (*(band.from_ for band in questionnaire.scoring.bands), questionnaire.scoring.bump_line)
    return lambda severity, schools: round_severity(severity, schools, cuts)


def count_where_most(well: Iterable[bool], bumps: SchoolCount | None, least: int) -> SchoolCount | None:
    """Return for how many schools a part goes *well*, where these are most; None where that may not be told.

    It stands beside the count of *bumps*.
    """
    count = count_schools(well, least)
    if count is None or bumps is None or not (count.about == "all-but-few" or 2 * (count.n or 0) > count.of):
        return None
    if count.n is None or bumps.n is None:
        return count
    return count if leave_none_or_enough((count.n, bumps.n), count.of, least) else None


def count_schools(holding: Iterable[bool], least: int) -> SchoolCount | None:
    """Return for how many schools something holds; None for fewer than *least* schools.

    Neither the schools for which it holds nor the others are counted where they are fewer than *least*, so that nobody
    is found by subtraction; that there are none, or that it is all, is told in the same words as that there are few, or
    all but few. Of fewer than twice *least* schools nothing is told, since one of both sides has to be small.

    This stops the attack without subtraction: where a part is a bump in 5 of 5 schools, or in none of them, everybody
    who can name these schools knows it of each.
    """
    held = list(holding)
    n, of = sum(held), len(held)
    if of < least:
        return None
    if of < 2 * least:
        return SchoolCount(of=of, n=None)
    if n < least:
        return SchoolCount(of=of, n=None, about="few")
    if of - n < least:
        return SchoolCount(of=of, n=None, about="all-but-few")
    return SchoolCount(of=of, n=n)
