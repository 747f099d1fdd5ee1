"""Reads a CSV file with a row for each point: separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guide.content.importing.outline import (
    Draft,
    DraftGroup,
    DraftStage,
    Outline,
    line_of,
    prose_of,
)
from guide.core.diagnostics import ContentError, Diagnostic, did_you_mean
from guide.core.location import Location
from guide.core.profile import PointKind

COLUMNS = (
    *("group", "stage", "step", "code", "kind", "title", "text", "question", "evidence"),
    *("audience", "audiences", "related", "section", "number"),
)
_SEPARATORS = ",;\t"
_QUOTES = "quotes are not in pairs here; write each quote within a cell twice"


@dataclass
class RowReader:
    """Reads one file; `problems` end the import, `warnings` do not."""

    name: str

    def __post_init__(self) -> None:
        self.problems: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []
        self._group: DraftGroup | None = None
        self._stage = self._step = ""

    def read(self, text: str, title: str) -> Outline:
        """The outline of a text, which gets a title; problems are noted.

        Raises ContentError if there is no usable header.
        """
        outline = Outline(title)
        for line, cells in self._rows(text):
            kind = self._kind(line, cells["kind"])
            point = _point(line, cells)
            if not point.title and not point.text:
                self._problem(line, "the row has neither a title nor a text; write one")
            if point.number and not point.section:
                self._problem(line, "a number needs the section that it is in; name it too")
            for audience in point.audiences:
                outline.audience(audience, line)
            if kind is PointKind.RECOMMENDATION:
                self._recommendation(outline, point, line_of(cells["audience"]))
                continue
            self._follow(outline, line, cells)
            if self._stage:
                self._place(outline.stage(self._stage, line, self._group), kind, point)
            else:
                self._problem(line, "the row has no stage, and no row above has one; name it")
        if not outline.stages and not self.problems:
            self._problem(1, "the file has no row with a stage; add one")
        for stage in outline.ungrouped():
            message = "the stage is in no group, though others are; fill the column group"
            self._problem(stage.line, message)
        outline.sort()
        return outline

    def _follow(self, outline: Outline, line: int, cells: Mapping[str, str]) -> None:
        """Goes on to the group, the stage and the step of a row; an empty cell stays in the last.

        A group does not go on with the stage of another, nor a stage with the step of another.
        """
        if named := line_of(cells["group"]):
            group = outline.group(named, line)
            if group is not self._group:
                self._group, self._stage, self._step = group, "", ""
        if given := line_of(cells["stage"]):
            self._stage, self._step = given, ""
        self._step = line_of(cells["step"]) or self._step

    def _place(self, stage: DraftStage, kind: PointKind | None, point: Draft) -> None:
        if kind is PointKind.FACTOR:
            stage.factors.append(point)
        elif self._step:
            stage.step(self._step, point.line).items.append(point)
        else:
            stage.items.append(point)

    def _recommendation(self, outline: Outline, point: Draft, audience: str) -> None:
        if not audience:
            message = "a recommendation needs the audience that it is for; fill the column audience"
            self._problem(point.line, message)
            return
        point.audiences = tuple(one for one in point.audiences if one != audience)
        outline.audience(audience, point.line).recommendations.append(point)

    def _kind(self, line: int, cell: str) -> PointKind | None:
        name = line_of(cell).lower()
        if name in ("", *PointKind):
            return PointKind(name) if name else PointKind.ITEM
        self._problem(line, f'unknown kind "{name[:40]}"{did_you_mean(name[:40], PointKind)}')
        return None

    def _rows(self, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
        """The line and the cells, by their columns, of each row that is not empty."""
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
        columns: list[str] = []
        line = 1
        try:
            for row in reader:
                if not columns:
                    columns = self._columns(row) if any(map(str.strip, row)) else []
                elif any(map(str.strip, row)):
                    if any(map(str.strip, row[len(columns) :])):
                        message = f"the row has {len(row)} cells, more than the {len(columns)} "
                        self._problem(line, f"{message}columns; put quotes around cells")
                    cells = dict(zip(columns, row, strict=False))
                    yield line, {name: cells.get(name, "") for name in COLUMNS}
                line = reader.line_num + 1
        except csv.Error as error:
            much = "limit" in str(error)
            self._problem(line, f"a cell is too long; {_QUOTES}" if much else _QUOTES)

    def _columns(self, row: list[str]) -> list[str]:
        names = [line_of(cell).lower() for cell in row]
        known = f"known are: {', '.join(COLUMNS)}"
        if not {"title", "text"} & {*names} or "stage" not in names:
            message = f"the first line must name the columns, at least stage and title; {known}"
            raise ContentError([Diagnostic(Location(self.name, 1), message)])
        if twice := sorted({name for name in names if name and names.count(name) > 1}):
            self._problem(1, f'the column "{twice[0][:40]}" is there twice; keep one')
        others = [f'"{name[:40]}"' for name in names if name and name not in COLUMNS]
        if others:
            message = f"warning: not read: the columns {', '.join(others)}; {known}"
            self.warnings.append(Diagnostic(Location(self.name, 1), message))
        return names

    def _problem(self, line: int, message: str) -> None:
        self.problems.append(Diagnostic(Location(self.name, line), message))


def _point(line: int, cells: Mapping[str, str]) -> Draft:
    return Draft(
        line,
        title=line_of(cells["title"]),
        text=prose_of(cells["text"]),
        code=line_of(cells["code"]),
        question=line_of(cells["question"]),
        evidence=prose_of(cells["evidence"]),
        audiences=names_of(cells["audiences"]),
        related=codes_of(cells["related"]),
        section=line_of(cells["section"]),
        number=line_of(cells["number"]),
    )


def names_of(cell: str) -> tuple[str, ...]:
    """The names in a cell, which are parted by commas, semicolons, bars or lines; each once."""
    return tuple(dict.fromkeys(filter(None, map(line_of, re.split(r"[,;|\n\r]", cell)))))


def _separator(text: str) -> str:
    """What parts the cells: the sign that parts the first line into most known columns."""
    head = text.lstrip("\r\n").partition("\n")[0]

    def known(separator: str) -> int:
        names = {cell.strip(' \r"').lower() for cell in head.split(separator)}
        return len(names & {*COLUMNS})

    return max(_SEPARATORS, key=known)


def codes_of(cell: str) -> tuple[str, ...]:
    """The codes in a cell, parted by spaces, commas, semicolons or bars; each once."""
    return tuple(dict.fromkeys(filter(None, re.split(r"[\s,;|]+", cell))))
