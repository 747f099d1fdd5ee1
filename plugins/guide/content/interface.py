"""The messages of the interface: the program's English, or a project's own words in its place.

A project writes its own words in `overrides/messages.yml`, under the keys of `theme/messages.yml`.
A key such as `items-named.no-source` holds other words for the same place, for guides that lack
something; a guide has one of the two, under the key without the ending.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from guide.content.assemble import Assembler
from guide.core.diagnostics import Diagnostic, UnreadableError, did_you_mean
from guide.core.ids import Owner
from guide.core.location import Location
from guide.core.model import Text
from guide.core.profile import PointKind, Profile
from guide.files import yaml_tree
from guide.files.validator import Record
from guide.files.yaml_tree import MappingNode, Node, Scalar
from guide.theme.files import MESSAGES, OVERRIDES, THEME
from guide.theme.messages import placeholders

NAME = f"{OVERRIDES}/{MESSAGES}"
_PROGRAM = f"guide/theme/{MESSAGES}"


class Missing(StrEnum):
    """What a guide may lack; the values end the keys of messages that are for such guides only."""

    SOURCE = "no-source"
    AUDIENCES = "no-audiences"
    FACTORS = "no-factors"
    GLOSSARY = "no-glossary"


def missing(
    profile: Profile,
    stages: Iterable[Record],
    audiences: Collection[Record],
    terms: Collection[object],
) -> frozenset[Missing]:
    """What a guide lacks that has this profile, these stages, audiences and glossary terms."""
    factors = profile.kinds[PointKind.FACTOR].plural
    there = {
        Missing.SOURCE: profile.has_source,
        Missing.AUDIENCES: bool(audiences),
        Missing.FACTORS: any(stage.records(factors) for stage in stages),
        Missing.GLOSSARY: bool(terms),
    }
    return frozenset(one for one, is_there in there.items() if not is_there)


def read(
    project: Path, assembler: Assembler, lacks: Collection[Missing]
) -> tuple[dict[str, Text], list[Diagnostic]]:
    """The messages of a project by their keys, and every problem in its own.

    `lacks` is what the guide lacks. Its own messages are in its source language, the others in
    English.
    """
    messages = fitting(program(), lacks)
    if not (project / NAME).exists():
        return messages, []
    try:
        tree, diagnostics = yaml_tree.read_tree(project / NAME, NAME)
    except UnreadableError as error:
        return messages, [error.diagnostic]
    if not isinstance(tree, MappingNode):
        message = "must be lines of `key: words`; correct the file, or delete it"
        return messages, [Diagnostic(tree.location, message)]
    diagnostics += _problems(tree, messages)
    return messages | {
        key: text for key, text in _texts(tree, assembler) if key in messages
    }, diagnostics


def fitting(messages: Mapping[str, Text], lacks: Collection[Missing]) -> dict[str, Text]:
    """The messages for a guide that lacks something, by their keys without endings."""
    found: dict[str, Text] = {}
    for name, text in messages.items():
        key, _, ending = name.partition(".")
        if not ending or ending in lacks:
            found[key] = text  # those with an ending follow those without
    return found


def program() -> dict[str, Text]:
    """The program's own messages by their keys, those with endings too."""
    tree, _ = yaml_tree.read_tree(THEME / MESSAGES, _PROGRAM)
    if not isinstance(tree, MappingNode):  # pragma: no cover - shipped with the program
        raise TypeError(f"{_PROGRAM} is not a mapping")
    return dict(_texts(tree, Assembler(Profile())))


def _texts(tree: MappingNode, assembler: Assembler) -> Iterator[tuple[str, Text]]:
    for key, value in tree.entries.items():
        if isinstance(value, Scalar):
            yield key.value, assembler.text_of(Owner.MESSAGE, key.value, value)


def _problems(tree: MappingNode, messages: Mapping[str, Text]) -> Iterator[Diagnostic]:
    for key, value in tree.entries.items():
        if key.value not in messages:
            hint = did_you_mean(key.value, messages)
            advice = hint or "; translations/guide.pot lists all, as interface.<key>"
            yield Diagnostic(key.location, f'unknown message "{key.value}"{advice}')
        else:
            yield from _faults(key.location, key.value, value, messages[key.value])


def _faults(location: Location, key: str, value: Node, program: Text) -> Iterator[Diagnostic]:
    """What is wrong with a project's own words for a message."""
    if not isinstance(value, Scalar) or not value.value.strip():
        yield Diagnostic(location, f'"{key}" must be a line of text; write it, or delete the key')
        return
    known = placeholders(program.value)
    for name in dict.fromkeys(placeholders(value.value)):
        if name not in known:
            advice = f"use {', '.join(known)}" if known else "remove it"
            yield Diagnostic(location, f'"{key}" has no placeholder {name}; {advice}')
