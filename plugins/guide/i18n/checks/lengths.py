"""How long a text may be, on a page, on paper or in a library of ZIM files."""

from __future__ import annotations

import unicodedata

from guide.core.ids import Owner, split
from guide.core.model import Text
from guide.i18n.checks.pair import Pair, shown

UNSEEN = frozenset({"Mn", "Me", "Cf"})  # Unicode categories that take no width
_SHORT = 32
_TITLE_FREE = 90
# Limits of the metadata of ZIM files: https://wiki.openzim.org/wiki/Metadata
_ZIM = {"interface.zim-title": 30, "interface.zim-description": 80}


def _width(value: str) -> int:
    return sum(unicodedata.category(char) not in UNSEEN for char in value)


def room(text: Text) -> int:
    """How many characters a translation of an original text may have; 0: no limit."""
    field, width = split(text.id)[1], _width(shown(text))
    if text.id in _ZIM:
        return _ZIM[text.id]
    if field == "short":
        return _SHORT
    if field in ("title", "subtitle"):
        return max(_TITLE_FREE, int(1.7 * width) + 20)
    return 2 * width + 30 if Owner.MESSAGE.owns(text.id) else 0


def too_long(pair: Pair) -> str:
    """A text too long for its place on the page or in print."""
    width, most = _width(pair.value), room(pair.text)
    return f"has {width} characters, more than {most}; shorten it" if 0 < most < width else ""
