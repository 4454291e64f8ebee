"""Where people see different roads, and what a mean would hide."""

from collections.abc import Iterable, Iterator
from math import floor
from typing import NamedTuple

from speedbumps.i18n import Words, later
from speedbumps.memory import memoize
from speedbumps.model.audit import Gap, Note, Said
from speedbumps.report.tables import Group, Table
from speedbumps.report.view import Target, View

NEXT: dict[Said | None, str] = {
    "less": later("Lower for %(a)s than for %(b)s, by %(points)s points."),
    "more": later("Higher for %(a)s than for %(b)s, by %(points)s points."),
}

VERDICTS: dict[Said, str] = {
    "less": later("Lower"),
    "more": later("Higher"),
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
    said: str


class Roads(NamedTuple):
    """Different views of the same road."""

    gaps: Table
    empty: str | None
    """Why there is no gap to show."""
    meetings: tuple[Meeting, ...]
    """The clear differences by themselves."""
    question: str | None
    """What to ask each other about them."""
    calm: str | None
    """That there is none, where some were looked for."""
    apart: str | None
    """Which roles could not be held against any other."""
    wishes: Table
    no_wishes: str | None
    """Why nothing is told of whether people want the same things by when."""
    split: tuple[str, ...]
    """Scores whose mean hides different views."""
    hints: tuple[str, ...]


def roads(view: View) -> Roads:
    """Where people see different roads."""
    found = view.audit.gaps or ()
    asked, clear = tuple(_wishes(found, view)), tuple(_meetings(found, view))
    wishes = tuple(gap for gap in asked if _is_apart(gap))
    return Roads(
        gaps=_table("table-gaps", view.words.say("Gaps between roles"), _groups(found, view), view),
        empty=None if found else _why_none(view),
        meetings=clear,
        question=view.words.say("A question for a meeting: what might each group be seeing that the other does not?")
        if clear
        else None,
        calm=view.words.say("No clear difference on any barrier between the roles that could be compared.")
        if found and not clear
        else None,
        apart=_not_compared(found, view),
        wishes=_table(
            "table-wishes", view.words.say("The same questions, role against role"), _plain(wishes, view), view
        ),
        no_wishes=None if wishes else _why_no_wishes(view, asked),
        split=tuple(_splits(view)),
        hints=tuple(_hint(note, view) for note in view.audit.notes if note.about in HINTS),
    )


def _meetings(found: Iterable[Gap], view: View) -> Iterator[Meeting]:
    for gap in found:
        if gap.said in ("more", "less"):
            yield Meeting(view.name(gap.of), _pair(gap, view), _said(gap, view))


def _said(gap: Gap, view: View) -> str:
    """How far the two are apart, where they clearly are."""
    if gap.said not in NEXT:
        return ""
    points = view.words.number(abs(floor(gap.difference + 0.5)))
    return view.words.say(NEXT[gap.said], a=view.role(gap.a), b=view.role(gap.b), points=points)


def _not_compared(found: Iterable[Gap], view: View) -> str | None:
    """The school's own roles that stand in no gap although others do: nobody may take silence for agreement."""
    compared = {role for gap in found for role in (*gap.a.split("+"), gap.b)}
    own = [count for count in view.audit.respondents.by_role if not count.outside and not count.one_person]
    left = [view.role(count.role) for count in own if compared and compared.isdisjoint({count.role, *count.roles})]
    if not left:
        return None
    return view.words.say(
        "Not held against any other: %(roles)s. Too few people answered to show them by themselves, so nothing is "
        "known of whether they see the road differently.",
        roles="; ".join(left),
    )


def _pair(gap: Gap, view: View) -> str:
    """Both groups by their names."""
    return _both(view, gap.a, gap.b)


@memoize
def _both(view: View, a: str, b: str) -> str:
    return view.words.say("%(a)s and %(b)s", a=view.role(a), b=view.role(b))


def _table(name: str, caption: str, groups: tuple[Group, ...], view: View) -> Table:
    say = view.words.say
    return Table(
        name=name,
        caption=caption,
        heads=(say("Part of the road"), say("For the first"), say("Interval"), say("In a word")),
        figures=frozenset({1}),
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
        _side(floor(gap.difference + 0.5), words),
        "–" if gap.low is None or gap.high is None else _between(gap.low, gap.high, words),
        "–" if gap.said is None else words.say(VERDICTS[gap.said]),
    )


def _is_apart(gap: Gap) -> bool:
    """Whether the interval leaves no doubt which of the two sees more."""
    return gap.low is not None and gap.high is not None and (gap.low > 0 or gap.high < 0)


def _between(low: float, high: float, words: Words) -> str:
    """The interval, its ends rounded outwards."""
    return words.say("%(low)s to %(high)s", low=_side(floor(low), words), high=_side(-floor(-high), words))


def _side(points: int, words: Words) -> str:
    """How far the first group's bump is from the second's, in words: a sign is read the wrong way round."""
    if points == 0:
        return words.say("as high")
    if points < 0:
        return words.say("%(points)s lower", points=words.number(-points))
    return words.say("%(points)s higher", points=words.number(points))


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


def _why_no_wishes(view: View, found: tuple[Gap, ...]) -> str:
    signals, say = view.audit.questionnaire.signals, view.words.say
    asked = {*signals.timescale, *signals.priorities} & view.questions.keys()
    if all(view.questions[name].status == "not-asked" for name in asked):
        return say("What people want, and by when, was not asked this time.")
    if not view.audit.gaps:
        return _why_none(view)
    if found:
        return say("On what is wanted, and by when, no two of these roles lie clearly apart.")
    return say(
        "Nothing to show: too few people of two roles answered the same questions on what is wanted, and by when."
    )


def _splits(view: View) -> Iterator[str]:
    """Where a mean hides different views: two camps one by one, and the rest in a sentence."""
    split = [target for target in view.targets.values() if target.split]
    camps = [target for target in split if _has_camps(target)]
    yield from (_camps(target, view) for target in camps)
    if rest := [target.title for target in split if target not in camps]:
        yield view.words.say(
            "Answers to single questions lie far apart, so look at them one by one: %(names)s.", names="; ".join(rest)
        )


def _has_camps(target: Target) -> bool:
    """Whether many people stand at either end."""
    return target.lowest is not None and target.highest is not None and min(target.lowest, target.highest) >= QUARTER


def _camps(target: Target, view: View) -> str:
    words, bands = view.words, view.audit.questionnaire.bands
    return words.say(
        "%(name)s: the mean hides two views. %(low)s%% of the people are at “%(lowest)s” and %(high)s%% at "
        "“%(highest)s”.",
        name=target.title,
        low=words.number(100 * (target.lowest or 0.0)),
        high=words.number(100 * (target.highest or 0.0)),
        lowest=bands[0].title,
        highest=bands[-1].title,
    )


def _hint(note: Note, view: View) -> str:
    others, parts = view.audit.questionnaire.non_answers, "; ".join(view.name(item) for item in note.items)
    return view.words.say(HINTS[note.about], parts=parts, dk=others.dk, pns=others.pns)
