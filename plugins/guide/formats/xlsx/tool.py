"""A tool as XLSX: what it is, its questions and boxes, then a sheet for each of its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlsxwriter.utility import quote_sheetname

from guide.core import tool_queries
from guide.core.model import Text
from guide.core.tools import Check, ColumnType, Field, Part, Tool
from guide.formats import tool_data
from guide.formats.context import Context
from guide.formats.payload import flat, state_label
from guide.formats.xlsx import tool_table
from guide.formats.xlsx.file import LISTS, SheetBuilder, WorkbookBuilder
from guide.formats.xlsx.tool_table import TableSheet
from guide.site.routes import TOOLS

_TICK, _NAME, _SAID = range(3)
_WIDTHS = (6, 30, 94)
_BOXES = ["☐", "☑"]
_LINE = 22.0  # points; a line to write on


def write(context: Context, tool_id: str) -> bytes:
    """The tool as a spreadsheet; raises KeyError if there is no tool with that id."""
    tool = context.guide.tool(tool_id)
    book = WorkbookBuilder(context, f"{context.guide.title}: {tool.title}")
    book.names.add(LISTS)
    sheet = book.sheet(book.name(str(context.words.ui("workbook-overview"))), _WIDTHS, 0)
    tables = _tables(book, tool)
    cover = _Cover(sheet)
    cover.about(tool, [one for found in tables.values() for one in found])
    for part in tool.parts:
        cover.part(part, tables[part.id])
    cover.end()
    shown = [one for found in tables.values() for one in found]
    for one in shown:
        tool_table.write(book, one)
    _lists(book, shown)
    return book.close()


def _tables(book: WorkbookBuilder, tool: Tool) -> dict[str, list[TableSheet]]:
    """The tables of each part by its id, with names for their sheets."""
    found: dict[str, list[TableSheet]] = {}
    column = 0
    for part in tool.parts:
        found[part.id] = []
        for table, more in tool_table.of_part(book.context, part):
            name = book.name(str(part.title))
            found[part.id].append(TableSheet(name, part.title, table, column, more))
            column += 1
    return found


def _lists(book: WorkbookBuilder, tables: Sequence[TableSheet]) -> None:
    """The hidden sheet with what cells may hold; a column for each table."""
    sheet = book.sheet(LISTS, (30,) * len(tables), 0)
    for one in tables:
        for row, answer in enumerate(one.table.answers):
            sheet.text(row, one.column, answer.short, "text")
    sheet.file.hide()


@dataclass
class _Cover:
    """The first sheet; `row` is the next to be written."""

    sheet: SheetBuilder
    row: int = 0

    @property
    def context(self) -> Context:
        return self.sheet.book.context

    def about(self, tool: Tool, tables: Sequence[TableSheet]) -> None:
        """What the tool is, and when, by whom and how it is used."""
        context, guide, ui = self.context, self.context.guide, self.context.words.ui
        self._across(tool.title, "title")
        self._across(tool.summary)
        if state := state_label(context, tool):
            self._across(f"[{state['text']}]")
        if guide.has_source:
            self._across(ui("tools-addition"))
        if notice := context.notices(tool_data.texts_of(guide, tool)):
            self._across("\n".join(map(str, notice)), "notice")
        for name in tool_data.ABOUT:
            self._pair(ui(f"tool-{name}"), getattr(tool, name))
        comma = tool_table.comma(context)
        if tool.audiences:
            named = [str(guide.audience(ident).short) for ident in tool.audiences]
            self._pair(ui("tool-audiences"), comma.join(named))
        codes = [point.code for point in tool_queries.points_of(guide, tool)]
        self._pair(ui("tool-points"), comma.join(codes))
        if address := context.online(f"{TOOLS}/{tool.id}"):
            self._pair(ui("print-online"), address)
        if guide.do_no_harm:
            self._across(guide.do_no_harm)
        self._across(
            f"{ui('tool-sheets')} {ui('tool-sums')}" if _adds(tables) else ui("tool-sheets")
        )

    def part(self, part: Part, tables: Sequence[TableSheet]) -> None:
        """A part of the tool: its text, its questions and boxes, links to its tables."""
        self.row += 1
        self._across(part.title, "group")
        if part.points:
            self._across(tool_table.comma(self.context).join(part.points), "strong")
        if part.text:
            self._across(part.text)
        for field in part.fields:
            self._field(field)
        if part.choose_one:
            self._across(self.context.words.ui("tool-choose-one"))
        for check in part.checks:
            self._check(check)
        for table in tables:
            self._link(table)

    def end(self) -> None:
        """How to cite it, and on what conditions it may be used."""
        self.row += 1
        for text in (self.context.words.citation_of_all(), self.context.words.conditions()):
            self._across(text)

    def _across(self, text: Text | str, look: str = "text") -> None:
        shown = replace(text, value=flat(text)) if isinstance(text, Text) else text
        self.sheet.across(self.row, shown, look)
        self.row += 1

    def _pair(self, label: Text, said: Text | str) -> None:
        self._label(label)
        self.sheet.text(self.row, _SAID, said, "row")
        self._high(label, said)

    def _field(self, field: Field) -> None:
        self._label(field.label)
        self.sheet.open(self.row, _SAID, "answer")
        self._high(field.label, "", _LINE * field.lines)

    def _label(self, label: Text) -> None:
        self.sheet.merge(self.row, _TICK, _NAME, "row")
        self.sheet.text(self.row, _TICK, label, "row")

    def _check(self, check: Check) -> None:
        self.sheet.text(self.row, _TICK, _BOXES[0], "answer")
        rule = {"validate": "list", "source": _BOXES}
        self.sheet.file.data_validation(self.row, _TICK, self.row, _TICK, rule)
        codes = tool_table.comma(self.context).join(check.points)
        said = replace(check.text, value="  ".join(filter(None, (flat(check.text), codes))))
        self.sheet.merge(self.row, _NAME, _SAID, "row")
        self.sheet.text(self.row, _NAME, said, "row")
        self.sheet.high(self.row, [(str(said), _WIDTHS[_NAME] + _WIDTHS[_SAID])])
        self.row += 1

    def _link(self, table: TableSheet) -> None:
        place = f"internal:{quote_sheetname(table.name)}!A1"
        self.sheet.merge(self.row, _TICK, _NAME, "link")
        self.sheet.file.write_url(self.row, _TICK, place, self.sheet.look("link"), table.name)
        self.row += 1

    def _high(self, label: Text, said: Text | str, least: float = 0) -> None:
        wide = _WIDTHS[_TICK] + _WIDTHS[_NAME]
        self.sheet.high(self.row, [(str(label), wide), (str(said), _WIDTHS[_SAID])], least)
        self.row += 1


def _adds(tables: Sequence[TableSheet]) -> bool:
    columns = (column for one in tables for column in one.table.columns)
    return any(column.type is ColumnType.NUMBER for column in columns)
