"""The guide as JSON and CSV: complete, by the published schema, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from guide import project
from guide.core.model import Guide
from guide.core.walk import texts
from guide.formats.context import Context
from guide.formats.data import export as data_export
from guide.theme.files import ThemeFiles
from support import grammars, tooled
from support.onefile import context, tiny, with_title

CODES = ("en", "fr", "es", "pt", "id", "ar", "my")


def closed(schema: Any) -> Any:
    """The schema, refusing every field that it does not name; so no field goes undescribed."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(part) for key, part in schema.items()}
    return inner | ({"additionalProperties": False} if "required" in schema else {})


def rows(made: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("code", CODES)
def test_json_is_what_the_schema_says_and_no_more(guides: dict[str, Guide], code: str) -> None:
    schema = json.loads(data_export.schema())
    Draft202012Validator.check_schema(schema)
    made = json.loads(data_export.as_json(context(guides, code)))
    found = Draft202012Validator(closed(schema)).iter_errors(made)
    assert [(error.json_path, error.message) for error in found] == []
    assert (made["format"], made["version"], made["language"]) == ("impact-guide", 1, code)


@pytest.mark.parametrize("grammar", sorted(grammars.GRAMMARS))
def test_the_schema_holds_for_other_grammars(grammar: str, tmp_path: Path) -> None:
    root = grammars.write(tmp_path / "guide", grammars.GRAMMARS[grammar])
    guide = project.load(root).source
    made = json.loads(data_export.as_json(Context(guide, guide, "", ThemeFiles(root))))
    found = Draft202012Validator(closed(json.loads(data_export.schema()))).iter_errors(made)
    assert [(error.json_path, error.message) for error in found] == []


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The data of the tiny guide with a tool that has everything."""
    root = tooled.copy(tmp_path_factory.mktemp("tooled") / "guide")
    guide = project.load(root).source
    return json.loads(data_export.as_json(Context(guide, guide, "", ThemeFiles(root))))


def test_tools_are_additions_with_every_text(tools: Any) -> None:
    found = Draft202012Validator(closed(json.loads(data_export.schema()))).iter_errors(tools)
    assert [(error.json_path, error.message) for error in found] == []
    (tool,) = tools["additions"]["tools"]
    held = [node.get("markup", node["text"]) for node in nodes(tool)]
    assert sorted(held) == sorted(tooled.TEXTS.values())
    assert tool["points"] == [
        "P-F1",
        "P-1.1",
        "W-1",
        "P-1.2",
        "W-2",
        "TE-1",
        "W-F1",
        "NE-1",
        "TE-2",
    ]
    table = tool["parts"][2]["table"]
    assert [column["type"] for column in table["columns"]][1:] == [
        *("answer", "number", "date", "codes", "points")
    ]
    row = table["rows"][1]
    assert {name: cell["text"] for name, cell in row["cells"].items()} == {
        "who": "The bed by the wall"
    }
    assert (row["answers"], row["points"]) == ({"state": "poor"}, ["P-1.2", "W-2"])
    assert [one["stage"] for one in table["rows"]] == ["planning", None, None, None]
    assert tool["parts"][1]["choose_one"]


def test_a_point_names_the_tools_that_serve_it(tools: Any) -> None:
    served = [p["code"] for p in tools["points"] if p["additions"]["tools"] == ["visit"]]
    assert sorted(served) == sorted(tools["additions"]["tools"][0]["points"])
    assert {tuple(p["additions"]["tools"]) for p in tools["points"]} <= {(), ("visit",)}


def test_a_guide_without_tools_says_nothing_of_them() -> None:
    made = json.loads(data_export.as_json(tiny("en")))
    assert "tools" not in made["additions"]
    assert not any("tools" in point["additions"] for point in made["points"])


def test_the_schema_refuses_what_is_no_guide() -> None:
    check = Draft202012Validator(json.loads(data_export.schema()))
    made = json.loads(data_export.as_json(tiny("fr")))
    assert check.is_valid(made)
    point = made["points"][0]
    for spoilt in (
        {key: value for key, value in made.items() if key != "points"},
        made | {"version": 2},
        made | {"points": [point | {"kind": "idea"}]},
        made | {"points": [point | {"title": point["title"] | {"state": "good"}}]},
        made | {"points": [point | {"code": "no code"}]},
    ):
        assert not check.is_valid(spoilt)


@pytest.mark.parametrize("code", CODES)
def test_json_holds_every_text_and_point(guides: dict[str, Guide], code: str) -> None:
    guide = guides[code]
    made = json.loads(data_export.as_json(context(guides, code)))
    assert [point["code"] for point in made["points"]] == list(guide.points)
    held = {node["markup" if "markup" in node else "text"] for node in nodes(made)}
    parts = (guide.stages, guide.audiences, guide.front, guide.glossary, guide.summary)
    shown = (*parts, guide.tools)
    assert {text.value for part in shown for text in texts(part)} <= held


def nodes(part: Any) -> list[dict[str, str]]:
    """Every text in the JSON, with its language and state."""
    if isinstance(part, list):
        return [node for member in part for node in nodes(member)]
    if not isinstance(part, dict):
        return []
    if {"language", "state"} <= part.keys():
        return [part]
    return [node for member in part.values() for node in nodes(member)]


def test_whatever_json_refers_to_is_there(guides: dict[str, Guide]) -> None:
    made = json.loads(data_export.as_json(context(guides, "en")))
    codes = {point["code"]: point for point in made["points"]}
    steps = {step["code"] for stage in made["stages"] for step in stage["steps"]}
    ids = {part["id"] for key in ("stages", "audiences") for part in made[key]}
    sections = {section["id"] for section in made["source_sections"]}
    listed = [c for s in made["stages"] for c in (*s["factors"], *s["items"])]
    listed += [c for audience in made["audiences"] for c in audience["recommendations"]]
    assert listed == list(codes)
    for point in codes.values():
        assert {point["home"], *(tag["id"] for tag in point["audiences"])} <= ids
        assert {point["step"]} <= steps | {None}
        assert point["source"]["section"] in sections
        assert {*point["additions"]["related"]} <= {*codes}
        assert {*point["additions"]["carried_out_by"]} <= {*codes} | steps


def test_json_tells_the_state_and_language_of_each_text() -> None:
    made = json.loads(data_export.as_json(tiny("fr")))
    titles = {point["code"]: point["title"] for point in made["points"]}
    assert titles["W-1"] == {"language": "fr", "state": "stale", "text": "Semez en lignes"}
    untranslated = [node for node in nodes(made) if node["state"] == "untranslated"]
    assert {node["language"] for node in untranslated} == {"en"}


def test_no_address_and_no_word_of_the_program_stands_in_json(guides: dict[str, Guide]) -> None:
    made = data_export.as_json(context(guides, "en")).decode()
    assert "guide.test" not in made
    assert str(guides["en"].interface["search-none"]) not in made


@pytest.mark.parametrize("code", CODES)
def test_csv_has_a_row_for_each_point(guides: dict[str, Guide], code: str) -> None:
    guide = guides[code]
    found = rows(data_export.as_csv(context(guides, code)))
    assert [row["code"] for row in found] == list(guide.points)
    for row in found:
        point = guide.points[row["code"]]
        assert row["title"] == str(point.title)
        assert row["question"] == str(point.question or "")
        named = [t.audience for t in point.tags if t.named]
        assert row["audiences_named"] == "; ".join(str(guide.audience(a).short) for a in named)
        assert row["related"] == "; ".join(point.related)
        assert "[[" not in row["text"]


def test_csv_is_by_rfc_4180_and_known_as_utf_8(guides: dict[str, Guide]) -> None:
    made = data_export.as_csv(context(guides, "ar"))
    assert made.startswith(b"\xef\xbb\xbflanguage,code,")
    assert made.endswith(b"\r\n")
    parsed = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), strict=True))
    assert {len(row) for row in parsed} == {len(data_export.COLUMNS)}
    out = io.StringIO(newline="")
    csv.writer(out).writerows(parsed)
    assert out.getvalue().encode("utf-8-sig") == made


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_cell_of_csv_is_a_formula(sign: str) -> None:
    code = next(iter(tiny("en").guide.points))
    title = f'{sign}HYPERLINK("https://x.test","a")'
    found = rows(data_export.as_csv(with_title(tiny("en"), code, title)))
    assert found[0]["title"] == f"'{title}"


def test_csv_tells_the_state_of_each_point() -> None:
    states = {row["code"]: row["state"] for row in rows(data_export.as_csv(tiny("fr")))}
    assert states["W-1"] in ("stale", "untranslated")
    assert {row["state"] for row in rows(data_export.as_csv(tiny("en")))} == {"source"}


def test_the_same_guide_gives_the_same_bytes(guides: dict[str, Guide]) -> None:
    for write in (data_export.as_json, data_export.as_csv):
        assert write(context(guides, "my")) == write(context(guides, "my"))
