"""From a document to a summary for a terminal: text and bars, readable without colour."""

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import assert_never

from rich.cells import cached_cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text as ScreenText

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
    HeatRow,
    Height,
    HeightFigure,
    ItemList,
    Letter,
    Masthead,
    Only,
    OptionCard,
    Panel,
    Paragraph,
    QuestionAnswers,
    Road,
    Section,
    SignedList,
    Steps,
    Stretch,
    Strong,
    SubItems,
    Table,
    Text,
    VisitMap,
    form_as_text,
    plain_text,
    spans,
)
from speedbumps.text import strip_controls

LENGTH = 16
"""The length of the bar of severity 100, in characters."""

COLOURS = ("blue", "cyan", "yellow", "bright_yellow")

BOLD = "bold"

COLUMNS, CELL = 5, 50
"""The most columns of a table that is shown in columns, and the most characters of its cells."""

SECTION = 2
"""The level of the headings of sections."""


def render(document: Document, *, width: int = 80, colour: bool = False) -> str:
    """Return the summary of *document*, *width* characters wide."""
    screen = Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    try:
        with screen.capture() as captured:
            screen.print(*_document_parts(document), sep="\n")
    finally:
        # rich caches every text that it has measured, and these name a school and hold people's own words.
        cached_cell_len.cache_clear()
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _document_parts(document: Document) -> Iterator[RenderableType]:
    yield from _parts(document.front.blocks if document.front.summary is None else document.front.summary)
    for section in document.sections:
        yield from _section_parts(section)


def _section_parts(section: Section) -> Iterator[RenderableType]:
    if section.summary is not None:
        yield from _parts(section.summary)
        return
    if section.heading is None:
        yield _heading_rule(section.title)
    yield from _parts(section.blocks)


def _parts(blocks: Iterable[Block]) -> Iterator[RenderableType]:
    for block in blocks:
        yield from _block_parts(block)


def _block_parts(block: Block) -> Iterator[RenderableType]:  # noqa: PLR0912, PLR0915 - a case for each kind
    match block:
        case Paragraph():
            if block.style != "sent":
                yield _spans(block.text, BOLD if block.style == "note" else "")
        case Headline():
            yield _heading_parts(block)
        case ItemList():
            for number, item in enumerate(block.items, start=1):
                yield from _item_points(item, f"{number}." if block.style == "numbers" else "•")
        case Fields():
            for name, text in block.pairs:
                yield _bullet_point(_spans((Strong(f"{name}:"), " ", *spans(text))))
        case Table():
            yield from (_figure_grid(block),) if _is_narrow(block) else _row_points(block)
        case HeightFigure():
            yield _styled_text(block.height.line, BOLD)
        case Road():
            yield _road_grid(block.stretches)
        case BandScale():
            yield _styled_text(" · ".join(f"{band.between} {band.title}" for band in block.bands))
        case HeatMap():
            yield _heat_grid(block)
            yield _spans(block.key)
        case AnswerBars():
            for question in block.questions:
                yield from _question_lines(question)
        case OptionCard():
            yield _bullet_point(_styled_text(f"{block.title} ({' · '.join(block.tags)})"))
            yield from (_styled_text(f"  {name}: {text}") for name, text in block.fields)
        case Cards():
            for card in block.cards:
                lines = (part for line in card.lines for part in (" ", *spans(line)))
                yield _bullet_point(_spans((Strong(f"{card.title}:"), *lines)))
        case SignedList():
            for number, signed in enumerate(block.items, start=1):
                said = (Strong(f"{plain_text(signed.title).rstrip('.')}."), " ", *spans(signed.text))
                yield _bullet_point(_spans(said), f"{number}.")
        case Letter():
            yield _styled_text(block.to, BOLD)
            yield from _parts(block.blocks)
        case Steps():
            yield from (_bullet_point(_spans(step.text), step.minutes) for step in block.steps)
        case Boxes():
            pass  # there is nothing to write on
        case BlankForm():
            yield from _parts(form_as_text(block))
        case VisitMap():
            yield from (_bullet_point(_spans(each)) for each in block.items)
        case Masthead():
            yield _styled_text(block.title, BOLD)
            yield _styled_text(block.stamp)
            yield _spans(block.lead)
        case Panel():
            yield from _parts(block.blocks)
        case Fold():
            yield _styled_text(f"{block.title} ({block.hint})" if block.hint else block.title, BOLD)
            yield from _parts(block.blocks)
        case Only():
            if block.edition == "summary":
                yield from _parts(block.blocks)
        case _:
            assert_never(block)


def _heading_parts(block: Headline) -> RenderableType:
    number = "" if block.number is None else f"{block.number}. "
    text = f"{number}{block.text} ({block.hint})" if block.hint else f"{number}{block.text}"
    return _heading_rule(text) if block.level <= SECTION else _styled_text(text, BOLD)


def _styled_text(words: str, style: str = "") -> ScreenText:
    return ScreenText(strip_controls(words), style=style)


def _spans(text: Text, style: str = "") -> ScreenText:
    return ScreenText(style=style).join(
        _styled_text(part)
        if isinstance(part, str)
        else _styled_text(part.text, BOLD if isinstance(part, Strong) else "")
        for part in spans(text)
    )


def _heading_rule(title: str) -> RenderableType:
    return Padding(Rule(_styled_text(title, BOLD), align="left", characters="─", style=""), (1, 0, 0, 0))


def _item_points(item: Text | SubItems, mark: str) -> Iterator[RenderableType]:
    if isinstance(item, SubItems):
        yield _bullet_point(_spans(item.text), mark)
        yield from (Padding(_bullet_point(_styled_text(each)), (0, 0, 0, 2)) for each in item.items)
    else:
        yield _bullet_point(_spans(item), mark)


def _bullet_point(line: ScreenText, mark: str = "•") -> Grid:
    grid = Grid.grid(padding=(0, 1))
    grid.add_row(_styled_text(mark), line)
    return grid


def _is_narrow(table: Table) -> bool:
    """Return whether *table* has room on a screen: a few columns with figures, and short texts beside them."""
    cells = [cell for group in table.groups for row in group.rows for cell in row[1:]]
    is_plain = table.foot is None and not any(group.title for group in table.groups)
    return is_plain and bool(table.figures) and len(table.heads) <= COLUMNS and all(len(each) <= CELL for each in cells)


def _figure_grid(table: Table) -> Grid:
    """Return *table* in columns, with its caption in place of the first heading."""
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(ratio=1)
    for at in range(1, len(table.heads)):
        grid.add_column(justify="right" if at in table.figures else "left", max_width=CELL // 2)
    grid.add_row(*(_styled_text(head, BOLD) for head in (table.caption, *table.heads[1:])))
    for group in table.groups:
        for row in group.rows:
            grid.add_row(*map(_styled_text, row))
    return grid


def _row_points(table: Table) -> Iterator[RenderableType]:
    """Yield the caption of *table*, and each row as a line in which each figure follows its heading."""
    yield _styled_text(table.caption, BOLD)
    for group in table.groups:
        if group.title:
            yield _styled_text(group.title, BOLD)
        for row in (*group.rows, *((table.foot,) if table.foot and group is table.groups[-1] else ())):
            figures = [f"{head}: {cell}" for head, cell in zip(table.heads[1:], row[1:], strict=True)]
            if table.long:
                yield _bullet_point(_styled_text(row[0], BOLD))
                yield from (Padding(_styled_text(figure), (0, 0, 0, 2)) for figure in figures)
            else:
                yield _bullet_point(_styled_text(f"{row[0]} {' · '.join(figures)}"))


def _question_lines(question: QuestionAnswers) -> Iterator[RenderableType]:
    number = f" {question.number}" if question.number else ""
    yield _bullet_point(_styled_text(f"{question.text}{number}"))
    shares = " · ".join(f"{row.label} {row.said}" for row in question.rows)
    yield from (_styled_text(f"  {line}") for line in (shares, *question.remarks) if line)


def _heat_grid(block: HeatMap) -> Grid:
    table = Grid.grid(padding=(0, 1))
    table.add_column(ratio=1)
    for _ in block.heads[1:]:
        table.add_column(justify="right", max_width=12)
    table.add_row(*(_styled_text(head, BOLD) for head in block.heads))
    for group in block.groups:
        table.add_row(*_heat_cells(group.whole, block.mark, BOLD))
        for row in group.parts:
            table.add_row(*_heat_cells(row, block.mark, "", "  "))
    return table


def _heat_cells(row: HeatRow, mark: str, style: str, indent: str = "") -> Iterator[ScreenText]:
    height = row.height
    yield _styled_text(f"{indent}{height.title}", style)
    yield _styled_text(_number_text(height) if height.severity is not None else height.label)
    for cell in row.cells:
        text = f"{cell.text} {mark}" if cell.apart else cell.text
        yield _styled_text(text, "" if cell.step is None else COLOURS[cell.step])


def _number_text(height: Height) -> str:
    return " ".join(part for part in (height.number, height.margin) if part)


def _road_grid(stretches: Iterable[Stretch]) -> Grid:
    table = Grid.grid(padding=(0, 1))
    table.add_column(ratio=1)
    table.add_column(width=LENGTH, no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(max_width=20)
    for stretch in stretches:
        if stretch.title:
            table.add_row(_styled_text(stretch.title, BOLD))
        for height in stretch.heights:
            sign = f" ({height.sign})" if height.sign else ""
            name = _styled_text(f"{'  ' if stretch.title else ''}{height.title}{sign}")
            number = _styled_text(_number_text(height)) if height.severity is not None else _styled_text("–")
            label = ", ".join(part for part in (height.label, height.was) if part)
            table.add_row(name, _height_bar(height), number, _styled_text(label))
    return table


def _height_bar(height: Height) -> ScreenText:
    if height.severity is None or height.step is None:
        return _styled_text("┄" * LENGTH)
    full = round(height.severity * LENGTH / 100)
    return _styled_text("█" * full + "░" * (LENGTH - full), COLOURS[height.step])
