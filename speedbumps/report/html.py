"""From an audit to one HTML file."""

from speedbumps.i18n import Words
from speedbumps.model.audit import Audit
from speedbumps.report.page import Page, page
from speedbumps.report.pieces import asked, bullets, fields, figure, option, paragraphs, roles, stretches, table
from speedbumps.report.road import road
from speedbumps.report.templating import environment, style
from speedbumps.text import plain

PIECES = (asked, bullets, fields, figure, option, paragraphs, roles, stretches, table)
"""What templates may call."""


def render(audit: Audit, words: Words) -> str:
    """The report on *audit* as one page, without scripts and without links to elsewhere."""
    return written(page(audit, words), words)


def written(seen: Page, words: Words) -> str:
    """What *seen* says, as HTML."""
    template = environment(words, PIECES).get_template("report.html")
    return plain(template.render(page=seen, road=road(seen.road, words), style=style("report.css")))
