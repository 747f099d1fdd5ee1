"""How long a text may be, on a page, on paper or in a library of ZIM files."""

from __future__ import annotations

from guide.core.ids import Owner, split
from guide.core.model import Text
from guide.core.widths import letters, too_wide, width
from guide.i18n.checks.pair import Pair, shown

_SHORT, _LETTERS = 32, 5
_PART = 2  # dots in the name of a part of a tool; those of its columns and rows have more
_TITLE_FREE = 90
# Limits of the metadata of ZIM files: https://wiki.openzim.org/wiki/Metadata
_ZIM = {"interface.zim-title": 30, "interface.zim-description": 80}


def room(text: Text) -> int:
    """How many characters a translation of an original text may have; 0: no limit.

    A title may be as long as the longest in English, or longer as far as the original is long.
    """
    (owner, field), wide = split(text.id), width(shown(text))
    if text.id in _ZIM:
        return _ZIM[text.id]
    if Owner.TOOL.owns(text.id) and (field != "title" or owner.count(".") > _PART):
        # Cells, labels and lines of forms, which must fit on paper.
        return _LETTERS if field == "letters" else int(1.7 * wide) + 20
    if field == "short":
        return max(_SHORT, 4 * wide // 3)
    if field in ("title", "subtitle"):
        return max(_TITLE_FREE, int(1.7 * wide) + 20)
    return 2 * wide + 30 if Owner.MESSAGE.owns(text.id) else 0


def too_long(pair: Pair) -> str:
    """A text too long for its place on the page or in print."""
    most = room(pair.text)
    if pair.text.id not in _ZIM:
        return too_wide(pair.value, most)
    count = letters(pair.value)
    return f"has {count} characters, more than {most}; shorten it" if count > most else ""
