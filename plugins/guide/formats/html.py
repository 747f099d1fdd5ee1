"""The light edition: the whole guide in one HTML file, without script or other request."""

from __future__ import annotations

import re

from guide.core.languages import language
from guide.formats.chapters import ChapterRenderer, chapters, contents
from guide.formats.context import Context
from guide.site import csp

# A line end between two tags shows nothing, but weighs.
_BETWEEN = re.compile(r"(?<=>)\n+(?=<)")


def write(context: Context, languages: tuple[str, ...]) -> bytes:
    """The page; `languages` are the codes of all languages beside it, in ../<lang>/."""
    book = _book(context)
    page = book.render(
        "html/guide.html",
        chapters=chapters(context.guide),
        contents=contents(context.guide),
        languages=[language(code) for code in languages],
        style=style(context),
        style_hash=csp.fingerprint(style(context)),
        online=context.online(""),
    )
    return _BETWEEN.sub("", page).encode()


def style(context: Context) -> str:
    """The page's inline style; the content security policy allows it by its hash."""
    return _book(context).render("html/guide.css").replace("\n", "")


def _book(context: Context) -> ChapterRenderer:
    return ChapterRenderer(context, href="#{}".format, level=2, brief=True)
