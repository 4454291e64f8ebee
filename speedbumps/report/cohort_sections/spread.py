"""How each part of the road lies over the schools."""

from collections.abc import Iterator

from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort, CohortTarget
from speedbumps.report.blocks import Paragraph, Row, RowGroup, Section, Table, whole_section
from speedbumps.report.cohort_sections.figures import (
    are_counted,
    band_of,
    height_number,
    middle_half_text,
    school_count_text,
)
from speedbumps.report.sections.profile import scale_of_bands


def spread(cohort: Cohort, words: Locale) -> Section | None:
    """Return the section about how each part of the road lies over schools; None if too few schools answered."""
    if not cohort.targets:
        return None
    lead = words.gettext(
        "A mean would hide how schools differ, so there is none. Half of the schools lie within the middle half. A "
        "school counts only where enough of its people answered, so their number differs."
    )
    scale = scale_of_bands(cohort.questionnaire.bands, words)
    title = words.gettext("The road, in figures")
    return whole_section("spread", title, Paragraph(lead), scale, _spread_table(cohort, words))


def _spread_table(cohort: Cohort, words: Locale) -> Table:
    gettext = words.gettext
    heads = (
        gettext("Part of the road"),
        gettext("In a word"),
        gettext("In the middle"),
        gettext("Middle half"),
        *((gettext("A bump in"),) if are_counted(cohort) else ()),
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
        return (title, words.gettext("Too few schools"), "–", "–", *(("–",) if are_counted(cohort) else ()))
    bumps = (school_count_text(target.bumps, cohort, words) if target.bumps else "–",) if are_counted(cohort) else ()
    return (
        title,
        band_of(lies.middle, cohort)[1].title,
        height_number(lies.middle, cohort, words),
        middle_half_text(lies, words),
        *bumps,
    )
