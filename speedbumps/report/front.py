"""The one page for people who have one minute."""

from typing import NamedTuple

from speedbumps.i18n import day, later, short
from speedbumps.report.about import SHORT_STATUSES
from speedbumps.report.amounts import Amounts
from speedbumps.report.assets import Assets
from speedbumps.report.figures import cut
from speedbumps.report.heights import Height
from speedbumps.report.priorities import Priorities
from speedbumps.report.roads import Roads
from speedbumps.report.view import View
from speedbumps.report.who import Who

ASKS = 3
TITLE = 70
SENTENCE = 190

STAMPS = {
    "draft": later("Draft questions"),
    "piloted": later("Piloted questions"),
    "validated": later("Validated questions"),
}


class First(NamedTuple):
    """One priority in a sentence."""

    bump: str
    height: str
    option: str
    stop: str | None


class Front(NamedTuple):
    """Everything that stands on the front page."""

    school: str
    facts: tuple[str, ...]
    stamp: str
    who: str
    banner: str | None
    has: tuple[str, ...]
    road: str
    first: tuple[First, ...]
    empty: str | None
    asks: tuple[tuple[str, str], ...]
    hours: str | None
    views: str | None
    """Which two roles see different roads, and where."""
    limits: str


def front(view: View, who: Who, has: Assets, plan: Priorities, numbers: Amounts, seen: Roads) -> Front:  # noqa: PLR0913, PLR0917 - the pages behind it
    """The front page, out of the pages behind it."""
    audit, say = view.audit, view.words.say
    asks = [(short(ask.bump, TITLE), short(ask.text, SENTENCE)) for group in plan.asks for ask in group.asks]
    return Front(
        school=short(audit.school.name or audit.school.id, TITLE),
        facts=_facts(view),
        stamp=say(STAMPS[audit.questionnaire.status]),
        who=who.line,
        banner=who.banner,
        has=_has(has, view),
        road=road_line(view),
        first=_first(plan),
        empty=plan.empty,
        asks=tuple(asks[:ASKS]),
        hours=_hours(numbers, view),
        views=_views(seen, view),
        limits=say(
            "The bands are house cut-points, neither norms nor standards; the questions are %(status)s; "
            "the options are for talking over.",
            status=say(SHORT_STATUSES[audit.questionnaire.status]),
        ),
    )


def _views(seen: Roads, view: View) -> str | None:
    if not seen.meetings:
        return None
    first = seen.meetings[0].who
    parts = [meeting.of for meeting in seen.meetings if meeting.who == first]
    return view.words.say("%(who)s see these parts differently: %(parts)s.", who=first, parts=view.words.listed(parts))


def road_line(view: View) -> str:
    """How many bumps there are, in a sentence."""
    words = view.words
    units = [target for stretch in view.stretches for target in stretch]
    scored = sum(target.severity is not None for target in units)
    if not scored:
        return words.say("No stretch of the road can be shown yet.")
    line = words.count(
        "%(n)s bump of %(from_)s or more.",
        "%(n)s bumps of %(from_)s or more.",
        len(view.audit.bumps),
        from_=cut(view.audit.questionnaire.bump_from, words),
    )
    missing = len(units) - scored
    hidden = words.count("%(n)s stretch cannot be shown.", "%(n)s stretches cannot be shown.", missing)
    return f"{line} {hidden}" if missing else line


def _facts(view: View) -> tuple[str, ...]:
    audit, say = view.audit, view.words.say
    facts = (
        say("Round %(round)s", round=short(audit.round, TITLE)) if audit.round else None,
        day(audit.date, view.words) if audit.date else None,
    )
    return tuple(fact for fact in facts if fact)


def _has(has: Assets, view: View) -> tuple[str, ...]:
    words = view.words
    names = words.listed(_named(clear, view) for clear in has.clear[:3])
    match names, has.are_clear:
        case "", _:
            roads: tuple[str, ...] = ()
        case _, True:
            roads = (words.say("The road is clear at: %(names)s.", names=names),)
        case _:
            roads = (words.say("The road is lowest at: %(names)s.", names=names),)
    return (*roads, has.expertise_line)


def _named(height: Height, view: View) -> str:
    return view.words.say("%(title)s (height %(number)s)", title=short(height.title, TITLE), number=height.number)


def _first(plan: Priorities) -> tuple[First, ...]:
    return tuple(
        First(
            bump=short(each.height.title, TITLE),
            height=each.height.line,
            option=short(each.option.title, TITLE),
            stop=short(each.option.stop, TITLE + 20) if each.option.stop else None,
        )
        for each in plan.suggestions[:5]
    )


def _hours(numbers: Amounts, view: View) -> str | None:
    if not numbers.a_year:
        return None
    said = "; ".join(f"“{short(text, 100)}” {year}" for text, year in numbers.a_year[:2])
    return view.words.say("If the typical answer held for everyone asked: %(said)s.", said=said)
