"""`load(project) -> Guide`: reads content/ and the messages, and checks them together.

References are checked against all ids, even those of entries with problems, so that one run
reports every problem.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from guide.content import aliases, imprint, integrity, interface, member_groups, profile
from guide.content.assemble import Assembler
from guide.content.assemble_tools import ToolAssembler
from guide.content.schema import SOURCE, ContentSchema
from guide.content.tool_checks import Reference
from guide.content.tool_schema import TOOL
from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError, did_you_mean
from guide.core.ids import Owner
from guide.core.location import Location
from guide.core.model import Guide, Point, Text
from guide.core.profile import Profile, SourceUse
from guide.core.tools import Tool
from guide.files import yaml_tree
from guide.files.fields import RecordSchema, stretched
from guide.files.validator import Record, Validator
from guide.files.yaml_tree import Scalar

T = TypeVar("T")


def load(project: Path) -> Guide:
    """The guide in its source language; `project` is the folder that contains content/.

    Raises ContentError with every problem found.
    """
    guide, diagnostics = read(project)
    if diagnostics:
        raise ContentError(diagnostics)
    return link_both_ways(guide)


def read(project: Path) -> tuple[Guide, list[Diagnostic]]:
    """As much of the guide as can be read, and every problem in it."""
    loader = _Loader(project)
    guide = loader.guide()
    diagnostics = loader.diagnostics + integrity.diagnostics(guide)
    diagnostics += integrity.named(guide, loader.references)
    if guide.profile.source is SourceUse.COVERED:
        source_points, problems = integrity.read_source_points(project)
        diagnostics += problems
        if not problems:
            diagnostics += integrity.coverage(guide, source_points)
    return guide, diagnostics


def link_both_ways(guide: Guide) -> Guide:
    """The guide with `related` on both points of each pair, in the order of the publication."""
    place = {code: number for number, code in enumerate(guide.points)}
    related: dict[str, set[str]] = defaultdict(set)
    for point in guide.points.values():
        for other in point.related:
            related[point.code].add(other)
            related[other].add(point.code)

    def linked(points: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple(
            replace(
                point, related=tuple(sorted(related.get(point.code, ()), key=place.__getitem__))
            )
            for point in points
        )

    stages = tuple(
        replace(
            stage,
            factors=linked(stage.factors),
            loose_items=linked(stage.loose_items),
            steps=tuple(replace(step, items=linked(step.items)) for step in stage.steps),
        )
        for stage in guide.stages
    )
    audiences = tuple(
        replace(a, recommendations=linked(a.recommendations)) for a in guide.audiences
    )
    return replace(guide, stages=stages, audiences=audiences)


def _audience_ids(guide: Record) -> list[Scalar]:
    groups = (*guide.records("audience_groups"), guide)
    return [ident for group in groups for ident in group.scalars("audiences")]


def _by_owner(
    guide: Record,
    stages: Iterable[Record],
    audiences: Iterable[Record],
    tools: Iterable[Record],
    around: tuple[tuple[Record, ...], ...],
) -> dict[Owner, Iterable[Record]]:
    """The outer records of the content by their kind, for what they were called before."""
    sections, front, terms = around
    return {
        Owner.STAGE: stages,
        Owner.STAGE_GROUP: guide.records("stage_groups"),
        Owner.GROUP: guide.records("audience_groups"),
        Owner.AUDIENCE: audiences,
        Owner.SECTION: front,
        Owner.TERM: terms,
        Owner.SOURCE_SECTION: sections,
        Owner.TOOL: tools,
    }


@dataclass(frozen=True, slots=True)
class _FileRead:
    """What a file says and what is wrong with it; `made_from` are its text and the profile."""

    made_from: tuple[str, Profile]
    values: Record
    diagnostics: list[Diagnostic]


# What was read last of each file. Reading all costs a second in a guide of 1,000 points, and of
# these one changes between two looks at the preview.
_files: dict[Path, _FileRead] = {}


def _read(project: Path, name: str, record: RecordSchema, of: Profile) -> _FileRead:
    """What a file says in a guide of a profile; raises UnreadableError."""
    path = project / name
    made_from = (yaml_tree.read_text(path, name), of)
    if path not in _files or _files[path].made_from != made_from:
        tree, duplicates = yaml_tree.parse(made_from[0], name)
        validator = Validator(ContentSchema(of).absent)
        values = validator.read(tree, stretched(record, of.lengths))
        _files[path] = _FileRead(made_from, values, duplicates + validator.diagnostics)
    return _files[path]


class _Loader:
    """Reads the files of one project and collects their problems in `diagnostics`.

    `references` are the names that tools use of other parts of the guide.
    """

    def __init__(self, project: Path) -> None:
        self.project = project
        self._profile, self.diagnostics = profile.read(project)
        self.references: list[Reference] = []
        self._assembler = Assembler(self._profile)
        self._schema = ContentSchema(self._profile)

    def guide(self) -> Guide:
        values = self._file("content/guide.yml", self._schema.guide())
        self.diagnostics += member_groups.diagnostics(values)
        additions = self._assembler.additions(values)
        stages = self._listed("stages", list(values.scalars("stages")), self._schema.stage())
        audiences = self._listed("audiences", _audience_ids(values), self._schema.audience())
        tools = self._listed("tools", list(values.scalars("tools")), TOOL)
        sections, front, terms = around = tuple(self._around())
        text_of, optional_text = self._assembler.text_of, self._assembler.optional_text
        return Guide(
            profile=self._profile,
            language=self._profile.source_language,
            title=text_of(Owner.GUIDE, "title", values.scalar("title")),
            subtitle=text_of(Owner.GUIDE, "subtitle", values.scalar("subtitle")),
            publishers=text_of(Owner.GUIDE, "publishers", values.scalar("publishers")),
            edition=optional_text(Owner.GUIDE, "edition", additions.optional("edition")),
            summary=text_of(Owner.GUIDE, "summary", additions.scalar("summary"), prose=True),
            do_no_harm=optional_text(
                Owner.GUIDE, "do_no_harm", additions.optional("do_no_harm"), prose=True
            ),
            slug=imprint.slug(values, self.diagnostics),
            licence=imprint.licence(values, self.diagnostics),
            official=imprint.official(values, self.diagnostics),
            version=values.scalar("version").value,
            date=values.scalar("date").value,
            stages=tuple(self._assembler.stage_of(stage) for stage in stages),
            stage_groups=member_groups.of_stages(values, self._assembler),
            audience_groups=member_groups.of_audiences(values, self._assembler),
            audiences=tuple(self._assembler.audience_of(audience) for audience in audiences),
            front=tuple(self._unique("section", front, self._assembler.section_of)),
            glossary=tuple(self._unique("term", terms, self._assembler.term_of)),
            tools=self._tools(tools),
            source_sections=tuple(
                self._unique("source section", sections, self._assembler.source_section_of)
            ),
            interface=self._interface(stages, audiences, terms),
            aliases=self._aliases(_by_owner(values, stages, audiences, tools, around)),
        )

    def _around(self) -> Iterator[tuple[Record, ...]]:
        """The sections of the source, the sections of the front matter, and the terms."""
        yield self._optional("content/source.yml", SOURCE).records("sections")
        yield self._optional("content/front.yml", self._schema.front()).records("sections")
        yield self._optional("content/glossary.yml", self._schema.glossary()).records("terms")

    def _tools(self, records: Iterable[Record]) -> tuple[Tool, ...]:
        assembler = ToolAssembler(self._assembler)
        tools = tuple(assembler.tool_of(record) for record in records)
        self.diagnostics += assembler.diagnostics
        self.references += assembler.references
        return tools

    def _aliases(self, records: Mapping[Owner, Iterable[Record]]) -> dict[str, str]:
        present_names, diagnostics = aliases.read(records)
        self.diagnostics += diagnostics
        return present_names

    def _note(self, location: Location, message: str) -> None:
        self.diagnostics.append(Diagnostic(location, message))

    def _file(self, name: str, record: RecordSchema) -> Record:
        try:
            read = _read(self.project, name, record, self._profile)
        except UnreadableError as error:
            self.diagnostics.append(error.diagnostic)
            return Record(error.diagnostic.location, {}, {}, {})
        self.diagnostics += read.diagnostics
        return read.values

    def _optional(self, name: str, record: RecordSchema) -> Record:
        """A file that a guide need not have; a guide that follows a source lists its sections."""
        if os.path.lexists(self.project / name) or (
            record is SOURCE and self._profile.source is not SourceUse.NONE
        ):
            return self._file(name, record)
        return Record(Location(name, 1), {}, {}, {})

    def _listed(self, folder: str, ids: list[Scalar], record: RecordSchema) -> list[Record]:
        """The files of a folder in the order in which guide.yml lists them."""
        stems = {path.stem for path in (self.project / "content" / folder).glob("*.yml")}
        records = []
        for listed in ids:
            if listed.value not in stems:
                hint = did_you_mean(listed.value, stems)
                self._note(
                    listed.location,
                    f'"{listed.value}" has no file content/{folder}/{listed.value}.yml{hint}',
                )
                continue
            values = self._file(f"content/{folder}/{listed.value}.yml", record)
            ident = values.scalar("id")
            if ident.value and ident.value != listed.value:
                self._note(
                    ident.location,
                    f'id "{ident.value}" differs from the file\'s name; write "{listed.value}"',
                )
            # A file that cannot be read keeps its name, so that its pages are not blamed too.
            records.append(replace(values, single={"id": listed, **values.single}))
        for stem in sorted(stems - {listed.value for listed in ids}):
            location = Location(f"content/{folder}/{stem}.yml", 1)
            self._note(
                location, f'is not listed in content/guide.yml; add "{stem}" there or delete it'
            )
        return records

    def _unique(
        self, kind: str, records: tuple[Record, ...], make: Callable[[Record], T]
    ) -> list[T]:
        """The entries made from the records, without those whose id came before."""
        first: dict[str, int] = {}
        entries = []
        for record in records:
            ident = record.scalar("id")
            if ident.value in first:
                self._note(
                    ident.location,
                    f'{kind} "{ident.value}" is defined twice; first on line '
                    f"{first[ident.value]}; rename one",
                )
            else:
                first[ident.value] = ident.location.line
                entries.append(make(record))
        return entries

    def _interface(
        self, stages: list[Record], audiences: list[Record], terms: tuple[Record, ...]
    ) -> dict[str, Text]:
        missing = interface.missing(self._profile, stages, audiences, terms)
        messages, diagnostics = interface.read(self.project, self._assembler, missing)
        self.diagnostics += diagnostics
        return messages
