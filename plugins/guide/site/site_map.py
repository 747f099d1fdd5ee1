"""Which pages and files a site has, in each of its languages, and how they link to each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import quote

from guide.core.model import Guide
from guide.core.profile import Profile
from guide.site.config import SiteRequest, SiteSettings, Target
from guide.site.manuscripts import Manuscripts
from guide.site.routes import Links, Route, every_page, pages, tree, unshown, walk
from guide.site.sources import Source, files_for, is_index, path_of


@dataclass
class SiteMap:
    """The pages and files of a site.

    `guides` are those of all languages that the project knows, the source language first.
    """

    guides: Mapping[str, Guide]
    settings: SiteSettings
    request: SiteRequest

    @property
    def profile(self) -> Profile:
        """The grammar of the guide."""
        return next(iter(self.guides.values())).profile

    @property
    def source(self) -> str:
        """The code of the source language."""
        return self.profile.source_language

    @property
    def is_folder(self) -> bool:
        """Whether the pages are opened from a folder."""
        return self.request.target is Target.FOLDER

    @property
    def directory_urls(self) -> bool:
        """Whether a page is a folder with an index.html."""
        return self.settings.directory_urls and not self.is_folder

    @property
    def address(self) -> str:
        """The public address of the site; '' for none, as in a folder."""
        return "" if self.is_folder else self.settings.address

    @cached_property
    def sources(self) -> Mapping[str, Mapping[str, Source]]:
        """The files of docs/ and the theme's assets by language, then by path."""
        theme = self.settings.theme.assets()
        common = {uri: Source(file, uri, self.source) for uri, file in theme.items()}
        docs, unshown = self.settings.docs, self.unshown
        return {
            code: common | files_for(docs, code, tuple(self.guides), unshown)
            for code in self.guides
        }

    @property
    def unshown(self) -> frozenset[str]:
        """The files in docs/ that no page is made of."""
        return unshown(self.guides[self.source])

    @property
    def shared_files(self) -> tuple[str, ...]:
        """The files of authors that pages of any language may show, by their paths in the site."""
        return tuple(
            uri
            for uri, one in self.sources[self.source].items()
            if not one.is_page and one.language == self.source
        )

    @cached_property
    def authored(self) -> Mapping[str, tuple[Route, ...]]:
        """Authors' own pages by language, each with those below it."""
        stubs = {route.stub for route in every_page(self.guides[self.source])}
        pages_of = {
            code: {uri: one for uri, one in found.items() if one.is_page and uri not in stubs}
            for code, found in self.sources.items()
        }
        found = Manuscripts(self.settings.docs, pages_of, self.settings.extensions).routes()
        return {code: tree(routes) for code, routes in found.items()}

    def tree(self, code: str) -> tuple[Route, ...]:
        """The pages at the top level in a language: the guide's own, then those of authors."""
        return pages(self.guides[code]) + self.authored[code]

    @cached_property
    def routes(self) -> Mapping[str, Mapping[str, Route]]:
        """All pages by language, then by the path of their source."""
        return _Routes(self.tree)

    @cached_property
    def indexes(self) -> frozenset[str]:
        """Paths of the pages whose file is an index.md."""
        uris = (uri for uri, one in self.sources[self.source].items() if one.is_page)
        return frozenset(path_of(uri) for uri in uris if is_index(uri))

    def links(self, code: str, uri: str) -> Links:
        """Addresses relative to the page of a file."""
        return Links(self.profile, code, path_of(uri), self.directory_urls, self.indexes)

    def canonical(self, code: str, uri: str) -> str:
        """The public address of a page; '' where the site has none.

        An author's page that is not translated has the address of its original.
        """
        if not self.address:
            return ""
        written = self.routes[code][uri].languages
        is_copy = written and code not in written and self.source in self.request.languages
        whole = replace(self.links(self.source if is_copy else code, uri), root="/")
        return self.address + quote(whole.page(whole.path).removeprefix("/"))


class _Routes(dict[str, Mapping[str, Route]]):
    """The pages of each language, found when they are asked for: a preview shows one language."""

    def __init__(self, tree: Callable[[str], tuple[Route, ...]]) -> None:
        super().__init__()
        self._tree = tree

    def __missing__(self, code: str) -> Mapping[str, Route]:
        return self.setdefault(code, {route.stub: route for route in walk(self._tree(code))})
