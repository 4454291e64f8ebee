"""From a score to the texts that show it: the number, how sure it is, and the band in a word."""

import re
from collections.abc import Sequence
from math import floor

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.memory import memoize
from speedbumps.model.audit import Bound, Score, Status
from speedbumps.model.audit_queries import Target
from speedbumps.model.questionnaire import Band
from speedbumps.report.blocks import Height
from speedbumps.report.figures import displayed_severity, format_figure
from speedbumps.report.view import View

STATUSES: dict[Status, str] = {
    "not-asked": gettext_noop("Not asked of those who answered"),
    "not-applicable": gettext_noop("Does not apply here"),
    "withheld": gettext_noop("Not shown, to protect people"),
    "not-enough-answers": gettext_noop("Not enough answers for a score"),
    "scored": gettext_noop("Scored"),
}

SHORT_STATUSES: dict[Status, str] = {
    "not-asked": gettext_noop("not asked"),
    "not-applicable": gettext_noop("not for us"),
    "withheld": gettext_noop("hidden"),
    "not-enough-answers": gettext_noop("no score"),
    "scored": gettext_noop("scored"),
}
"""Shorter texts for a drawing or a cell, which have room for two words."""

STEPS = 4
"""The steps of colour and pattern."""


def target_height(target: Target, view: View) -> Height:
    """Return the texts for the score of *target*, computed once for each view."""
    return _build_height(view, target.id)


@memoize
def _build_height(view: View, identity: str) -> Height:
    target = view.targets[identity]
    bands = view.audit.questionnaire.bands
    rank = next((at for at, band in enumerate(bands) if band.id == target.band), None)
    scored = target.severity is not None and rank is not None
    low, high = view.displayed_ends(target.low, target.high)
    return Height(
        id=target.id,
        anchor="at-" + re.sub(r"[^A-Za-z0-9]+", "-", target.id),
        title=target.title,
        severity=None if target.severity is None else view.displayed(target.severity),
        low=low,
        high=high,
        step=colour_step(rank, len(bands)) if scored and rank is not None else None,
        number=severity_text(target.severity, view, target.bound),
        margin=margin_text(target, view),
        label=_label(target, rank, view) if rank is not None else short_status(target.status, view.words),
        means=bands[rank].means if scored and rank is not None else None,
        bump=target.id in view.audit.bumps,
        sign=view.signs.get(target.id),
    )


def severity_text(severity: float | None, view: View, bound: Bound | None = None) -> str:
    """Return *severity* as a whole number, or with one decimal if rounding would lift it into a higher band.

    A *bound* is put as such. Without a severity it is a dash.
    """
    if severity is None:
        return "–"
    shown = round(view.displayed(displayed_severity(severity, view.cuts)), 1)
    number = format_figure(shown, view.words)
    match bound:
        case "at-most":
            return view.words.gettext("up to %(number)s", number=number)
        case "at-least":
            return view.words.gettext("%(number)s or more", number=number)
    return number


def margin_text(score: Score, view: View) -> str | None:
    """Return how sure *score* is, or whose it is, in a word or two; None if nothing can be said about it."""
    gettext = view.words.gettext
    if score.severity is None:
        return None
    match score.interval:
        case "one" if view.agreed_together:
            return gettext("agreed together")
        case "one":
            return gettext("your view") if view.audit.respondents.n == 1 else gettext("one person’s view")
        case "everyone" if score.n is not None and score.bound is None:
            return gettext("all %(n)s", n=view.words.number(score.n))
        case "t" if margin_points(score) is not None:
            return f"±{view.words.number(margin_points(score) or 0)}"
    return None


def margin_points(score: Score) -> int | None:
    """Return half of the width of the interval of *score*, in whole points and at least 1; None if it has none."""
    if score.interval != "t" or score.low is None or score.high is None or score.bound is not None:
        return None
    return max(1, floor((score.high - score.low) / 2 + 0.5))


def interval_text(low: float | None, high: float | None, words: Locale) -> str | None:
    """Return an interval as "49 to 65", its ends rounded outwards so that it never looks more precise than it is.

    None if an end is missing or both are equal: everyone answered, or all gave the same answers.
    """
    if low is None or high is None or low == high:
        return None
    return words.gettext("%(low)s to %(high)s", low=floor(low), high=-floor(-high))


def short_status(status: Status, words: Locale) -> str:
    """Return in two words at most why there is a score, or none."""
    return words.gettext(SHORT_STATUSES[status])


def colour_step(rank: int, bands: int) -> int:
    """Return the step of colour and pattern, from 0 to 3, of the band with index *rank* among so many *bands*."""
    return floor(rank * (STEPS - 1) / max(bands - 1, 1) + 0.5)


def band_step(severity: float, view: View) -> int:
    """Return the step of colour and pattern of a *severity*."""
    bands = view.audit.questionnaire.bands
    return colour_step(band_rank(severity, bands), len(bands))


def band_rank(severity: float, bands: Sequence[Band]) -> int:
    """Return the index of the band that *severity* is in."""
    return max(at for at, band in enumerate(bands) if at == 0 or band.from_ <= severity)


def _label(target: Target, rank: int, view: View) -> str:
    """Return the title of the band, and the band that is near where the interval reaches into another.

    Where it reaches into two, the lower one is named, since the number may be less than it seems.
    """
    gettext, bands = view.words.gettext, view.audit.questionnaire.bands
    band = bands[rank]
    if target.interval == "one" and view.audit.respondents.n != 1 and not view.agreed_together:
        return gettext("One person")
    if target.interval != "t" or target.bound is not None:
        return band.title
    if rank and target.low is not None and target.low < band.from_:
        return gettext("%(band)s, near %(other)s", band=band.title, other=short_title(bands[rank - 1]))
    if rank + 1 < len(bands) and target.high is not None and target.high >= bands[rank + 1].from_:
        return gettext("%(band)s, near %(other)s", band=band.title, other=short_title(bands[rank + 1]))
    return band.title


def short_title(band: Band) -> str:
    """Return the word for *band* within a sentence."""
    return band.short or band.title[:1].lower() + band.title[1:]


def join_with_or(others: list[str], words: Locale) -> str:
    """Return *others*, at least one, as "a, b or c"."""
    *most, last = others
    return words.gettext("%(most)s or %(last)s", most=", ".join(most), last=last) if most else last
