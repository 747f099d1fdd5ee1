"""Builds tools from validated records, and checks what concerns one tool alone.

The ids of their texts nest: `tool.<tool>.<part>.<row>.<column>`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from guide.content import tool_checks
from guide.content.assemble import Assembler
from guide.core.diagnostics import Diagnostic
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


def _words(values: Record, name: str) -> tuple[str, ...]:
    return tuple(scalar.value for scalar in values.scalars(name))


def _number(values: Record, name: str, default: int) -> int:
    given = values.optional(name)
    return int(given.value) if given else default


@dataclass(slots=True)
class ToolAssembler:
    """Builds the tools of a guide; problems go to `diagnostics`.

    `references` are the names of points, audiences and stages, each as its file writes it.
    """

    assembler: Assembler
    diagnostics: list[Diagnostic] = field(default_factory=list)
    references: list[tool_checks.Reference] = field(default_factory=list)

    def tool_of(self, values: Record) -> Tool:
        """A tool, with or without problems; what is missing from the record is empty."""
        ident = values.scalar("id").value
        owner = Owner.TOOL.of(ident)
        text_of = self.assembler.text_of
        self.diagnostics += tool_checks.diagnostics(values)
        self.references += tool_checks.references(values)
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
            parts=tuple(self._part(part, owner) for part in values.records("parts")),
            location=values.location,
        )

    def _part(self, values: Record, tool: str) -> Part:
        owner = f"{tool}.{values.scalar('id').value}"
        text_of = self.assembler.text_of
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
        return Field(ident, label, _number(values, "lines", 1))

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
        columns = tuple(self._column(one, part) for one in values.records("columns"))
        answers = tuple(self._answer(one, part) for one in values.records("answers"))
        types = {column.id: column.type for column in columns}
        known = {answer.id for answer in answers}
        return Table(
            answers=answers,
            columns=columns,
            rows=tuple(self._row(one, part, types, known) for one in values.records("rows")),
            blank_rows=_number(values, "blank_rows", 0),
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
            width=_number(values, "width", 1),
            type=ColumnType(values.scalar("type").value or ColumnType.TEXT),
        )

    def _row(
        self, values: Record, part: str, types: dict[str, ColumnType], answers: set[str]
    ) -> Row:
        owner = f"{part}.{values.scalar('id').value}"
        cells = values.record("cells").single
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
