"""The front page, for people who have one minute."""

from speedbumps.i18n import format_date, gettext_noop, truncate_text
from speedbumps.report.blocks import (
    Block,
    Emphasis,
    Headline,
    ItemList,
    Masthead,
    Only,
    Panel,
    Paragraph,
    Quiet,
    Section,
    Strong,
    Text,
    paragraphs,
)
from speedbumps.report.sections.about import limits_line
from speedbumps.report.sections.amounts import hours_a_year
from speedbumps.report.sections.priorities import MOST_SUMMED_UP, Suggestion, priority_texts
from speedbumps.report.sections.profile import build_road, road_line
from speedbumps.report.sections.requests import first_requests, no_requests_line, request_text
from speedbumps.report.sections.respondents import response_banner, response_line
from speedbumps.report.sections.role_gaps import role_differences
from speedbumps.report.sections.strengths import strength_lines
from speedbumps.report.view import View

TITLE = 70
"""The most characters of a title on the front page."""

STAMPS = {
    "draft": gettext_noop("Draft questions"),
    "piloted": gettext_noop("Piloted questions"),
    "validated": gettext_noop("Validated questions"),
}


def front(view: View) -> Section:
    """Return the front page, which sums up the sections behind it."""
    audit, gettext = view.audit, view.words.gettext
    masthead = Masthead(
        title=truncate_text(audit.school.name or audit.school.id, TITLE),
        kicker=gettext("What slows improvement here, and what to do first"),
        facts=_round_facts(view),
        stamp=gettext(STAMPS[audit.questionnaire.status]),
    )
    banner = response_banner(view)
    warning = Paragraph((Strong(gettext("Please read this first.")), " ", banner or ""), "banner")
    head = (masthead, Paragraph(response_line(view), "who"), *((warning,) if banner else ()))
    return Section(
        anchor="title",
        title=masthead.title,
        blocks=(
            Panel("head", head),
            Only("text", (Headline(gettext("At a glance"), 2),)),
            _strengths_panel(view),
            _road_panel(view),
            Panel("columns", (_priorities_panel(view), _requests_panel(view))),
            Panel("foot", _closing_lines(view)),
        ),
        summary=(masthead,),
    )


def _round_facts(view: View) -> tuple[str, ...]:
    audit, gettext = view.audit, view.words.gettext
    facts = (
        gettext("Round %(round)s", round=truncate_text(audit.round, TITLE)) if audit.round else None,
        format_date(audit.date, view.words) if audit.date else None,
    )
    return tuple(fact for fact in facts if fact)


def _strengths_panel(view: View) -> Panel:
    title = Headline(view.words.gettext("What is there already"), 2, "front-has")
    return Panel("has", (Only("page", (title,)), *paragraphs(*strength_lines(view))), label="front-has")


def _road_panel(view: View) -> Panel:
    gettext, line = view.words.gettext, road_line(view)
    legend = gettext(
        "The taller the hump, the more it slows people down: 0 is a clear road, 100 a road block. Stripes mark a bump. "
        "The upright line shows how sure we are. A dashed hump cannot be shown."
    )
    scale = gettext("0 is a clear road, 100 a road block.")
    return Panel(
        "picture",
        (
            Only("page", (Headline(gettext("The road"), 2, "front-road", line),)),
            Only("text", (Paragraph((line, " ", scale)),)),
            build_road(view),
            Only("page", (Paragraph(legend, "legend"),)),
        ),
        label="front-road",
    )


def _priorities_panel(view: View) -> Panel:
    texts = priority_texts(view)
    items = tuple(_suggestion_text(each, view) for each in texts.suggestions[:MOST_SUMMED_UP])
    shown = ItemList(items, "numbers") if items else Paragraph(texts.empty or "")
    return _column(view.words.gettext("To talk about first"), "front-first", shown)


def _suggestion_text(each: Suggestion, view: View) -> Text:
    gettext, option = view.words.gettext, each.option
    stop = option.stop and gettext("What we could stop doing: %(stop)s", stop=truncate_text(option.stop, TITLE + 20))
    return (
        Strong(truncate_text(each.height.title, TITLE)),
        " ",
        Quiet(f"({each.height.line})"),
        ". ",
        gettext("An option:"),
        " ",
        Emphasis(f"“{truncate_text(option.card.title, TITLE)}”"),
        ".",
        *((" ", stop) if stop else ()),
    )


def _requests_panel(view: View) -> Panel:
    items = tuple(map(request_text, first_requests(view)))
    shown = ItemList(items) if items else Paragraph(no_requests_line(view))
    return _column(view.words.gettext("To ask of others"), "front-asks", shown)


def _column(title: str, anchor: str, shown: Block) -> Panel:
    heading = Only("page", (Headline(title, 2, anchor),))
    return Panel("column", (heading, Only("text", (Paragraph(Strong(title)),)), shown), label=anchor)


def _closing_lines(view: View) -> tuple[Paragraph, ...]:
    gettext = view.words.gettext
    lines = (
        (gettext("Different views."), _different_views_line(view)),
        (gettext("Hours."), _hours_line(view)),
        (gettext("Limits."), limits_line(view)),
    )
    return tuple(Paragraph((Strong(title), " ", line)) for title, line in lines if line)


def _different_views_line(view: View) -> str | None:
    """Return the sentence that names two roles with different views, and where they differ."""
    found = role_differences(view)
    if not found:
        return None
    first = found[0].who
    parts = [each.of for each in found if each.who == first]
    return view.words.gettext(
        "%(who)s see these parts differently: %(parts)s.", who=first, parts=view.words.join(parts)
    )


def _hours_line(view: View) -> str | None:
    years = hours_a_year(view)
    if not years:
        return None
    said = "; ".join(f"“{truncate_text(text, 100)}” {year}" for text, year in years[:2])
    return view.words.gettext("Typical answers, and what they come to for everyone asked: %(said)s.", said=said)
