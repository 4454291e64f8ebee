"""The front page, for people who have one minute."""

from typing import NamedTuple

from speedbumps.i18n import format_date, gettext_noop, truncate_text
from speedbumps.report.about import SHORT_STATUSES
from speedbumps.report.amounts import Amounts
from speedbumps.report.assets import Assets
from speedbumps.report.figures import format_figure
from speedbumps.report.heights import TargetHeight
from speedbumps.report.priorities import Priorities
from speedbumps.report.roads import RoleGaps
from speedbumps.report.view import View
from speedbumps.report.who import WhoAnswered

ASKS = 3
TITLE = 70
SENTENCE = 190

STAMPS = {
    "draft": gettext_noop("Draft questions"),
    "piloted": gettext_noop("Piloted questions"),
    "validated": gettext_noop("Validated questions"),
}


class Sections(NamedTuple):
    """The sections that the front page sums up."""

    who: WhoAnswered
    assets: Assets
    priorities: Priorities
    amounts: Amounts
    role_gaps: RoleGaps


class PrioritySummary(NamedTuple):
    """One priority in brief."""

    bump: str
    height: str
    option: str
    stop: str | None


class FrontPage(NamedTuple):
    """The contents of the front page."""

    school: str
    facts: tuple[str, ...]
    stamp: str
    who: str
    banner: str | None
    has: tuple[str, ...]
    road: str
    first: tuple[PrioritySummary, ...]
    empty: str | None
    asks: tuple[tuple[str, str], ...]
    hours: str | None
    views: str | None
    """The sentence that names two roles with different views, and where they differ."""
    limits: str


def front_page(view: View, sections: Sections) -> FrontPage:
    """Return the front page, which sums up the *sections* behind it."""
    audit, gettext = view.audit, view.words.gettext
    who, plan = sections.who, sections.priorities
    asks = [
        (truncate_text(ask.bump, TITLE), truncate_text(ask.text, SENTENCE)) for group in plan.asks for ask in group.asks
    ]
    return FrontPage(
        school=truncate_text(audit.school.name or audit.school.id, TITLE),
        facts=_round_facts(view),
        stamp=gettext(STAMPS[audit.questionnaire.status]),
        who=who.line,
        banner=who.banner,
        has=_strength_lines(sections.assets, view),
        road=road_line(view),
        first=_priority_summaries(plan),
        empty=plan.empty,
        asks=tuple(asks[:ASKS]),
        hours=_hours_line(sections.amounts, view),
        views=_different_views_line(sections.role_gaps, view),
        limits=gettext(
            "The bands are house cut-points, neither norms nor standards; the questions are %(status)s; "
            "the options are for talking over.",
            status=gettext(SHORT_STATUSES[audit.questionnaire.status]),
        ),
    )


def _different_views_line(gaps: RoleGaps, view: View) -> str | None:
    if not gaps.meetings:
        return None
    first = gaps.meetings[0].who
    parts = [meeting.of for meeting in gaps.meetings if meeting.who == first]
    return view.words.gettext(
        "%(who)s see these parts differently: %(parts)s.", who=first, parts=view.words.join(parts)
    )


def road_line(view: View) -> str:
    """Return a sentence that says how many bumps there are, and how many scores cannot be shown."""
    words = view.words
    units = [target for stretch in view.stretches for target in stretch]
    scored = sum(target.severity is not None for target in units)
    if not scored:
        return words.gettext("No stretch of the road can be shown yet.")
    line = words.ngettext(
        "%(n)s bump of %(from_)s or more.",
        "%(n)s bumps of %(from_)s or more.",
        len(view.audit.bumps),
        from_=format_figure(view.audit.questionnaire.bump_from, words),
    )
    missing = len(units) - scored
    hidden = words.ngettext("%(n)s stretch cannot be shown.", "%(n)s stretches cannot be shown.", missing)
    return f"{line} {hidden}" if missing else line


def _round_facts(view: View) -> tuple[str, ...]:
    audit, gettext = view.audit, view.words.gettext
    facts = (
        gettext("Round %(round)s", round=truncate_text(audit.round, TITLE)) if audit.round else None,
        format_date(audit.date, view.words) if audit.date else None,
    )
    return tuple(fact for fact in facts if fact)


def _strength_lines(has: Assets, view: View) -> tuple[str, ...]:
    words = view.words
    names = words.join(_title_with_height(clear, view) for clear in has.clear[:3])
    match names, has.are_clear:
        case "", _:
            roads: tuple[str, ...] = ()
        case _, True:
            roads = (words.gettext("The road is clear at: %(names)s.", names=names),)
        case _:
            roads = (words.gettext("The road is lowest at: %(names)s.", names=names),)
    return (*roads, has.expertise_line)


def _title_with_height(height: TargetHeight, view: View) -> str:
    return view.words.gettext(
        "%(title)s (height %(number)s)", title=truncate_text(height.title, TITLE), number=height.number
    )


def _priority_summaries(plan: Priorities) -> tuple[PrioritySummary, ...]:
    return tuple(
        PrioritySummary(
            bump=truncate_text(each.height.title, TITLE),
            height=each.height.line,
            option=truncate_text(each.option.title, TITLE),
            stop=truncate_text(each.option.stop, TITLE + 20) if each.option.stop else None,
        )
        for each in plan.suggestions[:5]
    )


def _hours_line(numbers: Amounts, view: View) -> str | None:
    if not numbers.a_year:
        return None
    said = "; ".join(f"“{truncate_text(text, 100)}” {year}" for text, year in numbers.a_year[:2])
    return view.words.gettext("If the typical answer held for everyone asked: %(said)s.", said=said)
