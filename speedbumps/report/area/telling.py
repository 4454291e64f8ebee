"""The page about a cohort: all sections, in order."""

from collections.abc import Iterable, Iterator
from math import floor
from typing import NamedTuple

from speedbumps.i18n import Locale, format_date, gettext_noop, truncate_text
from speedbumps.model.cohort import (
    Cohort,
    CohortArea,
    CohortResponse,
    CohortRound,
    CohortTarget,
    Quartiles,
    SchoolCount,
)
from speedbumps.model.questionnaire import Band, Reach
from speedbumps.report.blocks import Height, Road, Row, RowGroup, Stretch, Table
from speedbumps.report.figures import format_figure, format_range, format_severity
from speedbumps.report.heights import SYMBOLS, colour_step
from speedbumps.report.sections.about import LIMITS, SHORT_STATUSES, STATUSES
from speedbumps.report.sections.amounts import format_hours
from speedbumps.report.sections.front import STAMPS

REACHES: dict[Reach, str] = {
    "shared": gettext_noop("What a school can lower only together with others"),
    "outside": gettext_noop("What lies with others altogether"),
}
"""The titles of the groups of requests, by who can lower the bump."""

ROUND = 60
"""The most characters of a round's name."""

FITTING = (0, 2, 3)
"""The indices of those LIMITS of a report that also hold for a page about many schools."""


class SharedRequest(NamedTuple):
    """One request that several schools share, with their number in words."""

    facet: str
    schools: str
    text: str


class SharedRequestGroup(NamedTuple):
    """The requests to one group of people who can lower bumps."""

    title: str
    asks: tuple[SharedRequest, ...]


class AreaDifferences(NamedTuple):
    """An area, and the targets on which it clearly differs from all others."""

    title: str
    """The area's name, and its number of schools."""
    higher: str | None
    lower: str | None


class CohortPage(NamedTuple):
    """The contents of a page about a cohort."""

    language: str
    title: str
    facts: tuple[str, ...]
    stamp: str
    who: tuple[str, ...]
    """Sentences about who answered, and what was left out."""
    banner: str | None
    """A warning to read before the figures."""
    road: Road | None
    """The quartiles of each facet over schools; None if too few schools answered."""
    key: str
    """The key: the word for each band of heights, and where bumps begin."""
    spread: Table | None
    """The same as *road*, as a table."""
    asks: tuple[SharedRequestGroup, ...]
    no_asks: str | None
    amounts: Table | None
    parts: tuple[AreaDifferences, ...]
    """The areas that clearly differ from all others."""
    no_parts: str | None
    families: Table | None
    no_families: str | None
    exchange: tuple[str, ...]
    """Sentences about the plan of visits."""
    visits: Table | None
    subjects: Table | None
    """The numbers of visits by topic, without names of schools."""
    about: tuple[str, ...]
    status: str
    provenance: tuple[str, ...]


def cohort_page(cohort: Cohort, words: Locale) -> CohortPage:
    """Return the page about *cohort*, in the language of *words*."""
    gettext = words.gettext
    asks = tuple(_shared_requests(cohort, words))
    parts, families = tuple(_area_differences(cohort, words)), _families_table(cohort, words)
    return CohortPage(
        language=words.language,
        title=words.ngettext("The road in %(n)s school", "The road in %(n)s schools", cohort.response.schools),
        facts=tuple(_cohort_facts(cohort, words)),
        stamp=gettext(STAMPS[cohort.questionnaire.status]),
        who=tuple(_respondent_lines(cohort, words)),
        banner=_too_few_banner(cohort, words),
        road=_cohort_road(cohort, words) if cohort.targets else None,
        key=_height_key(cohort, words),
        spread=_spread_table(cohort, words) if cohort.targets else None,
        asks=asks,
        no_asks=None
        if asks
        else gettext("Nothing that schools cannot lower alone is a bump in enough of them to be told."),
        amounts=_amounts_table(cohort, words),
        parts=parts,
        no_parts=None if parts else _no_areas_line(cohort, words),
        families=families,
        no_families=None
        if families
        else gettext("There are too few schools of one kind, or nothing is said of their kind."),
        exchange=tuple(_exchange_lines(cohort, words)),
        visits=_visits_table(cohort, words),
        subjects=_subjects_table(cohort, words),
        about=tuple(_about_lines(cohort, words)),
        status=gettext(STATUSES[cohort.questionnaire.status]),
        provenance=tuple(_provenance_lines(cohort, words)),
    )


def _cohort_facts(cohort: Cohort, words: Locale) -> Iterator[str]:
    if cohort.round:
        yield words.gettext("Round: %(round)s", round=cohort.round)
    if cohort.date:
        yield format_date(cohort.date, words)


def _respondent_lines(cohort: Cohort, words: Locale) -> Iterator[str]:
    if cohort.targets:
        yield from _response_lines(cohort, words)
    if cohort.rounds:
        yield words.gettext(
            "The answers are of several rounds: %(rounds)s.",
            rounds="; ".join(_round_text(each, words) for each in cohort.rounds),
        )
    yield from _excluded_lines(cohort.response, words)
    if cohort.targets:
        yield words.gettext(
            "Every school counts once, whatever its size. No school stands on this page by name with a figure."
        )


def _round_text(each: CohortRound, words: Locale) -> str:
    if each.round is None:
        return words.ngettext("no round is named in %(n)s school", "no round is named in %(n)s schools", each.schools)
    name = truncate_text(each.round, ROUND)
    return words.ngettext("%(round)s in %(n)s school", "%(round)s in %(n)s schools", each.schools, round=name)


def _response_lines(cohort: Cohort, words: Locale) -> Iterator[str]:
    response, gettext = cohort.response, words.gettext
    yield gettext(
        "%(people)s people in %(schools)s schools answered.",
        people=words.number(response.people),
        schools=words.number(response.schools),
    )
    if response.rates is not None:
        rates = response.rates
        yield gettext(
            "In the school in the middle %(middle)s%% of the people asked did so; in the middle half of the schools "
            "%(low)s%% to %(high)s%%.",
            **{name: words.number(100 * rate) for name, rate in rates.model_dump(exclude={"n"}).items()},
        )
    if response.below_half is not None:
        yield gettext(
            "Fewer than half answered in %(schools)s.", schools=_school_count_text(response.below_half, cohort, words)
        )


def _excluded_lines(response: CohortResponse, words: Locale) -> Iterator[str]:
    """Yield a sentence for each kind of schools, files, cells or forms that were left out or replaced."""
    if response.apart:
        yield words.ngettext(
            "%(n)s more school is left out here: one person alone answered, or too few did.",
            "%(n)s more schools are left out here: one person alone answered, or too few did.",
            response.apart,
        )
    if response.left_out:
        yield words.ngettext(
            "%(n)s file or school could not be read, and is not counted.",
            "%(n)s files or schools could not be read, and are not counted.",
            response.left_out,
        )
    if response.not_in_table:
        yield words.ngettext(
            "%(n)s more school is left out because it is not in the table of schools.",
            "%(n)s more schools are left out because they are not in the table of schools.",
            response.not_in_table,
        )
    if response.set_aside:
        yield words.ngettext(
            "%(n)s cell could not be read, and counts as blank.",
            "%(n)s cells could not be read, and count as blank.",
            response.set_aside,
        )
    if response.duplicates:
        yield words.ngettext(
            "%(n)s form was handed in again; the last one counts.",
            "%(n)s forms were handed in again; the last ones count.",
            response.duplicates,
        )


def _too_few_banner(cohort: Cohort, words: Locale) -> str | None:
    if not cohort.targets:
        return words.gettext(
            "Fewer than %(n)s schools have enough answers, so no heights are told of all of them together. Each "
            "school has a report of its own.",
            n=words.number(cohort.questionnaire.min_schools),
        )
    return None


def _school_count_text(count: SchoolCount, cohort: Cohort, words: Locale) -> str:
    """Return a number of schools in words, as exactly as it may be shown."""
    of, least, gettext = words.number(count.of), cohort.questionnaire.min_schools, words.gettext
    if count.n is not None:
        return (
            gettext("%(n)s of %(of)s schools", n=words.number(count.n), of=of)
            if count.n
            else gettext("none of the schools")
        )
    if count.about is None:
        return gettext("some of %(of)s schools", of=of)
    if count.about == "few":
        return gettext("fewer than %(n)s of %(of)s schools", n=words.number(least), of=of)
    return gettext("at least %(n)s of %(of)s schools", n=words.number(count.of - least + 1), of=of)


def _height_key(cohort: Cohort, words: Locale) -> str:
    """Return the sentence that gives the word for each band of heights, and where bumps begin."""
    of = cohort.questionnaire
    named = ", ".join(
        words.gettext("“%(word)s” from %(height)s", word=band.title, height=words.number(band.from_))
        for band in of.bands
    )
    return words.gettext(
        "The words for heights: %(bands)s. What reaches %(bump)s, the dotted line, is called a bump.",
        bands=named,
        bump=words.number(of.bump_from),
    )


def _height_number(severity: float, cohort: Cohort, words: Locale) -> str:
    of = cohort.questionnaire
    return format_severity(severity, (*(band.from_ for band in of.bands), of.bump_from), words)


def _middle_half_text(spread: Quartiles, words: Locale) -> str:
    low, high = _whole_number(spread.low, words), _whole_number(spread.high, words)
    return low if low == high else words.gettext("%(low)s to %(high)s", low=low, high=high)


def _band_of(severity: float, cohort: Cohort) -> tuple[int, Band]:
    """Return the colour step, from 0 to 3, and the band of *severity*."""
    bands = cohort.questionnaire.bands
    rank = max(at for at, band in enumerate(bands) if at == 0 or band.from_ <= severity)
    return colour_step(rank, len(bands)), bands[rank]


def _cohort_road(cohort: Cohort, words: Locale) -> Road:
    facets = [each for each in cohort.targets if not each.is_barrier]
    stretches = tuple(
        Stretch(each.title, tuple(_cohort_height(facet, cohort, words) for facet in facets if facet.barrier == each.id))
        for each in cohort.targets
        if each.is_barrier
    )
    shown = tuple(stretch for stretch in stretches if stretch.heights)
    barriers = (
        Stretch(None, tuple(_cohort_height(each, cohort, words) for each in cohort.targets if each.is_barrier)),
    )
    known = any(facet.spread for facet in facets)
    return Road(
        label=words.gettext("The road, and the bumps along it"),
        line=words.gettext("Each hump is as high as in the school in the middle."),
        stretches=shown if known else barriers,
        bump_from=cohort.questionnaire.bump_from,
    )


def _cohort_height(target: CohortTarget, cohort: Cohort, words: Locale) -> Height:
    """Return the median of all schools as a height whose interval is the middle half."""
    lies = target.spread
    step, band = _band_of(lies.middle, cohort) if lies else (None, None)
    half = _middle_half_text(lies, words) if lies else None
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
        word=band.title if band else words.gettext("Too few schools"),
        band=band.title if band else words.gettext("Too few"),
        number=_height_number(lies.middle, cohort, words) if lies else "–",
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


def _spread_table(cohort: Cohort, words: Locale) -> Table:
    gettext = words.gettext
    heads = (
        gettext("Part of the road"),
        gettext("In a word"),
        gettext("In the middle"),
        gettext("Middle half"),
        gettext("A bump in"),
    )
    groups = tuple(
        RowGroup(each.title, tuple(_spread_row(target, cohort, words) for target in _facets_then_barrier(each, cohort)))
        for each in cohort.targets
        if each.is_barrier
    )
    return Table(
        "table-spread", gettext("How each part of the road lies over schools"), heads, frozenset({2, 3}), groups
    )


def _facets_then_barrier(barrier: CohortTarget, cohort: Cohort) -> Iterator[CohortTarget]:
    """Yield the facets of *barrier*, then the barrier itself."""
    yield from (each for each in cohort.targets if each.barrier == barrier.id and not each.is_barrier)
    yield barrier


def _spread_row(target: CohortTarget, cohort: Cohort, words: Locale) -> Row:
    title = words.gettext("%(barrier)s, as a whole", barrier=target.title) if target.is_barrier else target.title
    lies = target.spread
    if lies is None:
        return (title, words.gettext("Too few schools"), "–", "–", "–")
    bumps = _school_count_text(target.bumps, cohort, words) if target.bumps else "–"
    return (
        title,
        _band_of(lies.middle, cohort)[1].title,
        _height_number(lies.middle, cohort, words),
        _middle_half_text(lies, words),
        bumps,
    )


def _shared_requests(cohort: Cohort, words: Locale) -> Iterator[SharedRequestGroup]:
    for reach, title in REACHES.items():
        requests = [
            SharedRequest(each.title, _school_count_text(each.bumps, cohort, words), each.ask)
            for each in sorted(cohort.targets, key=_by_schools_sharing)
            if each.within_reach == reach and each.ask and each.bumps and each.bumps.n != 0
        ]
        if requests:
            yield SharedRequestGroup(words.gettext(title), tuple(requests))


def _by_schools_sharing(target: CohortTarget) -> float:
    """Return a sort key that puts first what most schools share.

    A number that may not be shown counts as none if it is "few", and else as all schools.
    """
    if target.bumps is None:
        return 1.0
    n = target.bumps.n if target.bumps.n is not None else (0 if target.bumps.about == "few" else target.bumps.of)
    return -n


def _amounts_table(cohort: Cohort, words: Locale) -> Table | None:
    gettext = words.gettext
    rows = tuple(_cohort_amount_rows(cohort, words))
    if not rows:
        return None
    heads = (
        gettext("What was asked"),
        gettext("In the middle"),
        gettext("Middle half"),
        gettext("Hours a year in all"),
    )
    return Table(
        "table-amounts", gettext("Hours and other amounts"), heads, frozenset({1, 2, 3}), (RowGroup(None, rows),)
    )


def _cohort_amount_rows(cohort: Cohort, words: Locale) -> Iterator[Row]:
    for each in cohort.amounts:
        if each.spread is None:
            continue
        hours = "–"
        if each.hours_a_year is not None:
            hours = words.gettext(
                "about %(hours)s in %(n)s schools",
                hours=format_hours(each.hours_a_year, words),
                n=words.number(each.counted or 0),
            )
        lies = each.spread
        yield (
            each.text,
            f"{format_figure(lies.middle, words)} {each.unit}",
            format_range(lies.low, lies.high, words),
            hours,
        )


def _area_differences(cohort: Cohort, words: Locale) -> Iterator[AreaDifferences]:
    titles = {each.id: each.title for each in cohort.targets}
    for part in cohort.parts:
        if part.higher or part.lower:
            yield AreaDifferences(
                title=words.ngettext(
                    "%(area)s (%(n)s school)", "%(area)s (%(n)s schools)", part.schools, area=part.name
                ),
                higher=_targets_with_heights(part, part.higher, titles, words),
                lower=_targets_with_heights(part, part.lower, titles, words),
            )


def _no_areas_line(cohort: Cohort, words: Locale) -> str:
    if cohort.parts:
        return words.gettext("No area lies clearly apart from all others.")
    return words.gettext(
        "No areas are held against each other: an area takes at least %(n)s schools, and as many outside it.",
        n=words.number(cohort.questionnaire.min_schools),
    )


def _targets_with_heights(
    part: CohortArea, targets: Iterable[str], titles: dict[str, str], words: Locale
) -> str | None:
    named = (
        f"{titles[each]} ({_whole_number(part.spreads[each].middle, words)})" for each in targets if each in titles
    )
    return ", ".join(named) or None


def _whole_number(severity: float, words: Locale) -> str:
    return words.number(floor(severity + 0.5))


def _families_table(cohort: Cohort, words: Locale) -> Table | None:
    rows = tuple((", ".join(each.words), words.number(each.schools)) for each in cohort.families)
    if not rows:
        return None
    gettext = words.gettext
    heads = (gettext("What its schools share"), gettext("Schools"))
    return Table(
        "table-families",
        gettext("Families, by what their schools share"),
        heads,
        frozenset({1}),
        (RowGroup(None, rows),),
    )


def _exchange_lines(cohort: Cohort, words: Locale) -> Iterator[str]:
    plan, gettext = cohort.exchange, words.gettext
    if plan is None:
        yield gettext(
            "No school agreed to be named yet, so no visits are suggested. A school that would like to take part tells "
            "whoever ran this survey."
        )
        return
    sentences = [
        words.ngettext("%(n)s school takes part by name.", "%(n)s schools take part by name.", plan.taking_part),
        words.ngettext("%(n)s visit is suggested.", "%(n)s visits are suggested.", len(plan.visits)),
    ]
    if not plan.visits:
        yield f"{sentences[0]} " + gettext("No visits are suggested this time; each school's own report tells why.")
        return
    sentences += [
        words.ngettext(
            "%(n)s school would see something elsewhere.",
            "%(n)s schools would see something elsewhere.",
            plan.guests,
        ),
        words.ngettext("%(n)s school would show something.", "%(n)s schools would show something.", plan.hosts),
    ]
    yield " ".join(sentences)
    yield gettext("Having something to see elsewhere is no shame, and having something to show is no merit.")
    if plan.reached < 1:
        yield gettext(
            "Worked out in %(blocks)s parts, since there are so many schools; it brings at least %(share)s%% of what "
            "any plan could.",
            blocks=words.number(plan.blocks),
            share=words.number(floor(100 * plan.reached)),
        )


def _visits_table(cohort: Cohort, words: Locale) -> Table | None:
    plan, gettext = cohort.exchange, words.gettext
    if plan is None or not plan.visits:
        return None
    rows = tuple(
        (
            visit.host_name,
            visit.guest_name,
            words.number(max(1, round(visit.kilometres))) if visit.kilometres is not None else "–",
            gettext("yes") if visit.mutual else "–",
        )
        for visit in plan.visits
    )
    heads = (gettext("Host"), gettext("Guest"), gettext("Kilometres"), gettext("Also the other way"))
    return Table(
        "table-visits", gettext("Visits, by the names of the schools"), heads, frozenset({2}), (RowGroup(None, rows),)
    )


def _subjects_table(cohort: Cohort, words: Locale) -> Table | None:
    """Return a table of the numbers of visits by topic; None if there is no topic to show.

    It names no schools: what somebody comes to see is for them to tell.
    """
    plan, gettext = cohort.exchange, words.gettext
    if plan is None or not plan.about:
        return None
    rows = [(each.title, words.number(plan.about[each.id])) for each in cohort.targets if each.id in plan.about]
    rest = len(plan.visits) - sum(plan.about.values())
    if rest:
        rows.append((gettext("Other subjects"), words.number(rest)))
    heads = (gettext("What there is to see"), gettext("Visits"))
    return Table(
        "table-subjects", gettext("What the visits are about"), heads, frozenset({1}), (RowGroup(None, tuple(rows)),)
    )


def _about_lines(cohort: Cohort, words: Locale) -> Iterator[str]:
    least = words.number(cohort.questionnaire.min_schools)
    yield words.gettext(
        "No height, count or amount of schools is told that holds fewer than %(n)s of them, or leaves out fewer.",
        n=least,
    )
    yield words.gettext(
        "“Clearly” is said from 10 points on between the schools of an area and all others, and only where chance "
        "alone would seldom make so large a difference in any area."
    )
    yield from (words.gettext(limit) for place, limit in enumerate(LIMITS) if place in FITTING)


def _provenance_lines(cohort: Cohort, words: Locale) -> Iterator[str]:
    of, gettext = cohort.questionnaire, words.gettext
    yield gettext("Questionnaire: %(title)s (%(id)s)", title=of.title, id=of.id)
    yield gettext("Version %(version)s, %(status)s", version=of.version, status=gettext(SHORT_STATUSES[of.status]))
    yield gettext("Fingerprint: %(short)s", short=of.fingerprint[:12])
