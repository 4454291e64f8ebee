"""From members to a plan of visits between them, and to what each school's report says of it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from speedbumps.cohort.exchange import Exchange, Visit, plan_exchange
from speedbumps.cohort.members import Member, display_names
from speedbumps.cohort.visit_value import FacetSeverity, Participant, rank_offers
from speedbumps.model.audit import ExchangeOffer, ExchangeVisit, SchoolExchange
from speedbumps.model.queries import facets
from speedbumps.model.questionnaire import Questionnaire

VISITS = 2
"""Visits in a term that a school is ready to receive, and to make, if it does not say."""

METRES = 1000.0


class VisitPlan(NamedTuple):
    """The plan of visits between schools."""

    parties: int
    """The number of schools that take part."""
    exchange: Exchange


def plan_visits(questionnaire: Questionnaire, members: Sequence[Member]) -> VisitPlan | None:
    """Return the plan of visits between the *members* that agreed to take part; None where none did."""
    parties = [_party(each, questionnaire) for each in members if takes_part(each)]
    names = [name for name, _ in facets(questionnaire)]
    return VisitPlan(len(parties), plan_exchange(parties, questionnaire.scoring.bump_line, names)) if parties else None


def takes_part(member: Member) -> bool:
    """Return whether the school agreed to be named, and enough of its people answered."""
    return member.counts and is_willing(member)


def is_willing(member: Member) -> bool:
    """Return whether the school agreed to be named."""
    return member.school.offers not in (None, "no")


def school_exchanges(
    questionnaire: Questionnaire, members: Sequence[Member], plan: VisitPlan | None
) -> dict[str, SchoolExchange]:
    """Return for each school what it could offer, what it could see, and where."""
    names = display_names(members)
    sees: dict[str, list[Visit]] = {}
    shows: dict[str, list[Visit]] = {}
    for visit in plan.exchange.visits if plan else ():
        sees.setdefault(visit.guest, []).append(visit)
        shows.setdefault(visit.host, []).append(visit)
    idle = plan.exchange.unseen if plan else {}
    hidden = plan.exchange.unshown if plan else {}
    return {
        each.school.id: SchoolExchange(
            takes_part=takes_part(each),
            too_few=is_willing(each) and not each.counts,
            offers=_school_offers(each, questionnaire),
            sees=tuple(_meeting(visit, visit.host, names) for visit in sees.get(each.school.id, ())),
            shows=tuple(_meeting(visit, visit.guest, names) for visit in shows.get(each.school.id, ())),
            unseen=idle.get(each.school.id),
            unshown=hidden.get(each.school.id),
        )
        for each in members
    }


def _party(member: Member, questionnaire: Questionnaire) -> Participant:
    """Return a school that takes part."""
    school = member.school
    named = school.offers if isinstance(school.offers, tuple) else None
    most = school.visits if school.visits is not None else VISITS
    return Participant(
        id=school.id,
        heights=_heights(member, questionnaire),
        offers=frozenset(named) if named is not None else None,
        hosts=most,
        visits=most,
        place=_place(member),
        area=school.area,
    )


def _heights(member: Member, questionnaire: Questionnaire) -> Mapping[str, FacetSeverity]:
    """Return the facets that have a score and an interval."""
    held = ((name, member.figures[name]) for name, _ in facets(questionnaire) if name in member.figures)
    return {
        name: FacetSeverity(figure.severity, figure.low, figure.high)
        for name, figure in held
        if figure.severity is not None and figure.low is not None and figure.high is not None
    }


def _place(member: Member) -> tuple[float, float] | None:
    """Return where the school is, in kilometres east and north; None where that is not known."""
    east, north = member.school.east, member.school.north
    return (east / METRES, north / METRES) if east is not None and north is not None else None


def _school_offers(member: Member, questionnaire: Questionnaire) -> tuple[ExchangeOffer, ...]:
    """Return what a school could show to others."""
    if not member.counts:
        return ()
    scoring = questionnaire.scoring
    clear = scoring.bands[1].from_ if len(scoring.bands) > 1 else scoring.bump_line
    found = rank_offers(_party(member, questionnaire), scoring.bump_line, clear_below=clear)
    return tuple(ExchangeOffer(facet=each.facet, basis=each.basis) for each in found)


def _meeting(visit: Visit, other: str, names: Mapping[str, str]) -> ExchangeVisit:
    """Return one visit as a school's report shows it."""
    return ExchangeVisit(
        facet=visit.facet, school=other, name=names[other], kilometres=visit.kilometres, mutual=visit.mutual
    )
