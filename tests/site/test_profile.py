"""Guides with other grammars than ours: their codes, and no trace of what they do not have."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from libzim.reader import Archive
from pypdf import PdfReader

from guide import project
from guide.build import BuildRequest, build
from guide.content import profile
from guide.core.diagnostics import ContentError, as_text
from guide.core.profile import CodePattern, Order, PointKind, Profile, SourceUse
from guide.files import checksums
from guide.i18n import coverage, new_language
from support import grammars, tiny
from support.grammars import GRAMMARS, ORIGINAL, PRINCIPLES, STANDARD
from support.html_tree import Element, read


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every edition of each guide."""
    made = {}
    for name, files in GRAMMARS.items():
        root = grammars.write(tmp_path_factory.mktemp(name) / "guide", files)
        build(BuildRequest(root, root / "dist"))
        made[name] = root / "dist"
    return made


def pages(dist: Path) -> dict[str, Element]:
    return {
        path.relative_to(dist / "site").as_posix(): read(path)
        for path in sorted((dist / "site").rglob("*.html"))
    }


def points(dist: Path) -> dict[str, str]:
    return {
        one.attrs["data-point"]: one.attrs["id"]
        for page in pages(dist).values()
        for one in page.all("article", data_point="*")
    }


@pytest.mark.parametrize("name", GRAMMARS)
@pytest.mark.mkdocs
def test_every_edition_is_whole(built: dict[str, Path], name: str) -> None:
    dist = built[name]
    assert checksums.verify(dist) == []
    assert (dist / "usb/START-HERE.html").is_file()
    assert list((dist / "zim").glob("*.zim"))
    code = GRAMMARS[name]["profile"].get("source_language", "en")
    data = json.loads((dist / f"site/downloads/{code}/guide.json").read_text(encoding="utf-8"))
    assert {point["code"] for point in data["points"]} == {*points(dist)}


@pytest.mark.mkdocs
def test_one_language_has_no_switcher_and_no_page_of_translations(built: dict[str, Path]) -> None:
    dist = built["original"]
    assert (dist.parent / "docs/translate.md").is_file()  # waits for a second language
    found = [*(dist / "site").rglob("*.html"), *(dist / "usb").rglob("*.html")]
    assert len(found) > 8
    for path in found:
        page = read(path)
        assert list(page.all("a", hreflang="*")) == [], path
        assert not [a for a in page.all("a") if "translate" in a.attrs.get("href", "")], path
        label = "Langue"  # switch-language
        assert not [one for one in page.all("nav") if one.attrs.get("aria-label") == label], path
    assert "translate" not in (dist / "site/sitemap.xml").read_text(encoding="utf-8")
    archive = Archive(next((dist / "zim").glob("*.zim")))
    assert archive.has_entry_by_path("downloads.html")
    assert not archive.has_entry_by_path("translate.html")


def test_a_second_language_asks_for_the_page_of_translations(tmp_path: Path) -> None:
    root = grammars.write(tmp_path / "guide", ORIGINAL)
    (root / "docs/translate.md").unlink()
    project.check(root)
    new_language.begin(root, project.load(root).source, "es")
    with pytest.raises(ContentError) as error:
        project.check(root)
    (found,) = error.value.diagnostics
    assert (found.location.file, found.message[:15]) == ("docs/translate.md", "page is missing")
    (root / "docs/translate.md").write_text("{{ translate() }}\n", encoding="utf-8")
    loaded = project.check(root)
    listed = [part.id for part in coverage.parts(loaded.source)]
    assert listed == ["printemps", "front", "interface"]  # neither audiences nor glossary


@pytest.mark.mkdocs
def test_an_original_guide_without_audiences_says_nothing_of_either(built: dict[str, Path]) -> None:
    found = pages(built["original"])
    assert {*found} == {
        *("404.html", "index.html", "stages/index.html", "stages/printemps/index.html"),
        *("downloads/index.html", "downloads/fr/guide.html", "workbook/index.html"),
    }
    for path, page in found.items():
        assert list(page.all(data_addition="*")) == [], path
        assert list(page.all("a", href="../audiences/")) == [], path
        assert list(page.all("select", name="audience")) == [], path
        assert "Ajout" not in page.text, path  # as in French additions are labelled
    assert points(built["original"]) == {"R-1": "r-1", "R-2": "r-2"}
    names = {path.name for path in (built["original"] / "site/downloads/fr").iterdir()}
    assert not [name for name in names if name.startswith("handout")]
    reader = PdfReader(built["original"] / "site/downloads/fr/guide.pdf")
    words = "".join(page.extract_text() for page in reader.pages)
    assert "Semez tôt" in words
    assert "Ajout" not in words
    assert "R-2" in words


@pytest.mark.mkdocs
def test_a_linear_guide_ends_with_its_last_stage(built: dict[str, Path]) -> None:
    found = pages(built["standard"])
    onward = found["stages/soil/index.html"].all("a", href="../water/")
    assert [one for one in onward if "door--next" in one.attrs.get("class", "")]
    last = found["stages/water/index.html"]
    assert list(last.all("h2", id="next")) == []
    assert list(found["index.html"].all("p", **{"class": "cycle__return"})) == []


@pytest.mark.mkdocs
def test_a_standard_has_codes_of_its_own(built: dict[str, Path]) -> None:
    assert [*points(built["standard"])][:3] == ["V1.1.1", "V1.1.2", "V1.2.1"]
    assert points(built["standard"])["V2.2.2"] == "v2-2-2"
    heads = [
        one.attrs["id"] for one in pages(built["standard"])["stages/soil/index.html"].all("h2")
    ]
    assert heads[:2] == ["v1-1", "v1-2"]


@pytest.mark.mkdocs
def test_principles_run_through_headings_without_codes(built: dict[str, Path]) -> None:
    assert [*points(built["principles"])] == ["GP-1", "GP-2", "GP-3", "GP-4"]
    page = pages(built["principles"])["stages/protect/index.html"]
    assert [one.attrs["id"] for one in page.all("h2")][:2] == ["foundational", "operational"]
    sources = [one.text for one in page.all("p", **{"class": "point__source"})]
    assert sources == ["Source The text"]  # only GP-2 cites
    teachers = pages(built["principles"])["audiences/teachers/index.html"]
    assert list(teachers.all("h2", id="recommendations")) == []
    assert [one.attrs["data-point"] for one in teachers.all("article")] == ["GP-1"]


@pytest.mark.parametrize(
    ("files", "name", "change", "message"),
    [
        (STANDARD, "stages/soil", ("V1.1.2", "V1.2"), 'code "V1.2" must look like "V1.1.1" here'),
        (PRINCIPLES, "stages/protect", ("GP-2", "G-2"), 'code "G-2" must look like "GP-1" here'),
        (ORIGINAL, "stages/printemps", ("R-2", "R-1"), 'code "R-1" is defined twice'),
        (STANDARD, "stages/soil", ("requirements", "items"), 'unknown field "items" in step'),
        (ORIGINAL, "guide", ("summary", "sumary"), 'did you mean "summary"?'),
        (PRINCIPLES, "profile", ("GP-{n}", "GP {n}"), "is not a form of codes; use letters"),
        (PRINCIPLES, "profile", ("GP-{n}", "GP-{m}"), "end with {n}"),
        (PRINCIPLES, "profile", ("GP-{n}", "GP-{n}-{m}"), "end with {n}"),
        (PRINCIPLES, "profile", ("cited", "quoted"), '"quoted" is not one of covered, cited'),
        (STANDARD, "profile", ("requirement", "re quirement"), "must be one word of"),
    ],
)  # fmt: skip
def test_a_fault_is_one_line(
    tmp_path: Path,
    files: dict[str, grammars.Data],
    name: str,
    change: tuple[str, str],
    message: str,
) -> None:
    root = grammars.write(tmp_path / "guide", files)
    path = root / f"content/{name}.yml"
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(ContentError) as error:
        project.load(root)
    lines = as_text(error.value.diagnostics).splitlines()
    assert [line for line in lines if message in line], lines
    assert all(line.startswith("content/") for line in lines), lines


@pytest.mark.parametrize("name", ["front", "glossary"])
def test_a_file_that_a_page_shows_is_missed(tmp_path: Path, name: str) -> None:
    root = tiny.copy(tmp_path / "tiny")
    (root / f"content/{name}.yml").unlink()
    with pytest.raises(ContentError) as error:
        project.check(root)
    lines = as_text(error.value.diagnostics).splitlines()
    told = f"{name} has nothing to show; add content/{name}.yml, or delete the page"
    assert [line for line in lines if line.endswith(told) and line.startswith("docs/")], lines


def test_without_a_profile_the_simplest_grammar_applies(tmp_path: Path) -> None:
    grammar, problems = profile.read(tmp_path)
    assert problems == []
    assert grammar == Profile()
    assert (grammar.source, grammar.order) == (SourceUse.NONE, Order.LINEAR)
    assert not any(kind.required for kind in grammar.kinds.values())
    assert {*grammar.kinds} == {*PointKind}


@pytest.mark.parametrize(
    ("form", "values", "code", "fits"),
    [
        ("{prefix}-F{n}", {"prefix": "C"}, "C-F12", True),
        ("{prefix}-F{n}", {"prefix": "C"}, "C-12", False),
        ("{prefix}-F{n}", {"prefix": "C.D"}, "CxD-F1", False),
        ("{step}.{n}", {"step": "V1.2"}, "V1.2.3", True),
        ("{step}.{n}", {"step": "V1.2"}, "V1.2.x", False),
        ("GP-{n}", {}, "GP-17", True),
    ],
)
def test_a_form_of_codes(form: str, values: dict[str, str], code: str, *, fits: bool) -> None:
    assert bool(re.fullmatch(CodePattern(form).regex(values), code)) == fits
    assert re.fullmatch(CodePattern(form).regex(values), CodePattern(form).example(values))
