"""The page, the styles and the footer of a Word document. Whoever changes a style changes the whole report."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Mm

from speedbumps.report.blocks import Document
from speedbumps.report.formats.word_parts import RULE, WIDTH, element, field, paragraph, tab, text_run

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

SANS, SERIF, EVEN = "Arial", "Georgia", "Courier New"
"""The fonts: of text, of headings, and of bars, whose characters are all equally wide."""

INK, QUIET, NAVY, WARN = "16242F", "465563", "1D4E79", "8A3D06"
"""The colours of text."""

PANEL, WARNING = "F8F2E5", "FDF0E0"
"""The colours behind what belongs together, and behind what has to be seen."""

PROOFING = {"en": "en-GB"}
"""The language for the spelling checker, where that of the document does not name a country."""

COMPATIBLE = "15"
"""The layout of Word 2013 and later, without which Word opens a document as an old one."""

SMALLER = 0.92
"""The part of their size that letters have in a document that has to stay on one sheet."""

PLACES = re.compile(r"(\{pages?\})")

FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


class Look(NamedTuple):
    """A paragraph style: its name, its sizes in points, and what else sets it apart."""

    name: str
    size: float = 10
    before: float = 0
    after: float = 0
    font: str = SANS
    colour: str = INK
    is_bold: bool = False
    keep_next: bool = False
    level: int | None = None
    """Its level in the outline."""
    indent: float = 0
    hanging: float = 0
    border: tuple[str, str] | None = None
    """The side and the colour of its line."""
    fill: str | None = None
    justify: str | None = None
    stop: int | None = None
    """A tab stop at the right, in twentieths of a point."""


class TextLook(NamedTuple):
    """A style of some characters in a paragraph."""

    name: str
    size: float | None = None
    font: str | None = None
    colour: str | None = None
    is_bold: bool | None = None
    """Whether they are bold; None if they are as the text around them."""
    frame: str | None = None
    """The colour of the line around them."""


LOOKS = (
    Look("Normal", 9.5, after=4),
    Look("Title", 22, after=3, font=SERIF, is_bold=True, keep_next=True),
    Look("Heading 1", 14, 9, 3, SERIF, is_bold=True, keep_next=True, level=0),
    Look("Heading 2", 11.5, 7, 2, SERIF, is_bold=True, keep_next=True, level=1),
    Look("Heading 3", 10, 6, 2, SERIF, is_bold=True, keep_next=True, level=2),
    Look("Caption", 9.5, 6, 2, is_bold=True, keep_next=True),
    Look("Kicker", 9.5, 2, 1, colour=NAVY, is_bold=True, keep_next=True),
    Look("Lead", 10, after=4),
    Look("Stamp Line", 8.5, after=4, keep_next=True),
    Look("Note", 9.5, 4, 6, border=("left", "E58A1F"), fill=WARNING, indent=8),
    Look("Legend", 8, 1, 4, colour=QUIET),
    Look("Remark", 8, after=4, colour=QUIET),
    Look("Foot", 9, 6, 2, border=("top", RULE)),
    Look("Letter", 9.5, 2, 4, border=("left", "A9CFEA"), indent=8),
    Look("Signed", 9.5, 1, 3, indent=16, hanging=16),
    Look("Question", 9, 3, 1, keep_next=True),
    Look("List Bullet", 9.5, after=2, indent=14, hanging=12),
    Look("List Bullet 2", 9.5, after=2, indent=28, hanging=12),
    Look("List Number", 9.5, after=2, indent=16, hanging=16),
    Look("Cell", 8.5),
    Look("Cell Head", 8.5, is_bold=True),
    Look("Cell Figure", 8.5, justify="right"),
    Look("Cell Middle", 8.5, justify="center"),
    Look("Large Figure", 24, font=SERIF, is_bold=True, justify="center"),
    Look("Gap", 3),
    Look("Footer", 8, colour=QUIET, stop=WIDTH),
)
"""The paragraph styles."""

TEXT_LOOKS = (
    TextLook("Strong", is_bold=True),
    TextLook("Aside", 8, SANS, QUIET, is_bold=False),
    TextLook("Bar", 7, EVEN),
    TextLook("Placeholder Text", colour=QUIET),
    TextLook("Stamp", colour=WARN, is_bold=True, frame=WARN),
)
"""The character styles."""


STYLE_IDS = frozenset(each.name.replace(" ", "") for each in (*LOOKS, *TEXT_LOOKS))
"""The ids of all styles."""


def style_document(made: "WordDocument", document: Document) -> None:
    """Give *made* the page, the styles, the language and the footer of *document*.

    The Word document of a user keeps its own, but for the line of the footer that has the number of the page.
    """
    _set_language(made, document.language)
    line = (text_run(document.footer), tab(), *_page_runs(document.page))
    if document.brand is not None and document.brand.word is not None:
        _renew_footer(made, line)
        return
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin, page.bottom_margin, page.footer_distance = Mm(13), Mm(14), Mm(7)
    for look in map(_compact, LOOKS) if document.compact else LOOKS:
        _set_style(made, look.name, WD_STYLE_TYPE.PARAGRAPH, (_paragraph_looks(look), _look_of_text(look)))
    for text in TEXT_LOOKS:
        _set_style(made, text.name, WD_STYLE_TYPE.CHARACTER, (element("rPr", *_text_looks(text)),))
    foot = page.footer.part.element
    foot[:] = [paragraph("Footer", *line)]


def _compact(look: Look) -> Look:
    """Return *look* with smaller letters, in half points, and about half the space around."""
    size = round(2 * SMALLER * look.size) / 2
    return look._replace(size=size, before=round(look.before / 2), after=round(look.after / 2))


def _renew_footer(made: "WordDocument", line: tuple[Element, ...]) -> None:
    """Write *line* in place of each paragraph of a footer with the number of the page, which names another report."""
    for section in made.sections:
        for footer in (section.footer, section.first_page_footer, section.even_page_footer):
            for old in [] if footer.is_linked_to_previous else list(footer.part.element.iter(qn("w:p"))):
                if _has_page_number(old):
                    old.getparent().replace(old, paragraph("Footer", *deepcopy(line)))


def _has_page_number(old: Element) -> bool:
    fields = (*(each.text or "" for each in old.iter(qn("w:instrText"))), *_simple_fields(old))
    return any(name in field for field in fields for name in FIELDS.values())


def _simple_fields(old: Element) -> Iterator[str]:
    return (each.get(qn("w:instr"), "") for each in old.iter(qn("w:fldSimple")))


def _page_runs(words: str) -> Iterator[Element]:
    """Yield *words* with fields in the places of the number of the page and of all pages."""
    for part in PLACES.split(words):
        if part:
            yield field(FIELDS[part]) if part in FIELDS else text_run(part)


def _set_language(made: "WordDocument", language: str) -> None:
    """Say in which language *made* is, for spelling checkers and screen readers."""
    name = PROOFING.get(language, language)
    made.core_properties.language = name
    for part in (*made.styles.element.iter(qn("w:lang")), *made.settings.element.iter(qn("w:themeFontLang"))):
        part.set(qn("w:val"), name)
    for setting in made.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), COMPATIBLE)


def _set_style(made: "WordDocument", name: str, kind: WD_STYLE_TYPE, looks: tuple[Element, ...]) -> None:
    """Give the style called *name* these *looks* in place of its own; a list keeps its bullets and numbers."""
    style = (made.styles[name] if name in made.styles else made.styles.add_style(name, kind)).element
    numbers = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    for tag in ("w:pPr", "w:rPr"):
        for old in style.findall(qn(tag)):
            style.remove(old)
    style.extend(looks)
    if numbers is not None:
        looks[0].insert(0, numbers)


def _paragraph_looks(look: Look) -> Element:
    """Return the properties of paragraphs, in the order that the schema wants."""
    side, colour = look.border or ("", "")
    thick = "36" if side == "left" else "6"
    return element(
        "pPr",
        *((element("keepNext"), element("keepLines")) if look.keep_next else ()),
        *((element("pBdr", element(side, val="single", sz=thick, space="4", color=colour)),) if look.border else ()),
        *((element("shd", val="clear", color="auto", fill=look.fill),) if look.fill else ()),
        *((element("tabs", element("tab", val="right", pos=str(look.stop))),) if look.stop else ()),
        element("spacing", before=_twips(look.before), after=_twips(look.after), line="247", lineRule="auto"),
        element("ind", left=_twips(look.indent), hanging=_twips(look.hanging)),
        *((element("jc", val=look.justify),) if look.justify else ()),
        *((element("outlineLvl", val=str(look.level)),) if look.level is not None else ()),
    )


def _look_of_text(look: Look) -> Element:
    """Return the properties of the text of a paragraph style."""
    return element("rPr", *_text_looks(TextLook(look.name, look.size, look.font, look.colour, look.is_bold)))


def _text_looks(look: TextLook) -> Iterator[Element]:
    """Yield the properties of text, in the order that the schema wants."""
    if look.font:
        yield element("rFonts", ascii=look.font, hAnsi=look.font, cs=look.font)
    if look.is_bold is not None:
        yield from (element(tag, val=str(int(look.is_bold))) for tag in ("b", "bCs"))
    if look.colour:
        yield element("color", val=look.colour)
    if look.size:
        yield from (element(tag, val=str(round(look.size * 2))) for tag in ("sz", "szCs"))
    if look.frame:
        yield element("bdr", val="single", sz="8", space="0", color=look.frame)


def _twips(points: float) -> str:
    return str(round(points * 20))
