"""The processes that share the work of a batch."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from speedbumps.batch import worker
from speedbumps.batch.worker import WorkerContext
from speedbumps.processes import start_processes

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
    with start_processes(workers, worker.keep_context, context) as pool:
        yield WorkerPool(context, pool, workers)
