"""How fast pages are on slow phones, by Lighthouse, which works it out from one visit.

    python tools/bench_phones.py

`make bench` prints it: for a page of each of six kinds, in English and in Arabic, the score, when
its first and its largest part is there, for how long the page does not answer, how far its parts
move, and the bytes that come. It builds the pages and the light edition for it. No test has such a
limit: what else the machine does would fail it.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import browsers
import lighthouse

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "tests/checkers/performance.mjs"
LANGUAGES = ("en", "ar")
KINDS = {
    "home": "",
    "stage": "checklist/setup/",
    "stakeholder": "stakeholders/companies/",
    "tool": "tools/responsibilities/",
    "workbook": "workbook/",
    "light edition": "downloads/{}/guide.html",
}
# The first is what Lighthouse takes for a phone, the second the 2G of WebPageTest with a phone that
# is half as fast again.
LINES = {
    "slow 4G": {"rttMs": 150, "throughputKbps": 1638.4, "cpuSlowdownMultiplier": 4},
    "2G": {"rttMs": 800, "throughputKbps": 280, "cpuSlowdownMultiplier": 6},
}
_COMPRESSED = (".html", ".css", ".js", ".json", ".svg")


class Compressing(lighthouse.Quiet):
    """Serves pages as hosts do: compressed, with the connection kept open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 - the base's name
        """Answers with the file, compressed where that makes it smaller."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path.name))
        if path.suffix in _COMPRESSED:
            data = gzip.compress(data, 9)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def addresses() -> dict[str, str]:
    """The address of each page below the site's, by its kind and language."""
    return {
        f"{kind}, {code}": page.format(code)
        if "{}" in page
        else ("" if code == "en" else f"{code}/") + page
        for kind, page in KINDS.items()
        for code in LANGUAGES
    }


def measured(site: Path, pages: list[str]) -> Iterator[dict[str, Any]]:
    """What Lighthouse says of each page below a site, on each line, as soon as it is known."""
    with lighthouse.serving(site, Compressing) as top, browsers.seeing("wide") as fonts:
        where = [top + page for page in pages]
        node = [str(lighthouse.NODE), str(SCRIPT), browsers.CHROMIUM, json.dumps(LINES), *where]
        with subprocess.Popen(
            node, env=fonts, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            for line in process.stdout or ():
                yield json.loads(line)
        if process.returncode:
            raise SystemExit(f"Lighthouse ended with {process.returncode}")


def build(folder: Path) -> Path:
    """Builds pages and light edition into a folder; gives that of the site."""
    made = folder / "made"
    guide = [sys.executable, "-m", "guide", "build", "--only", "site,book", "--out", str(made)]
    subprocess.run([*guide, "--languages", ",".join(LANGUAGES)], cwd=ROOT, check=True)
    return made / "site"


def main() -> None:
    """Prints the table."""
    names = addresses()
    print("| line | page | score | first (s) | largest (s) | blocked (ms) | shift | kB |")
    print("|---|---|---:|---:|---:|---:|---:|---:|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        site = build(Path(folder))
        kinds = [*names] * len(LINES)
        for kind, one in zip(kinds, measured(site, [*names.values()]), strict=True):
            print(
                f"| {one['line']} | {kind} | {one['score']} | {one['first'] / 1000:.1f} "
                f"| {one['largest'] / 1000:.1f} | {one['blocked']:.0f} | {one['shift']:.3f} "
                f"| {one['bytes'] / 1000:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
