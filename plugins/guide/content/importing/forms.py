"""Finds the form that the codes of an import have, as content/profile.yml writes it.

A code is a head and a number. Where the heads are those of the steps, of the stages or all the
same, there is a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from guide.content.importing.outline import Draft, DraftStage, Outline
from guide.core.ids import anchor

CODE = re.compile(r"(|[A-Za-z0-9][A-Za-z0-9.-]*?)([0-9]+)")
_STEP = re.compile(r"(.*?)([.-]?)([0-9]+)([.-])")
NONE = "none"  # steps without codes


@dataclass(frozen=True, slots=True)
class Form:
    """A form of codes; the prefixes of stages and the codes of steps by their lines in the file.

    `outside` is the form outside steps, '' where it does not matter.
    """

    code: str
    outside: str = ""
    steps: str = NONE
    prefixes: dict[int, str] = field(default_factory=dict)
    step_codes: dict[int, str] = field(default_factory=dict)


def head(point: Draft) -> str:
    """A code without its number."""
    match = CODE.fullmatch(point.code)
    return match[1] if match else ""


def of_items(outline: Outline) -> Form | None:
    """The form of the items' codes; None if they have none."""
    stages = list(outline.stages.values())
    heads = {head(item) for stage in stages for item in _items(stage)}
    if len(heads) == 1:  # numbers that run through the whole guide, as GP-17
        return Form(heads.pop() + "{n}")
    return _by_step(stages) or _by_stage(stages)


def of_owners(owners: Iterable[tuple[str, Sequence[Draft]]]) -> tuple[str, list[str]] | None:
    """The form of the codes of each owner's points, and the owners' prefixes, in order.

    Each owner comes with its prefix, or '' if that is to be found. None if there is no form.
    """
    listed = list(owners)
    heads = [{head(point) for point in points} for _, points in listed]
    if len(set().union(*heads)) == 1:
        return heads[0].pop() + "{n}", [prefix for prefix, _ in listed]
    if any(len(one) != 1 for one in heads):
        return None
    prefixes, ends = [], set()
    for (prefix, _), one in zip(listed, heads, strict=True):
        begin = one.pop()
        prefixes.append(prefix or re.split(r"[.-]", begin)[0])
        if not prefixes[-1] or not begin.startswith(prefixes[-1]):
            return None
        ends.add(begin.removeprefix(prefixes[-1]))
    return ("{prefix}" + ends.pop() + "{n}", prefixes) if len(ends) == 1 else None


def _items(stage: DraftStage) -> list[Draft]:
    return [*stage.items, *(item for step in stage.steps for item in step.items)]


def _by_step(stages: Sequence[DraftStage]) -> Form | None:
    """The form where the codes of items go on from those of their steps, as V1.2.3 from V1.2."""
    prefixes: dict[int, str] = {}
    codes: dict[int, str] = {}
    signs = set()
    for stage in stages:
        for step in stage.steps:
            heads = {head(item) for item in step.items}
            match = _STEP.fullmatch(heads.pop()) if len(heads) == 1 else None
            if not match or prefixes.setdefault(stage.line, match[1]) != match[1]:
                return None
            signs.add((bool(match[1]), match[2], match[4]))
            codes[step.line] = match[0][:-1]
    if len(signs) != 1 or len({*map(anchor, codes.values())}) < len(codes):
        return None
    prefixed, middle, end = signs.pop()
    outside = _outside(stages, prefixes)
    if outside is None or {*codes.values()} & {item.code for s in stages for item in s.items}:
        return None
    steps = ("{prefix}" if prefixed else "") + middle + "{n}"
    return Form(f"{{step}}{end}{{n}}", outside, steps, prefixes, codes)


def _outside(stages: Sequence[DraftStage], prefixes: dict[int, str]) -> str | None:
    """The form outside steps, '' where there are no such items; None if they have no form.

    Adds the prefixes of stages that have no steps.
    """
    owners = [(stage, prefixes.get(stage.line, "")) for stage in stages if stage.items]
    if not owners:
        return ""
    found = of_owners((prefix, stage.items) for stage, prefix in owners)
    if found:
        prefixes.update((stage.line, one) for (stage, _), one in zip(owners, found[1], strict=True))
    return found[0] if found else None


def _by_stage(stages: Sequence[DraftStage]) -> Form | None:
    """The form where the codes of a stage run on through its steps, as C-1 to C-9."""
    owners = [stage for stage in stages if _items(stage)]
    found = of_owners((_common(_items(stage)), _items(stage)) for stage in owners)
    if not found:
        return None
    return Form(found[0], prefixes={s.line: p for s, p in zip(owners, found[1], strict=True)})


def _common(points: Sequence[Draft]) -> str:
    """The head of the first code without the sign at its end, as 1.2 of 1.2.3."""
    return head(points[0]).rstrip(".-")
