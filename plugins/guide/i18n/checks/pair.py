"""What a check looks at: a translation with its original and the terms of its language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from guide.core import markup
from guide.core.model import Text


@dataclass(frozen=True, slots=True)
class ExpectedTerm:
    """A glossary term and its accepted translations in one language."""

    term: str
    translations: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """A translation (`value`) of an original text, with the glossary terms of its language.

    `known` holds the ids of the guide's terms, or nothing if the glossary could not be read.
    """

    text: Text
    value: str
    language: str
    terms: tuple[ExpectedTerm, ...] = ()
    known: Collection[str] = ()

    @cached_property
    def english(self) -> str:
        """The original as readers see it."""
        return shown(self.text)

    @cached_property
    def shown(self) -> str:
        """The translation as readers see it."""
        return shown(replace(self.text, value=self.value))


def shown(text: Text) -> str:
    """The words of a text without markup; each paragraph or list item is one line."""
    if not text.prose:
        return text.value
    rows = [row for block in markup.blocks(text.value) for row in block.rows]
    return "\n".join("".join(markup.words(span) for span in row) for row in rows)
