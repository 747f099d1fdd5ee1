"""Builds tools from validated records, and checks what concerns one tool alone.

The ids of their texts nest: `tool.<tool>.<part>.<row>.<column>`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from guide.content.assemble import Assembler
from guide.content.tool_schema import MOST_LINES, MOST_ROWS, WIDEST
from guide.core.diagnostics import Diagnostic, did_you_mean
from guide.core.ids import Owner
from guide.core.tools import (
    Answer,
    Check,
    Column,
    ColumnType,
    Field,
    Level,
    Paper,
    Part,
    Row,
    Scale,
    Table,
    Tool,
)
from guide.files.validator import Record
from guide.files.yaml_tree import Scalar

_CONTENT = ("text", "fields", "checks", "table", "scale")


def _words(values: Record, name: str) -> tuple[str, ...]:
    return tuple(scalar.value for scalar in values.scalars(name))


@dataclass(slots=True)
class ToolAssembler:
    """Builds the tools of a guide; problems go to `diagnostics`."""

    assembler: Assembler
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def tool_of(self, values: Record) -> Tool:
        """A tool, with or without problems; what is missing from the record is empty."""
        ident = values.scalar("id").value
        owner = Owner.TOOL.of(ident)
        text_of = self.assembler.text_of
        parts = values.records("parts")
        self._unique("part", parts)
        return Tool(
            id=ident,
            title=text_of(owner, "title", values.scalar("title")),
            summary=text_of(owner, "summary", values.scalar("summary"), prose=True),
            when=text_of(owner, "when", values.scalar("when")),
            who=text_of(owner, "who", values.scalar("who")),
            duration=text_of(owner, "duration", values.scalar("duration")),
            needs=text_of(owner, "needs", values.scalar("needs")),
            audiences=_words(values, "audiences"),
            own_points=_words(values, "points"),
            paper=Paper(values.scalar("paper").value or Paper.PORTRAIT),
            has_spreadsheet=values.scalar("spreadsheet").value == "yes",
            parts=tuple(self._part(part, owner) for part in parts),
            location=values.location,
        )

    def _part(self, values: Record, tool: str) -> Part:
        owner = f"{tool}.{values.scalar('id').value}"
        text_of = self.assembler.text_of
        self._unique("id", [*_inner(values)])
        if values.has("title") and not any(values.has(name) for name in _CONTENT):
            message = f"has nothing in it; add one of {', '.join(_CONTENT)}"
            self._note(values.scalar("id"), f'part "{values.scalar("id").value}" {message}')
        return Part(
            id=values.scalar("id").value,
            title=text_of(owner, "title", values.scalar("title")),
            points=_words(values, "points"),
            text=self.assembler.optional_text(owner, "text", values.optional("text"), prose=True),
            fields=tuple(self._field(one, owner) for one in values.records("fields")),
            choose_one=values.has("choose"),
            checks=tuple(self._check(one, owner) for one in values.records("checks")),
            table=self._table(values.record("table"), owner) if values.has("table") else None,
            scale=self._scale(values.record("scale"), owner) if values.has("scale") else None,
            location=values.location,
        )

    def _field(self, values: Record, part: str) -> Field:
        ident = values.scalar("id").value
        label = self.assembler.text_of(f"{part}.{ident}", "label", values.scalar("label"))
        return Field(ident, label, self._number(values, "lines", 1, MOST_LINES))

    def _check(self, values: Record, part: str) -> Check:
        ident = values.scalar("id").value
        text = self.assembler.text_of(f"{part}.{ident}", "text", values.scalar("text"), prose=True)
        return Check(ident, text, _words(values, "points"))

    def _scale(self, values: Record, part: str) -> Scale:
        levels = [(one.scalar("id").value, one.scalar("title")) for one in values.records("levels")]
        text_of = self.assembler.text_of
        return Scale(
            _words(values, "points"),
            tuple(Level(ident, text_of(f"{part}.{ident}", "title", it)) for ident, it in levels),
        )

    def _table(self, values: Record, part: str) -> Table:
        answers = tuple(self._answer(one, part) for one in values.records("answers"))
        columns = tuple(self._column(one, part) for one in values.records("columns"))
        types = {column.id: column.type for column in columns}
        known = {answer.id for answer in answers}
        return Table(
            answers=answers,
            columns=columns,
            rows=tuple(self._row(one, part, types, known) for one in values.records("rows")),
            blank_rows=self._number(values, "blank_rows", 0, MOST_ROWS),
        )

    def _answer(self, values: Record, part: str) -> Answer:
        ident = values.scalar("id").value
        owner = f"{part}.{ident}"
        return Answer(
            ident,
            self.assembler.text_of(owner, "title", values.scalar("title")),
            self.assembler.optional_text(owner, "letters", values.optional("letters")),
        )

    def _column(self, values: Record, part: str) -> Column:
        ident = values.scalar("id").value
        return Column(
            id=ident,
            title=self.assembler.text_of(f"{part}.{ident}", "title", values.scalar("title")),
            width=self._number(values, "width", 1, WIDEST),
            type=ColumnType(values.scalar("type").value or ColumnType.TEXT),
        )

    def _row(
        self, values: Record, part: str, types: dict[str, ColumnType], answers: set[str]
    ) -> Row:
        owner = f"{part}.{values.scalar('id').value}"
        cells = values.record("cells").single
        self._faults(values, types, answers)
        return Row(
            id=values.scalar("id").value,
            title=self.assembler.optional_text(owner, "title", values.optional("title")),
            stage=values.scalar("stage").value,
            points=_words(values, "points"),
            cells={
                name: self.assembler.text_of(owner, name, cell, prose=True)
                for name, cell in cells.items()
                if types.get(name) is ColumnType.TEXT
            },
            answers={
                name: cell.value
                for name, cell in cells.items()
                if types.get(name) is ColumnType.ANSWER and cell.value in answers
            },
            location=values.location,
        )

    def _faults(self, values: Record, types: dict[str, ColumnType], answers: set[str]) -> None:
        """Notes what is wrong with the cells of a row, and with a heading that has any."""
        cells = values.record("cells").single
        if (values.has("title") or values.has("stage")) and (cells or values.has("points")):
            self._note(values.scalar("id"), "a heading row has no cells and no points; remove them")
        for name, cell in cells.items():
            if name not in types:
                hint = did_you_mean(name, types)
                self._note(cell, f'"{name}" is no column of this table{hint or "; remove it"}')
            elif types[name] is ColumnType.ANSWER and cell.value not in answers:
                hint = did_you_mean(cell.value, answers)
                self._note(cell, f'"{cell.value}" is no answer of this table{hint or "; add it"}')
            elif types[name] not in (ColumnType.TEXT, ColumnType.ANSWER):
                message = f'the column "{name}" is of type {types[name]}; remove the cell'
                self._note(cell, message)

    def _number(self, values: Record, name: str, least: int, most: int) -> int:
        """A number between bounds; the least one where it is left out."""
        given = values.optional(name)
        if given is None or not given.value.isascii() or not given.value.isdigit():
            return least
        if not least <= int(given.value) <= most:
            self._note(given, f'"{name}" must be from {least} to {most}, not {given.value}')
        return min(max(int(given.value), least), most)

    def _unique(self, kind: str, records: tuple[Record, ...] | list[Record]) -> None:
        first: dict[str, int] = {}
        for ident in (record.scalar("id") for record in records):
            if ident.value and ident.value in first:
                self._note(
                    ident,
                    f'{kind} "{ident.value}" is used twice here; first on line '
                    f"{first[ident.value]}; rename one",
                )
            first.setdefault(ident.value, ident.location.line)

    def _note(self, place: Scalar, message: str) -> None:
        self.diagnostics.append(Diagnostic(place.location, message))


def _inner(part: Record) -> Iterator[Record]:
    """The records of a part whose ids must differ, since they name its texts."""
    yield from (*part.records("fields"), *part.records("checks"))
    table = part.record("table")
    yield from (*table.records("answers"), *table.records("columns"), *table.records("rows"))
    yield from part.record("scale").records("levels")
