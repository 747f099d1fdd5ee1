"""A host on this machine that reads `_headers`, as Netlify and Cloudflare Pages do.

Of every rule that fits an address the headers are sent; where two rules set the same one, the
values are joined by a comma. `*` stands for anything, `:name` for one part of an address.
"""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

Rules = list[tuple[re.Pattern[str], dict[str, str]]]


def rules(file: Path) -> Rules:
    """The rules of a `_headers` file: a pattern of addresses, and the headers by name."""
    found: Rules = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            found.append((_pattern(line.strip()), {}))
        elif line.strip() and not line.startswith("#"):
            assert line[0].isspace(), f"neither address nor header nor comment: {line}"
            name, value = line.split(":", 1)
            assert name.strip() not in found[-1][1], f"{name} is set twice by one rule"
            found[-1][1][name.strip()] = value.strip()
    return found


def _pattern(rule: str) -> re.Pattern[str]:
    parts = re.split(r"(\*|:[A-Za-z]\w*)", rule)
    told = {"*": ".*", ":": "[^/]+"}
    return re.compile("".join(told.get(part[:1], re.escape(part)) for part in parts))


def headers(found: Rules, path: str) -> dict[str, list[str]]:
    """The values of each header that a path is sent with, one for each rule that sets it."""
    sent: dict[str, list[str]] = {}
    for pattern, values in found:
        if pattern.fullmatch(path):
            for name, value in values.items():
                sent.setdefault(name, []).append(value)
    return sent


class _Host(SimpleHTTPRequestHandler):
    rules: Rules

    def __init__(self, *arguments: object, rules: Rules, directory: str) -> None:
        self.rules = rules
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        for name, values in headers(self.rules, urlsplit(self.path).path).items():
            self.send_header(name, ", ".join(values))
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """The address of a site at the root of a host."""
    handler = functools.partial(_Host, rules=rules(site / "_headers"), directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()
