"""Reads content/profile.yml: the grammar of the guide. Without the file, the defaults apply."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from guide.content.grammar import PROFILE
from guide.core import languages
from guide.core.diagnostics import Diagnostic, UnreadableError, did_you_mean
from guide.core.ids import SLUG, SLUG_FORM
from guide.core.profile import (
    AUDIENCE_PATH,
    DEFAULT_LANGUAGE,
    KINDS,
    STAGE_PATH,
    STEP_CODE,
    CodePattern,
    KindSpec,
    Order,
    PointKind,
    Profile,
    SourceUse,
)
from guide.files import yaml_tree
from guide.files.validator import Record, Validator
from guide.files.yaml_tree import Scalar

Choice = TypeVar("Choice", bound=StrEnum)
NAME = "content/profile.yml"
_CODE = re.compile(r"(?:[A-Za-z0-9.-]|\{\w+\})*\{n\}")
_NO_CODE = "none"
# Other languages in these scripts need more letters than English: 30 per cent more where a text has
# over 70 (https://www.w3.org/International/articles/article-text-size). In our own translations
# titles have, on the whole, 126 per cent of the English width in French, 120 in Indonesian, 117 in
# Spanish, 112 in Portuguese; 95 in Burmese and 83 in Arabic.
_LONGER, _LONGER_IN = 130, ("Latn", "Cyrl", "Grek")
_LENGTHS = range(50, 301)
# Folders and pages that each site has.
_TAKEN = (
    *("about", "assets", "downloads", "glossary", "search", "tools", "translate", "workbook"),
)


def read(root: Path) -> tuple[Profile, list[Diagnostic]]:
    """The profile of the project in the folder `root`, and every problem in its file."""
    if not os.path.lexists(root / NAME):
        return Profile(), []
    try:
        tree, duplicates = yaml_tree.read_tree(root / NAME, NAME)
    except UnreadableError as error:
        return Profile(), [error.diagnostic]
    reader = _Reader()
    profile = reader.profile(reader.validator.read(tree, PROFILE))
    return profile, duplicates + reader.validator.diagnostics + reader.diagnostics


class _Reader:
    """Reads one profile; a value that is wrong is noted, and counts as not given."""

    def __init__(self) -> None:
        self.validator = Validator()
        self.diagnostics: list[Diagnostic] = []

    def profile(self, values: Record) -> Profile:
        language = self._language(values.optional("source_language"))
        return Profile(
            language,
            self._choice(values.optional("source"), SourceUse, SourceUse.NONE),
            self._choice(values.optional("order"), Order, Order.LINEAR),
            {kind: self._kind(values.record(kind), KINDS[kind]) for kind in PointKind},
            self._steps(values.record("steps").optional("code")),
            *self._paths(values),
            self._lengths(values.optional("lengths"), language),
        )

    def _lengths(self, value: Scalar | None, language: str) -> int:
        if value is None:
            found = languages.language(language)
            return _LONGER if found.script in _LONGER_IN and found.base != DEFAULT_LANGUAGE else 100
        if int(value.value) not in _LENGTHS:
            first, last = _LENGTHS[0], _LENGTHS[-1]
            self._note(value, f'"lengths" is {value.value}; write a number from {first} to {last}')
            return 100
        return int(value.value)

    def _paths(self, values: Record) -> tuple[str, str]:
        """The folders of the pages of stages and of audiences, which differ."""
        stages, audiences = (
            self._path(values.record(name).optional("path"), default)
            for name, default in (("stages", STAGE_PATH), ("audiences", AUDIENCE_PATH))
        )
        if stages == audiences:
            location = values.record("audiences").location
            message = f"the pages of stages and of audiences are both in {stages}; name another"
            self.diagnostics.append(Diagnostic(location, message))
            return STAGE_PATH, AUDIENCE_PATH
        return stages, audiences

    def _path(self, value: Scalar | None, default: str) -> str:
        if value is None:
            return default
        if not SLUG.fullmatch(value.value):
            self._note(value, f'"{value.value}" is not {SLUG_FORM}')
        elif value.value in _TAKEN or languages.find(value.value):
            self._note(value, f'"{value.value}" is the folder of other pages; choose another')
        else:
            return value.value
        return default

    def _language(self, code: Scalar | None) -> str:
        if code is None:
            return DEFAULT_LANGUAGE
        if languages.find(code.value) is None:
            hint = did_you_mean(code.value, languages.alike(code.value))
            self._note(code, f'"{code.value}" is not a valid language code{hint}')
            return DEFAULT_LANGUAGE
        return code.value

    def _choice(self, value: Scalar | None, kind: type[Choice], default: Choice) -> Choice:
        if value is None:
            return default
        if value.value not in {*kind}:
            choices = ", ".join(kind)
            self._note(value, f'"{value.value}" is not one of {choices}; write one of these')
            return default
        return kind(value.value)

    def _kind(self, values: Record, default: KindSpec) -> KindSpec:
        name, plural = values.optional("name"), values.optional("plural")
        word = name.value if name else default.name
        code = self._code(values.optional("code"), ("prefix", "step"))
        outside = self._code(values.optional("code_outside"), ("prefix",))
        return KindSpec(
            word,
            plural.value if plural else f"{word}s",
            code or default.code,
            outside or (code if code and "step" not in code.parts() else default.outside),
            self._yes(values.optional("required"), default=default.required),
        )

    def _steps(self, code: Scalar | None) -> CodePattern | None:
        if code and code.value == _NO_CODE:
            return None
        return self._code(code, ("prefix",)) or STEP_CODE

    def _code(self, code: Scalar | None, parts: Iterable[str]) -> CodePattern | None:
        if code is None:
            return None
        pattern = CodePattern(code.value)
        known = {*parts, "n"}
        if not _CODE.fullmatch(code.value) or not {*pattern.parts()} <= known:
            names = ", ".join(f"{{{name}}}" for name in sorted(known))
            message = "is not a form of codes; use letters, digits, . and -, the parts"
            self._note(code, f'"{code.value}" {message} {names}, and end with {{n}}')
            return None
        return pattern

    def _yes(self, value: Scalar | None, *, default: bool) -> bool:
        if value is None:
            return default
        if value.value not in ("yes", "no"):
            self._note(value, f'"{value.value}" is neither yes nor no; write one of these')
        return value.value == "yes"

    def _note(self, value: Scalar, message: str) -> None:
        self.diagnostics.append(Diagnostic(value.location, message))
