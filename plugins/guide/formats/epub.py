"""The EPUB edition: the guide as an EPUB 3.3 book that flows on any reader.

Written by zipfile, with sorted names and the edition's date, so equal inputs give equal bytes.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Mapping

from guide.formats.chapters import Chapter, ChapterRenderer, chapters, contents
from guide.formats.context import Context
from guide.theme import fonts, web_fonts

_TYPE = "mimetype"  # the standard wants it first and uncompressed


def write(context: Context) -> bytes:
    """The book: its opening, its table of contents, a file for each chapter."""
    parts = chapters(context.guide)
    book = ChapterRenderer(context, href=_places(parts).__getitem__, xml=True)
    font = fonts.web(context.guide.language)
    cut = {f"font-{w}.woff2": web_fonts.woff2(font, w) for w in font.weights} if font else {}
    pages = {
        f"{part.id}.xhtml": book.render("epub/page.xhtml", title=part.title, chapter=part)
        for part in parts
    }
    pages["nav.xhtml"] = _nav(book, parts)
    pages["title.xhtml"] = _opening(book)
    drawings = {name for name, text in pages.items() if "<svg" in text}
    pages["style.css"] = book.render("epub/style.css", font=font)
    pages["package.opf"] = book.render(
        "epub/package.opf",
        identifier=_identifier(context),
        modified=context.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        chapters=parts,
        drawings=drawings,
        fonts=sorted(cut),
    )
    files = {name: text.encode() for name, text in pages.items()} | cut
    inner = {f"EPUB/{name}": data for name, data in files.items()}
    inner["META-INF/container.xml"] = book.render("epub/container.xml").encode()
    return _packed(context, inner)


def _places(parts: tuple[Chapter, ...]) -> Mapping[str, str]:
    """The address of each anchor, from any file of the book."""
    places = {part.id: f"{part.id}.xhtml" for part in parts}
    for part in parts:
        places |= {name: f"{part.id}.xhtml#{name}" for name in part.anchors}
    return places


def _nav(book: ChapterRenderer, parts: tuple[Chapter, ...]) -> str:
    guide = book.context.guide
    title = guide.interface["contents"]
    return book.render("epub/nav.xhtml", title=title, contents=contents(guide), chapters=parts)


def _opening(book: ChapterRenderer) -> str:
    """The title page, made last because its notice covers the texts of all other files."""
    context = book.context
    return book.render("epub/title.xhtml", title=context.guide.title, online=context.online(""))


def _identifier(context: Context) -> str:
    """The book's name among all books: the same for the same language and version."""
    source = context.source
    names = (source.publishers, source.title, context.guide.language, context.guide.version)
    return uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(map(str, names))).urn


def _packed(context: Context, files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in ((_TYPE, b"application/epub+zip"), *sorted(files.items())):
            entry = zipfile.ZipInfo(name, context.moment.timetuple()[:6])
            entry.create_system = 3  # else it would name the operating system
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == _TYPE else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()
