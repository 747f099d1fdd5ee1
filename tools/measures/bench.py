"""What every measurement shares: the options, the guides that are built, and the time `t`."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from measures import generators, projects
from measures.generators import Generator
from measures.processes import GUIDE, Taken, Work, kept_in, medians
from measures.words import words

TIMES = 10
OURS = "ours: guide build --only site, cold"


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a guide: this one so many times, in its own languages or in 21."""

    times: int = 1
    many: bool = False

    def __str__(self) -> str:
        return f"{self.times} ×, {21 if self.many else 7} languages"


ONCE, LARGE = Size(), Size(TIMES)


@dataclass(eq=False)
class Bench:
    """A run of the tool in a temporary folder.

    `runs`: how often each thing is measured. `quick` leaves out what takes long. `verify` compares
    each build with a clean one. `install` installs other generators. `lost` gathers what no machine
    excuses: outputs that differ or are lost.
    """

    folder: Path
    runs: int = 3
    quick: bool = False
    verify: bool = False
    install: bool = False
    lost: list[str] = field(default_factory=list)
    measured: dict[Size, dict[str, Taken]] = field(default_factory=dict)
    counted: dict[Size, int] = field(default_factory=dict)

    @cached_property
    def generators(self) -> tuple[Generator, ...]:
        """The other generators to measure: those that are installed."""
        names = (generators.MATERIAL,) if self.quick else ()
        return tuple(generators.found(names, install=self.install).values())

    def project(self, size: Size, use: str = "") -> Path:
        """A guide of a size, made when it is first asked for; one for each use that changes it."""
        root = self.folder / f"{size.times}-{size.many}-{use}"
        if not root.exists():
            projects.made(root, size.times, many=size.many)
        return root

    def cold(self, root: Path, *options: str) -> Work:
        """A build with an empty cache and no earlier output."""
        cache = root.with_name(f"{root.name}cache")

        def clean() -> None:
            shutil.rmtree(cache, ignore_errors=True)
            shutil.rmtree(root / "dist", ignore_errors=True)

        return Work((*GUIDE, "build", *options), root, kept_in(cache), clean)

    def pages(self, size: Size) -> dict[str, Taken]:
        """What our pages of a size took and those of each generator, in turn; measured once."""
        if size not in self.measured:
            root = self.project(size)
            texts = words(root)
            self.counted[size] = len(texts)
            works = {OURS: self.cold(root, "--only", "site")}
            others = self.folder / f"others-{size.times}-{size.many}"
            for one in self.generators:
                works[one.name] = generators.prepared(one, texts, others / one.name.split(",")[0])
            self.measured[size] = medians(works, self.runs)
            shutil.rmtree(others, ignore_errors=True)
        return self.measured[size]

    def t(self, size: Size = ONCE) -> float:
        """The seconds of plain Material for the pages of a size; 0 if it is not installed."""
        found = self.pages(size).get(generators.MATERIAL)
        return found.seconds if found else 0
