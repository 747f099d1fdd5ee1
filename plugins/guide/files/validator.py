"""Checks a YAML tree against a record of the schema; gives its values and every problem."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from guide.core.diagnostics import Diagnostic, did_you_mean
from guide.core.location import Location
from guide.core.widths import too_wide
from guide.files import yaml_tree as tree
from guide.files.fields import COLOUR, WORD, FieldSchema, FieldType, RecordSchema
from guide.files.yaml_tree import Scalar

_NO_COLOUR = 'must be # and six hexadecimal digits, such as "#000000"'
_FORMS: Mapping[FieldType, tuple[str, str]] = {
    FieldType.WORD: (
        WORD,
        "must be one word of the letters a to z, digits, dots, hyphens and underscores",
    ),
    FieldType.COLOUR: (COLOUR, f'{_NO_COLOUR}, not "{{}}"'),
    FieldType.NUMBER: (r"[0-9]{1,9}", 'must be a number, not "{}"'),
}
_QUOTES = 'put the colour in quotes: "#000000"'  # without them, # begins a comment


@dataclass(frozen=True, slots=True)
class Record:
    """The values of one record. A missing field reads as empty; its problem is already noted."""

    location: Location
    single: Mapping[str, Scalar]
    lists: Mapping[str, tuple[Scalar, ...]]
    groups: Mapping[str, tuple[Record, ...]]

    def scalar(self, name: str) -> Scalar:
        """A string field; '' if it is missing."""
        return self.single.get(name, Scalar("", self.location))

    def optional(self, name: str) -> Scalar | None:
        """A string field; None if it is missing."""
        return self.single.get(name)

    def scalars(self, name: str) -> tuple[Scalar, ...]:
        """A field that is a list of strings; empty if it is missing."""
        return self.lists.get(name, ())

    def record(self, name: str) -> Record:
        """A field that is a group of fields; an empty record if it is missing."""
        return self.groups.get(name, (Record(self.location, {}, {}, {}),))[0]

    def records(self, name: str) -> tuple[Record, ...]:
        """A field that is a list of groups; empty if it is missing."""
        return self.groups.get(name, ())

    def has(self, name: str) -> bool:
        """Whether the file has the field."""
        return name in self.single or name in self.lists or name in self.groups


class Validator:
    """Reads trees by the schema and collects their problems in `diagnostics`.

    `absent` says of fields that no record of this project has why they are not there.
    """

    def __init__(self, absent: Mapping[str, str] | None = None) -> None:
        self.absent = absent or {}
        self.diagnostics: list[Diagnostic] = []

    def read(self, node: tree.Node, record: RecordSchema) -> Record:
        """The values of a node that should be such a record; problems go to `diagnostics`."""
        single: dict[str, Scalar] = {}
        lists: dict[str, tuple[Scalar, ...]] = {}
        groups: dict[str, tuple[Record, ...]] = {}
        if not isinstance(node, tree.MappingNode):
            self._note(node.location, f"{record.name} must be a group of `field: value` lines")
            return Record(node.location, single, lists, groups)
        for key, value in node.entries.items():
            field = record.fields.get(key.value)
            if field is None:
                reason = self.absent.get(key.value)
                hint = f"; {reason}" if reason else did_you_mean(key.value, record.fields)
                self._note(key.location, f'unknown field "{key.value}" in {record.name}{hint}')
            elif field.form in (FieldType.RECORD, FieldType.TEXTS):
                groups[key.value] = (self._group(key, value, field),)
            elif field.form is FieldType.RECORDS:
                members = self._members(key, value)
                groups[key.value] = tuple(self.read(m, _record(field)) for m in members)
            elif field.form in (FieldType.WORDS, FieldType.COLOURS):
                lists[key.value] = self._words(key, value, field)
            elif scalar := self._scalar(key, value, field):
                single[key.value] = scalar
        present = {key.value for key in node.entries}
        for name, field in record.fields.items():
            if field.required and name not in present:
                self._note(
                    node.location,
                    f'{record.name} has no "{name}"; add it: {field.help.rstrip(".")}',
                )
        return Record(node.location, single, lists, groups)

    def _note(self, location: Location, message: str) -> None:
        self.diagnostics.append(Diagnostic(location, message))

    def _members(self, key: Scalar, node: tree.Node) -> list[tree.Node]:
        if isinstance(node, tree.ListNode):
            if not node.members:
                self._note(key.location, f'"{key.value}" is an empty list; fill it or remove it')
            return node.members
        self._note(node.location, f'"{key.value}" must be a list; begin each member with "- "')
        return []

    def _words(self, key: Scalar, node: tree.Node, field: FieldSchema) -> tuple[Scalar, ...]:
        if isinstance(node, tree.ListNode) and not node.members:
            return ()
        words: list[Scalar] = []
        seen: set[str] = set()
        for member in self._members(key, node):
            if not isinstance(member, Scalar) or not member.value:
                self._note(member.location, f'"{key.value}" must be {field.form}')
            elif field.form is FieldType.COLOURS and not re.fullmatch(COLOUR, member.value):
                self._note(member.location, f'"{key.value}" {_NO_COLOUR}, not "{member.value}"')
            elif member.value in seen:
                message = f'"{member.value}" is listed twice in "{key.value}"; keep one'
                self._note(member.location, message)
            else:
                seen.add(member.value)
                words.append(member)
        return tuple(words)

    def _group(self, key: Scalar, node: tree.Node, field: FieldSchema) -> Record:
        """The fields of a group; texts by names that the file chooses are its single fields."""
        if field.form is FieldType.RECORD:
            return self.read(node, _record(field))
        if not isinstance(node, tree.MappingNode):
            self._note(node.location, f'"{key.value}" must be a group of `name: text` lines')
            return Record(node.location, {}, {}, {})
        if not node.entries:
            self._note(key.location, f'"{key.value}" is empty; fill it or remove it')
        one = replace(field, form=FieldType.PROSE)
        single: dict[str, Scalar] = {}
        for name, value in node.entries.items():
            if not re.fullmatch(WORD, name.value):
                self._note(name.location, f'"{name.value}" {_FORMS[FieldType.WORD][1]}')
            elif scalar := self._scalar(name, value, one):
                single[name.value] = scalar
        return Record(node.location, single, {}, {})

    def _scalar(self, key: Scalar, node: tree.Node, field: FieldSchema) -> Scalar | None:
        if not isinstance(node, Scalar):
            form = "a list" if isinstance(node, tree.ListNode) else "a group of fields"
            self._note(node.location, f'"{key.value}" must be {field.form}, not {form}')
            return None
        value = node.value.strip()
        if not value:
            advice = _QUOTES if field.form is FieldType.COLOUR else "fill it or remove it"
            self._note(node.location, f'"{key.value}" is empty; {advice}')
            return None
        if field.choices and value not in field.choices:
            message = f'must be one of {", ".join(field.choices)}, not "{value}"'
            self._note(node.location, f'"{key.value}" {message}')
            return None
        if message := _malformed(value, field):
            self._note(node.location, f'"{key.value}" {message}')
            return None
        return Scalar(value, node.location)


def _record(field: FieldSchema) -> RecordSchema:
    if field.record is None:  # pragma: no cover - a fault of the schema's author
        raise TypeError(f"{field.form} needs a record")
    return field.record


def _malformed(value: str, field: FieldSchema) -> str:
    """What is wrong with the form of a value, or ''."""
    if message := too_wide(value, field.limit):
        return message
    if field.form is FieldType.LINE and len(value.splitlines()) > 1:
        return "must be one line; remove the line breaks"
    pattern, form = _FORMS.get(field.form, (value, ""))
    if form and not re.fullmatch(pattern, value):
        return form.format(value)
    if field.bounds and not field.bounds[0] <= int(value) <= field.bounds[1]:
        return f"must be from {field.bounds[0]} to {field.bounds[1]}, not {value}"
    if field.form is FieldType.DATE:
        try:
            canonical = date.fromisoformat(value).isoformat() == value
        except ValueError:
            canonical = False
        if not canonical:
            return f'must be a date such as 2026-11-22, not "{value}"'
    return ""
