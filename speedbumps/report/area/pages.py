"""From the page about a cohort to HTML and Markdown."""

from collections.abc import Iterable
from functools import lru_cache

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from speedbumps.i18n import Locale
from speedbumps.model.cohort import Cohort
from speedbumps.report.area.arcs import exchange_chart
from speedbumps.report.area.telling import cohort_page
from speedbumps.report.blocks import ItemList, Paragraph, Table
from speedbumps.report.formats.html_blocks import blocks_markup
from speedbumps.report.formats.markdown import SafeMarkdown, blocks_markdown, escape_markdown, pipe_table, tidy_markdown
from speedbumps.report.templating import html_environment, install_translations, style_sheets, template_source
from speedbumps.text import strip_controls


def paragraphs(lines: Iterable[str | None]) -> Markup:
    """Return a paragraph for each line that is not empty."""
    return blocks_markup(Paragraph(line) for line in lines if line)


def bullets(lines: Iterable[str]) -> Markup:
    """Return an unordered list of *lines*."""
    return blocks_markup((ItemList(tuple(lines)),))


def scroll_table(table: Table) -> Markup:
    """Return *table* as HTML."""
    return blocks_markup((table,))


PIECES = (bullets, paragraphs, scroll_table)
"""The functions that the template may call."""


def cohort_to_html(cohort: Cohort, words: Locale) -> str:
    """Return the page about *cohort* as HTML without scripts or links to other sites."""
    page = cohort_page(cohort, words)
    template = html_environment(words, PIECES).get_template("cohort.html")
    picture = blocks_markup((page.road,)) if page.road else None
    return strip_controls(
        template.render(
            page=page, road=picture, arcs=exchange_chart(cohort, words), style=style_sheets("report.css", "cohort.css")
        )
    )


def cohort_to_markdown(cohort: Cohort, words: Locale) -> str:
    """Return the page about *cohort* as Markdown."""
    page = cohort_page(cohort, words)
    drawn = blocks_markdown((page.road,)) if page.road else None
    text = _markdown_environment(words).get_template("cohort.md").render(page=page, blocks=drawn)
    return tidy_markdown(text)


@lru_cache(maxsize=8)
def _markdown_environment(words: Locale) -> Environment:
    """Return the environment of the Markdown template, which escapes all output that is not SafeMarkdown."""
    environment = Environment(
        loader=FunctionLoader(template_source),
        # This is not HTML: escape_markdown escapes all output, the templates' own words too.
        autoescape=False,  # noqa: S701 # as said above
        finalize=_escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    install_translations(environment, words)
    environment.globals |= {"table": pipe_table}
    return environment


def _escape(value: object) -> str:
    return value if isinstance(value, SafeMarkdown) else escape_markdown(str(value))
