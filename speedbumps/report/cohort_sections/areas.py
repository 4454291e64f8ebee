"""Districts, as the page calls the areas of a table of schools, or phases that clearly differ from all others.

In reports, an area is a part of the questionnaire.
"""

from collections.abc import Iterable, Iterator, Mapping

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.cohort import Cohort, CohortArea, Division
from speedbumps.report.blocks import Block, Headline, Paragraph, Section, paragraphs, whole_section
from speedbumps.report.cohort_sections.figures import whole_number
from speedbumps.report.school_kinds import kind_title
from speedbumps.text import capitalize_first

TITLES: dict[Division, str] = {
    "area": gettext_noop("Where a district lies apart"),
    "phase": gettext_noop("Where a phase lies apart"),
}

NONE_APART: dict[Division, str] = {
    "area": gettext_noop("No district lies clearly apart from all others."),
    "phase": gettext_noop("No phase lies clearly apart from all others."),
}


def areas(cohort: Cohort, words: Locale) -> Section | None:
    """Return the section about districts or phases that clearly differ from all others; None if there is none."""
    found, gettext = tuple(_area_blocks(cohort, words)), words.gettext
    if not found:
        return None
    lead = gettext(
        "They stand in the order of the alphabet; in brackets stands the height in the school in the middle. Ask what "
        "is different there before you ask why."
    )
    title = gettext(TITLES[cohort.divided_by])
    return whole_section("areas", title, Paragraph(lead), *found)


def _area_blocks(cohort: Cohort, words: Locale) -> Iterator[Block]:
    titles, gettext = {each.id: each.title for each in cohort.targets}, words.gettext
    for part in cohort.parts:
        if not part.higher and not part.lower:
            continue
        yield Headline(
            words.ngettext(
                "%(name)s (%(n)s school)",
                "%(name)s (%(n)s schools)",
                part.schools,
                name=_part_title(part, cohort, words),
            )
        )
        higher = _targets_with_heights(part, part.higher, titles, words)
        lower = _targets_with_heights(part, part.lower, titles, words)
        yield from paragraphs(
            gettext("Clearly higher there: %(parts)s.", parts=higher) if higher else None,
            gettext("Clearly lower there: %(parts)s.", parts=lower) if lower else None,
        )


def _part_title(part: CohortArea, cohort: Cohort, words: Locale) -> str:
    """Return the name of a district as the table has it, or the word for a phase."""
    return kind_title(part.name, words) if cohort.divided_by == "phase" else capitalize_first(part.name)


def _targets_with_heights(
    part: CohortArea, targets: Iterable[str], titles: Mapping[str, str], words: Locale
) -> str | None:
    named = (f"{titles[each]} ({whole_number(part.spreads[each].middle, words)})" for each in targets if each in titles)
    return ", ".join(named) or None


def no_areas_line(cohort: Cohort, words: Locale) -> str:
    """Return why no district or phase is described."""
    if cohort.parts:
        return words.gettext(NONE_APART[cohort.divided_by])
    return words.gettext(
        "No districts or phases are held against each other: each takes at least %(n)s schools, as many outside it, "
        "and as many that are new or changed since it was last described.",
        n=words.number(cohort.questionnaire.min_schools),
    )
