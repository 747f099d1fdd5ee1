"""The ZIM edition: the pages of one language in one file, for Kiwix and its hotspots.

libzim writes it. It indexes the words that the guide's own search has for each page, so that what
stands around every page is not found on all of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import unicodedata
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import typst
from langcodes import Language
from libzim.writer import Creator

from guide.core import markup
from guide.core.errors import GuideError
from guide.files import cache
from guide.formats.context import Context
from guide.formats.zim_entries import ZimEntry, ZimFound
from guide.site.routes import every_page
from guide.site.search import analysis

MARK = "assets/mark.svg"
INDEX = "search/search_index.json"
PICTURE = 48  # pixels of the illustration's side
# The longest texts that readers of ZIM files accept, in graphemes, and the message of each.
TITLE, DESCRIPTION = 30, 80
LIMITS = {"Title": (TITLE, "zim-title"), "Description": (DESCRIPTION, "zim-description")}
_LONGEST_TITLE = 100  # characters; libzim refuses to index words of more than 245 bytes
_OWN_ID, _ID, _MD5 = 8, 16, 16  # where a ZIM's own id begins; bytes of an id and of an MD5
_XAPIAN = re.compile(rb"\x0f\rXapian Glass..", re.DOTALL)  # and its version: here its id follows


class ZimError(GuideError):
    """Pages or words that a ZIM cannot take; the message names the language and what to do."""


def write(context: Context, pages: Path, target: Path) -> None:
    """Writes the pages of a language, and all files beside them, to a ZIM of the target's name.

    `pages` is a folder of pages for use without a server that holds this language only, lists no
    files to take along and has the search index of the language. Raises ZimError for a name or a
    description that is too long; then there is no ZIM.
    """
    metadata = _metadata(context, target.stem)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    creator = Creator(target).config_indexing(True, metadata["Language"])  # noqa: FBT003 - its API
    creator.config_nbworkers(1)  # several would number the pages at random
    with _silence(), creator:
        creator.set_mainpath(f"{_root(context)}index.html")
        creator.add_illustration(PICTURE, _picture(context, pages))
        for name, value in metadata.items():
            creator.add_metadata(name, value)
        for entry in _entries(context, pages):
            creator.add_item(entry)
    target.write_bytes(_steady(target.read_bytes()))


def _steady(zim: bytes) -> bytes:
    """The ZIM with ids made from its content, so that equal inputs give equal bytes.

    libzim draws three at random: the file's own and those of its two indexes, which Xapian makes.
    The file ends with the MD5 of everything before it. https://wiki.openzim.org/wiki/ZIM_file_format
    """
    made = bytearray(zim[:-_MD5])
    places = [_OWN_ID, *(found.end() for found in _XAPIAN.finditer(zim))]
    for place in places:
        made[place : place + _ID] = bytes(_ID)
    name = uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(made).hexdigest())
    for place in places:
        made[place : place + _ID] = name.bytes
    return bytes(made) + hashlib.md5(made, usedforsecurity=False).digest()


def _metadata(context: Context, identity: str) -> dict[str, str]:
    """The fields of https://wiki.openzim.org/wiki/Metadata that apply."""
    guide, ui = context.guide, context.words.ui
    title, subtitle = _cut(guide.title.value, TITLE), _cut(guide.subtitle.value, DESCRIPTION)
    fields = {
        "Name": identity,
        "Title": ui("zim-title", title=title).value,
        "Description": ui("zim-description", subtitle=subtitle).value,
        "LongDescription": markup.plain(guide.summary.value),
        "Language": Language.get(guide.language).to_alpha3(),
        "Creator": guide.publishers.value,
        "Publisher": (guide.edition or guide.publishers).value,
        "License": context.words.conditions().value,
        "Date": guide.date,
        "Source": context.address,
        "Scraper": f"impact-guide {version('impact-guide')}",
        "Tags": "_category:other;_ftindex:yes;_pictures:no;_videos:no;_details:yes",
    }
    for name, (most, key) in LIMITS.items():
        if (length := _graphemes(fields[name])) > most:
            raise ZimError(
                f"ZIM in {guide.language}: the field {name} has {length} characters, {most} at "
                f"most; shorten the text interface.{key}: {fields[name]}"
            )
    return {name: value for name, value in fields.items() if value}


def _graphemes(text: str) -> int:
    """The number of characters as a reader counts them; it is never too low.

    Combining marks belong to their letter, except those with a width of their own.
    """
    return sum(unicodedata.category(char) not in ("Mn", "Me", "Cf") for char in text)


def _cut(text: str, most: int) -> str:
    """The text, or as many of its words as fit, with an ellipsis."""
    kept = text
    while _graphemes(kept) > most - (kept != text) or _is_mark(text[len(kept) :]):
        kept = kept[:-1]
    return text if kept == text else f"{kept.rpartition(' ')[0] or kept}…"


def _is_mark(rest: str) -> bool:
    """Whether a text begins with a mark, which belongs to the letter before it."""
    return unicodedata.category(rest[:1] or " ").startswith("M")


def _root(context: Context) -> str:
    return context.guide.folder


def _entries(context: Context, pages: Path) -> Iterator[ZimEntry]:
    """Each file of the pages, in the order of their paths."""
    titles, words = _titles(context), _words(context, pages)
    for file in sorted(path for path in pages.rglob("*") if path.is_file()):
        path = file.relative_to(pages).as_posix()
        found = words.get(path, ZimFound())
        title = titles.get(path) or "".join(found.shown[:1])
        yield ZimEntry(path, file.read_bytes(), title[:_LONGEST_TITLE], found)


def _titles(context: Context) -> Mapping[str, str]:
    """The titles of the guide's pages by path; the home page has the name of the guide."""
    titles = {
        f"{_root(context)}{page.stub.removesuffix('.md')}.html": page.title.value
        for page in every_page(context.guide)
    }
    return titles | {f"{_root(context)}index.html": context.guide.title.value}


def _words(context: Context, pages: Path) -> Mapping[str, ZimFound]:
    """The words of each page by path, from the index of the guide's own search."""
    root, code = _root(context), context.guide.language
    documents: list[dict[str, Any]] = json.loads((pages / root / INDEX).read_bytes())["docs"]
    found: dict[str, ZimFound] = {}
    for document in documents:
        path = urldefrag(urljoin(f"{root}index.html", document["location"])).url
        page = found.setdefault(path, ZimFound())
        for name in ("title", "text"):
            text = unescape(document[name])
            page.shown.append(text)
            page.further += (document.get(f"{name}_forms", ""), *analysis.runs(text, code))
    return found


def _picture(context: Context, pages: Path) -> bytes:
    """The mark of the guide as PNG; one point of the template is one pixel."""
    template, mark = context.theme.find("zim/illustration.typ"), (pages / MARK).read_bytes()
    parts = (b"typst", version("typst").encode(), template.read_bytes(), mark, bytes([PICTURE]))
    return cache.cached(parts, ".png", lambda: _drawn(template, mark.decode()))


def _drawn(template: Path, mark: str) -> bytes:
    made = typst.compile(
        template,
        format="png",
        ppi=72,
        sys_inputs={"mark": mark, "side": str(PICTURE)},
        ignore_system_fonts=True,
    )
    if not isinstance(made, bytes):
        raise TypeError("illustration.typ has more than one page")
    return made


@contextmanager
def _silence() -> Iterator[None]:
    """Keeps libzim's own messages off the standard output."""
    sys.stdout.flush()
    kept = os.dup(1)
    with Path(os.devnull).open("w", encoding="utf-8") as nothing:
        os.dup2(nothing.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
