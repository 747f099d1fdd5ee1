"""The stick of a guide with tools: it carries their files, and both its first pages list them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from guide import project
from guide.core import walk
from guide.core.model import Guide, Text
from guide.formats.context import Context
from guide.theme.files import ThemeFiles
from support import stick, tooled
from support.html_tree import Element, read

FILES = ["tool-visit.pdf", "tool-visit-letter.pdf", "tool-visit.docx", "tool-visit.xlsx"]


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> list[Context]:
    """The tiny guide with a tool, in both its languages."""
    root = tooled.copy(tmp_path_factory.mktemp("tooled") / "guide")
    guides = project.load(root).guides
    return [Context(guides[code], guides["en"], "", ThemeFiles(root)) for code in stick.CODES]


def made(contexts: Sequence[Context], folder: Path) -> tuple[Path, str, Element]:
    """A stick, its English README on one line, the English part of START-HERE.html."""
    usb = stick.make_of(contexts, folder)
    readme = (usb / "README.en.txt").read_text(encoding="utf-8-sig")
    part = next(read(usb / "START-HERE.html").all("section", id="en"))
    return usb, readme, part


def without(guide: Guide) -> Guide:
    return replace(guide, tools=())


def test_it_carries_the_files_of_the_tools(contexts: list[Context], tmp_path: Path) -> None:
    usb, _, _ = made(contexts, tmp_path)
    for code in stick.CODES:
        assert {f"print/{code}/{name}" for name in FILES} <= stick.names(usb)


def test_start_here_lists_them_by_title(contexts: list[Context], tmp_path: Path) -> None:
    _, _, part = made(contexts, tmp_path)
    links = [a for a in part.all("a") if "tool-" in a.attrs["href"]]
    assert [a.attrs["href"] for a in links] == [f"print/en/{name}" for name in FILES]
    ui = contexts[0].words.ui
    forms = [str(ui(f"file-{form}")) for form in ("a4", "letter", "docx", "xlsx")]
    assert [a.text for a in links] == [
        f"{ui('tool')}, Record a visit to the beds – {form}" for form in forms
    ]
    assert str(ui("downloads-tools-text")) in part.text


def test_the_readme_lists_them_by_title(contexts: list[Context], tmp_path: Path) -> None:
    _, readme, _ = made(contexts, tmp_path)
    ui = contexts[0].words.ui
    lines = readme.split("\n")
    at = lines.index(str(ui("downloads-tools")))
    assert lines[at + 2 : at + 9] == [
        str(ui("downloads-tools-text")),
        "    print/en/",
        "    Record a visit to the beds",
        *(f"        {name}" for name in FILES),
    ]
    assert f"    {ui('downloads-tools-text')}" in lines[:at]
    assert max(map(len, lines)) <= 76


def test_without_tools_it_says_nothing_of_them(contexts: list[Context], tmp_path: Path) -> None:
    plain = [replace(one, guide=without(one.guide)) for one in contexts]
    _, readme, part = made(plain, tmp_path)
    said = str(contexts[0].words.ui("downloads-tools-text"))
    assert said not in readme
    assert said not in part.text
    assert "tool-" not in readme


def test_a_title_cannot_become_markup(contexts: list[Context], tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"

    def change(text: Text) -> Text:
        return replace(text, value=evil) if text.id == "tool.visit.title" else text

    spoilt = [replace(one, guide=walk.map_texts(one.guide, change)) for one in contexts]
    _, readme, part = made(spoilt, tmp_path)
    assert not list(part.all("script"))
    assert part.text.count(evil) == len(FILES) + 1
    assert f"    {evil}\n" in readme
