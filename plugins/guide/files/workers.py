"""Runs work in processes of its own, so that each processor has some.

The processes are spawned, not forked: threads of a library, such as Typst's, do not survive a fork.
"""

from __future__ import annotations

import functools
import importlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.queues import Queue
from types import TracebackType
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar

from guide.core.errors import BuildError
from guide.files import garbage

S = TypeVar("S")
T = TypeVar("T")
P = ParamSpec("P")


# Where a build is killed, a process of Python's clears its semaphores away, and would tell whoever
# kills. It begins with the options of now.
_QUIET = "ignore:resource_tracker:UserWarning"


class Workers(Generic[S]):
    """Up to `count` processes that share a `state`; each begins when there is work for it.

    With a `count` of 0 work is done at once where it is submitted. State, functions, arguments and
    results must suit pickle. The state may be told later than the first work, which needs none.
    Where this process `joins` them, it does its part of the work that it waits for. `modules` are
    those that the work needs; processes import them when they begin.
    """

    def __init__(self, count: int, *, joins: bool = False, modules: tuple[str, ...] = ()) -> None:
        self.count, self._joins, self._modules = count, joins, modules
        self.state: S
        self._is_told = self._is_sent = False
        self._pool: ProcessPoolExecutor | None = None
        # Jobs that the pool has not got yet, since it keeps what it has, and how many it has.
        self._waiting: deque[tuple[Future[Any], bytes, bool]] = deque()
        self._busy, self._lock = 0, threading.RLock()
        self._inbox: Queue[bytes] | None = None  # holds the state once for each process

    def tell(self, state: S) -> None:
        """Tells the state, and the environment variables of now, to all work that comes after."""
        self.state, self._is_told = state, True

    def __enter__(self) -> Self:
        return self

    def begin(self) -> None:
        """Lets all processes begin now, for work that is certain to come."""
        for _ in range(self.count):
            self._started().submit(_ready)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is None or self._inbox is None:
            return
        with self._lock:  # a thread of the pool hands out what waits
            while self._waiting:
                self._waiting.pop()[0].cancel()
        self._inbox.cancel_join_thread()  # some may never have asked for it
        # First the pool forgets what nobody has begun: when a process ends, its thread would tell
        # work that was cancelled too, and fail.
        self._pool.shutdown(wait=False, cancel_futures=True)
        # They end at once: after an error none may write into a folder that is about to be deleted,
        # and otherwise nothing is left to do.
        ending = multiprocessing.active_children()
        for process in ending:
            process.terminate()
        for process in ending:
            process.join()

    def submit(
        self, function: Callable[Concatenate[S, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """What `function(state, …)` gives, once it is done; `result` of it tells."""
        if self.count:
            # Pickled at once: a thread would do it later, while this one changes the same objects.
            job = pickle.dumps((function, args, kwargs), pickle.HIGHEST_PROTOCOL)
            future: Future[T] = Future()
            self._waiting.append((future, job, self._is_told))
            self._hand_out()
            return future
        return self._here(function, *args, **kwargs)

    def _hand_out(self) -> None:
        """Gives the pool what has waited longest, as much as it has processes for.

        Where this process joins them, none has more than one job, so that each works to the end.
        Elsewhere one more lies ready, so that none waits for this one.
        """
        with self._lock:
            while self._waiting and self._busy < self.count + (not self._joins):
                future, job, is_told = self._waiting.popleft()
                if future.set_running_or_notify_cancel():
                    try:
                        given = self._started().submit(_run, job, is_told=is_told)
                    except RuntimeError as error:  # the pool has ended
                        future.set_exception(error)
                        continue
                    self._busy += 1
                    given.add_done_callback(partial(self._take_in, future))

    def _take_in(self, future: Future[Any], done: Future[Any]) -> None:
        with self._lock:
            self._busy -= 1
        _pass_on(done, future)
        self._hand_out()

    def _here(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> Future[T]:
        done: Future[T] = Future()
        try:
            done.set_result(function(self._known, *args, **kwargs))
        except Exception as error:  # noqa: BLE001 - told to whoever asks for the result
            done.set_exception(error)
        return done

    def each(
        self, function: Callable[..., T], jobs: Sequence[tuple[Any, ...]], *, few: int = 1
    ) -> Iterator[T]:
        """What `function(state, *job)` gives for each job, in their order; raises as `result` does.

        Up to `few` jobs are done here, when they are asked for: sooner than a process begins.
        """
        if not self.count or (self._pool is None and len(jobs) <= few):
            return (function(self._known, *job) for job in jobs)
        begun = [self.submit(function, *job) for job in jobs]
        return self._joined(function, jobs, begun) if self._joins else map(result, begun)

    def _joined(
        self, function: Callable[..., T], jobs: Sequence[tuple[Any, ...]], begun: list[Future[T]]
    ) -> Iterator[T]:
        """The results of jobs; from the end, this process does those that no other has begun."""
        for number in reversed(range(len(jobs))):
            if begun[number].cancel():
                begun[number] = self._here(function, *jobs[number])
        yield from map(result, begun)

    def offer(
        self, function: Callable[Concatenate[S, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Callable[[], T | None]:
        """Work that this process can do as well: what is given tells the result, or None.

        None where no process has begun with it when it is asked for, and then none will.
        """
        if not self.count:
            return lambda: None
        future = self.submit(function, *args, **kwargs)
        return lambda: None if future.cancel() else result(future)

    @property
    def _known(self) -> Any:
        return self.state if self._is_told else None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None or self._inbox is None:
            spawn = multiprocessing.get_context("spawn")
            sys.warnoptions.append(_QUIET)
            self._inbox = spawn.Queue()
            self._pool = ProcessPoolExecutor(
                self.count, spawn, _begin, (self._inbox, self._modules)
            )
        if self._is_told and not self._is_sent:
            self._is_sent = True
            told = pickle.dumps((self.state, dict(os.environ)), pickle.HIGHEST_PROTOCOL)
            for _ in range(self.count):
                self._inbox.put(told)
        return self._pool


def _pass_on(done: Future[Any], future: Future[Any]) -> None:
    """Gives a future what another has become."""
    error = CancelledError() if done.cancelled() else done.exception()
    if error:
        future.set_exception(error)
    else:
        future.set_result(done.result())


def result(future: Future[T]) -> T:
    """The result of work; raises what it raised, and BuildError if its process was killed."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise BuildError(
            "a process of the build was killed, perhaps for want of memory; use --jobs 1"
        ) from None


_inbox: Queue[bytes]  # of this process, if it is a worker


def _ready() -> None:
    """Work for a process that only begins."""


def _begin(inbox: Queue[bytes], modules: tuple[str, ...]) -> None:
    global _inbox  # noqa: PLW0603 - a worker has one, and begins with it
    _inbox = inbox
    garbage.seldom()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word; the parent speaks
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for name in modules:
        importlib.import_module(name)


def _end_with_parent() -> None:
    """Ends this process when its parent was killed; it would wait for work forever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


@functools.cache
def _told() -> Any:
    """The state; it comes once."""
    data = _inbox.get()
    with garbage.left():
        state, variables = pickle.loads(data)  # noqa: S301 - from the process that began this one
    os.environ.update(variables)
    return state


def _run(job: bytes, *, is_told: bool) -> Any:
    state = _told() if is_told else None  # first, since it tells languages that a job may hold
    with garbage.left():
        function, args, kwargs = pickle.loads(job)  # noqa: S301 - as above
    return function(state, *args, **kwargs)
