"""A project folder as a whole: the guide in each of its languages, read once per process.

MkDocs builds each language separately and loads the macros again each time. Here they all share
what was read, until a file changes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from guide.content import loader
from guide.core import queries
from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.errors import GuideError
from guide.core.model import Guide
from guide.files import cache, fingerprint
from guide.files.workers import Workers
from guide.i18n import catalogue, publication, reading, stray_files, terminology
from guide.i18n.checks import cached as cached_errors
from guide.i18n.coverage import Coverage, coverage
from guide.i18n.publication import Gate, PublicationStatus
from guide.i18n.terminology import Terminology
from guide.site import anchors, page_sources
from guide.site import settings as site_settings
from guide.site.config import SiteRequest, SiteSettings
from guide.site.page_checks import PageChecks
from guide.site.session import SiteSession
from guide.theme import branding, overrides
from guide.theme.files import ASSETS, OVERRIDES, ThemeFiles

T = TypeVar("T")
_CONTENT = "content/"
# What it looks for comes first, so that it need not look at what stands before each letter.
_LINE = re.compile(r", line=(?:(?<=\.(?:yml|tsv)', line=)|(?<=\.po', line=))\d+(?=\))")


@dataclass(frozen=True)
class Project:
    """A guide in each of its languages; the source language comes first.

    `digests` holds a hash of all that is made of each language: its texts, what the project
    overrides, this program.
    """

    root: Path
    guides: dict[str, Guide]
    terminology: Terminology
    gate: Gate
    digests: dict[str, bytes] = field(default_factory=dict)

    @property
    def source(self) -> Guide:
        """The guide in its source language."""
        return next(iter(self.guides.values()))

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages, whether published or not."""
        return tuple(self.guides)

    @cached_property
    def standings(self) -> dict[str, PublicationStatus]:
        """The publication status of each language, by its code."""
        return {code: self.gate.standing(guide) for code, guide in self.guides.items()}

    @property
    def published(self) -> tuple[str, ...]:
        """Codes of the languages that readers are shown."""
        return tuple(
            code
            for code, status in self.standings.items()
            if status is not PublicationStatus.HIDDEN
        )

    def session(self, settings: SiteSettings, request: SiteRequest) -> SiteSession:
        """A site of this project, ready to be built."""
        return SiteSession(
            self.guides,
            settings,
            request,
            self.coverages,
            self.terminology,
            self.incomplete,
            self.digests,
        )

    @cached_property
    def coverages(self) -> tuple[Coverage, ...]:
        """The progress of each language."""
        return tuple(coverage(guide, self.gate) for guide in self.guides.values())

    @property
    def incomplete(self) -> frozenset[str]:
        """Codes of the languages that are shown as incomplete, if at all."""
        return frozenset(
            code
            for code, status in self.standings.items()
            if status is not PublicationStatus.COMPLETE
        )


class _ChangedError(GuideError):
    """Somebody changed a file while it was read."""


def load(root: Path, workers: Workers[Any] | None = None) -> Project:
    """Reads the project in a folder; takes languages that were read before from the cache.

    Those of which nothing is kept are read by `workers` too, where there are any. Raises
    ContentError with every problem of its content and its catalogues.
    """
    while True:
        inputs = _hashes(root)
        with suppress(_ChangedError):
            found = _read(root, inputs, workers)
            if _hashes(root) != inputs:
                raise _ChangedError
            return replace(found, digests=_digests(found, inputs))


def _hashes(root: Path) -> dict[str, bytes]:
    """Hashes of what a project is made from: by its code what only one language depends on."""
    named: dict[str, list[Path]] = {}
    for path in sorted((root / "translations").glob("*")):
        named.setdefault(path.name.partition(".")[0], []).append(path)
    return {
        "program/": fingerprint.program(),
        _CONTENT: fingerprint.files(root, [root / "content"]),
        f"{OVERRIDES}/": fingerprint.files(root, [root / OVERRIDES, root / "docs" / ASSETS]),
        **{name: fingerprint.files(root, paths) for name, paths in named.items()},
    }


def _digests(found: Project, inputs: Mapping[str, bytes]) -> dict[str, bytes]:
    """Hashes of all that is made of each language: of the texts that it has, not of their files.

    So a text that changes in one language changes another only where that shows it, or its state.
    """
    shared = [value for name, value in inputs.items() if name not in {*found.guides, _CONTENT}]
    cover = _told(queries.cover(found.source))
    return {
        code: cache.digest([*shared, cover, _told(guide)]) for code, guide in found.guides.items()
    }


def _told(guide: Guide) -> bytes:
    """All that a guide says; lines of files, which only problems name, change with any text."""
    return _LINE.sub("", repr(guide)).encode()


def _read(root: Path, inputs: Mapping[str, bytes], workers: Workers[Any] | None) -> Project:
    def kept(key: list[bytes], make: Callable[[], Guide]) -> Guide | None:
        def steady() -> Guide:
            made = make()
            if _hashes(root) != inputs:  # else it would be kept for what is not there any more
                raise _ChangedError
            return made

        return gather(diagnostics, lambda: cache.cached_object(key, steady))

    diagnostics: list[Diagnostic] = []
    listing = gather(diagnostics, partial(publication.read, root))
    codes = listing.translations if listing else ()
    shared = [value for name, value in inputs.items() if name not in codes]
    key = [b"source", os.fsencode(root), *shared]
    source = kept(key, partial(load_source, root))
    terms = gather(diagnostics, partial(terminology.read, root)) or {}
    as_read = source or loader.read(root)[0]
    keys = {code: [b"translation", *key, inputs.get(code, b"")] for code in codes}
    new = [code for code, key in keys.items() if not cache.has_object(key)]
    begun = reading.begin(root, as_read, new, workers)
    guides = {source.language: source} if source else {}
    for code in codes:
        if guide := kept(keys[code], partial(reading.sound, root, as_read, code, begun)):
            guides[code] = guide
    if diagnostics or listing is None:
        raise ContentError(diagnostics)
    known = {code: replace(guide, languages=tuple(guides)) for code, guide in guides.items()}
    return Project(root, known, terms, listing.gate)


def load_source(root: Path) -> Guide:
    """Reads only the guide in its source language; raises ContentError with every problem in it."""
    guide, diagnostics = _read_source(root)
    if diagnostics:
        raise ContentError(diagnostics)
    return loader.link_both_ways(guide)


def _read_source(root: Path) -> tuple[Guide, list[Diagnostic]]:
    """As much of the guide in its source language as can be read, and every problem in it."""
    guide, diagnostics = loader.read(root)
    guide = catalogue.in_source_language(guide)
    return guide, [*diagnostics, *cached_errors.source_problems(guide)]


def check(root: Path, workers: Workers[Any] | None = None) -> Project:
    """Reads the project in a folder and also checks its pages, settings and stray files.

    `workers` help as in `load`. Raises ContentError with every problem.
    """
    try:
        loaded = cached(root, workers)
    except ContentError as error:
        guide, _ = loader.read(root)
        listing = gather([], partial(publication.read, root))
        languages = listing.languages if listing else _found(guide, root)
        problems = _around(PageChecks(replace(guide, languages=languages), root, languages))
        raise ContentError([*error.diagnostics, *problems]) from None
    pages = PageChecks(loaded.source, root, loaded.languages)
    problems = _around(pages) or [*anchors.diagnostics(pages)]
    if problems:
        raise ContentError(problems)
    return loaded


def _found(guide: Guide, root: Path) -> tuple[str, ...]:
    """The languages that a project has files for, where its list of them cannot be read."""
    files = sorted((root / "translations").glob("*.po"))
    return (guide.profile.source_language, *(path.stem for path in files))


def _around(pages: PageChecks) -> list[Diagnostic]:
    """The problems of what surrounds the content: pages, settings, unused files."""
    root = pages.root
    return [
        *page_sources.diagnostics(pages.guide, root),
        *pages.diagnostics(),
        *site_settings.diagnostics(root),
        *stray_files.diagnostics(root),
        *overrides.diagnostics(root),
        *branding.diagnostics(ThemeFiles(root)),
    ]


def gather(diagnostics: list[Diagnostic], step: Callable[[], T]) -> T | None:
    """The result of a step; if it raises ContentError, notes its problems and returns None."""
    try:
        return step()
    except ContentError as error:
        diagnostics += error.diagnostics
        return None


_cache: dict[Path, tuple[tuple[tuple[str, int], ...], Project]] = {}


def cached(root: Path, workers: Workers[Any] | None = None) -> Project:
    """The result of `load`, or its earlier result if no input has changed since.

    Raises ContentError as `load` does.
    """
    stamp = tuple((str(path), path.stat().st_mtime_ns) for path in sorted(_inputs(root)))
    if root not in _cache or _cache[root][0] != stamp:
        _cache[root] = (stamp, load(root, workers))
    return _cache[root][1]


def _inputs(root: Path) -> Iterator[Path]:
    of_theme = ((OVERRIDES, "*"), (f"docs/{ASSETS}", "*"))
    of_texts = (("content", "*.yml"), ("content", "*.tsv"), ("translations", "*.*"))
    for folder, pattern in (*of_texts, *of_theme):
        yield from (path for path in (root / folder).rglob(pattern) if path.is_file())


def sources(root: Path) -> list[Path]:
    """The folders of a project, besides docs/, that its pages are made from."""
    names = ("content", "translations", OVERRIDES, "plugins")
    return [root / name for name in names if (root / name).is_dir()]
