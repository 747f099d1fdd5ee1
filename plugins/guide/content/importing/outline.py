"""What an imported file says, before it has ids, codes and files: groups, stages, steps, points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from guide.core import markup
from guide.core.profile import PointKind
from guide.core.widths import width

TITLE = 90  # the width that the title of a point may have in any language
_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BULLET = re.compile(r"(?m)^[ \t]*[•◦▪·‣*+-][ \t]+(?=\S)")
_SENTENCE = re.compile(r"[.。।።။؟?!](?=\s|$)")


@dataclass
class Draft:
    """A point, and the line of the file where it is; `code` may be missing."""

    line: int
    title: str = ""
    text: str = ""
    code: str = ""
    question: str = ""
    evidence: str = ""
    audiences: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    section: str = ""
    number: str = ""


@dataclass
class DraftStep:
    """A step, by its title; it gets either a code or an id."""

    line: int
    title: str
    code: str = ""
    id: str = ""
    items: list[Draft] = field(default_factory=list)


@dataclass
class DraftStage:
    """A stage; `items` are those outside its steps."""

    line: int
    title: str
    id: str = ""
    prefix: str = ""
    summary: str = ""
    factors: list[Draft] = field(default_factory=list)
    items: list[Draft] = field(default_factory=list)
    steps: list[DraftStep] = field(default_factory=list)

    def step(self, title: str, line: int) -> DraftStep:
        """The step with a title, made if it is new."""
        found = next((step for step in reversed(self.steps) if step.title == title), None)
        if found is None:
            found = DraftStep(line, title)
            self.steps.append(found)
        return found


@dataclass
class DraftGroup:
    """A group of stages."""

    line: int
    title: str
    id: str = ""
    stages: list[DraftStage] = field(default_factory=list)


@dataclass
class DraftAudience:
    """An audience, by its title, with what is recommended to it."""

    line: int
    title: str
    id: str = ""
    prefix: str = ""
    recommendations: list[Draft] = field(default_factory=list)


@dataclass
class Outline:
    """A whole file. Stages and audiences are in the order in which they first appear."""

    title: str
    summary: str = ""
    groups: list[DraftGroup] = field(default_factory=list)
    stages: dict[tuple[int, str], DraftStage] = field(default_factory=dict)
    audiences: dict[str, DraftAudience] = field(default_factory=dict)

    def stage(self, title: str, line: int, group: DraftGroup | None = None) -> DraftStage:
        """The stage with a title, made if it is new; each group has stages of its own."""
        key = (group.line if group else 0, title)
        if key not in self.stages:
            self.stages[key] = DraftStage(line, title)
            if group:
                group.stages.append(self.stages[key])
        return self.stages[key]

    def group(self, title: str, line: int) -> DraftGroup:
        """The group with a title, made if it is new."""
        found = next((group for group in self.groups if group.title == title), None)
        if found is None:
            found = DraftGroup(line, title)
            self.groups.append(found)
        return found

    def ungrouped(self) -> list[DraftStage]:
        """The stages that are in no group, where others are in one."""
        return [stage for (group, _), stage in self.stages.items() if self.groups and not group]

    def sort(self) -> None:
        """Puts the stages of each group together, in the order of the groups."""
        places = {group.line: place for place, group in enumerate(self.groups)}
        self.stages = dict(sorted(self.stages.items(), key=lambda one: places.get(one[0][0], -1)))

    def audience(self, title: str, line: int) -> DraftAudience:
        """The audience with a title, made if it is new."""
        return self.audiences.setdefault(title, DraftAudience(line, title))

    def points(self) -> Iterator[tuple[PointKind, Draft]]:
        """Every point with its kind, in the order of the guide."""
        for stage in self.stages.values():
            yield from ((PointKind.FACTOR, point) for point in stage.factors)
            yield from ((PointKind.ITEM, point) for point in stage.items)
            yield from ((PointKind.ITEM, point) for step in stage.steps for point in step.items)
        for audience in self.audiences.values():
            yield from ((PointKind.RECOMMENDATION, point) for point in audience.recommendations)


def line_of(text: str) -> str:
    """A text as one line, in the form NFC."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def prose_of(text: str) -> str:
    """A text with its paragraphs and lists, in the form NFC; every list begins with hyphens."""
    lines = [
        one.rstrip() for one in _BREAK.sub("\n", unicodedata.normalize("NFC", text)).split("\n")
    ]
    joined = "\n".join(one.expandtabs(2) for one in lines).strip()
    return re.sub(r"\n{3,}", "\n\n", _BULLET.sub("- ", joined))


def complete(point: Draft) -> bool:
    """Gives a point the title or the text that it lacks; says whether its title had to be cut.

    Its text then begins with the whole title.
    """
    if not point.title:
        plain = markup.plain(point.text)
        end = _SENTENCE.search(plain)
        first = plain[: end.start()] if end and end.start() else plain
        point.title = cut(first, TITLE)
        return False
    whole = point.title
    point.title = cut(whole, TITLE)
    if point.title != whole:
        point.text = f"{whole}\n\n{point.text}".strip()
    point.text = point.text or whole
    return point.title != whole


def cut(text: str, most: int) -> str:
    """A text of at most such a width; where it is longer, it ends with … after a word."""
    if width(text) <= most:
        return text
    kept = text[: 4 * most]  # a letter may have some marks, which have no width
    while width(kept) >= most:
        kept = kept[:-1]
    words = kept if text[len(kept)] == " " else kept.rpartition(" ")[0]
    return f"{(words if len(words) > len(kept) // 2 else kept).strip(' ,;:')}…"
