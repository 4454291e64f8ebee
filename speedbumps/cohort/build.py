"""From many schools' members to the one Cohort, and to what each school is told of the others."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import floor, fsum
from typing import NamedTuple

from speedbumps.audit.school_data import rounded
from speedbumps.cohort.exchange import Visit
from speedbumps.cohort.families import Kin, families, lacking, ranges
from speedbumps.cohort.members import Member, called, in_turn, round_of
from speedbumps.cohort.spreads import count, spread
from speedbumps.cohort.visit_plan import Plan, exchanging, planned
from speedbumps.model.audit import Exchanging, Family, FamilyRange
from speedbumps.model.cohort import (
    Alike,
    Cohort,
    CohortAmount,
    CohortExchange,
    CohortQuestionnaire,
    CohortRound,
    CohortTarget,
    CohortVisit,
    Part,
    Response,
)
from speedbumps.model.instrument import Instrument, filled
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import Facet, Nation
from speedbumps.scoring.differences import LIKELY, Difference, holm, welch
from speedbumps.scoring.schools import MIDDLE
from speedbumps.scoring.schools import Spread as Lying

FAR = 10.0
"""Points between the mean of an area's schools and that of all others that are worth a sentence; as for roles."""

SELDOM = 0.05
"""Of batches in which no area lies apart, the share that may name one all the same, however many are looked at."""

HALF = 0.5

EXACT = 1e-6
"""Points by which a plan may fall short of the best and still be it."""


class Company(NamedTuple):
    """The schools of a cohort, and what was found out about them together."""

    members: tuple[Member, ...]
    """By name."""
    families: tuple[Kin, ...]
    plan: Plan | None
    """Who could visit whom; None where no school agreed to take part."""


class Care(NamedTuple):
    """How answers came in."""

    left_out: int = 0
    """Files and schools whose answers could not be read or used."""
    set_aside: int = 0
    """Cells that count as blank because they could not be read."""
    duplicates: int = 0
    """Repeated hand-ins; the last one counts."""
    not_in_table: int = 0
    """Schools with answers that are left out because they are not in the table of schools."""


def company(instrument: Instrument, members: Iterable[Member], alike: Sequence[str] = ()) -> Company:
    """Return the *members* with their families and the best plan of visits between them.

    *alike* are the facts in which schools of a family lie near each other, beside nation and phase.
    """
    ordered = in_turn(members)
    least = instrument.questionnaire.privacy.min_schools
    return Company(ordered, families(ordered, least, alike), planned(instrument.questionnaire, ordered))


def cohort(instrument: Instrument, found: Company, *, date: str | None = None, care: Care | None = None) -> Cohort:
    """What all schools of a company say together."""
    telling = [each for each in found.members if each.counts]
    least = instrument.questionnaire.privacy.min_schools
    nation = _nation(telling)
    enough = len(telling) >= least
    return Cohort(
        questionnaire=_questionnaire(instrument, nation),
        round=round_of(telling or found.members),
        rounds=tuple(_rounds(telling)),
        date=date,
        nation=nation,
        response=_response(telling, least, apart=len(found.members) - len(telling), care=care or Care()),
        targets=tuple(_targets(instrument, telling, nation)) if enough else (),
        amounts=tuple(_amounts(instrument, telling, nation)) if enough else (),
        parts=tuple(_areas(telling, least)) if enough else (),
        families=tuple(Alike(words=kin.words, schools=len(kin.members)) for kin in found.families),
        without_family=len(telling) - sum(len(kin.members) for kin in found.families),
        exchange=_exchange(found.plan, called(found.members), least),
    )


def _rounds(members: Sequence[Member]) -> Iterator[CohortRound]:
    """Yield how many of the *members* have answers of each round, where not all have the same; no round comes last."""
    counts = Counter(each.round for each in members)
    ordered = sorted(counts, key=lambda name: (name is None, name or ""))
    yield from (CohortRound(round=name, schools=counts[name]) for name in ordered if len(ordered) > 1)


def _nation(members: Iterable[Member]) -> Nation | None:
    """The nation of all of them; None where there are several, or none is known."""
    nations = {each.school.nation for each in members}
    return nations.pop() if len(nations) == 1 else None


def _questionnaire(instrument: Instrument, nation: Nation | None) -> CohortQuestionnaire:
    whole = instrument.questionnaire
    return CohortQuestionnaire(
        id=whole.id,
        version=whole.version,
        fingerprint=instrument.fingerprint,
        status=whole.status,
        title=filled(whole.title, whole, nation),
        bump_from=whole.scoring.bump_from,
        bands=whole.scoring.bands,
        min_schools=whole.privacy.min_schools,
    )


def _response(members: Sequence[Member], least: int, *, apart: int, care: Care) -> Response:
    rates = [each.response_rate for each in members if each.response_rate is not None]
    enough = len(members) >= least
    return Response(
        schools=len(members),
        people=sum(each.people or 0 for each in members) if enough else 0,
        rates=spread(rates, least, places=2),
        below_half=count((rate < HALF for rate in rates), least),
        apart=apart,
        **care._asdict(),
    )


def _targets(instrument: Instrument, members: Sequence[Member], nation: Nation | None) -> Iterator[CohortTarget]:
    for barrier in instrument.questionnaire.barriers:
        yield _target(instrument, members, nation, barrier.id, barrier.id, None)
        for facet in barrier.facets:
            yield _target(instrument, members, nation, f"{barrier.id}.{facet.id}", barrier.id, facet)


def _target(  # noqa: PLR0913, PLR0917 - what there is to know of one target
    instrument: Instrument,
    members: Sequence[Member],
    nation: Nation | None,
    name: str,
    barrier: str,
    facet: Facet | None,
) -> CohortTarget:
    whole = instrument.questionnaire
    severities = [severity for each in members if (severity := _severity(each, name)) is not None]
    title = facet.title if facet else next(each.title for each in whole.barriers if each.id == barrier)
    ask = facet.ask_others if facet and facet.within_reach != "ours" else None
    return CohortTarget(
        id=name,
        title=filled(title, whole, nation),
        barrier=barrier,
        is_barrier=facet is None,
        within_reach=facet.within_reach if facet else None,
        spread=spread(severities, whole.privacy.min_schools),
        bumps=count((severity >= whole.scoring.bump_from for severity in severities), whole.privacy.min_schools),
        ask=filled(ask, whole, nation) if ask else None,
    )


def _severity(member: Member, target: str) -> float | None:
    figure = member.figures.get(target)
    return figure.severity if figure is not None else None


def _amounts(instrument: Instrument, members: Sequence[Member], nation: Nation | None) -> Iterator[CohortAmount]:
    whole = instrument.questionnaire
    for question in whole.questions:
        number = scale_of(whole, question).number
        if number is None:
            continue
        held = [each.amounts[question.id] for each in members if question.id in each.amounts]
        hours = [each.hours_a_year for each in held if each.hours_a_year is not None]
        enough = len(hours) >= whole.privacy.min_schools
        yield CohortAmount(
            id=question.id,
            text=filled(question.text, whole, nation),
            unit=number.unit,
            spread=spread((each.typical for each in held), whole.privacy.min_schools),
            hours_a_year=rounded(sum(hours)) if enough else None,
            counted=len(hours) if enough else None,
        )


def _areas(members: Sequence[Member], least: int) -> Iterator[Part]:
    """The areas with enough schools, which leave enough: else a school could be had from what is told of all."""
    by_name: dict[str, list[Member]] = {}
    for each in members:
        if each.school.area:
            by_name.setdefault(each.school.area, []).append(each)
    told = {name: those for name, those in sorted(by_name.items()) if least <= len(those) <= len(members) - least}
    names = dict.fromkeys(name for each in members for name in each.figures)
    everywhere = {name: _lying(members, name) for name in names}
    found = {name: _apart(those, everywhere, least) for name, those in told.items()}
    chances = iter(holm([each.chance for apart in found.values() for each in apart.values()]))
    for name, apart in found.items():
        clear = {target: each.points for target, each in apart.items() if next(chances) < SELDOM}
        lies = ((target, spread(_severities(told[name], target), least)) for target in apart)
        yield Part(
            name=name,
            schools=len(told[name]),
            higher=tuple(target for target, points in clear.items() if points >= FAR),
            lower=tuple(target for target, points in clear.items() if points <= -FAR),
            spreads={target: held for target, held in lies if held is not None},
        )


def _apart(inside: Sequence[Member], everywhere: Mapping[str, Lying], least: int) -> Mapping[str, Difference]:
    """How far each score of the schools *inside* an area lies from that of all others, where both are enough."""
    found: dict[str, Difference] = {}
    for name, whole in everywhere.items():
        here = _lying(inside, name)
        there = Lying(n=whole.n - here.n, away=whole.away - here.away, squares=whole.squares - here.squares)
        if min(here.n, there.n) >= least and (apart := welch(here, there, LIKELY)) is not None:
            found[name] = apart
    return found


def _lying(members: Iterable[Member], target: str) -> Lying:
    away = [severity - MIDDLE for severity in _severities(members, target) if severity is not None]
    return Lying(n=len(away), away=fsum(away), squares=fsum(each * each for each in away))


def _severities(members: Iterable[Member], target: str) -> Iterator[float | None]:
    return (_severity(each, target) for each in members)


def _exchange(plan: Plan | None, names: Mapping[str, str], least: int) -> CohortExchange | None:
    if plan is None:
        return None
    visits = (
        CohortVisit(
            host=visit.host,
            host_name=names[visit.host],
            guest=visit.guest,
            guest_name=names[visit.guest],
            kilometres=visit.kilometres,
            mutual=visit.mutual,
        )
        for visit in plan.exchange.visits
    )
    ordered = sorted(visits, key=lambda visit: (visit.host_name.casefold(), visit.guest_name.casefold(), visit.host))
    return CohortExchange(
        taking_part=plan.parties,
        hosts=len({visit.host for visit in ordered}),
        guests=len({visit.guest for visit in ordered}),
        visits=tuple(ordered),
        about=dict(sorted(_about(plan.exchange.visits, least))),
        reached=_reached(plan.exchange.gain, plan.exchange.bound),
        blocks=plan.exchange.blocks,
    )


def _reached(gain: float, bound: float) -> float:
    return 1.0 if bound - gain < EXACT else floor(1000 * gain / bound) / 1000


def _about(visits: Sequence[Visit], least: int) -> Iterator[tuple[str, int]]:
    """How many *visits* are about each facet that neither so few guests share nor all but so few.

    The guests are named, and a facet that is a bump for a named school must not be known by that.
    """
    guests = {visit.guest for visit in visits}
    for facet, n in Counter(visit.facet for visit in visits).items():
        sharing = {visit.guest for visit in visits if visit.facet == facet}
        if least <= len(sharing) <= len(guests) - least:
            yield facet, n


def families_told(found: Company) -> dict[str, Family]:
    """For each school, what it is told of its family."""
    told = {each.school.id: Family(schools=None, reason=lacking(each) or "too-few") for each in found.members}
    for kin in found.families:
        lies = tuple(FamilyRange(of=of, low=low, high=high) for of, (low, high) in ranges(kin).items())
        whole = Family(schools=len(kin.members), alike=kin.words, ranges=lies)
        told |= {each.school.id: whole for each in kin.members}
    return told


def exchanging_told(instrument: Instrument, found: Company) -> dict[str, Exchanging]:
    """For each school, what it is told of the exchange."""
    return exchanging(instrument.questionnaire, found.members, found.plan)
