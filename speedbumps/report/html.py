"""From an audit to one HTML file."""

from speedbumps.i18n import Locale
from speedbumps.model.audit import Audit
from speedbumps.report.page import ReportPage, report_page
from speedbumps.report.pieces import (
    bullets,
    fields,
    figure,
    option,
    paragraphs,
    question_item,
    roles,
    scroll_table,
    stretches,
)
from speedbumps.report.road import draw_road
from speedbumps.report.templating import html_environment, style_sheets
from speedbumps.text import strip_controls

PIECES = (question_item, bullets, fields, figure, option, paragraphs, roles, stretches, scroll_table)
"""The functions that templates may call."""


def render(audit: Audit, words: Locale) -> str:
    """Return the report on *audit* as one HTML page without scripts or links to other sites."""
    return page_to_html(report_page(audit, words), words)


def page_to_html(page: ReportPage, words: Locale) -> str:
    """Return *page* as HTML."""
    template = html_environment(words, PIECES).get_template("report.html")
    return strip_controls(
        template.render(page=page, road=draw_road(page.road, words), style=style_sheets("report.css"))
    )
