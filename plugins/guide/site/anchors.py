"""Checks links of pages to places in pages, such as `checklist/setup.md#s-2-1`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

from guide.core.artifacts import Artifact, ArtifactKind
from guide.core.diagnostics import Diagnostic, did_you_mean
from guide.core.model import Guide
from guide.files.yaml_tree import read_text
from guide.site import authored, front_matter, page_sources, settings
from guide.site.authored import Converter
from guide.site.page_checks import PageChecks
from guide.site.page_sources import Call
from guide.site.pages import MACROS, Page
from guide.site.routes import Links
from guide.site.sources import Source
from guide.theme import template_errors
from guide.theme.files import ThemeFiles
from guide.theme.templates import environment


def diagnostics(checks: PageChecks) -> Iterator[Diagnostic]:
    """The problems of links with an anchor that the page does not have.

    The pages of `checks` must be free of other problems. Only pages that such a link leads to are
    filled. What only MkDocs can tell is left to the build: where a template of the project fails,
    or mkdocs.yml gives a function of its own for anchors.
    """
    if settings.extensions(checks.root).get("toc", {}) is None:
        return
    known = cache(lambda source: _anchors(checks, source))
    for code in checks.languages:
        files = checks.files(code)
        for link in checks.links[code][0]:
            if link.anchor and link.target and link.target.is_page:
                anchors = known(link.target)
                if anchors is not None and link.anchor not in anchors:
                    name = link.target.file.relative_to(checks.root).as_posix()
                    hint = did_you_mean(link.anchor, anchors) or "; correct it"
                    message = f"{name} has no place #{link.anchor}{hint}"
                    yield Diagnostic(authored.place(link, files, checks.root), message)


def _anchors(checks: PageChecks, source: Source) -> frozenset[str] | None:
    """The anchors of a page, with all files that it may list; None if they cannot be known."""
    guide, theme = checks.guide, ThemeFiles(checks.root)
    links = Links(guide.profile, guide.language, source.path)
    page = Page(guide, links, environment(theme), files=_any_files(guide), keepable=True)
    _, text = front_matter.split(read_text(source.file, source.uri))
    converter = Converter(checks.files(source.language), checks.extensions)
    html = converter.convert(page_sources.words(text), source.uri, links).html
    try:
        for part in page_sources.parts(text, source.uri):
            if isinstance(part, Call):
                html += MACROS[part.name].render(page, *part.arguments)
    except Exception as error:
        if not template_errors.place(checks.root, error):
            raise
        return None
    parser = _Anchors()
    parser.feed(html)
    return frozenset(parser.found)


def _any_files(guide: Guide) -> tuple[Artifact, ...]:
    """Files of each kind, on each subject."""
    subjects = ["", *(one.id for one in guide.stages), *(one.id for one in guide.audiences)]
    subjects += [one.id for one in guide.tools]
    return tuple(
        Artifact("any", "any", kind, subject, "a4", 1, 1)
        for kind in ArtifactKind
        for subject in subjects
    )


class _Anchors(HTMLParser):
    """Collects what links can lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if value and (name == "id" or (tag, name) == ("a", "name")):
                self.found.add(value)
