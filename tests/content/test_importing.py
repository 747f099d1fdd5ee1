"""`guide import`: tables and outlines become guides that `guide check` accepts, or lines."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide import project, starting
from guide.cli import main
from guide.content.importing import imports
from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.model import Guide
from guide.core.profile import SourceUse
from guide.files.yaml_text import dump
from support.paths import ROOT

HEAD = "stage,step,code,kind,title,text,audience,audiences,related\n"


def made(folder: Path, text: str, name: str = "rows.csv", code: int = 0) -> Guide | None:
    """The guide that a file becomes; None if the command refuses it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8", newline="")
    assert main(["import", str(folder / name), "--into", str(folder / "made")]) == code
    return project.check(folder / "made").source if code == 0 else None


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_table(tmp_path: Path, separator: str, mark: str) -> None:
    rows = [
        ["STAGE", "Step", "title", "Text", "kind", "audience", "audiences"],
        [
            "Plan",
            "Look",
            "Draw a map",
            '"One, two; ""three""\n\n- four"',
            "",
            "",
            '"Teachers|Cooks"',
        ],
        ["", "", "Test", "", "", "", ""],
        ["Été", "", "Sow: early", "Now", "factor", "", ""],
        ["", "", "Sow", "Now", "", "", ""],
        ["", "", "Ask", "Often", "recommendation", "Cooks", ""],
        ["成長", "", "水をやる", "毎日", "", "", ""],
    ]
    text = mark + "".join(separator.join(row) + "\r\n" for row in rows)
    guide = made(tmp_path, text)
    assert guide
    assert [stage.id for stage in guide.stages] == ["plan", "ete", "stage-1"]
    assert [*guide.points] == ["P-1.1", "P-1.2", "E-F1", "E-1", "S1-1", "C-1"]
    assert guide.points["P-1.1"].text.value.replace("\r", "") == 'One, two; "three"\n\n- four'
    assert guide.points["P-1.1"].audiences == ("teachers", "cooks")
    assert guide.points["P-1.2"].text.value == "Test"


@pytest.mark.parametrize(
    ("codes", "form", "steps"),
    [
        (["V1.1.1", "V1.2.1", "V2.1.1"], "{step}.{n}", "{prefix}.{n}"),
        (["GP-1", "GP-2", "GP-3"], "GP-{n}", None),
        (["A-1", "A-2", "B-1"], "{prefix}-{n}", None),
        (["S-1.1", "S-2.1", "T-1.1"], "{step}.{n}", "{prefix}-{n}"),
    ],
)
def test_the_form_of_codes(tmp_path: Path, codes: list[str], form: str, steps: str | None) -> None:
    places = [("One", "First"), ("One", "Second"), ("Two", "First")]
    rows = "".join(
        f"{a},{b},{c},,Do {c} now,,,,\n" for (a, b), c in zip(places, codes, strict=True)
    )
    guide = made(tmp_path, HEAD + rows)
    assert guide
    assert [*guide.points] == codes
    assert guide.profile.kinds["item"].code.text == form  # type: ignore[index]
    assert (guide.profile.steps.text if guide.profile.steps else None) == steps


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a,b\n1,2\n", 1, "the first line must name the columns"),
        (HEAD, 1, "the file has no row with a stage"),
        (HEAD + ",,,,T,,,,\n", 2, "no stage"),
        (HEAD + "S,,,,,,,,\n", 2, "neither a title nor a text"),
        (HEAD + "S,,S-1,,T,,,,\nS,,S-1,,U,,,,\n", 3, 'code "S-1" is used twice; first on line 2'),
        (HEAD + "S,,S-1,,T,,,,\nS,,,,U,,,,\n", 3, "the item has no code"),
        (HEAD + "S,,S-x,,T,,,,\n", 2, "end with a number"),
        (HEAD + "S,,,recomendation,T,,,,\n", 2, 'did you mean "recommendation"?'),
        (HEAD + "S,,,recommendation,T,,,,\n", 2, "needs the audience"),
        (HEAD + 'S,,,,"T\n\nx,,,,\n', 2, "quotes are not in pairs"),
        (HEAD + 'S,,,,"T\nx",,,,\nS,,,,<b>,,,,\n', 4, "HTML code"),
        (HEAD + "S,,,,T,,,,X-9\n", 2, 'unknown code in related "X-9"'),
        (HEAD + "S,,,,T,\x00,,,\n", 2, "forbidden control character"),
    ],
)
def test_a_fault_is_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, line: int, message: str
) -> None:
    assert made(tmp_path, text, code=1) is None
    lines = capsys.readouterr().out.splitlines()
    assert [one for one in lines if f"rows.csv:{line}: " in one and message in one], lines
    assert not [*tmp_path.glob("made/*")]


def test_other_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for data in ("stage,title\nä,b\n".encode("utf-16"), b"\xff\x00\x01", b"x" * 50_000_000):
        (tmp_path / "rows.csv").write_bytes(data)
        assert main(["import", str(tmp_path / "rows.csv"), "--into", str(tmp_path / "m")]) == 1
        assert len(capsys.readouterr().out.splitlines()) == 1


def test_what_is_left_open_is_a_warning_until_it_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "stage,title\nPlan,Draw a map\n")
    monkeypatch.chdir(tmp_path / "made")
    capsys.readouterr()
    assert main(["check"]) == 0
    assert capsys.readouterr().err == 'content/guide.yml:3: warning: this is still "…"; write it\n'
    text = Path("content/guide.yml").read_text(encoding="utf-8")
    Path("content/guide.yml").write_text(text.replace(": …", ": A school"), encoding="utf-8")
    assert main(["check"]) == 0
    assert capsys.readouterr().err == ""


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "made/content").mkdir(parents=True)
    (tmp_path / "made/content/guide.yml").write_text("mine")
    assert made(tmp_path, HEAD + "S,,,,T,,,,\n", code=1) is None
    assert "content/guide.yml:1: the file is there already" in capsys.readouterr().out
    assert [p.name for p in (tmp_path / "made").rglob("*") if p.is_file()] == ["guide.yml"]


def test_a_source_is_cited(tmp_path: Path) -> None:
    guide = made(tmp_path, "stage,title,section,number\nS,T,Part one,2.1\n")
    assert guide
    assert guide.profile.source is SourceUse.CITED
    place = guide.points["S-1"].place
    assert place
    assert (place.section, place.number) == ("part-one", "2.1")


def block(language: str) -> str:
    text = (ROOT / "IMPORTING.md").read_text(encoding="utf-8")
    return str(re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)[0])


def test_the_outline_of_the_document(tmp_path: Path) -> None:
    text = block("markdown").replace("**Test the soil.**", "**P-1.2** **Test the soil.**")
    guide = made(tmp_path, text.replace("#### Ask", "#### **P-1.3** Ask"), "o.md")
    assert guide
    titles = ["Draw a map", "Test the soil", "Ask the neighbours"]
    assert [point.title.value for point in guide.points.values()] == titles
    assert [*guide.points] == ["P-1.1", "P-1.2", "P-1.3"]
    assert str(guide.points["P-1.1"].question) == "Where is north?"
    assert str(guide.summary) == "What the guide is: the summary."


PARTS = """# The handbook

What it is.

# Tools

## Introduction

- Hammer

## Care

- Oil

# Wood

## Introduction

- Oak
"""


def test_parts_of_an_outline_are_groups_of_stages(tmp_path: Path) -> None:
    guide = made(tmp_path, PARTS, "o.md")
    assert guide
    found = [(one.id, str(one.title), one.members) for one in guide.stage_groups]
    wanted = [("tools", "Tools", ("introduction", "care")), ("wood", "Wood", ("introduction-2",))]
    assert found == wanted
    assert str(guide.summary) == "What it is."


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (("# Tools\n", "\n"), "7: the stage is in no group, though others are; write # and its"),
        (("# Tools\n", "# Tools\nA text.\n"), "6: a group of stages has no text of its own; move"),
        (("# Wood\n", "# Wood\n# Stone\n"), "15: the group has no stage; write ## and a stage"),
        (("# Wood\n", f"# {'Wood ' * 30}\n"), '15: "title" has 149 characters, more than 90'),
    ],
)
def test_a_fault_of_groups_is_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], edit: tuple[str, str], fault: str
) -> None:
    assert made(tmp_path, PARTS.replace(*edit, 1), "o.md", code=1) is None
    lines = capsys.readouterr().out.splitlines()
    assert any(one.partition("o.md:")[2].startswith(fault) for one in lines), lines


def test_the_column_group_makes_groups_of_stages(tmp_path: Path) -> None:
    rows = [
        *("Tools,Introduction,Hammer", ",,Saw", "Wood,Introduction,Oak"),
        *(",Care,Dry it", "Tools,Care,Oil", "Tools,,Clean"),
    ]
    guide = made(tmp_path, "group,stage,title\n" + "".join(f"{row}\n" for row in rows))
    assert guide
    found = [(str(one.title), one.members) for one in guide.stage_groups]
    assert found == [("Tools", ("introduction", "care")), ("Wood", ("introduction-2", "care-2"))]
    assert [str(point.title) for point in guide.points.values()] == [
        *("Hammer", "Saw", "Oil", "Clean", "Oak", "Dry it")
    ]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (",Care,Oil\nWood,Care,Dry it\n", "2: the stage is in no group, though others are; fill"),
        ("Tools,Care,Oil\nWood,,Dry it\n", "3: the row has no stage"),
    ],
)
def test_a_fault_of_the_column_group_is_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: str, fault: str
) -> None:
    assert made(tmp_path, f"group,stage,title\n{rows}", code=1) is None
    lines = capsys.readouterr().out.splitlines()
    assert any(one.partition("rows.csv:")[2].startswith(fault) for one in lines), lines


def test_the_recipe_for_a_standard(tmp_path: Path) -> None:
    def group(code: str, items: list[object]) -> dict[str, object]:
        return {"Shortcode": code, "Name": f"On {code}", "Items": items}

    data = {
        "Requirements": [
            group(f"V{c}", [
                group(f"V{c}.{s}", [
                    {"Shortcode": f"V{c}.{s}.{n}", "L": str(n), "Description": f"Do {c} {s} {n}."}
                    for n in (1, 2, 3)
                ])
                for s in (1, 2)
            ])
            for c in (1, 2)
        ]
    }  # fmt: skip
    command = [sys.executable, "-c", block("python")]
    done = subprocess.run(
        command, input=json.dumps(data), capture_output=True, text=True, check=True
    )
    guide = made(tmp_path, done.stdout)
    assert guide
    assert len(guide.points) == 12
    assert guide.stages[0].title.value == "On V1"
    assert guide.points["V2.1.3"].audiences == ("level-3",)


WORDS = st.sampled_from(
    (
        *(",", ";", "\t", "\n", '"', "x", "é", "成", "x" * 99, "S,T\n", "stage,title\n"),
        *("# T\n", "## S\n", "### P\n", "- ", "**A-1** ", "A-1", "Question: ", "```\n"),
        *("<b>", "{{", "*", "[[", "](", "\u202e"),
    )
)


@pytest.mark.parametrize(
    "mark",
    ["{}:", "{} :", "{}\u00a0:", "{}\u202f:", "**{}:**", "**{}**:", "**{}\u00a0:**", "**{}** :"],
)
def test_fields_of_an_outline_may_have_a_space_before_the_colon(tmp_path: Path, mark: str) -> None:
    fields = f"  {mark.format('Question')} Qui ?\n\n  {mark.format('Evidence')} Rien.\n"
    guide = made(tmp_path, f"# T\n\n## S\n\n- **P-1** Faire\n\n  Texte.\n\n{fields}", "o.md")
    assert guide
    point = guide.points["P-1"]
    assert point.text.value == "Texte."
    assert point.question
    assert point.question.value == "Qui ?"
    assert point.evidence
    assert point.evidence.value == "Rien."


def test_no_field_of_a_guide_without_a_source_speaks_of_one(tmp_path: Path) -> None:
    assert made(tmp_path, HEAD + "S,,,,T,,,,\n")
    schema = (tmp_path / "made/content/schema/stage.schema.json").read_text(encoding="utf-8")
    assert "source" not in schema


def test_a_subtitle_holds_whole_titles(tmp_path: Path) -> None:
    points = "".join(f"- {letter * 30}\n" for letter in "ABCD")
    guide = made(tmp_path, f"# T\n\n## S\n\n{points}\n## One\n\n- {'e ' * 60}\n- F\n", "o.md")
    assert guide
    first, second = (stage.subtitle.value for stage in guide.stages)
    assert first == f"{'A' * 30}, {'B' * 30}…"
    assert second.endswith("e…")


@pytest.mark.parametrize("suffix", [".csv", ".md"])
@settings(
    database=None,
    deadline=None,
    max_examples=settings().max_examples * 3 // 5,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.lists(WORDS | st.text(max_size=4), max_size=30).map("".join), head=st.booleans())
def test_any_text_is_a_guide_or_lines(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, text: str, *, head: bool
) -> None:
    folder = tmp_path_factory.mktemp("any")
    start = {".csv": "stage,title,code\nS,T,\n", ".md": "# T\n## S\n- T\n"}[suffix] if head else ""
    path = folder / f"file{suffix}"
    path.write_bytes((start + text).encode("utf-8", "surrogatepass"))
    assert problems_of(path, folder / "made") or project.check(folder / "made")


def problems_of(path: Path, into: Path) -> list[Diagnostic]:
    """What is wrong with a file, each at a line of it; none if it was made into a guide."""
    try:
        read = imports.read(path, path.name, "en", date(2026, 1, 1))
    except ContentError as error:
        return error.diagnostics
    try:
        starting.start({name: dump(data) for name, data in read.content.items()}, into)
    except ContentError as error:
        return read.located(error.diagnostics)
    return []
