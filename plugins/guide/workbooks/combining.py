"""Several answers to one point become one, and none is lost: what is not kept goes to its notes.

The workbook page does the same; tests hold both to the same cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guide.core.answers import CHOICES, FIELDS, PointAnswers
from guide.core.model import Guide

NOTES = "notes"
PARTED = "---"  # a line between notes of different files


@dataclass(frozen=True, slots=True)
class Filed:
    """The answers of one file to a point; `day` is the date of the file, or ''."""

    answers: PointAnswers
    file: str
    day: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Different values of a field, each with its file and the date of it; the last one is kept.

    `code` is that of the point, or '' for the name of the group.
    """

    code: str
    field: str
    values: tuple[tuple[str, str, str], ...]


def combine(guide: Guide, code: str, filed: Sequence[Filed]) -> tuple[PointAnswers, list[Conflict]]:
    """One answer to a point, made of several, and what they disagree about.

    `filed` are in order, the one that wins last. `guide` is in the language of the notes.
    """
    newest = filed[::-1]
    fields: dict[str, str] = {}
    lines: list[str] = []
    conflicts: list[Conflict] = []
    for name in FIELDS:
        given = _distinct(name, newest)
        fields[name] = given[0].answers.get(name) if given else ""
        if name == NOTES:
            given = _apart(given)
            fields[name] = f"\n{PARTED}\n".join(one.answers.notes for one in given)
        else:
            lines += [_line(guide, name, one) for one in given[1:]]
        if len(given) > 1:
            values = [(one.answers.get(name), one.file, one.day) for one in reversed(given)]
            conflicts.append(Conflict(code, name, tuple(values)))
    fields[NOTES] = _with_lines(fields[NOTES], lines)
    return PointAnswers(**fields), conflicts


def _distinct(name: str, filed: Sequence[Filed]) -> list[Filed]:
    """The first file of each value of a field; those without a value are left out."""
    first: dict[str, Filed] = {}
    for one in filed:
        first.setdefault(one.answers.get(name), one)
    return [one for value, one in first.items() if value]


def _apart(filed: Sequence[Filed]) -> list[Filed]:
    """The notes that do not stand, line for line, in other notes of the list.

    Who opened a file, wrote on and saved it again has the earlier notes in the later ones.
    """
    return [
        one
        for one in filed
        if not any(
            other is not one and holds(other.answers.notes, one.answers.notes) for other in filed
        )
    ]


def holds(notes: str, lines: str) -> bool:
    """Whether the notes have these lines, whole and one below the other."""
    return f"\n{lines}\n" in f"\n{notes}\n"


def _with_lines(notes: str, lines: Sequence[str]) -> str:
    """The notes with lines below them, but for those that they have: merging twice adds nothing."""
    new = [line for line in dict.fromkeys(lines) if not holds(notes, line)]
    return "\n".join([notes, *new] if notes else new)


def _line(guide: Guide, name: str, one: Filed) -> str:
    value = one.answers.get(name)
    shown = str(guide.interface[f"{name}-{value}"]) if name in CHOICES else value
    line = f"{guide.interface[f'worksheet-{name}']}: {shown}"
    return f"[{one.day}] {line}" if one.day else line
