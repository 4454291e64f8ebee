"""Build the Cohort from its members, and the part of it that each school's own report shows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import floor, fsum
from typing import NamedTuple

from speedbumps.audit.school_data import round_figure
from speedbumps.cohort.exchange import Visit
from speedbumps.cohort.families import SchoolFamily, families, ranges, reason_without_family
from speedbumps.cohort.matching import GAP, TINY
from speedbumps.cohort.members import Member, display_names, round_of, sort_by_name
from speedbumps.cohort.spreads import count_schools, quartile_spread
from speedbumps.cohort.visit_plan import VisitPlan, plan_visits, school_exchanges
from speedbumps.model.audit import Family, FamilyRange, SchoolExchange
from speedbumps.model.cohort import (
    Cohort,
    CohortAmount,
    CohortArea,
    CohortExchange,
    CohortFamily,
    CohortQuestionnaire,
    CohortResponse,
    CohortRound,
    CohortTarget,
    CohortVisit,
)
from speedbumps.model.instrument import Instrument, fill_placeholders
from speedbumps.model.queries import scale_of
from speedbumps.model.questionnaire import Barrier, Facet, Nation
from speedbumps.scoring.differences import LIKELY, MeanDifference, holm, own_spread, welch
from speedbumps.scoring.schools import MIDDLE, SeverityMoments

FAR = 10.0
"""Points between the mean of an area's schools and that of all others that are worth mentioning; as for roles."""

SELDOM = 0.05
"""The share of batches without any real difference between areas in which one is reported all the same."""

HALF = 0.5


class CohortSchools(NamedTuple):
    """The schools of a cohort, with their families and the plan of visits."""

    members: tuple[Member, ...]
    """The schools by name."""
    families: tuple[SchoolFamily, ...]
    plan: VisitPlan | None
    """The plan of visits; None where no school agreed to take part."""


class IntakeCounts(NamedTuple):
    """Counts of how the answers came in."""

    left_out: int = 0
    """Files and schools whose answers could not be read or used."""
    set_aside: int = 0
    """Cells that count as blank because they could not be read."""
    duplicates: int = 0
    """Forms that were handed in repeatedly; the last one counts."""
    not_in_table: int = 0
    """Schools with answers that are left out because they are not in the table of schools."""


def form_cohort(instrument: Instrument, members: Iterable[Member], alike: Sequence[str] = ()) -> CohortSchools:
    """Return the *members* with their families and the best plan of visits between them.

    *alike* are facts in which the schools of a family are similar, besides nation and phase.
    """
    ordered = sort_by_name(members)
    least = instrument.questionnaire.privacy.min_schools
    return CohortSchools(ordered, families(ordered, least, alike), plan_visits(instrument.questionnaire, ordered))


def cohort(
    instrument: Instrument, found: CohortSchools, *, date: str | None = None, care: IntakeCounts | None = None
) -> Cohort:
    """Return what all schools of a cohort say together."""
    telling = [each for each in found.members if each.counts]
    least = instrument.questionnaire.privacy.min_schools
    nation = _nation(telling)
    enough = len(telling) >= least
    return Cohort(
        questionnaire=_cohort_questionnaire(instrument, nation),
        round=round_of(telling or found.members),
        rounds=tuple(_rounds(telling)),
        date=date,
        nation=nation,
        response=_response(telling, least, apart=len(found.members) - len(telling), care=care or IntakeCounts()),
        targets=tuple(_cohort_targets(instrument, telling, nation)) if enough else (),
        amounts=tuple(_cohort_amounts(instrument, telling, nation)) if enough else (),
        parts=tuple(_areas(telling, least)) if enough else (),
        families=tuple(CohortFamily(words=kin.shared_words, schools=len(kin.members)) for kin in found.families),
        without_family=len(telling) - sum(len(kin.members) for kin in found.families),
        exchange=_exchange(found.plan, display_names(found.members), least),
    )


def _rounds(members: Sequence[Member]) -> Iterator[CohortRound]:
    """Yield how many *members* have answers of each round, if not all have the same round; no round comes last."""
    counts = Counter(each.round for each in members)
    ordered = sorted(counts, key=lambda name: (name is None, name or ""))
    yield from (CohortRound(round=name, schools=counts[name]) for name in ordered if len(ordered) > 1)


def _nation(members: Iterable[Member]) -> Nation | None:
    """Return the nation of all *members*; None where there are several, or none is known."""
    nations = {each.school.nation for each in members}
    return nations.pop() if len(nations) == 1 else None


def _cohort_questionnaire(instrument: Instrument, nation: Nation | None) -> CohortQuestionnaire:
    """Return the questionnaire as the Cohort shows it, in the words of *nation*."""
    whole = instrument.questionnaire
    return CohortQuestionnaire(
        id=whole.id,
        version=whole.version,
        fingerprint=instrument.fingerprint,
        status=whole.status,
        title=fill_placeholders(whole.title, whole, nation),
        bump_from=whole.scoring.bump_from,
        bands=whole.scoring.bands,
        min_schools=whole.privacy.min_schools,
        min_distribution=whole.privacy.min_distribution,
    )


def _response(members: Sequence[Member], least: int, *, apart: int, care: IntakeCounts) -> CohortResponse:
    """Return how many people and schools answered."""
    rates = [each.response_rate for each in members if each.response_rate is not None]
    enough = len(members) >= least
    return CohortResponse(
        schools=len(members),
        people=sum(each.people or 0 for each in members) if enough else 0,
        rates=quartile_spread(rates, least, places=2),
        below_half=count_schools((rate < HALF for rate in rates), least),
        apart=apart,
        **care._asdict(),
    )


def _cohort_targets(instrument: Instrument, members: Sequence[Member], nation: Nation | None) -> Iterator[CohortTarget]:
    """Yield each barrier, followed by its facets."""
    for barrier in instrument.questionnaire.barriers:
        yield _cohort_target(instrument, members, nation, barrier, None)
        for facet in barrier.facets:
            yield _cohort_target(instrument, members, nation, barrier, facet)


def _cohort_target(
    instrument: Instrument, members: Sequence[Member], nation: Nation | None, barrier: Barrier, facet: Facet | None
) -> CohortTarget:
    """Return the figures of *facet*, or of *barrier* where there is no facet."""
    whole, name = instrument.questionnaire, f"{barrier.id}.{facet.id}" if facet else barrier.id
    severities = [severity for each in members if (severity := _severity(each, name)) is not None]
    title = facet.title if facet else barrier.title
    ask = facet.ask_others if facet and facet.within_reach != "ours" else None
    return CohortTarget(
        id=name,
        title=fill_placeholders(title, whole, nation),
        barrier=barrier.id,
        is_barrier=facet is None,
        within_reach=facet.within_reach if facet else None,
        spread=quartile_spread(severities, whole.privacy.min_schools),
        bumps=count_schools(
            (severity >= whole.scoring.bump_from for severity in severities), whole.privacy.min_schools
        ),
        ask=fill_placeholders(ask, whole, nation) if ask else None,
    )


def _severity(member: Member, target: str) -> float | None:
    """Return the severity of *target* in one school; None where it has none."""
    figure = member.figures.get(target)
    return figure.severity if figure is not None else None


def _cohort_amounts(instrument: Instrument, members: Sequence[Member], nation: Nation | None) -> Iterator[CohortAmount]:
    """Yield the figures of each measured amount."""
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
            text=fill_placeholders(question.text, whole, nation),
            unit=number.unit,
            spread=quartile_spread((each.typical for each in held), whole.privacy.min_schools),
            hours_a_year=round_figure(sum(hours)) if enough else None,
            counted=len(hours) if enough else None,
        )


def _areas(members: Sequence[Member], least: int) -> Iterator[CohortArea]:
    """Yield the areas with enough schools that also leave enough outside.

    Otherwise the figures of a school could be computed from those of all schools.
    """
    by_name: dict[str, list[Member]] = {}
    for each in members:
        if each.school.area:
            by_name.setdefault(each.school.area, []).append(each)
    told = {name: those for name, those in sorted(by_name.items()) if least <= len(those) <= len(members) - least}
    names = dict.fromkeys(name for each in members for name in each.figures)
    everywhere = {name: _severity_spread(members, name) for name in names}
    found = {name: _area_differences(those, everywhere, least) for name, those in told.items()}
    chances = iter(holm([each.p_value for apart in found.values() for each in apart.values()]))
    for name, apart in found.items():
        clear = {target: each.points for target, each in apart.items() if next(chances) < SELDOM}
        lies = ((target, quartile_spread(_target_severities(told[name], target), least)) for target in apart)
        yield CohortArea(
            name=name,
            schools=len(told[name]),
            higher=tuple(target for target, points in clear.items() if points >= FAR),
            lower=tuple(target for target, points in clear.items() if points <= -FAR),
            spreads={target: held for target, held in lies if held is not None},
        )


def _area_differences(
    inside: Sequence[Member], everywhere: Mapping[str, SeverityMoments], least: int
) -> Mapping[str, MeanDifference]:
    """Return how far each score *inside* an area differs from that of all other schools, where both have enough."""
    found: dict[str, MeanDifference] = {}
    for name, whole in everywhere.items():
        here = _severity_spread(inside, name)
        there = SeverityMoments(n=whole.n - here.n, away=whole.away - here.away, squares=whole.squares - here.squares)
        if min(here.n, there.n) >= least and (apart := _difference(here, there)) is not None:
            found[name] = apart
    return found


def _difference(here: SeverityMoments, there: SeverityMoments) -> MeanDifference | None:
    """Return how far the mean of the schools *here* is from that of the schools *there*."""
    return welch(here, there, LIKELY, (own_spread(here), own_spread(there)))


def _severity_spread(members: Iterable[Member], target: str) -> SeverityMoments:
    """Return the sums of severities from which a mean and a variance are computed."""
    away = [severity - MIDDLE for severity in _target_severities(members, target) if severity is not None]
    return SeverityMoments(n=len(away), away=fsum(away), squares=fsum(each * each for each in away))


def _target_severities(members: Iterable[Member], target: str) -> Iterator[float | None]:
    """Yield the severity of *target* in each school."""
    return (_severity(each, target) for each in members)


def _exchange(plan: VisitPlan | None, names: Mapping[str, str], least: int) -> CohortExchange | None:
    """Return the plan of visits as the Cohort shows it."""
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
        about=dict(sorted(_visits_by_facet(plan.exchange.visits, least))),
        reached=_share_of_bound(plan.exchange.gain, plan.exchange.bound),
        blocks=plan.exchange.blocks,
    )


def _share_of_bound(gain: float, bound: float) -> float:
    """Return the share of the *bound* that a plan gains, rounded down; 1 if it is as good as plans are sought."""
    return 1.0 if bound - gain <= GAP * abs(gain) + TINY else floor(1000 * gain / bound) / 1000


def _visits_by_facet(visits: Sequence[Visit], least: int) -> Iterator[tuple[str, int]]:
    """Yield how many *visits* are about each facet that enough guests share, and that enough guests do not share.

    The guests are named, so a facet must not reveal what is a bump in a named school.
    """
    guests = {visit.guest for visit in visits}
    for facet, n in Counter(visit.facet for visit in visits).items():
        sharing = {visit.guest for visit in visits if visit.facet == facet}
        if least <= len(sharing) <= len(guests) - least:
            yield facet, n


def family_results(found: CohortSchools) -> dict[str, Family]:
    """Return what the report of each school says of its family, by school."""
    told = {
        each.school.id: Family(schools=None, reason=reason_without_family(each) or "too-few") for each in found.members
    }
    for kin in found.families:
        lies = tuple(FamilyRange(of=of, low=low, high=high) for of, (low, high) in ranges(kin).items())
        whole = Family(schools=len(kin.members), alike=kin.shared_words, ranges=lies)
        told |= {each.school.id: whole for each in kin.members}
    return told


def exchange_results(instrument: Instrument, found: CohortSchools) -> dict[str, SchoolExchange]:
    """Return what the report of each school says of the exchange, by school."""
    return school_exchanges(instrument.questionnaire, found.members, found.plan)
