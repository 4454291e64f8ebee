"""Where people see different roads, and what a mean would hide."""

from collections.abc import Iterable, Iterator
from math import floor
from typing import NamedTuple

from speedbumps.model.audit import Gap, Note, Said
from speedbumps.report.tables import Group, Table
from speedbumps.report.view import Target, View
from speedbumps.report.wording import Words, later

NEXT: dict[Said, str] = {
    "less": later("Seen less by %(a)s than by %(b)s. What might each group be seeing?"),
    "more": later("Seen more by %(a)s than by %(b)s. What might each group be seeing?"),
    "no-clear-difference": later("No clear difference"),
}

HINTS = {
    "warm-but-quiet": later(
        "%(parts)s: warm but quiet. People share a lot with each other and yet keep worries to themselves; a friendly "
        "room can make it hard to be the one who asks. Rather than more togetherness, a critical friend from outside, "
        "asked to listen, may help."
    ),
    "many-do-not-know": later(
        "%(parts)s: silence is information. A quarter or more of the answers were “%(dk)s”. Who could tell people?"
    ),
    "many-would-not-say": later(
        "%(parts)s: silence is information. A tenth or more of the answers were “%(pns)s”. What would make it easier "
        "to say?"
    ),
}

MOST = 5
"""Facets and questions of a pair that are named beside its barriers."""

FAR = 10.0
"""Points from which these are worth naming."""

QUARTER = 0.25
"""The share of people at each end from which there are two views."""


class Meeting(NamedTuple):
    """A clear difference between two roles, to talk over."""

    of: str
    who: str
    apart: str
    question: str


class Roads(NamedTuple):
    """Different views of the same road."""

    gaps: Table
    empty: str | None
    """Why there is no gap to show."""
    meetings: tuple[Meeting, ...]
    """The clear differences by themselves."""
    calm: str | None
    """That there is none, where some were looked for."""
    wishes: Table
    no_wishes: str | None
    """Why it cannot be told whether people want the same things by when."""
    split: tuple[str, ...]
    """Scores whose mean hides different views."""
    hints: tuple[str, ...]


def roads(view: View) -> Roads:
    """Where people see different roads."""
    found = view.audit.gaps or ()
    wishes, clear = tuple(_wishes(found, view)), tuple(_meetings(found, view))
    return Roads(
        gaps=_table("table-gaps", view.words.say("Gaps between roles"), _groups(found, view), view),
        empty=None if found else _why_none(view),
        meetings=clear,
        calm=view.words.say("No clear difference between roles on any barrier.") if found and not clear else None,
        wishes=_table(
            "table-wishes", view.words.say("The same questions, role against role"), _plain(wishes, view), view
        ),
        no_wishes=None if wishes else _why_no_wishes(view),
        split=tuple(said for target in view.targets.values() if (said := _split(target, view)) is not None),
        hints=tuple(_hint(note, view) for note in view.audit.notes if note.about in HINTS),
    )


def _meetings(found: Iterable[Gap], view: View) -> Iterator[Meeting]:
    for gap in found:
        if gap.said in ("more", "less"):
            name, points, _, question = _row(gap, view)
            yield Meeting(name, _pair(gap, view), points, question)


def _pair(gap: Gap, view: View) -> str:
    """Both groups by their names."""
    return view.words.say("%(a)s and %(b)s", a=view.role(gap.a), b=view.role(gap.b))


def _table(name: str, caption: str, groups: tuple[Group, ...], view: View) -> Table:
    say = view.words.say
    return Table(
        name=name,
        caption=caption,
        heads=(say("Part of the road"), say("Apart"), say("Interval"), say("To ask each other")),
        figures=frozenset({1, 2}),
        groups=groups,
    )


def _groups(found: tuple[Gap, ...], view: View) -> tuple[Group, ...]:
    """A group of rows for each pair: its barriers, then what is furthest apart within them."""
    pairs: dict[str, list[Gap]] = {}
    for gap in found:
        pairs.setdefault(_pair(gap, view), []).append(gap)
    return tuple(Group(title, tuple(_row(gap, view) for gap in _chosen(gaps))) for title, gaps in pairs.items())


def _chosen(gaps: list[Gap]) -> list[Gap]:
    barriers = [gap for gap in gaps if gap.said is not None]
    rest = [gap for gap in gaps if gap.said is None and abs(gap.difference) >= FAR]
    return [*barriers, *sorted(rest, key=lambda gap: -abs(gap.difference))[:MOST]]


def _plain(found: tuple[Gap, ...], view: View) -> tuple[Group, ...]:
    titles = dict.fromkeys(_pair(gap, view) for gap in found)
    return tuple(Group(title, tuple(_row(gap, view) for gap in found if _pair(gap, view) == title)) for title in titles)


def _row(gap: Gap, view: View) -> tuple[str, str, str, str]:
    words = view.words
    return (
        view.name(gap.of),
        _apart(gap, words),
        "–" if gap.low is None or gap.high is None else _between(gap.low, gap.high, words),
        "" if gap.said is None else words.say(NEXT[gap.said], a=view.role(gap.a), b=view.role(gap.b)),
    )


def _apart(gap: Gap, words: Words) -> str:
    """How far apart the two are, with its sign."""
    return _signed(floor(gap.difference + 0.5), words)


def _between(low: float, high: float, words: Words) -> str:
    """The interval, its ends rounded outwards."""
    return words.say("%(low)s to %(high)s", low=_signed(floor(low), words), high=_signed(-floor(-high), words))


def _signed(points: int, words: Words) -> str:
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return sign + words.number(abs(points))


def _why_none(view: View) -> str:
    say, people = view.words.say, view.audit.respondents
    if view.audit.gaps is None:
        return say("This audit is older than the comparison of roles. Score the answers again to see it.")
    if view.together:
        return say("The staff agreed their answers together, so there are no groups to hold against each other.")
    if people.n == 1:
        return say("One person answered, so there are no groups to hold against each other.")
    least = view.audit.questionnaire.limits.min_group
    return say(
        "Nothing to show: two roles are held against each other only where at least %(n)s people of each answered the "
        "same questions.",
        n=least,
    )


def _wishes(found: Iterable[Gap], view: View) -> Iterator[Gap]:
    signals = view.audit.questionnaire.signals
    return (gap for gap in found if gap.of in {*signals.timescale, *signals.priorities})


def _why_no_wishes(view: View) -> str:
    signals, say = view.audit.questionnaire.signals, view.words.say
    asked = {*signals.timescale, *signals.priorities} & view.questions.keys()
    if all(view.questions[name].status == "not-asked" for name in asked):
        return say("What people want, and by when, was not asked this time.")
    if not view.audit.gaps:
        return _why_none(view)
    return say(
        "Nothing to show: too few people of two roles answered the same questions on what is wanted, and by when."
    )


def _split(target: Target, view: View) -> str | None:
    """That the mean hides different views, if it does."""
    words, bands = view.words, view.audit.questionnaire.bands
    if not target.split:
        return None
    if target.lowest is None or target.highest is None or min(target.lowest, target.highest) < QUARTER:
        return words.say(
            "%(name)s: the mean hides different views, for people’s answers lie far apart. Look at its questions one "
            "by one.",
            name=target.title,
        )
    return words.say(
        "%(name)s: the mean hides two views. %(low)s%% of the people are at “%(lowest)s” and %(high)s%% at "
        "“%(highest)s”.",
        name=target.title,
        low=words.number(100 * target.lowest),
        high=words.number(100 * target.highest),
        lowest=bands[0].title,
        highest=bands[-1].title,
    )


def _hint(note: Note, view: View) -> str:
    others, parts = view.audit.questionnaire.non_answers, "; ".join(view.name(item) for item in note.items)
    return view.words.say(HINTS[note.about], parts=parts, dk=others.dk, pns=others.pns)
