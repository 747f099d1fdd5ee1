"""Reads a project in one language, as far as the preview needs it, and says what is wrong with it.

Other languages are read if a page asks for them, as that about translations does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import overload

from guide import project
from guide.adapters import config
from guide.adapters.builds import located
from guide.content import loader
from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.errors import BuildError
from guide.core.location import Location
from guide.core.model import Guide
from guide.files import fingerprint
from guide.i18n import catalogue, publication, reading, stray_files, terminology
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks import cached
from guide.i18n.coverage import Coverage, coverage
from guide.i18n.publication import Gate, LanguageList, PublicationStatus
from guide.site import page_sources, settings
from guide.site.config import SiteRequest, SiteSettings, Target
from guide.site.session import SiteSession
from guide.theme import branding, overrides
from guide.theme.files import OVERRIDES, ThemeFiles


def load(root: Path, language: str, address: str) -> tuple[SiteSession, list[Diagnostic]]:
    """A site of the project `root` in one language, and the problems that do not keep it from view.

    `address` is that of the preview. Problems are looked for in the original and in the language,
    in mkdocs.yml and in what the guide's own pages call; `guide check` finds all others. Raises
    ContentError if the site cannot be shown.
    """
    broken = settings.diagnostics(root) or _others(root)
    places = ("content", OVERRIDES, publication.NAME)  # which may describe its language
    inputs = fingerprint.files(root, [root / name for name in places])
    source, faults, problems = _source(root, inputs)
    told = [*faults]
    broken += problems
    listing = project.gather(broken, partial(publication.read, root))
    terms = project.gather(broken, partial(terminology.read, root))
    broken += branding.diagnostics(ThemeFiles(root))
    if listing and source:
        known = _Guides(root, replace(source, languages=listing.languages))
        if language not in listing.languages:
            message = f'"{language}" is shown, but no longer listed; start guide serve again'
            broken.append(Diagnostic(Location(publication.NAME, 1), message))
        elif language != source.language:
            told += project.gather(broken, partial(known.read, language)) or []
        broken += page_sources.diagnostics(known.source, root)
    told += [*stray_files.diagnostics(root), *overrides.diagnostics(root)]
    site = project.gather(broken, partial(_settings, root, address)) if not broken else None
    if broken or not (site and source and listing):
        raise ContentError([*broken, *told])
    return _session(known, site, listing, terms or {}, language), told


@lru_cache(maxsize=1)  # the source does not change with a translation
def _source(root: Path, _inputs: bytes) -> tuple[Guide | None, list[Diagnostic], list[Diagnostic]]:
    """The guide in its source language, the faults of its texts, the problems of its files.

    There is no guide if its files have problems. `_inputs` is the hash of what it is read from.
    """
    guide, problems = loader.read(root)
    guide = catalogue.in_source_language(guide)
    faults = cached.source_problems(guide)
    return None if problems else loader.link_both_ways(guide), faults, problems


def _others(root: Path) -> list[Diagnostic]:
    """What to say if mkdocs.yml got settings since the start that only MkDocs knows."""
    if not settings.needs_mkdocs(root):
        return []
    message = "has settings or plugins that only MkDocs knows; start guide serve again"
    return [Diagnostic(Location(settings.NAME, 1), message)]


def _settings(root: Path, address: str) -> SiteSettings:
    try:
        with located(root):
            return replace(config.settings(root), address=address, root="/")
    except BuildError as error:
        raise ContentError([Diagnostic(Location(settings.NAME, 1), str(error))]) from None


def _session(
    guides: _Guides,
    site: SiteSettings,
    listing: LanguageList,
    terms: terminology.Terminology,
    language: str,
) -> SiteSession:
    status = listing.gate.standing(guides[language])
    return SiteSession(
        guides,
        site,
        SiteRequest((language,), Target.PREVIEW),
        _Coverages(guides, listing.gate),
        terms,
        frozenset() if status is PublicationStatus.COMPLETE else frozenset({language}),
    )


class _Guides(Mapping[str, Guide]):
    """The guide in each of its languages, read when it is asked for; the source comes first."""

    def __init__(self, root: Path, source: Guide) -> None:
        self.source = source
        self._root = root
        self._read = {source.language: source}

    def read(self, code: str) -> list[Diagnostic]:
        """Reads a language and gives the errors in its texts; raises ContentError."""
        guide, errors = reading.translated(self._root, self.source, code)
        self._read[code] = guide
        return errors

    def __getitem__(self, code: str) -> Guide:
        if code not in self._read:
            self._read[code] = catalogue.translate(self.source, Catalogue.read(self._root, code))
        return self._read[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.source.languages)

    def __len__(self) -> int:
        return len(self.source.languages)


class _Coverages(Sequence[Coverage]):
    """The progress of each language, counted when it is asked for."""

    def __init__(self, guides: _Guides, gate: Gate) -> None:
        self._guides, self._gate = guides, gate

    @cached_property
    def _all(self) -> tuple[Coverage, ...]:
        return tuple(coverage(guide, self._gate) for guide in self._guides.values())

    @overload
    def __getitem__(self, place: int) -> Coverage: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Coverage]: ...
    def __getitem__(self, place: int | slice) -> Coverage | Sequence[Coverage]:
        return self._all[place]

    def __len__(self) -> int:
        return len(self._guides)
