"""The tools of a guide as open data."""

from __future__ import annotations

from guide.core.tools import Part, Row, Scale, Table, Tool
from guide.formats.data.nodes import Node, line, prose


def tool(shown: Tool) -> Node:
    """A tool with all that it holds; `points` are those that it serves as a whole or in a part."""
    return {
        "id": shown.id,
        "title": line(shown.title),
        "summary": prose(shown.summary),
        "when": line(shown.when),
        "who": line(shown.who),
        "duration": line(shown.duration),
        "needs": line(shown.needs),
        "audiences": [*shown.audiences],
        "points": [*shown.codes],
        "paper": str(shown.paper),
        "parts": [_part(part) for part in shown.parts],
    }


def _part(part: Part) -> Node:
    return {
        "id": part.id,
        "title": line(part.title),
        "points": [*part.points],
        "text": prose(part.text),
        "fields": [
            {"id": one.id, "label": line(one.label), "lines": one.lines} for one in part.fields
        ],
        "choose_one": part.choose_one,
        "checks": [
            {"id": one.id, "text": prose(one.text), "points": [*one.points]} for one in part.checks
        ],
        "table": _table(part.table) if part.table else None,
        "scale": _scale(part.scale) if part.scale else None,
    }


def _table(table: Table) -> Node:
    return {
        "answers": [
            {"id": one.id, "title": line(one.title), "letters": line(one.letters)}
            for one in table.answers
        ],
        "columns": [
            {"id": one.id, "title": line(one.title), "width": one.width, "type": str(one.type)}
            for one in table.columns
        ],
        "rows": [_row(row) for row in table.rows],
        "blank_rows": table.blank_rows,
    }


def _row(row: Row) -> Node:
    return {
        "id": row.id,
        "title": line(row.title),
        "stage": row.stage or None,
        "points": [*row.points],
        "cells": {column: prose(text) for column, text in row.cells.items()},
        "answers": {**row.answers},
    }


def _scale(scale: Scale) -> Node:
    return {
        "points": [*scale.points],
        "levels": [{"id": one.id, "title": line(one.title)} for one in scale.levels],
    }
