"""Checks authors' own pages: their names and addresses, languages, front matter and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from guide.core.diagnostics import Diagnostic, UnreadableError
from guide.core.location import Location
from guide.core.model import Guide
from guide.files.yaml_tree import read_text
from guide.i18n import publication
from guide.site import authored, front_matter, page_sources, routes, settings
from guide.site.authored import ALWAYS, Converter, Extensions, Link
from guide.site.routes import Links
from guide.site.sources import Source, every_file, files_for, is_index
from guide.theme.files import ASSETS, ThemeFiles

_NAME = re.compile(r"[a-z0-9_-][a-z0-9._-]*")  # what every computer and the stick can store
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})*")  # of a language
# Folders with files of ours, and one that MkDocs leaves out.
_TAKEN = frozenset({ASSETS, "downloads", "search", "templates"})


@dataclass(frozen=True)
class PageChecks:
    """The checks of the pages of the project `root`; `languages` begin with the source."""

    guide: Guide
    root: Path
    languages: Sequence[str]

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Every problem in authors' pages, in what they link to, and in the names of all files."""
        addresses: dict[tuple[str, str], Source] = {}
        for source in self._sources:
            is_own = source.uri in self.stubs
            if source.is_page and (first := addresses.setdefault(self._address(source), source)):
                if first is not source:
                    message = f"has the same address as {self._name(first)}; rename one of the two"
                    yield self._at(source, message)
                elif not is_own:
                    yield from self._page(source)
            if not is_own:
                yield from self._names(source)
        for code in self.languages:
            found, problems = self.links[code]
            yield from [*problems, *authored.lost(found, self.files(code), self.root)]

    @cached_property
    def _sources(self) -> list[Source]:
        """All files; the guide's own pages and originals come before others of their address."""
        found = every_file(self.root / "docs", self.languages)
        return sorted(found, key=lambda one: (one.uri not in self.stubs, one.file))

    @cached_property
    def stubs(self) -> dict[str, str]:
        """The paths of the guide's own pages by those of their files."""
        return routes.stubs(self.guide)

    def files(self, code: str) -> dict[str, Source]:
        """The files of a language by path, with those of the theme."""
        theme = ThemeFiles(self.root).assets()
        common = {uri: Source(file, uri, self.languages[0]) for uri, file in theme.items()}
        unshown = routes.unshown(self.guide)
        return common | files_for(self.root / "docs", code, self.languages, unshown)

    @cached_property
    def links(self) -> dict[str, tuple[list[Link], list[Diagnostic]]]:
        """By language: the links to files in its pages, and problems of pages without any.

        Pages that are not translated have the same problems in each language.
        """
        return {code: self._links(code) for code in self.languages}

    def _links(self, code: str) -> tuple[list[Link], list[Diagnostic]]:
        files = self.files(code)
        problems: list[Diagnostic] = []
        converter = Converter(files, self.extensions)
        indexes = frozenset(one.path for one in self._sources if is_index(one.uri))
        for uri, source in files.items():
            if not source.is_page or not (text := self._text(source)):
                continue
            words = page_sources.words(front_matter.split(text)[1])
            if not words.strip():  # a page that only calls macros
                continue
            links = Links(self.guide.profile, code, source.path, indexes=indexes)
            try:
                converter.convert(words, uri, links)
            except RecursionError:
                problems.append(self._at(source, "is nested too deeply; make it simpler"))
        return converter.found, problems

    @cached_property
    def extensions(self) -> Extensions:
        """The Markdown extensions that are installed; MkDocs reports the others."""
        named = {point.name for point in entry_points(group="markdown.extensions")}
        wanted = dict.fromkeys(ALWAYS, None) | settings.extensions(self.root)
        return {
            name: options or {}
            for name, options in wanted.items()
            if name in named or _is_module(name.partition(":")[0])
        }

    def _page(self, source: Source) -> Iterator[Diagnostic]:
        """The problems of an author's page."""
        if (text := self._text(source)) is None:
            return
        if not front_matter.split(text)[1].strip():
            yield self._at(source, "the page is empty; write its text, or delete it")
        yield from front_matter.read(text, self._name(source))[1]
        first = source.path.partition("/")[0]
        tops = {path.partition("/")[0] for path in self.stubs.values() if path}
        if first in {*_TAKEN, *tops, *self.languages}:
            message = f"the name {first} is taken by the guide itself; move the page elsewhere"
            yield self._at(source, message)
        originals = {one.uri for one in self._sources if one.language == self.languages[0]}
        if source.uri not in originals:
            yield self._at(source, f"the page is a translation of docs/{source.uri}; add that")
        code = PurePosixPath(source.uri).with_suffix("").suffix.removeprefix(".")
        if _CODE.fullmatch(code):
            advice = f"add it to {publication.NAME}, or rename the page"
            yield self._at(source, f'"{code}" is no language of the guide; {advice}')

    def _names(self, source: Source) -> Iterator[Diagnostic]:
        """The problem of a name that not every computer can store, or that no address can have."""
        parts = PurePosixPath(source.uri).parts
        if source.is_page and is_index(source.uri):
            parts = parts[:-1]
        if not all(map(_NAME.fullmatch, parts)):
            message = 'its name becomes an address; use only a to z, 0 to 9, "-", "_" and "."'
            yield self._at(source, message)

    def _address(self, source: Source) -> tuple[str, str]:
        return source.language, source.path.lower()

    def _text(self, source: Source) -> str | None:
        """The text of a page; None if it cannot be read, which is reported elsewhere."""
        try:
            return read_text(source.file, self._name(source))
        except UnreadableError:
            return None

    def _name(self, source: Source) -> str:
        return source.file.relative_to(self.root).as_posix()

    def _at(self, source: Source, message: str) -> Diagnostic:
        return Diagnostic(Location(self._name(source), 1), message)


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False
