"""What every writer of an edition is handed: a guide in one language, and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from guide.core.model import Guide, State, Text, texts
from guide.site.routes import Links
from guide.theme import colours
from guide.theme.colours import Colours
from guide.theme.files import ThemeFiles
from guide.theme.messages import Messages


@dataclass(frozen=True)
class Context:
    """One language of the guide, for the writers of editions.

    `source` is the guide in English; `address` the public address of the site with a slash at its
    end, '' where none is set; `theme` the templates and assets; `languages` the codes of the
    languages that are built together, this one among them.
    """

    guide: Guide
    source: Guide
    address: str
    theme: ThemeFiles
    languages: tuple[str, ...] = ()

    @cached_property
    def words(self) -> Messages:
        """The program's own words in the language."""
        return Messages(self.guide)

    @cached_property
    def colours(self) -> Colours:
        """The colours of the guide. Raises ContentError where its style sheet lacks one."""
        return colours.read(self.theme)

    @property
    def moment(self) -> datetime:
        """The time that files are given: the edition's date, so that equal inputs give equal bytes.

        See reproducible-builds.org's specification of SOURCE_DATE_EPOCH.
        """
        return datetime.combine(date.fromisoformat(self.guide.date), datetime.min.time(), UTC)

    def online(self, path: str, fragment: str = "") -> str:
        """The public address of a page in this language; '' where the site has none."""
        if not self.address:
            return ""
        links = Links(self.guide.language, "", root=self.address)
        return links.page(path, fragment=fragment)

    def notices(self, parts: Iterable[object]) -> tuple[Text, ...]:
        """What a document must say of the texts that it shows, in words: that any is a draft."""
        if any(text.state is State.DRAFT for part in parts for text in texts(part)):
            return (self.words.ui("notice-draft-title"), self.words.ui("notice-draft-text"))
        return ()
