"""The metadata in a page's head, which search engines and messaging apps show with its link.

Messaging apps read the Open Graph protocol (https://ogp.me).
partials/head_preview.html of the theme places the metadata.
"""

from __future__ import annotations

from dataclasses import dataclass

from guide.core import markup
from guide.core.languages import language
from guide.core.model import Guide, State, Text
from guide.site.routes import Route, Subject

PICTURE = "preview.png"
WIDTH, HEIGHT = 1200, 630  # of the picture, in pixels
_MOST_NAMES = (
    6  # stages that have room for their names on the picture; more have their numbers only
)
# The interface strings that describe these pages; the guide's summary describes the others.
_LEADS = {
    Subject.CHECKLIST: "checklist-lead",
    Subject.STAKEHOLDERS: "stakeholders-lead",
    Subject.TOOLS: "tools-lead",
    Subject.WORKBOOK: "workbook-page-lead",
    Subject.DOWNLOADS: "downloads-lead",
    Subject.GLOSSARY: "glossary-lead",
    Subject.TRANSLATE: "translate-lead",
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page's head says about the page.

    `kind` is `website` or `article`. `description` has no markup. `picture` is the address of the
    picture relative to the site's root, '' if there is none; `words` is the text on it, `width`
    and `height` are its size in pixels. `locale` is the page's locale.
    """

    kind: str
    description: str
    picture: str
    words: str
    locale: str
    width: int = WIDTH
    height: int = HEIGHT


def metadata(guide: Guide, route: Route | None, *, pictured: bool, own: str = "") -> Metadata:
    """The metadata of a page; `route` is None for what is no page of the guide.

    `pictured` says whether the site has a picture for this language. `own` is what an author says
    of a page; without it, an author's page has the description of the guide.
    """
    said = _description(guide, route) if route else guide.summary
    return Metadata(
        kind="article" if route and route.path else "website",
        description=own or markup.plain(said.value),
        picture=picture(guide) if pictured else "",
        words=" · ".join(text.value for text in on_picture(guide)),
        locale=language(guide.language).locale,
    )


def picture(guide: Guide) -> str:
    """The address of a language's picture, relative to the site's root."""
    return f"{guide.folder}assets/{PICTURE}"


def on_picture(guide: Guide) -> tuple[Text, ...]:
    """The texts on a language's picture; the last is the draft notice, if there is one."""
    titles = [stage.title for stage in guide.stages if names_stages(guide)]
    edition = (guide.edition,) if guide.edition else ()
    shown = (*edition, guide.title, guide.subtitle, guide.publishers, *titles)
    return (*shown, *drafts(guide))


def names_stages(guide: Guide) -> bool:
    """Whether the picture names the stages, besides giving their numbers."""
    return len(guide.stages) <= _MOST_NAMES


def drafts(guide: Guide) -> tuple[Text, ...]:
    """The notice that a guide is a draft; empty if none of its texts is."""
    return (guide.interface["notice-draft-title"],) if State.DRAFT in guide.states else ()


def _description(guide: Guide, route: Route) -> Text:
    match route.subject:
        case Subject.STAGE:
            return guide.stage(route.argument).summary or guide.summary
        case Subject.AUDIENCE:
            return guide.audience(route.argument).summary or guide.summary
        case Subject.TOOL:
            return guide.tool(route.argument).summary
        case subject if subject in _LEADS:
            return guide.interface[_LEADS[subject]]
        case _:
            return guide.summary
