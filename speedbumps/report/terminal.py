"""From an audit to a summary for a terminal: text and bars, readable without colour."""

from collections.abc import Iterator
from io import StringIO

from rich.cells import cached_cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from speedbumps.i18n import Locale
from speedbumps.model.audit import Audit
from speedbumps.report.heights import TargetHeight
from speedbumps.report.page import ReportPage, report_page
from speedbumps.report.tables import ReportTable
from speedbumps.text import strip_controls

LENGTH = 20
"""The length of the bar of severity 100, in characters."""

COLOURS = ("blue", "cyan", "yellow", "bright_yellow")

FOUR = 4


def render(audit: Audit, words: Locale, *, width: int = 80, colour: bool = False) -> str:
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
            screen.print(*_screen_parts(report_page(audit, words), words), sep="\n")
    finally:
        # rich caches every text that it has measured, and these name a school and hold people's own words.
        cached_cell_len.cache_clear()
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _screen_parts(page: ReportPage, words: Locale) -> Iterator[RenderableType]:
    gettext = words.gettext
    yield _styled_text(page.front.school, "bold")
    yield _styled_text(" · ".join((*page.front.facts, page.front.stamp)))
    yield _styled_text(page.who.line)
    if page.who.banner:
        yield _styled_text(page.who.banner, "bold")
    yield from (_styled_text(note) for note in page.who.notes)
    yield from _bullet_section(gettext("What the school already has"), page.front.has)
    yield _heading_rule(gettext("The road"))
    yield _styled_text(page.road.line)
    yield _road_grid(page)
    yield _heading_rule(gettext("The four barriers") if len(page.barriers) == FOUR else gettext("The barriers"))
    yield _barrier_grid(page)
    if page.road.overall:
        yield _styled_text(page.road.overall)
    if page.workings.joint:
        yield _styled_text(page.workings.joint)
    yield from (_styled_text(line) for line in page.workings.item_first)
    yield from _bullet_section(gettext("Where people see different roads"), _role_gap_lines(page))
    yield from _bullet_section(gettext("Do we want the same things, by when?"), _wish_lines(page))
    yield from _bullet_section(gettext("To talk about first"), _priority_lines(page, words))
    yield from _bullet_section(gettext("To ask of others"), (f"{bump}: {text}" for bump, text in page.front.asks))
    yield from _bullet_section(gettext("Hours and other amounts"), _amount_lines(page))
    yield from _other_schools_parts(page, words)
    yield from _own_words_parts(page)
    yield from _reliability_parts(page)
    yield from _bullet_section(
        gettext("Not shown, and why"), (f"{group.reason}: {'; '.join(group.what)}." for group in page.hidden)
    )
    yield from _bullet_section(gettext("To learn more next time"), page.more)
    yield _heading_rule(gettext("Limits"))
    yield _styled_text(page.front.limits)


def _styled_text(words: str, style: str = "") -> Text:
    return Text(strip_controls(words), style=style)


def _heading_rule(title: str) -> RenderableType:
    return Padding(Rule(_styled_text(title, "bold"), align="left", characters="─", style=""), (1, 0, 0, 0))


def _bullet_section(title: str, lines: Iterator[str] | tuple[str, ...]) -> Iterator[RenderableType]:
    shown = list(lines)
    if shown:
        yield _heading_rule(title)
    yield from (_bullet_point(line) for line in shown)


def _bullet_point(line: str) -> Grid:
    grid = Grid.grid(padding=(0, 1))
    grid.add_row(_styled_text("•"), _styled_text(line))
    return grid


def _priority_lines(page: ReportPage, words: Locale) -> Iterator[str]:
    if page.priorities.empty:
        yield page.priorities.empty
    for first in page.front.first:
        yield words.gettext(
            "%(bump)s (%(height)s). An option: “%(option)s”.", bump=first.bump, height=first.height, option=first.option
        )


def _amount_lines(page: ReportPage) -> Iterator[str]:
    """Yield a line for each amount that was asked, then the hours a year that it comes to."""
    if page.amounts.empty:
        yield page.amounts.empty
        return
    yield from _table_lines(page.amounts.table)
    yield from (f"“{text}” {year}" for text, year in page.amounts.a_year)


def _table_lines(table: ReportTable) -> Iterator[str]:
    """Yield each row of *table* as a line in which each figure follows its heading."""
    for row in (row for group in table.groups for row in group.rows):
        figures = (f"{head}: {cell}" for head, cell in zip(table.heads[1:], row[1:], strict=True))
        yield f"{row[0]} {' · '.join(figures)}"


def _other_schools_parts(page: ReportPage, words: Locale) -> Iterator[RenderableType]:
    """Yield the section about other schools, if there is one."""
    if page.others is None:
        return
    gettext, others = words.gettext, page.others
    yield _heading_rule(gettext("Beside schools like yours"))
    yield from (_styled_text(line) for line in (others.alike, others.no_family, others.no_beside) if line)
    if others.beside:
        yield from (_bullet_point(line) for line in _table_lines(others.beside))
    yield _heading_rule(gettext("What you could offer, what you could see, and where"))
    yield from (_styled_text(line) for line in (others.lead,) if line)
    yield from (_bullet_point(line) for line in others.offers)
    yield from (_styled_text(line) for line in (others.named,) if line)
    yield from _bullet_section(gettext("What you could see, and where"), others.sees)
    yield from _bullet_section(gettext("Who could come to you"), others.shows)
    yield from (_styled_text(line) for line in others.idle)
    yield from _bullet_section(gettext("First steps for a visit"), others.steps)


def _own_words_parts(page: ReportPage) -> Iterator[RenderableType]:
    if page.own_words is None:
        return
    yield _heading_rule(page.own_words.title)
    yield _styled_text(page.own_words.care)
    for said in page.own_words.questions:
        yield _styled_text(said.question, "bold")
        yield _styled_text(said.wrote)
        yield from (_bullet_point(text) for text in said.texts)
        if said.empty:
            yield _styled_text(said.empty)


def _reliability_parts(page: ReportPage) -> Iterator[RenderableType]:
    if page.together is None:
        return
    yield from _bullet_section(page.together.title, page.together.lines)
    yield from (_styled_text(line) for line in page.together.said)


def _role_gap_lines(page: ReportPage) -> Iterator[str]:
    yield from (f"{meeting.of}. {meeting.said}" for meeting in page.roads.meetings)
    yield from (line for line in (page.roads.question, page.roads.empty, page.roads.calm, page.roads.apart) if line)
    yield from page.roads.split
    yield from page.roads.hints


def _wish_lines(page: ReportPage) -> Iterator[str]:
    if page.roads.no_wishes:
        yield page.roads.no_wishes
    for group in page.roads.wishes.groups:
        for name, apart, interval, _ in group.rows:
            yield f"{group.title}: {name} {apart} ({interval})"


def _road_grid(page: ReportPage) -> Grid:
    table = Grid.grid(padding=(0, 1))
    table.add_column(ratio=1)
    table.add_column(width=LENGTH, no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(max_width=18)
    for stretch in page.road.stretches:
        if stretch.title:
            table.add_row(_styled_text(stretch.title, "bold"))
        for height in stretch.heights:
            mark = _styled_text("  " if stretch.title else "") + _styled_text(height.title)
            table.add_row(mark, _height_bar(height), _styled_text(height.number), _styled_text(height.band))
    return table


def _height_bar(height: TargetHeight) -> Text:
    if height.severity is None or height.step is None:
        return _styled_text("┄" * LENGTH)
    full = round(height.severity * LENGTH / 100)
    return _styled_text("█" * full + "░" * (LENGTH - full), COLOURS[height.step])


def _barrier_grid(page: ReportPage) -> Grid:
    table = Grid.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(max_width=24)
    for barrier in page.barriers:
        height = barrier.height
        table.add_row(_styled_text(height.title, "bold"), _styled_text(height.line), _styled_text(height.sure or ""))
    return table
