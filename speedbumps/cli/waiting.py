"""What people see while they wait: nothing for a second, then how far the work is."""

import sys
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TypeVar

Thing = TypeVar("Thing")

PATIENCE = 1.0
"""Seconds without a sign."""


def shown(things: Sequence[Thing], doing: str) -> Iterator[Thing]:
    """The *things* one by one, with a bar on the error stream if it is a screen and they take long."""
    started = monotonic()
    for done, thing in enumerate(things):
        if monotonic() - started > PATIENCE and sys.stderr.isatty():
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
