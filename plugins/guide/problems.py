"""Floor 1. What is wrong with an input: one line per problem, three renderings."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guide.model import Where

_FEW = 12  # names that a reader takes in at a glance


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something to mend: where it stands, and a message that names the fault and the mend."""

    where: Where
    message: str


class ContentError(Exception):
    """Inputs that cannot be built; holds every problem found in the run."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(as_text(self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence part that offers the nearest known word, or lists what is known if few."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f'; did you mean "{near[0]}"?'
    if 0 < len(names) <= _FEW:
        return f"; use one of: {', '.join(names)}"
    return ""


def as_text(problems: Sequence[Problem]) -> str:
    """Lines `file:line: message`."""
    return "\n".join(
        f"{_one_line(p.where.file)}:{p.where.line}: {_one_line(p.message)}" for p in problems
    )


def _one_line(message: str) -> str:
    """The message with line breaks and half characters as escapes."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in message)


def as_json(problems: Sequence[Problem]) -> str:
    """A JSON list of {file, line, message}."""
    rows = [{"file": p.where.file, "line": p.where.line, "message": p.message} for p in problems]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that a forge shows as annotations on the lines.

    The escapes are those of GitHub's workflow-command toolkit: % CR LF in messages, and also
    `:` and `,` in properties.
    """

    def escape(value: str, also: str = "") -> str:
        for char in "%\r\n" + also:
            value = value.replace(char, f"%{ord(char):02X}")
        return value

    return "\n".join(
        f"::error file={escape(p.where.file, ':,')},line={p.where.line}::{escape(p.message)}"
        for p in problems
    )


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
