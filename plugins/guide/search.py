"""Floor 5. One search index per language, made from the model: each point is found once.

The shape is what mkdocs-material's search worker reads: `config` and `docs`, the documents with
`location`, `title`, `text`; a location is relative to the language's root.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import Any

from guide import folding, markup
from guide.model import Guide, Point, Text
from guide.sitemap import Links, Subject, anchor, every_page, home_of

# Title above text; no more, or a common word in a title would stand above all words in a text.
TITLE = 5.0
DEFINITION = 1.5  # who types a term first wants to know what it means

Document = dict[str, Any]


def index(guide: Guide, others: Iterable[Document] = (), *, directory_urls: bool = True) -> str:
    """The index of the guide's language as JSON; `others` are documents of other pages."""
    data = {
        "config": {
            # No stemmer and no stop words, so the plain search serves every language. Its lists
            # hold words that matter here, such as the Spanish for state; our script knows better.
            "lang": ["en"],
            "separator": folding.separator(guide.language),
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
        new = [form for form in (*joined, *folding.forms(words, language)) if form not in known]
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
