"""What a guide is: frozen data, without I/O, YAML or HTML.

Everything that readers see is a `Text`. One walk over the guide finds every string to translate
(`texts`), and another puts the translations in (`map_texts`). A field whose docstring calls it an
*addition* holds what this edition adds to the published source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from guide.core.characters import NO_CHARACTER, replaced
from guide.core.languages import language
from guide.core.location import Location
from guide.core.lookups import Lookups
from guide.core.profile import PointKind, Profile, SourceUse
from guide.core.tools import Tool


class State(StrEnum):
    """How far a text can be trusted in its language. Pages show the values in `data-state`."""

    SOURCE = "source"
    UNTRANSLATED = "untranslated"
    STALE = "stale"
    DRAFT = "draft"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Text:
    """One translatable string. `id` is its stable name; `prose` says whether it may have markup.

    Loaders reject characters that some output format cannot hold. If one gets through, it becomes
    U+FFFD here, so that no output breaks.
    """

    id: str
    value: str
    language: str
    state: State
    prose: bool
    location: Location

    def __post_init__(self) -> None:
        if NO_CHARACTER.search(self.value):
            object.__setattr__(self, "value", replaced(self.value))

    def __str__(self) -> str:
        return self.value

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, by its language."""
        return language(self.language).direction


class Degree(StrEnum):
    """How strongly the guide, or the source that it follows, puts a point."""

    MUST = "must"
    SHOULD = "should"
    CAN = "can"  # could and may too


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A place in the published source: the id of a section, a number in it, a line of its text."""

    section: str
    number: str
    line: int


@dataclass(frozen=True, slots=True)
class Tag:
    """An audience that a point concerns: `named` by the source, or else added by this edition."""

    audience: str
    named: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A factor, an item or a recommendation.

    `home` is the id of its stage or audience. `related` holds codes of points, each listed on both
    sides; `carried_out_by`, for a factor, codes of steps and items. Both are additions, as are
    `question`, `evidence`, `note` and the tags that are not `named`.
    """

    code: str
    kind: PointKind
    home: str
    title: Text
    text: Text
    degree: Degree | None
    place: SourceRef | None
    tags: tuple[Tag, ...]
    related: tuple[str, ...]
    carried_out_by: tuple[str, ...]
    question: Text | None
    evidence: Text | None
    note: Text | None
    location: Location

    @property
    def audiences(self) -> tuple[str, ...]:
        """The ids of the audiences that it concerns, those named by the source first."""
        return tuple(tag.audience for tag in self.tags)

    def concerns(self, audience: str, *, named: bool) -> bool:
        """Whether the source (`named`) or else this edition tags the point with the audience."""
        return any(tag.audience == audience and tag.named is named for tag in self.tags)


@dataclass(frozen=True, slots=True)
class Step:
    """A titled group of items in a stage. It has a code or, in some guides, only an `id`."""

    code: str
    id: str
    title: Text
    place: SourceRef | None
    items: tuple[Point, ...]
    location: Location

    @property
    def name(self) -> str:
        """Its code, or else its id: what other parts of the guide call it."""
        return self.code or self.id


@dataclass(frozen=True, slots=True)
class Stage:
    """A phase of a group's life cycle. `loose_items` are the items outside its steps.

    `summary` is an addition.
    """

    id: str
    prefix: str
    title: Text
    subtitle: Text
    place: SourceRef | None
    factors: tuple[Point, ...]
    steps: tuple[Step, ...]
    loose_items: tuple[Point, ...]
    summary: Text | None
    location: Location

    @property
    def items(self) -> tuple[Point, ...]:
        """All items of the stage, in order."""
        return self.loose_items + tuple(item for step in self.steps for item in step.items)


@dataclass(frozen=True, slots=True)
class Audience:
    """A kind of stakeholder that the guide addresses. `summary` is an addition.

    Where `Guide.adds` it, its names are too, and it has no recommendations and no prefix.
    """

    id: str
    prefix: str
    title: Text
    shorter: Text | None
    place: SourceRef | None
    recommendations: tuple[Point, ...]
    summary: Text | None
    location: Location

    @property
    def short(self) -> Text:
        """Its name in tags and tables."""
        return self.shorter or self.title


@dataclass(frozen=True, slots=True)
class MemberGroup:
    """Stages or audiences that belong together; `members` holds their ids.

    A guide whose audiences are in no groups has one group of them, without a title.
    """

    id: str
    title: Text | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the front matter. `added` (a text) and `note` are additions.

    If `text` and `place` are None, the whole section is an addition.
    """

    id: str
    title: Text
    text: Text | None
    place: SourceRef | None
    added: Text | None
    note: Text | None
    location: Location


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry. `added` is this edition's own definition, an addition."""

    id: str
    term: Text
    abbreviation: Text | None
    text: Text | None
    place: SourceRef | None
    added: Text | None
    location: Location


@dataclass(frozen=True, slots=True)
class SourceSection:
    """A section of the published source; `part` is its part's number, or '' outside the parts."""

    id: str
    part: str
    title: Text


@dataclass(frozen=True)
class Guide(Lookups):
    """The whole publication in one language.

    `edition`, `summary`, `do_no_harm` and all `tools` are additions; `do_no_harm` is for those who
    write on sheets.

    `profile` is its grammar, `slug` begins the names of its files, `licence` is an SPDX expression
    or ''. An edition that is not `official` says so. `date` is in ISO 8601. Every stage is in one
    of `stage_groups`, unless there are none. `interface` holds the program's messages by their
    keys; `aliases` the present owner of texts (core/ids.py) by each former one. `languages` are the
    codes of all languages that its project has; none where only one of them was read.
    """

    profile: Profile
    language: str
    title: Text
    subtitle: Text
    publishers: Text
    edition: Text | None
    summary: Text
    do_no_harm: Text | None
    slug: str
    licence: str
    official: bool
    version: str
    date: str
    stages: tuple[Stage, ...]
    stage_groups: tuple[MemberGroup, ...]
    audience_groups: tuple[MemberGroup, ...]
    audiences: tuple[Audience, ...]
    front: tuple[Section, ...]
    glossary: tuple[Term, ...]
    tools: tuple[Tool, ...]
    source_sections: tuple[SourceSection, ...]
    interface: Mapping[str, Text]
    aliases: Mapping[str, str]
    languages: tuple[str, ...] = ()

    @property
    def has_source(self) -> bool:
        """Whether it follows a published source; if not, nothing in it is an addition."""
        return self.profile.has_source

    def adds(self, audience: Audience) -> bool:
        """Whether a whole audience is an addition: it has no place in a source that is covered."""
        return self.profile.source is SourceUse.COVERED and audience.place is None

    def adds_all(self, group: MemberGroup) -> bool:
        """Whether every audience of a group of them is an addition, and so the group."""
        return all(self.adds(self.audience(ident)) for ident in group.members)

    @property
    def folder(self) -> str:
        """The path of its pages from the root of the site: '' or, for example, 'fr/'."""
        return self.profile.folder(self.language)
