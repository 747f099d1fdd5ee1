"""Former ids and codes: what a record of content/ lists under `aliases`.

A record's name is what the ids of its texts begin with: `S-2.1`, `stage.<id>`, `term.<id>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guide.content.validator import Record
from guide.core.diagnostics import Diagnostic
from guide.core.ids import Owner
from guide.core.model import Location
from guide.files.yaml_tree import Scalar

_INNER = ("factors", "steps", "items", "recommendations")


def read(records: Mapping[Owner, Iterable[Record]]) -> tuple[dict[str, str], list[Diagnostic]]:
    """The name of today by each former one, and aliases that cannot be.

    `records` are those of the content by what they are; the records within them have codes, which
    are names as they are.
    """
    found = [pair for kind, many in records.items() for one in many for pair in _each(kind, one)]
    in_use = {_name(kind, _own(values)): _own(values).location for kind, values in found}
    today: dict[str, str] = {}
    first: dict[str, Location] = {}
    diagnostics: list[Diagnostic] = []
    for kind, values in found:
        for word in values.many("aliases"):
            old = _name(kind, word)
            if old in in_use:
                at = in_use[old]
                fault = f"is in use in {at.file}:{at.line}; an alias is a name that is gone"
            elif old in first:
                at = first[old]
                fault = f"stands twice, first in {at.file}:{at.line}; keep one"
            else:
                today[old], first[old] = _name(kind, _own(values)), word.location
                continue
            diagnostics.append(Diagnostic(word.location, f'alias "{word.value}" {fault}'))
    return today, diagnostics


def _each(kind: Owner | None, values: Record) -> Iterator[tuple[Owner | None, Record]]:
    """A record and those within it, each with what it is; None for what has a code."""
    yield kind, values
    for group in _INNER:
        for inner in values.records(group):
            yield from _each(None, inner)


def _name(kind: Owner | None, ident: Scalar) -> str:
    return kind.of(ident.value) if kind else ident.value


def _own(values: Record) -> Scalar:
    return values.one("code" if values.has("code") else "id")
