"""One search index per language, made from the model, so that each point is found once.

The format is that of mkdocs-material's search worker: `config`, and in `docs` documents with
`location`, `title` and `text`. A location is relative to the language's root.
"""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any

from guide.core import markup
from guide.core.ids import anchor
from guide.core.languages import language
from guide.core.model import Guide, Point, Text
from guide.core.tools import Tool
from guide.site.routes import Links, Subject, every_page, home_of
from guide.site.search import analysis
from guide.theme.messages import Messages

# Titles count more than texts, but not so much that a common word in a title outranks every match
# in a text.
TITLE = 5.0
DEFINITION = 1.5  # people who search for a term mostly want to know what it means

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SILENT = ("script", "style")
_SAID = ("none", "one", "some", "missing")  # messages, with # for a number

Document = dict[str, Any]


def index(guide: Guide, others: Iterable[Document] = (), *, directory_urls: bool = True) -> str:
    """The index of the guide's language as JSON text.

    `others` are the documents of authors' own pages. With `directory_urls` a page is a folder.
    Beside what the worker reads are the `words` of our script, so that pages need not carry them.
    """
    data = {
        "config": {
            # With no stemmer and no stop words, lunr's plain search serves every language. Its stop
            # word lists contain words that matter here, such as the Spanish word for "state"; our
            # script drops SMALL_WORDS instead.
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
        "words": _words(guide),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _words(guide: Guide) -> dict[str, str]:
    """What the script says of results, the digit nought, and the small words that it leaves out."""
    ui = Messages(guide).ui
    said = {key: ui(f"search-{key}", count="#").value for key in _SAID}
    zero, small = language(guide.language).zero, analysis.small_words(guide.language)
    return said | {"zero": zero, "small": small}


def _with_forms(document: Document, language: str) -> Document:
    """The document with the alternative forms of its words, if there are any; never shown."""
    known: set[str] = set()
    forms: Document = {}
    for field in ("title", "text"):
        text = unescape(document[field])
        escaped = [word for word in text.split() if "&" in word]  # the index has M&amp;E for M&E
        new = [form for form in (*escaped, *analysis.forms(text, language)) if form not in known]
        known.update((*new, *analysis.words(text, language)))
        if needed := analysis.beyond(new, known):
            forms[f"{field}_forms"] = " ".join(needed)
    return document | forms


def documents(guide: Guide, *, directory_urls: bool = True) -> Iterator[Document]:
    """Each page of the guide, followed by the parts that this page is the first to show."""
    links = Links(guide.profile, guide.language, "", directory_urls, indexes(guide))

    def at(path: str, fragment: str = "") -> str:
        address = links.page(path, fragment=fragment)
        return address.removeprefix(links.top).removeprefix("./")

    shown: dict[str, list[Point]] = defaultdict(list)  # by the path of the page
    for point in guide.points.values():
        shown[home_of(guide, point)].append(point)
    for route in every_page(guide):
        yield {
            "location": at(route.path),
            "title": _plain(route.title),
            "text": _tool(guide.tool(route.argument)) if route.subject is Subject.TOOL else "",
        }
        if route.subject is Subject.ABOUT:
            for section in guide.front:
                yield {
                    "location": at(route.path, section.id),
                    "title": _plain(section.title),
                    "text": _plain(section.text, section.added, section.note),
                }
        elif route.subject is Subject.GLOSSARY:
            for term in guide.glossary:
                yield {
                    "location": at(route.path, f"term-{term.id}"),
                    "title": _plain(term.term, term.abbreviation),
                    "text": _plain(term.text, term.added),
                    "boost": DEFINITION,
                }
        for point in shown[route.path]:
            yield _point(point, at(route.path, anchor(point.code)))


def authored(location: str, title: str, html: str) -> list[Document]:
    """The documents of an author's own page: the page, then each section below a heading.

    `location` is the page's address from the language's root, `title` is plain text, `html` is the
    page as Markdown made it.
    """
    parser = _SectionParser()
    parser.feed(html)
    parser.close()
    first, *others = parser.sections
    entries = [(location, title, first.text)]
    entries += [(f"{location}#{section.anchor}", section.title, section.text) for section in others]
    return [
        {"location": at, "title": escape(head, quote=False), "text": escape(text, quote=False)}
        for at, head, text in entries
    ]


@dataclass
class _Section:
    """A heading's anchor, its text, and the text below it; the first section has no heading."""

    anchor: str = ""
    body: list[str] = dataclasses.field(default_factory=list)
    heading: list[str] = dataclasses.field(default_factory=list)

    @property
    def title(self) -> str:
        return " ".join("".join(self.heading).split())

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.body).split())


class _SectionParser(HTMLParser):
    """Splits the text of a page at the headings that have an anchor, except the page's title."""

    def __init__(self) -> None:
        super().__init__()
        self.sections = [_Section()]
        self._heading: list[str] | None = None  # collects text within a heading
        self._silent_depth = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent_depth += 1
        elif tag == "h1":
            self._heading = []  # dropped: the page's document has the title already
        elif tag in _HEADINGS and (anchor := dict(attributes).get("id")):
            self.sections.append(_Section(anchor))
            self._heading = self.sections[-1].heading

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent_depth -= 1
        elif tag in _HEADINGS:
            self._heading = None

    def handle_data(self, data: str) -> None:
        if not self._silent_depth:
            (self.sections[-1].body if self._heading is None else self._heading).append(data)


def indexes(guide: Guide) -> frozenset[str]:
    """The paths of the pages whose source is an index.md."""
    return frozenset(route.path for route in every_page(guide) if route.children)


def _point(point: Point, location: str) -> Document:
    return {
        "location": location,
        "title": f"{point.code} {_plain(point.title)}",
        "text": _plain(point.text, point.question, point.evidence, point.note),
    }


def _tool(tool: Tool) -> str:
    """What a tool is for, and what is in it."""
    return _plain(tool.summary, *(part.title for part in tool.parts))


def _plain(*texts: Text | None) -> str:
    """The texts without markup, escaped because the search shows them as HTML."""
    return escape(" ".join(markup.plain(text.value) for text in texts if text), quote=False)
