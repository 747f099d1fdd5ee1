"""Tools as data: all their texts and points, and the two walks over them."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from guide.content import loader
from guide.core import tool_queries
from guide.core import tools as model
from guide.core.location import Location
from guide.core.model import Guide, Text
from guide.core.tools import ColumnType, Paper, Tool
from guide.core.walk import map_texts, texts
from support import tooled


@cache
def guide() -> Guide:
    with TemporaryDirectory() as folder:
        return loader.load(tooled.copy(Path(folder) / "g"))


def tool() -> Tool:
    return guide().tool("visit")


def test_the_sample_uses_every_kind_of_part_and_column() -> None:
    used = {type(one) for one in parts(tool())}
    named = {kind for kind in vars(model).values() if is_dataclass(kind)}
    assert used == named
    (table,) = (part.table for part in tool().parts if part.table)
    assert {column.type for column in table.columns} == {*ColumnType}


def parts(value: object) -> list[object]:
    """A part of the model and all dataclasses inside it, but for texts and places."""
    if isinstance(value, tuple):
        return [one for member in value for one in parts(member)]
    if not is_dataclass(value) or isinstance(value, (Text, Location)):
        return []
    return [value, *(one for f in fields(value) for one in parts(getattr(value, f.name)))]


def test_each_text_is_found_in_order() -> None:
    found = {text.id: text.value.strip() for text in texts(tool())}
    assert list(found.items()) == [(f"tool.visit.{k}", v) for k, v in tooled.TEXTS.items()]
    assert {*found} <= {text.id for text in texts(guide())}


def strings(value: object, where: str = "") -> dict[str, str]:
    """What each text in a part of the model says, by its place there."""
    if isinstance(value, Text):
        return {where: value.value}
    inner: Iterable[tuple[object, object]] = ()
    if isinstance(value, Mapping):
        inner = value.items()
    elif isinstance(value, tuple):
        inner = enumerate(value)
    elif is_dataclass(value):
        inner = ((field.name, getattr(value, field.name)) for field in fields(value))
    return {k: v for name, one in inner for k, v in strings(one, f"{where}.{name}").items()}


def test_each_text_is_replaced_and_nothing_else() -> None:
    changed = map_texts(tool(), lambda text: replace(text, value=f"<{text.value}>"))
    before, after = strings(tool()), strings(changed)
    assert len(before) == len(tooled.TEXTS)
    assert after == {place: f"<{value}>" for place, value in before.items()}
    assert map_texts(changed, lambda text: replace(text, value=text.value[1:-1])) == tool()
    assert (changed.codes, changed.paper, changed.has_spreadsheet) == (
        tool().codes,
        Paper.LANDSCAPE,
        True,
    )


def test_a_tool_goes_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(tool())) == tool()  # noqa: S301 - our own


def test_the_points_of_a_tool_are_those_of_all_its_parts_once() -> None:
    codes = ("P-F1", "P-1.1", "W-1", "P-1.2", "W-2", "TE-1", "W-F1", "NE-1", "TE-2")
    assert tool().codes == codes
    in_order = [point.code for point in tool_queries.points_of(guide(), tool())]
    assert in_order == [code for code in guide().points if code in codes]
    assert set(in_order) == {*codes}


def test_points_lead_to_the_tools_that_serve_them() -> None:
    served = {code for code, tools in guide().tools_for.items() if tools}
    assert served == {*tool().codes}
    assert {*guide().tools_for} == {*guide().points}
    assert all(tools in ((), (tool(),)) for tools in guide().tools_for.values())


def test_stages_and_audiences_have_their_tools() -> None:
    stages = {stage.id: tool_queries.for_stage(guide(), stage) for stage in guide().stages}
    codes = {name: [p.code for one in found for p in one.points] for name, found in stages.items()}
    assert codes == {"planning": ["P-F1", "P-1.1", "P-1.2"], "growing": ["W-F1", "W-1", "W-2"]}
    (teachers,) = tool_queries.for_audience(guide(), "teachers")
    concerned = {point.code for point in teachers.points}
    assert concerned == {"P-F1", "P-1.1", "TE-1", "TE-2", "NE-1"}
    with pytest.raises(KeyError):
        tool_queries.for_audience(guide(), "nobody")


def test_points_of_a_scale_are_grouped_by_their_home() -> None:
    (scale,) = (part.scale for part in tool().parts if part.scale)
    groups = tool_queries.by_home(guide(), scale.points)
    assert [(one.title.value, one.stage) for one in groups] == [
        ("Planning", "planning"),
        ("Growing", "growing"),
        ("Neighbours of the school", ""),
        ("Teachers", ""),
    ]


def test_words_of_forms_are_those_of_files() -> None:
    for kind in (ColumnType, Paper):
        assert issubclass(kind, StrEnum)
        assert all(one.value == one.name.lower() for one in kind)
