"""Runs work in processes of its own, so that each processor has some.

The processes are spawned, not forked: threads of a library, such as Typst's, do not survive a fork.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar

from guide.core.errors import BuildError

S = TypeVar("S")
T = TypeVar("T")
P = ParamSpec("P")


class Workers(Generic[S]):
    """Up to `count` processes that share a `state`; each begins when there is work for it.

    With a `count` of 1 there are none, and work is done at once where it is submitted. State,
    functions, arguments and results must suit pickle.
    """

    def __init__(self, count: int, state: S) -> None:
        self.count = count
        self.state = state
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is None:
            return
        if error:  # none may write any more into a folder that is about to be deleted
            for process in multiprocessing.active_children():
                process.terminate()
        self._pool.shutdown(cancel_futures=True)

    def submit(
        self, function: Callable[Concatenate[S, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """What `function(state, …)` gives, once it is done; `result` of it tells."""
        if self.count > 1:
            return self._started().submit(_run, function, *args, **kwargs)
        done: Future[T] = Future()
        try:
            done.set_result(function(self.state, *args, **kwargs))
        except Exception as error:  # noqa: BLE001 - told to whoever asks for the result
            done.set_exception(error)
        return done

    def each(
        self, function: Callable[..., T], jobs: Sequence[tuple[Any, ...]], *, few: int = 1
    ) -> Iterator[T]:
        """What `function(state, *job)` gives for each job, in their order; raises as `result` does.

        Up to `few` jobs are done here, when they are asked for: sooner than a process begins.
        """
        if self.count == 1 or (self._pool is None and len(jobs) <= few):
            return (function(self.state, *job) for job in jobs)
        return map(result, [self.submit(function, *job) for job in jobs])

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.count, spawn, _begin, (self.state,))
        return self._pool


def result(future: Future[T]) -> T:
    """The result of work; raises what it raised, and BuildError if its process was killed."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise BuildError(
            "a process of the build was killed, perhaps for want of memory; use --jobs 1"
        ) from None


_state: Any = None  # of this process, if it is a worker


def _begin(state: object) -> None:
    global _state  # noqa: PLW0603 - a worker has one, and begins with it
    _state = state
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word; the parent speaks
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Ends this process when its parent was killed; it would wait for work forever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _run(function: Callable[..., T], /, *args: object, **kwargs: object) -> T:
    return function(_state, *args, **kwargs)
