"""From an audit, or from problems, to text: a page, plain writing, a summary for the terminal, or data.

The rooms are entered late: whoever asks for help or for data loads no template engine.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # problems are told without audits, whose models take time to be made
    from speedbumps.model.audit import Audit

Format = Callable[["Audit", str], str]
"""From an audit, and the language to tell it in, to text."""


def in_html(audit: "Audit", language: str) -> str:
    """One file that asks nothing of any network: to read, to print, to hand on."""
    # Loads jinja2.
    from speedbumps.i18n import words
    from speedbumps.report.html import render

    return render(audit, words(language))


def in_markdown(audit: "Audit", language: str) -> str:
    """The same as plain text, for a wiki or a letter."""
    # Loads jinja2.
    from speedbumps.i18n import words
    from speedbumps.report.markdown import render

    return render(audit, words(language))


def in_both(audit: "Audit", language: str) -> tuple[str, str]:
    """As HTML and as Markdown, which say the same: worked out once."""
    # Loads jinja2.
    from speedbumps.i18n import words
    from speedbumps.report import html, markdown
    from speedbumps.report.page import page

    spoken = words(language)
    seen = page(audit, spoken)
    return html.written(seen, spoken), markdown.written(seen, spoken)


def on_screen(audit: "Audit", language: str, *, width: int = 80, colour: bool = False) -> str:
    """A summary for the screen."""
    # Loads rich.
    from speedbumps.i18n import words
    from speedbumps.report.terminal import render

    return render(audit, words(language), width=width, colour=colour)


def in_json(audit: "Audit", _language: str) -> str:
    """The audit itself, for other programs."""
    # Kept with its siblings: nothing of the report is loaded for the help.
    from speedbumps.report.as_json import render

    return render(audit)


FORMATS: dict[str, Format] = {
    "html": in_html,
    "markdown": in_markdown,
    "json": in_json,
    "terminal": on_screen,
}
