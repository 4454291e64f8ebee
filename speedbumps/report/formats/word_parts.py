"""The elements of a Word document: runs of text, paragraphs and tables. The functions escape what they are given."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple, assert_never

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from speedbumps.report.blocks import Link, Quiet, Strong, Text, spans
from speedbumps.text import strip_controls

WIDTH = 9866
"""The width of the text, in twentieths of a point: 174 mm."""

MILLIMETRE = 56.7
"""The twentieths of a point in a millimetre."""

SPACES = re.compile(r"[^\S\u00a0\u202f]+")
"""Spaces that may become one, and line ends; no-break spaces stay."""

NOT_XML = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""

LETTER, PADDING = 100, 180
"""The width of a letter, and of the space beside a text in a cell."""

SHORT, LONG = 10, 120
"""The most letters of a text that stays on one line, and the most that widen a column."""

RULE, EDGE = "CABD9F", "6D6551"
"""The colours of the lines in a table, and around room to write."""

Lines = Literal["rows", "cells", "none"]

BORDERS: dict[Lines, tuple[tuple[str, ...], str, str]] = {
    "rows": (("top", "bottom", "insideH"), "4", RULE),
    "cells": (("top", "left", "bottom", "right", "insideH", "insideV"), "6", EDGE),
    "none": ((), "0", RULE),
}
"""The sides that have a line, its width in eighths of a point, and its colour."""


class WordCell(NamedTuple):
    """A cell of a table, of at least one paragraph."""

    paragraphs: tuple[Element, ...]
    fill: str | None = None
    """The colour behind it."""
    span: int = 1
    """The columns that it takes."""


class WordRow(NamedTuple):
    """A row of a table. It never breaks over two pages."""

    cells: tuple[WordCell, ...]
    is_head: bool = False
    """Whether it is repeated on each page that the table takes."""
    height: int | None = None
    """Its least height, in twentieths of a point."""


def element(tag: str, *children: Element, **attributes: str) -> Element:
    """Return the element of WordprocessingML that is called *tag*, with *attributes* of the same namespace."""
    made = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): value for name, value in attributes.items()})
    made.extend(children)
    return made


def clean_text(text: str) -> str:
    """Return *text* on one line, without characters that XML cannot hold or that change the direction of text."""
    if text.isprintable() and "  " not in text:
        return text
    return NOT_XML.sub("", strip_controls(SPACES.sub(" ", text)))


def text_run(text: str, style: str | None = None, colour: str | None = None) -> Element:
    """Return *text* as a run, in the character style and the colour that are named."""
    held = element("t")
    held.text = clean_text(text)
    held.set(qn("xml:space"), "preserve")
    looks = (
        *((element("rStyle", val=style),) if style else ()),
        *((element("color", val=colour),) if colour else ()),
    )
    return element("r", *((element("rPr", *looks),) if looks else ()), held)


def text_runs(text: Text, colour: str | None = None) -> tuple[Element, ...]:
    """Return *text* with its spans as runs."""
    return tuple(_span_run(part, colour) for part in spans(text))


def _span_run(part: str | Strong | Quiet | Link, colour: str | None) -> Element:
    match part:
        case str():
            return text_run(part, None, colour)
        case Strong():
            return text_run(part.text, "Strong", colour)
        case Quiet():
            return text_run(part.text, "Aside", colour)
        case Link():
            # The place that it leads to may be in the annex, which is left out.
            return text_run(part.text, None, colour)
        case _:
            assert_never(part)


def line_break() -> Element:
    """Return the end of a line within a paragraph."""
    return element("r", element("br"))


def tab() -> Element:
    """Return a step to the next tab stop."""
    return element("r", element("tab"))


def field(code: str) -> Element:
    """Return a field that Word computes, such as PAGE."""
    return element("fldSimple", text_run("1"), instr=code)


def paragraph(style: str, *runs: Element) -> Element:
    """Return a paragraph in *style*, which is the id of a paragraph style."""
    return element("p", element("pPr", element("pStyle", val=style)), *runs)


def text_paragraph(style: str, text: Text) -> Element:
    """Return a paragraph of *text* in *style*."""
    return paragraph(style, *text_runs(text))


def style_of(part: Element) -> str | None:
    """Return the id of the style of a paragraph; None if *part* is no paragraph."""
    found = part.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return None if found is None else found.get(qn("w:val"))


def add_property(part: Element, *properties: Element) -> Element:
    """Return the paragraph *part* with *properties* after its style, in the order that the schema wants."""
    part[0][1:1] = properties
    return part


def keep_with_next(part: Element) -> Element:
    """Return the paragraph *part*, which stays on the page of what follows."""
    return add_property(part, element("keepNext"))


def break_page_before(part: Element) -> Element:
    """Return the paragraph *part*, which begins a page."""
    return add_property(part, element("pageBreakBefore"))


def empty_cells(number: int) -> tuple[WordCell, ...]:
    """Return so many cells without text."""
    return tuple(WordCell((paragraph("Cell"),)) for _ in range(number))


def plain_cell(text: Text, style: str = "Cell") -> WordCell:
    """Return a cell with *text*."""
    return WordCell((text_paragraph(style, text),))


def filled_cell(text: Text, style: str, fill: str | None, colour: str | None) -> WordCell:
    """Return a cell with *text* in *colour* on a background."""
    return WordCell((paragraph(style, *text_runs(text, colour)),), fill)


def wide_cell(text: Text, columns: int, fill: str) -> WordCell:
    """Return a cell that titles the rows below it, over so many *columns*."""
    return WordCell((keep_with_next(text_paragraph("CellHead", text)),), fill, columns)


def table(
    title: str, widths: tuple[int, ...], rows: Iterable[WordRow], *, is_whole: bool = False, lines: Lines = "rows"
) -> Element:
    """Return a table; *title* is what a screen reader says of it, *widths* those of its columns.

    If it *is_whole*, all its rows stay on one page. There are *lines* between its rows, around each cell, or none.
    """
    held = tuple(row for row in rows if row.cells)
    if not held:  # Word calls a table without rows damaged
        return paragraph("Gap")
    for row in held[:-1]:
        if is_whole or row.is_head:
            _keep_row_with_next(row)
    return element(
        "tbl",
        _table_looks(title, sum(widths), lines, has_head=held[0].is_head),
        element("tblGrid", *(element("gridCol", w=str(width)) for width in widths)),
        *(_row(row, widths) for row in held),
    )


def _keep_row_with_next(row: WordRow) -> None:
    for cell in row.cells:
        for part in cell.paragraphs:
            if part.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is None:
                keep_with_next(part)


def _table_looks(title: str, width: int, lines: Lines, *, has_head: bool) -> Element:
    sides, size, colour = BORDERS[lines]
    borders = (element(side, val="single", sz=size, space="0", color=colour) for side in sides)
    space = "0" if lines == "none" else "16"
    margins = {"top": space, "left": "80", "bottom": space, "right": "80"}
    return element(
        "tblPr",
        element("tblW", w=str(width), type="dxa"),
        element("tblBorders", *borders),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=size, type="dxa") for side, size in margins.items())),
        element("tblLook", val="0020" if has_head else "0000", firstRow="1" if has_head else "0"),
        *((element("tblCaption", val=clean_text(title)),) if title else ()),
    )


def _row(row: WordRow, widths: tuple[int, ...]) -> Element:
    looks = (
        element("cantSplit"),
        *((element("trHeight", val=str(row.height), hRule="atLeast"),) if row.height else ()),
        *((element("tblHeader"),) if row.is_head else ()),
    )
    cells = []
    at = 0
    for cell in row.cells:
        cells.append(_cell(cell, sum(widths[at : at + cell.span])))
        at += cell.span
    return element("tr", element("trPr", *looks), *cells)


def _cell(cell: WordCell, width: int) -> Element:
    looks = (
        element("tcW", w=str(width), type="dxa"),
        *((element("gridSpan", val=str(cell.span)),) if cell.span > 1 else ()),
        *((element("shd", val="clear", color="auto", fill=cell.fill),) if cell.fill else ()),
    )
    return element("tc", element("tcPr", *looks), *cell.paragraphs)


def equal_widths(columns: int) -> tuple[int, ...]:
    """Return widths of so many columns, all alike, that fill the text."""
    return shared_widths(*[1] * columns)


def shared_widths(*shares: float) -> tuple[int, ...]:
    """Return widths of columns that fill the text, in proportion to *shares*."""
    return tuple(round(WIDTH * share / sum(shares)) for share in shares)


def fitted_widths(rows: Iterable[tuple[str, ...]]) -> tuple[int, ...]:
    """Return widths of columns that fill the text: each its longest word, and more for those with much text.

    A short text counts as one word.
    """
    columns = list(zip(*rows, strict=True))
    needs = [max(map(_longest_word, column)) for column in columns]
    wishes = [min(max(map(len, column)), LONG) for column in columns]
    least = [need * LETTER + PADDING for need in needs]
    spare = WIDTH - sum(least)
    if spare <= 0:
        return shared_widths(*least)
    extra = [max(wish - need, 0) + 1 for wish, need in zip(wishes, needs, strict=True)]
    return tuple(round(base + spare * more / sum(extra)) for base, more in zip(least, extra, strict=True))


def _longest_word(text: str) -> int:
    return len(text) if len(text) <= SHORT else max(map(len, text.split()), default=1)
