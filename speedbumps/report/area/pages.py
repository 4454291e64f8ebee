"""From the page about a cohort to HTML and Markdown."""

from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort
from speedbumps.report import markdown as plain_pages
from speedbumps.report.area.arcs import exchange_chart
from speedbumps.report.area.telling import cohort_page
from speedbumps.report.pieces import bullets, paragraphs, scroll_table
from speedbumps.report.road import draw_road, road_in_text
from speedbumps.report.templating import html_environment, style_sheets
from speedbumps.text import strip_controls

PIECES = (bullets, paragraphs, scroll_table)
"""The functions that the template may call."""


def cohort_to_html(cohort: Cohort, words: Locale) -> str:
    """Return the page about *cohort* as HTML without scripts or links to other sites."""
    page = cohort_page(cohort, words)
    template = html_environment(words, PIECES).get_template("cohort.html")
    picture = draw_road(page.road, words) if page.road else None
    return strip_controls(
        template.render(
            page=page, road=picture, arcs=exchange_chart(cohort, words), style=style_sheets("report.css", "cohort.css")
        )
    )


def cohort_to_markdown(cohort: Cohort, words: Locale) -> str:
    """Return the page about *cohort* as Markdown."""
    page = cohort_page(cohort, words)
    drawn = plain_pages.SafeMarkdown(road_in_text(page.road)) if page.road else None
    text = plain_pages.markdown_environment(words).get_template("cohort.md").render(page=page, blocks=drawn)
    return plain_pages.tidy_markdown(text)
