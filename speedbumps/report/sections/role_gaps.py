"""Where roles have different views, and what a mean would hide."""

from collections.abc import Iterable, Iterator
from math import floor
from typing import NamedTuple

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.memory import memoize
from speedbumps.model.audit import AuditNote, Gap, GapDirection
from speedbumps.report.answers import answers_at_end
from speedbumps.report.blocks import (
    Block,
    Headline,
    Paragraph,
    RowGroup,
    Section,
    Strong,
    Table,
    bullets,
    paragraphs,
    titled_bullets,
)
from speedbumps.report.view import Target, View

NEXT: dict[GapDirection | None, str] = {
    "less": gettext_noop("Lower for %(a)s than for %(b)s, by %(points)s points."),
    "more": gettext_noop("Higher for %(a)s than for %(b)s, by %(points)s points."),
}

VERDICTS: dict[GapDirection, str] = {
    "less": gettext_noop("Lower"),
    "more": gettext_noop("Higher"),
    "no-clear-difference": gettext_noop("No clear difference"),
}

HINTS = {
    "warm-but-quiet": gettext_noop(
        "Warm but quiet: %(warm)s Yet %(quiet)s Close teams can be like that. Someone from outside who comes to listen "
        "may help."
    ),
    "many-do-not-know": gettext_noop(
        "%(parts)s: silence is information. A quarter or more of the answers were “%(dk)s”. Who could tell people?"
    ),
    "many-would-not-say": gettext_noop(
        "%(parts)s: silence is information. A tenth or more of the answers were “%(pns)s”. What would make it easier "
        "to say?"
    ),
}

WISHES = gettext_noop("Do we want the same things, by when?")

MOST = 5
"""The most facets and questions that are shown for a pair of roles, in addition to the barriers."""

FAR = 10.0
"""The least difference, in points, at which these are shown."""

QUARTER = 0.25
"""The least share of people at each end of a scale that makes two camps."""


class RoleDifference(NamedTuple):
    """A clear difference between two roles on one barrier, to talk over."""

    of: str
    who: str
    said: str


def role_gaps(view: View) -> Section:
    """Return the section about where roles have different views."""
    gettext = view.words.gettext
    title = gettext("Where people see different roads")
    hidden, hints = tuple(_split_lines(view)), tuple(_hints(view))
    lines = (*(f"{each.of}. {each.said}" for each in role_differences(view)), *_notes(view), *hidden, *hints)
    wishes = _wishes(view)
    return Section(
        anchor="roads",
        title=title,
        blocks=(
            *(_gap_blocks(view.audit.gaps, view) if view.audit.gaps else (Paragraph(_no_gaps_reason(view)),)),
            Headline(gettext(WISHES)),
            *_wish_blocks(wishes, view),
            *titled_bullets(gettext("Where a mean hides different views"), hidden),
            *titled_bullets(gettext("What else the answers hint at"), hints),
        ),
        summary=(
            *titled_bullets(title, lines, 2),
            *titled_bullets(gettext(WISHES), _wish_lines(wishes, view), 2),
        ),
    )


@memoize
def role_differences(view: View) -> tuple[RoleDifference, ...]:
    """Return the clear differences between two roles, to talk over."""
    return tuple(
        RoleDifference(view.label(gap.of), _pair_label(gap, view), _difference_text(gap, view))
        for gap in view.audit.gaps or ()
        if gap.said in ("more", "less")
    )


def _notes(view: View) -> tuple[str, ...]:
    """Return what to ask about the differences, or why there are none, and whose views could not be compared."""
    gettext, found = view.words.gettext, view.audit.gaps
    if not found:
        return (_no_gaps_reason(view),)
    barriers = {barrier.id for barrier in view.audit.barriers}
    if role_differences(view):
        first = gettext("A question for a meeting: what might each group be seeing that the other does not?")
    elif any(gap.of in barriers and gap.said is None and abs(gap.difference) >= FAR for gap in found):
        first = gettext("On some barriers roles differ, but how sure that is cannot be said.")
    else:
        first = gettext("No clear difference on any barrier between the roles that could be compared.")
    return tuple(line for line in (first, _not_compared_line(found, view)) if line)


def _gap_blocks(found: tuple[Gap, ...], view: View) -> tuple[Block, ...]:
    gettext = view.words.gettext
    return (
        *bullets((Strong(f"{each.of}."), " ", each.said) for each in role_differences(view)),
        *paragraphs(*_notes(view)),
        Paragraph(
            gettext(
                "Two roles stand above each part of the table. “31 lower” says that the bump is 31 points lower for "
                "the first of them. For a question, too, it is the height of the bump that counts, whichever way round "
                "the question is worded."
            )
        ),
        _gap_table("table-gaps", gettext("Gaps between roles"), _gap_groups(found, view), view),
        Paragraph(
            gettext(
                "Only what both were asked counts, so figures may differ from those above. The interval is 95%% for a "
                "barrier and 99%% for anything else, and takes those who answered as a sample of their group. A "
                "barrier is called higher or lower from 10 points on, and only where chance alone would seldom make "
                "so large a difference."
            ),
            "quiet",
        ),
    )


def _wishes(view: View) -> tuple[Gap, ...]:
    """Return the clear differences on what people want, and by when."""
    return tuple(gap for gap in _wish_gaps(view.audit.gaps or (), view) if _is_apart(gap))


def _wish_blocks(wishes: tuple[Gap, ...], view: View) -> tuple[Block, ...]:
    gettext = view.words.gettext
    if not wishes:
        return (Paragraph(_no_wishes_reason(view)),)
    lead = gettext(
        "Some want quick results, others change that lasts. These are the questions about it, without a verdict."
    )
    caption = gettext("The same questions, role against role")
    return (Paragraph(lead), _gap_table("table-wishes", caption, _wish_groups(wishes, view), view))


def _wish_lines(wishes: tuple[Gap, ...], view: View) -> Iterator[str]:
    if not wishes:
        yield _no_wishes_reason(view)
    for group in _wish_groups(wishes, view):
        for name, apart, interval, _ in group.rows:
            yield f"{group.title}: {name} {apart} ({interval})"


def _difference_text(gap: Gap, view: View) -> str:
    """Return the sentence that says how far two roles differ; empty if they do not clearly differ."""
    if gap.said not in NEXT:
        return ""
    points = view.words.number(abs(floor(gap.difference + 0.5)))
    return view.words.gettext(NEXT[gap.said], a=view.role_label(gap.a), b=view.role_label(gap.b), points=points)


def _not_compared_line(found: Iterable[Gap], view: View) -> str | None:
    """Return a sentence that names the school's roles that could not be compared, if others could; else None.

    Without it, silence could be taken for agreement.
    """
    compared = {role for gap in found for role in (*gap.a.split("+"), gap.b)}
    own = [count for count in view.audit.respondents.by_role if not count.outside and not count.one_person]
    left = [
        view.role_label(count.role) for count in own if compared and compared.isdisjoint({count.role, *count.roles})
    ]
    if not left:
        return None
    return view.words.gettext(
        "Not held against any other: %(roles)s. Too few people answered to show them by themselves, so nothing is "
        "known of whether they see the road differently.",
        roles="; ".join(left),
    )


def _pair_label(gap: Gap, view: View) -> str:
    """Return the names of both roles of *gap*."""
    return _two_roles_label(view, gap.a, gap.b)


@memoize
def _two_roles_label(view: View, a: str, b: str) -> str:
    return view.words.gettext("%(a)s and %(b)s", a=view.role_label(a), b=view.role_label(b))


def _gap_table(name: str, caption: str, groups: tuple[RowGroup, ...], view: View) -> Table:
    gettext = view.words.gettext
    return Table(
        name=name,
        caption=caption,
        heads=(gettext("Part of the road"), gettext("For the first"), gettext("Interval"), gettext("In a word")),
        figures=frozenset({1}),
        groups=groups,
    )


def _gap_groups(found: tuple[Gap, ...], view: View) -> tuple[RowGroup, ...]:
    """Return a group of rows for each pair of roles: its barriers, then the largest differences within them."""
    pairs: dict[str, list[Gap]] = {}
    for gap in found:
        pairs.setdefault(_pair_label(gap, view), []).append(gap)
    return tuple(
        RowGroup(title, tuple(_gap_row(gap, view) for gap in _gaps_to_show(gaps))) for title, gaps in pairs.items()
    )


def _gaps_to_show(gaps: list[Gap]) -> list[Gap]:
    barriers = [gap for gap in gaps if gap.said is not None]
    rest = [gap for gap in gaps if gap.said is None and abs(gap.difference) >= FAR]
    return [*barriers, *sorted(rest, key=lambda gap: -abs(gap.difference))[:MOST]]


def _wish_groups(found: tuple[Gap, ...], view: View) -> tuple[RowGroup, ...]:
    titles = dict.fromkeys(_pair_label(gap, view) for gap in found)
    return tuple(
        RowGroup(title, tuple(_gap_row(gap, view) for gap in found if _pair_label(gap, view) == title))
        for title in titles
    )


def _gap_row(gap: Gap, view: View) -> tuple[str, str, str, str]:
    words = view.words
    return (
        view.label(gap.of),
        _points_text(floor(gap.difference + 0.5), words),
        "–" if gap.low is None or gap.high is None else _gap_interval(gap.low, gap.high, words),
        "–" if gap.said is None else words.gettext(VERDICTS[gap.said]),
    )


def _is_apart(gap: Gap) -> bool:
    """Return whether the interval of *gap* excludes zero."""
    return gap.low is not None and gap.high is not None and (gap.low > 0 or gap.high < 0)


def _gap_interval(low: float, high: float, words: Locale) -> str:
    """Return the interval in words, its ends rounded outwards."""
    return words.gettext(
        "%(low)s to %(high)s", low=_points_text(floor(low), words), high=_points_text(-floor(-high), words)
    )


def _points_text(points: int, words: Locale) -> str:
    """Return how far the first role's bump lies from the second's, in words, since a sign is easily misread."""
    if points == 0:
        return words.gettext("as high")
    if points < 0:
        return words.gettext("%(points)s lower", points=words.number(-points))
    return words.gettext("%(points)s higher", points=words.number(points))


def _no_gaps_reason(view: View) -> str:
    gettext, people = view.words.gettext, view.audit.respondents
    if view.audit.gaps is None:
        return gettext("This audit is older than the comparison of roles. Score the answers again to see it.")
    if view.agreed_together:
        return gettext("The staff agreed their answers together, so there are no groups to hold against each other.")
    if people.n == 1:
        return gettext("One person answered, so there are no groups to hold against each other.")
    least = view.audit.questionnaire.limits.min_group
    return gettext(
        "Nothing to show: two roles are held against each other only where at least %(n)s people of each answered the "
        "same questions.",
        n=least,
    )


def _wish_gaps(found: Iterable[Gap], view: View) -> Iterator[Gap]:
    signals = view.audit.questionnaire.signals
    return (gap for gap in found if gap.of in {*signals.timescale, *signals.priorities})


def _no_wishes_reason(view: View) -> str:
    signals, gettext = view.audit.questionnaire.signals, view.words.gettext
    asked = {*signals.timescale, *signals.priorities} & view.questions.keys()
    if all(view.questions[name].status == "not-asked" for name in asked):
        return gettext("What people want, and by when, was not asked this time.")
    if not view.audit.gaps:
        return _no_gaps_reason(view)
    if any(_wish_gaps(view.audit.gaps, view)):
        return gettext("On what is wanted, and by when, no two of these roles lie clearly apart.")
    return gettext(
        "Nothing to show: too few people of two roles answered the same questions on what is wanted, and by when."
    )


def _split_lines(view: View) -> Iterator[str]:
    """Yield a sentence for each score with two camps, then one that names all other scores with little agreement."""
    split = [target for target in view.targets.values() if target.split]
    camps = [target for target in split if _has_camps(target)]
    yield from (_camps_text(target, view) for target in camps)
    if rest := [target.title for target in split if target not in camps]:
        yield view.words.gettext(
            "Answers to single questions lie far apart, so look at them one by one: %(names)s.", names="; ".join(rest)
        )


def _has_camps(target: Target) -> bool:
    """Return whether at least a quarter of the people are at each end of the scale."""
    return target.lowest is not None and target.highest is not None and min(target.lowest, target.highest) >= QUARTER


def _camps_text(target: Target, view: View) -> str:
    words, bands = view.words, view.audit.questionnaire.bands
    return words.gettext(
        "%(name)s: the mean hides two views. %(low)s%% of the people are at “%(lowest)s” and %(high)s%% at "
        "“%(highest)s”.",
        name=target.title,
        low=words.number(100 * (target.lowest or 0.0)),
        high=words.number(100 * (target.highest or 0.0)),
        lowest=bands[0].title,
        highest=bands[-1].title,
    )


def _hints(view: View) -> Iterator[str]:
    return (_hint_text(note, view) for note in view.audit.notes if note.about in HINTS and _is_grounded(note, view))


def _is_grounded(note: AuditNote, view: View) -> bool:
    """Return whether *note* rests on single questions, if it must; in an older audit it rests on facets."""
    return note.about != "warm-but-quiet" or all(item in view.questions for item in note.items)


def _hint_text(note: AuditNote, view: View) -> str:
    if note.about == "warm-but-quiet":
        exchange, openness = (view.questions[item] for item in note.items)
        return view.words.gettext(
            HINTS[note.about],
            warm=answers_at_end(exchange, "low", view),
            quiet=answers_at_end(openness, "high", view),
        )
    others, parts = view.audit.questionnaire.non_answers, "; ".join(view.label(item) for item in note.items)
    return view.words.gettext(HINTS[note.about], parts=parts, dk=others.dk, pns=others.pns)
