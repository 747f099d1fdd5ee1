"""What the tests of the one-file editions share: contexts of both guides, and checks of HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from guide import project
from guide.core import walk
from guide.core.model import Guide, State, Text
from guide.formats.context import Context
from guide.theme.files import ThemeFiles
from support.html_tree import Element
from support.paths import ROOT, TINY

ADDRESS = "https://guide.test/base/path/"


def context(guides: dict[str, Guide], code: str) -> Context:
    """A language of this guide, with a public address."""
    return Context(guides[code], guides["en"], ADDRESS, ThemeFiles(ROOT))


def tiny(code: str) -> Context:
    """A language of the tiny guide, without an address."""
    loaded = project.load(TINY)
    return Context(loaded.guides[code], loaded.source, "", ThemeFiles(ROOT))


def with_title(context: Context, code: str, title: str) -> Context:
    """The same, with another title of one point."""

    def change(text: Text) -> Text:
        return replace(text, value=title) if text.id == f"{code}.title" else text

    return replace(context, guide=walk.map_texts(context.guide, change))


def untrusted(context: Context) -> set[str]:
    """Codes of the points of which a text is shown in English or is stale."""
    return {
        point.code
        for point in context.guide.points.values()
        if {text.state for text in walk.texts(point)} & {State.UNTRANSLATED, State.STALE}
    }


def ids(tree: Element) -> list[str]:
    """Every id, as often as it stands."""
    return [element.attrs["id"] for element in tree.all(id="*")]


def requests(tree: Element) -> Iterator[str]:
    """What a program would fetch unasked: all addresses but those of links that a reader takes."""
    for element in tree.all():
        for name in ("src", "srcset", "data", "poster", "action", "background"):
            yield from [element.attrs[name]] if name in element.attrs else []
        if element.tag not in ("a", "area") and element.attrs.get("href", "data:,") != "data:,":
            yield element.attrs["href"]


def marks(point: Element) -> int:
    """How often a point says in words that its texts are no sound translation."""
    return sum(1 for found in point.all("p") if found.attrs.get("class") == "state")
