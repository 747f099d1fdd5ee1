"""Reads translations/languages.yml: which languages there are, and when each is published.

A hidden language is built only on request (`guide build --languages sw`, `guide serve --language
sw`). An incomplete one is marked as incomplete wherever it is listed.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from guide.content import profile
from guide.content.grammar import PUBLISHED
from guide.core import languages
from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError, did_you_mean
from guide.core.languages import Language
from guide.core.location import Location
from guide.core.model import Guide, State, Text
from guide.core.walk import texts
from guide.files import yaml_tree
from guide.files.validator import Record, Validator
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
    """What a language needs before it is published: its most important texts, three percentages.

    `core` holds patterns of text ids, such as `interface.*`. With `core_share` per cent of these
    and `listed` per cent of all texts, a language is shown as incomplete; with all of these and
    `complete` per cent of all texts, as complete. `core_share` may be less than 100 so that a
    language does not vanish because of one new message. Where a project says nothing, a language is
    hidden until nearly all of it is translated: readers must not find pages in another language.
    """

    core: tuple[str, ...] = ()
    core_share: int = 100
    listed: int = 90
    complete: int = 100

    def standing(self, guide: Guide) -> PublicationStatus:
        """The status of the language that the guide is in.

        A stale text counts as translated among the core texts, but not among all texts.
        """
        unique = {text.id: text for text in texts(guide)}.values()
        if guide.profile.is_source(guide.language):
            return PublicationStatus.COMPLETE
        core = [text.state is not State.UNTRANSLATED for text in unique if self._is_core(text)]
        core_share = percent(sum(core), len(core)) if core else _ALL
        share = percent(sum(text.state in _DONE for text in unique), len(unique))
        if core_share < self.core_share or share < self.listed:
            return PublicationStatus.HIDDEN
        is_complete = core_share == _ALL and share >= self.complete
        return PublicationStatus.COMPLETE if is_complete else PublicationStatus.INCOMPLETE

    def _is_core(self, text: Text) -> bool:
        return any(fnmatch.fnmatchcase(text.id, pattern) for pattern in self.core)


def percent(part: int, whole: int) -> int:
    """`part` as a percentage of `whole`, rounded down, so that 100 means all."""
    return _ALL * part // max(whole, 1)


@dataclass(frozen=True, slots=True)
class LanguageList:
    """The language codes of a project, the source language first, and the gate.

    `places` are the locations of the codes.
    """

    languages: tuple[str, ...]
    gate: Gate
    places: Mapping[str, Location]

    @property
    def source(self) -> str:
        """The code of the source language."""
        return self.languages[0]

    @property
    def translations(self) -> tuple[str, ...]:
        """The codes of the languages that are translated into."""
        return self.languages[1:]


def read(root: Path) -> LanguageList:
    """The content of translations/languages.yml in the project folder `root`.

    Raises ContentError with every problem in it.
    """
    try:
        tree, duplicates = yaml_tree.read_tree(root / NAME, NAME)
    except UnreadableError as error:
        raise ContentError([error.diagnostic]) from None
    validator = Validator()
    values = validator.read(tree, PUBLISHED)
    source = profile.read(root)[0].source_language
    gate, gate_problems = _gate(values)
    diagnostics = [
        *duplicates,
        *validator.diagnostics,
        *_describe(values.records("described"), source),
        *_code_problems(values, tree, source),
        *gate_problems,
    ]
    if diagnostics:
        raise ContentError(diagnostics)
    codes = values.scalars("languages")
    places = {code.value: code.location for code in codes}
    return LanguageList(tuple(places), gate, places)


def _code_problems(values: Record, tree: Node, source: str) -> Iterator[Diagnostic]:
    codes = values.scalars("languages")
    for code in codes:
        if languages.find(code.value) is None:
            hint = did_you_mean(code.value, languages.alike(code.value))
            yield Diagnostic(code.location, f'"{code.value}" is not a valid language code{hint}')
        elif message := unnamed(code.value):
            yield Diagnostic(code.location, message)
    if tuple(code.value for code in codes[:1]) != (source,):
        location = codes[0].location if codes else tree.location
        yield Diagnostic(
            location, f'the first language must be the source, "{source}"; put it first'
        )


def unnamed(code: str) -> str:
    """What is wrong with a valid code of a language without a name, and what to do; or ''."""
    if languages.is_named(code):
        return ""
    english = languages.language(code).english
    known = "" if english == code else f" ({english})"
    return (
        f'Unicode CLDR has no own name for "{code}"{known}; write it into {NAME}, '
        f"under described: - {{code: {code}, name: …}}"
    )


def _describe(records: Iterable[Record], source: str) -> Iterator[Diagnostic]:
    """Makes the described languages known; gives what is wrong with their descriptions."""
    languages.forget()
    for record in records:
        code, name = record.scalar("code"), record.scalar("name").value
        script, like = record.scalar("script"), record.scalar("like")
        found = languages.find(code.value)
        if found is None:
            message = f'"{code.value}" is not a valid language code; correct it'
            yield Diagnostic(code.location, message)
        elif script.value and not languages.is_script(script.value):
            message = f'"{script.value}" is no script; write its ISO 15924 code, such as Latn'
            yield Diagnostic(script.location, message)
        elif like.value and not languages.is_known(like.value):
            message = f'Unicode CLDR does not know "{like.value}"; write a code that it knows'
            yield Diagnostic(like.location, message)
        elif name or languages.is_named(code.value):  # what lists a code without a name is told
            written = script.value or found.script
            languages.describe(
                code.value, name, written, like.value or _like(found, written, source)
            )


def _like(found: Language, script: str, source: str) -> str:
    """The language whose numbers and dates a language shares where the project names none."""
    if languages.is_known(found.code) and script == found.script:
        return ""
    shares = languages.is_known(source) and languages.language(source).script == script
    return source if shares else languages.ENGLISH


def _gate(values: Record) -> tuple[Gate, list[Diagnostic]]:
    record = values.record("gate")
    percentages: dict[str, int] = {}
    diagnostics: list[Diagnostic] = []
    for name in ("core_share", "listed", "complete"):
        scalar = record.optional(name)
        if scalar and scalar.value.isdigit():
            percentages[name] = int(scalar.value)
        if scalar and percentages.get(name, 0) > _ALL:
            diagnostics.append(
                Diagnostic(scalar.location, f'"{name}" must be a percentage; write 0 to 100')
            )
    core = tuple(pattern.value for pattern in record.scalars("core"))
    return Gate(core, **percentages), diagnostics
