"""Floor 3. Which terms of the glossary an English text holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache


def held(english: str, terms: Iterable[str]) -> Iterator[str]:
    """Those of the terms that a text holds, in one or in several; none that is part of a longer."""
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        english, found = _whole(term).subn("·", english)
        if found:
            yield term


@cache
def _whole(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?:s|es)?(?!\w)", re.IGNORECASE)
