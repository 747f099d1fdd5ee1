"""Checks links of pages to places in the guide's own pages, such as `checklist/setup.md#s-2-1`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from guide.core.artifacts import Artifact, ArtifactKind
from guide.core.diagnostics import Diagnostic, did_you_mean
from guide.files.yaml_tree import read_text
from guide.site import authored, page_sources, stash
from guide.site.authored import Converter
from guide.site.page_checks import PageChecks
from guide.site.page_sources import Call
from guide.site.pages import MACROS, Page
from guide.site.routes import Links
from guide.theme import template_errors
from guide.theme.files import ThemeFiles
from guide.theme.templates import environment


def diagnostics(checks: PageChecks) -> Iterator[Diagnostic]:
    """The problems of links with an anchor that the guide's page does not have.

    The pages of `checks` must be free of other problems. Only pages that a link leads to are
    filled; a template of the project that fails is left to the build.
    """
    known = cache(lambda uri: _anchors(checks, uri))
    for code in checks.languages:
        files = checks.files(code)
        for link in checks.links(code)[0]:
            uri = link.target.uri if link.target else ""
            if not link.anchor or uri not in checks.stubs:
                continue
            anchors = known(uri)
            if anchors and link.anchor not in anchors:
                hint = did_you_mean(link.anchor, anchors) or "; correct it"
                message = f"docs/{uri} has no place #{link.anchor}{hint}"
                yield Diagnostic(authored.place(link, files, checks.root), message)


def _anchors(checks: PageChecks, uri: str) -> frozenset[str]:
    """The anchors of a page of the guide, with all files that it may list; empty if not known."""
    guide, theme = checks.guide, ThemeFiles(checks.root)
    subjects = ["", *(one.id for one in guide.stages), *(one.id for one in guide.audiences)]
    files = tuple(
        Artifact("any", "any", kind, subject, "a4", 1, 1)
        for kind in ArtifactKind
        for subject in subjects
    )
    links = Links(guide.profile, guide.language, checks.stubs[uri])
    page = Page(guide, links, environment(theme), files=files, keepable=True)
    text = read_text(checks.root / "docs" / uri, f"docs/{uri}")
    parts = page_sources.parts(text, uri)
    words = "".join(part for part in parts if isinstance(part, str))
    converter = Converter(checks.files(guide.language), checks.extensions)
    html = converter.convert(words, uri, links).html
    try:
        for call in (part for part in parts if isinstance(part, Call)):
            html += MACROS[call.name].render(page, *call.arguments)
    except Exception as error:
        if not template_errors.place(checks.root, error):
            raise
        return frozenset()
    return frozenset(stash.anchors(html))
