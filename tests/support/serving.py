"""A site on a server of this machine."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Served:
    """A site under a base path on this machine."""

    address: str


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@contextmanager
def serving(site: Path, top: Path, base: str = "any/base") -> Iterator[Served]:
    """A site on a local server, below `base`; `top` is an empty folder for its root."""
    (top / base).parent.mkdir(parents=True)
    (top / base).symlink_to(site, target_is_directory=True)
    handler = functools.partial(_Quiet, directory=str(top))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(f"http://127.0.0.1:{server.server_port}/{base}/")
    server.shutdown()
    server.server_close()
    thread.join()
