"""From blocks that Word shows as tables to these tables: the road, the heat map, answers, options and boxes."""

from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from speedbumps.report.blocks import (
    AnswerRow,
    BandScale,
    Box,
    Boxes,
    Card,
    Cards,
    Fields,
    HeatCell,
    HeatMap,
    HeatRow,
    Height,
    HeightFigure,
    OptionCard,
    QuestionAnswers,
    Quiet,
    Road,
    RowGroup,
    Steps,
    Strong,
    Table,
    Text,
)
from speedbumps.report.formats.word_parts import (
    MILLIMETRE,
    WordCell,
    WordRow,
    empty_cells,
    equal_widths,
    filled_cell,
    fitted_widths,
    paragraph,
    plain_cell,
    shared_widths,
    table,
    text_paragraph,
    text_run,
    wide_cell,
)
from speedbumps.report.formats.word_styles import PANEL

LENGTH = 30
"""The characters of the longest bar."""

FULL, STRIPED, REST = "█", "▓", "░"
"""The characters of a bar below the line, of one that is a bump, and of what a bar leaves to 100."""

UNKNOWN = "– " * (LENGTH // 2)
"""What stands for a bar without a number."""

FILLS = ("DCEBF5", "A9CFEA", "E58A1F", "A63C06")
"""The colours behind numbers, by the step of their band."""

INKS = ("16242F", "16242F", "16242F", "FFFFFF")
"""The colours of numbers on them."""

BARS = ("5B8DB8", "3F74A3", "B35F00", "A63C06")
"""The colours of bars on white, by the step of their band."""

PALE = "A79F8B"
"""The colour of what a bar leaves to 100."""

HIGH = 2
"""The lowest step whose numbers are bold."""

ABREAST = 3
"""The most cards beside each other."""

MOST_ROWS_TOGETHER = 9
"""The most rows of a table that stays on one page."""

HEIGHTS = {"row": (40, 0), "first_wide": (14, 11), "two_rows": (40, 26)}
"""The heights of the two rows of boxes in millimetres, by their layout: what usually fits on the page."""


def scale_table(block: BandScale) -> Element:
    """Return the bands as a row of coloured cells."""
    cells = tuple(
        filled_cell((Strong(band.between), f" {band.title}"), "CellMiddle", FILLS[band.step], INKS[band.step])
        for band in block.bands
    )
    return table("", equal_widths(len(cells)), (WordRow(cells),))


def figure_table(block: HeightFigure) -> Element:
    """Return one height: its number in the colour of its band, and beside it what it means."""
    height = block.height
    fill, colour = _band_colours(height.step)
    words = [part for part in (height.margin, block.out_of) if part]
    said: list[str | Strong] = [f"{' '.join(words)}. ", Strong(height.label)]
    if height.means:
        said.append(f": {height.means}")
    roles = [part for name, number in block.roles for part in (" · ", f"{name} ", Strong(number))][1:]
    lines = (text_paragraph("Cell", tuple(said)), *((text_paragraph("Cell", tuple(roles)),) if roles else ()))
    row = WordRow((filled_cell(height.number, "LargeFigure", fill, colour), WordCell(lines)))
    return table(height.title, shared_widths(1, 6), (row,))


def road_table(block: Road) -> Element:
    """Return the road as a table of its parts, each with a bar, a number and its band."""
    rows = [
        row
        for stretch in block.stretches
        for row in (
            *((WordRow((wide_cell(stretch.title, 4, PANEL),)),) if stretch.title else ()),
            *map(_height_row, stretch.heights),
        )
    ]
    return table(block.label, shared_widths(56, 48, 32, 28), rows)


def _height_row(height: Height) -> WordRow:
    sign = (Quiet(f" ({height.sign})"),) if height.sign else ()
    name = plain_cell((height.title, *sign))
    label = ", ".join(part for part in (height.label, height.was) if part)
    return WordRow(
        (name, WordCell((paragraph("Cell", *_height_bar(height)),)), _number_cell(height), plain_cell(label))
    )


def _height_bar(height: Height) -> tuple[Element, ...]:
    if height.severity is None or height.step is None:
        return (text_run(UNKNOWN, "Bar", PALE),)
    full = max(1, round(height.severity * LENGTH / 100))
    mark = STRIPED if height.bump else FULL
    return (text_run(mark * full, "Bar", BARS[height.step]), text_run(REST * (LENGTH - full), "Bar", PALE))


def _number_cell(height: Height) -> WordCell:
    if height.severity is None:
        return plain_cell(height.number, "CellFigure")
    return plain_cell((Strong(height.number), *((f" {height.margin}",) if height.margin else ())), "CellFigure")


def heat_table(block: HeatMap) -> Element:
    """Return the road as each group sees it, as a table of numbers on the colours of their bands."""
    columns = len(block.heads) - 1
    widths = shared_widths(max(80 - 6 * (columns - 4), 40), *[24] * columns)
    heads = (
        filled_cell(Strong(head), "CellMiddle" if at else "Cell", PANEL, None) for at, head in enumerate(block.heads)
    )
    rows = [WordRow(tuple(heads), is_head=True)]
    for group in block.groups:
        rows.append(_heat_table_row(group.whole, block.mark, is_whole=True))
        rows += (_heat_table_row(part, block.mark, is_whole=False) for part in group.parts)
    return table(block.caption, widths, rows)


def _heat_table_row(row: HeatRow, mark: str, *, is_whole: bool) -> WordRow:
    height = row.height
    sign = (Quiet(f" ({height.sign})"),) if height.sign else ()
    named = text_paragraph("Cell", (Strong(height.title) if is_whole else height.title, *sign))
    note = (text_paragraph("Cell", Quiet(f"{mark} {row.note}")),) if row.note else ()
    number = height.label
    if height.severity is not None:
        number = " ".join(part for part in (height.number, height.margin) if part)
    whole = plain_cell(Strong(number) if is_whole else number, "CellMiddle")
    cells = (WordCell((named, *note)), whole, *(_coloured_cell(cell, mark) for cell in row.cells))
    return WordRow(tuple(cell._replace(fill=cell.fill or PANEL) for cell in cells) if is_whole else cells)


def _coloured_cell(cell: HeatCell, mark: str) -> WordCell:
    text = f"{cell.text} {mark}" if cell.apart else cell.text
    fill, colour = _band_colours(cell.step)
    return filled_cell(Strong(text) if (cell.step or 0) >= HIGH else text, "CellMiddle", fill, colour)


def _band_colours(step: int | None) -> tuple[str | None, str | None]:
    return (None, None) if step is None else (FILLS[step], INKS[step])


def answers_table(question: QuestionAnswers) -> Element:
    """Return the answers to *question* as a table of two columns, with a bar for each."""
    return table(question.text, shared_widths(2, 5), map(_answer_row, question.rows), is_whole=True, lines="none")


def _answer_row(row: AnswerRow) -> WordRow:
    bar = _answer_bar(round(row.share * LENGTH), is_most=row.most)
    return WordRow((plain_cell(row.label), WordCell((paragraph("Cell", *bar, text_run(f" {row.said}")),))))


def _answer_bar(length: int, *, is_most: bool) -> tuple[Element, ...]:
    return (text_run((STRIPED if is_most else FULL) * length, "Bar", BARS[HIGH if is_most else 1]),) if length else ()


def fields_table(block: Fields) -> Element:
    """Return labels with their texts as a table of two columns."""
    return table("", shared_widths(2, 7), (_field_row(name, text) for name, text in block.pairs))


def option_table(card: OptionCard) -> Element:
    """Return *card* as a table of two columns below its title."""
    title = (Strong(card.title), Quiet(f" {' · '.join(card.tags)}"))
    rows = (
        WordRow((wide_cell(title, 2, PANEL),), is_head=True),
        *(_field_row(name, text) for name, text in card.fields),
    )
    return table(card.title, shared_widths(2, 7), rows)


def _field_row(name: str, text: Text) -> WordRow:
    return WordRow((plain_cell(name, "CellHead"), plain_cell(text)))


def cards_table(block: Cards) -> Element:
    """Return cards beside each other."""
    columns = min(ABREAST, len(block.cards)) or 1
    rows = []
    for at in range(0, len(block.cards), columns):
        some = block.cards[at : at + columns]
        rows.append(WordRow((*map(_card_cell, some), *empty_cells(columns - len(some)))))
    return table("", equal_widths(columns), rows, is_whole=True)


def _card_cell(card: Card) -> WordCell:
    return WordCell(
        (text_paragraph("CellHead", card.title), *(text_paragraph("Cell", line) for line in card.lines)), PANEL
    )


def steps_table(block: Steps) -> Element:
    """Return the steps of a meeting with their minutes."""
    rows = (
        WordRow((plain_cell((Strong(step.minutes), f" {step.unit}")), plain_cell(step.text))) for step in block.steps
    )
    return table("", shared_widths(1, 6), rows)


def boxes_table(block: Boxes) -> Element:
    """Return room to write, as cells that are tall enough for a pen and can be typed into."""
    boxes = tuple(map(_box_cell, block.boxes))
    tall, low = (round(height * MILLIMETRE) for height in HEIGHTS[block.layout])
    match block.layout:
        case "first_wide" if len(boxes) > 1:
            columns = len(boxes) - 1
            rows = [WordRow((boxes[0]._replace(span=columns),), height=tall), WordRow(boxes[1:], height=low)]
        case "two_rows" if len(boxes) > 1:
            columns = (len(boxes) + 1) // 2
            empty = empty_cells(2 * columns - len(boxes))
            rows = [WordRow(boxes[:columns], height=tall), WordRow((*boxes[columns:], *empty), height=low)]
        case _:
            columns = len(boxes)
            rows = [WordRow(boxes, height=tall)]
    return table("", equal_widths(columns), rows, is_whole=True, lines="cells")


def _box_cell(box: Box) -> WordCell:
    hint = (Quiet(f" {box.hint}"),) if box.hint else ()
    return WordCell((text_paragraph("Cell", (Strong(box.title), *hint)), paragraph("Cell")))


def plain_table(shown: Table) -> Iterator[Element]:
    """Yield the caption of *shown*, and the table itself, whose heads are repeated on each page."""
    groups = shown.groups
    foot = (WordRow(_table_cells(shown, tuple(map(Strong, shown.foot)))),) if shown.foot else ()
    heads = WordRow(_table_cells(shown, tuple(map(Strong, shown.heads)), PANEL), is_head=True)
    rows = (heads, *(row for group in groups for row in _table_rows(group, shown)), *foot)
    texts = (shown.heads, *(row for group in groups for row in group.rows), *((shown.foot,) if shown.foot else ()))
    yield text_paragraph("Caption", shown.caption)
    yield table(shown.caption, fitted_widths(texts), rows, is_whole=len(rows) <= MOST_ROWS_TOGETHER)


def _table_rows(group: RowGroup, shown: Table) -> Iterator[WordRow]:
    if group.title:
        yield WordRow((wide_cell(group.title, len(shown.heads), PANEL),))
    for row in group.rows:
        yield WordRow(
            _table_cells(shown, tuple(Strong(text) if at in shown.strong else text for at, text in enumerate(row)))
        )


def _table_cells(shown: Table, texts: tuple[str | Strong, ...], fill: str | None = None) -> tuple[WordCell, ...]:
    return tuple(
        filled_cell(text, "CellFigure" if at in shown.figures else "Cell", fill, None) for at, text in enumerate(texts)
    )
