"""The MkDocs plugin: hands each event to the session of the site.

mkdocs-static-i18n builds the languages, each in an inner build; its `current_language` is the one
that is being built.
"""

from __future__ import annotations

from dataclasses import replace
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
from guide.adapters import config as mkdocs_yml
from guide.adapters import navigation
from guide.adapters.requests import asked
from guide.core.errors import GuideError
from guide.site import csp, front_matter, stash, tables
from guide.site.authored import Document, Entry, contents
from guide.site.config import SiteRequest, Target
from guide.site.session import NOT_FOUND, SiteSession


class GuidePlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """The plugin `guide`; one instance serves all languages of a build."""

    session: SiteSession
    i18n: I18n

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Loads the guide and sets its pages and languages; raises Abort if it has problems."""
        self.i18n = cast(I18n, config.plugins["i18n"])
        try:
            # Later languages are built within the last event of the first one.
            if not self.i18n.building:
                self._begin(config)
        except GuideError as error:
            raise Abort(str(error)) from None
        config.theme["language"] = self.code
        if tables.NAME not in config.markdown_extensions:
            config.markdown_extensions.append(tables.NAME)
        config.nav = navigation.nav(self.session.tree(self.session.source))
        # MkDocs' own environment would neither escape texts nor reject undefined names.
        config.theme.get_env = lambda: self.session.templates  # type: ignore[method-assign]
        return config

    def _begin(self, config: MkDocsConfig) -> None:
        root = Path(config.config_file_path).parent
        request = asked()
        is_checked = request is not None and request.target is Target.ONLINE  # by `build`
        loaded = project.cached(root) if is_checked else project.check(root)
        is_preview = urlsplit(config.site_url or "").netloc == str(config.dev_addr)
        target = Target.PREVIEW if is_preview else Target.ONLINE
        settings = replace(
            mkdocs_yml.settings(root),
            address=csp.site_address(root / mkdocs_yml.NAME, config.site_url),
            root=config.site_url or "/",
            directory_urls=config.use_directory_urls,
        )
        self.session = loaded.session(settings, request or SiteRequest(loaded.published, target))
        built = self.session.request.languages
        self.i18n.search_entries.clear()
        self.i18n.config.languages = [
            navigation.i18n_language(loaded.source.profile, code, built)
            for code in loaded.languages
        ]
        self.i18n.current_language = next(code for code in loaded.languages if code in built)

    @property
    def code(self) -> str:
        """The code of the language that is being built."""
        return self.i18n.current_language or self.session.source

    @event_priority(100)
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Adds the theme's assets, takes out what no page is made of.

        Of Material, pages load only its search worker.
        """
        for file in list(files):
            if file.src_dir in config.theme.dirs or file.src_uri in self.session.unshown:
                files.remove(file)
        settings, urls = self.session.settings, config.use_directory_urls
        files.append(File(settings.search_worker, str(settings.material), config.site_dir, urls))
        for uri, path in settings.theme.assets().items():
            if uri not in files.src_uris:
                files.append(File(uri, str(path).removesuffix(uri), config.site_dir, urls))
        return files

    @event_priority(100)
    def on_page_read_source(self, *, page: Page, **_: Any) -> str:
        """The text of a page without its front matter, which the session has read.

        MkDocs would take first lines such as `Note: …` for front matter too.
        """
        return f"---\n{{}}\n---\n{front_matter.split(page.file.content_string)[1]}"

    @event_priority(100)
    def on_page_markdown(self, markdown: str, /, *, page: Page, **_: Any) -> str:
        """Keeps pages out of Material's own index.

        Their titles are not set here, because the macros plugin would run them as templates.
        """
        page.meta["search"] = {"exclude": True}
        return markdown

    def on_page_content(self, html: str, /, *, page: Page, **_: Any) -> str:
        """Restores the HTML of macros and passes its headings and anchors to MkDocs."""
        html, anchors = self.session.stash.restore(html)
        if not self.session.routes[self.code][uri_of(page)].is_authored:
            headings = stash.headings(html)
            page.toc = TableOfContents([AnchorLink(text, anchor, 2) for anchor, text in headings])
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *anchors}
        return html

    def on_page_context(self, _context: Any, /, *, page: Page, **_: Any) -> Any:
        """The variables of the frame's templates: none of MkDocs' own, and all under one name."""
        document = Document(page.content or "", contents(map(_entry, page.toc)))
        return self.session.frame(self.code, uri_of(page), document)

    def on_post_page(self, output: str, /, *, page: Page, **_: Any) -> str:
        """The page as it travels. What its security policy blocks, the end of the build reports."""
        # MkDocs holds pages to the end, those of the first language while it builds the others.
        page.content = None
        return self.session.finished(output, f"docs/{page.file.src_uri}")

    def on_template_context(self, _context: Any, /, *, template_name: str, **_: Any) -> Any:
        """The variables of the 404 page and the sitemap: the pages of all languages."""
        return self.session.standalone(template_name)

    def on_post_template(self, output: str, /, *, template_name: str, **_: Any) -> str:
        """Writes the 404 page and the sitemap only once, with the source language."""
        if self.code != self.session.source:
            return ""  # MkDocs writes no file then
        if template_name == NOT_FOUND:
            return self.session.finished(output, self.session.settings.theme.name(template_name))
        return output

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes search indexes and fonts; raises Abort if a page breaks its security policy."""
        if self.i18n.building:  # only the last event, after static-i18n has written its own index
            return
        site, built = Path(config.site_dir), self.session.request.languages
        try:
            for code in built:
                self.session.write_assets(site, code)
            self.session.write_shared(site)
        except GuideError as error:
            raise Abort(str(error)) from None
        if self.session.source not in built:
            (site / "search" / "search_index.json").unlink()

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, **_: Any) -> Any:
        """Makes the live preview watch everything that pages are made from, not only docs/."""
        for folder in project.sources(Path(config.config_file_path).parent):
            server.watch(str(folder))
        return server


def _entry(link: AnchorLink) -> Entry:
    return Entry(link.id, link.title, link.level, tuple(map(_entry, link.children)))


def uri_of(page: Page) -> str:
    """The path of a page's file below docs/, without a language code."""
    return str(getattr(page.file, "norm_src_uri", page.file.src_uri))
