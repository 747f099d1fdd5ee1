"""The tools of this guide: which there are, what they serve, and how they are written."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest

from guide.core import markup
from guide.core.artifacts import ArtifactKind
from guide.core.model import Guide, Text
from guide.core.profile import DEFAULT_LANGUAGE, PointKind
from guide.core.tools import Tool
from guide.core.walk import texts
from guide.formats.registry import formats_of
from guide.site.routes import Subject, every_page
from support.pages import TOOLS
from support.paths import ROOT
from support.readability import ease, sentences
from support.words import digest, runs, without_names

SPREADSHEETS = {"workplan", "monitoring"}
LANGUAGES = ("en", "fr", "es", "pt", "id", "ar", "my")
LEAST_EASE, LONGEST_SENTENCE = 60, 25
LONGEST_CELL = 140  # characters


@pytest.fixture(scope="session")
def in_languages(guides: dict[str, Guide]) -> dict[str, Guide]:
    """The guide in each language, with its tools: what is said of each must be said of twelve."""
    for code in LANGUAGES:
        assert len(guides[code].tools) == len(TOOLS), code
    return guides


@pytest.fixture(scope="session")
def guide(in_languages: dict[str, Guide]) -> Guide:
    return in_languages[DEFAULT_LANGUAGE]


def words(tool: Tool) -> list[str]:
    return [markup.plain(text.value) for text in texts(tool)]


def test_the_twelve_tools_are_in_their_order(in_languages: dict[str, Guide]) -> None:
    for code in LANGUAGES:
        assert tuple(tool.id for tool in in_languages[code].tools) == TOOLS, code
        assert {
            tool.id for tool in in_languages[code].tools if tool.has_spreadsheet
        } == SPREADSHEETS


def unserved() -> dict[str, str]:
    """The points that no tool serves, each with the reason."""
    path = ROOT / "tests/guide/unserved.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        assert rows.fieldnames == ["code", "reason"]
        return {row["code"]: row["reason"] for row in rows}


def test_each_point_has_a_tool_or_a_reason(guide: Guide) -> None:
    without = {code for code, tools in guide.tools_for.items() if not tools}
    assert len(guide.tools_for) == 81
    assert without == {*unserved()}
    assert all(len(reason.split()) > 3 for reason in unserved().values())


def test_each_tool_serves_points_and_is_used_by_somebody(guide: Guide) -> None:
    for tool in guide.tools:
        assert len(tool.codes) >= 3, tool.id
        assert tool.audiences, tool.id
        assert set(tool.audiences) <= {audience.id for audience in guide.audiences}
    for stage in guide.stages:
        codes = {point.code for point in (*stage.factors, *stage.items)}
        assert [tool.id for tool in guide.tools if codes & {*tool.codes}], stage.id
    used = {audience for tool in guide.tools for audience in tool.audiences}
    assert used == {audience.id for audience in guide.audiences}


def codes_of(guide: Guide, kind: PointKind) -> set[str]:
    return {code for code, point in guide.points.items() if point.kind is kind}


def test_tables_and_pictures_are_complete(guide: Guide) -> None:
    """Who does what is asked of each item, where a group stands at each success factor."""
    assert codes_of(guide, PointKind.ITEM) <= {*guide.tool("responsibilities").codes}
    drawn = [
        code
        for part in guide.tool("self-assessment").parts
        if part.scale
        for code in part.scale.points
    ]
    assert sorted(drawn) == sorted(codes_of(guide, PointKind.FACTOR))


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_has_a_page_and_each_kind_of_file(in_languages: dict[str, Guide], code: str) -> None:
    guide = in_languages[code]
    pages = {page.argument for page in every_page(guide) if page.subject is Subject.TOOL}
    made: dict[str, set[str]] = {}
    for spec in formats_of(guide):
        if spec.kind is ArtifactKind.TOOL:
            made.setdefault(spec.subject, set()).add(spec.form)
            assert spec.name.startswith(f"tool-{spec.subject}")
    assert pages == {*TOOLS}
    for name in TOOLS:
        sheet = {"xlsx"} if name in SPREADSHEETS else set()
        assert made[name] == {"a4", "letter", "docx", *sheet}, name
        assert (ROOT / f"docs/tools/{name}.md").read_text(encoding="utf-8").strip() == (
            f'{{{{ tool("{name}") }}}}'
        )


def test_no_run_of_eight_words_from_the_source(guide: Guide) -> None:
    source = set((ROOT / "tests/guide/source-runs.txt").read_text(encoding="utf-8").split())
    assert source
    found = [
        (tool.id, " ".join(run))
        for tool in guide.tools
        for said in words(tool)
        for part in without_names(said).split("|")
        for run in runs(part)
        if digest(run) in source
    ]
    assert found == []


def test_tools_are_easier_to_read_than_the_points(guide: Guide) -> None:
    points = ease(markup.plain(text.value) for text in texts(guide.stages))
    for tool in guide.tools:
        assert ease(words(tool)) >= max(LEAST_EASE, points), tool.id
        long = [" ".join(one) for one in sentences(words(tool)) if len(one) > LONGEST_SENTENCE]
        assert long == [], tool.id


def cells(tool: Tool) -> Iterator[Text]:
    for part in tool.parts:
        for row in part.table.rows if part.table else ():
            yield from row.cells.values()


@pytest.mark.parametrize("code", LANGUAGES)
def test_cells_are_short_and_of_one_paragraph(in_languages: dict[str, Guide], code: str) -> None:
    most = LONGEST_CELL if code == DEFAULT_LANGUAGE else LONGEST_CELL * 3 // 2
    for tool in in_languages[code].tools:
        for text in cells(tool):
            assert len(markup.plain(text.value)) <= most, text.id
            assert "\n\n" not in text.value.strip(), text.id


def test_nobody_is_named(guide: Guide) -> None:
    """A form asks for roles; it says nothing about real groups, and leads to no other site."""
    for tool in guide.tools:
        for text in texts(tool):
            assert "http" not in text.value, text.id
            assert "@" not in text.value, text.id
