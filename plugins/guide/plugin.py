"""Floor 6. The MkDocs events: gives MkDocs the guide's pages, titles, context and search index.

With `macros.py` the only room that knows MkDocs. The languages are built by mkdocs-static-i18n,
one inner build each; its `current_language` tells which one runs.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs_static_i18n.plugin import I18n

from guide import (
    downloads,
    fragments,
    navigation,
    policy,
    project,
    search,
    site_files,
    stubs,
)
from guide.downloads import Download
from guide.fragments import Fragments
from guide.frame import Document, Frame, Heading, Script
from guide.languages import SOURCE
from guide.model import Guide
from guide.pages import Page, environment
from guide.problems import ContentError, Problem
from guide.progress import progress
from guide.project import Project
from guide.sitemap import Links, SitePage, every_page, pages

LANGUAGES = "GUIDE_LANGUAGES"


class GuidePlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """One instance serves every language of a build.

    `shown` are the languages of the site, empty for all that are published; `only` those that
    this process builds, empty for all that are shown. The environment's LANGUAGES sets
    `shown` for the live preview, which reads its configuration by itself. `files` are those that
    the pages link, by language; none where MkDocs builds by itself. `offline` pages are opened
    from a folder: no server, no public address. A browser may keep those that are `keepable`:
    build.py puts the lists beside them.
    """

    only: tuple[str, ...] = ()
    files: Mapping[str, tuple[Download, ...]] = MappingProxyType({})
    offline: bool = False
    keepable: bool = False
    project: Project
    i18n: I18n

    def __init__(self) -> None:
        self.shown: tuple[str, ...] = tuple(os.environ.get(LANGUAGES, "").split())

    # --- configuration, once per language -------------------------------------------------

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Loads the guide and tells MkDocs and static-i18n of its pages and languages."""
        root = Path(config.config_file_path).parent
        self.i18n = cast(I18n, config.plugins["i18n"])
        if not self.i18n.building:  # the other languages are built by the first one's last event
            try:
                self.project = stubs.checked(root)
                settings = root / "mkdocs.yml"
                self.exit = policy.exit_address(settings, config.extra.get(policy.EXIT))
                self.address = policy.site_address(settings, config.site_url)
            except ContentError as error:
                raise Abort(str(error)) from None
            self.refused: list[Problem] = []
            self._set_languages()
        # The live preview puts a script of MkDocs into each page, which a policy would refuse.
        self.previewed = urlsplit(config.site_url or "").netloc == str(config.dev_addr)
        config.theme["language"] = self.guide.language
        config.nav = navigation.nav(pages(self.project.source))
        self._set_templates(config)
        self.pages: dict[str, Page] = {}
        self.fragments = Fragments()
        return config

    def _set_languages(self) -> None:
        self.i18n.search_entries.clear()
        self.i18n.config.languages = [
            navigation.i18n_language(code, self.built) for code in self.project.languages
        ]
        self.i18n.current_language = next(c for c in self.project.languages if c in self.built)

    def _set_templates(self, config: MkDocsConfig) -> None:
        if not hasattr(self, "templates"):
            folder = Path(config.theme.custom_dir or "overrides") / "guide"
            self.template_folder = folder
            self.templates: Environment = environment(folder)
            guides = self.project.guides.values()
            self.progress = tuple(progress(guide, self.project.gate) for guide in guides)
        # MkDocs' own environment would neither escape nor refuse undefined names.
        config.theme.get_env = lambda: self.templates  # type: ignore[method-assign]
        self.by_stub = {page.stub: page for page in every_page(self.guide)}
        self.indexes = search.indexes(self.guide)

    @property
    def site_languages(self) -> tuple[str, ...]:
        """Codes of the languages of the site."""
        return self.shown or self.project.published

    @property
    def built(self) -> tuple[str, ...]:
        """Codes of the languages that this process builds."""
        return self.only or self.site_languages

    @property
    def guide(self) -> Guide:
        """The guide in the language that is being built."""
        return self.project.guides[self.i18n.current_language or SOURCE]

    # --- pages ----------------------------------------------------------------------------

    def site_page(self, page: MkDocsPage) -> SitePage | None:
        """The guide's page that MkDocs builds from a stub, or None for an author's own page."""
        return self.by_stub.get(page.file.src_uri)

    def page(self, page: MkDocsPage) -> Page:
        """The page to fill; the same object from its macros to its template."""
        links = self.links(page)
        place = downloads.on_stick if self.offline else downloads.online
        files = self.files.get(self.guide.language, ())
        if links.path not in self.pages:
            self.pages[links.path] = Page(
                self.guide,
                links,
                self.templates,
                self.progress,
                self.project.terminology,
                self.project.source,
                self.site_languages,
                tuple(file for file in files if place(file, self.guide.language)),
                place,
                self.keepable,
            )
        return self.pages[links.path]

    def links(self, page: MkDocsPage) -> Links:
        """Addresses relative to a page."""
        site_page = self.site_page(page)
        path = site_page.path if site_page else page.file.src_uri.removesuffix(".md")
        return Links(self.guide.language, path, self.directory_urls, self.indexes)

    @event_priority(100)
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Of the theme, pages ask for its search worker alone; all else of it stays away."""
        for file in list(files):
            if file.src_dir in config.theme.dirs:
                files.remove(file)
        try:
            self.search_worker, folder = site_files.search_worker(map(Path, config.theme.dirs))
        except LookupError as error:
            raise Abort(str(error.args[0])) from None
        worker = File(self.search_worker, str(folder), config.site_dir, config.use_directory_urls)
        files.append(worker)
        return files

    @event_priority(100)
    def on_page_markdown(
        self, markdown: str, /, *, page: MkDocsPage, config: MkDocsConfig, **_: Any
    ) -> str:
        """Keeps the points of the guide's pages out of Material's own index.

        MkDocs is not told the titles of these pages: the macros plugin would run them as templates.
        """
        self.directory_urls = config.use_directory_urls
        if self.site_page(page):
            page.meta["search"] = {"exclude": True}
        return markdown

    def hold(self, html: str) -> str:
        """Keeps a fragment from Markdown, which would parse it all; gives a mark in its place."""
        return self.fragments.hold(html)

    def on_page_content(self, html: str, /, *, page: MkDocsPage, **_: Any) -> str:
        """Puts the fragments in their places; gives MkDocs their headings and anchors."""
        html, anchors = self.fragments.put_in(html)
        if self.site_page(page):
            heads = fragments.headings(html)
            page.toc = TableOfContents([AnchorLink(text, ident, 2) for ident, text in heads])
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *anchors}
        return html

    def on_page_context(
        self, _context: Any, /, *, page: MkDocsPage, config: MkDocsConfig, **_: Any
    ) -> Any:
        """What the frame's templates may use: nothing of MkDocs', and all under one name."""
        found = self.site_page(page)
        # MkDocs gives the text of headings as HTML without tags.
        title = found.title.value if found else page.meta.get("title") or unescape(page.title or "")
        document = Document(
            str(title),
            Markup(page.content or ""),  # noqa: S704 - what Markdown and our templates made
            tuple(Heading.of(entry.id, entry.title) for entry in page.toc),
            (page.canonical_url or "") if self.address else "",
        )
        return {"g": self.site_frame(config).of(self.page(page), document)}

    def on_post_page(self, output: str, /, *, page: MkDocsPage, **_: Any) -> str:
        """Notes what a page's policy would refuse; the end of the build tells of it."""
        self.refused += policy.problems(output, f"docs/{page.file.src_uri}")
        return output

    def site_frame(self, config: MkDocsConfig) -> Frame:
        """What the frame of every page says of the site."""
        return Frame(
            self.site_languages,
            self.project.incomplete,
            self.search_worker,
            str(config.theme.get("favicon") or ""),
            tuple(map(str, config.extra_css)),
            tuple(map(_script, config.extra_javascript)),
            self.address,
            self.exit,
            "" if self.offline or self.previewed else policy.META,
            offline=self.offline,
        )

    # --- templates that are no pages: 404 and sitemap ---------------------------------------

    def on_template_context(
        self, _context: Any, /, *, template_name: str, config: MkDocsConfig
    ) -> Any:
        """The pages of every language, for the 404 page and the sitemap."""
        address = config.site_url or "/"
        root = address if template_name == "sitemap.xml" else urlsplit(address).path
        links = Links(self.guide.language, "", config.use_directory_urls, self.indexes, root)
        page = Page(self.guide, links, self.templates)
        return {"g": self.site_frame(config).of(page, Document())}

    def on_post_template(self, output: str, /, *, template_name: str, **_: Any) -> str:
        """404 page and sitemap are written once, with the source language; '' writes none."""
        if self.guide.language != SOURCE or self.offline:
            return ""
        if template_name.endswith(".html"):
            self.refused += policy.problems(output, f"overrides/{template_name}")
        return output

    # --- after the build --------------------------------------------------------------------

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """One search index per language, after static-i18n has written its own for all of them."""
        if self.i18n.building:
            return
        if self.refused:
            raise Abort(str(ContentError(self.refused)))
        entries = cast(Any, config.plugins["material/search"]).search_index.entries
        site = Path(config.site_dir)
        for code in self.built:
            folder = site if code == SOURCE else site / code
            others = site_files.of_language(entries, code, self.project.languages)
            index = search.index(
                self.project.guides[code], others, directory_urls=config.use_directory_urls
            )
            site_files.write_index(folder, index, offline=self.offline)
            site_files.write_fonts(folder, code, self.templates)
        site_files.write_names(site, self.project.languages, self.templates)
        if self.offline:
            site_files.write_worker(site, self.template_folder)
        if SOURCE not in self.built:
            (site / "search" / "search_index.json").unlink()

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, **_: Any
    ) -> LiveReloadServer:
        """The live preview follows all that pages are made of, not docs/ alone."""
        for folder in project.sources(Path(config.config_file_path).parent):
            server.watch(str(folder))
        return server


def _script(script: Any) -> Script:
    """A script of mkdocs.yml, which MkDocs gives as a path or as a record."""
    if isinstance(script, str):
        return Script(script)
    return Script(script.path, script.type, script.defer, script.async_)
