"""`guide serve`: from the command to the first page, from a saved file to the page that has it."""

from __future__ import annotations

import re
import signal
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from measures import report
from measures.bench import LARGE, ONCE, Bench
from measures.processes import GUIDE, environment, kept_in, watched

_PAGE = "checklist/setup/"
_YAML, _PO = "content/stages/setup.yml", "translations/fr.po"
_EVENTS = re.compile(r'data-events="/([^"]+)"')
_PATIENCE = 300.0  # seconds
_PAUSE = 0.02  # between two looks at a page that is not there yet
_REST = 1.0  # seconds before the next change


def measure(bench: Bench) -> None:
    """Prints a table."""
    report.heading("guide serve")
    sizes = {ONCE: "serve"} if bench.quick else {ONCE: "serve", LARGE: "serve, ten times"}
    for size, bar in sizes.items():
        root = bench.project(size, "served")
        for code, change in (("en", _retitled), ("fr", _retranslated)):
            with _served(root, bench.folder / f"served-{code}", code) as (address, memory):
                started = _first(address)
                saves = [_saved(address, root, change, n) for n in range(bench.runs)]
            report.seconds(f"{size}, {code}: to the first page", started)
            report.seconds(
                f"{size}, {code}: from save to reload", statistics.median(saves), bar=bar
            )
            report.memory(f"{size}, {code}: memory", memory[0])


def _retitled(root: Path, title: str) -> None:
    """Gives a stage another title."""
    text = (root / _YAML).read_text(encoding="utf-8")
    text = re.sub(r"(?m)^title: .*$", f"title: {title}", text, count=1)
    (root / _YAML).write_text(text, encoding="utf-8")


def _retranslated(root: Path, title: str) -> None:
    """Gives its translation another one."""
    text = (root / _PO).read_text(encoding="utf-8")
    before, context, after = text.partition('msgctxt "stage.setup.title"\n')
    after = re.sub(r'(?m)^msgstr ".*"$', f'msgstr "{title}"', after, count=1)
    (root / _PO).write_text(before + context + after, encoding="utf-8")


def _saved(address: str, root: Path, change: Callable[[Path, str], None], number: int) -> float:
    """The seconds from a save until a browser that is told to reload has the page with it."""
    found = _EVENTS.search(_page(address + _PAGE))
    assert found, "the page does not listen to the preview"
    top = urllib.parse.urljoin(address, "/")
    with urllib.request.urlopen(top + found[1], timeout=_PATIENCE) as events:  # noqa: S310 - local
        time.sleep(_REST)
        title = f"Setup{number}"
        begun = time.perf_counter()
        change(root, title)
        while events.readline() != b"event: reload\n":
            pass
    if f"{title}<" not in _page(address + _PAGE):
        raise SystemExit(f"guide serve does not show “{title}” on {_PAGE}")
    return time.perf_counter() - begun


def _first(address: str) -> float:
    """The seconds until there is a page."""
    begun = time.perf_counter()
    while "<html" not in _page(address + _PAGE):
        if time.perf_counter() - begun > _PATIENCE:
            raise SystemExit(f"guide serve does not show {_PAGE}")
        time.sleep(_PAUSE)
    return time.perf_counter() - begun


@contextmanager
def _served(root: Path, cache: Path, code: str) -> Iterator[tuple[str, list[float]]]:
    """A running preview of a language: the address of its first page, and the most MiB so far."""
    port = _free_port()
    command = (*GUIDE, "serve", "--language", code, "--port", str(port))
    process = subprocess.Popen(
        command,
        cwd=root,
        env=environment(kept_in(cache)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with watched(process.pid) as memory:
            yield f"http://127.0.0.1:{port}/{'' if code == 'en' else f'{code}/'}", memory
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
