"""What a page about a cohort says: everything in it, in the order in which it says it."""

from collections.abc import Iterable, Iterator
from math import floor
from typing import NamedTuple

from speedbumps.i18n import Words, day, later, short
from speedbumps.model.cohort import Cohort, CohortRound, CohortTarget, Count, Part, Response, Spread
from speedbumps.model.questionnaire import Band, Reach
from speedbumps.report.about import LIMITS, SHORT_STATUSES, STATUSES
from speedbumps.report.amounts import roughly
from speedbumps.report.figures import cut, span, whole
from speedbumps.report.front import STAMPS
from speedbumps.report.heights import SYMBOLS, Height, step_of
from speedbumps.report.page import Road, Stretch
from speedbumps.report.tables import Group, Row, Table

ASKED: dict[Reach, str] = {
    "shared": later("What a school can lower only together with others"),
    "outside": later("What lies with others altogether"),
}
"""Who can lower what a school cannot lower alone."""


ROUND = 60
"""Characters of a round's name."""

FITTING = (0, 2, 3)
"""Those of the limits of a report that fit a page about many schools."""


class AskOfAll(NamedTuple):
    """One request that several schools share."""

    facet: str
    schools: str
    text: str


class AsksOfAll(NamedTuple):
    """The requests to those who can lower a bump."""

    title: str
    asks: tuple[AskOfAll, ...]


class AreaApart(NamedTuple):
    """An area in which something lies far from all the others."""

    title: str
    """What it is called, and how many schools it holds."""
    higher: str | None
    lower: str | None


class AreaPage(NamedTuple):
    """What is said of a cohort."""

    language: str
    title: str
    facts: tuple[str, ...]
    stamp: str
    who: tuple[str, ...]
    """Who answered, and how sure one can be."""
    banner: str | None
    """What to know before reading on."""
    road: Road | None
    """The spread of each facet over schools; None where too few schools answered."""
    key: str
    """What heights are called."""
    spread: Table | None
    """The same as a table."""
    asks: tuple[AsksOfAll, ...]
    no_asks: str | None
    amounts: Table | None
    parts: tuple[AreaApart, ...]
    """Areas in which something lies far from all the others."""
    no_parts: str | None
    families: Table | None
    no_families: str | None
    exchange: tuple[str, ...]
    """What the plan of visits is, in sentences."""
    visits: Table | None
    subjects: Table | None
    """What visits are about, without the names."""
    about: tuple[str, ...]
    status: str
    provenance: tuple[str, ...]


def area_page(cohort: Cohort, words: Words) -> AreaPage:
    """What there is to say of *cohort*."""
    say = words.say
    asks = tuple(_asks(cohort, words))
    parts, families = tuple(_parts(cohort, words)), _families(cohort, words)
    return AreaPage(
        language=words.language,
        title=words.count("The road in %(n)s school", "The road in %(n)s schools", cohort.response.schools),
        facts=tuple(_facts(cohort, words)),
        stamp=say(STAMPS[cohort.questionnaire.status]),
        who=tuple(_who(cohort, words)),
        banner=_banner(cohort, words),
        road=_road(cohort, words) if cohort.targets else None,
        key=_key(cohort, words),
        spread=_spread_table(cohort, words) if cohort.targets else None,
        asks=asks,
        no_asks=None
        if asks
        else say("Nothing that schools cannot lower alone is a bump in enough of them to be told."),
        amounts=_amounts(cohort, words),
        parts=parts,
        no_parts=None if parts else _no_parts(cohort, words),
        families=families,
        no_families=None
        if families
        else say("There are too few schools of one kind, or nothing is said of their kind."),
        exchange=tuple(_exchange(cohort, words)),
        visits=_visits(cohort, words),
        subjects=_subjects(cohort, words),
        about=tuple(_about(cohort, words)),
        status=say(STATUSES[cohort.questionnaire.status]),
        provenance=tuple(_provenance(cohort, words)),
    )


def _facts(cohort: Cohort, words: Words) -> Iterator[str]:
    if cohort.round:
        yield words.say("Round: %(round)s", round=cohort.round)
    if cohort.date:
        yield day(cohort.date, words)


def _who(cohort: Cohort, words: Words) -> Iterator[str]:
    if cohort.targets:
        yield from _answered(cohort, words)
    if cohort.rounds:
        yield words.say(
            "The answers are of several rounds: %(rounds)s.",
            rounds="; ".join(_round(each, words) for each in cohort.rounds),
        )
    yield from _care(cohort.response, words)
    if cohort.targets:
        yield words.say(
            "Every school counts once, whatever its size. No school stands on this page by name with a figure."
        )


def _round(each: CohortRound, words: Words) -> str:
    if each.round is None:
        return words.count("no round is named in %(n)s school", "no round is named in %(n)s schools", each.schools)
    name = short(each.round, ROUND)
    return words.count("%(round)s in %(n)s school", "%(round)s in %(n)s schools", each.schools, round=name)


def _answered(cohort: Cohort, words: Words) -> Iterator[str]:
    response, say = cohort.response, words.say
    yield say(
        "%(people)s people in %(schools)s schools answered.",
        people=words.number(response.people),
        schools=words.number(response.schools),
    )
    if response.rates is not None:
        rates = response.rates
        yield say(
            "In the school in the middle %(middle)s%% of the people asked did so; in the middle half of the schools "
            "%(low)s%% to %(high)s%%.",
            **{name: words.number(100 * rate) for name, rate in rates.model_dump(exclude={"n"}).items()},
        )
    if response.below_half is not None:
        yield say("Fewer than half answered in %(schools)s.", schools=_schools(response.below_half, cohort, words))


def _care(response: Response, words: Words) -> Iterator[str]:
    """How the answers came in."""
    if response.apart:
        yield words.count(
            "%(n)s more school is left out here: one person alone answered, or too few did.",
            "%(n)s more schools are left out here: one person alone answered, or too few did.",
            response.apart,
        )
    if response.left_out:
        yield words.count(
            "%(n)s file or school could not be read, and is not counted.",
            "%(n)s files or schools could not be read, and are not counted.",
            response.left_out,
        )
    if response.not_in_table:
        yield words.count(
            "%(n)s more school is left out because it is not in the table of schools.",
            "%(n)s more schools are left out because they are not in the table of schools.",
            response.not_in_table,
        )
    if response.set_aside:
        yield words.count(
            "%(n)s cell could not be read, and counts as blank.",
            "%(n)s cells could not be read, and count as blank.",
            response.set_aside,
        )
    if response.duplicates:
        yield words.count(
            "%(n)s form was handed in again; the last one counts.",
            "%(n)s forms were handed in again; the last ones count.",
            response.duplicates,
        )


def _banner(cohort: Cohort, words: Words) -> str | None:
    if not cohort.targets:
        return words.say(
            "Fewer than %(n)s schools have enough answers, so no heights are told of all of them together. Each "
            "school has a report of its own.",
            n=words.number(cohort.questionnaire.min_schools),
        )
    return None


def _schools(count: Count, cohort: Cohort, words: Words) -> str:
    """A number of schools, as far as it may be told."""
    of, least, say = words.number(count.of), cohort.questionnaire.min_schools, words.say
    if count.n is not None:
        return say("%(n)s of %(of)s schools", n=words.number(count.n), of=of) if count.n else say("none of the schools")
    if count.about is None:
        return say("some of %(of)s schools", of=of)
    if count.about == "few":
        return say("fewer than %(n)s of %(of)s schools", n=words.number(least), of=of)
    return say("at least %(n)s of %(of)s schools", n=words.number(count.of - least + 1), of=of)


def _key(cohort: Cohort, words: Words) -> str:
    """What heights are called, and which of them are bumps."""
    of = cohort.questionnaire
    named = ", ".join(
        words.say("“%(word)s” from %(height)s", word=band.title, height=words.number(band.from_)) for band in of.bands
    )
    return words.say(
        "The words for heights: %(bands)s. What reaches %(bump)s, the dotted line, is called a bump.",
        bands=named,
        bump=words.number(of.bump_from),
    )


def _number(severity: float, cohort: Cohort, words: Words) -> str:
    of = cohort.questionnaire
    return whole(severity, (*(band.from_ for band in of.bands), of.bump_from), words)


def _half(spread: Spread, words: Words) -> str:
    low, high = _rounded(spread.low, words), _rounded(spread.high, words)
    return low if low == high else words.say("%(low)s to %(high)s", low=low, high=high)


def _band(severity: float, cohort: Cohort) -> tuple[int, Band]:
    """The band of *severity*, and its place among all of them from 0 to 3."""
    bands = cohort.questionnaire.bands
    rank = max(at for at, band in enumerate(bands) if at == 0 or band.from_ <= severity)
    return step_of(rank, len(bands)), bands[rank]


def _road(cohort: Cohort, words: Words) -> Road:
    facets = [each for each in cohort.targets if not each.is_barrier]
    stretches = tuple(
        Stretch(each.title, tuple(_height(facet, cohort, words) for facet in facets if facet.barrier == each.id))
        for each in cohort.targets
        if each.is_barrier
    )
    shown = tuple(stretch for stretch in stretches if stretch.heights)
    barriers = (Stretch(None, tuple(_height(each, cohort, words) for each in cohort.targets if each.is_barrier)),)
    known = any(facet.spread for facet in facets)
    return Road(
        line=words.say("Each hump is as high as in the school in the middle."),
        stretches=shown if known else barriers,
        bump_from=cohort.questionnaire.bump_from,
        overall=None,
        caption="",
        heads=(),
    )


def _height(target: CohortTarget, cohort: Cohort, words: Words) -> Height:
    """The middle of all schools as a height, with the middle half for its ends."""
    lies = target.spread
    step, band = _band(lies.middle, cohort) if lies else (None, None)
    half = _half(lies, words) if lies else None
    return Height(
        id=target.id,
        anchor="",
        title=target.title,
        about=None,
        severity=lies.middle if lies else None,
        low=lies.low if lies else None,
        high=lies.high if lies else None,
        step=step,
        symbol="·" if step is None else SYMBOLS[step],
        word=band.title if band else words.say("Too few schools"),
        band=band.title if band else words.say("Too few"),
        number=_number(lies.middle, cohort, words) if lies else "–",
        between=half,
        sure=None,
        people=None,
        means=None,
        after=None,
        bump=lies is not None and lies.middle >= cohort.questionnaire.bump_from,
        equal=None,
        facts=None,
        roles=(),
    )


def _spread_table(cohort: Cohort, words: Words) -> Table:
    say = words.say
    heads = (say("Part of the road"), say("In a word"), say("In the middle"), say("Middle half"), say("A bump in"))
    groups = tuple(
        Group(each.title, tuple(_spread_row(target, cohort, words) for target in _of(each, cohort)))
        for each in cohort.targets
        if each.is_barrier
    )
    return Table("table-spread", say("How each part of the road lies over schools"), heads, frozenset({2, 3}), groups)


def _of(barrier: CohortTarget, cohort: Cohort) -> Iterator[CohortTarget]:
    """The facets of *barrier*, then the barrier as a whole."""
    yield from (each for each in cohort.targets if each.barrier == barrier.id and not each.is_barrier)
    yield barrier


def _spread_row(target: CohortTarget, cohort: Cohort, words: Words) -> Row:
    title = words.say("%(barrier)s, as a whole", barrier=target.title) if target.is_barrier else target.title
    lies = target.spread
    if lies is None:
        return (title, words.say("Too few schools"), "–", "–", "–")
    bumps = _schools(target.bumps, cohort, words) if target.bumps else "–"
    return (title, _band(lies.middle, cohort)[1].title, _number(lies.middle, cohort, words), _half(lies, words), bumps)


def _asks(cohort: Cohort, words: Words) -> Iterator[AsksOfAll]:
    for reach, title in ASKED.items():
        told = [
            AskOfAll(each.title, _schools(each.bumps, cohort, words), each.ask)
            for each in sorted(cohort.targets, key=_most)
            if each.within_reach == reach and each.ask and each.bumps and each.bumps.n != 0
        ]
        if told:
            yield AsksOfAll(words.say(title), tuple(told))


def _most(target: CohortTarget) -> float:
    """What most schools share comes first; what may not be counted comes last, or first, by what can be said of it."""
    if target.bumps is None:
        return 1.0
    n = target.bumps.n if target.bumps.n is not None else (0 if target.bumps.about == "few" else target.bumps.of)
    return -n


def _amounts(cohort: Cohort, words: Words) -> Table | None:
    say = words.say
    rows = tuple(_amount_rows(cohort, words))
    if not rows:
        return None
    heads = (say("What was asked"), say("In the middle"), say("Middle half"), say("Hours a year in all"))
    return Table("table-amounts", say("Hours and other amounts"), heads, frozenset({1, 2, 3}), (Group(None, rows),))


def _amount_rows(cohort: Cohort, words: Words) -> Iterator[Row]:
    for each in cohort.amounts:
        if each.spread is None:
            continue
        hours = "–"
        if each.hours_a_year is not None:
            hours = words.say(
                "about %(hours)s in %(n)s schools",
                hours=roughly(each.hours_a_year, words),
                n=words.number(each.counted or 0),
            )
        lies = each.spread
        yield (each.text, f"{cut(lies.middle, words)} {each.unit}", span(lies.low, lies.high, words), hours)


def _parts(cohort: Cohort, words: Words) -> Iterator[AreaApart]:
    titles = {each.id: each.title for each in cohort.targets}
    for part in cohort.parts:
        if part.higher or part.lower:
            yield AreaApart(
                title=words.count("%(area)s (%(n)s school)", "%(area)s (%(n)s schools)", part.schools, area=part.name),
                higher=_far(part, part.higher, titles, words),
                lower=_far(part, part.lower, titles, words),
            )


def _no_parts(cohort: Cohort, words: Words) -> str:
    if cohort.parts:
        return words.say("No area lies clearly apart from all others.")
    return words.say(
        "No areas are held against each other: an area takes at least %(n)s schools, and as many outside it.",
        n=words.number(cohort.questionnaire.min_schools),
    )


def _far(part: Part, targets: Iterable[str], titles: dict[str, str], words: Words) -> str | None:
    named = (f"{titles[each]} ({_rounded(part.spreads[each].middle, words)})" for each in targets if each in titles)
    return ", ".join(named) or None


def _rounded(severity: float, words: Words) -> str:
    return words.number(floor(severity + 0.5))


def _families(cohort: Cohort, words: Words) -> Table | None:
    rows = tuple((", ".join(each.words), words.number(each.schools)) for each in cohort.families)
    if not rows:
        return None
    say = words.say
    heads = (say("What its schools share"), say("Schools"))
    return Table(
        "table-families", say("Families, by what their schools share"), heads, frozenset({1}), (Group(None, rows),)
    )


def _exchange(cohort: Cohort, words: Words) -> Iterator[str]:
    plan, say = cohort.exchange, words.say
    if plan is None:
        yield say(
            "No school agreed to be named yet, so no visits are suggested. A school that would like to take part tells "
            "whoever ran this survey."
        )
        return
    said = [
        words.count("%(n)s school takes part by name.", "%(n)s schools take part by name.", plan.taking_part),
        words.count("%(n)s visit is suggested.", "%(n)s visits are suggested.", len(plan.visits)),
    ]
    if not plan.visits:
        yield f"{said[0]} " + say("No visits are suggested this time; each school's own report tells why.")
        return
    said += [
        words.count(
            "%(n)s school would see something elsewhere.",
            "%(n)s schools would see something elsewhere.",
            plan.guests,
        ),
        words.count("%(n)s school would show something.", "%(n)s schools would show something.", plan.hosts),
    ]
    yield " ".join(said)
    yield say("Having something to see elsewhere is no shame, and having something to show is no merit.")
    if plan.reached < 1:
        yield say(
            "Worked out in %(blocks)s parts, since there are so many schools; it brings at least %(share)s%% of what "
            "any plan could.",
            blocks=words.number(plan.blocks),
            share=words.number(floor(100 * plan.reached)),
        )


def _visits(cohort: Cohort, words: Words) -> Table | None:
    plan, say = cohort.exchange, words.say
    if plan is None or not plan.visits:
        return None
    rows = tuple(
        (
            visit.host_name,
            visit.guest_name,
            words.number(max(1, round(visit.kilometres))) if visit.kilometres is not None else "–",
            say("yes") if visit.mutual else "–",
        )
        for visit in plan.visits
    )
    heads = (say("Host"), say("Guest"), say("Kilometres"), say("Also the other way"))
    return Table(
        "table-visits", say("Visits, by the names of the schools"), heads, frozenset({2}), (Group(None, rows),)
    )


def _subjects(cohort: Cohort, words: Words) -> Table | None:
    """What visits are about, without the names: what somebody comes to see is for them to tell."""
    plan, say = cohort.exchange, words.say
    if plan is None or not plan.about:
        return None
    rows = [(each.title, words.number(plan.about[each.id])) for each in cohort.targets if each.id in plan.about]
    rest = len(plan.visits) - sum(plan.about.values())
    if rest:
        rows.append((say("Other subjects"), words.number(rest)))
    heads = (say("What there is to see"), say("Visits"))
    return Table("table-subjects", say("What the visits are about"), heads, frozenset({1}), (Group(None, tuple(rows)),))


def _about(cohort: Cohort, words: Words) -> Iterator[str]:
    least = words.number(cohort.questionnaire.min_schools)
    yield words.say(
        "No height, count or amount of schools is told that holds fewer than %(n)s of them, or leaves out fewer.",
        n=least,
    )
    yield words.say(
        "“Clearly” is said from 10 points on between the schools of an area and all others, and only where chance "
        "alone would seldom make so large a difference in any area."
    )
    yield from (words.say(limit) for place, limit in enumerate(LIMITS) if place in FITTING)


def _provenance(cohort: Cohort, words: Words) -> Iterator[str]:
    of, say = cohort.questionnaire, words.say
    yield say("Questionnaire: %(title)s (%(id)s)", title=of.title, id=of.id)
    yield say("Version %(version)s, %(status)s", version=of.version, status=say(SHORT_STATUSES[of.status]))
    yield say("Fingerprint: %(short)s", short=of.fingerprint[:12])
