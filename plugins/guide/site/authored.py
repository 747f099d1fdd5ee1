"""Converts Markdown pages to HTML, with the links that they need where they will be."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor

from guide.core.diagnostics import Diagnostic
from guide.core.location import Location
from guide.site import tables
from guide.site.layout import Heading
from guide.site.routes import Links
from guide.site.sources import Source

Extensions = Mapping[str, Mapping[str, Any]]
# The extensions that MkDocs always uses, and ours for tables.
ALWAYS = ("toc", "tables", "fenced_code", tables.NAME)


@dataclass(frozen=True, slots=True)
class Document:
    """A page as HTML, with the headings that its table of contents lists."""

    html: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a file of docs/: the path of its page, the address as written, what that names.

    `target` is None where there is no such file; `anchor` is '' where the link names none.
    """

    uri: str
    url: str
    target: Source | None
    anchor: str


class Converter:
    """Converts the pages of one language from Markdown to HTML.

    `files` are those of the language by path, as `files_for` returns them; `extensions` holds the
    options of each Python-Markdown extension by its name. `found` collects the links to files of
    all pages.
    """

    def __init__(self, files: Mapping[str, Source], extensions: Extensions) -> None:
        self.files = files
        self.found: list[Link] = []
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

        Other addresses are returned unchanged.
        """
        try:
            scheme, host, path, query, anchor = urlsplit(url)
        except ValueError:  # such as brackets that are not closed
            scheme, host, path, query, anchor = "", "", url, "", ""
        if scheme or host or not (path or anchor):
            return url
        if not path:
            self.found.append(Link(uri, url, self.files.get(uri), anchor))
            return url
        is_relative = not path.startswith(("/", "\\"))
        target = self.files.get(_joined(uri, unquote(path))) if is_relative else None
        self.found.append(Link(uri, url, target, anchor))
        if target is None:
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


def lost(links: Iterable[Link], files: Mapping[str, Source], root: Path) -> Iterator[Diagnostic]:
    """The problems of links that lead to no file; `files` are those of their language by path."""
    for link in links:
        if link.target is None:
            message = f"the link {link.url} leads to no file of docs/; correct it"
            yield Diagnostic(place(link, files, root), message)


def place(link: Link, files: Mapping[str, Source], root: Path) -> Location:
    """The first line of its file on which the address of a link is; `root` is the project."""
    file = files[link.uri].file
    lines = file.read_text(encoding="utf-8").splitlines()
    number = next((n for n, line in enumerate(lines, 1) if link.url in line), 1)
    return Location(file.relative_to(root).as_posix(), number)


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
