"""Floor 4. A project folder as a whole: the guide in each of its languages, read once a process.

MkDocs builds each language by itself and macros are loaded anew for each; here they share what was
read, until a file changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from guide import catalogue, content, publishing, terminology
from guide.catalogue import Catalogue
from guide.checking import remembered, waivers
from guide.languages import SOURCE
from guide.model import Guide
from guide.problems import ContentError, Problem
from guide.publishing import Gate, Standing
from guide.terminology import Terminology

T = TypeVar("T")


@dataclass(frozen=True)
class Project:
    """A guide in each of its languages; the source language comes first."""

    root: Path
    guides: dict[str, Guide]
    terminology: Terminology
    gate: Gate

    @property
    def source(self) -> Guide:
        """The guide in its source language."""
        return self.guides[SOURCE]

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages, whether published or not."""
        return tuple(self.guides)

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Where each language stands before the gate."""
        return {code: self.gate.standing(guide) for code, guide in self.guides.items()}

    @property
    def published(self) -> tuple[str, ...]:
        """Codes of the languages that readers are shown."""
        return tuple(c for c, found in self.standings.items() if found is not Standing.HIDDEN)

    @property
    def incomplete(self) -> frozenset[str]:
        """Codes of the languages that are to be shown as incomplete."""
        found = self.standings.items()
        return frozenset(code for code, one in found if one is not Standing.COMPLETE)


def load(root: Path) -> Project:
    """The project in a folder. Raises ContentError with every problem of content and catalogues."""
    problems: list[Problem] = []
    guides: dict[str, Guide] = {}
    listing = _gather(problems, partial(publishing.read, root))
    source = _gather(problems, partial(content.load, root))
    terms = _gather(problems, partial(terminology.read, root)) or {}
    for language in listing.languages if listing else ():
        if language == SOURCE and source:
            guides[language] = source
        elif language != SOURCE and (
            made := _gather(problems, partial(Catalogue.read, root, language))
        ):
            let_stand = _gather(problems, partial(waivers.read, root, language)) or []
            problems += remembered.errors(source or content.read(root)[0], made, let_stand)
            if source:
                guides[language] = catalogue.translate(source, made)
    if problems or listing is None:
        raise ContentError(problems)
    return Project(root, guides, terms, listing.gate)


def load_source(root: Path) -> Guide:
    """The guide in its source language alone; raises ContentError."""
    return content.load(root)


def _gather(problems: list[Problem], step: Callable[[], T]) -> T | None:
    """What the step gives; None, with its problems noted, where it fails."""
    try:
        return step()
    except ContentError as error:
        problems += error.problems
        return None


_cache: dict[Path, tuple[tuple[tuple[str, int], ...], Project]] = {}


def cached(root: Path) -> Project:
    """`load`, or what it gave before if no input has changed since."""
    stamp = tuple((str(path), path.stat().st_mtime_ns) for path in sorted(_inputs(root)))
    if root not in _cache or _cache[root][0] != stamp:
        _cache[root] = (stamp, load(root))
    return _cache[root][1]


def _inputs(root: Path) -> Iterator[Path]:
    for folder, pattern in (("content", "*.yml"), ("content", "*.tsv"), ("translations", "*.*")):
        yield from (path for path in (root / folder).rglob(pattern) if path.is_file())


def sources(root: Path) -> list[Path]:
    """The folders of a project that pages are made of, besides docs/."""
    named = ("content", "translations", "overrides", "plugins")
    return [root / name for name in named if (root / name).is_dir()]
