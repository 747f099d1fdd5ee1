"""The pages of the site: their paths, their order, and the macro that fills each.

One list serves the navigation, the links, the language switcher, the check of the stub pages and
the search index. To add a stage or an audience, add its content file and its stub, nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from guide.core.model import Guide, Point, Text
from guide.core.profile import PointKind, Profile


class Subject(StrEnum):
    """What a page is about; the value is the name of the macro that fills it."""

    HOME = "home"
    ABOUT = "front"
    CHECKLIST = "checklist"
    STAGE = "stage"
    STAKEHOLDERS = "stakeholders"
    AUDIENCE = "audience"
    DOWNLOADS = "downloads"
    GLOSSARY = "glossary"
    TRANSLATE = "translate"


@dataclass(frozen=True, slots=True)
class Route:
    """A page: its path below the language's root ('' for the home page), subject and title.

    `argument` is the id of the stage or audience that the page shows, '' for other pages.
    `children` are the pages below it in the navigation.
    """

    path: str
    subject: Subject
    title: Text
    argument: str = ""
    children: tuple[Route, ...] = ()

    @property
    def stub(self) -> str:
        """The path of the page's source below docs/."""
        if not self.path:
            return "index.md"
        return f"{self.path}/index.md" if self.children else f"{self.path}.md"


def pages(guide: Guide) -> tuple[Route, ...]:
    """The pages at the top level of the navigation, in order, without those that would be empty."""
    interface = guide.interface
    profile = guide.profile
    stages = tuple(
        Route(profile.stage_page(stage.id), Subject.STAGE, stage.title, stage.id)
        for stage in guide.stages
    )
    audiences = tuple(
        Route(profile.audience_page(audience.id), Subject.AUDIENCE, audience.title, audience.id)
        for audience in guide.audiences
    )
    top = (
        Route("", Subject.HOME, interface["page-home"]),
        Route("about", Subject.ABOUT, interface["page-about"]),
        Route(
            profile.stage_page(),
            Subject.CHECKLIST,
            interface["page-checklist"],
            children=stages,
        ),
        Route(
            profile.audience_page(),
            Subject.STAKEHOLDERS,
            interface["page-stakeholders"],
            children=audiences,
        ),
        Route("downloads", Subject.DOWNLOADS, interface["page-downloads"]),
        Route("glossary", Subject.GLOSSARY, interface["page-glossary"]),
        Route("translate", Subject.TRANSLATE, interface["page-translate"]),
    )
    filled = {
        Subject.ABOUT: guide.front,
        Subject.STAKEHOLDERS: guide.audiences,
        Subject.GLOSSARY: guide.glossary,
    }
    return tuple(route for route in top if filled.get(route.subject, True))


def every_page(guide: Guide) -> tuple[Route, ...]:
    """All pages, each followed by its children."""
    return tuple(route for top in pages(guide) for route in (top, *top.children))


def chapter_of(page: Route) -> str:
    """The anchor of a page's subject in the one-file editions; '' for the whole guide."""
    match page.subject:
        case Subject.STAGE | Subject.AUDIENCE:
            return f"{page.subject.name.lower()}-{page.argument}"
        case Subject.ABOUT | Subject.GLOSSARY:
            return page.subject.value
        case _:
            return ""


def home_of(guide: Guide, point: Point) -> str:
    """The path of the page that shows a point first."""
    in_audience = point.kind is PointKind.RECOMMENDATION
    page = guide.profile.audience_page if in_audience else guide.profile.stage_page
    return page(point.home)


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses relative to one page, so that the site works under any base path.

    `profile` is the grammar of the guide. `language` and `path` are those of the page; the path is
    relative to the language's root. With
    `directory_urls` a page is a folder (`checklist/setup/`), otherwise a file
    (`checklist/setup.html`), as on the stick. `indexes` holds the paths whose source is an
    index.md. If `root` is given, addresses begin with it instead of being relative: this serves the
    sitemap and the 404 page, which appears at any address.
    """

    profile: Profile
    language: str
    path: str
    directory_urls: bool = True
    indexes: frozenset[str] = frozenset()
    root: str = ""

    def page(self, path: str, *, language: str = "", fragment: str = "") -> str:
        """The address of the page at a path, in the same language unless another is given."""
        target = self._file(path, language or self.language)
        if self.directory_urls:
            target = target.removesuffix("index.html")
        address = self._relative(target)
        return address + (f"#{fragment}" if fragment else "")

    def stage(self, ident: str = "", fragment: str = "") -> str:
        """The address of a stage's page; without an id, of the page that lists the stages."""
        return self.page(self.profile.stage_page(ident), fragment=fragment)

    def audience(self, ident: str = "", fragment: str = "") -> str:
        """The address of an audience's page, like `stage`."""
        return self.page(self.profile.audience_page(ident), fragment=fragment)

    @property
    def top(self) -> str:
        """The address of the folder that holds the language's pages."""
        return self.page("").removesuffix("index.html") or "./"

    def asset(self, name: str) -> str:
        """The address of a file; `name` is its path from the site's root."""
        return self._relative(name)

    def _file(self, path: str, language: str) -> str:
        root = self.profile.folder(language)
        if not path:
            return f"{root}index.html"
        as_folder = self.directory_urls or path in self.indexes
        return f"{root}{path}/index.html" if as_folder else f"{root}{path}.html"

    def _relative(self, target: str) -> str:
        if self.root:
            return self.root + target
        depth = self._file(self.path, self.language).count("/")
        return "../" * depth + target or "./"
