"""`guide build` of all editions: cold, unchanged, and after one change of each kind.

Each run of a kind makes a change that no build has seen; between two, the first state is built
again, untimed. With `--verify` each result is compared with a clean build of the same state.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from measures import report
from measures.bench import LARGE, ONCE, Bench
from measures.processes import GUIDE, Taken, environment, middle, run

_SUMS = "dist/SHA256SUMS"
_TEMPLATE = "pages/stage.html"
_ITEM = "S-1.1"


def measure(bench: Bench) -> None:
    """Prints a table."""
    builds = _Builds(bench, bench.project(ONCE, "builds"))
    report.heading("guide build, all editions, 7 languages (t: plain Material, the pages)")
    cold = bench.cold(builds.root)
    builds.print("cold", middle(run(cold) for _ in range(bench.runs)), "cold")
    builds.print("unchanged", middle(run(builds.again) for _ in range(bench.runs)), "unchanged")
    builds.same("unchanged")
    for change in CHANGES:
        builds.print(change.name, builds.after(change), change.bar)
        builds.same(change.name)
    if not bench.quick:
        taken = run(bench.cold(bench.project(LARGE)))
        t = bench.t(LARGE)
        report.seconds("cold, ten times as large (t: its pages)", taken.seconds, t)
        report.memory("cold, ten times as large: memory", taken.memory, "memory")


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a project: its name, its bar, and what makes it, each time differently."""

    name: str
    bar: str
    make: Callable[[Path, int], None]


class _Builds:
    """A project with its last output and what the program kept of it."""

    def __init__(self, bench: Bench, root: Path) -> None:
        self.bench, self.root = bench, root
        self.again = replace(bench.cold(root), before=lambda: None)
        self.first, self.is_changed = root.with_name("first"), False
        shutil.copytree(root, self.first)

    def print(self, name: str, taken: Taken, bar: str) -> None:
        report.seconds(name, taken.seconds, self.bench.t(), bar)
        report.memory(f"{name}: memory", taken.memory)

    def undo(self) -> None:
        """Puts the first state back and builds it, if it was changed."""
        if not self.is_changed:
            return
        for name in ("content", "translations", "overrides"):
            shutil.rmtree(self.root / name, ignore_errors=True)
            if (self.first / name).exists():
                shutil.copytree(self.first / name, self.root / name)
        run(self.again)
        self.is_changed = False

    def after(self, change: Change) -> Taken:
        """The median of builds after a change."""
        found = []
        for number in range(self.bench.runs):
            self.undo()
            before = self.sums()
            change.make(self.root, number)
            self.is_changed = True
            found.append(run(self.again))
            if self.sums() == before:
                raise SystemExit(f"{change.name}: the output is the same; correct the change")
        return middle(found)

    def sums(self) -> str:
        """The checksums of the output."""
        return (self.root / _SUMS).read_text(encoding="utf-8")

    def same(self, name: str) -> None:
        """Compares the output with that of a clean build of the same state, if it is wanted."""
        if not self.bench.verify:
            return
        clean = self.root.with_name("clean")
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(self.root, clean, ignore=shutil.ignore_patterns("dist", ".dist-*"))
        run(self.bench.cold(clean))
        there = (clean / _SUMS).read_text(encoding="utf-8")
        differing = {*self.sums().splitlines()} ^ {*there.splitlines()}
        files = sorted({line.split("  ", 1)[1] for line in differing})
        report.row(f"{name}: files that differ from a clean build", str(len(files)))
        if files:
            self.bench.lost.append(f"after “{name}” these differ: {', '.join(files[:20])}")


def comma(text: str, number: int) -> str:
    """A text with a comma after one of its plain words, another for each number."""
    words = text.split(" ")
    plain = [place for place, word in enumerate(words) if word.isalpha()]
    words[plain[number % len(plain)]] += ","
    return " ".join(words)


def _french(root: Path, number: int) -> None:
    """A comma in the French text of an item of the checklist."""
    path = root / "translations/fr.po"
    po = polib.pofile(str(path))
    (entry,) = (entry for entry in po if entry.msgctxt == f"{_ITEM}.text")
    entry.msgstr = comma(entry.msgstr, number)
    po.save(str(path))


def _english(root: Path, number: int) -> None:
    """A comma in the English text of the same item."""
    path = root / "content/stages/setup.yml"
    before, item, after = path.read_text(encoding="utf-8").partition(f"code: {_ITEM}\n")
    head, field, rest = after.partition("text: >-\n")
    first, end, rest = rest.partition("\n")
    path.write_text(
        "".join((before, item, head, field, comma(first, number), end, rest)), encoding="utf-8"
    )


def _template(root: Path, number: int) -> None:
    """A comment in the template of a stage's page."""
    command = [*GUIDE, "theme", "copy", _TEMPLATE]
    subprocess.run(command, cwd=root, env=environment(), check=True, capture_output=True)
    with (root / "overrides" / _TEMPLATE).open("a", encoding="utf-8") as file:
        file.write(f"<!-- {number} -->\n")


CHANGES = (
    Change("one French text changed", "one French text", _french),
    Change("one English text changed", "one English text", _english),
    Change("one template changed", "", _template),
)
