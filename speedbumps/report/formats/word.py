"""From a document to a Word document, which people may change, shorten and copy from.

It shows the edition for formats without a layout, in paragraphs and tables, and room to write as paper does.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, assert_never

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from speedbumps.office_files import new_word_document, word_bytes
from speedbumps.report.blocks import (
    AnswerBars,
    BandScale,
    BlankForm,
    Block,
    Boxes,
    Cards,
    Document,
    Fields,
    Fold,
    Headline,
    HeatMap,
    HeightFigure,
    ItemList,
    Letter,
    Masthead,
    Only,
    OptionCard,
    Panel,
    Paragraph,
    ParagraphStyle,
    QuestionAnswers,
    Quiet,
    Road,
    Section,
    Signed,
    SignedList,
    Steps,
    Strong,
    SubItems,
    Table,
    Text,
    VisitMap,
    plain_text,
    spans,
    text_edition,
)
from speedbumps.report.formats.word_forms import form_parts, marked_runs
from speedbumps.report.formats.word_parts import (
    add_property,
    break_page_before,
    clean_text,
    element,
    line_break,
    paragraph,
    style_of,
    tab,
    text_paragraph,
    text_run,
    text_runs,
)
from speedbumps.report.formats.word_styles import style_document
from speedbumps.report.formats.word_tables import (
    answers_table,
    boxes_table,
    cards_table,
    fields_table,
    figure_table,
    heat_table,
    option_table,
    plain_table,
    road_table,
    scale_table,
    steps_table,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

HEADINGS = {1: "Title", 2: "Heading1", 3: "Heading2", 4: "Heading3"}
"""The style of a heading, by its level: the title of a document has one of its own."""

PARAGRAPHS: dict[ParagraphStyle, str] = {
    "plain": "Normal",
    "lead": "Lead",
    "note": "Note",
    "kicker": "Kicker",
    "legend": "Legend",
    "quiet": "Remark",
    "foot": "Foot",
    "sent": "Normal",
}
"""The style of a paragraph, by that of the block."""

SECTION = 2
"""The level of the headings of sections."""


def render(document: Document) -> bytes:
    """Return *document* as a Word document; the same document gives the same bytes."""
    like = document.brand.word if document.brand else None
    made = new_word_document(clean_text(document.title), clean_text(document.description), like)
    style_document(made, document)
    parts = (
        *_blocks_elements(document.front.blocks),
        *(part for section in document.sections for part in _section_elements(section)),
    )
    made.element.body[:0] = parts
    _number_lists(made)
    return word_bytes(made)


def _section_elements(section: Section) -> tuple[Element, ...]:
    """Return *section*, which begins a page."""
    heading = (text_paragraph(HEADINGS[SECTION], section.title),) if section.heading is None else ()
    parts = (*heading, *_blocks_elements(section.blocks))
    if parts and style_of(parts[0]) is None:  # a table cannot begin a page by itself
        parts = (paragraph("Gap"), *parts)
    return (break_page_before(parts[0]), *parts[1:]) if parts else ()


def _blocks_elements(blocks: Iterable[Block]) -> Iterator[Element]:
    """Yield *blocks* one after another, with a gap after each table, since Word joins tables that touch."""
    for block in text_edition(blocks):
        for part in _block_elements(block):
            yield part
            if part.tag == qn("w:tbl"):
                yield paragraph("Gap")


def _block_elements(block: Block) -> Iterator[Element]:  # noqa: PLR0912 - a case for each kind
    match block:
        case Paragraph():
            yield text_paragraph(PARAGRAPHS[block.style], block.text)
        case Headline():
            yield _heading_paragraph(block)
        case ItemList():
            yield from _item_list(block)
        case Fields():
            yield fields_table(block)
        case Table():
            yield from plain_table(block)
        case BandScale():
            yield scale_table(block)
        case HeightFigure():
            yield figure_table(block)
        case Road():
            yield road_table(block)
        case HeatMap():
            yield heat_table(block)
            yield text_paragraph("Legend", block.key)
        case AnswerBars(style="bars"):
            for question in block.questions:
                yield from _question_with_bars(question)
        case AnswerBars():
            yield from map(_question_line, block.questions)
        case OptionCard():
            yield option_table(block)
        case Cards():
            yield cards_table(block)
        case SignedList():
            yield from (_signed(number, item) for number, item in enumerate(block.items, start=1))
        case Letter():
            yield from _letter(block)
        case Steps():
            yield steps_table(block)
        case VisitMap():
            yield from _item_list(ItemList(block.items))
        case Boxes():
            yield paragraph("Gap")
            yield boxes_table(block)
        case BlankForm():
            yield from form_parts(block)
        case Masthead():
            yield text_paragraph("Kicker", block.kicker)
            yield paragraph("Title", *marked_runs(block))
            yield paragraph("StampLine", text_run(f" {block.stamp} ", "Stamp"))
            yield text_paragraph("Lead", block.lead)
        case Panel() | Only() | Fold():
            yield from _blocks_elements((block,))
        case _:
            assert_never(block)


def _heading_paragraph(block: Headline) -> Element:
    number = "" if block.number is None else f"{block.number}. "
    hint = (text_run(f" ({block.hint})", "Aside"),) if block.hint else ()
    return paragraph(HEADINGS[block.level], text_run(f"{number}{block.text}"), *hint)


def _item_list(block: ItemList) -> Iterator[Element]:
    style = "ListNumber" if block.style == "numbers" else "ListBullet"
    for item in block.items:
        if isinstance(item, SubItems):
            yield text_paragraph(style, item.text)
            yield from (text_paragraph("ListBullet2", each) for each in item.items)
        else:
            yield text_paragraph(style, item)


def _question_with_bars(question: QuestionAnswers) -> Iterator[Element]:
    """Yield *question* with those who gave no answer, and a table with a bar for each answer."""
    yield text_paragraph("Question", _question_text(question))
    if question.rows:
        yield answers_table(question)
    if question.instead:
        yield text_paragraph("Legend", question.instead)


def _question_text(question: QuestionAnswers) -> Text:
    summary = (" ", *spans(question.summary)) if question.summary else ()
    besides = (Quiet(f" ({question.besides})"),) if question.besides else ()
    return (Strong(question.text), *summary, *besides)


def _question_line(question: QuestionAnswers) -> Element:
    """Return *question* with its number and its answers in one item of a list."""
    number = (text_run(f" {question.number}", "Strong"),) if question.number else ()
    shares = " · ".join(f"{row.label} {row.said}" for row in question.rows)
    lines = (line for line in (shares, *question.remarks) if line)
    return paragraph(
        "ListBullet",
        text_run(question.text),
        *number,
        *(part for line in lines for part in (line_break(), text_run(line, "Aside"))),
    )


def _signed(number: int, item: Signed) -> Element:
    text = (Strong(f"{plain_text(item.title)}."), " ", *spans(item.text))
    return paragraph("Signed", text_run(f"{number}.", "Strong"), tab(), *text_runs(text))


def _letter(block: Letter) -> Iterator[Element]:
    """Yield the heading of a letter, and its paragraphs with a line beside them."""
    yield paragraph(HEADINGS[3], text_run(block.to))
    for part in block.blocks:
        match part:
            case Paragraph():
                yield text_paragraph("Letter", part.text)
            case ItemList():
                yield from _item_list(part)
            case _:
                assert_never(part)


def _number_lists(made: "WordDocument") -> None:
    """Let each list with numbers begin at 1: Word would go on counting where the list before ended."""
    numbering = made.part.numbering_part.element
    kind = made.styles["List Number"].element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    (like,) = (each for each in numbering.findall(qn("w:num")) if each.get(qn("w:numId")) == kind)
    shape = like.find(qn("w:abstractNumId")).get(qn("w:val"))
    for is_list, parts in groupby(made.element.body, lambda part: style_of(part) == "ListNumber"):
        if is_list:
            name = str(1 + max(int(each.get(qn("w:numId"))) for each in numbering.findall(qn("w:num"))))
            start = element("lvlOverride", element("startOverride", val="1"), ilvl="0")
            numbering.findall(qn("w:num"))[-1].addnext(
                element("num", element("abstractNumId", val=shape), start, numId=name)
            )
            for part in parts:
                add_property(part, element("numPr", element("ilvl", val="0"), element("numId", val=name)))
