"""From figures to the way they are written."""

from collections.abc import Iterable
from math import floor

from speedbumps.i18n import Words


def cut(value: float, words: Words) -> str:
    """A figure from a file as it was written there: 50, or 37.5."""
    return words.number(value, 0 if value == int(value) else 1)


def span(low: float, high: float, words: Words) -> str:
    """Two figures as "10 to 20", or as one where they are the same."""
    ends = cut(low, words), cut(high, words)
    return ends[0] if ends[0] == ends[1] else words.say("%(low)s to %(high)s", low=ends[0], high=ends[1])


def whole(severity: float, cuts: Iterable[float], words: Words) -> str:
    """A severity as a whole number; with one decimal where rounding would lift it over one of the *cuts*."""
    rounded = floor(severity + 0.5)
    if severity < rounded and any(severity < cut <= rounded for cut in cuts):
        return words.number(floor(severity * 10) / 10, 1)
    return words.number(rounded)
