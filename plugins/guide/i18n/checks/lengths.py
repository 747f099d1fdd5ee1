"""How long a text may be for its place on a page, on paper or in a catalogue of books."""

from __future__ import annotations

import unicodedata

from guide.core.ids import Owner, split
from guide.core.model import Text
from guide.i18n.checks.pair import Pair, shown

UNSEEN = frozenset({"Mn", "Me", "Cf"})  # marks above and below letters take no width
_SHORT = 32
_TITLE_FREE = 90
# What the readers of ZIM files take.
_ZIM = {"interface.zim-title": 30, "interface.zim-description": 80}


def _width(value: str) -> int:
    return sum(unicodedata.category(char) not in UNSEEN for char in value)


def room(text: Text) -> int:
    """How many characters the place of an English text has for a translation; 0: no limit."""
    field, width = split(text.id)[1], _width(shown(text))
    if text.id in _ZIM:
        return _ZIM[text.id]
    if field == "short":
        return _SHORT
    if field in ("title", "subtitle"):
        return max(_TITLE_FREE, int(1.7 * width) + 20)
    return 2 * width + 30 if Owner.MESSAGE.owns(text.id) else 0


def too_long(pair: Pair) -> str:
    """A text that its place on the page or in print cannot hold."""
    width, most = _width(pair.value), room(pair.text)
    return f"{width} characters, {most} fit its place; shorten it" if 0 < most < width else ""
