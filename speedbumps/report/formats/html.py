"""From a document to one HTML file."""

from markupsafe import Markup

from speedbumps.report.blocks import Document, Section
from speedbumps.report.formats.html_blocks import blocks_markup
from speedbumps.report.formats.markup import NOTHING, fill_markup, repeat_markup
from speedbumps.report.templating import html_environment, style_sheets
from speedbumps.text import strip_controls

STYLES = {"school": ("report.css",), "cohort": ("report.css", "cohort.css")}
"""The style sheets of a document, by its subject."""


def render(document: Document) -> str:
    """Return *document* as one HTML page without scripts or links to other sites."""
    first = document.front
    body = (
        fill_markup(
            '<section class="front" aria-labelledby="%s">\n%s</section>\n', first.anchor, blocks_markup(first.blocks)
        ),
        _contents(document),
        *map(_section, document.sections),
    )
    template = html_environment().get_template("report.html")
    return strip_controls(template.render(document=document, body=body, style=style_sheets(*STYLES[document.subject])))


def _contents(document: Document) -> Markup:
    if document.contents is None:
        return NOTHING
    entries = ((section.anchor, section.title) for section in document.sections)
    return fill_markup(
        '<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">%s</h2>\n<ol>\n%s</ol>\n</nav>\n',
        document.contents,
        repeat_markup('<li><a href="#%s">%s</a></li>\n', entries),
    )


def _section(section: Section) -> Markup:
    title = section.title_anchor or f"{section.anchor}-title"
    return fill_markup(
        '<section id="%s" aria-labelledby="%s">\n<h2 id="%s">%s</h2>\n%s</section>\n',
        section.anchor,
        title,
        title,
        section.title,
        blocks_markup(section.blocks),
    )
