"""One search index per language, made from the model: each point is found once.

The shape is what mkdocs-material's search worker reads: `config` and `docs`, the documents with
`location`, `title`, `text`; a location is relative to the language's root.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any

from guide.core import markup
from guide.core.ids import anchor
from guide.core.model import Guide, Point, Text
from guide.site.routes import Links, Subject, every_page, home_of
from guide.site.search import analysis

# Title above text; no more, or a common word in a title would stand above all words in a text.
TITLE = 5.0
DEFINITION = 1.5  # who types a term first wants to know what it means

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SILENT = ("script", "style")

Document = dict[str, Any]


def index(guide: Guide, others: Iterable[Document] = (), *, directory_urls: bool = True) -> str:
    """The index of the guide's language as JSON; `others` are documents of other pages."""
    data = {
        "config": {
            # No stemmer and no stop words, so the plain search serves every language. Its lists
            # hold words that matter here, such as the Spanish for state; our script knows better.
            "lang": ["en"],
            "separator": analysis.separator(guide.language),
            "pipeline": [],
            "fields": {
                "title": {"boost": TITLE},
                "text": {"boost": 1.0},
                "tags": {"boost": 1e6},
                "title_forms": {"boost": TITLE},
                "text_forms": {"boost": 1.0},
            },
        },
        "docs": [
            _with_forms(document, guide.language)
            for document in (*documents(guide, directory_urls=directory_urls), *others)
        ],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _with_forms(document: Document, language: str) -> Document:
    """The document with the further forms of its words, where it has any; they are not shown."""
    known: set[str] = set()
    found: Document = {}
    for field in ("title", "text"):
        words = unescape(document[field])
        joined = [word for word in words.split() if "&" in word]  # M&E: the index has M&amp;E
        new = [form for form in (*joined, *analysis.forms(words, language)) if form not in known]
        known.update(new)
        if new:
            found[f"{field}_forms"] = " ".join(new)
    return document | found


def documents(guide: Guide, *, directory_urls: bool = True) -> Iterator[Document]:
    """What can be found: each page, then what stands on it and nowhere before."""
    links = Links(guide.language, "", directory_urls, indexes(guide))

    def at(path: str, fragment: str = "") -> str:
        address = links.page(path, fragment=fragment)
        return address.removeprefix(links.top).removeprefix("./")

    for page in every_page(guide):
        yield {"location": at(page.path), "title": _plain(page.title), "text": ""}
        if page.subject is Subject.ABOUT:
            for section in guide.front:
                yield {
                    "location": at(page.path, section.id),
                    "title": _plain(section.title),
                    "text": _plain(section.text, section.added, section.note),
                }
        elif page.subject is Subject.GLOSSARY:
            for term in guide.glossary:
                yield {
                    "location": at(page.path, f"term-{term.id}"),
                    "title": _plain(term.term, term.abbreviation),
                    "text": _plain(term.text, term.added),
                    "boost": DEFINITION,
                }
        for point in guide.points.values():
            if home_of(guide, point) == page.path:
                yield _point(point, at(page.path, anchor(point.code)))


def authored(location: str, title: str, html: str) -> list[Document]:
    """What can be found on a page that is not the guide's: the page, then each of its headings.

    `title` is plain text, `html` the page as Markdown made it.
    """
    reader = _Sections()
    reader.feed(html)
    reader.close()
    first, *others = reader.sections
    found = [(location, title, first.text)]
    found += [(f"{location}#{one.anchor}", one.title, one.text) for one in others]
    return [
        {"location": at, "title": escape(head, quote=False), "text": escape(text, quote=False)}
        for at, head, text in found
    ]


@dataclass
class _Section:
    """What stands under a heading; before the first, under none."""

    anchor: str = ""
    words: list[str] = dataclasses.field(default_factory=list)
    head: list[str] = dataclasses.field(default_factory=list)

    @property
    def title(self) -> str:
        return " ".join("".join(self.head).split())

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


class _Sections(HTMLParser):
    """The text of a page by its headings that have an anchor; the first of a page is its title."""

    def __init__(self) -> None:
        super().__init__()
        self.sections = [_Section()]
        self._into: list[str] | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "h1":
            self._into = []  # the title of the page stands in its own document
        elif tag in _HEADINGS and (anchor := dict(attributes).get("id")):
            self.sections.append(_Section(anchor))
            self._into = self.sections[-1].head

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent -= 1
        elif tag in _HEADINGS:
            self._into = None

    def handle_data(self, data: str) -> None:
        if not self._silent:
            (self.sections[-1].words if self._into is None else self._into).append(data)


def indexes(guide: Guide) -> frozenset[str]:
    """Paths of the pages whose stub is an index.md."""
    return frozenset(page.path for page in every_page(guide) if page.children)


def _point(point: Point, location: str) -> Document:
    return {
        "location": location,
        "title": f"{point.code} {_plain(point.title)}",
        "text": _plain(point.text, point.question, point.evidence, point.note),
    }


def _plain(*texts: Text | None) -> str:
    """The words of texts; escaped, since the search shows them as HTML."""
    return escape(" ".join(markup.plain(text.value) for text in texts if text), quote=False)
