"""The processes that share the work of a batch."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from threading import current_thread, main_thread
from typing import TypeVar

from speedbumps.batch import worker
from speedbumps.batch.worker import WorkerContext

Result = TypeVar("Result")


class WorkerPool:
    """The workers of a batch: this process, or several others."""

    def __init__(self, context: WorkerContext, pool: Executor | None, size: int) -> None:
        self._context, self._pool, self._size = context, pool, size

    def run_each(
        self,
        here: Callable[..., Result],
        there: Callable[..., Result],
        parts: Iterable[tuple[object, ...]],
    ) -> Iterator[Result]:
        """Yield the result of each of *parts* in order, made *here* with the context, or *there* in another process.

        Only a few parts are held at a time, however many there are.
        """
        if self._pool is None:
            for part in parts:
                yield here(self._context, *part)
            return
        rest = iter(parts)
        running: list[Future[Result]] = [self._pool.submit(there, *part) for part in islice(rest, 2 * self._size)]
        while running:
            yield running.pop(0).result()
            running += [self._pool.submit(there, *part) for part in islice(rest, 1)]


@contextmanager
def open_pool(context: WorkerContext, workers: int) -> Iterator[WorkerPool]:
    """Yield the workers of a batch, which end with it."""
    if workers <= 1:
        yield WorkerPool(context, None, 1)
        return
    before = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"  # the workers share the cores
    pool = ProcessPoolExecutor(workers, get_context("spawn"), worker.start_worker, (context,))
    try:
        with _without_interrupts():
            for _ in range(workers):  # each starts a process, as long as none is idle
                pool.submit(worker.do_nothing)
        yield WorkerPool(context, pool, workers)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        if before is None:
            del os.environ["POLARS_MAX_THREADS"]
        else:
            os.environ["POLARS_MAX_THREADS"] = before


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ignore Ctrl-C while workers start, so that they inherit that; the process that began the batch ends them."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
