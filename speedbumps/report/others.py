"""What a school is told of other schools: those that are like it, and what they could show one another."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from speedbumps.i18n import later
from speedbumps.model.audit import Exchanging, Family, FamilyRange, Meeting
from speedbumps.report.heights import between, number
from speedbumps.report.tables import Group, Row, Table
from speedbumps.report.view import Target, View

REASONS = {
    "no-phase": later(
        "There is no family of schools to look beside, since the table of schools does not say of which phase this "
        "school is."
    ),
    "no-nation": later(
        "There is no family of schools to look beside, since the table of schools does not say in which nation this "
        "school lies."
    ),
    "too-few": later(
        "There is no family of schools to look beside: too few schools of this kind answered, or the table of schools "
        "says less of this one than of others."
    ),
    "one-person": later(
        "There is no family of schools to look beside: that takes the answers of more people than answered here."
    ),
}

IDLE = {
    "nobody-clear": later("No other school that takes part is clear of what slows you most."),
    "nothing-stuck": later("Nothing here is a bump, so there is nothing that you would need to see elsewhere."),
    "not-apart": later("The differences to other schools are too small to be sure of."),
    "nothing-clear": later("Nothing that you offer is clear here by a margin that one can be sure of."),
    "nobody-stuck": later("What you could show is no bump in the other schools that take part."),
    "no-wish": later("You said that you have no room for visits this term."),
}
"""Why no visit could be suggested."""

UNSEEN = {**IDLE, "no-room": later("The schools that could help have no room for more visits this term.")}
UNSHOWN = {**IDLE, "no-room": later("The schools that could come make other visits this term.")}

MOST = 5
"""Facets that are named as an offer: first those that the school named itself, then the clearest."""

STEPS = (
    later("Ring the other school. Say what you would like to see, and what you could show in return."),
    later("Send two colleagues, not one: on the way home they have somebody to talk it over with."),
    later("Watch the ordinary, not a show: half a day is enough. Ask what it took, and what they gave up for it."),
    later("Within two weeks, try one small change. What works elsewhere has to be made your own."),
)
"""First steps for a visit."""


class Others(NamedTuple):
    """What the report says of other schools."""

    alike: str | None
    """Who is in the family; None where there is none."""
    no_family: str | None
    """Why there is none."""
    beside: Table | None
    """The school's own heights beside the middle half of its family."""
    no_beside: str | None
    """Why there is no table, although there is a family."""
    lead: str | None
    """How what it could show comes about."""
    offers: tuple[str, ...]
    """What the school could show, with its height there."""
    named: str | None
    """What its own staff named."""
    sees: tuple[str, ...]
    """What it could see, and where."""
    shows: tuple[str, ...]
    """Who could come."""
    idle: tuple[str, ...]
    """Why there is nothing to see, or nobody comes."""
    steps: tuple[str, ...]
    """First steps, where there are visits."""


def others(view: View) -> Others | None:
    """What there is to say of other schools; None where the school was scored by itself."""
    family, exchange = view.audit.family, view.audit.exchange
    if family is None or exchange is None:
        return None
    say = view.words.say
    beside = _beside(family, view)
    sees, shows = tuple(_sees(exchange, view)), tuple(_shows(exchange, view))
    return Others(
        alike=_alike(family, view),
        no_family=say(REASONS[family.reason]) if family.reason else None,
        beside=beside,
        no_beside=say("The family is too small to show where its middle half lies.")
        if beside is None and family.reason is None
        else None,
        lead=_lead(exchange, view),
        offers=tuple(_offers(exchange, view)),
        named=_named(view),
        sees=sees,
        shows=shows,
        idle=tuple(_idle(exchange, view)),
        steps=tuple(say(step) for step in STEPS) if sees or shows else (),
    )


def _alike(family: Family, view: View) -> str | None:
    if family.schools is None:
        return None
    return view.words.say(
        "Your family holds %(n)s schools, yours among them: %(alike)s. None of the others is named, and there is no "
        "order of merit.",
        n=view.words.number(family.schools),
        alike=", ".join(family.alike),
    )


def _beside(family: Family, view: View) -> Table | None:
    rows = tuple(_row(each, view) for each in family.ranges if each.of in view.targets)
    if not rows:
        return None
    say = view.words.say
    heads = (say("Part of the road"), say("Here"), say("Middle half of the family"), say("In a word"))
    return Table(
        "table-family",
        say("Your heights beside those of schools like yours"),
        heads,
        frozenset({1, 2}),
        (Group(None, rows),),
    )


def _row(lies: FamilyRange, view: View) -> Row:
    target, words = view.targets[lies.of], view.words
    around = between(lies.low, lies.high, words) or number(lies.low, view)
    return (target.title, number(target.severity, view), around, _place(target, lies, view))


def _place(target: Target, lies: FamilyRange, view: View) -> str:
    """Whether a height lies within the middle half, as far as one can be sure; by itself it is neither good nor bad."""
    if target.severity is None:
        return "–"
    low = target.low if target.low is not None else target.severity
    high = target.high if target.high is not None else target.severity
    if target.severity < lies.low:
        return view.words.say(later("Lower than in most") if high < lies.low else later("Perhaps lower than in most"))
    if target.severity > lies.high:
        return view.words.say(later("Higher than in most") if low > lies.high else later("Perhaps higher than in most"))
    return view.words.say("Much as in others")


def _lead(exchange: Exchanging, view: View) -> str | None:
    if not exchange.offers:
        return None
    if exchange.offers[0].basis == "clear":
        return view.words.say("These are no bumps here. Others may like to see how you do it.")
    return view.words.say("Nothing here is clear, but this is the least of your bumps. What have you learnt from it?")


def _offers(exchange: Exchanging, view: View) -> Iterator[str]:
    for offer in exchange.offers[:MOST]:
        height = number(view.targets[offer.facet].severity, view)
        yield view.words.say("%(facet)s (%(height)s)", facet=view.name(offer.facet), height=height)


def _named(view: View) -> str | None:
    """What staff themselves wrote that they do well."""
    signal = view.audit.questionnaire.signals.expertise
    barrier = signal.partition(".")[0] if signal else None
    told = [each for each in view.audit.open if each.n and each.belongs_to in (signal, barrier)]
    if not told:
        return None
    most = max(told, key=lambda each: each.n or 0)
    return view.words.count(
        "What your own staff named: %(n)s person wrote something under “%(question)s”. Read it together; "
        "‘speedbumps review’ shows how.",
        "What your own staff named: %(n)s people wrote something under “%(question)s”. Read it together; "
        "‘speedbumps review’ shows how.",
        most.n or 0,
        question=most.text,
    )


def _sees(exchange: Exchanging, view: View) -> Iterator[str]:
    for meeting in exchange.sees:
        yield view.words.say(
            "%(facet)s, at %(school)s%(where)s.", facet=view.name(meeting.facet), **_at(meeting, exchange.shows, view)
        )


def _shows(exchange: Exchanging, view: View) -> Iterator[str]:
    for meeting in exchange.shows:
        yield view.words.say(
            "%(school)s%(where)s, about %(facet)s.", facet=view.name(meeting.facet), **_at(meeting, exchange.sees, view)
        )


def _at(meeting: Meeting, back: Iterable[Meeting], view: View) -> dict[str, str]:
    """The other school, how far away it is, and what goes the other way."""
    say = view.words.say
    far = (
        [say("about %(far)s km away", far=view.words.number(max(1, round(meeting.kilometres))))]
        if meeting.kilometres is not None
        else []
    )
    other = [view.name(each.facet) for each in back if each.school == meeting.school] if meeting.mutual else []
    both = [say("and the other way round about %(facet)s", facet=other[0])] if other else []
    where = ", ".join([*far, *both])
    return {"school": meeting.name or meeting.school, "where": f" ({where})" if where else ""}


def _idle(exchange: Exchanging, view: View) -> Iterator[str]:
    say = view.words.say
    if exchange.too_few:
        yield say(
            "Your school agreed to take part in the exchange of visits, but too few of its people answered to say with "
            "whom."
        )
        return
    if not exchange.takes_part:
        yield say(
            "Your school does not take part in the exchange of visits, so none is suggested. No school is named unless "
            "it agrees; if yours would like to take part, tell whoever ran this survey."
        )
        return
    if view.audit.detail == "barriers":
        yield say("The short form was answered, which does not ask enough to say what a visit could be about.")
        return
    if exchange.unseen:
        yield say("No visit to make is suggested this time. %(why)s", why=say(UNSEEN[exchange.unseen]))
    if exchange.unshown:
        yield say("No visit to receive is suggested this time. %(why)s", why=say(UNSHOWN[exchange.unshown]))
