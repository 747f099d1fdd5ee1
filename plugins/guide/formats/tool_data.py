"""The contents of a tool as plain data, the same for every file format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guide.core import tool_queries
from guide.core.model import Guide, Text
from guide.core.tools import Column, ColumnType, Part, Row, Scale, Table, Tool
from guide.formats.context import Context
from guide.formats.payload import Payload, line, prose, state_label
from guide.site.routes import TOOLS
from guide.theme.branding import stage_number

_WRITTEN = (ColumnType.TEXT, ColumnType.NUMBER, ColumnType.DATE)
ABOUT = ("when", "who", "duration", "needs")


def tool(context: Context, shown: Tool) -> Payload:
    """The data of a tool.

    `about` says when, by whom and so on it is used, `codes` are those of all points that it
    serves, `landscape` how it stands on paper. `addition` says that it is one; None in a guide
    without a source. `do_no_harm` is None where nothing is written.
    """
    ui, guide = context.words.ui, context.guide
    about = [(ui(f"tool-{name}"), getattr(shown, name)) for name in ABOUT]
    audiences = [line(guide.audience(ident).short) for ident in shown.audiences]
    do_no_harm = guide.do_no_harm if _is_written_on(shown) else None
    return {
        "title": line(shown.title),
        "running": line(ui("tool-of", title=shown.title)),
        "address": context.online(f"{TOOLS}/{shown.id}"),
        "addition": line(ui("tools-addition")) if guide.has_source else None,
        "notices": [line(text) for text in context.notices(texts_of(guide, shown))],
        "state_label": state_label(context, shown),
        "summary": prose(shown.summary),
        "about": [{"label": line(label), "text": line(text)} for label, text in about],
        "audiences": {"label": line(ui("tool-audiences")), "names": audiences},
        "codes": [point.code for point in tool_queries.points_of(guide, shown)],
        "landscape": shown.paper == "landscape",
        "do_no_harm": prose(do_no_harm),
        "parts": [_part(context, part) for part in shown.parts],
    }


def _is_written_on(shown: Tool) -> bool:
    """Whether people write words on it, or draw."""
    return any(part.fields or part.scale or _has_room(part.table) for part in shown.parts)


def _has_room(table: Table | None) -> bool:
    """Whether a table has a cell to fill in, besides those for answers."""
    if not table:
        return False
    columns = [one.id for one in table.columns if one.type in _WRITTEN]
    rows = [row for row in table.rows if not row.is_heading]
    return bool(table.blank_rows) or any(not {*columns} <= {*row.cells} for row in rows)


def texts_of(guide: Guide, shown: Tool) -> Iterator[object]:
    """What a document of a tool shows: its own texts, titles that it takes from the guide."""
    yield from (shown, guide.do_no_harm)
    yield from (guide.audience(ident).short for ident in shown.audiences)
    tables = [part.table for part in shown.parts if part.table]
    yield from (guide.stage(row.stage).title for one in tables for row in one.rows if row.stage)
    titled = [one.rows for one in tables if ColumnType.POINTS in {c.type for c in one.columns}]
    codes = {code for rows in titled for row in rows for code in row.points}
    codes |= {code for part in shown.parts if part.scale for code in part.scale.points}
    yield from (guide.points[code].title for code in sorted(codes))


def _part(context: Context, part: Part) -> Payload:
    return {
        "title": line(part.title),
        "codes": list(part.points),
        "text": prose(part.text),
        "fields": [{"label": line(one.label), "lines": one.lines} for one in part.fields],
        "choose": line(context.words.ui("tool-choose-one")) if part.choose_one else None,
        "checks": [{"text": prose(one.text), "codes": list(one.points)} for one in part.checks],
        "table": table(context, part.table) if part.table else None,
        "scale": _scale(context, part.scale) if part.scale else None,
    }


def table(context: Context, shown: Table) -> Payload:
    """The data of a table.

    `answers` are the titles of the answers, `choices` their ids with what cells show of them;
    `legend` has those that cells show by their letters. A row has a `heading` or `cells`, one for
    each column; see `_cell`.
    """
    legend = [one for one in shown.answers if one.letters]
    return {
        "columns": [
            {"title": line(one.title), "width": one.width, "type": str(one.type)}
            for one in shown.columns
        ],
        "answers": [line(one.title) for one in shown.answers],
        "choices": [{"value": one.id, "name": line(one.short)} for one in shown.answers],
        "legend": [{"letters": line(one.letters), "title": line(one.title)} for one in legend],
        "rows": [_row(context, shown, row) for row in shown.rows],
        "blank_rows": shown.blank_rows,
    }


def _row(context: Context, shown: Table, row: Row) -> Payload:
    heading = row.title or (context.guide.stage(row.stage).title if row.stage else None)
    return {
        "heading": line(heading),
        "stage_number": stage_number(context.words, row.stage),
        "cells": [_cell(context, shown, row, column) for column in shown.columns],
    }


def _cell(context: Context, shown: Table, row: Row, column: Column) -> Payload:
    """What is printed in a cell: `text`, or `answer` in short and in full, or `points`.

    `points` are codes with their titles; the titles are None where a column has only codes.
    """
    answer = row.answers.get(column.id)
    found = shown.answer(answer) if answer else None
    points: Iterable[str] = ()
    if column.type in (ColumnType.CODES, ColumnType.POINTS):
        points = row.points
    titled = column.type is ColumnType.POINTS
    return {
        "type": str(column.type),
        "text": prose(row.cells.get(column.id)),
        "answer": line(found.short) if found else None,
        "answer_title": line(found.title) if found else None,
        "points": [_point(context, code, titled=titled) for code in points],
    }


def _point(context: Context, code: str, *, titled: bool) -> Payload:
    title: Text | None = context.guide.points[code].title if titled else None
    return {"code": code, "title": line(title)}


def _scale(context: Context, scale: Scale) -> Payload:
    return {
        "levels": [line(level.title) for level in scale.levels],
        "groups": [
            {
                "title": line(group.title),
                "stage_number": stage_number(context.words, group.stage),
                "points": [_point(context, one.code, titled=True) for one in group.points],
            }
            for group in tool_queries.by_home(context.guide, scale.points)
        ],
    }
