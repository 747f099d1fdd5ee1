"""The grammar of anchors and text ids, in one place.

The id of a text is `<owner>.<field>`: `S-2.1.title`. A point or a step owns its texts by its code;
everything else by `<kind>.<id>`, as in `stage.setup.title`; the guide as a whole and the program's
own messages just by their kind: `guide.title`, `interface.search`. Translations, reviews and
waivers are stored under these ids, so an id never changes without an alias.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

# What a name of files or folders may be, so that every computer and host can store it.
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_FORM = "small letters from a to z, digits, and single dashes between them"
_LONGEST_SLUG = 40  # characters; names of files have more around it


class Owner(StrEnum):
    """The kinds of owner other than points and steps; the values begin the ids of their texts."""

    GUIDE = "guide"
    STAGE = "stage"
    STAGE_GROUP = "stage-group"
    GROUP = "group"  # of audiences
    STEP = "step"  # without a code
    AUDIENCE = "audience"
    SECTION = "front"
    TERM = "term"
    SOURCE_SECTION = "source"
    TOOL = "tool"
    MESSAGE = "interface"

    def of(self, ident: str) -> str:
        """The owner's name for one stage, audience, term and so on: `stage.setup`."""
        return f"{self}.{ident}"

    def owns(self, text_id: str) -> bool:
        """Whether a text belongs to an owner of this kind."""
        return text_id.startswith(f"{self}.")


def slug(title: str) -> str:
    """A name for files, made from a title: `The School Garden` gives `the-school-garden`.

    It is '' where the title has no Latin letter and no digit.
    """
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    while len("-".join(words)) > _LONGEST_SLUG and len(words) > 1:
        words.pop()
    return "-".join(words)[:_LONGEST_SLUG]


def text_id(owner: str, field: str) -> str:
    """The id of the text of a field: owner `S-2.1` and field `title` give `S-2.1.title`."""
    return f"{owner}.{field}"


def split(ident: str) -> tuple[str, str]:
    """The owner and the field of a text id: `S-2.1.title` gives `S-2.1` and `title`.

    The key of a message may have a dot, as the code of a point may.
    """
    is_message = Owner.MESSAGE.owns(ident)
    owner, _, field = ident.partition(".") if is_message else ident.rpartition(".")
    return owner, field


def anchor(code: str) -> str:
    """The HTML anchor of a point or step: `S-2.1` gives `s-2-1`. People link to it."""
    return code.lower().replace(".", "-")
