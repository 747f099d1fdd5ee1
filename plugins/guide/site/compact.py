"""Takes out of a finished page what says nothing to a browser.

These are line ends beside blocks, which are never shown. Quotes and end tags stay, though HTML
would allow less: simple programs that read pages look for them.
"""

from __future__ import annotations

import re

# What is laid out in lines of its own, and what is in the head.
_BLOCK = (
    r"</?(?:html|head|body|meta|title|link|header|footer|main|nav|div|section|article|aside|p|h[1-6]"
    r"|ul|ol|li|dl|dt|dd|details|summary|table|caption|thead|tbody|tr|th|td|option|fieldset|legend)\b"
)
_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*>"""
_BEFORE = re.compile(rf"\s*\n\s*(?={_BLOCK})")
_AFTER = re.compile(rf"({_BLOCK}{_ATTRIBUTES})\s*\n\s*")
# In these, each line end may be text.
_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>|<!--.*?-->)", re.DOTALL)


def compact(html: str) -> str:
    """A finished page with fewer bytes, for the same page in a browser."""
    parts = _KEPT.split(html)
    # The pattern has two groups: between two texts are what is kept, and the name of its element.
    return "".join(
        _lighter(part) if place % 3 == 0 else part
        for place, part in enumerate(parts)
        if place % 3 != 2 and part  # noqa: PLR2004 - see above
    )


def _lighter(html: str) -> str:
    return _AFTER.sub(r"\1", _BEFORE.sub("", html))
