"""What is wrong with an input: one line per problem, in three formats."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guide.core.errors import GuideError
from guide.core.location import Location

_FEW = 12  # names that a person takes in at a glance


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """A problem in an input: where it is, and a message `what is wrong; what to do`."""

    location: Location
    message: str


class ContentError(GuideError):
    """Inputs that cannot be built; holds every problem of the run, sorted by file and line."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = sorted(set(diagnostics))
        super().__init__(as_text(self.diagnostics))

    def __reduce__(self) -> tuple[type[ContentError], tuple[list[Diagnostic]]]:
        return type(self), (self.diagnostics,)  # from a worker to its parent


class UnreadableError(GuideError):
    """A file that cannot be read at all; holds the problem that stopped it."""

    def __init__(self, location: Location, message: str) -> None:
        self.diagnostic = Diagnostic(location, message)
        super().__init__(message)

    def __reduce__(self) -> tuple[type[UnreadableError], tuple[Location, str]]:
        return type(self), (self.diagnostic.location, self.diagnostic.message)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message: the nearest known word, or all known words if they are few.

    Begins with `; `; '' where there is nothing to offer.
    """
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f'; did you mean "{near[0]}"?'
    if 0 < len(names) <= _FEW:
        return f"; use one of: {', '.join(names)}"
    return ""


def as_text(diagnostics: Sequence[Diagnostic]) -> str:
    """One line `file:line: message` per problem."""
    return "\n".join(
        f"{_one_line(p.location.file)}:{p.location.line}: {_one_line(p.message)}"
        for p in diagnostics
    )


def _one_line(text: str) -> str:
    """The text with line breaks, unpaired surrogates and other unprintables escaped."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """A JSON list of objects with `file`, `line` and `message`."""
    rows = [
        {"file": p.location.file, "line": p.location.line, "message": p.message}
        for p in diagnostics
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    """GitHub workflow commands, which a pull request shows as annotations on the lines.

    Escapes as in https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts:
    % CR LF in messages, and also `:` and `,` in properties.
    """

    def escape(value: str, also: str = "") -> str:
        for char in "%\r\n" + also:
            value = value.replace(char, f"%{ord(char):02X}")
        return value

    return "\n".join(
        f"::error file={escape(p.location.file, ':,')},line={p.location.line}::{escape(p.message)}"
        for p in diagnostics
    )


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
