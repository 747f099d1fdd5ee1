"""What makes one guide differ from another: so far, the language that it is written in."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Profile:
    """The grammar of a guide. `source_language` is the code of the language that it is written in.

    That language's pages are at the root of the site, those of the others in a folder each.
    """

    source_language: str = DEFAULT_LANGUAGE

    def is_source(self, code: str) -> bool:
        """Whether a language is the one that the guide is written in."""
        return code == self.source_language

    def folder(self, code: str) -> str:
        """The path of a language's pages from the root of the site: '' or, for example, 'fr/'."""
        return "" if self.is_source(code) else f"{code}/"
