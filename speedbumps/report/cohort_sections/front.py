"""The first screen of the page about a cohort."""

from collections.abc import Iterator

from speedbumps.i18n import Locale, format_date
from speedbumps.model.cohort import Cohort, CohortTarget
from speedbumps.report.blocks import (
    Block,
    Card,
    Cards,
    Headline,
    Height,
    Masthead,
    Only,
    Paragraph,
    Road,
    Section,
    Span,
    Stretch,
    Strong,
)
from speedbumps.report.cohort_sections.figures import (
    are_counted,
    band_of,
    count_and_all,
    height_number,
    is_middle_high,
    most_widespread_first,
    school_count_text,
    share_of_schools,
    short_half_text,
    whole_number,
    widespread_text,
)
from speedbumps.report.sections.front import STAMPS

WIDESPREAD = 3
"""The parts of the road in the list of those that are bumps in most schools."""


def cohort_front(cohort: Cohort, words: Locale) -> Section:
    """Return the first screen: whose answers they are, and in how many schools each part of the road is a bump."""
    gettext = words.gettext
    masthead = Masthead(
        title=words.ngettext("The road in %(n)s school", "The road in %(n)s schools", cohort.response.schools),
        kicker=gettext("What slows improvement in our schools, and what they could show one another"),
        stamp=gettext(STAMPS[cohort.questionnaire.status]),
        lead=tuple(_lead(cohort, words)),
    )
    banner = _page_banner(cohort, words)
    warning = (Paragraph((Strong(gettext("Please read this first.")), " ", banner), "note"),) if banner else ()
    story = (*_strength_blocks(cohort, words), *_road_blocks(cohort, words)) if cohort.targets else ()
    blocks = (masthead, *warning, *story)
    return Section("title", masthead.title, blocks, blocks)


def _lead(cohort: Cohort, words: Locale) -> Iterator[str | Span]:
    """Yield the date, how many answered, and how schools stand on this page."""
    response, gettext = cohort.response, words.gettext
    facts = " · ".join(_cohort_facts(cohort, words))
    if not cohort.targets:
        yield facts
        return
    if facts:
        yield f"{facts}. "
    people, schools = words.number(response.people), words.number(response.schools)
    yield Strong(gettext("%(people)s people in %(schools)s schools answered.", people=people, schools=schools))
    if response.rates is not None:
        rate = words.number(100 * response.rates.middle)
        yield " " + gettext("In the school in the middle, %(rate)s%% of its staff did.", rate=rate)
    yield " " + gettext(
        "Every school counts once. No school stands here with a number, and there is no order of merit."
    )


def _cohort_facts(cohort: Cohort, words: Locale) -> Iterator[str]:
    if cohort.round:
        yield words.gettext("Round: %(round)s", round=cohort.round)
    if cohort.date:
        yield format_date(cohort.date, words)


def _page_banner(cohort: Cohort, words: Locale) -> str | None:
    if not cohort.targets:
        return words.gettext(
            "Fewer than %(n)s schools have enough answers, so no heights are told of all of them together. Each "
            "school has a report of its own.",
            n=words.number(cohort.questionnaire.min_schools),
        )
    if cohort.again:
        return words.gettext(
            "This page was written again on request, though fewer than %(n)s schools have joined, left or changed "
            "since an earlier one. Whoever holds both pages can work out something about these schools.",
            n=words.number(cohort.questionnaire.min_schools),
        )
    return None


def _strength_blocks(cohort: Cohort, words: Locale) -> tuple[Block, ...]:
    """Return the parts of the road that go well in most schools, with a title; nothing of few schools."""
    if not are_counted(cohort):
        return ()
    gettext = words.gettext
    parts = [each for each in _road_parts(cohort) if each.goes_well]
    well_first = sorted(parts, key=lambda each: -(share_of_schools(each.goes_well, cohort) or 0.0))
    cards = tuple(
        Card(each.strength or each.title, (school_count_text(each.goes_well, cohort, words),))
        for each in well_first[:WIDESPREAD]
        if each.goes_well
    )
    hint = gettext(
        "in how many schools each part is clearly below %(bump)s out of 100",
        bump=whole_number(cohort.questionnaire.bump_from, words),
    )
    none = gettext(
        "No part is known to go well in most of the schools. What goes well in each of them is in its own report."
    )
    title = Headline(gettext("What goes well in most schools"), 2, hint=hint if cards else None)
    return (title, Cards(cards)) if cards else (title, Paragraph(none))


def _road_blocks(cohort: Cohort, words: Locale) -> tuple[Block, ...]:
    gettext, road = words.gettext, _cohort_road(cohort, words)
    counted = gettext(
        "in how many schools each part is %(bump)s or more out of 100; higher is worse",
        bump=whole_number(cohort.questionnaire.bump_from, words),
    )
    hint = counted if are_counted(cohort) else gettext("in the school in the middle, out of 100; higher is worse")
    drawn = gettext(
        "Each hump is as high as in the school in the middle. Half of the schools lie between the thin line inside it "
        "and the dashed line around it. Striped: a bump in the school in the middle."
    )
    written = gettext("Each bar is as long as in the school in the middle. Half of the schools lie in the middle half.")
    counts = gettext(
        "A school counts only where enough of its people were asked and answered, so the number of schools differs."
    )
    return (
        Headline(gettext("The road"), 2, hint=hint),
        road,
        Only("page", (Paragraph(f"{drawn} {counts}", "legend"),)),
        Only("text", (Paragraph(f"{written} {counts}", "legend"),)),
        *_widespread_blocks(cohort, words),
    )


def _widespread_blocks(cohort: Cohort, words: Locale) -> tuple[Block, ...]:
    """Return the parts of the road that are bumps in most schools, with a title; nothing if none is known to be."""
    gettext, counted = words.gettext, are_counted(cohort)
    parts = [
        each
        for each in _road_parts(cohort)
        if (share_of_schools(each.bumps, cohort) if counted else is_middle_high(each, cohort))
    ]
    cards = tuple(
        Card(each.title, (widespread_text(each, cohort, words),))
        for each in most_widespread_first(parts, cohort)[:WIDESPREAD]
    )
    title = (
        gettext("The most widespread bumps") if counted else gettext("The highest bumps in the school in the middle")
    )
    return (Headline(title, 2), Cards(cards)) if cards else ()


def _road_parts(cohort: Cohort) -> list[CohortTarget]:
    """Return the facets, or the barriers where no facet is known."""
    facets = [each for each in cohort.targets if not each.is_barrier]
    return facets if any(each.spread for each in facets) else [each for each in cohort.targets if each.is_barrier]


def _cohort_road(cohort: Cohort, words: Locale) -> Road:
    parts = _road_parts(cohort)
    if all(each.is_barrier for each in parts):
        stretches: tuple[Stretch, ...] = (Stretch(None, tuple(_cohort_height(each, cohort, words) for each in parts)),)
    else:
        stretches = tuple(
            Stretch(each.title, tuple(_cohort_height(part, cohort, words) for part in parts if part.barrier == each.id))
            for each in cohort.targets
            if each.is_barrier
        )
    return Road(
        label=words.gettext("The road, and the bumps along it"),
        stretches=tuple(stretch for stretch in stretches if stretch.heights),
        bump_from=cohort.questionnaire.bump_from,
        unknown=words.gettext("too few schools"),
    )


def _cohort_height(target: CohortTarget, cohort: Cohort, words: Locale) -> Height:
    """Return the median of all schools as a height with the quartiles as outlines, and the count as its number."""
    lies = target.spread
    step, _ = band_of(lies.middle, cohort) if lies else (None, None)
    number, of = _number(target, cohort, words)
    return Height(
        id=target.id,
        anchor="",
        title=target.title,
        severity=lies.middle if lies else None,
        low=lies.low if lies else None,
        high=lies.high if lies else None,
        step=step,
        number=number,
        margin=of,
        label=short_half_text(lies, words) if lies else words.gettext("too few schools"),
        means=None,
        bump=is_middle_high(target, cohort),
        outlines=(lies.low, lies.high) if lies else None,
    )


def _number(target: CohortTarget, cohort: Cohort, words: Locale) -> tuple[str, str | None]:
    """Return in how many schools *target* is a bump, and of how many; of few schools the height in the middle."""
    if target.spread is None or target.bumps is None:
        return "–", None
    if are_counted(cohort):
        return count_and_all(target.bumps, cohort, words)
    return height_number(target.spread.middle, cohort, words), None
