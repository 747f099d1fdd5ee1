"""What is wrong with an input: one line per problem, three renderings."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guide.core.errors import GuideError
from guide.core.model import Location

_FEW = 12  # names that a reader takes in at a glance


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """Something to mend: where it stands, and a message that names the fault and the mend."""

    location: Location
    message: str


class ContentError(GuideError):
    """Inputs that cannot be built; holds every problem found in the run."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = sorted(set(diagnostics))
        super().__init__(as_text(self.diagnostics))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence part that offers the nearest known word, or lists what is known if few."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f'; did you mean "{near[0]}"?'
    if 0 < len(names) <= _FEW:
        return f"; use one of: {', '.join(names)}"
    return ""


def as_text(diagnostics: Sequence[Diagnostic]) -> str:
    """Lines `file:line: message`."""
    return "\n".join(
        f"{_one_line(p.location.file)}:{p.location.line}: {_one_line(p.message)}"
        for p in diagnostics
    )


def _one_line(message: str) -> str:
    """The message with line breaks and half characters as escapes."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in message)


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """A JSON list of {file, line, message}."""
    rows = [
        {"file": p.location.file, "line": p.location.line, "message": p.message}
        for p in diagnostics
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    """Workflow commands that a forge shows as annotations on the lines.

    The escapes are those of GitHub's workflow-command toolkit: % CR LF in messages, and also
    `:` and `,` in properties.
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
