"""From an audit to a summary for the screen: words and bars, readable without colour."""

from collections.abc import Iterator
from io import StringIO

from rich.cells import cached_cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from speedbumps.i18n import Words
from speedbumps.model.audit import Audit
from speedbumps.report.heights import Height
from speedbumps.report.page import Page, page
from speedbumps.text import plain

LENGTH = 20
"""Characters of a road block's bar."""

COLOURS = ("blue", "cyan", "yellow", "bright_yellow")

FOUR = 4


def render(audit: Audit, words: Words, *, width: int = 80, colour: bool = False) -> str:
    """Return a summary of *audit*, *width* characters wide."""
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
            screen.print(*_parts(page(audit, words), words), sep="\n")
    finally:
        # rich keeps every text that it has measured, and these name a school and hold people's words.
        cached_cell_len.cache_clear()
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _parts(seen: Page, words: Words) -> Iterator[RenderableType]:
    say = words.say
    yield _text(seen.front.school, "bold")
    yield _text(" · ".join((*seen.front.facts, seen.front.stamp)))
    yield _text(seen.who.line)
    if seen.who.banner:
        yield _text(seen.who.banner, "bold")
    yield from (_text(note) for note in seen.who.notes)
    yield from _section(say("What the school already has"), seen.front.has)
    yield _head(say("The road"))
    yield _text(seen.road.line)
    yield _road(seen)
    yield _head(say("The four barriers") if len(seen.barriers) == FOUR else say("The barriers"))
    yield _barriers(seen)
    if seen.road.overall:
        yield _text(seen.road.overall)
    if seen.workings.joint:
        yield _text(seen.workings.joint)
    yield from (_text(line) for line in seen.workings.item_first)
    yield from _section(say("Where people see different roads"), _views(seen))
    yield from _section(say("Do we want the same things, by when?"), _wishes(seen))
    yield from _section(say("To talk about first"), _first(seen, words))
    yield from _section(say("To ask of others"), (f"{bump}: {text}" for bump, text in seen.front.asks))
    yield from _own_words(seen)
    yield from _together(seen)
    yield from _section(
        say("Not shown, and why"), (f"{group.reason}: {'; '.join(group.what)}." for group in seen.hidden)
    )
    yield from _section(say("To learn more next time"), seen.more)
    yield _head(say("Limits"))
    yield _text(seen.front.limits)


def _text(words: str, style: str = "") -> Text:
    return Text(plain(words), style=style)


def _head(title: str) -> RenderableType:
    return Padding(Rule(_text(title, "bold"), align="left", characters="─", style=""), (1, 0, 0, 0))


def _section(title: str, lines: Iterator[str] | tuple[str, ...]) -> Iterator[RenderableType]:
    shown = list(lines)
    if shown:
        yield _head(title)
    yield from (_point(line) for line in shown)


def _point(line: str) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(_text("•"), _text(line))
    return grid


def _first(seen: Page, words: Words) -> Iterator[str]:
    if seen.priorities.empty:
        yield seen.priorities.empty
    for first in seen.front.first:
        yield words.say(
            "%(bump)s (%(height)s). An option: “%(option)s”.", bump=first.bump, height=first.height, option=first.option
        )


def _own_words(seen: Page) -> Iterator[RenderableType]:
    if seen.own_words is None:
        return
    yield _head(seen.own_words.title)
    yield _text(seen.own_words.care)
    for said in seen.own_words.questions:
        yield _text(said.question, "bold")
        yield _text(said.wrote)
        yield from (_point(text) for text in said.texts)
        if said.empty:
            yield _text(said.empty)


def _together(seen: Page) -> Iterator[RenderableType]:
    if seen.together is None:
        return
    yield from _section(seen.together.title, seen.together.lines)
    yield from (_text(line) for line in seen.together.said)


def _views(seen: Page) -> Iterator[str]:
    yield from (f"{meeting.of}. {meeting.said}" for meeting in seen.roads.meetings)
    yield from (line for line in (seen.roads.question, seen.roads.empty, seen.roads.calm, seen.roads.apart) if line)
    yield from seen.roads.split
    yield from seen.roads.hints


def _wishes(seen: Page) -> Iterator[str]:
    if seen.roads.no_wishes:
        yield seen.roads.no_wishes
    for group in seen.roads.wishes.groups:
        for name, apart, interval, _ in group.rows:
            yield f"{group.title}: {name} {apart} ({interval})"


def _road(seen: Page) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(ratio=1)
    table.add_column(width=LENGTH, no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(max_width=18)
    for stretch in seen.road.stretches:
        if stretch.title:
            table.add_row(_text(stretch.title, "bold"))
        for height in stretch.heights:
            mark = _text("  " if stretch.title else "") + _text(height.title)
            table.add_row(mark, _bar(height), _text(height.number), _text(height.band))
    return table


def _bar(height: Height) -> Text:
    if height.severity is None or height.step is None:
        return _text("┄" * LENGTH)
    full = round(height.severity * LENGTH / 100)
    return _text("█" * full + "░" * (LENGTH - full), COLOURS[height.step])


def _barriers(seen: Page) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(max_width=24)
    for barrier in seen.barriers:
        height = barrier.height
        table.add_row(_text(height.title, "bold"), _text(height.line), _text(height.sure or ""))
    return table
