"""The two walks over a guide: one finds each text, the other puts other texts in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from operator import methodcaller
from typing import Any, TypeVar

from guide.core.model import Text

T = TypeVar("T")


def texts(part: object) -> Iterator[Text]:
    """Every text in a part of the model, in the order of its fields."""
    found: list[Text] = []
    _collect(part, found)
    return iter(found)


def _collect(part: object, found: list[Text]) -> None:
    # Into a list, since a guide is walked often, and nested generators hand each text up.
    if isinstance(part, Text):
        found.append(part)
    elif members := _MEMBERS[type(part)]:
        for member in members(part):
            _collect(member, found)


class _Members(dict[type, Callable[[Any], Iterable[object]] | None]):
    """What gives the parts of a thing, by its class; None for what has none. Found once each."""

    def __missing__(self, kind: type) -> Callable[[Any], Iterable[object]] | None:
        self[kind] = self._of(kind)
        return self[kind]

    def _of(self, kind: type) -> Callable[[Any], Iterable[object]] | None:
        if names := _names(kind):
            return lambda part: [getattr(part, name) for name in names]
        if issubclass(kind, tuple):
            return iter
        return methodcaller("values") if issubclass(kind, Mapping) else None


_MEMBERS = _Members()
_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """The names of the fields of a dataclass; none of any other class."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()
    return _NAMES[kind]


def map_texts(part: T, change: Callable[[Text], Text]) -> T:
    """The same part of the model with `change` applied to every text."""
    mapped: T = _map(part, change)
    return mapped


def _map(part: Any, change: Callable[[Text], Text]) -> Any:
    if isinstance(part, Text):
        return change(part)
    if isinstance(part, tuple):
        return tuple(_map(member, change) for member in part)
    if isinstance(part, Mapping):
        return {key: _map(member, change) for key, member in part.items()}
    if names := _names(type(part)):
        return type(part)(**{name: _map(getattr(part, name), change) for name in names})
    return part
