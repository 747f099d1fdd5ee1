"""`guide serve` as a process of its own, and a browser's side of it without a browser."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

ADDED = re.compile(r'<link rel="stylesheet" href="/\.guide/.*?</script>\n?', re.DOTALL)
_EVENTS = re.compile(r'data-events="/([^"]+)"')
_PATIENCE = 60.0  # seconds: far longer than it ever takes


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def fetch(address: str, host: str = "") -> tuple[int, str]:
    """The status and the text for an address of this machine."""
    request = urllib.request.Request(address, headers={"Host": host} if host else {})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@dataclass(frozen=True)
class Previewed:
    """A running preview: the address of its root, its process, the file with what it says."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def port(self) -> int:
        return int(self.address.rstrip("/").rpartition(":")[2])

    @property
    def said(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines()

    def page(self, path: str) -> str:
        """A page that must be there."""
        status, text = fetch(self.address + path)
        assert status == 200, text
        return text

    @contextmanager
    def listening(self, path: str) -> Iterator[Listener]:
        """What a browser with a page open is told."""
        _, text = fetch(self.address + path)
        found = _EVENTS.search(text)
        assert found
        events = urllib.request.urlopen(self.address + found[1], timeout=_PATIENCE)  # noqa: S310
        with events:
            yield Listener(events)

    def told(self, line: str) -> None:
        """Waits until a line is on the terminal."""
        ends = time.monotonic() + _PATIENCE
        while line not in self.said:
            assert time.monotonic() < ends, self.said
            time.sleep(0.05)


@dataclass(frozen=True)
class Listener:
    events: HTTPResponse

    def next(self) -> tuple[str, list[str]]:
        """The next event: `reload`, or `problems` with their lines."""
        while not (line := self.events.readline()).startswith(b"event: "):
            assert line, "the preview ended"
        data = self.events.readline().removeprefix(b"data:").strip()
        return line[7:].strip().decode(), json.loads(data or b"[]")

    def reloads(self) -> None:
        """Waits until the page is to be loaded again."""
        while self.next()[0] != "reload":
            pass

    def problems(self) -> list[str]:
        """The lines of the next event, which tells problems."""
        kind, lines = self.next()
        assert kind == "problems"
        return lines


@contextmanager
def previewing(root: Path, language: str = "en", port: int = 0) -> Iterator[Previewed]:
    """A running preview of a project, from its first page on; Ctrl-C ends it."""
    port = port or free_port()
    command = [*(sys.executable, "-m", "guide", "serve"), "--language", language]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with log.open("wb") as file:
            process = subprocess.Popen([*command, "--port", str(port)], cwd=root, stderr=file)
        shown = Previewed(f"http://127.0.0.1:{port}/", process, log)
        try:
            while not any("press Ctrl-C" in line for line in shown.said):
                assert process.poll() is None, shown.said
                time.sleep(0.02)
            yield shown
            assert "Traceback" not in "\n".join(shown.said)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=_PATIENCE)
