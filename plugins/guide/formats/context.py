"""What every format writer receives: the guide in one language, and the program's messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from guide.core.model import Guide, State, Text
from guide.core.walk import texts
from guide.site.routes import Links
from guide.theme import colours
from guide.theme.colours import Colours
from guide.theme.files import ThemeFiles
from guide.theme.messages import Messages


@dataclass(frozen=True)
class Context:
    """The guide in one language, with what format writers need besides.

    `source` is the cover of the guide in its source language (`queries.cover`). `address` is the
    site's public address with a final slash, '' if none is set. `theme` gives templates and assets.
    `languages` are the codes of all languages in the same build, including this one. `digest` is a
    hash of the guide and of what the theme was made from; b"" where it is not known.
    """

    guide: Guide
    source: Guide
    address: str
    theme: ThemeFiles
    languages: tuple[str, ...] = ()
    digest: bytes = b""

    @cached_property
    def words(self) -> Messages:
        """The program's own messages in the language."""
        return Messages(self.guide)

    @cached_property
    def colours(self) -> Colours:
        """The colours of the guide. Raises ContentError where its style sheet lacks one."""
        return colours.read(self.theme)

    @property
    def moment(self) -> datetime:
        """The timestamp of files: midnight UTC of the guide's date, for reproducible output.

        See https://reproducible-builds.org/specs/source-date-epoch/.
        """
        return datetime.combine(date.fromisoformat(self.guide.date), datetime.min.time(), UTC)

    def online(self, path: str, fragment: str = "") -> str:
        """The public address of a page in this language; '' if the site has none.

        `path` is the page's path below its language's root.
        """
        if not self.address:
            return ""
        links = Links(self.guide.profile, self.guide.language, "", root=self.address)
        return links.page(path, fragment=fragment)

    def notices(self, parts: Iterable[object]) -> tuple[Text, ...]:
        """The notices that a document needs: that it is a draft, if any text in `parts` is.

        `parts` are the parts of the guide's model that the document shows.
        """
        if any(text.state is State.DRAFT for part in parts for text in texts(part)):
            return (self.words.ui("notice-draft-title"), self.words.ui("notice-draft-text"))
        return ()
