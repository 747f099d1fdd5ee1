"""The light edition: complete, linked within itself, small, and readable without anything else."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from guide.core.model import Guide, Text
from guide.formats import html as html_file
from support.html_tree import Element, read
from support.onefile import context, ids, marks, requests, tiny, untrusted, with_title

CODES = ("en", "fr", "es", "pt", "id", "ar", "my")
LIMIT = 37_500  # bytes after gzip -9; the bare words alone take 35 000 in English


@pytest.fixture(scope="module")
def folder(guides: dict[str, Guide], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("light")
    for code in CODES:
        (made / code).mkdir()
        data = html_file.write(context(guides, code), CODES)
        (made / code / "guide.html").write_bytes(data)
    return made


def page(folder: Path, code: str) -> Element:
    return read(folder / code / "guide.html")


def tiny_page(folder: Path, code: str) -> Element:
    path = folder / "tiny.html"
    path.write_bytes(html_file.write(tiny(code), ("en", "fr")))
    return read(path)


@pytest.mark.parametrize("code", CODES)
def test_it_holds_every_point_once_under_its_anchor(
    folder: Path, guides: dict[str, Guide], code: str
) -> None:
    points = list(page(folder, code).all(data_point="*"))
    assert [point.attrs["data-point"] for point in points] == list(guides[code].points)
    for point in points:
        name = point.attrs["data-point"]
        assert point.attrs["id"] == name.lower().replace(".", "-")
        assert point.attrs["data-audience"].split() == [*guides[code].points[name].audiences]
        assert str(guides[code].points[name].title) in point.text
        assert next(bdi.text for bdi in point.all("bdi", dir="ltr")) == name


@pytest.mark.parametrize("code", CODES)
def test_its_links_lead_to_places_in_it_and_nothing_is_fetched(folder: Path, code: str) -> None:
    tree = page(folder, code)
    places = ids(tree)
    assert len(places) == len({*places})
    targets = [a.attrs["href"] for a in tree.all("a")]
    assert {t[1:] for t in targets if t.startswith("#")} <= {*places}
    others = {t for t in targets if not t.startswith(("#", "http"))}
    assert others == {f"../{other}/guide.html" for other in CODES if other != code}
    assert all((folder / code / target).is_file() for target in others)
    assert not list(requests(tree))
    assert not [e.tag for e in tree.all() if e.tag in ("script", "img", "iframe")]
    # Where none is named, browsers ask the host for /favicon.ico.
    assert [e.attrs for e in tree.all("link")] == [{"rel": "icon", "href": "data:,"}]
    assert "url(" not in next(tree.all("style")).text


@pytest.mark.parametrize("code", CODES)
def test_it_is_valid_html_in_its_language(folder: Path, code: str) -> None:
    html5lib.HTMLParser(strict=True).parse((folder / code / "guide.html").read_bytes())
    head = next(page(folder, code).all("html"))
    assert head.attrs == {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}


def test_every_term_and_section_is_there(folder: Path, guides: dict[str, Guide]) -> None:
    guide = guides["en"]
    places = ids(page(folder, "en"))
    assert {f"term-{ident}" for ident in guide.terms} <= {*places}
    assert {f"section-{ident}" for ident in guide.sections} <= {*places}
    assert {f"stage-{stage.id}" for stage in guide.stages} <= {*places}
    assert {f"audience-{audience.id}" for audience in guide.audiences} <= {*places}


def test_it_is_small(folder: Path) -> None:
    data = (folder / "en" / "guide.html").read_bytes()
    assert len(gzip.compress(data, 9, mtime=0)) <= LIMIT


def test_the_same_guide_gives_the_same_bytes(folder: Path, guides: dict[str, Guide]) -> None:
    again = html_file.write(context(guides, "ar"), CODES)
    assert again == (folder / "ar" / "guide.html").read_bytes()


def test_a_draft_says_so_once_and_english_says_nothing(folder: Path) -> None:
    for code in CODES:
        notices = list(page(folder, code).all(data_notice="draft"))
        assert len(notices) == (0 if code == "en" else 1), code


def test_texts_of_another_state_are_marked_at_their_point(tmp_path: Path) -> None:
    tree = tiny_page(tmp_path, "fr")
    assert len(list(tree.all(data_notice="draft"))) == 1
    marked = {p.attrs["data-point"] for p in tree.all(data_point="*") if marks(p) == 1}
    assert marked == untrusted(tiny("fr"))
    shown = list(tree.all(data_state="untranslated"))
    assert shown
    assert {(e.attrs["lang"], e.attrs["dir"]) for e in shown} == {("en", "ltr")}
    stale = [e.text for e in tree.all(data_state="stale")]
    assert "Semez en lignes" in stale
    assert not list(tiny_page(tmp_path, "en").all(data_state="*"))


def folded(text: Text | None) -> str:
    return " ".join(str(text or "").split())


def test_what_this_edition_adds_stands_within_a_mark(
    folder: Path, guides: dict[str, Guide]
) -> None:
    for point in page(folder, "fr").all(data_point="*"):
        whole = guides["fr"].points[point.attrs["data-point"]]
        added = " ".join(e.text for e in point.all(data_addition="*"))
        assert folded(whole.question) in added
        assert folded(whole.title) not in added
        for code in whole.related:
            assert code in added


def test_a_text_cannot_become_markup(tmp_path: Path) -> None:
    code = next(iter(tiny("en").guide.points))
    spoilt = with_title(tiny("en"), code, "<script>alert(1)</script> & more")
    path = tmp_path / "spoilt.html"
    path.write_bytes(html_file.write(spoilt, ("en",)))
    assert not list(read(path).all("script"))
    assert "<script>alert(1)</script> & more" in next(read(path).all(data_point=code)).text


@pytest.mark.parametrize("code", ["en", "ar", "my"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_opens_it_from_a_file_and_nothing_runs_over_the_edge(
    folder: Path, browser: Browser, code: str, scheme: str
) -> None:
    tab = browser.new_page(viewport={"width": 320, "height": 640})
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.goto((folder / code / "guide.html").as_uri())
    assert asked == [tab.url]
    assert said == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    # The style is taken: its policy would refuse one that does not fit its hash.
    assert tab.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(25, 24, 21)" if scheme == "dark" else "rgb(253, 252, 249)")
    tab.close()


def test_it_prints_whole_on_light_paper(
    folder: Path, browser: Browser, guides: dict[str, Guide]
) -> None:
    tab = browser.new_page(color_scheme="dark")
    tab.goto((folder / "en" / "guide.html").as_uri())
    printed = PdfReader(io.BytesIO(tab.pdf(format="A4")))
    text = "\n".join(sheet.extract_text() for sheet in printed.pages)
    assert not [code for code in guides["en"].points if code not in text]
    tab.emulate_media(media="print", color_scheme="dark")
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    tab.close()
