"""From what is said of a cohort to HTML and Markdown."""

from speedbumps.i18n import Words
from speedbumps.model.cohort import Cohort
from speedbumps.report import markdown as plain_pages
from speedbumps.report.area.arcs import arcs
from speedbumps.report.area.telling import area_page
from speedbumps.report.pieces import bullets, paragraphs, table
from speedbumps.report.road import blocks, road
from speedbumps.report.templating import environment, style
from speedbumps.text import plain

PIECES = (bullets, paragraphs, table)
"""What the template may call."""


def html(cohort: Cohort, words: Words) -> str:
    """The page about *cohort*, without scripts and without links to elsewhere."""
    seen = area_page(cohort, words)
    template = environment(words, PIECES).get_template("cohort.html")
    picture = road(seen.road, words) if seen.road else None
    return plain(
        template.render(page=seen, road=picture, arcs=arcs(cohort, words), style=style("report.css", "cohort.css"))
    )


def markdown(cohort: Cohort, words: Words) -> str:
    """The same in Markdown."""
    seen = area_page(cohort, words)
    drawn = plain_pages.Ready(blocks(seen.road)) if seen.road else None
    text = plain_pages.environment(words).get_template("cohort.md").render(page=seen, blocks=drawn)
    return plain_pages.tidied(text)
