"""Characters that no file can hold, and kinds of line break: what is made of them in texts."""

from __future__ import annotations

import re

# Controls, unpaired surrogates and noncharacters, which XML and other formats cannot hold:
# https://www.w3.org/TR/xml/#charsets
NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BREAKS = re.compile("[\t\n]+")
_REPLACEMENT = "\ufffd"


def replaced(text: str) -> str:
    """The text with U+FFFD for each character that some output format cannot hold."""
    return NO_CHARACTER.sub(_REPLACEMENT, text)


def in_lines(text: str) -> str:
    """The same, with every kind of line break as a line feed: office programs paste odd ones."""
    return replaced(_LINE_BREAK.sub("\n", text))


def in_one_line(text: str) -> str:
    """The same on one line: a space for line breaks and tabs."""
    return _BREAKS.sub(" ", in_lines(text))


def is_broken(text: str) -> bool:
    """Whether it has such characters, besides odd line breaks."""
    return NO_CHARACTER.search(_LINE_BREAK.sub("\n", text)) is not None
