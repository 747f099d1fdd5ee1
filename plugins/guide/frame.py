"""Floor 5. What the frame of every page may use: overrides/main.html and overrides/partials/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from guide import heads, site_files
from guide.editions import glyphs
from guide.folding import SMALL_WORDS
from guide.fonts import FONTS
from guide.languages import language
from guide.model import Guide, State
from guide.pages import Page
from guide.sitemap import every_page, pages

# Interface strings that stand on every page (overrides/partials/).
_FRAME = (
    "addition-legend",
    "citation-whole",
    "foot-cite",
    "foot-privacy",
    "footer-private",
    "footer-unofficial",
    "footer-version",
    "home-begin",
    "home-who",
    "light-link",
    "map-guide",
    "map-title",
    "menu",
    "offline-title",
    "search",
    "search-close",
    "switch-language",
    "theme-navigation",
    "theme-skip",
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame says of the site, the same on every page.

    `languages` are the codes of the site's languages, `incomplete` those to be shown as such;
    `search_worker` is the path of the theme's script that searches; `exit` the address of the way
    out, `policy` what pages may do, each '' for none. `offline` pages are opened from a folder, so
    a way out would lead nowhere.
    """

    languages: tuple[str, ...]
    incomplete: frozenset[str]
    search_worker: str
    exit: str
    policy: str
    offline: bool

    def of(self, page: Page) -> dict[str, Any]:
        """All that the templates of the frame may use, for a page that is filled."""
        guide, code = page.guide, page.guide.language
        pictured = page.keepable and glyphs.printable(code)
        return {
            "guide": guide,
            "title": guide.title.value,
            "language": language(code),
            "links": page.links,
            "root": page.links.top,
            "pages": pages(guide),
            "alternates": [language(other) for other in self.languages],
            "incomplete": self.incomplete,
            "draft": State.DRAFT in page.seen | _states(guide),
            "ui": page.words.ui,
            "see": page.see,
            "digits": page.words.digits,
            "date": page.words.date,
            "citation": page.words.citation_of_all(),
            "light": page.light,
            "keepable": page.keepable,
            "font": code in FONTS,
            "small_words": SMALL_WORDS.get(code, ""),
            "search_worker": self.search_worker,
            "file_worker": site_files.WORKER if self.offline else "",
            "policy": self.policy,
            "exit": "" if self.offline else self.exit,
            "head": heads.head(guide, page.links.path, self.languages, pictured=pictured),
        }


def _states(guide: Guide) -> set[State]:
    """States of the texts that the frame itself shows."""
    doors = (*(stage.title for stage in guide.stages), *(one.short for one in guide.audiences))
    frame = [guide.title, *doors, *(page.title for page in every_page(guide))]
    return {text.state for text in (*frame, *(guide.interface[key] for key in _FRAME))}
