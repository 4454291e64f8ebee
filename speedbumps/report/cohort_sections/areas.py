"""Districts, as the page calls the areas of a table of schools, that clearly differ from all others.

In reports, an area is a part of the questionnaire.
"""

from collections.abc import Iterable, Iterator, Mapping

from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort, CohortArea
from speedbumps.report.blocks import Block, Headline, Paragraph, Section, paragraphs, whole_section
from speedbumps.report.cohort_sections.figures import whole_number


def areas(cohort: Cohort, words: Locale) -> Section | None:
    """Return the section about districts that clearly differ from all others; None if there is none."""
    found, gettext = tuple(_area_blocks(cohort, words)), words.gettext
    if not found:
        return None
    lead = gettext(
        "Districts stand in the order of the alphabet; in brackets stands the height in the school in the middle. Ask "
        "what is different there before you ask why."
    )
    return whole_section("areas", gettext("Where a district lies apart"), Paragraph(lead), *found)


def _area_blocks(cohort: Cohort, words: Locale) -> Iterator[Block]:
    titles, gettext = {each.id: each.title for each in cohort.targets}, words.gettext
    for part in cohort.parts:
        if not part.higher and not part.lower:
            continue
        yield Headline(
            words.ngettext("%(name)s (%(n)s school)", "%(name)s (%(n)s schools)", part.schools, name=part.name)
        )
        higher = _targets_with_heights(part, part.higher, titles, words)
        lower = _targets_with_heights(part, part.lower, titles, words)
        yield from paragraphs(
            gettext("Clearly higher there: %(parts)s.", parts=higher) if higher else None,
            gettext("Clearly lower there: %(parts)s.", parts=lower) if lower else None,
        )


def _targets_with_heights(
    part: CohortArea, targets: Iterable[str], titles: Mapping[str, str], words: Locale
) -> str | None:
    named = (f"{titles[each]} ({whole_number(part.spreads[each].middle, words)})" for each in targets if each in titles)
    return ", ".join(named) or None


def no_areas_line(cohort: Cohort, words: Locale) -> str:
    """Return why no district is described."""
    if cohort.parts:
        return words.gettext("No district lies clearly apart from all others.")
    return words.gettext(
        "No districts are held against each other: a district takes at least %(n)s schools, as many outside it, and as "
        "many that are new or changed since it was last described.",
        n=words.number(cohort.questionnaire.min_schools),
    )
