"""What the schools could show one another."""

from collections.abc import Iterable, Iterator

from speedbumps.i18n import gettext_noop
from speedbumps.model.audit import ExchangeVisit, SchoolExchange
from speedbumps.report.blocks import Block, Headline, Paragraph, Section, bullets, paragraphs, titled_bullets
from speedbumps.report.heights import severity_text
from speedbumps.report.sections.strengths import expertise_ids
from speedbumps.report.view import View

IDLE = {
    "nobody-clear": gettext_noop("No other school that takes part is clear of what slows you most."),
    "nothing-stuck": gettext_noop("Nothing here is a bump, so there is nothing that you would need to see elsewhere."),
    "not-apart": gettext_noop("The differences to other schools are too small to be sure of."),
    "nothing-clear": gettext_noop("Nothing that you offer is clear here by a margin that one can be sure of."),
    "nobody-stuck": gettext_noop("What you could show is no bump in the other schools that take part."),
    "no-wish": gettext_noop("You said that you have no room for visits this term."),
}
"""The reasons why no visit could be suggested."""

UNSEEN = {**IDLE, "no-room": gettext_noop("The schools that could help have no room for more visits this term.")}
UNSHOWN = {**IDLE, "no-room": gettext_noop("The schools that could come make other visits this term.")}

MOST = 5
"""The most facets that are offered: first those that the school named itself, then the clearest."""

STEPS = (
    gettext_noop("Ring the other school. Say what you would like to see, and what you could show in return."),
    gettext_noop("Send two colleagues, not one: on the way home they have somebody to talk it over with."),
    gettext_noop(
        "Watch the ordinary, not a show: half a day is enough. Ask what it took, and what they gave up for it."
    ),
    gettext_noop("Within two weeks, try one small change. What works elsewhere has to be made your own."),
)
"""The first steps for a visit."""


def exchange(view: View) -> Section | None:
    """Return the section about what schools could show one another; None if the school was scored by itself."""
    plan, gettext = view.audit.exchange, view.words.gettext
    if view.audit.family is None or plan is None:
        return None
    title = gettext("What you could offer, what you could see, and where")
    sees, shows = tuple(_visits_to_make(plan, view)), tuple(_visits_to_receive(plan, view))
    steps = tuple(gettext(step) for step in STEPS) if sees or shows else ()
    offers, idle = _offer_blocks(plan, view), paragraphs(*_no_visit_reasons(plan, view))
    lead = gettext("There is more expertise in a group of schools than is used. What works is moving it around.")
    care = gettext(
        "These visits are suggestions, worked out so that as many schools as possible give and receive something. "
        "Both schools agreed to be named. Neither has to say yes."
    )
    titles = (gettext("What you could see, and where"), gettext("Who could come to you"))
    return Section(
        anchor="exchange",
        title=title,
        blocks=(
            Paragraph(lead),
            *((Headline(gettext("What you could offer")), *offers) if offers else ()),
            *titled_bullets(titles[0], sees),
            *titled_bullets(titles[1], shows),
            *idle,
            *titled_bullets(gettext("First steps for a visit"), steps),
            *((Paragraph(care, "quiet"),) if steps else ()),
        ),
        summary=(
            Headline(title, 2),
            *offers,
            *titled_bullets(titles[0], sees, 2),
            *titled_bullets(titles[1], shows, 2),
            *idle,
            *titled_bullets(gettext("First steps for a visit"), steps, 2),
        ),
        joins=True,
    )


def _offer_blocks(plan: SchoolExchange, view: View) -> tuple[Block, ...]:
    return (
        *paragraphs(_offers_lead(plan, view)),
        *bullets(_offer_lines(plan, view)),
        *paragraphs(_expertise_answers_line(view)),
    )


def _offers_lead(exchange: SchoolExchange, view: View) -> str | None:
    if not exchange.offers:
        return None
    if exchange.offers[0].basis == "clear":
        return view.words.gettext("These are no bumps here. Others may like to see how you do it.")
    return view.words.gettext(
        "Nothing here is clear, but this is the least of your bumps. What have you learnt from it?"
    )


def _offer_lines(exchange: SchoolExchange, view: View) -> Iterator[str]:
    for offer in exchange.offers[:MOST]:
        offered = view.targets[offer.facet]
        height = severity_text(offered.severity, view, offered.bound)
        yield view.words.gettext("%(facet)s (%(height)s)", facet=view.strength_label(offer.facet), height=height)


def _expertise_answers_line(view: View) -> str | None:
    """Return how many staff wrote what they do well; None if nobody did or it may not be shown."""
    ids = expertise_ids(view)
    answered = [each for each in view.audit.open if each.n and each.belongs_to in ids]
    if not answered:
        return None
    most = max(answered, key=lambda each: each.n or 0)
    return view.words.ngettext(
        "What your own staff named: %(n)s person wrote something under “%(question)s”. Read it together; "
        "‘speedbumps review’ shows how.",
        "What your own staff named: %(n)s people wrote something under “%(question)s”. Read it together; "
        "‘speedbumps review’ shows how.",
        most.n or 0,
        question=most.text,
    )


def _visits_to_make(exchange: SchoolExchange, view: View) -> Iterator[str]:
    for meeting in exchange.sees:
        yield view.words.gettext(
            "%(facet)s, at %(school)s%(where)s.",
            facet=view.strength_label(meeting.facet),
            **_visit_details(meeting, exchange.shows, view),
        )


def _visits_to_receive(exchange: SchoolExchange, view: View) -> Iterator[str]:
    for meeting in exchange.shows:
        yield view.words.gettext(
            "%(school)s%(where)s, about %(facet)s.",
            facet=view.strength_label(meeting.facet),
            **_visit_details(meeting, exchange.sees, view),
        )


def _visit_details(meeting: ExchangeVisit, back: Iterable[ExchangeVisit], view: View) -> dict[str, str]:
    """Return the name of the other school, and in brackets its distance and the topic of the return visit."""
    gettext = view.words.gettext
    far = (
        [gettext("about %(far)s km away", far=view.words.number(max(1, round(meeting.kilometres))))]
        if meeting.kilometres is not None
        else []
    )
    returned = [each for each in back if each.school == meeting.school] if meeting.mutual else []
    other = [view.strength_label(each.facet) for each in returned]
    both = [gettext("and the other way round about %(facet)s", facet=other[0])] if other else []
    where = ", ".join([*far, *both])
    return {"school": meeting.name or meeting.school, "where": f" ({where})" if where else ""}


def _no_visit_reasons(exchange: SchoolExchange, view: View) -> Iterator[str]:
    gettext = view.words.gettext
    if exchange.too_few:
        yield gettext(
            "Your school agreed to take part in the exchange of visits, but too few of its people answered to say with "
            "whom."
        )
        return
    if not exchange.takes_part:
        yield gettext(
            "Your school does not take part in the exchange of visits, so none is suggested. No school is named unless "
            "it agrees; if yours would like to take part, tell whoever ran this survey."
        )
        return
    if view.audit.detail == "barriers":
        yield gettext("The short form was answered, which does not ask enough to say what a visit could be about.")
        return
    if exchange.unseen:
        yield gettext("No visit to make is suggested this time. %(why)s", why=gettext(UNSEEN[exchange.unseen]))
    if exchange.unshown:
        yield gettext("No visit to receive is suggested this time. %(why)s", why=gettext(UNSHOWN[exchange.unshown]))
