"""Converts Markdown pages to HTML, with the links that they need where they will be."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor

from guide.site.layout import Heading
from guide.site.routes import Links
from guide.site.sources import Source

Extensions = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Document:
    """A page as HTML, with the headings that its table of contents lists."""

    html: str
    headings: tuple[Heading, ...]


class Converter:
    """Converts the pages of one language from Markdown to HTML.

    `files` are those of the language by path, as `files_for` returns them; `extensions` holds the
    options of each Python-Markdown extension by its name. `lost` collects the broken links, each as
    the path of its page and its address.
    """

    def __init__(self, files: Mapping[str, Source], extensions: Extensions) -> None:
        self.files = files
        self.lost: list[tuple[str, str]] = []
        self._extensions = extensions

    def convert(self, text: str, uri: str, links: Links) -> Document:
        """Converts the text of the file `uri` below docs/, which is without its front matter."""
        parser = _parser(self._extensions)
        parser.treeprocessors.register(_RelativeLinks(self, uri, links), "relative-links", 0)
        html = parser.convert(text)
        entries = (Entry.of(token) for token in getattr(parser, "toc_tokens", []))
        return Document(html, contents(entries))

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


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading with those below it; `title` is HTML without tags."""

    anchor: str
    title: str
    level: int
    children: tuple[Entry, ...]

    @classmethod
    def of(cls, token: Mapping[str, Any]) -> Entry:
        """The heading of a token of Python-Markdown's table of contents."""
        children = tuple(map(cls.of, token["children"]))
        return cls(token["id"], token["name"], token["level"], children)


def contents(entries: Iterable[Entry]) -> tuple[Heading, ...]:
    """What a table of contents lists: the highest headings below the title of the page."""
    listed: list[Entry] = []
    for entry in entries:
        listed += entry.children if entry.level == 1 else (entry,)
    return tuple(Heading.of(entry.anchor, entry.title) for entry in listed)


def heading_of(text: str, extensions: Extensions) -> str:
    """The first heading of the highest level in a Markdown text, as plain text; '' if none."""
    parser = _parser(extensions)
    parser.convert(text)
    for token in _flat(getattr(parser, "toc_tokens", [])):
        if token["level"] == 1:
            return unescape(str(token["name"]))
    return ""


def _parser(extensions: Extensions) -> markdown.Markdown:
    return markdown.Markdown(
        extensions=list(extensions),
        extension_configs={name: dict(options) for name, options in extensions.items()},
    )


def _flat(tokens: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The headings of a table of contents, each before those below it."""
    for token in tokens:
        yield token
        yield from _flat(token["children"])
