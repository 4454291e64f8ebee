"""Progress bars: nothing for a second, then how far the work is."""

import sys
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:  # loaded only when something takes long
    from rich.progress import Progress, TaskID

Thing = TypeVar("Thing")

PATIENCE = 1.0
"""Seconds before a bar appears."""


def track_progress(things: Sequence[Thing], doing: str, *, patience: float = PATIENCE) -> Iterator[Thing]:
    """Yield *things*, with a bar on the error stream if it is a terminal and they take more than *patience* seconds."""
    started = monotonic()
    for done, thing in enumerate(things):
        if monotonic() - started > patience and sys.stderr.isatty():
            yield from _with_bar(things, done, doing)
            return
        yield thing


def _with_bar(things: Sequence[Thing], done: int, doing: str) -> Iterator[Thing]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=len(things), completed=done)
        for thing in things[done:]:
            yield thing
            bar.advance(task)


class SchoolProgress:
    """A bar on the error stream, if it is a terminal, for work that reports its progress."""

    def __init__(self) -> None:
        self._started = monotonic()
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def show_stage(self, doing: str, done: int, total: int) -> None:
        """Show that *done* of *total* schools have finished the stage *doing*."""
        if monotonic() - self._started < PATIENCE or not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = _school_bar()
            self._bar.start()
        if doing not in self._tasks:
            self._tasks[doing] = self._bar.add_task(doing, total=total)
        self._bar.update(self._tasks[doing], completed=done, total=total)

    def stop(self) -> None:
        """Remove the bar; it returns with the next call of show_stage()."""
        if self._bar is not None:
            self._bar.stop()
        self._bar, self._tasks = None, {}


def _school_bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("schools,"))
    left = (TimeRemainingColumn(), TextColumn("left"))
    return Progress(*columns, *left, console=Console(stderr=True), transient=True)
