"""The guide as chapters of HTML, by the templates in book/ of the theme.

Both one-file editions are made of them: the light edition puts all into one page, the EPUB edition
each into a file of its own. What the templates make is HTML and XHTML at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup

from guide.core import queries
from guide.core.ids import anchor
from guide.core.model import Audience, Guide, Point, Stage, Text
from guide.formats.context import Context
from guide.site.pages import states_to_label
from guide.theme.branding import audience_mark, guide_mark, mark, stage_number
from guide.theme.templates import environment


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the book with a heading of its own.

    `id` is its anchor, and in EPUB the name of its file. `template` places its `subject`; `anchors`
    are all places within it that a link may lead to.
    """

    id: str
    title: Text
    template: str
    subject: object
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the table of contents; without an anchor a mere heading of the entries under it."""

    title: Text
    anchor: str = ""
    code: str = ""
    entries: tuple[ContentsEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Concerned:
    """An audience, and the points that concern it: where the source names it, or added.

    `others_named` and `others_added` are recommendations to other audiences.
    """

    audience: Audience
    factors_named: tuple[Point, ...]
    factors_added: tuple[Point, ...]
    named: tuple[Point, ...]
    added: tuple[Point, ...]
    others_named: tuple[Point, ...]
    others_added: tuple[Point, ...]


def addition(guide: Guide) -> str:
    """The attribute of what is added to the source; '' in a guide without one."""
    return Markup(' data-addition=""') if guide.has_source else ""


def chapters(guide: Guide) -> tuple[Chapter, ...]:
    """The front matter, each stage, each audience, the glossary; in the order of a book."""
    return (
        *([_front(guide)] if guide.front else []),
        *(_stage(stage) for stage in guide.stages),
        *(_audience(guide, audience) for audience in guide.audiences),
        *([_glossary(guide)] if guide.glossary else []),
    )


def _front(guide: Guide) -> Chapter:
    anchors = tuple(f"section-{section.id}" for section in guide.front)
    return Chapter("front", guide.interface["page-about"], "book/front.html", guide.front, anchors)


def _stage(stage: Stage) -> Chapter:
    codes = [point.code for point in (*stage.factors, *stage.items)]
    anchors = tuple(map(anchor, codes + [step.name for step in stage.steps]))
    return Chapter(f"stage-{stage.id}", stage.title, "book/stage.html", stage, anchors)


def _audience(guide: Guide, audience: Audience) -> Chapter:
    anchors = tuple(anchor(point.code) for point in audience.recommendations)
    view = queries.for_audience(guide, audience.id)
    by_stage = (view.factors_named, view.factors_added, view.named, view.added)
    factors_named, factors_added, named, added = (
        tuple(point for group in groups for point in group.points) for groups in by_stage
    )
    others = (view.others_named, view.others_added)
    subject = Concerned(audience, factors_named, factors_added, named, added, *others)
    return Chapter(
        f"audience-{audience.id}", audience.title, "book/audience.html", subject, anchors
    )


def _glossary(guide: Guide) -> Chapter:
    terms = queries.glossary(guide)
    anchors = tuple(f"term-{term.id}" for term in terms)
    return Chapter(
        "glossary", guide.interface["page-glossary"], "book/glossary.html", terms, anchors
    )


def contents(guide: Guide) -> tuple[ContentsEntry, ...]:
    """The table of contents: sections, stages by group with their steps, audiences, terms."""
    named = guide.interface
    sections = tuple(ContentsEntry(part.title, f"section-{part.id}") for part in guide.front)
    audiences = tuple(ContentsEntry(one.title, f"audience-{one.id}") for one in guide.audiences)
    entries = (
        (guide.front, ContentsEntry(named["page-about"], "front", entries=sections)),
        (guide.stages, ContentsEntry(named["page-checklist"], entries=_stages(guide))),
        (guide.audiences, ContentsEntry(named["page-stakeholders"], entries=audiences)),
        (guide.glossary, ContentsEntry(named["page-glossary"], "glossary")),
    )
    return tuple(entry for subjects, entry in entries if subjects)


def _stages(guide: Guide) -> tuple[ContentsEntry, ...]:
    """The stages, below the titles of their groups where they have any."""
    entries: list[ContentsEntry] = []
    for part in queries.stage_parts(guide):
        stages = tuple(map(_entry, part.stages))
        title = part.group.title if part.group else None
        entries += [ContentsEntry(title, entries=stages)] if title else stages
    return tuple(entries)


def _entry(stage: Stage) -> ContentsEntry:
    steps = tuple(ContentsEntry(step.title, anchor(step.name), step.code) for step in stage.steps)
    return ContentsEntry(stage.title, f"stage-{stage.id}", entries=steps)


@dataclass
class ChapterRenderer:
    """The templates, filled for one edition in one language.

    `href` gives the address of an anchor; `level` is that of a chapter's heading; `brief` shows a
    link to a point by its code only; `xml` asks for what XHTML needs. `shown` gathers the texts
    that were placed.
    """

    context: Context
    href: Callable[[str], str]
    level: int = 1
    brief: bool = False
    xml: bool = False
    shown: list[Text] = field(default_factory=list)

    def render(self, template: str, **data: object) -> str:
        """What a template makes. What each may use is listed here."""
        guide, words, theme = self.context.guide, self.context.words, self.context.theme
        return (
            environment(theme)
            .get_template(template)
            .render(
                guide=guide,
                words=words,
                language=words.language,
                ui=words.ui,
                place=words.place,
                note_shown=self.note_shown,
                notices=self.notices,
                states_to_label=states_to_label,
                colours=self.context.colours,
                views=queries,
                addition=addition(guide),
                guide_mark=guide_mark(theme) if self.xml else mark(theme).file,
                audience_mark=partial(audience_mark, theme),
                stage_number=partial(stage_number, words),
                points=partial(map, guide.points.__getitem__),
                href=self.href,
                level=self.level,
                brief=self.brief,
                xml=self.xml,
                **data,
            )
        )

    def note_shown(self, text: Text) -> str:
        """Notes a text that is shown, for the notice; gives ''."""
        self.shown.append(text)
        return ""

    def notices(self) -> tuple[Text, ...]:
        """What must be said of the texts placed so far; so a template asks for it last."""
        return self.context.notices(self.shown)
