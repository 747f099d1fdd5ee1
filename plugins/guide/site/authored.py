"""Finds the Markdown pages of a language in docs/ and converts them to HTML.

A translated page is next to the original, with the language code in its name: `notes.fr.md` next to
`notes.md`. Without it, the page in the source language is shown. These are the rules of MkDocs and
mkdocs-static-i18n, which make the same pages from the same files.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import markdown
import yaml
from markdown.treeprocessors import Treeprocessor

from guide.site.layout import Heading
from guide.site.routes import Links

# The files that MkDocs makes pages from (mkdocs.utils.markdown_extensions).
SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
_INDEXES = ("index", "README")
_FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """A file in docs/: where it is, its path below docs/ without a language code, its language."""

    file: Path
    uri: str
    language: str

    @property
    def is_page(self) -> bool:
        """Whether it is Markdown; other files are copied unchanged."""
        return self.file.suffix in SUFFIXES

    @property
    def path(self) -> str:
        """The path of the page below its language's root; '' for the home page."""
        return path_of(self.uri)


def path_of(uri: str) -> str:
    """The path of the page made from a file; `notes/index.md` gives `notes`."""
    path = PurePosixPath(uri).with_suffix("")
    if path.name in _INDEXES:
        path = path.parent
    return "" if path == PurePosixPath() else path.as_posix()


def is_index(uri: str) -> bool:
    """Whether a file is the index page of its folder."""
    return PurePosixPath(uri).stem in _INDEXES


def sources(docs: Path, code: str, languages: Sequence[str]) -> dict[str, Source]:
    """The files in docs/ for the language `code`, by their paths without a language code.

    `languages` are the codes of all languages, the source first. Hidden files are left out.
    """
    by_uri: dict[str, Source] = {}
    for file in sorted(path for path in docs.rglob("*") if path.is_file()):
        name = file.relative_to(docs)
        if any(part.startswith(".") for part in name.parts):
            continue
        source = _source(file, PurePosixPath(name.as_posix()), languages)
        if source.language == code or (
            source.language == languages[0] and source.uri not in by_uri
        ):
            by_uri[source.uri] = source
    return by_uri


def _source(file: Path, name: PurePosixPath, languages: Sequence[str]) -> Source:
    code = PurePosixPath(name.stem).suffix.removeprefix(".")
    if code in languages:
        uri = name.with_name(PurePosixPath(name.stem).stem + name.suffix)
        return Source(file, uri.as_posix(), code)
    return Source(file, name.as_posix(), languages[0])


@dataclass(frozen=True, slots=True)
class Document:
    """A page as HTML, with its title as plain text, its front matter and its top-level headings."""

    html: str
    title: str
    meta: Mapping[str, Any]
    headings: tuple[Heading, ...]

    @property
    def is_searched(self) -> bool:
        """Whether the search includes the page."""
        search = self.meta.get("search")
        return not (isinstance(search, dict) and search.get("exclude"))


class Converter:
    """Converts the pages of one language from Markdown to HTML.

    `files` are those of the language by path, as `sources` returns them; `extensions` holds the
    options of each Python-Markdown extension by its name. `lost` collects the broken links, each as
    the path of its page and its address.
    """

    def __init__(
        self, files: Mapping[str, Source], extensions: Mapping[str, Mapping[str, Any]]
    ) -> None:
        self.files = files
        self.lost: list[tuple[str, str]] = []
        self._extensions = extensions

    def convert(self, text: str, uri: str, links: Links) -> Document:
        """Converts the text of the file `uri` below docs/, with its front matter."""
        body, meta = _front_matter(text)
        parser = markdown.Markdown(
            extensions=list(self._extensions),
            extension_configs={name: dict(options) for name, options in self._extensions.items()},
        )
        parser.treeprocessors.register(_RelativeLinks(self, uri, links), "relative-links", 0)
        html = parser.convert(body)
        tokens = getattr(parser, "toc_tokens", [])
        headings = tuple(Heading.of(token["id"], token["name"]) for token in tokens)
        return Document(html, _title(meta, tokens, uri), meta, headings)

    def address(self, url: str, uri: str, links: Links) -> str:
        """The address that the page of `uri` needs for `url`, if that names a file in docs/.

        Other addresses are returned unchanged. A relative path to no file is added to `lost`.
        """
        scheme, host, path, query, anchor = urlsplit(url)
        if scheme or host or not path or path.startswith(("/", "\\")):
            return url
        target = self.files.get(_joined(uri, unquote(path)))
        if target is None:
            self.lost.append((uri, url))
            return url
        from_root = replace(links, root="/")
        if target.is_page:
            address = from_root.page(target.path)
        else:
            address = from_root.asset(links.profile.folder(target.language) + target.uri)
        relative = _relative(address, from_root.page(links.path))
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
    """The shortest address from a page to a target, both given from the site's root."""
    relative = posixpath.relpath(target, posixpath.dirname(page))
    return f"{relative}/" if target.endswith("/") else relative


def _joined(uri: str, path: str) -> str:
    """A path relative to the file `uri` as a path below docs/, which it cannot leave."""
    parts: list[str] = []
    for part in [*PurePosixPath(uri).parent.parts, *path.split("/")]:
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _front_matter(text: str) -> tuple[str, Mapping[str, Any]]:
    """The text without its front matter, and the front matter; empty if that is no mapping."""
    if match := _FRONT_MATTER.match(text):
        try:
            meta = yaml.safe_load(match[1])
        except yaml.YAMLError:
            meta = None
        if isinstance(meta, dict):
            return text[match.end() :].lstrip("\n"), meta
    return text, {}


def _title(meta: Mapping[str, Any], tokens: list[dict[str, Any]], uri: str) -> str:
    """The title from the front matter, else from the first heading, else from the file's name."""
    if "title" in meta:
        return str(meta["title"])
    for token in _flat(tokens):
        if token["level"] == 1:
            return unescape(token["name"])
    title = PurePosixPath(uri).stem.replace("-", " ").replace("_", " ")
    return title.capitalize() if title.lower() == title else title


def _flat(tokens: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The headings of a table of contents, each before those below it."""
    for token in tokens:
        yield token
        yield from _flat(token["children"])
