"""From a cohort to pages for a public meeting: what many schools say together."""

from speedbumps.model.cohort import Cohort


def in_html(cohort: Cohort, language: str) -> str:
    """One file that asks nothing of any network."""
    # Loads jinja2.
    from speedbumps.i18n import words
    from speedbumps.report.area.pages import html

    return html(cohort, words(language))


def in_markdown(cohort: Cohort, language: str) -> str:
    """The same as plain text."""
    # Loads jinja2.
    from speedbumps.i18n import words
    from speedbumps.report.area.pages import markdown

    return markdown(cohort, words(language))
