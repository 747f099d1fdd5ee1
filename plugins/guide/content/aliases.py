"""Former ids and codes, which records of content/ list under `aliases`.

A record's name is the owner of its texts (core/ids.py): `S-2.1`, `stage.<id>`, `term.<id>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guide.content import tool_checks
from guide.core.diagnostics import Diagnostic
from guide.core.ids import Owner
from guide.core.location import Location
from guide.files.validator import Record
from guide.files.yaml_tree import Scalar

_INNER = ("factors", "steps", "items", "recommendations")


def read(records: Mapping[Owner, Iterable[Record]]) -> tuple[dict[str, str], list[Diagnostic]]:
    """The present name of each former one, and a problem for each alias that is not valid.

    `records` are the outer records of the content by their kind. The records inside them have
    codes, and a code is a name by itself.
    """
    entries = [
        pair for kind, group in records.items() for record in group for pair in _each(kind, record)
    ]
    in_use = {_name(kind, _own(record)): _own(record).location for kind, record in entries}
    present: dict[str, str] = {}
    first: dict[str, Location] = {}
    diagnostics: list[Diagnostic] = []
    for kind, record in entries:
        for alias in record.scalars("aliases"):
            former = _name(kind, alias)
            if former in in_use:
                at = in_use[former]
                fault = f"is still used in {at.file}:{at.line}; list only names that are not used"
            elif former in first:
                at = first[former]
                fault = f"is defined twice; first in {at.file}:{at.line}; keep one"
            else:
                present[former], first[former] = _name(kind, _own(record)), alias.location
                for path in _inside(record) if kind is Owner.TOOL else ():
                    present[f"{former}.{path}"] = f"{present[former]}.{path}"
                continue
            diagnostics.append(Diagnostic(alias.location, f'alias "{alias.value}" {fault}'))
    return present, diagnostics


def _each(kind: Owner | None, record: Record) -> Iterator[tuple[Owner | None, Record]]:
    """A record and those inside it, each with its kind; None for records with a code."""
    yield kind, record
    for group in _INNER:
        for inner in record.records(group):
            yield from _each(None, inner)


def _inside(record: Record) -> Iterator[str]:
    """The paths of the records in a tool, whose texts have names of their own below its."""
    for part in record.records("parts"):
        ident = part.scalar("id").value
        yield ident
        named = (one.scalar("id").value for one in tool_checks.inside(part) if one.has("id"))
        yield from (f"{ident}.{name}" for name in named)


def _name(kind: Owner | None, ident: Scalar) -> str:
    return kind.of(ident.value) if kind else ident.value


def _own(record: Record) -> Scalar:
    return record.scalar("code" if record.has("code") else "id")
