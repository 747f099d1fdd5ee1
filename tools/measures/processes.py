"""Whole processes: how long they take, and the most memory that they and their children hold."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable
GUIDE = (PYTHON, "-m", "guide")
_EVERY = 0.05  # seconds between two looks at the memory
_LONG = 60.0  # seconds; what takes longer is measured once
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took: seconds, and MiB at its peak (0 where /proc does not tell)."""

    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class Work:
    """A command in a folder, with more environment, and what is done before it, untimed."""

    command: Sequence[str]
    folder: Path
    more: Mapping[str, str]
    before: Callable[[], object] = lambda: None


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of every command: our own programs first."""
    own = {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "PATH": f"{Path(PYTHON).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    return {**os.environ, **own, **(more or {})}


def kept_in(cache: Path) -> dict[str, str]:
    """The environment that makes the program keep results in a folder."""
    return {"XDG_CACHE_HOME": str(cache), "GUIDE_CACHE": str(cache / "guide")}


def run(work: Work) -> Taken:
    """Runs a command once; it must succeed, else SystemExit says what it wrote."""
    work.before()
    begun = time.perf_counter()
    process = subprocess.Popen(
        work.command,
        cwd=work.folder,
        env=environment(work.more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    with watched(process.pid) as memory:
        said, _ = process.communicate()
        seconds = time.perf_counter() - begun
    if process.returncode:
        raise SystemExit(f"{' '.join(work.command)} failed in {work.folder}:\n{said[-3000:]}")
    return Taken(seconds, memory[0])


def medians(works: Mapping[str, Work], runs: int) -> dict[str, Taken]:
    """The medians of several runs by name, taken in turn, so that all meet the same load.

    What takes longer than a minute runs only once.
    """
    found = {name: [run(work)] for name, work in works.items()}
    for _ in range(runs - 1):
        for name, work in works.items():
            if found[name][0].seconds < _LONG:
                found[name].append(run(work))
    return {name: middle(times) for name, times in found.items()}


def median(work: Work, runs: int) -> Taken:
    """The median of several runs of one command."""
    return medians({"": work}, runs)[""]


def middle(times: Iterable[Taken]) -> Taken:
    """The median of the seconds; the most memory."""
    times = [*times]
    seconds = statistics.median(one.seconds for one in times)
    return Taken(seconds, max(one.memory for one in times))


@contextmanager
def watched(pid: int) -> Iterator[list[float]]:
    """The most MiB that a process and its children hold at once, while the block runs."""
    peak, over = [0.0], threading.Event()

    def look() -> None:
        while not over.wait(_EVERY):
            peak[0] = max(peak[0], _held(pid))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def _held(pid: int) -> float:
    """The MiB of a process and its children now, or the most that one of them ever held."""
    held = [*_tree(pid)]
    now, most = (sum(one[0] for one in held), max((one[1] for one in held), default=0))
    return max(now, most) / 1024


def _tree(pid: int) -> Iterator[tuple[int, int]]:
    """The KiB that a process and each of its children hold now, and the most that it ever held."""
    folder = _PROC / str(pid)
    with suppress(OSError, ValueError):  # it may have ended
        lines = (folder / "status").read_text().splitlines()
        values = {line.split()[0]: int(line.split()[1]) for line in lines if line.startswith("Vm")}
        yield values.get("VmRSS:", 0), values.get("VmHWM:", 0)
    with suppress(OSError):
        for task in (folder / "task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))
