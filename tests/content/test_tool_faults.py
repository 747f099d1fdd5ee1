"""Faults planted one by one in a tool of the tiny guide: each is named with its line and mend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest
import yaml

from guide.content import loader, schema_docs
from guide.content.tool_schema import TOOL
from guide.core import walk
from guide.core.diagnostics import ContentError, as_text
from guide.files.fields import FieldType, RecordSchema
from support import grammars, tiny, tooled
from support.paths import ROOT
from support.tooled import NAME

GUIDE = "content/guide.yml"
HERE = "»"  # in a replacement: the problem is expected on this line


@dataclass(frozen=True)
class Fault:
    """Text to replace in the tool, and the message that must follow on the line of HERE.

    `in_schema`: the JSON Schema finds it too, so that an editor marks it.
    """

    old: str
    new: str
    message: str
    in_schema: bool = False
    more: bool = False  # other problems follow from it


def wrong(old: str, new: str, message: str, *, more: bool = False) -> Fault:
    return Fault(old, new, message, in_schema=True, more=more)


WORD = "must be one word of the letters a to z, digits, dots, hyphens and underscores"
LONG = "x" * 400
FAULTS = (
    # the tool as a whole
    wrong("title: Record", "titel: »Record", 'unknown field "titel" in tool; did you', more=True),
    wrong("id: visit", "»id: visit beds", f'"id" {WORD}', more=True),
    Fault("id: visit", "»id: visits", 'id "visits" differs from the file\'s name; write "visit"'),
    wrong("when: Once a month, and after a storm\n", "", 'tool has no "when"; add it: When it is'),
    wrong("who: Two gardeners", "»who: [a, b]", '"who" must be a line of text, not a list'),
    wrong("duration: Half an hour", "»duration:", '"duration" is empty; fill it or remove it'),
    wrong("needs: This", f"»needs: {LONG}", '"needs" has 42', more=False),
    wrong("summary: |", f"»summary: |\n  {LONG}", '"summary" has 4'),
    Fault("who: Two gardeners", '»who: "Two\\nlines"', '"who" must be one line; remove the line'),
    Fault("teachers, ", "teacher, »", 'unknown audience "teacher"; did you mean "teachers"?'),
    wrong("teachers, ", "neighbours, »", '"neighbours" is listed twice in "audiences"; keep one'),
    wrong("[P-F1]\n", "»P-F1\n", '"points" must be a list; begin each member with "- "'),
    Fault("points: [P-F1]\npaper", "»points: [P-9.9]\npaper", 'unknown code "P-9.9"; did you mean'),
    wrong("paper: landscape", "»paper: wide", '"paper" must be one of portrait, landscape, not'),
    wrong("spreadsheet: yes", "»spreadsheet: maybe", '"spreadsheet" must be one of yes, no, not'),
    wrong("spreadsheet: yes", "»source: {section: x}", 'unknown field "source" in tool'),
    # parts
    wrong("parts:", "part:»", 'unknown field "part" in tool; did you mean "parts"?', more=True),
    wrong("    title: The visit\n", "", 'part has no "title"; add it: Heading of the part'),
    Fault("id: agree", "»id: head", 'part "head" is used twice here; first on line'),
    Fault("id: agree", "»id: a.gree", 'the id "a.gree" has a dot; write "a-gree"'),
    Fault("    points: [P-1.1]", "    »points: [P-1.11]", 'unknown code "P-1.11"; did you mean'),
    wrong("choose: one", "»choose: two", '"choose" must be one of one, not "two"'),
    Fault("    text: Go", "    choose: one»\n    text: Go", "there are no checks to choose from;"),
    wrong("    text: Go round with the sun.", "    »txt: Go.", 'unknown field "txt" in part; did'),
    # fields and checks
    wrong("lines: 3", "lines: many»", '"lines" must be a number, not "many"'),
    wrong("lines: 3", "lines: 9»", '"lines" must be from 1 to 8, not 9'),
    wrong("lines: 3", 'lines: "0"»', '"lines" must be from 1 to 8, not 0'),
    wrong("label: Date and weather", "text: Date»", 'unknown field "text" in field', more=True),
    wrong("{id: date, label", "{label»", 'field has no "id"; add it: The id; all ids in a part'),
    Fault("id: beds\n        label", "»id: date\n        label", 'id "date" is used twice here;'),
    Fault("id: water\n", "id: wa.ter»\n", 'the id "wa.ter" has a dot; write "wa-ter"'),
    wrong("text: We wait for rain.", "text: ''»", '"text" is empty; fill it or remove it'),
    wrong("text: We wait for rain.", f"text: {LONG}»", '"text" has 400 characters, more than 240'),
    Fault("points: [W-1]\n", "points: [W-7]»\n", 'unknown code "W-7"; did you mean "W-2"?'),
    # tables
    Fault("id: poor", "id: good»", 'id "good" is used twice here; first on line', more=True),
    wrong("letters: G", "letters: GOODY»", '"letters" has 5 characters, more than 4; shorten it'),
    wrong("title: Needs work", f"title: {'x' * 41}»", '"title" has 41 characters, more than 40'),
    wrong("width: 4", "width: 13»", '"width" must be from 1 to 12, not 13'),
    wrong("type: number", "type: sum»", '"type" must be one of text, number, date, answer, codes'),
    Fault("{id: cost", "{id: letters»", '"letters" cannot be the id of a column; choose another'),
    Fault("{id: cost", "{id: title»", '"title" cannot be the id of a column; choose another'),
    Fault("{id: cost", "{id: good»", 'id "good" is used twice here; first on line'),
    Fault(", type: answer}", "}", "no column holds the answers; give one", more=False),
    wrong("blank_rows: 4", "blank_rows: 31»", '"blank_rows" must be from 0 to 30, not 31'),
    Fault("stage: planning", "stage: plannin»", 'unknown stage "plannin"; did you mean "planning"'),
    Fault("id: late,", "id: late, points: [W-1],»", "a heading row has no cells and no points;"),
    Fault("id: late,", "id: late, stage: growing,»", "a heading row has a title or a stage, not"),
    Fault("id: late, title: Later in the year", "id: late»", 'row has nothing in it; add "cells"'),
    Fault("points: [P-1.2, W-2]", "points: [P-1.2, W-2.9]»", 'unknown code "W-2.9"; did you'),
    wrong("cells: {who: The bed by the wall, state: poor}", "cells: North»", '"cells" must be a'),
    wrong("cells: {who: The bed by the wall, state: poor}", "cells: {}»", '"cells" is empty; fill'),
    wrong("who: The bed by the wall", "who: [a]»", '"who" must be text with markup, not a list'),
    wrong("who: The bed by the wall", "'a b': x»", f'"a b" {WORD}'),
    wrong("who: The bed by the wall", f"who: {LONG}»", '"who" has 400 characters, more than 240'),
    Fault("who: The bed", "bed: The bed»", '"bed" is no column of this table; use one of: codes'),
    Fault("state: poor", "state: bad»", '"bad" is no answer of this table; use one of: good, poor'),
    Fault("state: poor", "cost: 12»", 'the column "cost" is of type number; remove the cell'),
    Fault("state: poor", "codes: W-1»", 'the column "codes" is of type codes; remove the cell'),
    # scales
    Fault("points: [P-F1, W-F1", "»points: [P-F1, W-F9", 'unknown code "W-F9"; did you mean "W-'),
    Fault("  points: [P-F1, W-F1, NE-1, TE-2]", "  »points: []", "scale has no points; list at"),
    wrong("      points: [P-F1, W-F1, NE-1, TE-2]\n", "", 'scale has no "points"; add it: Codes'),
    Fault("{id: mid", "{id: low»", 'id "low" is used twice here; first on line'),
    # the list of tools
    Fault("[visit]", "[visits]»", '"visits" has no file content/tools/visits.yml;', more=True),
    Fault("tools: [visit]\n", "", 'is not listed in content/guide.yml; add "visit" there or'),
    wrong("tools: [visit]", "tools: [visit, visit]»", '"visit" is listed twice in "tools"; keep'),
)  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tiny guide with the tool; each test restores what it changes."""
    return tooled.copy(tmp_path_factory.mktemp("faults") / "g")


def problems(root: Path) -> list[str]:
    try:
        loader.load(root)
    except ContentError as error:
        return as_text(error.diagnostics).splitlines()
    return []


def with_file(root: Path, name: str, text: str) -> list[str]:
    """The problems of the project with another text in a file."""
    path = root / name
    before = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    try:
        return problems(root)
    finally:
        path.write_text(before, encoding="utf-8")


def test_the_tool_has_none(project: Path) -> None:
    assert problems(project) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.message[:60]}")
def test_a_fault_is_named(fault: Fault, project: Path) -> None:
    file = GUIDE if "[visit]" in fault.old else NAME
    good = (project / file).read_text(encoding="utf-8")
    assert fault.old in good
    marked = good.replace(fault.old, fault.new, 1)
    lines = with_file(project, file, marked.replace(HERE, ""))
    told = [line for line in lines if fault.message in line]
    assert len(told) == 1, lines
    assert len(set(lines)) == len(lines)
    assert fault.more or lines == told
    if HERE in marked:
        assert told[0].startswith(f"{file}:{marked[: marked.index(HERE)].count(chr(10)) + 1}: ")
    if file == NAME:
        assert told[0].startswith(f"{NAME}:")
        assert accepted(marked.replace(HERE, "")) is not fault.in_schema


def accepted(text: str) -> bool:
    """Whether the JSON Schema, which editors use, takes a tool."""
    tree = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - strings only
    schema = schema_docs.json_schema("content/tools/<id>.yml", TOOL)
    return jsonschema.Draft202012Validator(schema).is_valid(tree)


def test_the_schema_takes_what_the_loader_takes() -> None:
    assert accepted(tooled.TOOL)
    for plain in (yaml.BaseLoader, yaml.CSafeLoader):  # editors read 3 as a number
        tree = yaml.load(tooled.TOOL.replace("yes", "'yes'"), Loader=plain)  # noqa: S506
        schema = schema_docs.json_schema("content/tools/<id>.yml", TOOL)
        assert list(jsonschema.Draft202012Validator(schema).iter_errors(tree)) == []


# Lines that a part may have instead of its table, and what is then said, with the line after `»`.
TABLES = (
    ("table: {}»", ['table has no "columns"; add it: The columns']),
    ("table: {columns: [], blank_rows: 2}»", ['"columns" is an empty list; fill it or remove']),
    ("table: {columns: [{id: a, title: A}]}»", ['table has no rows; add "rows" or "blank_rows"']),
    ("table: {columns: [{id: a, title: A}], rows: []}»", ['"rows" is an empty list; fill it']),
    (
        "table: {columns: [{id: a, title: A, type: answer}], blank_rows: 1}»",
        ['column "a" holds answers, but the table has none; add "answers"'],
    ),
    (
        "table: {columns: [{id: a, title: A, type: codes}], blank_rows: 1}»",
        ['column "a" shows the points of rows, but no row has any; add "points", or leave "codes"'],
    ),
    (
        "table: {columns: [{id: a, title: A}], rows: [{cells: {a: B}}]}»",
        ['row has no "id"; add it: The id'],
    ),
    ("table: [a]»", ["table must be a group of `field: value` lines"]),
    ("fields: []»", ['"fields" is an empty list; fill it or remove it']),
    ("checks: {a: b}»", ['"checks" must be a list; begin each member with "- "']),
    ("scale: {points: [W-1], levels: []}»", ['"levels" is an empty list; fill it or remove it']),
    ("text: ''»", ['"text" is empty; fill it', 'part "odd" has nothing in it; add one of text,']),
    ("points: [W-1]»", ['part "odd" has nothing in it; add one of text, fields, checks, table']),
)


@pytest.mark.parametrize(("written", "said"), TABLES, ids=[row[0] for row in TABLES])
def test_a_part_that_holds_nothing_is_named(project: Path, written: str, said: list[str]) -> None:
    part = f"  - id: odd\n    title: Odd\n    {written.replace(HERE, '')}\n"
    lines = with_file(project, NAME, tooled.TOOL + part)
    assert len(lines) == len(said), lines
    for message in said:
        (line,) = [line for line in lines if message in line]
        number = int(line.split(":")[1])
        at = (tooled.TOOL + part).splitlines()[number - 1]
        assert at.strip() in (written.replace(HERE, ""), "- id: odd"), line


def test_an_original_guide_without_audiences_says_so(tmp_path: Path) -> None:
    files = grammars.ORIGINAL | {"guide": grammars.ORIGINAL["guide"] | {"tools": ["visite"]}}
    parts = [{"id": "a", "title": "A", "points": ["R-1"], "text": "B."}]
    named = dict.fromkeys(("title", "summary", "when", "who", "duration", "needs"), "Texte")
    tool = {"id": "visite", **named, "parts": parts}
    root = grammars.write(tmp_path / "g", files | {"tools/visite": tool})
    assert problems(root) == []
    (root / "content/tools/visite.yml").unlink()
    root = grammars.write(
        tmp_path / "h", files | {"tools/visite": tool | {"audiences": ["voisins"]}}
    )
    (line,) = problems(root)
    assert 'unknown audience "voisins"; the guide has none; remove it' in line


def test_a_tool_that_serves_nothing_is_named(project: Path) -> None:
    text = "".join(
        line for line in tooled.TOOL.splitlines(keepends=True) if "points: [" not in line
    )
    text = text.replace(", type: codes", "").replace(", type: points", "")
    text = text[: text.index("  - id: year")]
    lines = with_file(project, NAME, text)
    assert f'{NAME}:1: tool serves no point; add "points"' in lines


def test_a_file_that_cannot_be_read_is_one_problem(project: Path) -> None:
    lines = with_file(project, NAME, tooled.TOOL.replace("id: head", "id: [head"))
    assert len([line for line in lines if line.startswith(NAME)]) == 1, lines
    assert lines == [line for line in lines if line.startswith(NAME)]


def test_the_documented_example_is_a_good_tool(tmp_path: Path) -> None:
    text = (ROOT / "content/README.md").read_text(encoding="utf-8")
    example = text.split("\n## Tools\n")[1].split("```yaml\n")[1].split("```")[0]
    root = tooled.copy(tmp_path / "g")
    (root / "content/tools/bed.yml").write_text(example, encoding="utf-8")
    tiny.edit(root, GUIDE, "tools: [visit]", "tools: [visit, bed]")
    assert problems(root) == []
    assert accepted(example)
    assert loader.load(root).tool("bed").codes == ("W-2",)


def every(record: RecordSchema) -> list[tuple[str, FieldType]]:
    found = []
    for name, field in record.fields.items():
        found.append((name, field.form))
        if field.record:
            found += every(field.record)
    return found


def test_every_field_has_a_row() -> None:
    """Each field of a tool is in a planted fault, but for those that all records share."""
    rows = " ".join([*(f"{fault.old} {fault.new} {fault.message}" for fault in FAULTS),
                     *(row[0] for row in TABLES)])  # fmt: skip
    assert {name for name, _ in every(TOOL) if name not in rows} == {"aliases"}


# --- lengths by the language -------------------------------------------------------------------


def test_a_language_stretches_what_a_form_may_hold(project: Path) -> None:
    profile = (project / "content/profile.yml").read_text(encoding="utf-8")
    (project / "content/profile.yml").write_text(f"{profile}lengths: 200\n", encoding="utf-8")
    try:
        for old, length in (("who: The bed by the wall", 480), ("text: We wait for rain.", 480)):
            key = old.partition(":")[0]
            for more, expected in ((0, []), (1, ["has 481 characters, more than 480"])):
                text = tooled.TOOL.replace(old, f"{key}: {'x' * (length + more)}", 1)
                lines = with_file(project, NAME, text)
                assert len(lines) == len(expected)
                assert all(part in line for part, line in zip(expected, lines, strict=True))
    finally:
        (project / "content/profile.yml").write_text(profile, encoding="utf-8")


# --- former ids --------------------------------------------------------------------------------


def test_a_renamed_tool_takes_all_its_texts_along(tmp_path: Path) -> None:
    root = tooled.copy(tmp_path / "g")
    tiny.edit(root, GUIDE, "tools: [visit]", "tools: [round]")
    (root / NAME).rename(root / "content/tools/round.yml")
    tiny.edit(root, "content/tools/round.yml", "id: visit\n", "id: round\naliases: [visit]\n")
    guide = loader.load(root)
    for text in walk.texts(guide.tool("round")):
        owner, _, field = text.id.rpartition(".")
        former = {old for old, new in guide.aliases.items() if new == owner}
        assert former == {f"tool.visit{owner.removeprefix('tool.round')}"}, (text.id, field)


@pytest.mark.parametrize(
    ("aliases", "message"),
    [
        ("[visit]", 'alias "visit" is still used in content/tools/visit.yml'),
        ("[old, old]", '"old" is listed twice in "aliases"; keep one'),
    ],
)
def test_a_former_id_must_be_free(project: Path, aliases: str, message: str) -> None:
    text = tooled.TOOL.replace("id: visit\n", f"id: visit\naliases: {aliases}\n", 1)
    (line,) = with_file(project, NAME, text)
    assert line.startswith(f"{NAME}:2: ") or "still used" in line
    assert message in line
