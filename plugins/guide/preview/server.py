"""The server of the preview, for browsers of this machine alone."""

from __future__ import annotations

import mimetypes
import os
import socketserver
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

from guide.preview.state import EVENTS, Preview, Reply

HOST = "127.0.0.1"
_NAMES = frozenset({HOST, "localhost"})
_PAUSE = 0.1  # seconds in which a server that is to stop notices it
# What systems call otherwise, or do not know.
_TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".md": "text/markdown"}


class PreviewServer(ThreadingHTTPServer):
    """Has a port as soon as it is made, and answers there from when it begins until it is left.

    Raises OSError where the port is in use.
    """

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # where it would take a port that is in use
    preview: Preview

    def __init__(self, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self._thread = Thread(target=self.serve_forever, args=(_PAUSE,), daemon=True)

    def server_bind(self) -> None:
        """Binds without asking the network for the name of this machine, as the base does."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    def begin(self, preview: Preview) -> None:
        """Answers from a preview; browsers that asked before have waited."""
        self.preview = preview
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        if self._thread.is_alive():
            self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Passes over browsers that went away; anything else is a bug, and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PreviewServer

    def do_GET(self) -> None:
        # A page of another site could reach this server under a name of its own (DNS rebinding).
        if self.headers.get("Host", "").partition(":")[0] not in _NAMES:
            self.send_error(HTTPStatus.FORBIDDEN, "this preview answers to 127.0.0.1 alone")
            return
        asked = urlsplit(self.path)
        path = unquote(asked.path).removeprefix("/")
        if path == EVENTS:
            self._tell((parse_qs(asked.query).get("version") or [""])[0])
        else:
            self._send(self.server.preview.answer(path))

    do_HEAD = do_GET  # noqa: N815 - the base's name

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", _type(reply.name))
        self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("Cache-Control", "no-cache")
        if reply.address:
            self.send_header("Location", reply.address)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def _tell(self, version: str) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        for event in self.server.preview.events(version):
            self.wfile.write(event)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Says nothing: each request of a browser would be a line."""


def _type(name: str) -> str:
    ending = PurePosixPath(name).suffix.lower()
    found = _TYPES.get(ending) or mimetypes.guess_type(f"a{ending}")[0]
    if not found:
        return "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
