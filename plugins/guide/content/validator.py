"""A YAML tree checked against a record of the schema: values, and every problem in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from guide.content.schema import WORD, FieldSchema, FieldType, RecordSchema
from guide.core.diagnostics import Diagnostic, did_you_mean
from guide.core.model import Location
from guide.files import yaml_tree as tree
from guide.files.yaml_tree import Scalar


@dataclass(frozen=True, slots=True)
class Record:
    """The values of one record. What is missing reads as empty: its problem is already noted."""

    location: Location
    single: Mapping[str, Scalar]
    lists: Mapping[str, tuple[Scalar, ...]]
    groups: Mapping[str, tuple[Record, ...]]

    def one(self, name: str) -> Scalar:
        """A string; '' where it is missing."""
        return self.single.get(name, Scalar("", self.location))

    def maybe(self, name: str) -> Scalar | None:
        """A string, or None where it is missing."""
        return self.single.get(name)

    def many(self, name: str) -> tuple[Scalar, ...]:
        """A list of strings, empty where it is missing."""
        return self.lists.get(name, ())

    def records(self, name: str) -> tuple[Record, ...]:
        """A list of groups, empty where it is missing."""
        return self.groups.get(name, ())

    def record(self, name: str) -> Record:
        """A group; an empty one where it is missing."""
        return self.groups.get(name, (Record(self.location, {}, {}, {}),))[0]

    def has(self, name: str) -> bool:
        """Whether the field stands in the file."""
        return name in self.single or name in self.lists or name in self.groups


class Validator:
    """Reads trees by records and gathers problems."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def read(self, node: tree.Node, record: RecordSchema) -> Record:
        """The record's values in a node; faults go to `problems`."""
        single: dict[str, Scalar] = {}
        lists: dict[str, tuple[Scalar, ...]] = {}
        groups: dict[str, tuple[Record, ...]] = {}
        if not isinstance(node, tree.MappingNode):
            self._note(node.location, f"{record.name} must be a group of `field: value` lines")
            return Record(node.location, single, lists, groups)
        for key, value in node.entries.items():
            field = record.fields.get(key.value)
            if field is None:
                hint = did_you_mean(key.value, record.fields)
                self._note(key.location, f'unknown field "{key.value}" in {record.name}{hint}')
            elif field.form is FieldType.RECORD:
                groups[key.value] = (self.read(value, _record(field)),)
            elif field.form is FieldType.RECORDS:
                members = self._members(key, value)
                groups[key.value] = tuple(self.read(m, _record(field)) for m in members)
            elif field.form is FieldType.WORDS:
                lists[key.value] = self._words(key, value)
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

    def _words(self, key: Scalar, node: tree.Node) -> tuple[Scalar, ...]:
        if isinstance(node, tree.ListNode) and not node.members:
            return ()
        words: list[Scalar] = []
        states_shown: set[str] = set()
        for member in self._members(key, node):
            if not isinstance(member, Scalar) or not member.value:
                self._note(member.location, f'"{key.value}" must be a list of words')
            elif member.value in states_shown:
                message = f'"{member.value}" stands twice in "{key.value}"; keep one'
                self._note(member.location, message)
            else:
                states_shown.add(member.value)
                words.append(member)
        return tuple(words)

    def _scalar(self, key: Scalar, node: tree.Node, field: FieldSchema) -> Scalar | None:
        if not isinstance(node, Scalar):
            what = "a list" if isinstance(node, tree.ListNode) else "a group of fields"
            self._note(node.location, f'"{key.value}" must be {field.form}, not {what}')
            return None
        value = node.value.strip()
        if not value:
            self._note(node.location, f'"{key.value}" is empty; write it or remove the field')
            return None
        if message := _misformed(value, field):
            self._note(node.location, f'"{key.value}" {message}')
            return None
        return Scalar(value, node.location)


def _record(field: FieldSchema) -> RecordSchema:
    if field.record is None:  # pragma: no cover - a fault of the schema's author
        raise TypeError(f"{field.form} needs a record")
    return field.record


def _misformed(value: str, field: FieldSchema) -> str:
    """What is wrong with the form of a value, or ''."""
    if field.limit and len(value) > field.limit:
        return f"has {len(value)} characters, more than {field.limit}; shorten it"
    if field.form is FieldType.LINE and len(value.splitlines()) > 1:
        return "must be one line; remove the line breaks"
    if field.form is FieldType.WORD and not re.fullmatch(WORD, value):
        return "must be one word of the letters a to z, digits, dots, hyphens and underscores"
    if field.form is FieldType.NUMBER and not re.fullmatch(r"[0-9]{1,9}", value):
        return f'must be a number, not "{value}"'
    if field.form is FieldType.DATE:
        try:
            same = date.fromisoformat(value).isoformat() == value
        except ValueError:
            same = False
        if not same:
            return f'must be a date such as 2026-11-22, not "{value}"'
    return ""
