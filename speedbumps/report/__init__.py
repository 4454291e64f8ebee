"""From an audit to text: an HTML page, Markdown, a summary for the terminal, or JSON.

Renderers are imported late, so that help and JSON output load no template engine.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # importing the models takes time, and help needs none of them
    from speedbumps.model.audit import Audit

Format = Callable[["Audit", str], str]
"""A function that takes an audit and a language tag, and returns text."""


def render_html(audit: "Audit", language: str) -> str:
    """Return the report as one HTML file that loads nothing from a network."""
    # Loads jinja2.
    from speedbumps.i18n import load_locale
    from speedbumps.report.html import render

    return render(audit, load_locale(language))


def render_markdown(audit: "Audit", language: str) -> str:
    """Return the report as Markdown, for a wiki or a letter."""
    # Loads jinja2.
    from speedbumps.i18n import load_locale
    from speedbumps.report.markdown import render

    return render(audit, load_locale(language))


def render_both(audit: "Audit", language: str) -> tuple[str, str]:
    """Return the report as HTML and as Markdown; the page that both show is computed once."""
    # Loads jinja2.
    from speedbumps.i18n import load_locale
    from speedbumps.report import html, markdown
    from speedbumps.report.page import report_page

    spoken = load_locale(language)
    page = report_page(audit, spoken)
    return html.page_to_html(page, spoken), markdown.page_to_markdown(page, spoken)


def render_terminal(audit: "Audit", language: str, *, width: int = 80, colour: bool = False) -> str:
    """Return a summary for a terminal that is *width* characters wide."""
    # Loads rich.
    from speedbumps.i18n import load_locale
    from speedbumps.report.terminal import render

    return render(audit, load_locale(language), width=width, colour=colour)


def render_json(audit: "Audit", _language: str) -> str:
    """Return the audit itself as JSON, for other programs."""
    # Imported late like the other renderers, so that help loads nothing of the report.
    from speedbumps.report.as_json import render

    return render(audit)


FORMATS: dict[str, Format] = {
    "html": render_html,
    "markdown": render_markdown,
    "json": render_json,
    "terminal": render_terminal,
}
