"""Texts as the JSON of a guide holds them; guide.schema.json describes these nodes."""

from __future__ import annotations

from typing import Any

from guide.core.model import Text
from guide.formats.payload import flat

Node = dict[str, Any]


def line(text: Text | None) -> Node | None:
    """A text of one line, with its language and state; None for None."""
    if text is None:
        return None
    return {"language": text.language, "state": str(text.state), "text": text.value}


def prose(text: Text | None) -> Node | None:
    """A text twice, `text` without markup and `markup` as it was written; None for None."""
    if text is None:
        return None
    return {
        "language": text.language,
        "state": str(text.state),
        "text": flat(text),
        "markup": text.value,
    }
