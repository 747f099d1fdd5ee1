"""Collects the answers of a file, point by point, and says what is wrong with each.

Whatever the form of the file, its rows come here, so that one rule judges them all.
"""

from __future__ import annotations

from collections.abc import Mapping

from guide.core.answers import (
    CHOICES,
    CODE,
    DATES,
    FIELDS,
    LANGUAGE,
    LENGTHS,
    LONGEST_LINE,
    PointAnswers,
    Workbook,
    is_date,
    is_moment,
)
from guide.core.characters import is_broken
from guide.core.diagnostics import ContentError, Diagnostic, did_you_mean
from guide.core.model import Guide, Location


class Entries:
    """The answers of one file: `add` each row, then take the `workbook`."""

    def __init__(self, guide: Guide, file: str) -> None:
        self._guide, self._file = guide, file
        self._answers: dict[str, PointAnswers] = {}
        self._lines: dict[str, int] = {}
        self.problems: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []

    def note(self, line: int, message: str) -> None:
        """Notes a problem: the file is refused."""
        self.problems.append(Diagnostic(Location(self._file, line), message))

    def warn(self, line: int, message: str) -> None:
        """Notes what its user should know of a file that is taken all the same."""
        self.warnings.append(Diagnostic(Location(self._file, line), f"warning: {message}"))

    def add(self, code: str, values: Mapping[str, str], line: int) -> None:
        """Takes the answers to one point, by the names of FIELDS; '' is the same as missing."""
        if not CODE.fullmatch(code):
            self.note(line, f'"{code}" is not the code of a point; write it as the guide does')
            return
        if code in self._lines:
            self.note(line, f"{code} is there twice, first in line {self._lines[code]}; keep one")
            return
        self._lines[code] = line
        faults = [self._fault(name, values.get(name, "")) for name in FIELDS]
        for fault in filter(None, faults):
            self.note(line, f"{code} {fault}")
        for name in FIELDS:
            if is_broken(values.get(name, "")):
                self.warn(line, f'{code} {name}: characters that no file can hold are now "\ufffd"')
        if not any(faults) and (answers := PointAnswers(**{k: values.get(k, "") for k in FIELDS})):
            self._answers[code] = answers

    def _fault(self, name: str, value: str) -> str:
        if not value:
            return ""
        if (choices := CHOICES.get(name)) and value not in choices:
            return f'{name}: "{value[:LONGEST_LINE]}" is not known{did_you_mean(value, choices)}'
        if name in DATES and not is_date(value):
            return f'{name}: "{value[:LONGEST_LINE]}" is not a date; write it as 2026-12-31'
        most = LENGTHS.get(name, len(value))
        if len(value) > most:
            return f"{name}: has {len(value):,} characters; shorten it to {most:,}"
        return ""

    def workbook(self, head: Mapping[str, str], line: int = 1) -> tuple[Workbook, list[Diagnostic]]:
        """The workbook, and warnings; `head` holds its other fields, which `line` has.

        Raises ContentError with every problem.
        """
        self._check_head(head, line)
        if self.problems:
            raise ContentError(self.problems)
        points = {c: self._answers[c] for c in self._guide.points if c in self._answers}
        retired = {c: self._answers[c] for c in sorted(self._answers) if c not in points}
        book = Workbook(self._guide.slug, points=points, retired=retired, **head)
        return book, self.warnings

    def _check_head(self, head: Mapping[str, str], line: int) -> None:
        for name, value in head.items():
            if len(value) > LONGEST_LINE:
                fault = f"has {len(value):,} characters; shorten it to {LONGEST_LINE}"
                self.note(line, f"{name}: {fault}")
        if (saved := head.get("saved")) and not is_moment(saved):
            self.note(line, f'saved: "{saved}" is not a time such as 2026-12-31T23:59:59Z')
        if (language := head.get("language")) and not LANGUAGE.fullmatch(language):
            self.note(line, f'language: "{language}" is not the code of a language, such as fr')
