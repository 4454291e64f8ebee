"""From forms to tables with content controls, into which people type, and which a program finds again."""

from collections.abc import Iterator
from zlib import crc32

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from speedbumps.office_files import EMPTY_BOX, LONGEST_TAG, bookmark_of, tag_of
from speedbumps.report.blocks import Blank, BlankForm, Masthead, Strong
from speedbumps.report.formats.word_parts import (
    WordCell,
    WordRow,
    clean_text,
    element,
    filled_cell,
    fitted_widths,
    line_break,
    paragraph,
    plain_cell,
    shared_widths,
    table,
    text_paragraph,
    text_run,
)
from speedbumps.report.formats.word_styles import PANEL, PROOFING

DAY = "d MMMM yyyy"
"""How a day that is picked from the calendar is written, in English, which is read again in any case."""

LONG_DAY = "30 September 2026"
"""A day whose words need room."""


def form_parts(form: BlankForm) -> Iterator[Element]:
    """Yield the caption of *form*, and its table."""
    if not form.heads:
        yield text_paragraph("Heading2", form.caption)
        rows = tuple(WordRow(tuple(_cell(cell, "CellHead") for cell in cells)) for cells in form.rows)
        yield table(form.caption, shared_widths(2, 7), rows, lines="cells")
        return
    yield text_paragraph("Caption", form.caption)
    heads = WordRow(tuple(filled_cell(Strong(head), "Cell", PANEL, None) for head in form.heads), is_head=True)
    rows = tuple(WordRow(tuple(_cell(cell, "Cell") for cell in cells)) for cells in form.rows)
    yield table(form.caption, fitted_widths((form.heads, *_typed_rows(form))), (heads, *rows))


def _typed_rows(form: BlankForm) -> Iterator[tuple[str, ...]]:
    """Yield the rows of *form* with a text as long as one that is likely to be typed in each empty place for a day."""
    for cells, texts in zip(form.rows, form.texts, strict=True):
        yield tuple(
            LONG_DAY if isinstance(cell, Blank) and cell.kind == "day" else text
            for cell, text in zip(cells, texts, strict=True)
        )


def marked_runs(block: Masthead) -> tuple[Element, ...]:
    """Return the title of a document, marked with the name that a program finds it by, if it has one."""
    title = text_run(block.title)
    if not block.name:
        return (title,)
    return _control(block.name, "", (element("alias", val=_shortened(block.title)),), (title,))


def _cell(cell: str | Blank, style: str) -> WordCell:
    return WordCell((paragraph("Cell", *_blank_runs(cell)),)) if isinstance(cell, Blank) else plain_cell(cell, style)


def _blank_runs(blank: Blank) -> tuple[Element, ...]:
    """Return the content control of *blank*, and the bookmark beside it."""
    looks = (
        element("alias", val=_shortened(blank.title)),
        *(() if blank.text else (element("showingPlcHdr"),)),
        *_kind_of_control(blank),
    )
    return _control(blank.name, blank.value, looks, tuple(_filled_lines(blank)))


def _control(name: str, value: str, looks: tuple[Element, ...], runs: tuple[Element, ...]) -> tuple[Element, ...]:
    """Return *runs* as a content control with the tag of *name*, and a bookmark behind it that says the same."""
    alias, *others = looks
    number = str(crc32(name.encode("utf-8", "replace")) & 0x7FFFFFFF)
    tagged = (alias, element("tag", val=tag_of(name, value)), element("id", val=number), *others)
    return (
        element("sdt", element("sdtPr", *tagged), element("sdtContent", *runs)),
        element("bookmarkStart", id=number, name=bookmark_of(name, value)),
        element("bookmarkEnd", id=number),
    )


def _kind_of_control(blank: Blank) -> tuple[Element, ...]:
    """Return what may be put into the control; for words nothing, since programs lose line ends of plain texts."""
    match blank.kind:
        case "words":
            return ()
        case "day":
            day = {"fullDate": f"{blank.value}T00:00:00Z"} if blank.value else {}
            parts = (
                element("dateFormat", val=DAY),
                element("lid", val=PROOFING["en"]),
                element("storeMappedDataAs", val="dateTime"),
                element("calendar", val="gregorian"),
            )
            return (element("date", *parts, **day),)
        case "choice":
            items = (element("listItem", displayText=words, value=value) for value, words in blank.choices)
            return (element("dropDownList", *items),)


def _filled_lines(blank: Blank) -> Iterator[Element]:
    if not blank.text:
        yield text_run(EMPTY_BOX, "PlaceholderText")
    for number, line in enumerate(blank.text.split("\n") if blank.text else ()):
        if number:
            yield line_break()
        yield text_run(line)


def _shortened(text: str) -> str:
    """Return *text* as the title of a control, which Word limits."""
    return clean_text(text)[: LONGEST_TAG // 2]
