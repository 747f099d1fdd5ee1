"""Ids and prefixes for what an import has only titles for."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

from guide.core.ids import slug

# Names that Windows reserves, and anchors that pages have already.
_RESERVED = frozenset(
    {
        *("index", "readme", "con", "prn", "aux", "nul", "factors", "items", "items-added"),
        *("items-named", "recommendations", "next", "take", "help", "main", "print", "parts"),
        *(f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)),
    }
)


def ascii_of(text: str) -> str:
    """A text in the letters a to z where it can be written so; the rest is left out."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if char.isascii())


class Names:
    """Gives ids and prefixes, each only once."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = {name.lower() for name in taken} | _RESERVED

    def ident(self, title: str, kind: str) -> str:
        """An id from a title: its words in ASCII; a numbered one where that leaves less than half.

        `kind` begins a numbered id, such as `stage-3`.
        """
        kept = sum(char.isalnum() for char in ascii_of(title))
        letters = sum(char.isalnum() for char in unicodedata.normalize("NFC", title))
        base = slug(title) if 2 * kept >= letters else ""
        start = 2 if base else 1
        numbered = (f"{base or kind}-{number}" for number in itertools.count(start))
        return self._first(itertools.chain([base] if base else [], numbered))

    def prefix(self, title: str, kind: str) -> str:
        """Letters for codes: the fewest of the title, in capitals; else a letter and a number."""
        words = re.findall(r"[A-Z]+", ascii_of(title).upper())
        whole = "".join(words)
        initials = "".join(word[0] for word in words)
        candidates = [whole[:1], initials[:3], *(whole[:length] for length in (2, 3, 4))]
        letter = whole[:1] or kind[0].upper()
        numbered = (f"{letter}{number}" for number in itertools.count(1))
        return self._first(itertools.chain(filter(None, candidates), numbered))

    def _first(self, candidates: Iterator[str]) -> str:
        found = next(one for one in candidates if one.lower() not in self._taken)
        self._taken.add(found.lower())
        return found
