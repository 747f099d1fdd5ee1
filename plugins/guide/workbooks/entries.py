"""Collects the answers of a file, point by point, and says what is wrong with each.

Whatever the form of a file, its rows come here, so that one rule judges them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from guide.core.answers import (
    CHOICES,
    CODE,
    DATES,
    FIELDS,
    HEAD,
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
from guide.core.location import Location
from guide.core.model import Guide
from guide.workbooks.combining import Filed, combine
from guide.workbooks.shared import shown

_MOST = 100  # problems, and warnings, that are told: a hostile file has hundreds of thousands
_NO_CHARACTER = "\ufffd"


class Entries:
    """The answers of one file: `add` each row, then take the `workbook`."""

    def __init__(self, guide: Guide, file: str) -> None:
        self._guide, self._file = guide, file
        self._answers: dict[str, PointAnswers] = {}
        self._lines: dict[str, int] = {}
        self._problems: list[Diagnostic] = []
        self._warnings: list[Diagnostic] = []

    def note(self, line: int, message: str) -> None:
        """Notes a problem: the file is refused."""
        self._tell(self._problems, line, message)

    def warn(self, line: int, message: str) -> None:
        """Notes what the user should know of a file that is taken all the same."""
        self._tell(self._warnings, line, f"warning: {message}")

    def _tell(self, told: list[Diagnostic], line: int, message: str) -> None:
        if len(told) < _MOST:
            told.append(Diagnostic(Location(self._file, line), message))
        elif len(told) == _MOST:
            more = f"there is more like this; these are the first {_MOST}"
            told.append(Diagnostic(Location(self._file, line), more))

    def add(self, code: str, values: Mapping[str, str], line: int) -> None:
        """Takes the answers to one point, by the names of FIELDS; '' is the same as missing."""
        if len(self._problems) > _MOST:
            return  # it is refused, and enough is said
        if not CODE.fullmatch(code):
            self.note(line, f'"{shown(code)}" is not a code; write codes as the guide does')
            return
        if code in self._lines:
            self.note(line, f"{code} is there twice, first in line {self._lines[code]}; keep one")
            return
        self._lines[code] = line
        given = {name: values[name] for name in FIELDS if values.get(name)}
        faults = [(name, fault) for name, value in given.items() if (fault := _fault(name, value))]
        for name, fault in faults:
            self.note(line, f"{code} {name}: {fault}")
        for name, value in given.items():
            if is_broken(value):
                lost = f'characters that no file can hold are now "{_NO_CHARACTER}"'
                self.warn(line, f"{code} {name}: {lost}")
        if given and not faults:
            self._answers[code] = PointAnswers(**given)

    def workbook(self, head: Mapping[str, str], line: int = 1) -> tuple[Workbook, list[Diagnostic]]:
        """The workbook, and warnings; `head` holds its other fields, which are on a line.

        Raises ContentError with every problem.
        """
        self._check_head(head, line)
        if self._problems:
            raise ContentError(self._problems)
        version, language, saved, group = (head.get(name, "") for name in HEAD)
        book = Workbook(self._guide.slug, version, language, saved, group)
        found = self._present(book.day)
        points = {code: found[code] for code in self._guide.points if code in found}
        retired = {code: found[code] for code in sorted(found) if code not in points}
        for code in retired:
            kept = "is not in this version of the guide; its answers are kept under this code"
            self.warn(self._lines[code], f"{code} {kept}")
        return replace(book, points=points, retired=retired), self._warnings

    def _check_head(self, head: Mapping[str, str], line: int) -> None:
        for name, value in head.items():
            if len(value) > LONGEST_LINE:
                has = f"has {len(value):,} characters"
                self.note(line, f"{name}: {has}; shorten it to {LONGEST_LINE}")
        if (saved := head.get("saved")) and not is_moment(saved):
            self.note(line, f'saved: "{shown(saved)}" is not a time such as 2026-12-31T23:59:59Z')
        if (language := head.get("language")) and not LANGUAGE.fullmatch(language):
            self.note(line, f'language: "{shown(language)}" is not a language code, such as en')

    def _present(self, day: str) -> dict[str, PointAnswers]:
        """The answers under the present codes of points; both are kept where two codes are one."""
        filed: dict[str, list[Filed]] = {}
        for code, answers in self._answers.items():
            now = self._guide.aliases.get(code, code)
            if code in self._guide.points or now not in self._guide.points:
                filed.setdefault(code, []).append(Filed(answers, code, day))  # which wins
                continue
            self.warn(self._lines[code], f"{code} is now {now}; its answers are there")
            filed.setdefault(now, []).insert(0, Filed(answers, code, day))
        answered: dict[str, PointAnswers] = {}
        for code, several in filed.items():
            answered[code], conflicts = combine(self._guide, code, several)
            for conflict in conflicts:
                one = " / ".join(f'"{shown(value)}" ({was})' for value, was, _ in conflict.values)
                differ = f"{code} {conflict.field}: {one}; the last is kept, the others are in the"
                self.warn(self._lines.get(code, 1), f"{differ} notes")
            if len(answered[code].notes) > LENGTHS["notes"]:
                raise ContentError(self._too_long(code))
        return answered

    def _too_long(self, code: str) -> list[Diagnostic]:
        most = f"{LENGTHS['notes']:,}"
        message = f"{code} notes: too long with those of its former code; shorten them to {most}"
        return [Diagnostic(Location(self._file, self._lines.get(code, 1)), message)]


def _fault(name: str, value: str) -> str:
    """What is wrong with a value, or ''."""
    if (choices := CHOICES.get(name)) and value not in choices:
        return f'"{shown(value)}" is not known{did_you_mean(shown(value), choices)}'
    if name in DATES and not is_date(value):
        return f'"{shown(value)}" is not a date; write it as 2026-12-31'
    if len(value) > (most := LENGTHS.get(name, len(value))):
        return f"has {len(value):,} characters; shorten it to {most:,}"
    return ""
