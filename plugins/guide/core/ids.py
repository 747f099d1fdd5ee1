"""The grammar of codes, anchors and the ids of texts, in one place.

The id of a text is `<owner>.<field>`: `S-2.1.title`. The owner of a point's or step's text is its
code; all else is owned by `<kind>.<id>`, as in `stage.setup.title`; the guide as a whole and the
program's own messages by the kind alone: `guide.title`, `interface.search`. Translations, reviews
and waivers are kept by these ids, so they never change without an alias.
"""

from __future__ import annotations

from enum import StrEnum


class Owner(StrEnum):
    """What owns a text, where it is no point and no step."""

    GUIDE = "guide"
    STAGE = "stage"
    GROUP = "group"  # of audiences
    AUDIENCE = "audience"
    SECTION = "front"
    TERM = "term"
    SOURCE_SECTION = "source"
    MESSAGE = "interface"

    def of(self, ident: str) -> str:
        """The owner of the texts of one stage, audience, term and so on: `stage.setup`."""
        return f"{self}.{ident}"

    def owns(self, text_id: str) -> bool:
        """Whether a text belongs to one of this kind."""
        return text_id.startswith(f"{self}.")


def text_id(owner: str, field: str) -> str:
    """The id of a field's text: `S-2.1.title`."""
    return f"{owner}.{field}"


def split(ident: str) -> tuple[str, str]:
    """Owner and field of the id of a text: `S-2.1.title` gives `S-2.1` and `title`."""
    owner, _, field = ident.rpartition(".")
    return owner, field


def anchor(code: str) -> str:
    """The anchor of a point or step: `S-2.1` gives `s-2-1` (contract)."""
    return code.lower().replace(".", "-")
