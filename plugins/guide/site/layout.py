"""What the frame of every page may use: main.html and partials/ of the theme."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any

from markupsafe import Markup

from guide.core import queries
from guide.core.languages import Language, language
from guide.core.model import Guide, State, Text
from guide.site import assets, metadata
from guide.site.pages import Page
from guide.site.routes import Route, Subject, every_page, in_menu, pages, walk
from guide.theme import font_coverage, fonts
from guide.theme.marks import Mark

# Messages that are on every page (partials/ of the theme).
_FRAME = (
    "addition-legend",
    "citation-whole",
    "foot-cite",
    "foot-privacy",
    "footer-licence",
    "footer-not-official",
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


_HEADING = re.compile(r"<h1\b", re.IGNORECASE)
# As `sheet` in pages/text.html writes it.
_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">\n?')
_ABSOLUTE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's table of contents: the address of a heading and its text."""

    address: str
    title: str

    @classmethod
    def of(cls, anchor: str, html: str) -> Heading:
        """The heading with an anchor, from its text as HTML without tags."""
        return cls(f"#{anchor}", unescape(html))


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows within the frame.

    `title` is plain text. `content` is HTML that our templates or Markdown made: the one thing that
    the frame places without escaping. `canonical` is the page's public address, '' for none.
    `route` is None for what is no page of the guide, such as the 404 page.
    """

    title: str = ""
    content: Markup = field(default_factory=Markup)
    contents: tuple[Heading, ...] = ()
    canonical: str = ""
    route: Route | None = None

    @property
    def is_authored(self) -> bool:
        """Whether it is an author's own page."""
        return bool(self.route and self.route.is_authored)

    @property
    def fallback(self) -> Text | None:
        """The title of an author's page that is not translated, in the language of its text."""
        return self.route.title if self.route and self.route.is_fallback else None

    @property
    def description(self) -> str:
        """What an author says of the page to those that show a link to it; '' for nothing."""
        return self.route.front.description if self.route else ""

    @property
    def sheets(self) -> tuple[str, ...]:
        """The addresses of the style sheets that its parts ask for, each once."""
        return tuple(dict.fromkeys(map(unescape, _SHEET.findall(self.content))))

    @property
    def body(self) -> Markup:
        """The content without what belongs in the head."""
        return Markup(_SHEET.sub("", self.content))  # noqa: S704 - part of what was safe

    @property
    def has_heading(self) -> bool:
        """Whether the content brings the heading of the page."""
        return bool(_HEADING.search(self.content))


@dataclass(frozen=True, slots=True)
class Script:
    """A script of mkdocs.yml: its path below docs/, or its address from a page; how it loads."""

    address: str
    type: str = ""
    defer: bool = False
    async_: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the frame of every page in a language says: pages, stages, the states of its texts."""

    menu: tuple[Route, ...]
    every_page: tuple[Route, ...]
    stage_parts: Sequence[object]
    states: frozenset[State]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the frame says of the site, the same on every page.

    `languages` are the codes of the site's languages, `incomplete` those to be shown as such;
    `search_worker` is the path of the theme's script that searches; `icon`, `styles` and `scripts`
    are what mkdocs.yml names, by their paths below docs/; `address` is the public address of the
    site, `exit` the address of the way out, `policy` what pages may do, each '' for none. `offline`
    pages are opened from a folder, so a way out would lead nowhere. `mark` is that of the guide.
    `authored` are the authors' own pages by language.
    """

    languages: tuple[str, ...]
    incomplete: frozenset[str]
    search_worker: str
    icon: str
    styles: tuple[str, ...]
    scripts: tuple[Script, ...]
    address: str
    exit: str
    policy: str
    offline: bool
    mark: Mark
    authored: Mapping[str, tuple[Route, ...]] = field(default_factory=dict)
    _of_language: dict[str, tuple[Guide, _Frame]] = field(default_factory=dict)

    def of(self, page: Page, document: PageContent) -> dict[str, Any]:
        """All that the templates of the frame may use, for a page that is filled."""
        guide, code = page.guide, page.guide.language
        pictured = page.keepable and font_coverage.printable(code)
        head = metadata.metadata(guide, document.route, pictured=pictured, own=document.description)
        return {
            "guide": guide,
            "source": guide.profile.source_language,
            "title": guide.title.value,
            "language": language(code),
            "links": page.links,
            "root": page.links.top,
            "document": document,
            "alternates": [language(other) for other in self.languages],
            "incomplete": self.incomplete,
            "draft": State.DRAFT in page.states_shown | self._frame(guide).states,
            "ui": page.words.ui,
            "note_shown": page.note_shown,
            "digits": page.words.digits,
            "date": page.words.date,
            "citation": page.words.citation_of_all(),
            "conditions": page.words.conditions(),
            "light": page.light(document.route),
            "keepable": page.keepable,
            "font": fonts.web(code) is not None,
            "search_worker": self.search_worker,
            "icon": _address(page, self.icon),
            "styles": self._styles(page, document),
            "scripts": [
                replace(script, address=_address(page, script.address)) for script in self._scripts
            ],
            "head": head,
            **self._site,
            **self._menus(guide, document.route),
        }

    def _styles(self, page: Page, document: PageContent) -> list[str]:
        """The addresses of style sheets: those that a page needs come after the one of all pages.

        Those that mkdocs.yml names beside it come last, since they may say otherwise.
        """
        own = (page.links.asset(assets.AUTHORED),) if document.is_authored else ()
        place = self.styles.index(assets.STYLE) + 1 if assets.STYLE in self.styles else 0
        every = [_address(page, path) for path in self.styles]
        return [*every[:place], *own, *document.sheets, *every[place:]]

    @property
    def _site(self) -> dict[str, Any]:
        """What is the same on every page in every language."""
        return {
            "address": self.address,
            "policy": self.policy,
            "exit": "" if self.offline else self.exit,
            "mark": self.mark,
        }

    def _menus(self, guide: Guide, route: Route | None) -> dict[str, Any]:
        """What menus and the sitemap list, and what is above and below a page."""
        frame, path = self._frame(guide), route.path if route else ""
        return {
            "stage_parts": frame.stage_parts,
            "pages": frame.menu,
            "every_page": frame.every_page,
            "written": self._written,
            "above": [
                one for one in frame.every_page if one.path and path.startswith(f"{one.path}/")
            ],
            "below": in_menu(route.children) if route else (),
        }

    def _frame(self, guide: Guide) -> _Frame:
        """What the frame says in a language, found once for all its pages."""
        known, frame = self._of_language.get(guide.language, (None, None))
        if frame is None or known is not guide:
            tree = pages(guide) + self.authored.get(guide.language, ())
            frame = _Frame(
                in_menu(tree), tuple(walk(tree)), queries.stage_parts(guide), _states(guide)
            )
            self._of_language[guide.language] = guide, frame
        return frame

    def _written(self, route: Route) -> list[Language]:
        """The languages of the site that a page is written in; for the guide's own, all."""
        known = route.languages if route.is_authored else self.languages
        return [language(code) for code in self.languages if code in known]

    @property
    def _scripts(self) -> tuple[Script, ...]:
        """The scripts in the order in which they run; the replacement for workers comes first."""
        return ((Script(assets.WORKER, defer=True),) if self.offline else ()) + self.scripts


def _address(page: Page, path: str) -> str:
    """The address from a page of a file below docs/; an absolute address stays unchanged."""
    return path if not path or _ABSOLUTE.match(path) else page.links.asset(path)


def _states(guide: Guide) -> frozenset[State]:
    """States of the texts that the frame itself shows."""
    doors = (*(stage.title for stage in guide.stages), *(one.short for one in guide.audiences))
    groups = [group.title for group in guide.stage_groups if group.title]
    titles = (page.title for page in every_page(guide) if page.subject is not Subject.TOOL)
    frame = [guide.title, *doors, *groups, *titles]
    return frozenset(text.state for text in (*frame, *(guide.interface[key] for key in _FRAME)))
