"""Times the workbook page on a slow computer: a key in a note, a full file that is opened.

    python tools/bench_workbook.py

`make bench` prints it: for our guide and for one of 1,000 points (`tools/measures/scale.py`), the
compressed bytes of the page and of its two scripts, and the milliseconds in which the page's own
thread was at work, with the processor slowed to a quarter. The file has 2,000 characters of notes
for each point. No test has a limit of time.
"""

from __future__ import annotations

import gzip
import json
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

import browsers
from guide import project, starting
from guide.adapters import config
from guide.core.model import Guide
from guide.files.yaml_text import dump
from guide.site import builder
from guide.site.config import SiteRequest, Target
from measures import scale

ROOT = Path(__file__).parents[1]
SCRIPTS = ("workbook-file.js", "workbook.js")
SLOWER, KEYS, LARGE = 4, 21, 1_000
NOTES = "What we found, and where it is kept. " * 54
_TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def built(root: Path, folder: Path) -> tuple[Guide, Path]:
    """The guide of a project, and its page in the source language, to be opened from a folder."""
    loaded = project.load(root)
    request = SiteRequest((loaded.source.language,), Target.FOLDER)
    builder.build(loaded.session(config.settings(root), request), folder)
    return loaded.source, folder / "workbook.html"


def filled(guide: Guide, folder: Path) -> Path:
    """A file with notes for each point."""
    answers = {"status": "partly", "owner": "Awa", "notes": NOTES[:2_000]}
    data = {"format": f"{guide.slug}-workbook", "version": 1}
    path = folder / "full.json"
    path.write_text(json.dumps({**data, "points": dict.fromkeys(guide.points, answers)}))
    return path


class Clock:
    """Counts how long a page was at work."""

    def __init__(self, page: Page) -> None:
        self._page, self._session = page, page.context.new_cdp_session(page)
        self._session.send("Performance.enable")
        self._session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def now(self) -> float:
        """The milliseconds of work until the next frame is drawn."""
        self._page.evaluate(_TWO_FRAMES)
        return _worked(self._session)


def _worked(session: CDPSession) -> float:
    found = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in found if one["name"] == "TaskDuration")) * 1_000


def times(page: Page, address: str, file: Path) -> tuple[float, float]:
    """The milliseconds to open a file, and the median of those for a key in a note."""
    page.goto(address)
    clock = Clock(page)
    begun = clock.now()
    page.set_input_files("[data-action=open]", file)
    page.wait_for_function("document.querySelector('[data-part=said]').textContent")
    opened = clock.now() - begun
    notes = page.locator("article [name=notes]").first
    notes.press("End")
    taken = []
    for _ in range(KEYS):
        begun = clock.now()
        page.keyboard.press("x")
        taken.append(clock.now() - begun)
    return opened, statistics.median(taken)


def travelling(path: Path) -> int:
    """The compressed bytes of a file."""
    return len(gzip.compress(path.read_bytes(), 9))


def main() -> None:
    """Prints a table."""
    print("| points | page | scripts | open a full file | a key in a note |\n|---|---|---|---|---|")
    with (
        tempfile.TemporaryDirectory() as folder,
        browsers.seeing("wide") as environment,
        sync_playwright() as playwright,
    ):
        large = Path(folder) / "large"
        content = scale.content(LARGE)
        starting.start({name: dump(data) for name, data in content.items()}, large)
        browser = playwright.chromium.launch(
            executable_path=browsers.CHROMIUM, env={**environment}, args=["--no-sandbox"]
        )
        for root in (ROOT, large):
            site = Path(folder) / f"site-{root.name}"
            guide, page = built(root, site)
            tab = browser.new_page(viewport={"width": 390, "height": 780})
            opened, key = times(tab, page.as_uri(), filled(guide, site))
            tab.close()
            sizes = travelling(page), sum(travelling(site / "assets" / name) for name in SCRIPTS)
            bytes_of = " | ".join(f"{size:,} bytes" for size in sizes)
            print(f"| {len(guide.points):,} | {bytes_of} | {opened:.0f} ms | {key:.0f} ms |")
        browser.close()


if __name__ == "__main__":
    main()
