"""The forms of codes, and of the ids of texts."""

from __future__ import annotations


def anchor(code: str) -> str:
    """The anchor of a point or step: `S-2.1` gives `s-2-1` (contract)."""
    return code.lower().replace(".", "-")
