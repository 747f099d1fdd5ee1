"""Reads a strict subset of YAML into a tree of strings that know their lines.

Scalars are text exactly as written: `No` and `1.10` stay text. Refused, each with its line:
anchors and aliases, tags, several documents, duplicate keys, keys that are not plain text, nesting
deeper than `MAX_DEPTH`, files larger than `MAX_BYTES`, invalid UTF-8, control characters. The
limits stop alias bombs, deep nesting and files put here by mistake. A catalogue of 10,000 points
may have 20 MB; no file of a guide needs more than 30.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from guide.core.diagnostics import Diagnostic, UnreadableError
from guide.core.location import Location

MAX_BYTES = 30_000_000
MAX_DEPTH = 20
# C0 and C1 controls except TAB, LF, CR; the separators U+2028 and U+2029, which YAML and polib
# treat as line breaks and editors do not; the bidirectional overrides of UAX #9, which reorder
# text.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\ufffe\uffff]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string and its place in the file."""

    value: str
    location: Location


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list of nodes."""

    members: list[Node]
    location: Location


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys and their nodes, in the order of the file."""

    entries: dict[Scalar, Node]
    location: Location


Node = Scalar | ListNode | MappingNode


def read_tree(path: Path, name: str) -> tuple[Node, list[Diagnostic]]:
    """The tree of a file, and a problem for each duplicate key; messages call the file `name`.

    Raises UnreadableError if the file cannot be read as a whole.
    """
    return parse(read_text(path, name), name)


def parse(text: str, name: str) -> tuple[Node, list[Diagnostic]]:
    """The tree of a text, as `read_tree` gives that of the file `name`; raises as it does."""
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line + 1 if mark else 1, len(text.splitlines()) or 1)
        raise UnreadableError(Location(name, line), _explain(text, line, error)) from None
    except yaml.YAMLError as error:
        message = f"not valid YAML: {error}; correct the file"
        raise UnreadableError(Location(name, 1), message) from None
    if builder.root is None:
        message = "the file is empty; add its fields or delete it"
        raise UnreadableError(Location(name, 1), message)
    return builder.root, builder.diagnostics


def read_text(path: Path, name: str) -> str:
    """The text of a UTF-8 file; messages call the file `name`.

    Raises UnreadableError if it is missing, too large, not UTF-8 or has forbidden characters.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableError(
                Location(name, 1),
                f"the file has {size:,} bytes, more than {MAX_BYTES:,}; is it the right file?",
            )
        data = path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}; restore the file or its permissions"
        raise UnreadableError(Location(name, 1), message) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = "not UTF-8; save the file as UTF-8"
        raise UnreadableError(Location(name, line), message) from None
    if match := _FORBIDDEN.search(text):
        line = text[: match.start()].count("\n") + 1
        raise _forbidden(Location(name, line), match)
    return text


def _forbidden(location: Location, match: re.Match[str]) -> UnreadableError:
    return UnreadableError(
        location, f"forbidden control character U+{ord(match.group()):04X}; delete it"
    )


def _explain(text: str, number: int, error: yaml.MarkedYAMLError) -> str:
    lines = text.splitlines()
    line = lines[number - 1] if number <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in str(error.problem):
        return "this line is indented with a tab; use spaces"
    problem = error.problem or error.context
    return f"not valid YAML: {problem}; check quotes, colons and indentation here"


class _Builder:
    """Turns parse events into a tree. Its own stack keeps deep nesting off Python's call stack."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node | None = None
        self.diagnostics: list[Diagnostic] = []
        self.open: list[tuple[ListNode | MappingNode, Scalar | None]] = []
        self.keys: list[dict[str, int]] = []  # for each open node, its keys and their lines

    def take(self, event: yaml.Event) -> None:
        location = Location(self.name, event.start_mark.line + 1 if event.start_mark else 1)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableError(location, f"alias *{anchor} is not allowed; repeat the text")
        if anchor:
            raise UnreadableError(location, f"anchor &{anchor} is not allowed; remove it")
        if tag is not None:
            raise UnreadableError(location, f"tag {tag} is not allowed; remove it")
        match event:
            case yaml.ScalarEvent():
                if match := _FORBIDDEN.search(event.value):  # escaped in the file
                    raise _forbidden(location, match)
                self._add(Scalar(event.value, location))
            case yaml.SequenceStartEvent():
                self._push(ListNode([], location))
            case yaml.MappingStartEvent():
                self._push(MappingNode({}, location))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.open.pop()
                self.keys.pop()
            case yaml.DocumentStartEvent() if self.root is not None:
                raise UnreadableError(
                    location, "a second document begins here; keep one document per file"
                )
            case _:
                pass

    def _push(self, node: ListNode | MappingNode) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise UnreadableError(
                node.location, f"nested deeper than {MAX_DEPTH} levels; flatten it"
            )
        self._add(node)
        self.open.append((node, None))
        self.keys.append({})

    def _add(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent, key = self.open[-1]
        if isinstance(parent, ListNode):
            parent.members.append(node)
        elif key is None:
            if not isinstance(node, Scalar):
                raise UnreadableError(
                    node.location, "a key must be plain text; quote values that contain { or ["
                )
            self.open[-1] = (parent, node)
        else:
            self._set(parent, key, node)
            self.open[-1] = (parent, None)

    def _set(self, parent: MappingNode, key: Scalar, node: Node) -> None:
        first = self.keys[-1].setdefault(key.value, key.location.line)
        if Scalar(key.value, replace(key.location, line=first)) in parent.entries:
            message = f'key "{key.value}" is defined twice; first on line {first}; keep one'
            self.diagnostics.append(Diagnostic(key.location, message))
            return
        parent.entries[key] = node


def scalars(node: Node) -> Iterator[Scalar]:
    """Every string value in a tree."""
    if isinstance(node, Scalar):
        yield node
        return
    members = node.members if isinstance(node, ListNode) else node.entries.values()
    for member in members:
        yield from scalars(member)
