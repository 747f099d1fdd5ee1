"""The pages of the site: their paths, their order, and the macro that fills each.

One list serves the navigation, the links, the language switcher, the check of the stub pages and
the search index. To add a stage or an audience, add its content file and its stub, nothing else.
Authors' own pages follow the guide's, each below the page whose path begins its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import PurePosixPath

from guide.core.model import Audience, Guide, Point, Stage, State, Text
from guide.core.profile import PointKind, Profile
from guide.core.tools import Tool
from guide.site.front_matter import FrontMatter

TOOLS = "tools"  # the path of the page that lists them
WORKBOOK = "workbook"  # the path of the page that is filled in


class Subject(StrEnum):
    """What a page is about; the value is the name of the macro that fills it.

    An author's own page is filled by its Markdown alone.
    """

    HOME = "home"
    ABOUT = "front"
    CHECKLIST = "checklist"
    STAGE = "stage"
    STAKEHOLDERS = "stakeholders"
    AUDIENCE = "audience"
    TOOLS = "tools"
    TOOL = "tool"
    WORKBOOK = "workbook"
    DOWNLOADS = "downloads"
    GLOSSARY = "glossary"
    TRANSLATE = "translate"
    AUTHORED = ""


@dataclass(frozen=True, slots=True)
class Route:
    """A page: its path below the language's root ('' for the home page), subject and title.

    `argument` is the id of the stage, audience or tool that the page shows, '' for other pages.
    `children` are the pages below it in the navigation. `uri`, `front` and `languages` are those of
    an author's page: its file below docs/, its front matter, the languages that it is written in.
    """

    path: str
    subject: Subject
    title: Text
    argument: str = ""
    children: tuple[Route, ...] = ()
    uri: str = ""
    front: FrontMatter = field(default_factory=FrontMatter)
    languages: tuple[str, ...] = ()

    @property
    def is_authored(self) -> bool:
        """Whether it is an author's own page."""
        return self.subject is Subject.AUTHORED

    @property
    def is_fallback(self) -> bool:
        """Whether it is an author's page that is shown in another language than the guide."""
        return self.is_authored and self.title.state is State.UNTRANSLATED

    @property
    def stub(self) -> str:
        """The path of the page's source below docs/."""
        if self.uri:
            return self.uri
        if not self.path:
            return "index.md"
        return f"{self.path}/index.md" if self.children else f"{self.path}.md"


def pages(guide: Guide) -> tuple[Route, ...]:
    """The pages at the top level of the navigation, in order, without those that would be empty."""
    title = guide.interface
    profile = guide.profile
    stages = _below(profile.stage_page, Subject.STAGE, guide.stages)
    audiences = _below(profile.audience_page, Subject.AUDIENCE, guide.audiences)
    tools = _below(f"{TOOLS}/{{}}".format, Subject.TOOL, guide.tools)
    top = (
        Route("", Subject.HOME, title["page-home"]),
        Route("about", Subject.ABOUT, title["page-about"]),
        Route(profile.stage_page(), Subject.CHECKLIST, title["page-checklist"], children=stages),
        Route(
            profile.audience_page(),
            Subject.STAKEHOLDERS,
            title["page-stakeholders"],
            children=audiences,
        ),
        Route(TOOLS, Subject.TOOLS, title["page-tools"], children=tools),
        Route(WORKBOOK, Subject.WORKBOOK, title["page-workbook"]),
        Route("downloads", Subject.DOWNLOADS, title["page-downloads"]),
        Route("glossary", Subject.GLOSSARY, title["page-glossary"]),
        Route("translate", Subject.TRANSLATE, title["page-translate"]),
    )
    filled = {
        Subject.ABOUT: guide.front,
        Subject.STAKEHOLDERS: guide.audiences,
        Subject.TOOLS: guide.tools,
        Subject.WORKBOOK: guide.points,
        Subject.GLOSSARY: guide.glossary,
        Subject.TRANSLATE: len(guide.languages) != 1,
    }
    return tuple(route for route in top if filled.get(route.subject, True))


def _below(
    path: Callable[[str], str], subject: Subject, owners: Iterable[Stage | Audience | Tool]
) -> tuple[Route, ...]:
    """A page for each stage, audience or tool; `path` gives that of an id."""
    return tuple(Route(path(one.id), subject, one.title, one.id) for one in owners)


def every_page(guide: Guide) -> tuple[Route, ...]:
    """All pages, each followed by its children."""
    return tuple(walk(pages(guide)))


def stubs(guide: Guide) -> dict[str, str]:
    """The paths of the guide's own pages by those of their files, also of a page not shown yet.

    The page of translations waits in docs/ for the second language.
    """
    whole = replace(guide, languages=())
    return {route.stub: route.path for route in every_page(whole)}


def unshown(guide: Guide) -> frozenset[str]:
    """The files in docs/ that no page is made of."""
    return frozenset(stubs(guide).keys() - {route.stub for route in every_page(guide)})


def walk(routes: Iterable[Route]) -> Iterator[Route]:
    """The routes, each followed by those below it."""
    for route in routes:
        yield route
        yield from walk(route.children)


def in_menu(routes: Iterable[Route]) -> tuple[Route, ...]:
    """The routes without those that menus leave out, and without what is below these."""
    return tuple(
        replace(route, children=in_menu(route.children)) for route in routes if route.front.in_menu
    )


def tree(authored: Iterable[Route]) -> tuple[Route, ...]:
    """Authors' pages in order, each below the page with the longest path that begins its own."""
    below: dict[str, list[Route]] = {}
    found = {route.path: route for route in authored}
    for route in sorted(found.values(), key=_place):
        folders = (folder.as_posix() for folder in PurePosixPath(route.path).parents)
        below.setdefault(next((f for f in folders if f in found), ""), []).append(route)

    def grown(path: str) -> tuple[Route, ...]:
        return tuple(replace(one, children=grown(one.path)) for one in below.get(path, ()))

    return grown("")


def _place(route: Route) -> tuple[bool, int, str]:
    """What pages beside each other are sorted by: those with a number first, then by path."""
    order = route.front.order
    return order is None, order or 0, route.path


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
        """The address of the page at a path, in the same language unless another is given.

        That of a place on this page is its anchor alone.
        """
        target = self._file(path, language or self.language)
        if fragment and not self.root and target == self._file(self.path, self.language):
            return f"#{fragment}"
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

    def tool(self, ident: str = "", fragment: str = "") -> str:
        """The address of a tool's page; without an id, of the page that lists the tools."""
        return self.page(f"{TOOLS}/{ident}" if ident else TOOLS, fragment=fragment)

    def workbook(self, stage: str = "") -> str:
        """The address of the workbook, at the part of a stage if its id is given."""
        return self.page(WORKBOOK, fragment=f"stage-{stage}" if stage else "")

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
        # The site's own folder has a name here, since files on the stick may be beside it.
        here, _, _ = f"site/{self._file(self.path, self.language)}".rpartition("/")
        folder, _, name = f"site/{target}".rpartition("/")
        way = _way(here.split("/"), folder.split("/"))
        return name if way == "." and name else f"{way}/{name}"


def _way(here: Sequence[str], there: Sequence[str]) -> str:
    """The relative path between two folders; `relpath` of the library takes ten times as long."""
    parted = (place for place, (a, b) in enumerate(zip(here, there, strict=False)) if a != b)
    shared = next(parted, min(len(here), len(there)))
    return "/".join([".."] * (len(here) - shared) + [*there[shared:]]) or "."
