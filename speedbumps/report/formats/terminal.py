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
    Block,
    Boxes,
    Document,
    Fields,
    Fold,
    Headline,
    Height,
    HeightFigure,
    HeightList,
    HeightTable,
    ItemList,
    Masthead,
    Only,
    OptionCard,
    Panel,
    Paragraph,
    QuestionAnswers,
    Road,
    RoleHeight,
    RoleTable,
    Span,
    Stretch,
    Strong,
    SubItems,
    Table,
    Text,
)
from speedbumps.text import strip_controls

LENGTH = 20
"""The length of the bar of severity 100, in characters."""

COLOURS = ("blue", "cyan", "yellow", "bright_yellow")

BOLD = "bold"

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
    yield from _parts(document.front.summary)
    for section in document.sections:
        yield from _parts(section.summary)


def _parts(blocks: Iterable[Block]) -> Iterator[RenderableType]:
    for block in blocks:
        yield from _block_parts(block)


def _block_parts(block: Block) -> Iterator[RenderableType]:  # noqa: PLR0912 - a case for each kind
    match block:
        case Paragraph():
            yield _spans(block.text, BOLD if block.style == "banner" else "")
        case Headline():
            text = f"{block.text} ({block.hint})" if block.hint else block.text
            yield _heading_rule(text) if block.level == SECTION else _styled_text(text, BOLD)
        case ItemList():
            for item in block.items:
                yield from _item_points(item)
        case Fields():
            yield from (_bullet_point(_styled_text(f"{name}: {text}")) for name, text in block.pairs)
        case Table():
            yield from _row_points(block)
        case HeightFigure():
            yield _styled_text(block.height.line, BOLD)
        case HeightList():
            yield _height_grid(block)
        case Road() | HeightTable():
            yield _road_grid(block.stretches)
        case RoleTable():
            yield from (_bullet_point(_styled_text(line)) for line in map(_role_line, block.roles))
        case AnswerBars():
            for question in block.questions:
                yield from _question_lines(question)
        case OptionCard():
            yield _bullet_point(_styled_text(f"{block.title} ({' · '.join(block.tags)})"))
            yield from (_styled_text(f"  {name}: {text}") for name, text in block.fields)
        case Boxes():
            prompts = (*((block.title,) if block.title else ()), *block.prompts)
            yield from (_bullet_point(_styled_text(prompt)) for prompt in prompts)
        case Masthead():
            yield _styled_text(block.title, BOLD)
            yield _styled_text(" · ".join((*block.facts, block.stamp)))
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


def _styled_text(words: str, style: str = "") -> ScreenText:
    return ScreenText(strip_controls(words), style=style)


def _spans(text: Text, style: str = "") -> ScreenText:
    if isinstance(text, str):
        return _styled_text(text, style)
    parts = (text,) if isinstance(text, Span) else text
    return ScreenText(style=style).join(
        _styled_text(part)
        if isinstance(part, str)
        else _styled_text(part.text, BOLD if isinstance(part, Strong) else "")
        for part in parts
    )


def _heading_rule(title: str) -> RenderableType:
    return Padding(Rule(_styled_text(title, BOLD), align="left", characters="─", style=""), (1, 0, 0, 0))


def _item_points(item: Text | SubItems) -> Iterator[RenderableType]:
    if isinstance(item, SubItems):
        yield _bullet_point(_spans(item.text))
        yield from (Padding(_bullet_point(_styled_text(each)), (0, 0, 0, 2)) for each in item.items)
    else:
        yield _bullet_point(_spans(item))


def _bullet_point(line: ScreenText) -> Grid:
    grid = Grid.grid(padding=(0, 1))
    grid.add_row(_styled_text("•"), line)
    return grid


def _row_points(table: Table) -> Iterator[RenderableType]:
    """Yield each row of *table* as a line in which each figure follows its heading."""
    for group in table.groups:
        if group.title:
            yield _styled_text(group.title, BOLD)
        for row in (*group.rows, *((table.foot,) if table.foot and group is table.groups[-1] else ())):
            figures = (f"{head}: {cell}" for head, cell in zip(table.heads[1:], row[1:], strict=True))
            yield _bullet_point(_styled_text(f"{row[0]} {' · '.join(figures)}"))


def _role_line(role: RoleHeight) -> str:
    return f"{role.title}: {' · '.join(fact for fact in (role.number, role.between, role.note) if fact)}"


def _question_lines(question: QuestionAnswers) -> Iterator[RenderableType]:
    yield _bullet_point(_styled_text(" ".join(filter(None, (question.text, question.prompt, question.turns)))))
    shares = " · ".join(f"{part.label} {part.said}" for part in question.parts)
    yield from (_styled_text(f"  {line}") for line in (shares, question.instead, question.besides) if line)


def _road_grid(stretches: Iterable[Stretch]) -> Grid:
    table = Grid.grid(padding=(0, 1))
    table.add_column(ratio=1)
    table.add_column(width=LENGTH, no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(max_width=18)
    for stretch in stretches:
        if stretch.title:
            table.add_row(_styled_text(stretch.title, BOLD))
        for height in stretch.heights:
            mark = _styled_text("  " if stretch.title else "") + _styled_text(height.title)
            table.add_row(mark, _height_bar(height), _styled_text(height.number), _styled_text(height.band))
    return table


def _height_bar(height: Height) -> ScreenText:
    if height.severity is None or height.step is None:
        return _styled_text("┄" * LENGTH)
    full = round(height.severity * LENGTH / 100)
    return _styled_text("█" * full + "░" * (LENGTH - full), COLOURS[height.step])


def _height_grid(block: HeightList) -> Grid:
    table = Grid.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(max_width=24)
    for each in block.lines:
        table.add_row(_styled_text(each.title, BOLD), _styled_text(each.line), _styled_text(each.note or ""))
    return table
