"""Floor 5. The light edition: the whole guide in one HTML file, without script or other request."""

from __future__ import annotations

import base64
import hashlib

from guide.editions.chapters import Book, chapters, contents
from guide.editions.context import Context
from guide.languages import language


def write(context: Context, languages: tuple[str, ...]) -> bytes:
    """The page; `languages` are the codes of all languages that stand beside it as ../<lang>/."""
    book = Book(context, href="#{}".format, level=2, brief=True)
    style = book.render("guide.css")
    return book.render(
        "guide.html",
        chapters=chapters(context.guide),
        contents=contents(context.guide),
        languages=[language(code) for code in languages],
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        online=context.online(""),
    ).encode()
