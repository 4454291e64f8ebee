"""From a document to one HTML file."""

from collections.abc import Sequence

from markupsafe import Markup

from speedbumps.i18n import ENGLISH
from speedbumps.report.blocks import Document, Section
from speedbumps.report.branding.brand import Brand
from speedbumps.report.branding.shell import fill_shell
from speedbumps.report.formats.html_blocks import blocks_markup
from speedbumps.report.formats.markup import NOTHING, fill_markup, join_markup, repeat_markup
from speedbumps.report.templating import html_environment, style_sheets
from speedbumps.text import strip_controls

STYLES = {
    "about-school": ("report.css",),
    "about-cohort": ("report.css", "cohort.css"),
    "annexed": ("report.css", "annex.css"),
}
"""The style sheets of a document, by its class."""

UNSAFE = str.maketrans(dict.fromkeys("\\\"'<>{};\n\r\x0c", " "))
"""Characters that could end a string in a style sheet, or the style sheet itself."""


SHEET, JOINED, JOINS = Markup("sheet"), Markup('"sheet joined"'), Markup('"sheet joins"')
"""The classes of a section: one that fills a sheet, is followed by one that joins it, or joins the one before."""

LONGER = Markup("@media print{:root{font-size:8.6pt}body{line-height:1.25}}")
"""Letters and lines on paper in other languages than English, most of which take more room."""

RUNNING_FOOT = '@page{@bottom-left{content:"%s"}%s}'
PAGE_NUMBER = '@bottom-right{content:"%s" counter(page) "%s" counter(pages) "%s"}'


def render(document: Document) -> str:
    """Return *document* as one HTML page without scripts or links to other sites."""
    first = document.front
    parts = (
        fill_markup(
            '<section class=sheet aria-labelledby="%s">\n%s</section>\n', first.anchor, blocks_markup(first.blocks)
        ),
        _contents(document),
        _sections(document.sections),
        _annex(document),
    )
    name = "annexed" if document.is_annex else f"about-{document.subject}"
    brand = document.brand or Brand("")
    longer = NOTHING if document.language.partition("-")[0] == ENGLISH else LONGER
    style = Markup("").join((style_sheets(*STYLES[name]), longer, _running_foot(document), Markup(brand.style)))  # noqa: S704 - a user's style sheet cannot end itself
    head = _fill_template("head.html", document=document, style=style)
    body = _fill_template("body.html", document=document, name=name, parts=parts)
    values = {each: getattr(document, each) for each in ("title", "description", "language", "school")}
    if brand.has_page:
        page = fill_shell(brand, values, head, body)
    else:
        page = _fill_template("report.html", **values, logo=brand.logo, head=head, body=body)
    return strip_controls(page)


def _fill_template(template: str, /, **values: object) -> Markup:
    """Return a shipped *template*, which escapes *values*, filled with them."""
    return Markup(html_environment().get_template(template).render(**values))  # noqa: S704 - as said above


def _running_foot(document: Document) -> Markup:
    """Return the style rules for the foot of printed pages."""
    before, _, rest = document.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    foot, *said = (text.translate(UNSAFE) for text in (document.footer, before, between, after))
    number = PAGE_NUMBER % tuple(said) if document.page else ""
    return Markup(RUNNING_FOOT % (foot, number))  # noqa: S704 - characters that could end a string are gone


def _contents(document: Document) -> Markup:
    if document.contents is None:
        return NOTHING
    entries = [(section.heading or f"{section.anchor}-title", section.title) for section in document.sections]
    if document.annex:
        entries.append(("annex", document.annex_title))
    return fill_markup(
        "<nav class=contents aria-labelledby=contents>\n<h2 id=contents>%s</h2>\n<ol>\n%s</ol>\n</nav>\n",
        document.contents,
        repeat_markup('<li><a href="#%s">%s</a>\n', entries),
    )


def _sections(sections: Sequence[Section]) -> Markup:
    followed = [place + 1 < len(sections) and sections[place + 1].joins for place in range(len(sections))]
    return join_markup(
        _section(section, joins=place > 0 and section.joins, followed=followed[place])
        for place, section in enumerate(sections)
    )


def _section(section: Section, *, joins: bool, followed: bool) -> Markup:
    """Return a section; one that *joins* another, or is *followed* by one that does, fills no sheet by itself."""
    sheet = JOINS if joins else JOINED if followed else SHEET
    if section.heading is not None:
        return fill_markup(
            '<section class=%s id="%s" aria-labelledby="%s">\n%s</section>\n',
            sheet,
            section.anchor,
            section.heading,
            blocks_markup(section.blocks),
        )
    return fill_markup(
        '<section class=%s id="%s" aria-labelledby="%s-title">\n<h2 id="%s-title">%s</h2>\n%s</section>\n',
        sheet,
        section.anchor,
        section.anchor,
        section.anchor,
        section.title,
        blocks_markup(section.blocks),
    )


def _annex(document: Document) -> Markup:
    """Return the annex, each of its sections folded; it is not printed."""
    if not document.annex:
        return NOTHING
    return fill_markup(
        '<section class="sheet annex" aria-labelledby=annex>\n<h2 id=annex>%s</h2>\n%s</section>\n',
        document.annex_title,
        join_markup(
            fill_markup(
                '<details id="%s"><summary>%s</summary>\n<div>\n%s</div></details>\n',
                section.anchor,
                section.title,
                blocks_markup(section.blocks),
            )
            for section in document.annex
        ),
    )
