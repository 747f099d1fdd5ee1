"""translations/languages.yml: which languages there are, and when one is published.

A language that is still hidden is built only by name (`guide build --languages sw`, `guide serve
--language sw`); one that is incomplete says so wherever it is listed.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from guide.content.schema import PUBLISHED
from guide.content.validator import Record, Validator
from guide.core import languages
from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError, did_you_mean
from guide.core.languages import SOURCE
from guide.core.model import Guide, Location, State, Text
from guide.core.walk import texts
from guide.files import yaml_tree
from guide.files.yaml_tree import Node

NAME = "translations/languages.yml"
_ALL = 100
_DONE = (State.DRAFT, State.REVIEWED, State.SOURCE)


class PublicationStatus(StrEnum):
    """Whether readers are shown a language."""

    HIDDEN = "hidden"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Gate:
    """When a language is published: the texts that count most, and three shares in per cent.

    `core` holds patterns of ids of texts, such as `interface.*`. With `core_share` of these and
    `listed` of all texts a language is shown as incomplete; with all of these and `complete` of
    all texts, without a word. So one new word of the site takes no language from its readers.
    """

    core: tuple[str, ...] = ()
    core_share: int = 100
    listed: int = 0
    complete: int = 0

    def standing(self, guide: Guide) -> PublicationStatus:
        """Where a language stands; a stale text counts as translated in the core alone."""
        found = {text.id: text for text in texts(guide)}.values()
        if guide.language == SOURCE:
            return PublicationStatus.COMPLETE
        core = [text.state is not State.UNTRANSLATED for text in found if self._is_core(text)]
        core_share = percent(sum(core), len(core)) if core else _ALL
        share = percent(sum(text.state in _DONE for text in found), len(found))
        if core_share < self.core_share or share < self.listed:
            return PublicationStatus.HIDDEN
        done = core_share == _ALL and share >= self.complete
        return PublicationStatus.COMPLETE if done else PublicationStatus.INCOMPLETE

    def _is_core(self, text: Text) -> bool:
        return any(fnmatch.fnmatchcase(text.id, pattern) for pattern in self.core)


def percent(part: int, whole: int) -> int:
    """A share in per cent, rounded down, so that 100 means all."""
    return _ALL * part // max(whole, 1)


@dataclass(frozen=True, slots=True)
class LanguageList:
    """The languages of a project, the source's first, and the gate that they must pass.

    `last` is where the last code stands.
    """

    languages: tuple[str, ...]
    gate: Gate
    last: Location


def read(root: Path) -> LanguageList:
    """What translations/languages.yml says; raises ContentError."""
    try:
        tree, faults = yaml_tree.read_tree(root / NAME, NAME)
    except UnreadableError as fault:
        raise ContentError([fault.diagnostic]) from None
    reader = Validator()
    values = reader.read(tree, PUBLISHED)
    gate, wrong = _gate(values)
    diagnostics = [*faults, *reader.diagnostics, *_faults(values, tree), *wrong]
    if diagnostics:
        raise ContentError(diagnostics)
    words = values.scalars("languages")
    return LanguageList(tuple(word.value for word in words), gate, words[-1].location)


def _faults(values: Record, tree: Node) -> Iterator[Diagnostic]:
    words = values.scalars("languages")
    for word in words:
        if languages.find(word.value) is None:
            hint = did_you_mean(word.value, languages.codes())
            yield Diagnostic(word.location, f'unknown language "{word.value}"{hint}')
    if tuple(word.value for word in words[:1]) != (SOURCE,):
        location = words[0].location if words else tree.location
        yield Diagnostic(
            location, f'the first language must be the source, "{SOURCE}"; put it first'
        )


def _gate(values: Record) -> tuple[Gate, list[Diagnostic]]:
    found = values.record("gate")
    shares: dict[str, int] = {}
    diagnostics: list[Diagnostic] = []
    for name in ("core_share", "listed", "complete"):
        scalar = found.optional(name)
        if scalar and scalar.value.isdigit():
            shares[name] = int(scalar.value)
        if scalar and shares.get(name, 0) > _ALL:
            diagnostics.append(
                Diagnostic(scalar.location, f"{name} is a share in per cent; write 0 to 100")
            )
    core = tuple(word.value for word in found.scalars("core"))
    return Gate(core, **shares), diagnostics
