"""The page about a cohort in each of its formats."""

from speedbumps.model.cohort import Cohort
from speedbumps.report import make_cohort_document, render_html, render_markdown


def render_cohort_html(cohort: Cohort, language: str) -> str:
    return render_html(make_cohort_document(cohort, language))


def render_cohort_markdown(cohort: Cohort, language: str) -> str:
    return render_markdown(make_cohort_document(cohort, language))
