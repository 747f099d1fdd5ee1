"""The files of content/ for an outline whose points have codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from guide.content.importing.codes import Profile
from guide.content.importing.names import Names
from guide.content.importing.outline import (
    Draft,
    DraftAudience,
    DraftStage,
    DraftStep,
    Outline,
    cut,
)
from guide.content.imprint import OPEN
from guide.core.profile import PointKind, SourceUse
from guide.core.widths import width
from guide.files.yaml_text import Data

_SUBTITLE, _LONG, _SHORT = 90, 120, 24
_MARKUP = re.compile(r"[*\[\]{}<>]")


def compose(outline: Outline, profile: Profile, language: str, today: date) -> dict[str, Data]:
    """The data of each file by its name; `profile` is what content/profile.yml says of codes."""
    sections = _sections(outline)
    composer = _Composer({one.title: one.id for one in outline.audiences.values()}, sections)
    files: dict[str, Data] = {
        "content/profile.yml": {
            "source_language": language,
            "source": SourceUse.CITED if sections else SourceUse.NONE,
            **profile,
        },
        "content/guide.yml": composer.guide(outline, today),
    }
    for stage in outline.stages.values():
        files[f"content/stages/{stage.id}.yml"] = composer.stage(stage)
    for audience in outline.audiences.values():
        files[f"content/audiences/{audience.id}.yml"] = composer.audience(audience)
    if sections:
        listed = [{"id": ident, "title": title} for title, ident in sections.items()]
        files["content/source.yml"] = {"sections": listed}
    return files


def _sections(outline: Outline) -> dict[str, str]:
    names = Names(set())
    titles = dict.fromkeys(p.section for _, p in outline.points() if p.section)
    return {title: names.ident(title, "section") for title in titles}


class _Composer:
    """Makes the records. In a guide that cites a source, what it does not say is an addition."""

    def __init__(self, audiences: Mapping[str, str], sections: Mapping[str, str]) -> None:
        self._audiences = audiences
        self._sections = sections

    def guide(self, outline: Outline, today: date) -> Data:
        titles = [stage.title for stage in outline.stages.values()]
        own: dict[str, Data] = {"summary": outline.summary or _joined(titles) or OPEN}
        if self._sections:
            own = {"edition": OPEN, **own}
        audiences = [*self._audiences.values()]
        groups: list[Data] = [
            {"id": one.id, "title": one.title, "stages": [stage.id for stage in one.stages]}
            for one in outline.groups
        ]
        return {
            "title": outline.title,
            "subtitle": _listed(titles, _LONG) or OPEN,
            "publishers": OPEN,
            "version": "0.1",
            "date": today.isoformat(),
            "stages": [stage.id for stage in outline.stages.values()],
            **({"stage_groups": groups} if groups else {}),
            **({"audiences": audiences} if audiences else {}),
            **self._added(own),
        }

    def stage(self, stage: DraftStage) -> Data:
        inside = [one.title for one in (stage.steps or stage.items or stage.factors)]
        return {
            "id": stage.id,
            "prefix": stage.prefix,
            "title": stage.title,
            "subtitle": _listed(inside, _SUBTITLE) or OPEN,
            **self._added({"summary": stage.summary}),
            **self._points(PointKind.FACTOR, stage.factors),
            **self._points(PointKind.ITEM, stage.items),
            **({"steps": [self._step(step) for step in stage.steps]} if stage.steps else {}),
        }

    def _step(self, step: DraftStep) -> Data:
        return {
            **({"code": step.code} if step.code else {"id": step.id}),
            "title": step.title,
            **self._points(PointKind.ITEM, step.items),
        }

    def audience(self, audience: DraftAudience) -> Data:
        title = audience.title
        return {
            "id": audience.id,
            "prefix": audience.prefix,
            "title": title,
            **({"short": cut(title, _SHORT)} if width(title) > _SHORT else {}),
            **self._points(PointKind.RECOMMENDATION, audience.recommendations),
        }

    def _points(self, kind: PointKind, points: list[Draft]) -> dict[str, Data]:
        return {f"{kind}s": [self._point(point) for point in points]} if points else {}

    def _point(self, point: Draft) -> Data:
        audiences: list[Data] = [self._audiences[title] for title in point.audiences]
        fields: dict[str, Data] = {
            "code": point.code,
            "title": point.title,
            "text": point.text,
        }
        if self._sections:
            if point.section:
                number = {"number": point.number} if point.number else {}
                fields["source"] = {"section": self._sections[point.section], **number}
            if audiences:
                fields["audiences"] = {"named": audiences}
        elif audiences:
            fields["audiences"] = audiences
        own: dict[str, Data] = {
            "question": point.question,
            "evidence": point.evidence,
            "related": [*point.related],
        }
        return {**fields, **self._added(own)}

    def _added(self, fields: Mapping[str, Data]) -> dict[str, Data]:
        filled = {name: value for name, value in fields.items() if value}
        return {"additions": filled} if filled and self._sections else filled


def _listed(titles: list[str], most: int) -> str:
    """As many titles as such a width holds; ends with … if there are more."""
    whole = _joined(titles)
    if width(whole) <= most:
        return whole
    for count in range(len(titles) - 1, 0, -1):
        some = f"{_joined(titles[:count])}{OPEN}"
        if width(some) <= most:
            return some
    return cut(whole, most)


def _joined(titles: Iterable[str]) -> str:
    return _MARKUP.sub("", ", ".join(titles))
