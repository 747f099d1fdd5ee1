"""Colours are read from the style sheet, strictly; fonts belong to scripts, not to languages."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from guide import project
from guide.core.diagnostics import ContentError
from guide.core.languages import language
from guide.formats import epub
from guide.formats.context import Context
from guide.theme import colours, fonts, web_fonts
from guide.theme.files import DEFAULTS, ThemeFiles
from support import tiny
from support.paths import ROOT, TINY

STYLE = (DEFAULTS / "assets/guide.css").read_text(encoding="utf-8")
NAMES = ("ink", "quiet", "paper", "rule", "edge", "accent")


def problems(text: str) -> list[str]:
    """What is wrong with a style sheet, a line each."""
    with pytest.raises(ContentError) as error:
        colours.parse(text, "a.css")
    return str(error.value).split("\n")


def line_of(text: str, snippet: str, after: str = "") -> int:
    place = text.index(snippet, text.index(after))
    return text.count("\n", 0, place) + 1


def test_the_colours_of_both_grounds_are_read() -> None:
    found = colours.read(ThemeFiles(ROOT))
    assert found == colours.own() == colours.parse(STYLE, "a.css")
    assert (found.light.ink, found.dark.ink) == ("#1d1b18", "#ece8e1")
    assert len(found.light.stages) == len(found.dark.stages) == 4


DARK = "prefers-color-scheme"


@pytest.mark.parametrize("after", ["", DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", [*NAMES, *(f"stage-{place}" for place in range(1, 5))])
def test_a_missing_colour_is_named_with_its_block(name: str, after: str) -> None:
    head, tail = STYLE[: STYLE.index(after)], STYLE[STYLE.index(after) :]
    start = tail.index(f"--{name}: #")
    text = head + tail[:start] + tail[tail.index(";", start) + 1 :]
    assert f"a.css:{line_of(text, ':root', after)}: --{name} is missing here; add it" in problems(
        text
    )


@pytest.mark.parametrize("value", ["#fff", "red", "rgb(1 2 3)", "#57534c80", "var(--x)", ""])
def test_a_colour_that_other_formats_cannot_take_is_a_problem(value: str) -> None:
    text = STYLE.replace("--quiet: #57534c;", f"--quiet: {value};", 1)
    assert text != STYLE
    [line] = problems(text)
    assert line.startswith(f"a.css:{line_of(text, '--quiet')}: --quiet must be # and six hexa")


def test_a_colour_that_is_declared_twice_is_a_problem() -> None:
    text = STYLE.replace("  --paper:", "  --ink: #000000;\n  --paper:", 1)
    assert problems(text) == [
        f"a.css:{line_of(text, '--ink: #000000')}: --ink is declared twice; keep one"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "body { color: #222 }",
        "",
        "/* :root { --ink: #000000; } */",
        "@media print { :root { --ink: #000000 } }",
        ":root {",
        "}",
    ],
)
def test_a_sheet_without_blocks_is_two_problems(text: str) -> None:
    assert [line.partition(";")[0] for line in problems(text)] == [
        "a.css:1: the colours of :root { … } are missing",
        "a.css:1: the colours of @media (prefers-color-scheme: dark) are missing",
    ]


def test_comments_and_other_roots_are_not_taken() -> None:
    text = STYLE.replace(":root {", "/* --ink: #000000;\n:root { */ :root { /* x; */", 1)
    assert colours.parse(text, "a.css") == colours.own()
    text = "@media print { :root { --ink: #000000 } }\n" + STYLE
    assert colours.parse(text, "a.css") == colours.own()


def test_another_guide_may_have_more_colours() -> None:
    text = STYLE.replace("--stage-4: #410c45;", "--stage-4: #410c45; --stage-5: #000000;")
    used = ".stage-5 { --stage: var(--stage-5); }"
    assert {line.partition(": ")[2] for line in problems(text)} == {
        "--stage-5 is missing here; add it",
        f"--stage-5 is never used; add {used}",
    }
    text = text.replace("--stage-4: #efd4ef;", "--stage-4: #efd4ef;\n--stage-5: #ffffff;")
    [line] = problems(text)
    assert line.startswith(f"a.css:{line_of(text, '--stage-5: #000000')}: --stage-5 is never used")
    found = colours.parse(f"{text}\n{used}", "a.css")
    assert found.light.stages[-1] == "#000000"
    assert [found.shade(place) for place in range(1, 12)] == [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1]


def test_after_the_last_colour_they_begin_anew() -> None:
    found = colours.own()
    first, _, _, last = found.light.stages
    assert [found.of_stage(place) for place in (1, 4, 5, 20)] == [first, last, first, last]


def test_check_names_the_project_s_own_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tiny.copy(tmp_path / "project")
    (root / "docs/assets/guide.css").write_text("body { color: #222 }\n", encoding="utf-8")
    status, out = tiny.run(root, monkeypatch, capsys, "check")
    assert (status, out.count("\n")) == (1, 2)
    assert out.startswith("docs/assets/guide.css:1: the colours of :root { … } are missing; begin")
    (root / "docs/assets/guide.css").write_bytes(b"\xff")
    assert tiny.run(root, monkeypatch, capsys, "check") == (
        1,
        "docs/assets/guide.css:1: not UTF-8; save the file as UTF-8\n",
    )


# --- fonts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("en", ""),
        ("ru", ""),
        ("ar", "Guide Arabic"),
        ("fa", "Guide Arabic"),
        ("ur", "Guide Arabic"),
        ("my", "Guide Myanmar"),
        ("uz-Arab", "Guide Arabic"),
        ("uz-Cyrl", ""),
    ],
)
def test_a_web_font_belongs_to_a_script(code: str, family: str) -> None:
    font = fonts.web(code)
    assert (font.family if font else "") == family
    assert fonts.of(code) is fonts.SCRIPTS.get(language(code).script, fonts.SCRIPTS["Latn"])


@pytest.mark.parametrize(
    ("code", "letters"),
    [
        ("ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى٠١٢٣٤٥٦٧٨٩،؛؟"),
        ("fa", "پچژکگی۰۱۲۳۴۵۶۷۸۹"),
        ("ur", "ٹڈڑںھہے"),
    ],
)
def test_a_web_font_has_the_letters_of_its_language(code: str, letters: str) -> None:
    font = fonts.web(code)
    assert font
    made = TTFont(io.BytesIO(web_fonts.woff2(font, 400)))
    assert {ord(letter) for letter in letters} <= made.getBestCmap().keys()


def test_a_guide_in_another_language_of_a_script_brings_its_font() -> None:
    loaded = project.load(TINY)
    persian = replace(loaded.source, language="fa")
    made = epub.write(Context(persian, loaded.source, "", ThemeFiles(TINY)))
    assert b"EPUB/font-400.woff2" in made
