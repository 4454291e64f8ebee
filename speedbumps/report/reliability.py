"""How far the questions of each score hang together: for analysts, with what it does not say."""

from math import ceil, floor
from typing import NamedTuple

from speedbumps.i18n import Words, later
from speedbumps.model.audit import Reliability
from speedbumps.report.heights import STATUSES
from speedbumps.report.tables import Group, Row, Table
from speedbumps.report.view import View

SAID = (
    later(
        "For analysts: Cronbach’s alpha tells how far the answers to the questions of one score rise and fall "
        "together, from 0, not at all, to 1, wholly. The interval is one of 95 %%. It needs 3 questions and 30 people."
    ),
    later(
        "It is no pass mark. The barriers are partly formative: their questions name causes that need not come "
        "together, so a low figure does not show that they are bad, and a high one not that they measure the right "
        "thing."
    ),
)


class Together(NamedTuple):
    """How far questions hang together."""

    title: str
    said: tuple[str, ...]
    lines: tuple[str, ...]
    """One a score that has a figure."""
    table: Table


def together(view: View) -> Together | None:
    """How far the questions of each score hang together; None where nobody asked for it."""
    if view.audit.reliability is None:
        return None
    say = view.words.say
    of = view.audit.reliability
    table = Table(
        name="table-together",
        caption=say("Cronbach’s alpha of each score"),
        heads=(say("Part of the road"), say("Alpha"), say("Interval"), say("Questions"), say("People")),
        figures=frozenset({1, 2, 3, 4}),
        groups=(Group(None, tuple(_row(each, view) for each in of)),),
    )
    return Together(
        title=say("How far the questions hang together"),
        said=tuple(say(said) for said in SAID),
        lines=tuple(_line(each, view) for each in of if each.alpha is not None) or (say("No score has a figure."),),
        table=table,
    )


def _row(each: Reliability, view: View) -> Row:
    words = view.words
    name = view.name(each.of)
    if each.alpha is None:
        said = (
            words.say("The answers do not vary")
            if each.status == "not-applicable"
            else words.say(STATUSES[each.status])
        )
        return (f"{name} ({said})", "–", "–", "–", "–")
    return (
        name,
        words.number(each.alpha, 2),
        _between(each, words) or "–",
        "–" if each.questions is None else words.number(each.questions),
        "–" if each.n is None else words.number(each.n),
    )


def _line(each: Reliability, view: View) -> str:
    between = _between(each, view.words)
    figure = view.words.number(each.alpha or 0.0, 2)
    return f"{view.name(each.of)}: {figure} ({between})" if between else f"{view.name(each.of)}: {figure}"


def _between(each: Reliability, words: Words) -> str | None:
    """The interval, its ends rounded outwards."""
    if each.low is None or each.high is None:
        return None
    low, high = floor(each.low * 100) / 100, ceil(each.high * 100) / 100
    return words.say("%(low)s to %(high)s", low=words.number(low, 2), high=words.number(high, 2))
