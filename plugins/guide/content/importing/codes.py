"""Gives an import its codes, prefixes and ids: those of the file, or proposals where it has none.

Kinds of point are looked at one by one: all points of a kind have a code in the file, or none has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from guide.content.importing import forms
from guide.content.importing.forms import CODE, NONE
from guide.content.importing.names import Names
from guide.content.importing.outline import Draft, DraftAudience, DraftStage, Outline
from guide.core.ids import anchor
from guide.core.profile import PointKind

Profile = dict[str, dict[str, str]]
Fault = tuple[int, str]  # a line of the file, and what is wrong there


@dataclass
class Coding:
    """The codes of one outline; `profile` is what content/profile.yml says of them."""

    outline: Outline
    faults: list[Fault] = field(default_factory=list)
    profile: Profile = field(default_factory=dict)

    def complete(self) -> None:
        """Gives every point a code, every step a code or an id, all else ids; notes all faults."""
        given = {kind for kind, point in self.outline.points() if point.code}
        self.faults += _invalid(self.outline)
        self.faults += (fault for kind in given for fault in _missing(self.outline, kind))
        if self.faults:
            return
        if PointKind.ITEM in given:
            self._items()
        stages = [stage for stage in self.outline.stages.values() if stage.factors]
        if PointKind.FACTOR in given:
            self._owned(PointKind.FACTOR, [(stage, stage.factors) for stage in stages])
        asked = [one for one in self.outline.audiences.values() if one.recommendations]
        if PointKind.RECOMMENDATION in given:
            self._owned(PointKind.RECOMMENDATION, [(one, one.recommendations) for one in asked])
        if not self.faults:
            self._name()
            self._propose(given)

    def _items(self) -> None:
        form = forms.of_items(self.outline)
        if form is None:
            self._formless(PointKind.ITEM)
            return
        outside = {"code_outside": form.outside} if form.outside else {}
        self.profile[PointKind.ITEM] = {"code": form.code, **outside}
        self.profile["steps"] = {"code": form.steps}
        for stage in self.outline.stages.values():
            stage.prefix = form.prefixes.get(stage.line, "")
            for step in stage.steps:
                step.code = form.step_codes.get(step.line, "")

    def _owned(
        self, kind: PointKind, owners: list[tuple[DraftStage | DraftAudience, list[Draft]]]
    ) -> None:
        found = forms.of_owners((owner.prefix, points) for owner, points in owners)
        if found is None:
            self._formless(kind)
            return
        self.profile[kind] = {"code": found[0]}
        for (owner, _), prefix in zip(owners, found[1], strict=True):
            owner.prefix = prefix

    def _formless(self, kind: PointKind) -> None:
        points = [point for one, point in self.outline.points() if one is kind]
        first, other = points[0], next(p for p in points if forms.head(p) != forms.head(points[0]))
        message = (
            f'the codes of the {kind}s have no one form: "{first.code}" on line {first.line}, '
            f'"{other.code}" here; number those of a step, of a stage or of all alike, or leave '
            "all codes out, to get new ones"
        )
        self.faults.append((other.line, message))

    def _name(self) -> None:
        """Ids and prefixes; the code that a title begins with is no part of it."""
        outline = self.outline
        heads = {forms.head(point).rstrip(".-") for _, point in outline.points()}
        prefixes, ids = Names({*filter(None, heads)}), Names(set())
        anchors = Names({anchor(point.code) for _, point in outline.points() if point.code})
        for stage in outline.stages.values():
            stage.title = _without(stage.prefix, stage.title)
            stage.id = ids.ident(stage.title, "stage")
            stage.prefix = stage.prefix or prefixes.prefix(stage.title, "stage")
            for step in stage.steps:
                step.title = _without(step.code, step.title)
                if self.profile.get("steps") == {"code": NONE}:
                    step.id = anchors.ident(step.title, "step")
        for group in outline.groups:
            group.id = ids.ident(group.title, "group")
        for audience in outline.audiences.values():
            audience.id = ids.ident(audience.title, "audience")
            audience.prefix = audience.prefix or prefixes.prefix(audience.title, "audience")

    def _propose(self, given: set[PointKind]) -> None:
        """New codes for the kinds that have none, in the forms of a guide without a profile."""
        for stage in self.outline.stages.values():
            if PointKind.FACTOR not in given:
                _number(stage.factors, f"{stage.prefix}-F")
            if PointKind.ITEM not in given:
                _number(stage.items, f"{stage.prefix}-")
                for number, step in enumerate(stage.steps, start=len(stage.items) + 1):
                    step.code = f"{stage.prefix}-{number}"
                    _number(step.items, f"{step.code}.")
        for audience in self.outline.audiences.values():
            if PointKind.RECOMMENDATION not in given:
                _number(audience.recommendations, f"{audience.prefix}-")


def _invalid(outline: Outline) -> Iterator[Fault]:
    """Each code can be one, and is there only once, also as a part of an address."""
    first: dict[str, int] = {}
    for _, point in outline.points():
        if not point.code:
            continue
        place = anchor(point.code)
        if not CODE.fullmatch(point.code):
            message = "must hold only the letters a to z, digits, . and -, and end with a number"
            yield point.line, f'code "{point.code[:40]}" {message}'
        elif place in first:
            message = f'code "{point.code}" is used twice; first on line {first[place]}'
            yield point.line, f"{message}; give each point its own"
        first.setdefault(place, point.line)


def _missing(outline: Outline, kind: PointKind) -> Iterator[Fault]:
    for one, point in outline.points():
        if one is kind and not point.code:
            message = f"the {kind} has no code, though others have; write one, or leave all out"
            yield point.line, message


def _number(points: Iterable[Draft], head: str) -> None:
    for number, point in enumerate(points, start=1):
        point.code = f"{head}{number}"


def _without(code: str, title: str) -> str:
    """A title without the code that it begins with."""
    rest = re.sub(rf"{re.escape(code)}[\s.:)–—-]+(?=\S)", "", title, count=1) if code else title
    return rest if title.startswith(code) else title
