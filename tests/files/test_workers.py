"""Processes that share work: results, errors and deaths reach whoever asked."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError
from guide.core.errors import BuildError
from guide.core.location import Location
from guide.files.workers import Workers, result
from guide.formats.typesetting import TypesettingError

PROBLEM = Diagnostic(Location("content/guide.yml", 3), "is empty; write it")
ERRORS = {
    "content": ContentError([PROBLEM]),
    "unreadable": UnreadableError(PROBLEM.location, PROBLEM.message),
    "typesetting": TypesettingError("handout.typ in fr: no"),
    "build": BuildError("overrides/pages/home.html:2: no"),
}


def product(state: int, factor: int) -> tuple[int, int]:
    return state * factor, os.getpid()


def fail(_: int, name: str) -> None:
    raise ERRORS[name]


def die(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def seven(count: int, *, joins: bool = False) -> Workers[int]:
    workers: Workers[int] = Workers(count, joins=joins)
    workers.tell(7)
    return workers


@pytest.mark.parametrize("count", [0, 2])
def test_results_come_from_processes_of_their_own(count: int) -> None:
    with seven(count) as workers:
        futures = [workers.submit(product, factor) for factor in range(4)]
        found = [result(one) for one in futures]
    assert [number for number, _ in found] == [0, 7, 14, 21]
    assert (os.getpid() in {process for _, process in found}) == (count == 0)


@pytest.mark.parametrize("count", [0, 2])
def test_errors_travel_as_they_are(count: int) -> None:
    with seven(count) as workers:
        for name, error in ERRORS.items():
            with pytest.raises(type(error)) as told:
                result(workers.submit(fail, name))
            assert str(told.value) == str(error)
            assert getattr(told.value, "diagnostics", None) == getattr(error, "diagnostics", None)


def variable(state: object) -> tuple[object, str]:
    return state, os.environ.get("GUIDE_TEST", "")


def test_the_state_may_be_told_after_work_that_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with Workers[int](2) as workers:
        assert result(workers.submit(variable)) == (None, "")
        monkeypatch.setenv("GUIDE_TEST", "set")
        workers.tell(7)
        futures = [workers.submit(variable) for _ in range(8)]
        assert {result(one) for one in futures} == {(7, "set")}


def wait_for(_: int, place: Path) -> int:
    while not place.exists():
        time.sleep(0.01)
    return os.getpid()


def test_what_no_process_has_begun_with_is_left_to_whoever_asks(tmp_path: Path) -> None:
    place = tmp_path / "go"
    with seven(1) as workers:
        offered = [workers.offer(wait_for, place) for _ in range(8)]
        assert offered[-1]() is None
        place.touch()
        assert offered[0]() not in (None, os.getpid())
    assert seven(0).offer(wait_for, place)() is None


def test_this_process_does_its_part_where_it_joins(tmp_path: Path) -> None:
    place = tmp_path / "go"
    with seven(1, joins=True) as workers:
        held = workers.submit(wait_for, place)
        found = workers.each(product, [(factor,) for factor in range(6)])
        threading.Timer(0.5, place.touch).start()
        numbers, processes = zip(*found, strict=True)
        assert result(held) != os.getpid()
    assert numbers == (0, 7, 14, 21, 28, 35)
    assert processes[-1] == os.getpid()


def wait_for_the_second(_: int, place: Path, number: int) -> int:
    if number == 0:
        for _ in range(2000):
            if place.exists():
                break
            time.sleep(0.01)
        else:
            raise BuildError("the second job waits behind the first")
    elif number == 1:
        place.touch()
    return os.getpid()


def test_no_job_waits_for_a_process_while_another_has_nothing_to_do(tmp_path: Path) -> None:
    with seven(1, joins=True) as workers:
        jobs = [(tmp_path / "second", number) for number in range(7)]
        found = workers.each(wait_for_the_second, jobs)
        time.sleep(1)  # the other process has begun, and got all that it gets
        first, *others = found
    assert first != os.getpid()
    assert {*others} == {os.getpid()}


def fail_from(state: int, first: int, number: int) -> int:
    if number >= first:
        raise BuildError(f"{number} failed")
    return state


@pytest.mark.parametrize("joins", [False, True])
def test_the_error_of_the_first_job_is_told_wherever_it_was_done(*, joins: bool) -> None:
    with seven(1, joins=joins) as workers, pytest.raises(BuildError, match="2 failed"):
        assert not [*workers.each(fail_from, [(2, number) for number in range(6)])]


def count(_: int, numbers: dict[int, int]) -> int:
    return len(numbers)


def test_what_a_job_is_given_may_change_at_once() -> None:
    numbers = dict.fromkeys(range(100_000), 0)
    with seven(1) as workers:
        found = []
        for number in range(20):
            found.append(workers.submit(count, numbers))
            numbers[-number - 1] = 0
        assert [result(one) for one in found] == [100_000 + number for number in range(20)]


def test_a_worker_that_is_killed_is_told() -> None:
    with seven(2) as workers, pytest.raises(BuildError, match="use --jobs 1"):
        result(workers.submit(die))


def test_the_end_is_silent_where_work_was_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a thread of the pool would tell what was cancelled that its process has ended."""
    shutdown = ProcessPoolExecutor.shutdown

    def late(pool: ProcessPoolExecutor, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as the pool has it
        time.sleep(0.3)  # as on a busy machine
        shutdown(pool, wait, cancel_futures=cancel_futures)

    monkeypatch.setattr(ProcessPoolExecutor, "shutdown", late)
    place = tmp_path / "made"
    with seven(1) as workers:
        workers.submit(go_on, place)
        others = [workers.submit(product, factor) for factor in range(9)]
        while not place.exists():
            time.sleep(0.01)
        threads = [one for one in threading.enumerate() if "Executor" in type(one).__name__]
        assert [one.cancel() for one in others][-1]
    assert threads
    for thread in threads:
        thread.join(10)  # what it raises fails this test


def go_on(_: int, place: Path) -> None:
    while True:
        place.write_bytes(b"")


def test_nobody_works_on_after_an_error(tmp_path: Path) -> None:
    place = tmp_path / "made"
    begun: list[BaseProcess] = []

    def fail_meanwhile() -> None:
        with seven(2) as workers:
            workers.submit(go_on, place)
            while not place.exists():
                pass
            begun.extend(multiprocessing.active_children())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_meanwhile()
    # Not whether they still count as children: where the pool's own thread has waited for one, it
    # may not have noted that yet.
    sentinels = [process.sentinel for process in begun]
    assert sentinels
    assert set(wait(sentinels, timeout=0)) == set(sentinels), "a process has not ended"
    place.unlink()
    assert not place.exists()
