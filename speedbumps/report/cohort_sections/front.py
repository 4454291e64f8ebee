"""The first screen of the page about a cohort."""

from collections.abc import Iterator

from speedbumps.i18n import Locale, format_date, truncate_text
from speedbumps.model.cohort import Cohort, CohortResponse, CohortRound, CohortTarget
from speedbumps.report.blocks import (
    Block,
    Headline,
    Height,
    Masthead,
    Only,
    Paragraph,
    Road,
    Section,
    Stretch,
    Strong,
    paragraphs,
)
from speedbumps.report.cohort_sections.figures import band_of, height_number, middle_half_text, school_count_text
from speedbumps.report.heights import SYMBOLS
from speedbumps.report.sections.front import STAMPS

ROUND = 60
"""The most characters of a round's name."""


def cohort_front(cohort: Cohort, words: Locale) -> Section:
    """Return the first screen: whose answers they are, and the road in the school in the middle."""
    gettext = words.gettext
    masthead = Masthead(
        title=words.ngettext("The road in %(n)s school", "The road in %(n)s schools", cohort.response.schools),
        kicker=gettext("What slows improvement in our schools, and what they could show one another"),
        facts=tuple(_cohort_facts(cohort, words)),
        stamp=gettext(STAMPS[cohort.questionnaire.status]),
    )
    banner = _page_banner(cohort, words)
    warning = (Paragraph((Strong(gettext("Please read this first.")), " ", banner), "banner"),) if banner else ()
    lines = paragraphs(*_respondent_lines(cohort, words))
    blocks = (masthead, *warning, *lines, *(_road_blocks(cohort, words) if cohort.targets else ()))
    return Section("title", masthead.title, blocks, blocks)


def _road_blocks(cohort: Cohort, words: Locale) -> tuple[Block, ...]:
    gettext, road, key = words.gettext, _cohort_road(cohort, words), _height_key(cohort, words)
    legend = gettext(
        "The taller the hump, the more it slows people down: 0 is a clear road, 100 a road block. The upright line "
        "spans the middle half of the schools: a quarter lies below it, and a quarter above. Stripes mark a bump in "
        "the school in the middle."
    )
    scale = gettext("0 is a clear road, 100 a road block.")
    return (
        Only("page", (Headline(gettext("The road"), 2, hint=road.line),)),
        Only("text", (Paragraph((road.line, " ", scale, " ", key)),)),
        road,
        Only("page", (Paragraph((legend, " ", key), "legend"),)),
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
            "Fewer than half answered in %(schools)s.", schools=school_count_text(response.below_half, cohort, words)
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
    step, band = band_of(lies.middle, cohort) if lies else (None, None)
    half = middle_half_text(lies, words) if lies else None
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
        number=height_number(lies.middle, cohort, words) if lies else "–",
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
