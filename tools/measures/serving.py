"""`guide serve`: from the command to the first page, from a saved file to the page that has it."""

from __future__ import annotations

import itertools
import signal
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from measures import report
from measures.bench import LARGE, ONCE, Bench
from measures.processes import GUIDE, environment, kept_in, watched

_FILE, _PAGE = "content/stages/setup.yml", "checklist/setup/"
_PATIENCE = 300.0  # seconds
_PAUSE = 0.02  # between two looks at the page
_REST = 1.0  # seconds before the next change


def measure(bench: Bench) -> None:
    """Prints a table."""
    report.heading("guide serve, in English")
    sizes = {ONCE: "serve"} if bench.quick else {ONCE: "serve", LARGE: "serve, ten times"}
    for size, bar in sizes.items():
        root = bench.project(size, "served")
        with _served(root, bench.folder / "served") as (shows, memory):
            started = shows("<html")
            saves = [_saved(root, f"Setup{number}", shows) for number in range(bench.runs)]
        report.seconds(f"{size}: to the first page", started)
        report.seconds(f"{size}: from save to reload", statistics.median(saves), bar=bar)
        report.memory(f"{size}: memory", memory[0])


def _saved(root: Path, title: str, shows: Callable[[str], float]) -> float:
    """The seconds from saving a stage with another title until its page has that."""
    path = root / _FILE
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if line.startswith("title: "))
    lines[place] = f"title: {title}\n"
    time.sleep(_REST)
    path.write_text("".join(lines), encoding="utf-8")
    return shows(f"{title}<")


@contextmanager
def _served(root: Path, cache: Path) -> Iterator[tuple[Callable[[str], float], list[float]]]:
    """A running preview: what waits until the page has some words, and the most MiB so far."""
    port = _free_port()
    command = (*GUIDE, "serve", "--port", str(port))
    process = subprocess.Popen(
        command,
        cwd=root,
        env=environment(kept_in(cache)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def shows(words: str) -> float:
        begun = time.perf_counter()
        for _ in itertools.takewhile(lambda _: process.poll() is None, itertools.count()):
            if words in _page(f"http://127.0.0.1:{port}/{_PAGE}"):
                return time.perf_counter() - begun
            if time.perf_counter() - begun > _PATIENCE:
                break
            time.sleep(_PAUSE)
        raise SystemExit(f"guide serve does not show “{words}” on {_PAGE}")

    try:
        with watched(process.pid) as memory:
            yield shows, memory
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _page(address: str) -> str:
    """The page at an address of this machine; '' if there is none yet."""
    try:
        with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310 - local
            return str(answer.read().decode())
    except (urllib.error.URLError, OSError):
        return ""


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
