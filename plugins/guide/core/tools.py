"""What a tool is: a form or outline that a group uses with the guide's points.

A tool is wholly an addition. Its parts follow each other on the page and on paper; each holds any
of a text, fields to write in, boxes to tick, a table, a scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guide.core.location import Location
    from guide.core.model import Text


class Paper(StrEnum):
    """How a tool stands on paper."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class ColumnType(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"  # spreadsheets add them up
    DATE = "date"
    ANSWER = "answer"  # one of the answers of the table
    CODES = "codes"  # of the row's points
    POINTS = "points"  # their codes and titles


@dataclass(frozen=True, slots=True)
class Field:
    """A label with room to write beside or below it; `lines` are those on paper."""

    id: str
    label: Text
    lines: int


@dataclass(frozen=True, slots=True)
class Check:
    """A box to tick; `points` are codes."""

    id: str
    text: Text
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A short answer that cells may hold; `letters` stand for it in narrow cells."""

    id: str
    title: Text
    letters: Text | None

    @property
    def short(self) -> Text:
        """What a cell shows of it."""
        return self.letters or self.title


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` is its share."""

    id: str
    title: Text
    width: int
    type: ColumnType


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row of a table.

    A heading row has a `title` or the id of a `stage`, whose title it shows. Any other has
    `points`, which are codes, and what is printed in its `cells` by the id of their column.
    `answers` gives the id of an answer by that of the column. Cells without either are to fill in.
    """

    id: str
    title: Text | None
    stage: str
    points: tuple[str, ...]
    cells: Mapping[str, Text]
    answers: Mapping[str, str]
    location: Location

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading across the table."""
        return bool(self.title or self.stage)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with printed rows and then empty ones to write in."""

    answers: tuple[Answer, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    blank_rows: int

    def answer(self, ident: str) -> Answer:
        """The answer with an id; raises KeyError if there is none."""
        return {one.id: one for one in self.answers}[ident]


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a scale."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Scale:
    """A picture to draw by hand: a row for each point, a circle for each level."""

    points: tuple[str, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a tool under a heading. `points` are codes; `choose_one` is about its checks."""

    id: str
    title: Text
    points: tuple[str, ...]
    text: Text | None
    fields: tuple[Field, ...]
    choose_one: bool
    checks: tuple[Check, ...]
    table: Table | None
    scale: Scale | None
    location: Location

    def codes(self) -> Iterator[str]:
        """The codes of all points that it serves, with repetitions."""
        yield from self.points
        yield from (code for check in self.checks for code in check.points)
        yield from self.scale.points if self.scale else ()
        yield from (code for row in (self.table.rows if self.table else ()) for code in row.points)


@dataclass(frozen=True, slots=True)
class Tool:
    """A form or outline. `audiences` are the ids of those who use it.

    `own_points` are the codes that it serves besides those of its parts. `has_spreadsheet` says
    that its tables make sense in a spreadsheet.
    """

    id: str
    title: Text
    summary: Text
    when: Text
    who: Text
    duration: Text
    needs: Text
    audiences: tuple[str, ...]
    own_points: tuple[str, ...]
    paper: Paper
    has_spreadsheet: bool
    parts: tuple[Part, ...]
    location: Location

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the points that it serves, each once, in its own order."""
        named = (code for part in self.parts for code in part.codes())
        return tuple(dict.fromkeys((*self.own_points, *named)))
