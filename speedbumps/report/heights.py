"""From a score to the text that shows it: the band first, then the number, then the interval."""

import re
from math import floor

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.memory import memoize
from speedbumps.model.audit import Bound, Interval, RoleScore, Score, Status
from speedbumps.model.questionnaire import Band
from speedbumps.report.blocks import Height, RoleHeight
from speedbumps.report.figures import format_severity
from speedbumps.report.view import Target, View

STATUSES: dict[Status, str] = {
    "not-asked": gettext_noop("Not asked of those who answered"),
    "not-applicable": gettext_noop("Does not apply here"),
    "withheld": gettext_noop("Not shown, to protect people"),
    "not-enough-answers": gettext_noop("Not enough answers for a score"),
    "scored": gettext_noop("Scored"),
}

SHORT_STATUSES: dict[Status, str] = {
    "not-asked": gettext_noop("Not asked"),
    "not-applicable": gettext_noop("Not for us"),
    "withheld": gettext_noop("Not shown"),
    "not-enough-answers": gettext_noop("Too few"),
    "scored": gettext_noop("Scored"),
}
"""Shorter texts for a drawing, which has room for two words."""

SURENESS = (
    (5.0, gettext_noop("clear")),
    (10.0, gettext_noop("fairly clear")),
    (15.0, gettext_noop("rough")),
    (100.0, gettext_noop("too rough to compare")),
)
"""The largest half-width of an interval, in points, for each word."""

SYMBOLS = ("▁", "▃", "▅", "█")


def target_height(target: Target, view: View) -> Height:
    """Return the text for the score of *target*, computed once for each view."""
    return _build_height(view, target.id)


@memoize
def _build_height(view: View, identity: str) -> Height:
    target, words = view.targets[identity], view.words
    bands = view.audit.questionnaire.bands
    rank = next((at for at, band in enumerate(bands) if band.id == target.band), None)
    band = bands[rank] if rank is not None and target.severity is not None else None
    sure = certainty_text(target.interval, target.low, target.high, view, together=view.agreed_together)
    people = _answer_count_text(target, words)
    step = None if band is None or rank is None else colour_step(rank, len(bands))
    return Height(
        id=target.id,
        anchor="at-" + re.sub(r"[^A-Za-z0-9]+", "-", target.id),
        title=target.title,
        about=target.about,
        severity=target.severity,
        low=target.low,
        high=target.high,
        step=step,
        symbol="·" if step is None else SYMBOLS[step],
        word=_band_text(target, view),
        band=words.gettext(SHORT_STATUSES[target.status]) if band is None else _short_band_text(band, target, view),
        number=severity_text(target.severity, view, target.bound),
        between=interval_text(target.low, target.high, words),
        sure=sure,
        people=people,
        means=band.means if band else None,
        after=band.next if band else None,
        bump=target.id in view.audit.bumps,
        equal=_equal_response_line(target, view),
        facts=_facts_line(sure, people, words),
        roles=tuple(_role_height(score, view) for score in target.by_role),
    )


def severity_text(severity: float | None, view: View, bound: Bound | None = None) -> str:
    """Return *severity* as a whole number, or with one decimal if rounding would lift it into a higher band.

    A *bound* is put as such. Without a severity it is a dash.
    """
    if severity is None:
        return "–"
    number = format_severity(severity, view.cuts, view.words)
    match bound:
        case "at-most":
            return view.words.gettext("up to %(number)s", number=number)
        case "at-least":
            return view.words.gettext("%(number)s or more", number=number)
    return number


def interval_text(low: float | None, high: float | None, words: Locale) -> str | None:
    """Return an interval as "49 to 65", its ends rounded outwards so that it never looks more precise than it is.

    None if an end is missing or both are equal: everyone answered, or all gave the same answers.
    """
    if low is None or high is None or low == high:
        return None
    return words.gettext("%(low)s to %(high)s", low=floor(low), high=-floor(-high))


def certainty_text(kind: Interval, low: float | None, high: float | None, view: View, *, together: bool) -> str | None:
    """Return how certain a score is, in words; None if nothing can be said about it."""
    gettext = view.words.gettext
    match kind:
        case "one":
            return gettext("agreed together") if together else gettext("one person’s view")
        case "alike":
            return gettext("all gave the same answers")
        case "everyone":
            return gettext("everyone answered")
        case "t" if low is not None and high is not None:
            return gettext(next(word for most, word in SURENESS if (high - low) / 2 <= most))
        case _:
            return None


def colour_step(rank: int, bands: int) -> int:
    """Return the step of colour and symbol, from 0 to 3, of the band with index *rank* among so many *bands*."""
    return floor(rank * (len(SYMBOLS) - 1) / max(bands - 1, 1) + 0.5)


def _band_text(score: Score, view: View) -> str:
    titles: dict[str, Band] = {band.id: band for band in view.audit.questionnaire.bands}
    if score.severity is None or score.band not in titles:
        return view.words.gettext(STATUSES[score.status])
    others = [_lower_first_letter(titles[other].title) for other in score.may_be if other in titles]
    if not others:
        return titles[score.band].title
    return view.words.gettext(
        "%(word)s, may be %(others)s", word=titles[score.band].title, others=join_with_or(others, view.words)
    )


def _short_band_text(band: Band, score: Score, view: View) -> str:
    """Return the band's title, or "One person" if the score is one person's view among several."""
    if score.interval == "one" and view.audit.respondents.n != 1:
        return view.words.gettext("One person")
    return band.title


def join_with_or(others: list[str], words: Locale) -> str:
    """Return *others*, at least one, as "a, b or c"."""
    *most, last = others
    return words.gettext("%(most)s or %(last)s", most=", ".join(most), last=last) if most else last


def _lower_first_letter(title: str) -> str:
    return title[:1].lower() + title[1:]


def _answer_count_text(score: Score, words: Locale) -> str | None:
    if score.n is None:
        return None
    if score.asked is None or score.asked < score.n:
        return words.ngettext("%(n)s person", "%(n)s people", score.n)
    return words.gettext("%(n)s of %(asked)s", n=words.number(score.n), asked=words.number(score.asked))


def _facts_line(sure: str | None, people: str | None, words: Locale) -> str | None:
    sentences = (
        words.gettext("How sure: %(sure)s.", sure=sure) if sure else None,
        words.gettext("Answers: %(people)s.", people=people) if people else None,
    )
    return " ".join(part for part in sentences if part) or None


def _equal_response_line(score: Score, view: View) -> str | None:
    if score.equal_response is None or severity_text(score.equal_response, view) == severity_text(score.severity, view):
        return None
    return view.words.gettext(
        "Some roles answered much more than others. Had all answered equally, this would be about %(number)s.",
        number=severity_text(score.equal_response, view),
    )


def _role_height(score: RoleScore, view: View) -> RoleHeight:
    count = view.roles.get(score.role)
    notes = []
    if count and count.outside:
        notes.append(view.words.gettext("beside, not in the school’s figure"))
    if score.status != "scored" or score.severity is None:
        notes.insert(0, view.words.gettext(STATUSES[score.status]))
    elif sure := certainty_text(score.interval, score.low, score.high, view, together=bool(count and count.together)):
        notes.insert(0, sure)
    return RoleHeight(
        title=view.role_label(score.role),
        severity=score.severity,
        low=score.low,
        high=score.high,
        number=severity_text(score.severity, view, score.bound),
        between=interval_text(score.low, score.high, view.words),
        note=" · ".join(notes) or None,
    )
