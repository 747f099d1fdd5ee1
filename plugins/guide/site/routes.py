"""The pages of the site: which there are, where they stand, which macro fills them.

One list serves the navigation, the links, the language switcher, the check of the stub pages and
the search index, so a stage or an audience is added by its content file and its stub alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from guide.core.languages import SOURCE
from guide.core.model import Guide, Point, Text


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
    """A page: path below the language's root ('' is the home page), subject, title.

    `argument` is the id of the stage or audience. `children` stand under it in the navigation.
    """

    path: str
    subject: Subject
    title: Text
    argument: str = ""
    children: tuple[Route, ...] = ()

    @property
    def stub(self) -> str:
        """The stub's path in docs/."""
        if not self.path:
            return "index.md"
        return f"{self.path}/index.md" if self.children else f"{self.path}.md"


def pages(guide: Guide) -> tuple[Route, ...]:
    """The pages at the top of the navigation, in order."""
    title = guide.interface
    stages = tuple(
        Route(f"checklist/{stage.id}", Subject.STAGE, stage.title, stage.id)
        for stage in guide.stages
    )
    audiences = tuple(
        Route(f"stakeholders/{audience.id}", Subject.AUDIENCE, audience.title, audience.id)
        for audience in guide.audiences
    )
    return (
        Route("", Subject.HOME, title["page-home"]),
        Route("about", Subject.ABOUT, title["page-about"]),
        Route("checklist", Subject.CHECKLIST, title["page-checklist"], children=stages),
        Route("stakeholders", Subject.STAKEHOLDERS, title["page-stakeholders"], children=audiences),
        Route("downloads", Subject.DOWNLOADS, title["page-downloads"]),
        Route("glossary", Subject.GLOSSARY, title["page-glossary"]),
        Route("translate", Subject.TRANSLATE, title["page-translate"]),
    )


def every_page(guide: Guide) -> tuple[Route, ...]:
    """All pages, each before its children."""
    return tuple(one for page in pages(guide) for one in (page, *page.children))


def chapter_of(page: Route) -> str:
    """The anchor in the one-file editions of what a page is about; '' for the whole guide."""
    match page.subject:
        case Subject.STAGE | Subject.AUDIENCE:
            return f"{page.subject.name.lower()}-{page.argument}"
        case Subject.ABOUT | Subject.GLOSSARY:
            return page.subject.value
        case _:
            return ""


def home_of(guide: Guide, point: Point) -> str:
    """The path of the page on which a point stands first."""
    folder = "checklist" if any(stage.id == point.home for stage in guide.stages) else ""
    return f"{folder or 'stakeholders'}/{point.home}"


@dataclass(frozen=True, slots=True)
class Links:
    """Relative addresses from one page, so that the site works under any base path.

    `path` is the page's path below its language's root. With `directory_urls` pages are folders
    (`checklist/setup/`); without, files (`checklist/setup.html`), as the stick needs them.
    `indexes` holds the paths whose stub is an index.md. Where `root` is given, addresses begin
    with it instead: for the 404 page, which has no place of its own, and for the sitemap.
    """

    language: str
    path: str
    directory_urls: bool = True
    indexes: frozenset[str] = frozenset()
    root: str = ""

    def page(self, path: str, *, language: str = "", fragment: str = "") -> str:
        """The address of a page, in the same language unless told otherwise."""
        target = self._file(path, language or self.language)
        if self.directory_urls:
            target = target.removesuffix("index.html")
        address = self._relative(target)
        return address + (f"#{fragment}" if fragment else "")

    @property
    def top(self) -> str:
        """The address of the folder in which the language's pages stand."""
        return self.page("").removesuffix("index.html") or "./"

    def asset(self, name: str) -> str:
        """The address of a file named from the root of the site."""
        return self._relative(name)

    def _file(self, path: str, language: str) -> str:
        root = "" if language == SOURCE else f"{language}/"
        if not path:
            return f"{root}index.html"
        as_folder = self.directory_urls or path in self.indexes
        return f"{root}{path}/index.html" if as_folder else f"{root}{path}.html"

    def _relative(self, target: str) -> str:
        if self.root:
            return self.root + target
        depth = self._file(self.path, self.language).count("/")
        return "../" * depth + target or "./"
