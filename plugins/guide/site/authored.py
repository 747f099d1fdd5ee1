"""The Markdown pages in docs/: which there are in a language, and each as HTML.

A page in another language stands beside the first with the code in its name: `notes.fr.md` beside
`notes.md`. Where there is none, the page of the source language is shown. The rules are those of
MkDocs and mkdocs-static-i18n, which make the same pages of the same files.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import markdown
import yaml
from markdown.treeprocessors import Treeprocessor

from guide.core.languages import SOURCE
from guide.site.layout import Heading
from guide.site.routes import Links

# All that MkDocs takes for a page (mkdocs.utils.markdown_extensions).
SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
_INDEXES = ("index", "README")
_FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of docs/: its place, and its path below docs/ without the code of a language."""

    file: Path
    uri: str
    language: str

    @property
    def is_page(self) -> bool:
        """Whether it is Markdown; else it is copied as it is."""
        return self.file.suffix in SUFFIXES

    @property
    def path(self) -> str:
        """The path of a page below the root of its language; '' is the home page."""
        return path_of(self.uri)


def path_of(uri: str) -> str:
    """The path of the page that is made of a file: `notes/index.md` gives `notes`."""
    path = PurePosixPath(uri).with_suffix("")
    if path.name in _INDEXES:
        path = path.parent
    return "" if path == PurePosixPath() else path.as_posix()


def is_index(uri: str) -> bool:
    """Whether a file makes the page of its own folder."""
    return PurePosixPath(uri).stem in _INDEXES


def sources(docs: Path, code: str, languages: Mapping[str, object]) -> dict[str, Source]:
    """The files of docs/ that a language is made of, by their paths without its code."""
    found: dict[str, Source] = {}
    for file in sorted(path for path in docs.rglob("*") if path.is_file()):
        name = file.relative_to(docs)
        if any(part.startswith(".") for part in name.parts):
            continue
        source = _source(file, PurePosixPath(name.as_posix()), languages)
        if source.language == code or (source.language == SOURCE and source.uri not in found):
            found[source.uri] = source
    return found


def _source(file: Path, name: PurePosixPath, languages: Mapping[str, object]) -> Source:
    code = PurePosixPath(name.stem).suffix.removeprefix(".")
    if code in languages:
        bare = name.with_name(PurePosixPath(name.stem).stem + name.suffix)
        return Source(file, bare.as_posix(), code)
    return Source(file, name.as_posix(), SOURCE)


@dataclass(frozen=True, slots=True)
class Document:
    """A page as HTML; its title as plain text, its front matter, its headings at the top level."""

    html: str
    title: str
    meta: Mapping[str, Any]
    headings: tuple[Heading, ...]

    @property
    def is_searched(self) -> bool:
        """Whether the search finds it."""
        search = self.meta.get("search")
        return not (isinstance(search, dict) and search.get("exclude"))


class Converter:
    """Markdown to HTML, for the pages of one language.

    `lost` gathers the links that lead to no file of docs/.
    """

    def __init__(
        self, files: Mapping[str, Source], extensions: Mapping[str, Mapping[str, Any]]
    ) -> None:
        self.files = files
        self.lost: list[tuple[str, str]] = []
        self._extensions = extensions

    def convert(self, text: str, uri: str, links: Links) -> Document:
        """The page of a text; `uri` is the path of its file below docs/."""
        body, meta = _front_matter(text)
        made = markdown.Markdown(
            extensions=list(self._extensions),
            extension_configs={name: dict(found) for name, found in self._extensions.items()},
        )
        made.treeprocessors.register(_RelativeLinks(self, uri, links), "relative-links", 0)
        html = made.convert(body)
        tokens = getattr(made, "toc_tokens", [])
        headings = tuple(Heading.of(token["id"], token["name"]) for token in tokens)
        return Document(html, _title(meta, tokens, uri), meta, headings)

    def address(self, url: str, uri: str, links: Links) -> str:
        """The address in a page for a link that names a file of docs/; others stay."""
        scheme, host, path, query, anchor = urlsplit(url)
        if scheme or host or not path or path.startswith(("/", "\\")):
            return url
        target = self.files.get(_joined(uri, unquote(path)))
        if target is None:
            self.lost.append((uri, url))
            return url
        whole = replace(links, root="/")
        if target.is_page:
            address = whole.page(target.path)
        else:
            folder = "" if target.language == SOURCE else f"{target.language}/"
            address = whole.asset(folder + target.uri)
        relative = _relative(address, whole.page(links.path))
        return urlunsplit(("", "", quote(relative), query, anchor))


class _RelativeLinks(Treeprocessor):  # type: ignore[misc] # the library has no types
    def __init__(self, converter: Converter, uri: str, links: Links) -> None:
        super().__init__()
        self.converter, self.uri, self.links = converter, uri, links

    def run(self, root: Element) -> None:
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(str(element.tag))
            if name and (url := element.get(name)):
                element.set(name, self.converter.address(url, self.uri, self.links))


def _relative(target: str, page: str) -> str:
    """The shortest address of a target from a page, both from the root of the site."""
    found = posixpath.relpath(target, posixpath.dirname(page))
    return f"{found}/" if target.endswith("/") else found


def _joined(uri: str, path: str) -> str:
    parts: list[str] = []
    for part in [*PurePosixPath(uri).parent.parts, *path.split("/")]:
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _front_matter(text: str) -> tuple[str, Mapping[str, Any]]:
    if found := _FRONT_MATTER.match(text):
        try:
            meta = yaml.safe_load(found[1])
        except yaml.YAMLError:
            meta = None
        if isinstance(meta, dict):
            return text[found.end() :].lstrip("\n"), meta
    return text, {}


def _title(meta: Mapping[str, Any], tokens: list[dict[str, Any]], uri: str) -> str:
    """The title in the front matter, else the first heading, else what the file is called."""
    if "title" in meta:
        return str(meta["title"])
    for token in _flat(tokens):
        if token["level"] == 1:
            return unescape(token["name"])
    title = PurePosixPath(uri).stem.replace("-", " ").replace("_", " ")
    return title.capitalize() if title.lower() == title else title


def _flat(tokens: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for token in tokens:
        yield token
        yield from _flat(token["children"])
