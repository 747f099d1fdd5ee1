"""Views rendered to HTML fragments by the templates in pages/ of the theme.

Python chooses, orders and counts; templates place. Texts reach templates as data and are escaped
there, by Jinja's autoescape, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from jinja2 import Environment
from markupsafe import Markup

from guide.core import queries, tool_queries
from guide.core.answers import FIELDS, PRIORITIES, STATUSES
from guide.core.artifacts import Artifact, ArtifactKind, about, grid, holding_all, online
from guide.core.languages import language
from guide.core.model import Guide, State, Text
from guide.core.walk import texts
from guide.i18n.coverage import Coverage, parts
from guide.i18n.terminology import Terminology
from guide.site import tool_tables
from guide.site.routes import Links, Route, chapter_of, home_of
from guide.site.stash import LEVEL_BELOW
from guide.theme.messages import Messages

_SAID = "workbook-say-"  # what the script of the workbook says; it gets all of these
_MARKED = (State.UNTRANSLATED, State.STALE)


def states_to_label(part: object) -> list[State]:
    """The states of a part of the guide that a label beside it names, the worst first."""
    found = {text.state for text in texts(part)}
    return [state for state in _MARKED if state in found]


@dataclass
class Page:
    """One page to fill, in one language: the guide, the page's links, the templates.

    `source` is the cover of the original, `shown` are the codes of the site's languages, `files`
    the downloads. `place` gives the path of a language's file from the root of the pages.
    `keepable` says that a browser may keep the pages for offline use. `states_shown` gathers the
    states of the texts that the templates placed.
    """

    guide: Guide
    links: Links
    templates: Environment
    progress: Sequence[Coverage] = ()
    terminology: Terminology = field(default_factory=dict)
    source: Guide | None = None
    shown: tuple[str, ...] = ()
    files: tuple[Artifact, ...] = ()
    place: Callable[[Artifact, str], str] = online
    keepable: bool = False
    states_shown: set[State] = field(default_factory=set)

    @property
    def words(self) -> Messages:
        """The program's messages in the page's language."""
        return Messages(self.guide)

    def light(self, route: Route | None) -> str:
        """The address in the light edition of what a route is about; '' where that was not made."""
        whole = about(self.files, ArtifactKind.GUIDE)
        found = next((one for one in whole if one.form == "html"), None)
        if not found:
            return ""
        chapter = chapter_of(route) if route else ""
        address = self.links.asset(self.place(found, self.guide.language))
        return address + (f"#{chapter}" if chapter else "")

    def render(self, template: str, **data: object) -> str:
        """The template's HTML. What each template may use is listed here."""
        return self.templates.get_template(template).render(
            guide=self.guide,
            links=self.links,
            language=language(self.guide.language),
            digits=self.words.digits,
            ui=self.words.ui,
            note_shown=self.note_shown,
            place=self.words.place,
            citation=self.words.citation,
            states_to_label=states_to_label,
            points=partial(map, self.guide.points.__getitem__),
            home_of=partial(home_of, self.guide),
            views=queries,
            tool_views=tool_queries,
            addition=Markup(" data-addition") if self.guide.has_source else "",
            files=partial(about, self.files),
            file_link=self.file_link,
            in_edition=self.in_edition,
            **data,
        )

    def in_edition(self, template: str, **values: str) -> str:
        """The HTML of a part that differs between editions, such as a list of files.

        All else is rendered once for all of them; see `shared`.
        """
        return Markup(self.render(template, **values))  # noqa: S704 - ours

    def file_link(self, file: Artifact) -> str:
        """The address of a file to take along, from this page."""
        return self.links.asset(self.place(file, self.guide.language))

    def note_shown(self, text: Text) -> str:
        """Notes a text's state, for the page's notice; gives ''."""
        self.states_shown.add(text.state)
        return ""


def home(page: Page) -> str:
    """The front page: what the guide is, the life cycle, the two doors."""
    kinds = {file.kind for file in page.files}
    return page.render("pages/home.html", kinds=kinds, keepable=page.keepable)


def front(page: Page, *sections: str) -> str:
    """Sections of the front matter, by their ids, in the order given."""
    return page.render("pages/front.html", sections=[page.guide.sections[one] for one in sections])


def checklist(page: Page) -> str:
    """The overview of the checklist: every stage with its success factors."""
    return page.render("pages/checklist.html")


def stage(page: Page, ident: str) -> str:
    """A stage: its factors, its steps and their items."""
    return page.render("pages/stage.html", stage=page.guide.stage(ident))


def stakeholders(page: Page) -> str:
    """The overview of the audiences."""
    return page.render("pages/stakeholders.html")


def matrix(page: Page) -> str:
    """The table of stages and audiences: how many items concern whom."""
    return page.render("pages/matrix.html", rows=queries.matrix(page.guide))


def audience(page: Page, ident: str) -> str:
    """An audience: its recommendations, then the items that concern it."""
    return page.render("pages/audience.html", view=queries.for_audience(page.guide, ident))


def point(page: Page, code: str) -> str:
    """One point, with its heading on the level below the heading before it."""
    found = page.guide.points[code]
    return page.render("pages/one_point.html", point=found, level=LEVEL_BELOW)


def tools(page: Page) -> str:
    """The overview of the tools."""
    return page.render("pages/tools.html")


def tool(page: Page, ident: str) -> str:
    """A tool: what it is for, and its parts, with room to write."""
    return page.render("pages/tool.html", tool=page.guide.tool(ident), tables=tool_tables)


def workbook(page: Page) -> str:
    """The workbook: a table to print, which its script makes a form to fill in."""
    guide = page.guide
    former = {old: new for old, new in guide.aliases.items() if new in guide.points}
    return page.render(
        "pages/workbook.html",
        groups=tool_queries.by_home(guide, guide.points),
        former=former,
        fields=FIELDS,
        statuses=STATUSES,
        priorities=PRIORITIES,
        bars=("in-place", "partly", "not-yet", "not-applicable", ""),
        said={
            key.removeprefix(_SAID): text
            for key, text in guide.interface.items()
            if key.startswith(_SAID)
        },
    )


def glossary(page: Page) -> str:
    """Every term with its definition."""
    language = page.guide.language
    use = {ident: page.terminology.get((ident, language)) for ident in page.guide.terms}
    source = (page.source or page.guide).glossary
    original = {term.id: term.term.value for term in source}
    topics = queries.topics(page.guide)
    return page.render("pages/glossary.html", use=use, original=original, topics=topics)


def downloads(page: Page) -> str:
    """What a reader can take along."""
    return page.render(
        "pages/downloads.html",
        any_files=bool(page.files),
        whole=holding_all(page.files),
        handouts=grid(page.files, ArtifactKind.HANDOUT, page.guide.audiences),
        stage_sheets=grid(page.files, ArtifactKind.WORKSHEET, page.guide.stages),
        audience_sheets=grid(page.files, ArtifactKind.WORKSHEET, page.guide.audiences),
        tools=grid(page.files, ArtifactKind.TOOL, page.guide.tools),
        keepable=page.keepable,
    )


def translate(page: Page) -> str:
    """The status of every language and how to help."""
    return page.render(
        "pages/translate.html",
        progress=page.progress,
        translations=[
            one for one in page.progress if not page.guide.profile.is_source(one.language.code)
        ],
        parts=parts(page.guide),
        shown=page.shown,
        keepable=page.keepable,
        State=State,
    )


@dataclass(frozen=True, slots=True)
class Macro:
    """A name that authors may call in docs/: what it renders, and what its arguments name.

    `ids` gives the words that each argument may be; None where the macro takes no argument. Only a
    macro `of_site` gets what changes with any language: the archive of the stick, and how far each
    language is. So a changed text in one language does not fill the pages of the others again.
    """

    render: Callable[..., str]
    ids: Callable[[Guide], Mapping[str, object]] | None = None
    many: bool = False
    of_site: bool = False


MACROS: Mapping[str, Macro] = {
    "home": Macro(home, of_site=True),
    "front": Macro(front, lambda guide: guide.sections, many=True),
    "checklist": Macro(checklist),
    "stage": Macro(stage, lambda guide: {one.id: one for one in guide.stages}),
    "stakeholders": Macro(stakeholders),
    "matrix": Macro(matrix),
    "audience": Macro(audience, lambda guide: {one.id: one for one in guide.audiences}),
    "point": Macro(point, lambda guide: guide.points),
    "tools": Macro(tools),
    "tool": Macro(tool, lambda guide: {one.id: one for one in guide.tools}),
    "workbook": Macro(workbook),
    "glossary": Macro(glossary),
    "downloads": Macro(downloads, of_site=True),
    "translate": Macro(translate, of_site=True),
}
