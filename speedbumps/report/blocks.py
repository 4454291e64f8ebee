"""The document that a report is: sections of blocks.

Sections are made without any format in mind, and a renderer knows the kinds of blocks, but no section. Every text is
in the reader's language and free of markup, so a renderer has no words of its own and escapes each text that it shows.

A document has three editions. `page` is for formats with a layout and drawings, and `text` for formats that are read
from top to bottom. `summary` is for readers with one minute: each section says what it contributes.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Edition = Literal["page", "text", "summary"]

ParagraphStyle = Literal["plain", "lead", "who", "banner", "kicker", "legend", "facts", "quiet", "year", "paper"]

ItemStyle = Literal["bullets", "numbers", "lines", "again", "names"]

Row = tuple[str, ...]


class Strong(NamedTuple):
    """Words that stand out."""

    text: str


class Emphasis(NamedTuple):
    """Words that are stressed or quoted."""

    text: str


class Quiet(NamedTuple):
    """Words that stand back, such as figures beside a title."""

    text: str


class Link(NamedTuple):
    """Words that lead to a place in the same document."""

    text: str
    anchor: str


Span = Strong | Emphasis | Quiet | Link

Text = str | Span | tuple[str | Span, ...]
"""The words of a paragraph, an item or a heading. Spaces between spans are written out."""


class Paragraph(NamedTuple):
    """A paragraph.

    A `lead` opens a section, `who` says whose figures follow, a `banner` has to be read first, a `kicker` stands above
    a heading, a `legend` below a picture, `facts` and `quiet` are remarks, `year` is a large figure, and `paper` is
    shown in print only.
    """

    text: Text
    style: ParagraphStyle = "plain"


class Headline(NamedTuple):
    """A heading within a section, whose own heading has level 2."""

    text: str
    level: Literal[2, 3, 4] = 3
    anchor: str | None = None
    """Where links to this heading lead."""
    hint: str | None = None
    """A remark beside the heading."""
    number: int | None = None
    """The number of the heading among those like it."""


class SubItems(NamedTuple):
    """An item of a list with items of its own."""

    text: Text
    items: tuple[str, ...]


class ItemList(NamedTuple):
    """A list.

    `lines` are sentences without bullets where there is room, `again` refers to what stands above, and `names` are
    short, so that several stand side by side.
    """

    items: tuple[Text | SubItems, ...]
    style: ItemStyle = "bullets"


class Fields(NamedTuple):
    """Labels, each with a text: `facts`, or `terms` with what they mean."""

    pairs: tuple[tuple[str, str], ...]
    style: Literal["facts", "terms"] = "facts"


class RowGroup(NamedTuple):
    """Rows that belong together, with a title or without."""

    title: str | None
    rows: tuple[Row, ...]


class Table(NamedTuple):
    """A table. The first cell of each row says what the row is about."""

    name: str
    """The id, unique in the document."""
    caption: str
    heads: Row
    figures: frozenset[int]
    """The indices of the columns that hold figures."""
    groups: tuple[RowGroup, ...]
    foot: Row | None = None


class RoleHeight(NamedTuple):
    """The score of one role, shown beside the school's figure."""

    title: str
    severity: float | None
    low: float | None
    high: float | None
    number: str
    between: str | None
    note: str | None


class Height(NamedTuple):
    """The score of a barrier or facet, in words and figures."""

    id: str
    anchor: str
    """Where the facet or barrier has a heading, if it is a bump."""
    title: str
    about: str | None
    severity: float | None
    low: float | None
    high: float | None
    step: int | None
    """The step of the colour and symbol, from 0 (the lowest band) to 3 (the highest)."""
    symbol: str
    word: str
    """The title of the band, with the bands that it may also be: "Slow, may be some drag"."""
    band: str
    """The title of the band alone, or in two words the reason why there is no score."""
    number: str
    between: str | None
    sure: str | None
    people: str | None
    means: str | None
    after: str | None
    """The next step that the band suggests."""
    bump: bool
    equal: str | None
    facts: str | None
    """How certain the score is, and how many people answered, in a sentence or two."""
    roles: tuple[RoleHeight, ...]

    @property
    def line(self) -> str:
        """Return the word, the number and the interval in one line."""
        figures = (self.number, self.between) if self.severity is not None else ()
        return " · ".join(part for part in (self.word, *figures) if part)


class HeightFigure(NamedTuple):
    """One height, large: the word, then the number, then the interval."""

    height: Height


class HeightLine(NamedTuple):
    """One height in a list: its title, its line, and a remark."""

    title: str
    line: str
    note: str | None = None


class HeightList(NamedTuple):
    """A list of heights."""

    lines: tuple[HeightLine, ...]


class Stretch(NamedTuple):
    """The part of the road that belongs to one barrier."""

    title: str | None
    """The title of the barrier; None if the stretch holds the barriers themselves."""
    heights: tuple[Height, ...]


class Road(NamedTuple):
    """The drawing of the road: the heights of all barriers or facets, in order."""

    label: str
    """What the drawing is."""
    line: str
    """What the drawing shows, in a sentence."""
    stretches: tuple[Stretch, ...]
    bump_from: float


class HeightTable(NamedTuple):
    """A table of the heights along the road, with the columns *heads*."""

    caption: str
    heads: Row
    stretches: tuple[Stretch, ...]


class RoleTable(NamedTuple):
    """A table of the heights of one target for each role, with the columns *heads*."""

    caption: str
    heads: Row
    roles: tuple[RoleHeight, ...]


class AnswerShare(NamedTuple):
    """How many people gave one answer, and the segment of the bar that shows it."""

    label: str
    n: int
    said: str
    """*n*, formatted in the reader's language."""
    left: float
    width: float
    """The share of the whole bar, from 0 to 1."""
    step: int
    """The step of the colour, from 0 (the clear end) to 4 (the end that makes a bump)."""


class QuestionAnswers(NamedTuple):
    """One question, and how its answers are distributed."""

    text: str
    prompt: str | None
    turns: str
    parts: tuple[AnswerShare, ...]
    besides: str | None
    """The numbers of people who gave no substantive answer, by kind."""
    instead: str | None
    """The reason why there is no bar."""


class AnswerBars(NamedTuple):
    """A bar for each question, which shows how its answers are distributed."""

    questions: tuple[QuestionAnswers, ...]


class OptionCard(NamedTuple):
    """Something that may lower a bump, with all that helps to weigh it."""

    title: str
    tags: tuple[str, ...]
    """Where it happens, whether it moves know-how, gives hours back, or needs others."""
    before: tuple[tuple[str, str], ...]
    """Pairs of a label and its text, the same in every school, which stand before the hours."""
    hours: tuple[str, str]
    """The hours that it takes in this school, with their label."""
    after: tuple[tuple[str, str], ...]
    """Pairs that stand after the hours."""

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return all pairs in their order."""
        return (*self.before, self.hours, *self.after)


class Boxes(NamedTuple):
    """Prompts, each with room to write."""

    prompts: tuple[str, ...]
    title: str | None = None


class Masthead(NamedTuple):
    """The top of the document."""

    title: str
    kicker: str
    """What the document is about."""
    facts: tuple[str, ...]
    stamp: str


class Panel(NamedTuple):
    """Blocks that are laid out together where a format has a layout."""

    style: Literal["head", "header", "has", "picture", "columns", "column", "foot", "cards", "card", "bump", "priority"]
    blocks: tuple["Block", ...]
    label: str | None = None
    """The anchor of the heading that says what they are."""


class Fold(NamedTuple):
    """Blocks that are read only by those who want to, behind a title."""

    title: str
    blocks: tuple["Block", ...]
    hint: str | None = None
    """A remark beside the title."""
    on_paper: Literal["hidden", "closed", "open"] = "hidden"
    """Whether they are left out, stay behind the title, or are shown in print."""


class Only(NamedTuple):
    """Blocks that one edition alone has, where another says the same otherwise or elsewhere."""

    edition: Edition
    blocks: tuple["Block", ...]


Block = (
    Paragraph
    | Headline
    | ItemList
    | Fields
    | Table
    | HeightFigure
    | HeightList
    | Road
    | HeightTable
    | RoleTable
    | AnswerBars
    | OptionCard
    | Boxes
    | Masthead
    | Panel
    | Fold
    | Only
)
"""Every kind of block. A renderer matches them all, and mypy says which one it lacks."""


class Section(NamedTuple):
    """One section, with its blocks and with what the summary says of it."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    summary: tuple[Block, ...]
    """These follow those of the section before, with headings of their own."""
    title_anchor: str | None = None
    """The anchor of the heading, unless it is the section's with -title."""


class Document(NamedTuple):
    """A report: a front page, then sections, of which renderers list the contents."""

    subject: Literal["school", "cohort"]
    """Whether it is about one school or about many."""
    language: str
    title: str
    description: str
    front: Section
    """It has a Masthead in place of a heading, and is not among the contents."""
    skip: str
    """The text of the link over the front page."""
    contents: str | None
    """The title of the list of contents; None if the document has no such list."""
    sections: tuple[Section, ...]


def paragraphs(*lines: str | None) -> tuple[Paragraph, ...]:
    """Return a paragraph for each line that is not empty."""
    return tuple(Paragraph(line) for line in lines if line)


def bullets(items: Iterable[Text], style: ItemStyle = "bullets") -> tuple[ItemList, ...]:
    """Return a list of *items*, if there are any."""
    held = tuple(items)
    return (ItemList(held, style),) if held else ()


def titled_bullets(title: str, items: Iterable[Text], level: Literal[2, 3] = 3) -> tuple[Block, ...]:
    """Return a list of *items* below its title, if there are any."""
    listed = bullets(items)
    return (Headline(title, level), *listed) if listed else ()


def whole_section(anchor: str, title: str, *blocks: Block) -> Section:
    """Return a section that is not shortened in the summary."""
    return Section(anchor, title, blocks, (Headline(title, 2), *blocks))
