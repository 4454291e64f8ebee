"""From a document to Markdown that also reads well as plain text."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import assert_never

from speedbumps.i18n import truncate_text
from speedbumps.report.blocks import (
    AnswerBars,
    Block,
    Boxes,
    Document,
    Emphasis,
    Fields,
    Fold,
    Headline,
    Height,
    HeightFigure,
    HeightLine,
    HeightList,
    HeightTable,
    ItemList,
    Link,
    Masthead,
    Only,
    OptionCard,
    Panel,
    Paragraph,
    QuestionAnswers,
    Quiet,
    Road,
    RoleHeight,
    RoleTable,
    Section,
    Span,
    Strong,
    SubItems,
    Table,
    Text,
)
from speedbumps.text import strip_controls

MARKS = re.compile(r"[\\`*_{}\[\]#|~$]")
SPECIAL = re.compile(r"[\\`*_{}\[\]#|~$&<>]")
SPACES = re.compile(r"\s+")
STARTS = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")

BLOCKS = "▁▂▃▄▅▆▇█"
"""The characters that draw a hump, from the lowest to the highest."""

LETTERS = 20
"""The most characters of a barrier's title beside the drawing of the road."""

LISTS = (ItemList, Fields, HeightList, RoleTable, AnswerBars, OptionCard, Boxes)
"""The kinds of blocks that are lists: no empty line stands between two of them."""


class SafeMarkdown(str):
    """Text that is Markdown already and is not escaped again, as Markup is for HTML."""

    __slots__ = ()


EMPTY = SafeMarkdown("")

RULE = SafeMarkdown("---")

TO_WRITE = SafeMarkdown(r"\_\_\_\_\_\_\_\_")
"""Room to write on."""


def render(document: Document) -> str:
    """Return *document* as Markdown."""
    parts = (
        blocks_markdown(document.front.blocks),
        *((RULE,) if document.contents else ()),
        *(part for section in document.sections for part in _section(section)),
    )
    return tidy_markdown("\n\n".join(parts))


def tidy_markdown(text: str) -> str:
    """Return *text* with one empty line between paragraphs and without control characters."""
    return strip_controls(re.sub(r"\n{3,}", "\n\n", text)).strip() + "\n"


def _section(section: Section) -> tuple[SafeMarkdown, SafeMarkdown]:
    return fill_markdown("## %s", section.title), blocks_markdown(section.blocks)


def blocks_markdown(blocks: Iterable[Block]) -> SafeMarkdown:
    """Return *blocks* as Markdown, with empty lines between those that are not items of one list."""
    parts: list[str] = []
    after_list = False
    for block in _text_edition(blocks):
        is_list = isinstance(block, LISTS)
        if parts:
            parts.append("\n" if is_list and after_list else "\n\n")
        parts.append(_block_markdown(block))
        after_list = is_list
    return SafeMarkdown("".join(parts))


def _text_edition(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks that a format without a layout shows, in one sequence."""
    for block in blocks:
        match block:
            case Panel():
                yield from _text_edition(block.blocks)
            case Only():
                if block.edition == "text":
                    yield from _text_edition(block.blocks)
            case Fold():
                yield Headline(block.title, hint=block.hint)
                yield from _text_edition(block.blocks)
            case _:
                yield block


def _block_markdown(block: Block) -> SafeMarkdown:  # noqa: PLR0912 - a case for each kind
    match block:
        case Paragraph():
            return fill_markdown("> %s" if block.style == "banner" else "%s", _inline(block.text))
        case Headline():
            return _headline(block)
        case ItemList():
            return _item_list(block)
        case Table():
            return pipe_table(block)
        case OptionCard():
            return _option_item(block)
        case HeightFigure():
            return fill_markdown("**%s**", block.height.line)
        case AnswerBars():
            return join_markdown(map(_answers_item, block.questions), "\n")
        case Fields():
            shape = "- **%s**: %s" if block.style == "terms" else "- %s: %s"
            return join_markdown((fill_markdown(shape, *pair) for pair in block.pairs), "\n")
        case RoleTable():
            return join_markdown(map(_role_item, block.roles), "\n")
        case Boxes():
            return _boxes(block)
        case HeightList():
            return join_markdown(map(_height_item, block.lines), "\n")
        case Masthead():
            return _masthead(block)
        case Road():
            return _road_lines(block)
        case HeightTable():
            return _height_table(block)
        case Panel() | Only() | Fold():
            return blocks_markdown((block,))
        case _:
            assert_never(block)


def _inline(text: Text) -> str:
    """Return *text* with its spans as Markdown; a plain text is returned as it is, and still has to be escaped."""
    if isinstance(text, str):
        return text
    if isinstance(text, Span):
        return _span(text)
    return join_markdown(fill_markdown("%s", part) if isinstance(part, str) else _span(part) for part in text)


def _span(span: Span) -> SafeMarkdown:
    match span:
        case Strong():
            return fill_markdown("**%s**", span.text)
        case Quiet() | Emphasis() | Link():
            # Stress and links are left out: the words read as well in plain text without them.
            return fill_markdown("%s", span.text)
        case _:
            assert_never(span)


def _headline(block: Headline) -> SafeMarkdown:
    marks = SafeMarkdown("#" * block.level)
    number = EMPTY if block.number is None else fill_markdown("%s\\. ", str(block.number))
    hint = fill_markdown(" (%s)", block.hint) if block.hint else EMPTY
    return fill_markdown("%s %s%s%s", marks, number, block.text, hint)


def _item_list(block: ItemList) -> SafeMarkdown:
    if block.style == "numbers":
        numbered = enumerate(block.items, start=1)
        return join_markdown((fill_markdown("%s. %s", str(n), _item(item)) for n, item in numbered), "\n")
    return join_markdown((fill_markdown("- %s", _item(item)) for item in block.items), "\n")


def _item(item: Text | SubItems) -> str:
    if isinstance(item, SubItems):
        lines = (fill_markdown("\n  - %s", each) for each in item.items)
        return join_markdown((fill_markdown("%s", _inline(item.text)), *lines))
    return _inline(item)


def _height_item(line: HeightLine) -> SafeMarkdown:
    note = fill_markdown(". %s", line.note) if line.note else EMPTY
    return fill_markdown("- **%s**: %s%s", line.title, line.line, note)


def _role_item(role: RoleHeight) -> SafeMarkdown:
    facts = (fill_markdown(" · %s", fact) for fact in (role.between, role.note) if fact)
    return fill_markdown("- %s: %s%s", role.title, role.number, join_markdown(facts))


def _boxes(block: Boxes) -> SafeMarkdown:
    if block.title is None:
        return join_markdown((fill_markdown("- %s %s", prompt, TO_WRITE) for prompt in block.prompts), "\n")
    lines = (fill_markdown("  - %s %s", prompt, TO_WRITE) for prompt in block.prompts)
    return join_markdown((fill_markdown("- %s", block.title), *lines), "\n")


def _masthead(block: Masthead) -> SafeMarkdown:
    facts = fill_markdown("%s · ", " · ".join(block.facts)) if block.facts else EMPTY
    return fill_markdown("# %s\n\n%s\n\n%s%s", block.title, block.kicker, facts, block.stamp)


def _answers_item(question: QuestionAnswers) -> SafeMarkdown:
    shares = (fill_markdown("%s **%s**", part.label, part.said) for part in question.parts)
    lines = (
        fill_markdown("- **%s** %s %s", question.text, question.prompt or "", question.turns),
        *((fill_markdown("  %s", join_markdown(shares, " · ")),) if question.parts else ()),
        *(fill_markdown("  %s", line) for line in (question.instead, question.besides) if line),
    )
    return join_markdown(lines, "\n")


def _road_lines(road: Road) -> SafeMarkdown:
    """Return *road* as a line of block characters for each stretch, which Markdown shows as they are."""
    rows = [
        (truncate_text(stretch.title or "", LETTERS), "  ".join(_height_block(height) for height in stretch.heights))
        for stretch in road.stretches
    ]
    wide = max((len(title) for title, _ in rows), default=0)
    return SafeMarkdown("\n".join(f"    {title:<{wide}}  ▕ {line} ▏" for title, line in rows))


def _height_block(height: Height) -> str:
    if height.severity is None:
        return "??"
    return BLOCKS[min(int(height.severity * len(BLOCKS) / 100), len(BLOCKS) - 1)] * 2


def _height_table(shown: HeightTable) -> SafeMarkdown:
    heads = join_markdown(fill_markdown("%s | ", head) for head in shown.heads)
    lines = [fill_markdown("| %s", heads), SafeMarkdown("| --- | --- | --: | --: | --- | --: |")]
    for stretch in shown.stretches:
        if stretch.title:
            lines.append(fill_markdown("| **%s** | | | | | |", stretch.title))
        lines += map(_height_row, stretch.heights)
    return join_markdown(lines, "\n")


def _height_row(height: Height) -> SafeMarkdown:
    return fill_markdown(
        "| %s | %s %s | %s | %s | %s | %s |",
        height.title,
        height.symbol,
        height.word,
        height.number,
        height.between or "–",
        height.sure or "–",
        height.people or "–",
    )


def _option_item(card: OptionCard) -> SafeMarkdown:
    """Return *card* as a list item with its facts below it."""
    head = fill_markdown("- **%s** (%s)", card.title, " · ".join(card.tags))
    facts = (option_facts(card.before), fill_markdown("  - %s: %s", *card.hours), option_facts(card.after))
    return join_markdown((head, *facts), "\n")


@lru_cache(maxsize=1024)
def option_facts(pairs: tuple[tuple[str, str], ...]) -> SafeMarkdown:
    """Return *pairs* of a label and its text as items below an option.

    Cached, since options come from the library of actions and are the same in every school's report.
    """
    return join_markdown((fill_markdown("  - %s: %s", *pair) for pair in pairs), "\n")


def pipe_table(shown: Table) -> SafeMarkdown:
    """Return *shown* as a Markdown table in which the title of each group is a row of its own."""
    wide = len(shown.heads)
    rules = ["--:" if at in shown.figures else "---" for at in range(wide)]
    lines = [_pipe_row(map(escape_markdown, shown.heads)), _pipe_row(rules)]
    for group in shown.groups:
        if group.title:
            lines.append(_pipe_row([f"**{escape_markdown(group.title)}**", *[""] * (wide - 1)]))
        lines += [_pipe_row(map(escape_markdown, row)) for row in group.rows]
    if shown.foot:
        lines.append(_pipe_row(f"**{escape_markdown(cell)}**" if cell else "" for cell in shown.foot))
    return SafeMarkdown("\n".join(lines))


def _pipe_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def fill_markdown(shape: str, *values: str) -> SafeMarkdown:
    """Return *shape*, which must be Markdown, with the escaped *values* in its placeholders."""
    return SafeMarkdown(shape % tuple(map(escape_markdown, values)))


def join_markdown(pieces: Iterable[SafeMarkdown], between: str = "") -> SafeMarkdown:
    """Return *pieces* joined by *between*, which must be Markdown."""
    return SafeMarkdown(between.join(pieces))


def escape_markdown(value: str) -> str:
    """Return *value* on one line, with all markup of Markdown and HTML escaped, unless it is Markdown already."""
    return value if isinstance(value, SafeMarkdown) else _escape_text(value)


def _escape_text(text: str) -> str:
    # Most texts need no change, and checking takes a tenth of the time of escaping.
    if text.isalnum():
        return text
    if not text.isprintable() or "  " in text:
        text = SPACES.sub(" ", text)
    if SPECIAL.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = MARKS.sub(r"\\\g<0>", text)
    return text if text[:1].isalpha() else STARTS.sub(_escape_start, text)


def _escape_start(start: re.Match[str]) -> str:
    # Markdown shows a backslash before a digit, so that of "1." stands before the full stop.
    return start[1] + (start[2] + "\\" if start[2].isdigit() else "\\" + start[2])
