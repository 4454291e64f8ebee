"""The first page, which tells the whole story to people who have one minute."""

from collections.abc import Iterator

from speedbumps.i18n import format_date, gettext_noop, truncate_text
from speedbumps.model.questionnaire import Status
from speedbumps.report.blocks import (
    Block,
    Headline,
    Link,
    Masthead,
    Panel,
    Paragraph,
    Section,
    Signed,
    SignedList,
    Strong,
    bullets,
    paragraphs,
)
from speedbumps.report.options import TESTED, build_option, what_gives_way
from speedbumps.report.sections.amounts import hours_answers
from speedbumps.report.sections.choices import has_votes
from speedbumps.report.sections.first import are_close, no_priorities_reason
from speedbumps.report.sections.moved_most import since_paragraphs
from speedbumps.report.sections.profile import (
    build_road,
    build_scale,
    legend_blocks,
    overall_line,
    road_blocks,
    road_lead,
    road_line,
)
from speedbumps.report.sections.requests import first_requests, no_requests_line
from speedbumps.report.sections.respondents import response_banner, response_text
from speedbumps.report.sections.role_views import two_views_line
from speedbumps.report.sections.strengths import front_cards, none_clear_line
from speedbumps.report.view import View
from speedbumps.text import capitalize_first

TITLE = 70
"""The most characters of a title on the first page."""

STOP = 120
"""The most characters of what gives way there."""

STAMPS: dict[Status, str] = {
    "draft": gettext_noop("Draft questions: still to be tested"),
    "piloted": gettext_noop("Questions tried out in schools"),
    "validated": gettext_noop("Questions tested in schools"),
}


def front(view: View) -> Section:
    """Return the first page, which sums up the pages behind it."""
    audit, gettext = view.audit, view.words.gettext
    masthead = Masthead(
        title=school_title(view),
        kicker=gettext("What slows improvement here, and what to do first"),
        stamp=gettext(STAMPS[audit.questionnaire.status]),
        lead=(*(f"{fact}. " for fact in round_facts(view)), *response_text(view)),
    )
    banner = response_banner(view)
    note = (Paragraph(banner, "note"),) if banner else ()
    head: tuple[Block, ...] = (masthead, *note)
    story = (
        *since_paragraphs(view),
        *_strengths(view),
        *_road(view),
        Panel("columns", (_first_column(view), *(() if view.leaves_out("asks") else (_requests_column(view),)))),
        Paragraph(tuple(_closing_spans(view)), "foot"),
    )
    return Section("title", masthead.title, (*head, *story), (*head, *story))


def school_title(view: View) -> str:
    """Return the name of the school, or its id if it has none."""
    return truncate_text(view.audit.school.name or view.audit.school.id, TITLE)


def round_facts(view: View) -> tuple[str, ...]:
    """Return the round and the date, as far as they are given."""
    audit = view.audit
    facts = (
        truncate_text(audit.round, TITLE) if audit.round else None,
        format_date(audit.date, view.words) if audit.date else None,
    )
    return tuple(capitalize_first(fact) for fact in facts if fact)


def _strengths(view: View) -> tuple[Block, ...]:
    gettext, cards = view.words.gettext, front_cards(view)
    title = Headline(
        gettext("What goes well"), 2, "goes-well", gettext("least in the way: lower is better") if cards else None
    )
    return (title, cards) if cards else (title, Paragraph(none_clear_line(view)))


def _road(view: View) -> tuple[Block, ...]:
    gettext = view.words.gettext
    return (
        Headline(gettext("The road"), 2, "the-road"),
        Paragraph((Strong(road_lead(view)), " ", road_line(view))),
        build_scale(view),
        *road_blocks(view),
        *legend_blocks(view),
        *paragraphs(overall_line(view)),
    )


def _first_column(view: View) -> Panel:
    gettext = view.words.gettext
    found = view.priorities
    shown: tuple[Block, ...]
    if not found:
        title, shown = gettext("What to talk about first"), paragraphs(no_priorities_reason(view))
    else:
        title = view.words.ngettext("Talk about this one first", "Talk about these %(n)s first", len(found))
        listed = SignedList(tuple(_signed(priority.bump, priority.action, view) for priority in found))
        shown = (listed, Paragraph(tuple(_order_spans(view)), "quiet"))
    return Panel("column", (Headline(title, 2, "talk-first"), *shown), "talk-first")


def _signed(bump: str, action: str, view: View) -> Signed:
    gettext = view.words.gettext
    option = build_option(view.actions[action], view)
    target = view.targets[bump]
    stop = what_gives_way(option.stop, view)
    return Signed(
        f"{truncate_text(target.title, TITLE)}: {build_road_number(bump, view)}",
        (
            gettext("You could try") + " ",
            Strong(option.title),
            f" ({gettext(TESTED[view.actions[action].evidence.grade])}). ",
            gettext("What gives way: %(stop)s", stop=view.inside(truncate_text(stop, STOP))),
        ),
    )


def build_road_number(bump: str, view: View) -> str:
    """Return the number of *bump* as it stands on the road."""
    return next(each.number for stretch in build_road(view).stretches for each in stretch.heights if each.id == bump)


def _order_spans(view: View) -> Iterator[str | Link]:
    gettext = view.words.gettext
    if has_votes(view):
        yield gettext("In the order of how many people chose each as most in the way.") + " "
    elif are_close(view):
        yield gettext("These are close, so their order may be chance.") + " "
    yield view.words.ngettext(
        "It has a page in the report, with other options and how well each is tested.",
        "Each has a page in the report, with other options and how well they are tested.",
        len(view.priorities),
    )


def _requests_column(view: View) -> Panel:
    title = Headline(view.words.gettext("Ask of others"), 2, "ask-others")
    items = first_requests(view)
    shown = bullets(items) if items else paragraphs(no_requests_line(view))
    return Panel("column", (title, *shown), "ask-others")


def _closing_spans(view: View) -> Iterator[str | Strong]:
    gettext = view.words.gettext
    lines: tuple[tuple[str, str | None], ...] = (
        (gettext("Two views:"), two_views_line(view)),
        (gettext("Hours:"), _hours_line(view)),
        (gettext("Limits:"), limits_line(view)),
    )
    for title, line in lines:
        if line:
            yield Strong(title)
            yield f" {line} "


def limits_line(view: View) -> str:
    """Return the sentences that say what the figures cannot be used for."""
    return view.words.gettext(
        "there are no norms to compare with; we chose where the bands begin. This is for talking about the work. It "
        "judges nobody."
    )


def _hours_line(view: View) -> str | None:
    """Return what people typically wrote for the first amount of hours; None if there is none to show."""
    found = hours_answers(view)
    if not found:
        return None
    text, amount = found[0]
    return view.words.gettext("“%(question)s” A typical answer: %(amount)s.", question=text, amount=amount)
