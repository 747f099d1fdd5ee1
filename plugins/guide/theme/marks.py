"""The mark of a guide: one drawing, made fit for pages, for print and for tabs of browsers.

What it draws in `currentColor` has the accent of the guide. Its source is a file of the project, so
it may hold shapes and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree as ET

from markupsafe import Markup

from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.location import Location

_SVG = "http://www.w3.org/2000/svg"
_CURRENT = "currentColor"
# What would run, load, depend on the reader's fonts, or break the policy of pages.
_REFUSED = (
    *("script", "style", "foreignObject", "image", "a", "text", "use", "iframe", "animate", "set"),
    *("animateTransform", "animateMotion"),
)
_DROPPED = ("title", "desc", "metadata")  # of the program that drew it; the name stands beside it
_ELSEWHERE = re.compile(r"(?i)url\(\s*[\"']?(?!#)|javascript:")
# What each place says of the drawing itself.
_OF_PLACES = ("class", "id", "width", "height", "x", "y", "role", "version", "tabindex")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as an SVG file; and for pages, the attributes of its `svg` and the shapes in it."""

    file: Markup
    attributes: Mapping[str, str]
    shapes: Markup

    def in_colour(self, colour: str) -> Markup:
        """The file with a colour in place of that of the text around it."""
        return self.file.replace(_CURRENT, colour)


@cache
def parse(text: str, name: str) -> Mark:
    """The mark in the text of the file `name`. Raises ContentError for what no mark may hold."""
    try:
        root = ET.fromstring(text)  # noqa: S314 - expat limits what entities may grow to
    except ET.ParseError as error:
        line, _ = error.position
        message = f"not valid SVG: {error}; export it again from the program that drew it"
        raise ContentError([Diagnostic(Location(name, line), message)]) from None
    if root.tag != f"{{{_SVG}}}svg":
        message = f'not an SVG drawing; begin it with <svg xmlns="{_SVG}" viewBox="0 0 24 24">'
        raise ContentError([Diagnostic(Location(name, 1), message)])
    faults = list(_faults(root))
    if faults:
        lines = ((_line(text, word), message) for word, message in faults)
        raise ContentError(Diagnostic(Location(name, line), message) for line, message in lines)
    try:
        return _mark(root)
    except RecursionError:
        message = "the groups of the drawing are nested too deeply; draw it with fewer"
        raise ContentError([Diagnostic(Location(name, 1), message)]) from None


def _mark(root: ET.Element) -> Mark:
    _clean(root)
    own = {key: value for key, value in root.attrib.items() if key not in _OF_PLACES}
    root.attrib = {"xmlns": _SVG, **own}
    shapes = "".join(map(_written, root)).strip()
    return Mark(Markup(_written(root).strip()), own, Markup(shapes))  # noqa: S704 - shapes alone


def _written(element: ET.Element) -> str:
    return ET.tostring(element, "unicode").replace(" />", "/>")


def _line(text: str, word: str) -> int:
    """The line on which a word of a file first stands; 1 if it is not written so."""
    return text.count("\n", 0, max(text.find(word), 0)) + 1


def _faults(root: ET.Element) -> Iterator[tuple[str, str]]:
    """What a drawing may not hold: the word to look for, and a message."""
    if "viewBox" not in root.attrib:
        yield "<svg", 'the drawing has no size; add viewBox="0 0 24 24", with its own numbers'
    for element in root.iter():
        space, _, tag = element.tag.rpartition("}")
        if space == f"{{{_SVG}" and tag in _REFUSED:
            yield f"<{tag}", f"a mark is made of shapes alone, without <{tag}>; remove it"
        for key, value in element.attrib.items():
            bare = key.rpartition("}")[2]
            if bare.startswith("on") or bare in ("style", "href"):
                advice = "; use attributes such as fill" if bare == "style" else "; remove it"
                yield f"{bare}=", f'a mark is made of shapes alone, without "{bare}"{advice}'
            elif _ELSEWHERE.search(value):
                yield value, f'a mark may load nothing, as "{bare}" does here; remove it'


def _clean(element: ET.Element) -> None:
    """Takes away what belongs to the program that drew it, and the namespace of SVG."""
    for child in list(element):
        space, _, tag = child.tag.rpartition("}")
        if space != f"{{{_SVG}" or tag in _DROPPED:
            element.remove(child)
        else:
            _clean(child)
    element.tag = element.tag.rpartition("}")[2]
    for key in [key for key in element.attrib if key.startswith("{")]:
        del element.attrib[key]
