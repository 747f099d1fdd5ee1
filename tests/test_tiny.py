"""Another guide, built by the same code; and the marks of texts in each state."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from guide import project
from guide.build import Order, build
from guide.model import Guide
from html_tree import Element, read
from tiny import TINY


@pytest.fixture(scope="module")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tiny") / "dist"
    build(Order(TINY, out))
    return out / "site"


@pytest.fixture(scope="module")
def tiny() -> Guide:
    return project.load(TINY).source


def test_its_pages_and_points_are_its_own(tiny_site: Path, tiny: Guide) -> None:
    ours = {path.stem for path in (ROOT / "content").glob("*/*.yml")}
    assert not ours & {path.stem for path in (TINY / "content").glob("*/*.yml")}
    shown = {
        element.attrs["data-point"]
        for path in tiny_site.glob("*/**/index.html")
        for element in read(path).all(data_point="*")
    }
    assert shown == set(tiny.points)
    for stage in tiny.stages:
        assert (tiny_site / "fr/checklist" / stage.id / "index.html").is_file()


def title_of(site: Path, page: str, code: str) -> Element:
    point = next(read(site / page / "index.html").all(data_point=code))
    return next(
        span
        for span in point.all("span")
        if span.parent and "point__title" in span.parent.attrs.get("class", "")
    )


def test_an_untranslated_text_is_marked_as_english(tiny_site: Path) -> None:
    subtitle = next(
        e
        for e in read(tiny_site / "fr/index.html").all(data_state="untranslated")
        if e.text == "A guide to growing food together"
    )
    assert (subtitle.attrs["lang"], subtitle.attrs["dir"]) == ("en", "ltr")


@pytest.mark.parametrize(("code", "words"), [("W-1", "Semez en lignes"), ("W-2", "Partagez tout")])
def test_a_stale_text_shows_its_translation_and_says_so(
    tiny_site: Path, tiny: Guide, code: str, words: str
) -> None:
    home = next(point.home for point in tiny.points.values() if point.code == code)
    folder = "checklist" if home in {stage.id for stage in tiny.stages} else "stakeholders"
    title = title_of(tiny_site, f"fr/{folder}/{home}", code)
    assert title.attrs["data-state"] == "stale"
    assert title.text == words
    assert "lang" not in title.attrs


def test_a_draft_page_says_so_and_a_point_is_marked_once(tiny_site: Path, tiny: Guide) -> None:
    for path in (tiny_site / "fr").rglob("index.html"):
        tree = read(path)
        assert len(list(tree.all(data_notice="draft"))) == 1, path
        for point in tree.all(data_point="*"):
            marks = [e for e in point.all("p") if e.attrs.get("class") == "state"]
            assert len(marks) == 1, point.attrs
    for path in tiny_site.glob("checklist/**/index.html"):
        assert not list(read(path).all(data_state="*")), path
        assert not list(read(path).all(data_notice="*")), path
    assert tiny.language == "en"
