"""What a page says of itself in its head, by which others show a link to it.

These are search engines, and programs in which somebody shares a link (https://ogp.me).
partials/head_preview.html of the theme places it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guide.core import markup
from guide.core.languages import SOURCE, language
from guide.core.model import Guide, State, Text
from guide.core.walk import texts
from guide.site.routes import Route, Subject, every_page

PICTURE = "preview.png"
WIDTH, HEIGHT = 1200, 630  # pixels of the picture
# The interface string that says what a page is about, where it is not the guide as a whole.
_LEADS = {
    Subject.CHECKLIST: "checklist-lead",
    Subject.STAKEHOLDERS: "stakeholders-lead",
    Subject.DOWNLOADS: "downloads-lead",
    Subject.GLOSSARY: "glossary-lead",
    Subject.TRANSLATE: "translate-lead",
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's kind (`website` or `article`) and description, without markup; its locales.

    `picture` is the picture's address from the root of the site, '' where there is none; `words`
    is what can be read on it. `others` are the locales of the other languages of the site.
    """

    kind: str
    description: str
    picture: str
    words: str
    locale: str
    others: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT


def metadata(guide: Guide, path: str, languages: Iterable[str], *, pictured: bool) -> Metadata:
    """What the page at a path says of itself; a page that is not the guide's speaks for it all.

    `languages` are those of the site; `pictured`, that it has a picture of this one.
    """
    page = next((one for one in every_page(guide) if one.path == path), None)
    return Metadata(
        kind="article" if path else "website",
        description=markup.plain((_about(guide, page) if page else guide.summary).value),
        picture=picture(guide.language) if pictured else "",
        words=" · ".join(text.value for text in on_picture(guide)),
        locale=language(guide.language).locale,
        others=tuple(language(code).locale for code in languages if code != guide.language),
    )


def picture(code: str) -> str:
    """The address of a language's picture from the root of the site."""
    return f"assets/{PICTURE}" if code == SOURCE else f"{code}/assets/{PICTURE}"


def on_picture(guide: Guide) -> tuple[Text, ...]:
    """The texts on a language's picture; the last says that it is a draft, if any of it is."""
    stages = (stage.title for stage in guide.stages)
    shown = (guide.edition, guide.title, guide.subtitle, guide.publishers, *stages)
    return (*shown, *drafts(guide))


def drafts(guide: Guide) -> tuple[Text, ...]:
    """The words that say of a guide that it is a draft; none where nothing in it is."""
    draft = any(text.state is State.DRAFT for text in texts(guide))
    return (guide.interface["notice-draft-title"],) if draft else ()


def _about(guide: Guide, page: Route) -> Text:
    match page.subject:
        case Subject.STAGE:
            return guide.stage(page.argument).summary or guide.summary
        case Subject.AUDIENCE:
            return guide.audience(page.argument).summary or guide.summary
        case subject if subject in _LEADS:
            return guide.interface[_LEADS[subject]]
        case _:
            return guide.summary
