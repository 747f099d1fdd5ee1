"""The grammar of anchors and text ids, in one place.

The id of a text is `<owner>.<field>`: `S-2.1.title`. A point or a step owns its texts by its code;
everything else by `<kind>.<id>`, as in `stage.setup.title`; the guide as a whole and the program's
own messages just by their kind: `guide.title`, `interface.search`. Translations, reviews and
waivers are stored under these ids, so an id never changes without an alias.
"""

from __future__ import annotations

from enum import StrEnum


class Owner(StrEnum):
    """The kinds of owner other than points and steps; the values begin the ids of their texts."""

    GUIDE = "guide"
    STAGE = "stage"
    GROUP = "group"  # of audiences
    STEP = "step"  # without a code
    AUDIENCE = "audience"
    SECTION = "front"
    TERM = "term"
    SOURCE_SECTION = "source"
    MESSAGE = "interface"

    def of(self, ident: str) -> str:
        """The owner's name for one stage, audience, term and so on: `stage.setup`."""
        return f"{self}.{ident}"

    def owns(self, text_id: str) -> bool:
        """Whether a text belongs to an owner of this kind."""
        return text_id.startswith(f"{self}.")


def text_id(owner: str, field: str) -> str:
    """The id of the text of a field: owner `S-2.1` and field `title` give `S-2.1.title`."""
    return f"{owner}.{field}"


def split(ident: str) -> tuple[str, str]:
    """The owner and the field of a text id: `S-2.1.title` gives `S-2.1` and `title`."""
    owner, _, field = ident.rpartition(".")
    return owner, field


def anchor(code: str) -> str:
    """The HTML anchor of a point or step: `S-2.1` gives `s-2-1`. People link to it."""
    return code.lower().replace(".", "-")
