"""Floor 2. A YAML tree checked against a record of the schema: values, and every problem in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from guide import yaml_tree as tree
from guide.model import Where
from guide.problems import Problem, did_you_mean
from guide.schema import WORD, Field, Form, Record
from guide.yaml_tree import Scalar


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one record. What is missing reads as empty: its problem is already noted."""

    where: Where
    single: Mapping[str, Scalar]
    lists: Mapping[str, tuple[Scalar, ...]]
    groups: Mapping[str, tuple[Values, ...]]

    def one(self, name: str) -> Scalar:
        """A string; '' where it is missing."""
        return self.single.get(name, Scalar("", self.where))

    def maybe(self, name: str) -> Scalar | None:
        """A string, or None where it is missing."""
        return self.single.get(name)

    def many(self, name: str) -> tuple[Scalar, ...]:
        """A list of strings, empty where it is missing."""
        return self.lists.get(name, ())

    def records(self, name: str) -> tuple[Values, ...]:
        """A list of groups, empty where it is missing."""
        return self.groups.get(name, ())

    def record(self, name: str) -> Values:
        """A group; an empty one where it is missing."""
        return self.groups.get(name, (Values(self.where, {}, {}, {}),))[0]

    def has(self, name: str) -> bool:
        """Whether the field stands in the file."""
        return name in self.single or name in self.lists or name in self.groups


class Reader:
    """Reads trees by records and gathers problems."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def read(self, node: tree.Node, record: Record) -> Values:
        """The record's values in a node; faults go to `problems`."""
        single: dict[str, Scalar] = {}
        lists: dict[str, tuple[Scalar, ...]] = {}
        groups: dict[str, tuple[Values, ...]] = {}
        if not isinstance(node, tree.Mapping):
            self._note(node.where, f"{record.name} must be a group of `field: value` lines")
            return Values(node.where, single, lists, groups)
        for key, value in node.entries.items():
            field = record.fields.get(key.value)
            if field is None:
                hint = did_you_mean(key.value, record.fields)
                self._note(key.where, f'unknown field "{key.value}" in {record.name}{hint}')
            elif field.form is Form.RECORD:
                groups[key.value] = (self.read(value, _record(field)),)
            elif field.form is Form.RECORDS:
                members = self._members(key, value)
                groups[key.value] = tuple(self.read(m, _record(field)) for m in members)
            elif field.form is Form.WORDS:
                lists[key.value] = self._words(key, value)
            elif scalar := self._scalar(key, value, field):
                single[key.value] = scalar
        present = {key.value for key in node.entries}
        for name, field in record.fields.items():
            if field.required and name not in present:
                self._note(
                    node.where, f'{record.name} has no "{name}"; add it: {field.help.rstrip(".")}'
                )
        return Values(node.where, single, lists, groups)

    def _note(self, where: Where, message: str) -> None:
        self.problems.append(Problem(where, message))

    def _members(self, key: Scalar, node: tree.Node) -> list[tree.Node]:
        if isinstance(node, tree.Sequence):
            if not node.members:
                self._note(key.where, f'"{key.value}" is an empty list; fill it or remove it')
            return node.members
        self._note(node.where, f'"{key.value}" must be a list; begin each member with "- "')
        return []

    def _words(self, key: Scalar, node: tree.Node) -> tuple[Scalar, ...]:
        if isinstance(node, tree.Sequence) and not node.members:
            return ()
        words: list[Scalar] = []
        seen: set[str] = set()
        for member in self._members(key, node):
            if not isinstance(member, Scalar) or not member.value:
                self._note(member.where, f'"{key.value}" must be a list of words')
            elif member.value in seen:
                message = f'"{member.value}" stands twice in "{key.value}"; keep one'
                self._note(member.where, message)
            else:
                seen.add(member.value)
                words.append(member)
        return tuple(words)

    def _scalar(self, key: Scalar, node: tree.Node, field: Field) -> Scalar | None:
        if not isinstance(node, Scalar):
            what = "a list" if isinstance(node, tree.Sequence) else "a group of fields"
            self._note(node.where, f'"{key.value}" must be {field.form}, not {what}')
            return None
        value = node.value.strip()
        if not value:
            self._note(node.where, f'"{key.value}" is empty; write it or remove the field')
            return None
        if message := _misformed(value, field):
            self._note(node.where, f'"{key.value}" {message}')
            return None
        return Scalar(value, node.where)


def _record(field: Field) -> Record:
    if field.record is None:  # pragma: no cover - a fault of the schema's author
        raise TypeError(f"{field.form} needs a record")
    return field.record


def _misformed(value: str, field: Field) -> str:
    """What is wrong with the form of a value, or ''."""
    if field.limit and len(value) > field.limit:
        return f"has {len(value)} characters, more than {field.limit}; shorten it"
    if field.form is Form.LINE and len(value.splitlines()) > 1:
        return "must be one line; remove the line breaks"
    if field.form is Form.WORD and not re.fullmatch(WORD, value):
        return "must be one word of the letters a to z, digits, dots, hyphens and underscores"
    if field.form is Form.NUMBER and not re.fullmatch(r"[0-9]{1,9}", value):
        return f'must be a number, not "{value}"'
    if field.form is Form.DATE:
        try:
            same = date.fromisoformat(value).isoformat() == value
        except ValueError:
            same = False
        if not same:
            return f'must be a date such as 2026-11-22, not "{value}"'
    return ""
