"""The fields of content/tools/<id>.yml: the forms and outlines that a group uses."""

from __future__ import annotations

from guide.content.point_schema import ALIASES
from guide.core.tools import ColumnType, Paper
from guide.files.fields import (
    RecordSchema,
    choice,
    group,
    groups,
    line,
    number,
    prose,
    texts,
    word,
    words,
)

_MOST_LINES, _MOST_ROWS, _WIDEST = 8, 30, 12
_ID = "The id; all ids in a part differ."
_POINTS = words("Codes of the points that it serves.")
_FIELD = RecordSchema(
    "field",
    {
        "id": word(_ID),
        "label": line("What is to be written there.", limit=120),
        "lines": number("Lines to write on; 1 if left out.", 1, _MOST_LINES),
    },
)
_CHECK = RecordSchema(
    "check",
    {
        "id": word(_ID),
        "text": prose("What is ticked.", required=True, limit=240),
        "points": _POINTS,
    },
)
_ANSWER = RecordSchema(
    "answer",
    {
        "id": word(_ID),
        "title": line("The answer in words.", limit=40),
        "letters": line(
            "One to three letters for it, for narrow cells; a legend explains them.",
            required=False,
            limit=4,
        ),
    },
)
_COLUMN = RecordSchema(
    "column",
    {
        "id": word(_ID),
        "title": line("What the column holds.", limit=40),
        "width": number("Its share of the width; 1 if left out.", 1, _WIDEST),
        "type": choice("What its cells hold; text if left out.", ColumnType),
    },
)
_ROW = RecordSchema(
    "row",
    {
        "id": word(_ID),
        "title": line("Makes it a heading across the table.", required=False, limit=80),
        "stage": word("Makes it a heading: the id of the stage whose title it is.", required=False),
        "points": words("Codes of the points that the row is about."),
        "cells": texts(
            "What is printed, by the id of the column; in a column of answers, the id of one.",
            limit=240,
        ),
    },
)
_TABLE = RecordSchema(
    "table",
    {
        "answers": groups("The answers that cells may hold.", _ANSWER),
        "columns": groups("The columns, in order.", _COLUMN, required=True),
        "rows": groups("The printed rows.", _ROW),
        "blank_rows": number("Empty rows to write in after them.", 0, _MOST_ROWS),
    },
)
_LEVEL = RecordSchema(
    "level",
    {
        "id": word(_ID),
        "title": line("Name of the level.", limit=30),
    },
)
_SCALE = RecordSchema(
    "scale",
    {
        "points": words("Codes of the points, a row each.", required=True),
        "levels": groups("The levels, from the lowest.", _LEVEL, required=True),
    },
)
_PART = RecordSchema(
    "part",
    {
        "id": word("The id; after `part-` it is its anchor on the page."),
        "title": line("Heading of the part.", limit=80),
        "points": _POINTS,
        "text": prose("What to know or do here."),
        "fields": groups("Labels with room to write.", _FIELD),
        "choose": choice("one, where only one of the checks may be ticked.", ("one",)),
        "checks": groups("Boxes to tick.", _CHECK),
        "table": group("A table to fill in or to read.", _TABLE),
        "scale": group("A picture to draw: points in rows, levels as circles.", _SCALE),
    },
)
TOOL = RecordSchema(
    "tool",
    {
        "id": word("The id, the same as the file's name."),
        "aliases": ALIASES,
        "title": line("Title that begins with a verb.", limit=60),
        "summary": prose("What it is for, in one or two sentences.", required=True, limit=320),
        "when": line("When it is used.", limit=140),
        "who": line("Who uses it.", limit=140),
        "duration": line("How long it takes.", limit=140),
        "needs": line("What must be at hand.", limit=160),
        "audiences": words("Ids of the audiences that use it."),
        "points": words("Codes of the points that it serves besides those that its parts name."),
        "paper": choice("How it stands on paper; portrait if left out.", Paper),
        "spreadsheet": choice("yes, if its tables are to be a spreadsheet too.", ("yes", "no")),
        "parts": groups("The parts, in order.", _PART, required=True),
    },
)
