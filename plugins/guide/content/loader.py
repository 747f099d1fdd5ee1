"""`load(project) -> Guide`: reads content/ and the interface strings, checked as a whole.

Ids are gathered before faulty entries are dropped, so that one run shows every problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from guide.content import aliases, assemble, integrity, schema
from guide.content.validator import Record, Validator
from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError, did_you_mean
from guide.core.ids import Owner
from guide.core.languages import SOURCE
from guide.core.model import AudienceGroup, Guide, Location, Point, Text
from guide.files import yaml_tree
from guide.files.yaml_tree import Scalar

T = TypeVar("T")
INTERFACE = Path(__file__).parents[1] / "theme" / "messages.yml"


def load(project: Path) -> Guide:
    """The guide in its source language, from the folder that holds content/.

    Raises ContentError with every problem found.
    """
    guide, diagnostics = read(project)
    if diagnostics:
        raise ContentError(diagnostics)
    return link_both_ways(guide)


def read(project: Path) -> tuple[Guide, list[Diagnostic]]:
    """What can be read of the guide, and every problem in it."""
    loader = _Loader(project)
    guide = loader.guide()
    diagnostics = loader.diagnostics + integrity.diagnostics(guide)
    rows, faults = integrity.read_source_points(project)
    diagnostics += faults
    if not faults:
        diagnostics += integrity.coverage(guide, rows)
    return guide, diagnostics


def link_both_ways(guide: Guide) -> Guide:
    """The guide with `related` on both points of each pair, in the order of the publication."""
    pairs = {(p.code, other) for p in guide.points.values() for other in p.related}
    pairs |= {(other, code) for code, other in pairs}

    def linked(point: Point) -> Point:
        return replace(point, related=tuple(c for c in guide.points if (point.code, c) in pairs))

    def points(found: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple(linked(point) for point in found)

    stages = tuple(
        replace(
            stage,
            factors=points(stage.factors),
            loose_items=points(stage.loose_items),
            steps=tuple(replace(step, items=points(step.items)) for step in stage.steps),
        )
        for stage in guide.stages
    )
    audiences = tuple(
        replace(a, recommendations=points(a.recommendations)) for a in guide.audiences
    )
    return replace(guide, stages=stages, audiences=audiences)


class _Loader:
    """Reads the files of one project; problems gather in `problems`."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.diagnostics: list[Diagnostic] = []

    def guide(self) -> Guide:
        values = self._file("content/guide.yml", schema.GUIDE)
        additions = values.record("additions")
        listed = [
            word for group in values.records("audience_groups") for word in group.many("audiences")
        ]
        stage_files = self._listed("stages", list(values.many("stages")), schema.STAGE)
        audience_files = self._listed("audiences", listed, schema.AUDIENCE)
        sections = self._file("content/source.yml", schema.SOURCE).records("sections")
        front = self._file("content/front.yml", schema.FRONT).records("sections")
        terms = self._file("content/glossary.yml", schema.GLOSSARY).records("terms")
        return Guide(
            language=SOURCE,
            title=assemble.text_of(Owner.GUIDE, "title", values.one("title")),
            subtitle=assemble.text_of(Owner.GUIDE, "subtitle", values.one("subtitle")),
            publishers=assemble.text_of(Owner.GUIDE, "publishers", values.one("publishers")),
            edition=assemble.text_of(Owner.GUIDE, "edition", additions.one("edition")),
            summary=assemble.text_of(Owner.GUIDE, "summary", additions.one("summary"), prose=True),
            version=values.one("version").value,
            date=values.one("date").value,
            stages=tuple(assemble.stage_of(found) for found in stage_files),
            audience_groups=tuple(map(self._group, values.records("audience_groups"))),
            audiences=tuple(assemble.audience_of(found) for found in audience_files),
            front=tuple(self._unique("section", front, assemble.section_of)),
            glossary=tuple(self._unique("term", terms, assemble.term_of)),
            source_sections=tuple(
                self._unique("source section", sections, assemble.source_section_of)
            ),
            interface=self._interface(),
            aliases=self._aliases(
                {
                    Owner.STAGE: stage_files,
                    Owner.GROUP: values.records("audience_groups"),
                    Owner.AUDIENCE: audience_files,
                    Owner.SECTION: front,
                    Owner.TERM: terms,
                    Owner.SOURCE_SECTION: sections,
                }
            ),
        )

    def _aliases(self, records: Mapping[Owner, Iterable[Record]]) -> dict[str, str]:
        found, diagnostics = aliases.read(records)
        self.diagnostics += diagnostics
        return found

    def _note(self, location: Location, message: str) -> None:
        self.diagnostics.append(Diagnostic(location, message))

    def _file(self, name: str, record: schema.RecordSchema) -> Record:
        try:
            root, faults = yaml_tree.read_tree(self.project / name, name)
        except UnreadableError as fault:
            self.diagnostics.append(fault.diagnostic)
            return Record(fault.diagnostic.location, {}, {}, {})
        reader = Validator()
        values = reader.read(root, record)
        self.diagnostics += faults + reader.diagnostics
        return values

    def _listed(self, folder: str, ids: list[Scalar], record: schema.RecordSchema) -> list[Record]:
        """The files of a folder in the order in which guide.yml lists them."""
        at_hand = {path.stem for path in (self.project / "content" / folder).glob("*.yml")}
        found = []
        for word in ids:
            if word.value not in at_hand:
                hint = did_you_mean(word.value, at_hand)
                self._note(
                    word.location,
                    f'"{word.value}" has no file content/{folder}/{word.value}.yml{hint}',
                )
                continue
            values = self._file(f"content/{folder}/{word.value}.yml", record)
            ident = values.one("id")
            if ident.value and ident.value != word.value:
                self._note(
                    ident.location,
                    f'id "{ident.value}" differs from the file\'s name; write "{word.value}"',
                )
            found.append(values)
        for stem in sorted(at_hand - {word.value for word in ids}):
            location = Location(f"content/{folder}/{stem}.yml", 1)
            self._note(
                location, f'not listed in content/guide.yml; add "{stem}" there or delete it'
            )
        return found

    def _group(self, values: Record) -> AudienceGroup:
        ident = values.one("id").value
        return AudienceGroup(
            id=ident,
            title=assemble.text_of(Owner.GROUP.of(ident), "title", values.one("title")),
            audiences=tuple(word.value for word in values.many("audiences")),
        )

    def _unique(self, what: str, found: tuple[Record, ...], make: Callable[[Record], T]) -> list[T]:
        """The entries made, all but those whose id was there before."""
        first: dict[str, int] = {}
        made = []
        for values in found:
            ident = values.one("id")
            if ident.value in first:
                self._note(
                    ident.location,
                    f'{what} "{ident.value}" stands twice, first in line {first[ident.value]}; '
                    "rename one",
                )
            else:
                first[ident.value] = ident.location.line
                made.append(make(values))
        return made

    def _interface(self) -> dict[str, Text]:
        root, faults = yaml_tree.read_tree(INTERFACE, INTERFACE.name)
        self.diagnostics += faults
        if not isinstance(
            root, yaml_tree.MappingNode
        ):  # pragma: no cover - shipped with the program
            raise TypeError(f"{INTERFACE.name} is no mapping")
        return {
            key.value: assemble.text_of(Owner.MESSAGE, key.value, value)
            for key, value in root.entries.items()
            if isinstance(value, Scalar)
        }
