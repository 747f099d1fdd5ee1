"""Lighthouse on built pages: accessibility and best practices, with what costs a page its 100.

    make lighthouse
    python tools/lighthouse.py [SITE [PAGE …]]

SITE is a built site (default: dist/site), PAGE an address below it (default: every page). It prints
a line for each page, with what is not perfect below it, and exits with 1 if anything is not.
"""

from __future__ import annotations

import functools
import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import browsers

ROOT = Path(__file__).parents[1]
NODE = Path(sys.executable).with_name("node")
SCRIPT = ROOT / "tests/checkers/lighthouse.mjs"
LOST = "404.html"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


def base_of(site: Path) -> str:
    """The path that a site was built for, such as "base/path/", from the links of its 404.html."""
    found = re.search(r'href="/([^"]*)assets/', (site / LOST).read_text(encoding="utf-8"))
    return found[1] if found else ""


@contextmanager
def serving(site: Path, answers: type[Quiet] = Quiet) -> Iterator[str]:
    """Serves a site on this machine, at the path that it was built for; gives its address."""
    with tempfile.TemporaryDirectory() as name:
        base = base_of(site)
        top = Path(name) / "top"
        (place := top / base).parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(site.resolve(), target_is_directory=True)
        handler = functools.partial(answers, directory=str(top))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/{base}"
            server.shutdown()


def pages_of(site: Path) -> list[str]:
    """The address of every page of a site, the page for wrong addresses too."""
    found = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return ["" if path == "." else f"{path}/" for path in found] + [LOST]


def judged(addresses: list[str]) -> Iterator[dict[str, Any]]:
    """What Lighthouse says of each page, as soon as it is known."""
    command = [str(NODE), str(SCRIPT), browsers.CHROMIUM, *addresses]
    with (
        browsers.seeing("wide") as fonts,
        subprocess.Popen(
            command, env=fonts, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process,
    ):
        for line in process.stdout or ():
            yield json.loads(line)
    if process.returncode:
        raise SystemExit(f"Lighthouse ended with {process.returncode}")


def main(arguments: list[str]) -> int:
    """Prints the table; gives the exit status."""
    site = Path(arguments[0]) if arguments else ROOT / "dist/site"
    perfect = True
    print("| accessibility | best practices | page |\n|---:|---:|---|")
    with serving(site) as address:
        for found in judged([address + page for page in arguments[1:] or pages_of(site)]):
            scores = [found["scores"].get(name) for name in ("accessibility", "best-practices")]
            page = found["address"].removeprefix(address)
            print(f"| {scores[0]} | {scores[1]} | /{page} |", flush=True)
            for fault in found["faults"]:
                print(f"  {fault}", flush=True)
            perfect &= scores == [100, 100]
    return 0 if perfect else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
