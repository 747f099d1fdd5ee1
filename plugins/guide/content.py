"""Floor 3. `load(project) -> Guide`: reads content/ and the interface strings, checked as a whole.

Ids are gathered before faulty entries are dropped, so that one run shows every problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from guide import aliases, crosscheck, schema, yaml_tree
from guide.languages import SOURCE
from guide.model import (
    Audience,
    AudienceGroup,
    Guide,
    Kind,
    Place,
    Point,
    Section,
    SourceSection,
    Stage,
    State,
    Step,
    Tag,
    Term,
    Text,
    Where,
)
from guide.problems import ContentError, Problem, did_you_mean
from guide.reader import Reader, Values
from guide.yaml_tree import Fault, Scalar

T = TypeVar("T")
INTERFACE = Path(__file__).with_name("interface.yml")


def load(project: Path) -> Guide:
    """The guide in its source language, from the folder that holds content/.

    Raises ContentError with every problem found.
    """
    guide, problems = read(project)
    if problems:
        raise ContentError(problems)
    return _link_both_ways(guide)


def read(project: Path) -> tuple[Guide, list[Problem]]:
    """What can be read of the guide, and every problem in it."""
    loader = _Loader(project)
    guide = loader.guide()
    problems = loader.problems + crosscheck.problems(guide)
    rows, faults = crosscheck.read_source_points(project)
    problems += faults
    if not faults:
        problems += crosscheck.coverage(guide, rows)
    return guide, problems


def _link_both_ways(guide: Guide) -> Guide:
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
        self.problems: list[Problem] = []

    def guide(self) -> Guide:
        values = self._file("content/guide.yml", schema.GUIDE)
        additions = values.record("additions")
        groups = tuple(self._group(group) for group in values.records("audience_groups"))
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
            title=_text("guide.title", values.one("title")),
            subtitle=_text("guide.subtitle", values.one("subtitle")),
            publishers=_text("guide.publishers", values.one("publishers")),
            edition=_text("guide.edition", additions.one("edition")),
            summary=_text("guide.summary", additions.one("summary"), prose=True),
            version=values.one("version").value,
            date=values.one("date").value,
            stages=tuple(_stage(found) for found in stage_files),
            audience_groups=groups,
            audiences=tuple(_audience(found) for found in audience_files),
            front=tuple(self._unique("section", front, _section)),
            glossary=tuple(self._unique("term", terms, _term)),
            source_sections=tuple(self._unique("source section", sections, _source_section)),
            interface=self._interface(),
            aliases=self._aliases(
                {
                    "stage.": stage_files,
                    "group.": values.records("audience_groups"),
                    "audience.": audience_files,
                    "front.": front,
                    "term.": terms,
                    "source.": sections,
                }
            ),
        )

    def _aliases(self, records: Mapping[str, Iterable[Values]]) -> dict[str, str]:
        found, problems = aliases.read(records)
        self.problems += problems
        return found

    def _note(self, where: Where, message: str) -> None:
        self.problems.append(Problem(where, message))

    def _file(self, name: str, record: schema.Record) -> Values:
        try:
            root, faults = yaml_tree.read_tree(self.project / name, name)
        except Fault as fault:
            self.problems.append(fault.problem)
            return Values(fault.problem.where, {}, {}, {})
        reader = Reader()
        values = reader.read(root, record)
        self.problems += faults + reader.problems
        return values

    def _listed(self, folder: str, ids: list[Scalar], record: schema.Record) -> list[Values]:
        """The files of a folder in the order in which guide.yml lists them."""
        at_hand = {path.stem for path in (self.project / "content" / folder).glob("*.yml")}
        found = []
        for word in ids:
            if word.value not in at_hand:
                hint = did_you_mean(word.value, at_hand)
                self._note(
                    word.where,
                    f'"{word.value}" has no file content/{folder}/{word.value}.yml{hint}',
                )
                continue
            values = self._file(f"content/{folder}/{word.value}.yml", record)
            ident = values.one("id")
            if ident.value and ident.value != word.value:
                self._note(
                    ident.where,
                    f'id "{ident.value}" differs from the file\'s name; write "{word.value}"',
                )
            found.append(values)
        for stem in sorted(at_hand - {word.value for word in ids}):
            where = Where(f"content/{folder}/{stem}.yml", 1)
            self._note(where, f'not listed in content/guide.yml; add "{stem}" there or delete it')
        return found

    def _group(self, values: Values) -> AudienceGroup:
        ident = values.one("id").value
        return AudienceGroup(
            id=ident,
            title=_text(f"group.{ident}.title", values.one("title")),
            audiences=tuple(word.value for word in values.many("audiences")),
        )

    def _unique(self, what: str, found: tuple[Values, ...], make: Callable[[Values], T]) -> list[T]:
        """The entries made, all but those whose id was there before."""
        first: dict[str, int] = {}
        made = []
        for values in found:
            ident = values.one("id")
            if ident.value in first:
                self._note(
                    ident.where,
                    f'{what} "{ident.value}" stands twice, first in line {first[ident.value]}; '
                    "rename one",
                )
            else:
                first[ident.value] = ident.where.line
                made.append(make(values))
        return made

    def _interface(self) -> dict[str, Text]:
        root, faults = yaml_tree.read_tree(INTERFACE, INTERFACE.name)
        self.problems += faults
        if not isinstance(root, yaml_tree.Mapping):  # pragma: no cover - shipped with the program
            raise TypeError("interface.yml is no mapping")
        return {
            key.value: _text(f"interface.{key.value}", value)
            for key, value in root.entries.items()
            if isinstance(value, Scalar)
        }


def _text(ident: str, scalar: Scalar, *, prose: bool = False) -> Text:
    return Text(ident, scalar.value, SOURCE, State.SOURCE, prose, scalar.where)


def _maybe(ident: str, scalar: Scalar | None, *, prose: bool = False) -> Text | None:
    return _text(ident, scalar, prose=prose) if scalar else None


def _place(values: Values) -> Place:
    source = values.record("source")
    number = source.maybe("number")
    return Place(
        section=source.one("section").value,
        number=number.value if number else "",
        line=int(source.one("line").value or 0),
    )


def _point(values: Values, kind: Kind, home: str) -> Point:
    code = values.one("code").value
    added = values.record("additions")
    named = values.record("audiences").many("named")
    tags = [Tag(word.value, named=True) for word in named]
    tags += [Tag(word.value, named=False) for word in added.many("audiences")]
    if kind is Kind.RECOMMENDATION:
        tags.insert(0, Tag(home, named=True))
    return Point(
        code=code,
        kind=kind,
        home=home,
        title=_text(f"{code}.title", values.one("title")),
        text=_text(f"{code}.text", values.one("text"), prose=True),
        place=_place(values),
        tags=tuple(tags),
        related=tuple(word.value for word in added.many("related")),
        carried_out_by=tuple(word.value for word in added.many("carried_out_by")),
        question=_maybe(f"{code}.question", added.maybe("question")),
        evidence=_maybe(f"{code}.evidence", added.maybe("evidence"), prose=True),
        note=_maybe(f"{code}.note", added.maybe("note"), prose=True),
        where=values.one("code").where,
    )


def _step(values: Values, home: str) -> Step:
    code = values.one("code").value
    return Step(
        code=code,
        title=_text(f"{code}.title", values.one("title")),
        place=_place(values),
        items=tuple(_point(item, Kind.ITEM, home) for item in values.records("items")),
        where=values.one("code").where,
    )


def _stage(values: Values) -> Stage:
    ident = values.one("id").value
    summary = values.record("additions").maybe("summary")
    return Stage(
        id=ident,
        prefix=values.one("prefix").value,
        title=_text(f"stage.{ident}.title", values.one("title")),
        subtitle=_text(f"stage.{ident}.subtitle", values.one("subtitle")),
        place=_place(values),
        factors=tuple(_point(f, Kind.FACTOR, ident) for f in values.records("factors")),
        steps=tuple(_step(step, ident) for step in values.records("steps")),
        loose_items=tuple(_point(item, Kind.ITEM, ident) for item in values.records("items")),
        summary=_maybe(f"stage.{ident}.summary", summary, prose=True),
        where=values.where,
    )


def _audience(values: Values) -> Audience:
    ident = values.one("id").value
    found = values.records("recommendations")
    summary = values.record("additions").maybe("summary")
    return Audience(
        id=ident,
        prefix=values.one("prefix").value,
        title=_text(f"audience.{ident}.title", values.one("title")),
        short=_text(f"audience.{ident}.short", values.maybe("short") or values.one("title")),
        place=_place(values),
        recommendations=tuple(_point(r, Kind.RECOMMENDATION, ident) for r in found),
        summary=_maybe(f"audience.{ident}.summary", summary, prose=True),
        where=values.where,
    )


def _section(values: Values) -> Section:
    ident = values.one("id").value
    added = values.record("additions")
    return Section(
        id=ident,
        title=_text(f"front.{ident}.title", values.one("title")),
        text=_maybe(f"front.{ident}.text", values.maybe("text"), prose=True),
        place=_place(values) if values.has("source") else None,
        added=_maybe(f"front.{ident}.added", added.maybe("text"), prose=True),
        note=_maybe(f"front.{ident}.note", added.maybe("note"), prose=True),
        where=values.where,
    )


def _term(values: Values) -> Term:
    ident = values.one("id").value
    added = values.record("additions").maybe("text")
    return Term(
        id=ident,
        term=_text(f"term.{ident}.term", values.one("term")),
        abbreviation=_maybe(f"term.{ident}.abbreviation", values.maybe("abbreviation")),
        text=_maybe(f"term.{ident}.text", values.maybe("text"), prose=True),
        place=_place(values) if values.has("source") else None,
        added=_maybe(f"term.{ident}.added", added, prose=True),
        where=values.where,
    )


def _source_section(values: Values) -> SourceSection:
    ident = values.one("id").value
    part = values.maybe("part")
    return SourceSection(
        id=ident,
        part=part.value if part else "",
        title=_text(f"source.{ident}.title", values.one("title")),
    )
