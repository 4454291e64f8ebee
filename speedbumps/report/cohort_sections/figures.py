"""Figures over many schools, in words."""

from collections.abc import Iterable
from math import floor

from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort, CohortTarget, Quartiles, SchoolCount
from speedbumps.model.questionnaire import Band
from speedbumps.report.figures import format_severity, join_range
from speedbumps.report.heights import band_rank, colour_step


def school_count_text(count: SchoolCount, cohort: Cohort, words: Locale) -> str:
    """Return a number of schools in words, as exactly as it may be shown."""
    of, least, gettext = words.number(count.of), cohort.questionnaire.min_schools, words.gettext
    if count.n is not None:
        return gettext("%(n)s of %(of)s schools", n=words.number(count.n), of=of)
    if count.about is None:
        return gettext("not told of %(of)s schools", of=of)
    if count.about == "few":
        return gettext("fewer than %(n)s of %(of)s schools", n=words.number(least), of=of)
    return gettext("at least %(n)s of %(of)s schools", n=words.number(count.of - least + 1), of=of)


def count_and_all(count: SchoolCount, cohort: Cohort, words: Locale) -> tuple[str, str]:
    """Return what school_count_text() says in two parts, which a drawing shows in two sizes."""
    least, gettext = cohort.questionnaire.min_schools, words.gettext
    of = gettext("of %(of)s", of=words.number(count.of))
    if count.n is not None:
        return words.number(count.n), of
    if count.about is None:
        return "–", of
    if count.about == "few":
        return gettext("fewer than %(n)s", n=words.number(least)), of
    return gettext("at least %(n)s", n=words.number(count.of - least + 1)), of


def share_of_schools(count: SchoolCount | None, cohort: Cohort) -> float | None:
    """Return the share of schools from 0 to 1 as far as it may be shown: the least that it can be, if it is not exact.

    None where nothing can be said, as of a few of few schools.
    """
    if count is None or not count.of or (count.n is None and count.about is None):
        return None
    if count.n is not None:
        return count.n / count.of
    return 0.0 if count.about == "few" else (count.of - cohort.questionnaire.min_schools + 1) / count.of


def are_counted(cohort: Cohort) -> bool:
    """Return whether there are so many schools that those with a bump may be counted, unless they are few."""
    return cohort.response.schools >= 2 * cohort.questionnaire.min_schools


def most_widespread_first(targets: Iterable[CohortTarget], cohort: Cohort) -> list[CohortTarget]:
    """Return *targets* by the share of schools in which each is a bump, as far as shares may be shown.

    Those whose share is unknown come after those with a share, the highest in the school in the middle first; then
    those that are bumps in few schools or none.
    """
    return sorted(targets, key=lambda each: _sort_key(each, cohort))


def _sort_key(target: CohortTarget, cohort: Cohort) -> tuple[int, float]:
    share = share_of_schools(target.bumps, cohort)
    if share is None:
        return 1, -target.spread.middle if target.spread else 0.0
    return (0, -share) if share > 0 else (2, 0.0)


def widespread_text(target: CohortTarget, cohort: Cohort, words: Locale) -> str:
    """Return how widespread a bump is: the schools that have it, or of few schools how high it is in the middle."""
    if target.bumps is None or target.spread is None:
        return words.gettext("too few schools")
    if are_counted(cohort):
        return school_count_text(target.bumps, cohort, words)
    number = height_number(target.spread.middle, cohort, words)
    if target.spread.low == target.spread.high:
        return number
    return words.gettext("%(number)s, %(half)s", number=number, half=short_half_text(target.spread, words))


def height_number(severity: float, cohort: Cohort, words: Locale) -> str:
    """Return *severity* as the questionnaire of *cohort* rounds it."""
    of = cohort.questionnaire
    return format_severity(severity, (*(band.from_ for band in of.bands), of.bump_from), words)


def middle_half_text(spread: Quartiles, words: Locale) -> str:
    """Return the middle half of the schools as "40 to 52"."""
    return join_range(whole_number(spread.low, words), whole_number(spread.high, words), words)


def short_half_text(spread: Quartiles, words: Locale) -> str:
    """Return the middle half of the schools as "middle half 40–52", for a drawing."""
    half = "–".join(dict.fromkeys((whole_number(spread.low, words), whole_number(spread.high, words))))
    return words.gettext("middle half %(half)s", half=half)


def is_middle_high(target: CohortTarget, cohort: Cohort) -> bool:
    """Return whether *target* is a bump in the school in the middle."""
    return target.spread is not None and target.spread.middle >= cohort.questionnaire.bump_from


def band_of(severity: float, cohort: Cohort) -> tuple[int, Band]:
    """Return the colour step, from 0 to 3, and the band of *severity*."""
    bands = cohort.questionnaire.bands
    rank = band_rank(severity, bands)
    return colour_step(rank, len(bands)), bands[rank]


def whole_number(severity: float, words: Locale) -> str:
    """Return *severity* without decimals."""
    return words.number(floor(severity + 0.5))
