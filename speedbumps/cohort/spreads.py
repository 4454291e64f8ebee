"""How a figure lies over schools, and how many schools something holds for, as far as that may be told."""

from collections.abc import Iterable

from speedbumps.audit.questions import quantile
from speedbumps.model.cohort import Count, Spread

PLACES = 1
"""Decimals of what is told of many schools. The middle of an odd number is one school's figure; who holds the figures
of all of them must not find it by its last digits."""


def spread(figures: Iterable[float | None], least: int, places: int = PLACES) -> Spread | None:
    """The quartiles of those *figures* that are there, to so many decimal *places*; None for fewer than *least*."""
    held = sorted(figure for figure in figures if figure is not None)
    if len(held) < least:
        return None
    low, middle, high = (round(quantile(held, share), places) + 0.0 for share in (0.25, 0.5, 0.75))
    return Spread(n=len(held), low=low, middle=middle, high=high)


def count(holding: Iterable[bool], least: int) -> Count | None:
    """For how many schools something holds; None for fewer than *least* schools.

    Neither those for which it holds nor those for which it does not are told of where they are fewer than *least*, so
    that nobody is had by subtraction. None and all of them point at nobody. Where either side has to be small, not even
    which one it is can be said without misleading: 4 of 5 are not a few.
    """
    held = list(holding)
    n, of = sum(held), len(held)
    if of < least:
        return None
    if 0 < n < of < 2 * least:
        return Count(of=of, n=None)
    if 0 < n < least:
        return Count(of=of, n=None, about="few")
    if 0 < of - n < least:
        return Count(of=of, n=None, about="all-but-few")
    return Count(of=of, n=n)
