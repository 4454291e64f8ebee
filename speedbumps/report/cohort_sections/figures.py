"""Figures over many schools, in words."""

from math import floor

from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort, Quartiles, SchoolCount
from speedbumps.model.questionnaire import Band
from speedbumps.report.figures import format_severity
from speedbumps.report.heights import colour_step


def school_count_text(count: SchoolCount, cohort: Cohort, words: Locale) -> str:
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


def height_number(severity: float, cohort: Cohort, words: Locale) -> str:
    """Return *severity* as the questionnaire of *cohort* rounds it."""
    of = cohort.questionnaire
    return format_severity(severity, (*(band.from_ for band in of.bands), of.bump_from), words)


def middle_half_text(spread: Quartiles, words: Locale) -> str:
    """Return the middle half of the schools as "40 to 52"."""
    low, high = whole_number(spread.low, words), whole_number(spread.high, words)
    return low if low == high else words.gettext("%(low)s to %(high)s", low=low, high=high)


def band_of(severity: float, cohort: Cohort) -> tuple[int, Band]:
    """Return the colour step, from 0 to 3, and the band of *severity*."""
    bands = cohort.questionnaire.bands
    rank = max(at for at, band in enumerate(bands) if at == 0 or band.from_ <= severity)
    return colour_step(rank, len(bands)), bands[rank]


def whole_number(severity: float, words: Locale) -> str:
    """Return *severity* without decimals."""
    return words.number(floor(severity + 0.5))
