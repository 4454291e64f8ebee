"""Other schools: those like this one, and what the schools could show one another."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from speedbumps.i18n import gettext_noop
from speedbumps.model.audit import ExchangeVisit, Family, FamilyRange, SchoolExchange
from speedbumps.report.heights import interval_text, severity_text
from speedbumps.report.tables import ReportTable, Row, RowGroup
from speedbumps.report.view import Target, View

REASONS = {
    "no-phase": gettext_noop(
        "There is no family of schools to look beside, since the table of schools does not say of which phase this "
        "school is."
    ),
    "no-nation": gettext_noop(
        "There is no family of schools to look beside, since the table of schools does not say in which nation this "
        "school lies."
    ),
    "too-few": gettext_noop(
        "There is no family of schools to look beside: too few schools of this kind answered, or the table of schools "
        "says less of this one than of others."
    ),
    "one-person": gettext_noop(
        "There is no family of schools to look beside: that takes the answers of more people than answered here."
    ),
}

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


class OtherSchools(NamedTuple):
    """The section about other schools."""

    alike: str | None
    """Which schools form the family; None if there is no family."""
    no_family: str | None
    """The reason why there is no family."""
    beside: ReportTable | None
    """The school's heights beside the middle half of its family."""
    no_beside: str | None
    """The reason why there is no table, although there is a family."""
    lead: str | None
    """The sentence that introduces *offers*."""
    offers: tuple[str, ...]
    """The facets that the school could show, with their heights."""
    named: str | None
    """How many staff named what they do well, in their own words."""
    sees: tuple[str, ...]
    """The visits to make: what the school could see, and where."""
    shows: tuple[str, ...]
    """The visits to receive: who could come."""
    idle: tuple[str, ...]
    """The reasons why no visit to make, or to receive, is suggested."""
    steps: tuple[str, ...]
    """The first steps for a visit, if there are visits."""


def other_schools(view: View) -> OtherSchools | None:
    """Return the section about other schools; None if the school was scored by itself."""
    family, exchange = view.audit.family, view.audit.exchange
    if family is None or exchange is None:
        return None
    gettext = view.words.gettext
    beside = _family_table(family, view)
    sees, shows = tuple(_visits_to_make(exchange, view)), tuple(_visits_to_receive(exchange, view))
    return OtherSchools(
        alike=_family_line(family, view),
        no_family=gettext(REASONS[family.reason]) if family.reason else None,
        beside=beside,
        no_beside=gettext("The family is too small to show where its middle half lies.")
        if beside is None and family.reason is None
        else None,
        lead=_offers_lead(exchange, view),
        offers=tuple(_offer_lines(exchange, view)),
        named=_expertise_answers_line(view),
        sees=sees,
        shows=shows,
        idle=tuple(_no_visit_reasons(exchange, view)),
        steps=tuple(gettext(step) for step in STEPS) if sees or shows else (),
    )


def _family_line(family: Family, view: View) -> str | None:
    if family.schools is None:
        return None
    return view.words.gettext(
        "Your family holds %(n)s schools, yours among them: %(alike)s. None of the others is named, and there is no "
        "order of merit.",
        n=view.words.number(family.schools),
        alike=", ".join(family.alike),
    )


def _family_table(family: Family, view: View) -> ReportTable | None:
    rows = tuple(_family_row(each, view) for each in family.ranges if each.of in view.targets)
    if not rows:
        return None
    gettext = view.words.gettext
    heads = (gettext("Part of the road"), gettext("Here"), gettext("Middle half of the family"), gettext("In a word"))
    return ReportTable(
        "table-family",
        gettext("Your heights beside those of schools like yours"),
        heads,
        frozenset({1, 2}),
        (RowGroup(None, rows),),
    )


def _family_row(lies: FamilyRange, view: View) -> Row:
    target, words = view.targets[lies.of], view.words
    around = interval_text(lies.low, lies.high, words) or severity_text(lies.low, view)
    return (
        target.title,
        severity_text(target.severity, view, target.bound),
        around,
        _place_in_family(target, lies, view),
    )


def _place_in_family(target: Target, lies: FamilyRange, view: View) -> str:
    """Return where *target* lies against the middle half of the family, as far as its interval allows.

    Neither side is good or bad by itself.
    """
    if target.severity is None:
        return "–"
    low = target.low if target.low is not None else target.severity
    high = target.high if target.high is not None else target.severity
    if target.severity < lies.low:
        return view.words.gettext(
            gettext_noop("Lower than in most") if high < lies.low else gettext_noop("Perhaps lower than in most")
        )
    if target.severity > lies.high:
        return view.words.gettext(
            gettext_noop("Higher than in most") if low > lies.high else gettext_noop("Perhaps higher than in most")
        )
    return view.words.gettext("Much as in others")


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
        yield view.words.gettext("%(facet)s (%(height)s)", facet=view.label(offer.facet), height=height)


def _expertise_answers_line(view: View) -> str | None:
    """Return how many staff wrote what they do well; None if nobody did or it may not be shown."""
    signal = view.audit.questionnaire.signals.expertise
    barrier = signal.partition(".")[0] if signal else None
    answered = [each for each in view.audit.open if each.n and each.belongs_to in (signal, barrier)]
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
            facet=view.label(meeting.facet),
            **_visit_details(meeting, exchange.shows, view),
        )


def _visits_to_receive(exchange: SchoolExchange, view: View) -> Iterator[str]:
    for meeting in exchange.shows:
        yield view.words.gettext(
            "%(school)s%(where)s, about %(facet)s.",
            facet=view.label(meeting.facet),
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
    other = [view.label(each.facet) for each in back if each.school == meeting.school] if meeting.mutual else []
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
