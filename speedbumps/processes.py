"""Processes that share work, and that end with the process that started them."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

Start = Callable[..., None]
"""What a process does first."""


@contextmanager
def start_processes(number: int, first: Start | None = None, *arguments: object) -> Iterator[Executor]:
    """Yield *number* other processes, which are there at once and end with the context.

    Each calls *first* with *arguments* before anything else. They take no notice of Ctrl-C, which ends this process and
    them with it, and they end too if this process is killed. They share the processors, so each has one thread of
    Polars.
    """
    before = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"
    pool = ProcessPoolExecutor(number, get_context("spawn"), _begin_process, (first, arguments))
    try:
        with _without_interrupts():
            for _ in range(number):  # each starts a process, as long as none is idle
                pool.submit(_do_nothing)
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        if before is None:
            del os.environ["POLARS_MAX_THREADS"]
        else:
            os.environ["POLARS_MAX_THREADS"] = before


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ignore Ctrl-C while processes start, so that they inherit that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin_process(first: Start | None, arguments: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where that is not inherited
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if first is not None:
        first(*arguments)


def _do_nothing() -> None:
    """Do nothing; processes are asked to do it so that they start."""


def _end_with_parent() -> None:
    """Wait for the process that started this one to end, then end this one."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
