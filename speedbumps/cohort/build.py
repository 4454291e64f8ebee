"""Build the Cohort from its members, and what each school's own report shows of the exchange."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import floor, fsum
from typing import NamedTuple

from speedbumps.cohort.earlier import EarlierParts, SchoolMarks, schools_with
from speedbumps.cohort.exchange import Visit
from speedbumps.cohort.families import SchoolFamily, families
from speedbumps.cohort.matching import GAP, TINY
from speedbumps.cohort.members import Member, display_names, figures_mark, part_name, round_of, sort_by_name
from speedbumps.cohort.spreads import count_schools, count_where_most, quartile_spread, severity_rounding
from speedbumps.cohort.visit_plan import VisitPlan, plan_visits, school_exchanges, takes_part
from speedbumps.disclosure.cohorts import (
    are_all_or_enough,
    is_apart_from_unions,
    may_replace,
    publishable_groups,
    round_hours,
    round_share,
    round_shared_amount,
)
from speedbumps.model.audit import SchoolExchange
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
    Division,
    Quartiles,
)
from speedbumps.model.instrument import Instrument, fill_placeholders
from speedbumps.model.queries import is_clearly_low, scale_of, target_names
from speedbumps.model.questionnaire import Barrier, Facet, Nation, Questionnaire
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
    marks: SchoolMarks
    """The schools that count, by id, each with a digest of its figures."""


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
    names = figure_names(instrument.questionnaire)
    marks = {each.school.id: figures_mark(each, names) for each in ordered if each.counts}
    return CohortSchools(
        ordered, families(ordered, least, alike), plan_visits(instrument.questionnaire, ordered), marks
    )


def figure_names(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the names of all figures that schools can have: barriers and facets, then questions about amounts."""
    amounts = (each.id for each in questionnaire.questions if scale_of(questionnaire, each).number is not None)
    return (*target_names(questionnaire), *amounts)


def cohort(
    instrument: Instrument,
    found: CohortSchools,
    *,
    date: str | None = None,
    care: IntakeCounts | None = None,
    parts: EarlierParts | None = None,
) -> Cohort:
    """Return what all schools of a cohort say together, where *parts* of these schools had figures before."""
    telling = [each for each in found.members if each.counts]
    least = instrument.questionnaire.privacy.min_schools
    nation = _nation(telling)
    enough = len(telling) >= least
    earlier = parts or EarlierParts()
    divided_by = earlier.divided_by or _choose_division(telling, least)
    return Cohort(
        questionnaire=_cohort_questionnaire(instrument, nation),
        round=round_of(telling or found.members),
        rounds=tuple(_rounds(telling)),
        date=date,
        nation=nation,
        response=_response(telling, least, apart=len(found.members) - len(telling), care=care or IntakeCounts()),
        targets=tuple(_cohort_targets(instrument, telling, nation)) if enough else (),
        amounts=tuple(_cohort_amounts(instrument, telling, nation)) if enough else (),
        parts=tuple(_cohort_parts(instrument.questionnaire, found, divided_by, earlier)) if enough else (),
        divided_by=divided_by,
        families=tuple(CohortFamily(words=kin.shared_words, schools=len(kin.members)) for kin in found.families),
        without_family=len(telling) - sum(len(kin.members) for kin in found.families),
        exchange=_exchange(found, least),
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
        draft_translation=instrument.draft,
        bump_from=whole.scoring.bump_line,
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
        rates=quartile_spread(rates, least, round_share),
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


def target_titles(questionnaire: Questionnaire, nation: Nation | None) -> dict[str, str]:
    """Return what each barrier and each of its facets is called by id, in the words of *nation*."""
    found: dict[str, str] = {}
    for barrier in questionnaire.barriers:
        found[barrier.id] = fill_placeholders(barrier.title, questionnaire, nation)
        for facet in barrier.facets:
            found[f"{barrier.id}.{facet.id}"] = fill_placeholders(facet.title, questionnaire, nation)
    return found


def _cohort_target(
    instrument: Instrument, members: Sequence[Member], nation: Nation | None, barrier: Barrier, facet: Facet | None
) -> CohortTarget:
    """Return the figures of *facet*, or of *barrier* where there is no facet."""
    whole, name = instrument.questionnaire, f"{barrier.id}.{facet.id}" if facet else barrier.id
    figures = [figure for each in members if (figure := each.figures.get(name)) is not None]
    scored = [figure for figure in figures if figure.severity is not None]
    severities, start = [figure.severity or 0.0 for figure in scored], whole.scoring.bump_line
    title = facet.title if facet else barrier.title
    bumps = count_schools((severity >= start for severity in severities), whole.privacy.min_schools)
    ask = facet.ask_others if facet and facet.within_reach != "ours" else None
    return CohortTarget(
        id=name,
        title=fill_placeholders(title, whole, nation),
        strength=fill_placeholders(facet.strength, whole, nation) if facet and facet.strength else None,
        barrier=barrier.id,
        is_barrier=facet is None,
        within_reach=facet.within_reach if facet else None,
        spread=quartile_spread(severities, whole.privacy.min_schools, severity_rounding(whole)),
        bumps=bumps,
        goes_well=count_where_most(
            (is_clearly_low(each.severity, each.high, start) for each in scored), bumps, whole.privacy.min_schools
        ),
        ask_whom=fill_placeholders(facet.ask_whom, whole, nation) if ask and facet and facet.ask_whom else None,
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
            spread=quartile_spread((each.typical for each in held), whole.privacy.min_schools, round_shared_amount),
            hours_a_year=round_hours(fsum(hours)) if enough else None,
            counted=len(hours) if enough else None,
        )


def severities_of(members: Iterable[Member]) -> dict[str, dict[str, float]]:
    """Return for each barrier and facet the severities of those of the *members* that count, by id."""
    found: dict[str, dict[str, float]] = {}
    for each in members:
        for name, figure in each.figures.items() if each.counts else ():
            held = found.setdefault(name, {})
            if figure.severity is not None:
                held[each.school.id] = figure.severity
    return found


def _choose_division(members: Sequence[Member], least: int) -> Division:
    """Return by what to divide the *members* of a first page: by area where any may be shown, else by phase.

    Only by one of them, on this page and on all later ones. The figures of an area of 13 schools, and of all 12
    primaries if these are all in that area, would tell of the thirteenth.
    """
    counts = {name: len(those) for name, those in _members_by_part(members, "area").items()}
    able = {name: n for name, n in counts.items() if n <= len(members) - least}
    return "area" if publishable_groups(able, len(members), least) else "phase"


def _members_by_part(members: Iterable[Member], divided_by: Division) -> dict[str, list[Member]]:
    by_name: dict[str, list[Member]] = {}
    for each in members:
        name = part_name(each, divided_by)
        if name:
            by_name.setdefault(name, []).append(each)
    return by_name


def _cohort_parts(
    whole: Questionnaire, found: CohortSchools, divided_by: Division, earlier: EarlierParts
) -> Iterator[CohortArea]:
    """Yield the areas, or the phases, that may be shown, with their figures."""
    least, members = whole.privacy.min_schools, [each for each in found.members if each.counts]
    told = _publishable_parts(_members_by_part(members, divided_by), found.marks, earlier, least)
    everywhere = {name: _severity_spread(members, name) for name in severities_of(members)}
    differences = {name: _part_differences(those, everywhere, least) for name, those in told.items()}
    now = {name: {each.school.id: found.marks[each.school.id] for each in those} for name, those in told.items()}
    few = {name: _revealing_in_part(whole, earlier.schools.get(name, {}), marks) for name, marks in now.items()}
    spreads = _part_spreads(whole, told, everywhere, few)
    chances = iter(holm([each.p_value for apart in differences.values() for each in apart.values()]))
    for name, apart in differences.items():
        clear = {target: each.points for target, each in apart.items() if next(chances) < SELDOM}
        shown = {target: points for target, points in clear.items() if target in spreads[name]}
        yield CohortArea(
            name=name,
            schools=len(told[name]),
            higher=tuple(target for target, points in shown.items() if points >= FAR),
            lower=tuple(target for target, points in shown.items() if points <= -FAR),
            spreads=spreads[name],
        )


def _publishable_parts(
    by_name: Mapping[str, Sequence[Member]], marks: SchoolMarks, earlier: EarlierParts, least: int
) -> Mapping[str, Sequence[Member]]:
    """Return those of the parts, *by_name*, that may be shown, in alphabetical order.

    *marks* are those of all schools. A part is described by how it differs from all others, so these are enough too.
    """
    now = {name: {each.school.id: marks[each.school.id] for each in those} for name, those in by_name.items()}
    counts = {
        name: len(those)
        for name, those in sorted(by_name.items())
        if len(those) <= len(marks) - least
        and may_replace(earlier.schools.get(name, {}), now[name], least)
        and _is_apart_from_families(now[name], earlier.families, least)
    }
    return {name: by_name[name] for name in publishable_groups(counts, len(marks), least)}


def _is_apart_from_families(part: SchoolMarks, families: Sequence[SchoolMarks], least: int) -> bool:
    """Return whether the schools of a *part* are those of some *families* that had figures, or differ by enough."""
    shared = {
        str(place): sum(part.get(school) == mark for school, mark in family.items())
        for place, family in enumerate(families)
    }
    sizes = {str(place): len(family) for place, family in enumerate(families)}
    return is_apart_from_unions(shared, sizes, max(0, len(part) - sum(shared.values())), least)


def _revealing_in_part(whole: Questionnaire, before: SchoolMarks, now: SchoolMarks) -> frozenset[str]:
    """Return the scores that few of the schools of a part have that changed from *before* to *now*."""
    least = whole.privacy.min_schools
    return frozenset(
        name
        for place, name in enumerate(figure_names(whole))
        if not may_replace(schools_with(before, place), schools_with(now, place), least)
    )


def _part_spreads(
    whole: Questionnaire,
    areas: Mapping[str, Sequence[Member]],
    everywhere: Mapping[str, SeverityMoments],
    revealing: Mapping[str, Collection[str]],
) -> Mapping[str, dict[str, Quartiles]]:
    """Return for each of the *areas* the quartiles of each score that may be shown beside those of all schools.

    Not of scores that are *revealing* in this area.
    """
    least, rounding = whole.privacy.min_schools, severity_rounding(whole)
    found: dict[str, dict[str, Quartiles]] = {name: {} for name in areas}
    for target, moments in everywhere.items():
        spreads = {
            name: quartile_spread(_target_severities(those, target), least, rounding)
            for name, those in areas.items()
            if target not in revealing[name]
        }
        held = {name: lies for name, lies in spreads.items() if lies is not None and lies.n <= moments.n - least}
        for name in publishable_groups({name: lies.n for name, lies in held.items()}, moments.n, least):
            found[name][target] = held[name]
    return found


def _part_differences(
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


def _exchange(found: CohortSchools, least: int) -> CohortExchange | None:
    """Return the plan of visits as the Cohort shows it: how many take part, and how many visits there are.

    Who takes part is listed only where all do: whoever knows the schools would see which ones are missing. Who visits
    whom is never listed. That tells where there are bumps: schools that are guests more often than hosts have the
    higher ones (right for 85 to 96 % of pairs of schools), and the guests of a school that shows only one part of the
    road have their bump there (16 of 16 right). Nor does the order of the schools tell anything.

    Where the number of schools that take part is hidden, so is each number of visits, of guests and of hosts, unless
    it is none. This stops the attack by visits: "22 visits are suggested" tells that at least 11 schools take part
    where each makes at most two; where there are 12 schools, and not all take part, exactly one does not.
    """
    plan = found.plan
    if plan is None:
        return None
    visits, names = plan.exchange.visits, display_names(found.members)
    parties = [names[each.school.id] for each in found.members]
    all_take_part = all(takes_part(each) for each in found.members)
    counted = are_all_or_enough(plan.parties, len(parties), least)
    hosts, guests = {visit.host for visit in visits}, {visit.guest for visit in visits}
    return CohortExchange(
        taking_part=plan.parties if counted else None,
        schools=tuple(sorted(parties, key=lambda name: (name.casefold(), name))) if all_take_part else (),
        suggested=len(visits) if not visits or (counted and plan.parties >= least) else None,
        hosts=_countable(len(hosts), plan.parties, least) if counted or not hosts else None,
        guests=_countable(len(guests), plan.parties, least) if counted or not guests else None,
        about=dict(sorted(_visits_by_facet(visits, least))) if counted else {},
        reached=_share_of_bound(plan.exchange.gain, plan.exchange.bound),
        blocks=plan.exchange.blocks,
    )


def _countable(n: int, of: int, least: int) -> int | None:
    """Return *n* if so many of the schools that take part may be counted: none, or enough with as many others.

    That all of them have something to see elsewhere would say of each that something slows it.
    """
    return n if n == 0 or least <= n <= of - least else None


def _share_of_bound(gain: float, bound: float) -> float:
    """Return the share of the *bound* that a plan gains, rounded down; 1 if it is as good as plans are sought."""
    return 1.0 if bound - gain <= GAP * abs(gain) + TINY else floor(100 * gain / bound) / 100


def _visits_by_facet(visits: Sequence[Visit], least: int) -> Iterator[tuple[str, int]]:
    """Yield how many *visits* are about each facet that enough guests share, and that enough guests do not share.

    The schools that take part are named, so a facet must not reveal what is a bump in most of them.
    """
    guests = {visit.guest for visit in visits}
    for facet, n in Counter(visit.facet for visit in visits).items():
        sharing = {visit.guest for visit in visits if visit.facet == facet}
        if least <= len(sharing) <= len(guests) - least:
            yield facet, n


def exchange_results(instrument: Instrument, found: CohortSchools) -> dict[str, SchoolExchange]:
    """Return what the report of each school says of the exchange, by school."""
    return school_exchanges(instrument.questionnaire, found.members, found.plan)
