"""What several schools could ask of others."""

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.cohort import Cohort, CohortTarget
from speedbumps.model.questionnaire import Reach
from speedbumps.report.blocks import Paragraph, Section, Strong, Text, paragraphs, titled_bullets, whole_section
from speedbumps.report.cohort_sections.figures import school_count_text

REACHES: dict[Reach, str] = {
    "shared": gettext_noop("What a school can lower only together with others"),
    "outside": gettext_noop("What lies with others altogether"),
}
"""The titles of the groups of requests, by who can lower the bump."""


def shared_requests(cohort: Cohort, words: Locale) -> Section | None:
    """Return the section about what to ask of others; None if too few schools answered."""
    if not cohort.targets:
        return None
    gettext = words.gettext
    lead = gettext(
        "No school can lower every bump alone. For each of these it is told in how many schools it is a bump, and what "
        "could be asked of others."
    )
    listed = [
        block
        for reach, title in REACHES.items()
        for block in titled_bullets(gettext(title), _request_texts(reach, cohort, words))
    ]
    none = gettext("Nothing that schools cannot lower alone is a bump in enough of them to be told.")
    title = gettext("Where the system itself is the bump")
    return whole_section("asks", title, Paragraph(lead), *paragraphs(None if listed else none), *listed)


def _request_texts(reach: Reach, cohort: Cohort, words: Locale) -> list[Text]:
    """Return the requests to one group of people, with the number of schools that share each."""
    return [
        (
            Strong(each.title),
            " (",
            words.gettext("a bump in %(schools)s", schools=school_count_text(each.bumps, cohort, words)),
            "). ",
            each.ask,
        )
        for each in sorted(cohort.targets, key=_by_schools_sharing)
        if each.within_reach == reach and each.ask and each.bumps and each.bumps.n != 0
    ]


def _by_schools_sharing(target: CohortTarget) -> float:
    """Return a sort key that puts first what most schools share.

    A number that may not be shown counts as none if it is "few", and else as all schools.
    """
    if target.bumps is None:
        return 1.0
    n = target.bumps.n if target.bumps.n is not None else (0 if target.bumps.about == "few" else target.bumps.of)
    return -n
