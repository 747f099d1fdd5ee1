"""The MkDocs events, each handed on to the session of the site.

The languages are built by mkdocs-static-i18n, one inner build each; its `current_language` tells
which one runs.
"""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs_static_i18n.plugin import I18n

from guide import project
from guide.adapters import config as settings
from guide.adapters import navigation
from guide.adapters.requests import asked
from guide.core.errors import GuideError
from guide.core.languages import SOURCE
from guide.site import csp, stash
from guide.site.authored import Document
from guide.site.config import SiteRequest, Target
from guide.site.layout import Heading
from guide.site.routes import pages
from guide.site.session import NOT_FOUND, SiteSession


class GuidePlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """One instance serves every language of a build."""

    session: SiteSession
    i18n: I18n

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Loads the guide and tells MkDocs and static-i18n of its pages and languages."""
        self.i18n = cast(I18n, config.plugins["i18n"])
        if not self.i18n.building:  # the other languages are built by the first one's last event
            try:
                self._begin(config)
            except GuideError as error:
                raise Abort(str(error)) from None
        config.theme["language"] = self.code
        config.nav = navigation.nav(pages(self.session.guides[SOURCE]))
        # MkDocs' own environment would neither escape nor refuse undefined names.
        config.theme.get_env = lambda: self.session.templates  # type: ignore[method-assign]
        return config

    def _begin(self, config: MkDocsConfig) -> None:
        root = Path(config.config_file_path).parent
        loaded = project.check(root)
        previewed = urlsplit(config.site_url or "").netloc == str(config.dev_addr)
        target = Target.PREVIEW if previewed else Target.ONLINE
        address = csp.site_address(root / settings.NAME, config.site_url)
        said = replace(settings.settings(root), address=address, root=config.site_url or "/")
        said = replace(said, directory_urls=config.use_directory_urls)
        self.session = loaded.session(said, asked() or SiteRequest(loaded.published, target))
        built = self.session.request.languages
        self.i18n.search_entries.clear()
        self.i18n.config.languages = [
            navigation.i18n_language(code, built) for code in loaded.languages
        ]
        self.i18n.current_language = next(code for code in loaded.languages if code in built)

    @property
    def code(self) -> str:
        """The code of the language that is being built."""
        return self.i18n.current_language or SOURCE

    @event_priority(100)
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Adds the theme's assets; of Material, pages ask for its search worker alone."""
        for file in list(files):
            if file.src_dir in config.theme.dirs:
                files.remove(file)
        said, urls = self.session.settings, config.use_directory_urls
        files.append(File(said.search_worker, str(said.material), config.site_dir, urls))
        for uri, path in said.theme.assets().items():
            if uri not in files.src_uris:
                folder = str(path).removesuffix(uri)
                files.append(File(uri, folder, config.site_dir, urls))
        return files

    @event_priority(100)
    def on_page_markdown(self, markdown: str, /, *, page: Page, **_: Any) -> str:
        """Keeps the guide's pages out of Material's own index.

        MkDocs is not told the titles of these pages: the macros plugin would run them as templates.
        """
        if uri_of(page) in self.session.routes[self.code]:
            page.meta["search"] = {"exclude": True}
        return markdown

    def on_page_content(self, html: str, /, *, page: Page, **_: Any) -> str:
        """Restores the fragments; gives MkDocs their headings and anchors."""
        html, anchors = self.session.stash.restore(html)
        if uri_of(page) in self.session.routes[self.code]:
            heads = stash.headings(html)
            page.toc = TableOfContents([AnchorLink(text, ident, 2) for ident, text in heads])
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *anchors}
        return html

    def on_page_context(self, _context: Any, /, *, page: Page, **_: Any) -> Any:
        """What the frame's templates may use: nothing of MkDocs', and all under one name."""
        # MkDocs gives the text of headings as HTML without tags.
        title = page.meta.get("title") or unescape(page.title or "")
        headings = tuple(Heading.of(entry.id, entry.title) for entry in page.toc)
        document = Document(page.content or "", str(title), page.meta, headings)
        return self.session.frame(self.code, uri_of(page), document)

    def on_post_page(self, output: str, /, *, page: Page, **_: Any) -> str:
        """Notes what a page's policy would refuse; the end of the build tells of it."""
        self.session.refuse(output, f"docs/{page.file.src_uri}")
        return output

    def on_template_context(self, _context: Any, /, *, template_name: str, **_: Any) -> Any:
        """The pages of every language, for the 404 page and the sitemap."""
        return self.session.standalone(template_name)

    def on_post_template(self, output: str, /, *, template_name: str, **_: Any) -> str:
        """404 page and sitemap are written once, with the source language; '' writes none."""
        if self.code != SOURCE:
            return ""
        if template_name == NOT_FOUND:
            self.session.refuse(output, self.session.settings.theme.name(template_name))
        return output

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Search indexes and fonts, after static-i18n has written its own index for all of them."""
        if self.i18n.building:
            return
        site, built = Path(config.site_dir), self.session.request.languages
        try:
            self.session.write_assets(site, built)
        except GuideError as error:
            raise Abort(str(error)) from None
        if SOURCE not in built:
            (site / "search" / "search_index.json").unlink()

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, **_: Any) -> Any:
        """The live preview follows all that pages are made of, not docs/ alone."""
        for folder in project.sources(Path(config.config_file_path).parent):
            server.watch(str(folder))
        return server


def uri_of(page: Page) -> str:
    """The path of a page's file below docs/, without the code of a language."""
    return str(getattr(page.file, "norm_src_uri", page.file.src_uri))
