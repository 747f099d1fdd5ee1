"""Reads JSON from an untrusted sender into a tree that knows its lines.

Stricter than `json.loads`: no key twice in an object, no NaN, no deep nesting. Numbers stay as they
are written, so that no number is too long.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from guide.core.errors import GuideError

DEEPEST = 32
_SHOWN = 60  # characters of a name in a message
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}
_STRING = json.JSONDecoder().raw_decode  # strict: no control characters


@dataclass(frozen=True, slots=True)
class JsonNumber:
    """A number as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class JsonNode:
    """A value, and the line on which it begins; an object holds its members by their keys."""

    value: Mapping[str, JsonNode] | tuple[JsonNode, ...] | str | JsonNumber | bool | None
    line: int

    @property
    def kind(self) -> str:
        """What it is, for messages."""
        kinds = {str: "a text", JsonNumber: "a number", tuple: "a list", bool: "true or false"}
        if self.value is None:
            return "null"
        return kinds.get(type(self.value), "an object")


class JsonError(GuideError):
    """A text that cannot be read, and the line at fault."""

    def __init__(self, message: str, line: int) -> None:
        self.message, self.line = message, line
        super().__init__(message)


def parse(text: str) -> JsonNode:
    """The tree of a JSON text; raises JsonError at its first fault."""
    parser = _Parser(text)
    node = parser.value(1)
    parser.skip()
    if parser.at < len(text):
        raise parser.fault("there is something behind its end")
    return node


class _Parser:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self._counted, self._line = 0, 1

    def value(self, depth: int) -> JsonNode:
        self.skip()
        line, char = self.line(), self.text[self.at : self.at + 1]
        if depth > DEEPEST:
            raise JsonError(f"nested more than {DEEPEST} levels deep", line)
        if char == "{":
            return JsonNode(self._object(depth), line)
        if char == "[":
            return JsonNode(self._list(depth), line)
        if char == '"':
            return JsonNode(self._string(), line)
        if number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            return JsonNode(JsonNumber(number[0]), line)
        for word, meaning in _WORDS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return JsonNode(meaning, line)
        raise self.fault("a value is missing or wrong")

    def _object(self, depth: int) -> dict[str, JsonNode]:
        members: dict[str, JsonNode] = {}
        self.at += 1
        more = not self._take("}")
        while more:
            self.skip()
            line = self.line()
            if self.text[self.at : self.at + 1] != '"':
                raise self.fault("a name in quotes is missing")
            key = self._string()
            if key in members:
                first = members[key].line
                raise JsonError(f'"{key[:_SHOWN]}" is there twice, first in line {first}', line)
            if not self._take(":"):
                raise self.fault("a colon is missing")
            members[key] = self.value(depth + 1)
            more = self._more("}")
        return members

    def _list(self, depth: int) -> tuple[JsonNode, ...]:
        members: list[JsonNode] = []
        self.at += 1
        more = not self._take("]")
        while more:
            members.append(self.value(depth + 1))
            more = self._more("]")
        return tuple(members)

    def _more(self, end: str) -> bool:
        if self._take(","):
            return True
        if self._take(end):
            return False
        raise self.fault(f"a comma or {end} is missing")

    def _string(self) -> str:
        try:
            value, self.at = _STRING(self.text, self.at)
        except ValueError:
            raise self.fault("a text does not end, or has a sign that it may not have") from None
        return str(value)

    def _take(self, char: str) -> bool:
        self.skip()
        taken = self.text.startswith(char, self.at)
        self.at += len(char) if taken else 0
        return taken

    def skip(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def line(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def fault(self, message: str) -> JsonError:
        return JsonError(message, self.line())
