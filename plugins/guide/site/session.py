"""A site while it is built: what MkDocs' plugin and our own builder share.

It knows the guide in each language, the pages in docs/ and the templates; it is asked for one part
of a page after the other. It writes only into the folder that it is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from guide.core import artifacts, queries
from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.model import Guide
from guide.site import assets, authored, csp, stash
from guide.site.compact import compact
from guide.site.config import Target
from guide.site.layout import Heading, Layout, PageContent
from guide.site.pages import Page
from guide.site.results import SiteResults
from guide.site.routes import Links, Route
from guide.site.search import index as search_index
from guide.site.shared import MacroCall, SharedMacros
from guide.site.stash import Stash
from guide.theme import branding
from guide.theme.templates import environment

NOT_FOUND, SITEMAP = "404.html", "sitemap.xml"


@dataclass
class SiteSession(SiteResults):
    """A site while it is built; `diagnostics` gathers what the policy of its pages refuses.

    `searched` gathers what search indexes get of authors' pages, by language and path below docs/.
    """

    stash: Stash = field(default_factory=Stash)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    _shared: dict[str, SharedMacros] = field(default_factory=dict)
    searched: defaultdict[str, dict[str, Sequence[search_index.Document]]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    @cached_property
    def cover(self) -> Guide:
        """What pages in all languages may tell of the original."""
        return queries.cover(self.guides[self.source])

    @cached_property
    def templates(self) -> Environment:
        """The environment of the pages' templates."""
        return environment(self.settings.theme)

    @cached_property
    def layout(self) -> Layout:
        """What the frame of every page says of the site."""
        settings, target = self.settings, self.request.target
        return Layout(
            self.request.languages,
            self.incomplete,
            settings.search_worker,
            settings.icon,
            settings.styles,
            settings.scripts,
            self.address,
            settings.exit,
            csp.META if target is Target.ONLINE else "",
            offline=target is Target.FOLDER,
            mark=branding.mark(settings.theme),
            authored=self.authored,
        )

    # --- a page ---------------------------------------------------------------------------

    def page(self, code: str, uri: str) -> Page:
        """The page to fill; the same object from its macros to its frame."""
        if (code, uri) not in self._pages:
            self._pages[code, uri] = self._page(code, self.links(code, uri))
        return self._pages[code, uri]

    def _page(self, code: str, links: Links) -> Page:
        files = self.request.files.get(code, ())
        place = artifacts.on_stick if self.is_folder else artifacts.online
        return Page(
            self.guides[code],
            links,
            self.templates,
            self.coverages,
            self.terminology,
            self.cover,
            self.request.languages,
            tuple(file for file in files if place(file, code)),
            place,
            self.request.keepable,
        )

    def fill(self, code: str, uri: str, name: str, *arguments: str) -> str:
        """Renders a macro for a page; gives the placeholder that represents it in Markdown."""
        page = self.page(code, uri)
        html = self._macros(code).filled(page, (uri, name, arguments))
        if self.routes[code][uri].is_fallback:  # around it is text of another language
            html = page.render("pages/within.html", content=Markup(html))  # noqa: S704 - ours
        return self.stash.store(html)

    def share(self, code: str, calls: Sequence[MacroCall]) -> None:
        """Renders macros of a language once for all editions."""
        self._macros(code).share({call: self.page(code, call[0]) for call in calls})

    def _macros(self, code: str) -> SharedMacros:
        if code not in self._shared:
            self._shared[code] = SharedMacros(self.digests.get(code, b""))
        return self._shared[code]

    def frame(self, code: str, uri: str, document: authored.Document) -> dict[str, Any]:
        """What the templates of the frame may use, all under one name.

        `document` is the page with its fragments restored.
        """
        route, headings = self.routes[code][uri], document.headings
        if not route.is_authored:
            headings = tuple(Heading.of(*found) for found in stash.headings(document.html))
        elif route.front.is_searched:
            self.searched[code][uri] = self._documents(code, route, document)
        content = PageContent(
            route.title.value,
            Markup(document.html),  # noqa: S704 - what Markdown and our templates made
            headings,
            self.canonical(code, uri),
            route,
        )
        return {"g": self.layout.of(self.page(code, uri), content)}

    def _documents(
        self, code: str, route: Route, document: authored.Document
    ) -> list[search_index.Document]:
        top = Links(self.profile, code, "", self.directory_urls, self.indexes)
        place = top.page(route.path).removeprefix(top.top).removeprefix("./")
        return search_index.authored(place, route.title.value, document.html)

    def finished(self, html: str, name: str) -> str:
        """A page as it travels; notes what the policy of pages refuses. `name` is its file."""
        self.diagnostics += csp.diagnostics(html, name)
        return compact(html)

    # --- what is no page ------------------------------------------------------------------

    def standalone(self, name: str) -> dict[str, Any]:
        """What the 404 page and the sitemap may use: the pages of every language."""
        root = self.settings.root if name == SITEMAP else urlsplit(self.settings.root).path
        links = Links(self.profile, self.source, "", self.directory_urls, self.indexes, root)
        page = Page(self.guides[self.source], links, self.templates)
        return {"g": self.layout.of(page, PageContent())}

    def search_index(self, code: str) -> str:
        """The search index of a language, once all its pages have their frames."""
        others = [one for _, found in sorted(self.searched[code].items()) for one in found]
        make = partial(
            search_index.index, self.guides[code], others, directory_urls=self.directory_urls
        )
        return self.kept(b"index", code, others, make)

    def write_assets(self, folder: Path, code: str) -> None:
        """Writes what the pages of one language load: its search index and its fonts."""
        top = folder / self.profile.folder(code)
        assets.write_index(top, self.search_index(code), offline=self.is_folder)
        assets.write_fonts(top, code, self.templates)

    def write_shared(self, folder: Path) -> None:
        """Writes what all pages load: fonts; styles and scripts, for the assets that are there.

        Raises ContentError where the policy of pages refused anything.
        """
        if self.diagnostics:
            raise ContentError(self.diagnostics)
        assets.write_of_languages(folder, self.guides, self.templates)
        assets.lighten(folder, self.settings.theme)
        assets.write_brand(folder, self.settings.theme, self.templates)
        if self.is_folder:
            assets.write_worker(folder, self.settings.theme)
