"""Checks that need all files together: codes, references, and coverage of the source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from guide.content.tool_checks import Kind, Reference
from guide.core.diagnostics import Diagnostic, did_you_mean
from guide.core.ids import anchor
from guide.core.location import Location
from guide.core.model import Audience, Guide, Point, Section, Stage, Step, Term
from guide.core.profile import CodePattern, PointKind, SourceUse
from guide.files import tables

SOURCE_POINTS = "content/source.tsv"
_COLUMNS = ("code", "line", "names")
_FAULT = f"not a valid source point ({', '.join(_COLUMNS)}, separated by tabs); correct the line"


@dataclass(frozen=True, slots=True)
class SourcePoint:
    """A point of the published source: its code, its line, and the audiences it names."""

    code: str
    line: int
    names: tuple[str, ...]
    location: Location


def all_points(guide: Guide) -> list[Point]:
    """Every point, including several with the same code; `Guide.points` keeps one of these."""
    points = [p for stage in guide.stages for p in (*stage.factors, *stage.items)]
    return points + [p for audience in guide.audiences for p in audience.recommendations]


def diagnostics(guide: Guide) -> list[Diagnostic]:
    """Every problem in how the parts of a guide fit together."""
    problems = [
        *_codes(guide),
        *_anchors(guide),
        *_references(guide),
        *_audiences(guide),
        *_tools(guide),
        *_sourced(guide),
    ]
    items = guide.profile.kinds[PointKind.ITEM].plural
    problems += [
        Diagnostic(stage.location, f'stage has neither "steps" nor "{items}"; add one')
        for stage in guide.stages
        if stage.title.value and not stage.items  # a file that cannot be read has no title
    ]
    return problems


def _codes(guide: Guide) -> Iterator[Diagnostic]:
    first: dict[str, Location] = {}
    without_prefix: set[str] = set()
    for owner, form, values in _forms(guide):
        code, location = owner.code, owner.location
        if not code:
            continue
        if code in first:
            at = first[code]
            yield Diagnostic(
                location,
                f'code "{code}" is defined twice; first in {at.file}:{at.line}; give a new code',
            )
        elif "prefix" in form.parts() and not values["prefix"]:
            if location.file not in without_prefix:  # one line for all codes of a file
                without_prefix.add(location.file)
                yield Diagnostic(
                    location,
                    f'code "{code}" should begin with the prefix, but the file has none; add '
                    '"prefix", or give these codes another form in content/profile.yml',
                )
        elif not re.fullmatch(form.regex(values), code):
            example = form.example(values)
            yield Diagnostic(location, f'code "{code}" must look like "{example}" here')
        first.setdefault(code, location)


def _anchors(guide: Guide) -> Iterator[Diagnostic]:
    """A problem for each point or step whose place in pages is that of another one."""
    steps = (step for stage in guide.stages for step in stage.steps)
    owners = [(point.code, point.location) for point in all_points(guide)]
    owners += [(step.name, step.location) for step in steps]
    first: dict[str, tuple[str, Location]] = {}
    for name, location in owners:
        other, at = first.setdefault(anchor(name), (name, location))
        if other != name:
            yield Diagnostic(
                location,
                f'"{name}" and "{other}" in {at.file}:{at.line} have the same address, '
                f"#{anchor(name)}; give one of them another",
            )


def _forms(guide: Guide) -> Iterator[tuple[Point | Step, CodePattern, dict[str, str]]]:
    """Each point and each step that has a code, the form of its code, the values of its parts."""
    kinds = guide.profile.kinds
    for stage in guide.stages:
        at = {"prefix": stage.prefix}
        yield from ((point, kinds[PointKind.FACTOR].outside, at) for point in stage.factors)
        yield from ((point, kinds[PointKind.ITEM].outside, at) for point in stage.loose_items)
        for step in stage.steps:
            if guide.profile.steps:
                yield step, guide.profile.steps, at
            inside = {**at, "step": step.code}
            yield from ((item, kinds[PointKind.ITEM].code, inside) for item in step.items)
    for audience in guide.audiences:
        at = {"prefix": audience.prefix}
        form = kinds[PointKind.RECOMMENDATION].outside
        yield from ((point, form, at) for point in audience.recommendations)


def _references(guide: Guide) -> Iterator[Diagnostic]:
    points, steps, audiences = guide.points, guide.steps, {a.id for a in guide.audiences}
    targets = {code for code, point in points.items() if point.kind is PointKind.ITEM} | {*steps}
    for point in all_points(guide):
        yield from _unknown(point.location, "audience", point.audiences, audiences)
        yield from _unknown(point.location, "code in related", point.related, points)
        yield from _unknown(point.location, "code in carried_out_by", point.carried_out_by, targets)
        if point.code in point.related:
            yield Diagnostic(point.location, f'"{point.code}" is related to itself; remove it')
        for audience in {tag.audience for tag in point.tags}:
            if point.audiences.count(audience) > 1:
                yield Diagnostic(point.location, f'audience "{audience}" is tagged twice; keep one')


def _unknown(
    location: Location, kind: str, used: Iterable[str], known: Collection[str]
) -> Iterator[Diagnostic]:
    for name in used if known else ():  # no known names: their file is the problem
        if name not in known:
            yield Diagnostic(location, f'unknown {kind} "{name}"{did_you_mean(name, known)}')


def _audiences(guide: Guide) -> Iterator[Diagnostic]:
    kind = guide.profile.kinds[PointKind.RECOMMENDATION]
    listed = [ident for group in guide.audience_groups for ident in group.members]
    for audience in guide.audiences:
        if listed.count(audience.id) > 1:
            yield Diagnostic(
                audience.location,
                f'"{audience.id}" is listed in two groups of content/guide.yml; keep one',
            )
        if guide.adds(audience) and audience.recommendations:
            yield Diagnostic(
                audience.location, f'audience has {kind.plural} but no "source"; add where it is'
            )
        elif kind.required and not audience.recommendations and not guide.adds(audience):
            yield Diagnostic(audience.location, f"audience has no {kind.plural}; add one")
        if audience.recommendations and not audience.prefix and "prefix" in kind.outside.parts():
            yield Diagnostic(audience.location, 'audience has no "prefix"; its codes need one')


def _tools(guide: Guide) -> Iterator[Diagnostic]:
    for tool in guide.tools:
        if tool.parts and not tool.codes:
            yield Diagnostic(tool.location, 'tool serves no point; add "points"')


def named(guide: Guide, references: Iterable[Reference]) -> Iterator[Diagnostic]:
    """A problem for each name in a tool that is not that of a point, an audience or a stage."""
    known: Mapping[Kind, Collection[str]] = {
        Kind.POINT: guide.points,
        Kind.AUDIENCE: {audience.id for audience in guide.audiences},
        Kind.STAGE: {stage.id for stage in guide.stages},
    }
    for kind, name in ((one.kind, one.name) for one in references):
        if kind is Kind.AUDIENCE and not known[kind]:
            message = f'unknown audience "{name.value}"; the guide has none; remove it'
            yield Diagnostic(name.location, message)
        yield from _unknown(name.location, str(kind), [name.value], known[kind])


def _sourced(guide: Guide) -> Iterator[Diagnostic]:
    """Sections cited exist in the source; a text of the source cites one, an addition does not."""
    owners: tuple[Point | Stage | Step | Audience | Section | Term, ...] = (
        *all_points(guide),
        *guide.stages,
        *guide.steps.values(),
        *guide.audiences,
        *guide.front,
        *guide.glossary,
    )
    for owner in owners:
        if owner.place and (section := owner.place.section):
            yield from _unknown(owner.location, "source section", [section], guide.source_section)
    entries: list[Section | Term] = [*guide.front, *guide.glossary]
    for entry in entries:
        if entry.text and not entry.place and guide.profile.source is SourceUse.COVERED:
            yield Diagnostic(
                entry.location, '"text" has no "source"; add it, or move the text to "additions"'
            )
        if entry.place and not entry.text:
            yield Diagnostic(entry.location, '"source" has no "text"; write what the source says')
        if not entry.text and not entry.added:
            yield Diagnostic(
                entry.location, 'text is missing; add "text" with "source", or "additions"'
            )


def read_source_points(project: Path) -> tuple[list[SourcePoint], list[Diagnostic]]:
    """The points listed in content/source.tsv, and every problem in that file."""
    rows, problems = tables.read(project, SOURCE_POINTS, _COLUMNS, _FAULT, blank=("names",))
    points: dict[str, SourcePoint] = {}
    for row in rows:
        code, number, names = row.cells
        if not re.fullmatch(r"[0-9]{1,9}", number):
            problems.append(Diagnostic(row.location, _FAULT))
        elif code in points:
            first = points[code].location.line
            message = f'code "{code}" is defined twice; first on line {first}; keep one'
            problems.append(Diagnostic(row.location, message))
        else:
            points[code] = SourcePoint(code, int(number), tuple(names.split()), row.location)
    return list(points.values()), problems


def coverage(guide: Guide, source_points: list[SourcePoint]) -> list[Diagnostic]:
    """Problems between the guide's points and the source's.

    These are source points that no point covers or that two points cover; points that the source
    does not have; and points that cite another line, or other audiences, than content/source.tsv.
    """
    audiences = {audience.id for audience in guide.audiences}
    by_code: Mapping[str, SourcePoint] = {source.code: source for source in source_points}
    points = all_points(guide)
    codes = {point.code for point in points}
    problems = [
        Diagnostic(source.location, f'source point "{source.code}" is not covered; write it')
        for source in source_points
        if source.code not in codes
    ]
    for listed in source_points:
        problems += _unknown(listed.location, "audience", listed.names, audiences)
    covered: dict[int, str] = {}
    for point in points:
        if not point.code:
            continue
        source = by_code.get(point.code)
        if source is None:
            hint = did_you_mean(point.code, by_code)
            message = f'"{point.code}" is not a point listed in {SOURCE_POINTS}{hint}'
            problems.append(Diagnostic(point.location, message))
            continue
        line = point.place.line if point.place else 0
        if line and covered.get(line, point.code) != point.code:
            message = f"line {line} of the source is covered twice; first by {covered[line]}"
            problems.append(Diagnostic(point.location, message + "; correct source.line"))
        elif line and line != source.line:
            message = f"source.line is {line}, but {SOURCE_POINTS} says {source.line}; correct one"
            problems.append(Diagnostic(point.location, message))
        covered.setdefault(line, point.code)
        problems += _named(point, set(source.names) & audiences)
    return problems


def _named(point: Point, expected: set[str]) -> Iterator[Diagnostic]:
    """Tags that say otherwise than the source; a recommendation is for its home in any case."""
    named = {tag.audience for tag in point.tags if tag.named}
    if point.kind is PointKind.RECOMMENDATION:
        named.discard(point.home)
    for audience in sorted(expected - named):
        yield Diagnostic(
            point.location, f'the source names "{audience}" here; add it to audiences.named'
        )
    for audience in sorted(named - expected):
        yield Diagnostic(
            point.location,
            f'the source does not name "{audience}" here; move it to additions.audiences',
        )
