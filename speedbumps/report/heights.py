"""From a score to the words for it: the band first, the number second, the interval third."""

import re
from math import floor
from typing import NamedTuple

from speedbumps.i18n import Words, later
from speedbumps.memory import memoize
from speedbumps.model.audit import Interval, RoleScore, Score, Status
from speedbumps.model.questionnaire import Band
from speedbumps.report.figures import whole
from speedbumps.report.view import Target, View

STATUSES: dict[Status, str] = {
    "not-asked": later("Not asked of those who answered"),
    "not-applicable": later("Does not apply here"),
    "withheld": later("Not shown, to protect people"),
    "not-enough-answers": later("Not enough answers for a score"),
    "scored": later("Scored"),
}

SHORT_STATUSES: dict[Status, str] = {
    "not-asked": later("Not asked"),
    "not-applicable": later("Not for us"),
    "withheld": later("Not shown"),
    "not-enough-answers": later("Too few"),
    "scored": later("Scored"),
}
"""For a picture, where there is room for two words."""

SURENESS = (
    (5.0, later("clear")),
    (10.0, later("fairly clear")),
    (15.0, later("rough")),
    (100.0, later("too rough to compare")),
)
"""Half the width of an interval, and the word for it."""

SYMBOLS = ("▁", "▃", "▅", "█")


class RoleHeight(NamedTuple):
    """What the people of one role say, shown beside the school's figure."""

    title: str
    severity: float | None
    low: float | None
    high: float | None
    number: str
    between: str | None
    note: str | None


class Height(NamedTuple):
    """How high something is, in words and figures."""

    id: str
    anchor: str
    title: str
    about: str | None
    severity: float | None
    low: float | None
    high: float | None
    step: int | None
    """From 0, the lowest band, to 3, the highest: which colour and symbol it bears."""
    symbol: str
    word: str
    """Slow, may be some drag."""
    band: str
    """Slow, or in two words why there is no score."""
    number: str
    between: str | None
    sure: str | None
    people: str | None
    means: str | None
    after: str | None
    """What the band suggests to do next."""
    bump: bool
    equal: str | None
    facts: str | None
    """How sure, and how many answers, in a sentence or two."""
    roles: tuple[RoleHeight, ...]

    @property
    def line(self) -> str:
        """Word, number, interval in one line."""
        figures = (self.number, self.between) if self.severity is not None else ()
        return " · ".join(part for part in (self.word, *figures) if part)


def height(target: Target, view: View) -> Height:
    """How high *target* is, and how sure we are."""
    return _height(view, target.id)


@memoize
def _height(view: View, identity: str) -> Height:
    target, words = view.targets[identity], view.words
    bands = view.audit.questionnaire.bands
    rank = next((at for at, band in enumerate(bands) if band.id == target.band), None)
    band = bands[rank] if rank is not None and target.severity is not None else None
    sure = sureness(target.interval, target.low, target.high, view, together=view.together)
    people = _people(target, words)
    step = None if band is None or rank is None else step_of(rank, len(bands))
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
        word=_word(target, view),
        band=words.say(SHORT_STATUSES[target.status]) if band is None else _short_word(band, target, view),
        number=number(target.severity, view),
        between=between(target.low, target.high, words),
        sure=sure,
        people=people,
        means=band.means if band else None,
        after=band.next if band else None,
        bump=target.id in view.audit.bumps,
        equal=_equal(target, view),
        facts=_facts(sure, people, words),
        roles=tuple(_role(score, view) for score in target.by_role),
    )


def number(severity: float | None, view: View) -> str:
    """A severity as a whole number; with one decimal where rounding would lift it into a higher band."""
    if severity is None:
        return "–"
    return whole(severity, view.cuts, view.words)


def between(low: float | None, high: float | None, words: Words) -> str | None:
    """An interval as "49 to 65", its ends rounded outwards, so that it never looks surer than it is.

    None where there is none to speak of: where everyone answered, or all gave the same answers.
    """
    if low is None or high is None or low == high:
        return None
    return words.say("%(low)s to %(high)s", low=floor(low), high=-floor(-high))


def sureness(kind: Interval, low: float | None, high: float | None, view: View, *, together: bool) -> str | None:
    """How sure a score is, in words."""
    say = view.words.say
    match kind:
        case "one":
            return say("agreed together") if together else say("one person’s view")
        case "alike":
            return say("all gave the same answers")
        case "everyone":
            return say("everyone answered")
        case "t" if low is not None and high is not None:
            return say(next(word for most, word in SURENESS if (high - low) / 2 <= most))
        case _:
            return None


def step_of(rank: int, bands: int) -> int:
    """From the place of a band among so many *bands* to that of its colour and symbol, from 0 to 3."""
    return floor(rank * (len(SYMBOLS) - 1) / max(bands - 1, 1) + 0.5)


def _word(score: Score, view: View) -> str:
    titles: dict[str, Band] = {band.id: band for band in view.audit.questionnaire.bands}
    if score.severity is None or score.band not in titles:
        return view.words.say(STATUSES[score.status])
    others = [_lowered(titles[other].title) for other in score.may_be if other in titles]
    if not others:
        return titles[score.band].title
    return view.words.say(
        "%(word)s, may be %(others)s", word=titles[score.band].title, others=_either(others, view.words)
    )


def _short_word(band: Band, score: Score, view: View) -> str:
    """The band's title; where one person among several speaks, that."""
    if score.interval == "one" and view.audit.respondents.n != 1:
        return view.words.say("One person")
    return band.title


def _either(others: list[str], words: Words) -> str:
    *most, last = others
    return words.say("%(most)s or %(last)s", most=", ".join(most), last=last) if most else last


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]


def _people(score: Score, words: Words) -> str | None:
    if score.n is None:
        return None
    if score.asked is None or score.asked < score.n:
        return words.count("%(n)s person", "%(n)s people", score.n)
    return words.say("%(n)s of %(asked)s", n=words.number(score.n), asked=words.number(score.asked))


def _facts(sure: str | None, people: str | None, words: Words) -> str | None:
    told = (
        words.say("How sure: %(sure)s.", sure=sure) if sure else None,
        words.say("Answers: %(people)s.", people=people) if people else None,
    )
    return " ".join(part for part in told if part) or None


def _equal(score: Score, view: View) -> str | None:
    if score.equal_response is None or number(score.equal_response, view) == number(score.severity, view):
        return None
    return view.words.say(
        "Some roles answered much more than others. Had all answered equally, this would be about %(number)s.",
        number=number(score.equal_response, view),
    )


def _role(score: RoleScore, view: View) -> RoleHeight:
    count = view.roles.get(score.role)
    notes = []
    if count and count.outside:
        notes.append(view.words.say("beside, not in the school’s figure"))
    if score.status != "scored" or score.severity is None:
        notes.insert(0, view.words.say(STATUSES[score.status]))
    elif sure := sureness(score.interval, score.low, score.high, view, together=bool(count and count.together)):
        notes.insert(0, sure)
    return RoleHeight(
        title=view.role(score.role),
        severity=score.severity,
        low=score.low,
        high=score.high,
        number=number(score.severity, view),
        between=between(score.low, score.high, view.words),
        note=" · ".join(notes) or None,
    )
