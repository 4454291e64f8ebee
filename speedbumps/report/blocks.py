"""The document that a report is: sections of blocks.

Sections are made without any format in mind, and a renderer knows the kinds of blocks, but no section. Every text is
in the reader's language and free of markup, so a renderer has no words of its own and escapes each text that it shows.

A document has three editions. `page` is for formats with a layout and drawings, and `text` for formats that are read
from top to bottom. `summary` is for readers with one minute: each section says what it contributes.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from speedbumps.office_files import EMPTY_BOX
from speedbumps.report.branding.brand import Brand

Edition = Literal["page", "text", "summary"]

ParagraphStyle = Literal["plain", "lead", "note", "kicker", "legend", "quiet", "foot", "sent"]

ItemStyle = Literal["bullets", "numbers"]

Row = tuple[str, ...]

CLEAR_GAP = "▼"
"""The usual mark of a group that is clearly apart."""


class Strong(NamedTuple):
    """Words that stand out."""

    text: str


class Quiet(NamedTuple):
    """Words that stand back, such as figures beside a title."""

    text: str
    language: str | None = None
    """The language of these words, if it is not that of the document."""


class Link(NamedTuple):
    """Words that lead to a place in the same document."""

    text: str
    anchor: str


Span = Strong | Quiet | Link

Text = str | Span | tuple[str | Span, ...]
"""The words of a paragraph, an item or a heading. Spaces between spans are written out."""


class Paragraph(NamedTuple):
    """A paragraph.

    A `lead` opens a section, a `note` has to be seen, a `kicker` stands above a heading, a `legend` below a picture,
    `quiet` is a remark, `foot` closes a page, and `sent` is room to sign a letter, on paper only.
    """

    text: Text
    style: ParagraphStyle = "plain"


class Headline(NamedTuple):
    """A heading within a section, whose own heading has level 2."""

    text: str
    level: Literal[1, 2, 3, 4] = 3
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
    """A list."""

    items: tuple[Text | SubItems, ...]
    style: ItemStyle = "bullets"


class Fields(NamedTuple):
    """Labels, each with a text."""

    pairs: tuple[tuple[str, Text], ...]


class RowGroup(NamedTuple):
    """Rows that belong together, with a title or without."""

    title: str | None
    rows: tuple[Row, ...]


class Table(NamedTuple):
    """A table. The first cell of each row says what the row is about. A wide one is a list of blocks on a phone."""

    name: str
    """The id, unique in the document."""
    caption: str
    heads: Row
    figures: frozenset[int]
    """The indices of the columns that hold figures."""
    groups: tuple[RowGroup, ...]
    foot: Row | None = None
    strong: frozenset[int] = frozenset()
    """The indices of the columns whose words stand out."""
    bars: int | None = None
    """The index of the column whose cells are percentages, each drawn as a bar beside it."""
    dense: bool = False
    """Whether it is so long that its rows stand in two columns on paper."""
    long: bool = False
    """Whether cells hold sentences, so that a phone has no room for columns, however few they are."""


class ScaleBand(NamedTuple):
    """One band of the scale from 0 to 100."""

    between: str
    """Its ends, such as 25–49."""
    title: str
    step: int


class BandScale(NamedTuple):
    """The bands from 0 to 100, with their words, colours and patterns."""

    bands: tuple[ScaleBand, ...]


class Height(NamedTuple):
    """The score of a barrier or facet, in words and figures."""

    id: str
    anchor: str
    """Where the facet or barrier is explained."""
    title: str
    severity: float | None
    low: float | None
    high: float | None
    step: int | None
    """The step of the colour and pattern, from 0 (the lowest band) to 3 (the highest)."""
    number: str
    margin: str | None
    """How sure the number is, or whose it is: ±3, all 6, your view."""
    label: str
    """The band, and the one that is near where the margin reaches into it; or in two words why there is no score."""
    means: str | None
    """What a number in the band says."""
    bump: bool
    sign: int | None = None
    """Its number among those to talk about first."""
    outlines: tuple[float, float] | None = None
    """Over many schools: severities below which a quarter of them lies, and above which another quarter does.

    The number is then a count of schools and the margin the number of all, unless they are too few to be counted; the
    label says how they are spread.
    """
    before: float | None = None
    """The severity in the round before, which is drawn in outline."""
    was: str | None = None
    """What it was in the round before, in words."""

    @property
    def line(self) -> str:
        """Return the number, the margin and the label in one line."""
        if self.severity is None:
            return self.label
        return f"{' '.join(part for part in (self.number, self.margin) if part)}, {self.label}"


class HeightFigure(NamedTuple):
    """One height, large: its hump, its number and its band, then the numbers of groups."""

    height: Height
    out_of: str
    """The words after the number: out of 100."""
    roles: tuple[tuple[str, str], ...] = ()
    """Pairs of a group and its number."""


class Stretch(NamedTuple):
    """The part of the road that belongs to one barrier."""

    title: str | None
    """The title of the barrier, with its number; None if the stretch holds the barriers themselves."""
    heights: tuple[Height, ...]


class Road(NamedTuple):
    """The drawing of the road: the heights of all barriers or facets, in order."""

    label: str
    """What the drawing is."""
    stretches: tuple[Stretch, ...]
    bump_from: float
    unknown: str
    """What is said of a hump without a number."""


class HeatCell(NamedTuple):
    """One number of a heat map, or the reason why there is none."""

    text: str
    step: int | None = None
    """The step of the colour; None if there is no number."""
    apart: bool = False
    """Whether it is clearly lower or higher than that of another group."""


class HeatRow(NamedTuple):
    """A part of the road: the number of all, and a cell for each group."""

    height: Height
    note: str | None
    """Which group is clearly apart."""
    cells: tuple[HeatCell, ...]


class HeatGroup(NamedTuple):
    """One barrier, followed by its facets."""

    whole: HeatRow
    parts: tuple[HeatRow, ...]


class HeatMap(NamedTuple):
    """The road as each group sees it: a table of numbers, coloured by band."""

    caption: str
    heads: tuple[str, ...]
    """The heads of the columns: the part, all together, then each group."""
    groups: tuple[HeatGroup, ...]
    key: Text
    """What the mark and the words in cells mean."""
    mark: str = CLEAR_GAP


class AnswerRow(NamedTuple):
    """How many people gave one answer."""

    label: str
    said: str
    """The number, formatted in the reader's language."""
    share: float
    """The length of the bar, from 0 to 1: that of the answer most often given is 1."""
    step: int
    """The step of the colour, from 0 (the clear end) to 4 (the end that makes a bump)."""
    most: bool
    """Whether it is at the end that makes a bump."""


class WhatIf(NamedTuple):
    """What a part of the road would be if the answers to one question moved."""

    label: str
    """What moves, with the numbers that the part and its area would have."""
    now: str
    """The numbers that they have now."""
    severity: float
    """The number that the part would have, from 0 to 100."""

    @property
    def line(self) -> str:
        """Return all of it in one line."""
        return f"{self.label} ({self.now})"


class QuestionAnswers(NamedTuple):
    """One question, and how its answers are distributed."""

    text: str
    number: str | None
    """Its own number out of 100; None where none is shown."""
    summary: Text | None
    """How many people answered at the end that makes a bump."""
    rows: tuple[AnswerRow, ...]
    """The answers, the clear end first; empty where they are not shown."""
    besides: str | None
    """The numbers of people who gave no substantive answer, by kind."""
    instead: str | None
    """The reason why there are no rows."""
    adds: str | None = None
    """How much it adds to the number of its part, in the annex."""
    what_if: WhatIf | None = None
    """What its part would be if its answers moved, in the annex."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what stands below the answers, for formats that show all of it as lines."""
        what_if = self.what_if.line if self.what_if else None
        return tuple(line for line in (self.instead, self.besides, self.adds, what_if) if line)


class AnswerBars(NamedTuple):
    """Questions with their answers: with bars, side by side where there is room; or `lines`, a line each."""

    questions: tuple[QuestionAnswers, ...]
    style: Literal["bars", "lines"] = "bars"
    severity: float = 0.0
    """The number of the part that they make up, from 0 to 100, behind which `what_if` is drawn."""


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


class Card(NamedTuple):
    """A title with a few lines below it."""

    title: str
    lines: tuple[Text, ...]


class Cards(NamedTuple):
    """Short things of one kind, side by side where there is room."""

    cards: tuple[Card, ...]


class Signed(NamedTuple):
    """One item of a list that has the number of a sign on the road: a title, and a few sentences."""

    title: Text
    text: Text


class SignedList(NamedTuple):
    """Items in the order of their signs."""

    items: tuple[Signed, ...]


class Letter(NamedTuple):
    """A letter to copy: whom it is for, and its paragraphs and lists."""

    to: str
    blocks: tuple["Paragraph | ItemList", ...]
    wide: bool = False


class Step(NamedTuple):
    """One step of a meeting."""

    minutes: str
    """From which to which minute."""
    unit: str
    text: Text


class Steps(NamedTuple):
    """The steps of a meeting, in order."""

    steps: tuple[Step, ...]


class Box(NamedTuple):
    """Room to write, below a title."""

    title: str
    hint: str | None = None


class Boxes(NamedTuple):
    """Room to write on paper. `first_wide`: the first box takes the whole width. They fill what the page has left."""

    boxes: tuple[Box, ...]
    layout: Literal["row", "first_wide", "two_rows"] = "row"


class Blank(NamedTuple):
    """A place to fill in, and what is written there already."""

    name: str
    """What a program finds it by."""
    title: str
    value: str
    """What is written there, for programs, such as 2026-11-30; empty if nothing is."""
    text: str
    """The same for people."""
    kind: Literal["words", "day", "choice"] = "words"
    choices: tuple[tuple[str, str], ...] = ()
    """The values to choose from, each with its words."""


class BlankForm(NamedTuple):
    """A table with places to fill in; without heads, each row is a label and its place."""

    name: str
    """The id, unique in the document."""
    caption: str
    heads: Row
    rows: tuple[tuple[str | Blank, ...], ...]

    @property
    def texts(self) -> tuple[Row, ...]:
        """Return the rows with what is written in each place, or room to write on paper."""
        return tuple(
            tuple(each if isinstance(each, str) else each.text or EMPTY_BOX for each in row) for row in self.rows
        )


class MapPlace(NamedTuple):
    """A school on a map of visits."""

    name: str
    at: tuple[float, float] | None
    """Metres east and north; None where that is not known."""


class MapRoad(NamedTuple):
    """A visit between two places of a map, which are given by their index."""

    guest: int
    host: int
    both_ways: bool
    """Whether the two also meet the other way round."""


class VisitMap(NamedTuple):
    """Visits between schools: a drawing where there is room for one, and always a list that says the same."""

    layout: Literal["map", "columns", "list"]
    """Whether places are drawn where they lie, as guests on the left and hosts on the right, or not at all."""
    places: tuple[MapPlace, ...]
    """The schools by name."""
    roads: tuple[MapRoad, ...]
    legend: Text
    """What the lines of the drawing mean."""
    items: tuple[Text, ...]
    """The same in words, an item for each guest."""


class Masthead(NamedTuple):
    """The top of the document."""

    title: str
    kicker: str
    """What the document is about."""
    stamp: str
    lead: Text
    """Whose answers these are."""
    name: str = ""
    """What a program finds the document by, if one reads it."""


class Panel(NamedTuple):
    """Blocks that are laid out together where a format has a layout.

    `columns` hold panels side by side, of which the first is broader, or as broad as the other (`halves`); `head` holds
    a title beside a figure; `letters` stand side by side; an `option` has a frame; `school` is one school's part of a
    page.
    """

    style: Literal["head", "columns", "halves", "column", "letters", "option"]
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
    | BandScale
    | HeightFigure
    | Road
    | HeatMap
    | AnswerBars
    | OptionCard
    | Cards
    | SignedList
    | Letter
    | Steps
    | Boxes
    | BlankForm
    | VisitMap
    | Masthead
    | Panel
    | Fold
    | Only
)
"""Every kind of block. A renderer matches them all, and mypy says which one it lacks."""


class Section(NamedTuple):
    """One section with its blocks, and with what the summary says of it; on paper it begins a page."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    summary: tuple[Block, ...] | None = None
    """These follow those of the section before, with headings of their own; None if the summary has it whole."""
    heading: str | None = None
    """The anchor of a heading among its blocks that shows the title; None if the title is shown above them."""
    joins: bool = False
    """Whether it follows the section before on the same sheet of paper, if there is one."""


class Document(NamedTuple):
    """A report: a front page, then sections, of which renderers list the contents, then an annex."""

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
    footer: str
    """What stands at the foot of each printed page."""
    page: str
    """The words around the number of a printed page, with {page} and {pages} in their place; empty without numbers."""
    is_annex: bool = False
    """Whether it is the annex of another document: sections follow each other without a new page."""
    annex_title: str = ""
    school: str = ""
    """What the school is called; empty if the document is about several."""
    compact: bool = False
    """Whether paper has smaller letters and spaces for it, so that it stays on one sheet."""
    brand: Brand | None = None
    """The templates of a user that dress it, in formats with a layout."""
    annex: tuple[Section, ...] = ()
    """What only some readers want: folded on a screen, and left out on paper and in text."""


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


def form_as_text(form: BlankForm) -> tuple[Block, ...]:
    """Return *form* for a format into which nobody types, with room to write on paper."""
    if not form.heads:
        return (Headline(form.caption), Fields(tuple((label, text) for label, text in form.texts)))
    groups = (RowGroup(None, form.texts),)
    return (Table(form.name, form.caption, form.heads, frozenset(), groups, strong=frozenset({0}), long=True),)


def whole_section(anchor: str, title: str, *blocks: Block) -> Section:
    """Return a section that is not shortened in the summary."""
    return Section(anchor, title, blocks)


def spans(text: Text) -> tuple[str | Span, ...]:
    """Return the parts of *text*."""
    return text if isinstance(text, tuple) and not isinstance(text, Span) else (text,)


def text_edition(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks that a format without a layout shows, in one sequence."""
    for block in blocks:
        match block:
            case Panel():
                yield from text_edition(block.blocks)
            case Only():
                if block.edition == "text":
                    yield from text_edition(block.blocks)
            case Fold():
                yield Headline(block.title, hint=block.hint)
                yield from text_edition(block.blocks)
            case _:
                yield block


def plain_text(text: Text) -> str:
    """Return *text* without its spans."""
    return "".join(part if isinstance(part, str) else part.text for part in spans(text))
