"""An extension of Python-Markdown: tables scroll on small screens and are aligned by class.

Python-Markdown aligns cells by `style=`, which the policy of pages refuses.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

NAME = __name__  # under which Python-Markdown finds it
_CLASSES = {
    "text-align: left;": "cell--start",
    "text-align: center;": "cell--center",
    "text-align: right;": "cell--end",
}


class _Tables(Treeprocessor):  # type: ignore[misc] # the library has no types
    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for place, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[place] = _framed(child)


def _framed(table: Element) -> Element:
    """The table within a frame that scrolls, which a keyboard reaches too.

    The frame is called by the heads of the columns.
    """
    heads = (" ".join("".join(head.itertext()).split()) for head in table.iter("th"))
    frame = Element("div", {"class": "table-scroll", "role": "region", "tabindex": "0"})
    frame.set("aria-label", " · ".join(filter(None, heads)) or "–")
    frame.tail, table.tail = table.tail, "\n"
    frame.text = "\n"
    frame.append(table)
    for cell in table.iter():
        if cell.tag in ("th", "td") and (name := _CLASSES.get(cell.get("style", ""))):
            del cell.attrib["style"]
            cell.set("class", " ".join(filter(None, (cell.get("class"), name))))
    return frame


class _Extension(Extension):  # type: ignore[misc] # the library has no types
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        # After the inline patterns, so that cells are complete.
        md.treeprocessors.register(_Tables(md), "guide-tables", 5)


def makeExtension(**options: object) -> Extension:  # noqa: N802 - the library's name
    """The extension, as Python-Markdown asks a module for it."""
    return _Extension(**options)
