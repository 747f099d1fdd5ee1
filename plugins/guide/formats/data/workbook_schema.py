"""The published JSON Schema of saved workbooks, made from the rules that readers of them follow.

A change that breaks programs reading the format needs a new VERSION in core/answers.py; an
additional field does not: who does not know it leaves it out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from guide.core.answers import (
    CHOICES,
    CODE,
    DATE,
    DATES,
    FIELDS,
    FORMAT_ENDING,
    LANGUAGE,
    LENGTHS,
    LONGEST_LINE,
    MOMENT,
    VERSION,
)
from guide.core.model import Guide

NAME = "workbook.schema.json"  # beside the schema of the guide
_Node = Mapping[str, object]
_FIELDS = {
    "status": "Where the group stands. Most points are conditions to keep up: none is ever done.",
    "priority": "How soon the group will act on it.",
    "owner": "Who acts on it.",
    "due": "By when it will be acted on.",
    "checked": "When the group last looked at it.",
    "notes": "Evidence and notes, in any number of lines.",
}


def schema(guide: Guide) -> bytes:
    """The JSON Schema (draft 2020-12) of the workbooks of a guide, the same in every language."""
    name = guide.slug + FORMAT_ENDING
    data = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f'A workbook as data, format "{name}", version {VERSION}',
        "description": "What a group answered for the points of a guide, in any language. Every "
        "field but format and version may be missing; an empty text is the same as a missing one. "
        "Later files of version 1 may hold more fields; none is taken away or changes its meaning.",
        "type": "object",
        "required": ["format", "version"],
        "properties": {
            "format": {"const": name},
            "version": _described("Of the format, not of the guide.", {"const": VERSION}),
            "guide": _line("Version of the guide that it was saved with."),
            "language": _optional("Code of the language that it was saved in.", LANGUAGE.pattern),
            "saved": _optional("When it was saved, in UTC.", MOMENT.pattern, "date-time"),
            "group": _line("Name of the group."),
            "points": {
                "description": "The answers by the codes of points: those of the guide in its "
                "order, then those that it no longer has, in alphabetical order.",
                "type": "object",
                "propertyNames": {"pattern": _whole(CODE.pattern)},
                "additionalProperties": {"$ref": "#/$defs/answers"},
            },
        },
        "$defs": {
            "answers": {"type": "object", "properties": {name: _field(name) for name in FIELDS}}
        },
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _field(name: str) -> _Node:
    if name in CHOICES:
        return _described(_FIELDS[name], {"enum": ["", *CHOICES[name]]})
    if name in DATES:
        return _optional(_FIELDS[name], DATE.pattern, "date")
    return _described(_FIELDS[name], {"type": "string", "maxLength": LENGTHS[name]})


def _line(description: str) -> _Node:
    return _described(description, {"type": "string", "maxLength": LONGEST_LINE})


def _optional(description: str, pattern: str, form: str = "") -> _Node:
    """A text of a form, or ''."""
    given = {"type": "string", "pattern": _whole(pattern), **({"format": form} if form else {})}
    return _described(description, {"anyOf": [{"const": ""}, given]})


def _described(description: str, node: _Node) -> _Node:
    return {"description": description, **node}


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"
