"""How much room a text takes on a page or on paper, counted in Latin letters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

UNSEEN = frozenset({"Mn", "Me", "Cf"})  # Unicode categories that take no width
_WIDE = frozenset({"W", "F"})  # of Unicode's East_Asian_Width, UAX #11


def letters(value: str) -> int:
    """The number of characters as a reader counts them: combining marks belong to their letter."""
    if value.isascii():
        return len(value)
    return sum(unicodedata.category(char) not in UNSEEN for char in value)


@lru_cache(maxsize=4096)  # an original is measured for each of its translations
def width(value: str) -> int:
    """The same, where Chinese, Japanese and Korean characters count as two."""
    if value.isascii():
        return len(value)
    return letters(value) + sum(unicodedata.east_asian_width(char) in _WIDE for char in value)


def too_wide(value: str, most: int) -> str:
    """What to say of a text that has not enough room; '' where it has, or where `most` is 0."""
    if most == 0 or 2 * len(value) <= most:  # which is soon known
        return ""
    wide = width(value)
    if wide <= most:
        return ""
    how = " (wide ones count as two)" if wide > letters(value) else ""
    return f"has {wide} characters{how}, more than {most}; shorten it"
