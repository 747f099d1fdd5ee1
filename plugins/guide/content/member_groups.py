"""The groups of stages and of audiences in content/guide.yml.

Where stages are in groups, each is in one of them, in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from guide.content.assemble import Assembler
from guide.core.diagnostics import Diagnostic, did_you_mean
from guide.core.ids import Owner
from guide.core.model import MemberGroup
from guide.files.validator import Record
from guide.files.yaml_tree import Scalar

FIELD = "stage_groups"


def of_stages(guide: Record, assembler: Assembler) -> tuple[MemberGroup, ...]:
    """The groups of stages; none in a guide whose stages have none."""
    return _groups(guide.records(FIELD), assembler, Owner.STAGE_GROUP, "stages")


def of_audiences(guide: Record, assembler: Assembler) -> tuple[MemberGroup, ...]:
    """The groups of audiences; those outside groups are in one that has no title."""
    groups = _groups(guide.records("audience_groups"), assembler, Owner.GROUP, "audiences")
    alone = tuple(audience.value for audience in guide.scalars("audiences"))
    return (*groups, MemberGroup("", None, alone)) if alone else groups


def _groups(
    records: Iterable[Record], assembler: Assembler, kind: Owner, members: str
) -> tuple[MemberGroup, ...]:
    idents = [(record, record.scalar("id").value) for record in records]
    return tuple(
        MemberGroup(
            id=ident,
            title=assembler.text_of(kind.of(ident), "title", record.scalar("title")),
            members=tuple(member.value for member in record.scalars(members)),
        )
        for record, ident in idents
    )


def diagnostics(guide: Record) -> Iterator[Diagnostic]:
    """Every problem in how the groups hold the stages; none in a guide that has no groups."""
    groups, stages = guide.records(FIELD), guide.scalars("stages")
    if not groups:
        return
    yield from _each(groups)
    places = {stage.value: place for place, stage in enumerate(stages)}
    first: dict[str, Scalar] = {}
    for member in (member for group in groups for member in group.scalars("stages")):
        name, location = member.value, member.location
        if name in first:
            line = first[name].location.line
            message = f'stage "{name}" is in two groups; first on line {line}; keep one'
            yield Diagnostic(location, message)
        elif name in places:
            first[name] = member
        elif places:  # no stages at all: that is the problem
            hint = did_you_mean(name, places) or "; add it there or take it out"
            yield Diagnostic(location, f'"{name}" is not listed in "stages"{hint}')
    for stage in stages:
        if stage.value not in first:
            message = f'stage "{stage.value}" is in no group of "{FIELD}"; add it to one'
            yield Diagnostic(stage.location, message)
    for before, after in pairwise(first.values()):
        if places[after.value] < places[before.value]:
            message = (
                f'"{after.value}" comes after "{before.value}" here, but before it in "stages"; '
                "give both lists one order"
            )
            yield Diagnostic(after.location, message)


def _each(groups: Iterable[Record]) -> Iterator[Diagnostic]:
    """A group has stages, and an id of its own."""
    first: dict[str, int] = {}
    for group in groups:
        ident = group.scalar("id")
        if group.has("stages") and not group.scalars("stages"):
            message = "the group has no stages; list at least one, or remove the group"
            yield Diagnostic(group.location, message)
        if ident.value and ident.value in first:
            message = (
                f'stage group "{ident.value}" is defined twice; first on line '
                f"{first[ident.value]}; rename one"
            )
            yield Diagnostic(ident.location, message)
        first.setdefault(ident.value, ident.location.line)
