"""Floor 3. translations/languages.yml: which languages there are, and when one is published.

A language that is still hidden is built only by name (`guide build --languages sw`, `guide serve
--language sw`); one that is incomplete says so wherever it is listed.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from guide import languages, yaml_tree
from guide.languages import SOURCE
from guide.model import Guide, State, Text, Where, texts
from guide.problems import ContentError, Problem, did_you_mean
from guide.reader import Reader, Values
from guide.schema import PUBLISHED
from guide.yaml_tree import Fault, Node

NAME = "translations/languages.yml"
_ALL = 100
_DONE = (State.DRAFT, State.REVIEWED, State.SOURCE)


class Standing(StrEnum):
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

    def standing(self, guide: Guide) -> Standing:
        """Where a language stands; a stale text counts as translated in the core alone."""
        found = {text.id: text for text in texts(guide)}.values()
        if guide.language == SOURCE:
            return Standing.COMPLETE
        core = [text.state is not State.UNTRANSLATED for text in found if self._is_core(text)]
        core_share = percent(sum(core), len(core)) if core else _ALL
        share = percent(sum(text.state in _DONE for text in found), len(found))
        if core_share < self.core_share or share < self.listed:
            return Standing.HIDDEN
        done = core_share == _ALL and share >= self.complete
        return Standing.COMPLETE if done else Standing.INCOMPLETE

    def _is_core(self, text: Text) -> bool:
        return any(fnmatch.fnmatchcase(text.id, pattern) for pattern in self.core)


def percent(part: int, whole: int) -> int:
    """A share in per cent, rounded down, so that 100 means all."""
    return _ALL * part // max(whole, 1)


@dataclass(frozen=True, slots=True)
class Listing:
    """The languages of a project, the source's first, and the gate that they must pass.

    `last` is where the last code stands.
    """

    languages: tuple[str, ...]
    gate: Gate
    last: Where


def read(root: Path) -> Listing:
    """What translations/languages.yml says; raises ContentError."""
    try:
        tree, faults = yaml_tree.read_tree(root / NAME, NAME)
    except Fault as fault:
        raise ContentError([fault.problem]) from None
    reader = Reader()
    values = reader.read(tree, PUBLISHED)
    gate, wrong = _gate(values)
    problems = [*faults, *reader.problems, *_faults(values, tree), *wrong]
    if problems:
        raise ContentError(problems)
    words = values.many("languages")
    return Listing(tuple(word.value for word in words), gate, words[-1].where)


def _faults(values: Values, tree: Node) -> Iterator[Problem]:
    words = values.many("languages")
    for word in words:
        if languages.find(word.value) is None:
            hint = did_you_mean(word.value, languages.codes())
            yield Problem(word.where, f'unknown language "{word.value}"{hint}')
    if tuple(word.value for word in words[:1]) != (SOURCE,):
        where = words[0].where if words else tree.where
        yield Problem(where, f'the first language must be the source, "{SOURCE}"; put it first')


def _gate(values: Values) -> tuple[Gate, list[Problem]]:
    found = values.record("gate")
    shares: dict[str, int] = {}
    problems: list[Problem] = []
    for name in ("core_share", "listed", "complete"):
        scalar = found.maybe(name)
        if scalar and scalar.value.isdigit():
            shares[name] = int(scalar.value)
        if scalar and shares.get(name, 0) > _ALL:
            problems.append(Problem(scalar.where, f"{name} is a share in per cent; write 0 to 100"))
    core = tuple(word.value for word in found.many("core"))
    return Gate(core, **shares), problems
