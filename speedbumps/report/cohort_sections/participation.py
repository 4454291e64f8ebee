"""Who answered, and what was left out."""

from collections.abc import Iterator

from speedbumps.i18n import Locale, truncate_text
from speedbumps.model.cohort import Cohort, CohortResponse, CohortRound, Quartiles
from speedbumps.report.blocks import ItemList, Section, whole_section
from speedbumps.report.cohort_sections.areas import no_areas_line
from speedbumps.report.cohort_sections.figures import school_count_text, share_of_schools
from speedbumps.report.figures import join_range

ROUND = 60
"""The most characters of a round's name."""


def participation(cohort: Cohort, words: Locale) -> Section | None:
    """Return the section about who answered; None if there is nothing to say beyond the first lines of the page."""
    lines = tuple(_lines(cohort, words))
    return (
        whole_section("who", words.gettext("Who answered, and what was left out"), ItemList(lines)) if lines else None
    )


def _lines(cohort: Cohort, words: Locale) -> Iterator[str]:
    if cohort.targets:
        yield from _response_lines(cohort, words)
    if cohort.rounds:
        yield words.gettext(
            "The answers are of several rounds: %(rounds)s.",
            rounds="; ".join(_round_text(each, words) for each in cohort.rounds),
        )
    yield from _excluded_lines(cohort.response, words)
    if cohort.targets and not any(part.higher or part.lower for part in cohort.parts):
        yield no_areas_line(cohort, words)


def _round_text(each: CohortRound, words: Locale) -> str:
    if each.round is None:
        return words.ngettext("no round is named in %(n)s school", "no round is named in %(n)s schools", each.schools)
    name = truncate_text(each.round, ROUND)
    return words.ngettext("%(round)s in %(n)s school", "%(round)s in %(n)s schools", each.schools, round=name)


def _response_lines(cohort: Cohort, words: Locale) -> Iterator[str]:
    response, gettext = cohort.response, words.gettext
    if response.rates is not None:
        rates = response.rates
        yield gettext(
            "In the school in the middle %(middle)s%% of the people asked answered; in the middle half of the schools "
            "%(half)s.",
            middle=words.number(100 * rates.middle),
            half=_rates_text(rates, words),
        )
    # Of few schools nothing is said, which may be none: "fewer than 5" reads as if there were some.
    if response.below_half is not None and share_of_schools(response.below_half, cohort):
        yield gettext(
            "Fewer than half answered in %(schools)s.", schools=school_count_text(response.below_half, cohort, words)
        )


def _rates_text(rates: Quartiles, words: Locale) -> str:
    """Return the middle half of the response rates as "40% to 52%", or as one figure where both ends are the same."""
    low, high = (words.gettext("%(rate)s%%", rate=words.number(100 * rate)) for rate in (rates.low, rates.high))
    return join_range(low, high, words)


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
