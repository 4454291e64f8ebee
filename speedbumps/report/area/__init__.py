"""From a cohort to a page about many schools together, for a public meeting."""

from speedbumps.model.cohort import Cohort


def render_cohort_html(cohort: Cohort, language: str) -> str:
    """Return the page about *cohort* as one HTML file that loads nothing from a network."""
    # Loads jinja2.
    from speedbumps.i18n import load_locale
    from speedbumps.report.area.pages import cohort_to_html

    return cohort_to_html(cohort, load_locale(language))


def render_cohort_markdown(cohort: Cohort, language: str) -> str:
    """Return the page about *cohort* as Markdown."""
    # Loads jinja2.
    from speedbumps.i18n import load_locale
    from speedbumps.report.area.pages import cohort_to_markdown

    return cohort_to_markdown(cohort, load_locale(language))
