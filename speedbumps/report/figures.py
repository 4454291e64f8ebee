"""How figures are formatted."""

from collections.abc import Iterable
from math import floor

from speedbumps.i18n import Locale


def format_figure(value: float, words: Locale) -> str:
    """Return *value* without a decimal if it is whole, else with one: 50, or 37.5."""
    return words.number(value, 0 if value == int(value) else 1)


def format_range(low: float, high: float, words: Locale) -> str:
    """Return two figures as "10 to 20", or as one figure if both read the same."""
    return join_range(format_figure(low, words), format_figure(high, words), words)


def join_range(low: str, high: str, words: Locale) -> str:
    """Return two figures that are written already as "10 to 20", or as one if both are the same."""
    return low if low == high else words.gettext("%(low)s to %(high)s", low=low, high=high)


def format_severity(severity: float, cuts: Iterable[float], words: Locale) -> str:
    """Return *severity* as a whole number, or with one decimal if rounding would lift it over one of the *cuts*."""
    shown = displayed_severity(severity, cuts)
    return words.number(shown, 0 if shown == int(shown) else 1)


def displayed_severity(severity: float, cuts: Iterable[float]) -> float:
    """Return *severity* rounded as format_severity() writes it."""
    rounded = floor(severity + 0.5)
    if severity < rounded and any(severity < threshold <= rounded for threshold in cuts):
        return floor(severity * 10) / 10
    return float(rounded)
