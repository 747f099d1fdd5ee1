"""A project folder as a whole: the guide in each of its languages, read once a process.

MkDocs builds each language by itself and macros are loaded anew for each; here they share what was
read, until a file changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from guide.content import loader
from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.languages import SOURCE
from guide.core.model import Guide
from guide.i18n import catalogue, publication, stray_files, terminology
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks import cached as cached_errors
from guide.i18n.checks import checks, waivers
from guide.i18n.coverage import coverage
from guide.i18n.publication import Gate, PublicationStatus
from guide.i18n.terminology import Terminology
from guide.site import page_sources
from guide.site import settings as site_settings
from guide.site.config import SiteRequest, SiteSettings
from guide.site.session import SiteSession
from guide.theme import colours, overrides
from guide.theme.files import OVERRIDES, ThemeFiles

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
    def standings(self) -> dict[str, PublicationStatus]:
        """Where each language stands before the gate."""
        return {code: self.gate.standing(guide) for code, guide in self.guides.items()}

    @property
    def published(self) -> tuple[str, ...]:
        """Codes of the languages that readers are shown."""
        return tuple(
            c for c, found in self.standings.items() if found is not PublicationStatus.HIDDEN
        )

    def session(self, settings: SiteSettings, request: SiteRequest) -> SiteSession:
        """A site of this project, ready to be built."""
        coverages = tuple(coverage(guide, self.gate) for guide in self.guides.values())
        return SiteSession(
            self.guides, coverages, self.terminology, self.incomplete, settings, request
        )

    @property
    def incomplete(self) -> frozenset[str]:
        """Codes of the languages that are to be shown as incomplete."""
        found = self.standings.items()
        return frozenset(code for code, one in found if one is not PublicationStatus.COMPLETE)


def load(root: Path) -> Project:
    """The project in a folder. Raises ContentError with every problem of content and catalogues."""
    diagnostics: list[Diagnostic] = []
    guides: dict[str, Guide] = {}
    listing = _gather(diagnostics, partial(publication.read, root))
    source = _gather(diagnostics, partial(load_source, root))
    terms = _gather(diagnostics, partial(terminology.read, root)) or {}
    for language in listing.languages if listing else ():
        if language == SOURCE and source:
            guides[language] = source
        elif language != SOURCE and (
            made := _gather(diagnostics, partial(Catalogue.read, root, language))
        ):
            waived = _gather(diagnostics, partial(waivers.read, root, language)) or []
            diagnostics += cached_errors.errors(source or loader.read(root)[0], made, waived)
            if source:
                guides[language] = catalogue.translate(source, made)
    if diagnostics or listing is None:
        raise ContentError(diagnostics)
    return Project(root, guides, terms, listing.gate)


def load_source(root: Path) -> Guide:
    """The guide in its source language alone; raises ContentError."""
    guide, diagnostics = _read_source(root)
    if diagnostics:
        raise ContentError(diagnostics)
    return loader.link_both_ways(guide)


def _read_source(root: Path) -> tuple[Guide, list[Diagnostic]]:
    """What can be read of the guide in its source language, and every problem in it."""
    guide, diagnostics = loader.read(root)
    return guide, [*diagnostics, *checks.source_problems(guide)]


def check(root: Path) -> Project:
    """The project in a folder; raises ContentError with every problem, those of its pages too."""
    try:
        loaded = cached(root)
    except ContentError as error:
        guide, _ = loader.read(root)
        raise ContentError([*error.diagnostics, *_around(guide, root)]) from None
    if found := _around(loaded.source, root):
        raise ContentError(found)
    return loaded


def _around(guide: Guide, root: Path) -> list[Diagnostic]:
    """The problems of what stands beside the content: pages, settings, files that nobody reads."""
    return [
        *page_sources.diagnostics(guide, root),
        *site_settings.diagnostics(root),
        *stray_files.diagnostics(root),
        *overrides.diagnostics(root),
        *colours.diagnostics(ThemeFiles(root)),
    ]


def _gather(diagnostics: list[Diagnostic], step: Callable[[], T]) -> T | None:
    """What the step gives; None, with its problems noted, where it fails."""
    try:
        return step()
    except ContentError as error:
        diagnostics += error.diagnostics
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
    named = ("content", "translations", OVERRIDES, "plugins")
    return [root / name for name in named if (root / name).is_dir()]
