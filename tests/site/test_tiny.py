"""Another guide, built by the same code; and the marks of texts in each state."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from guide import cli, project
from guide.build import BuildRequest, build
from guide.core.errors import BuildError
from guide.core.model import Guide
from guide.i18n import extract
from guide.i18n.checks import waivers
from guide.site import assets
from guide.theme.files import DEFAULTS
from support import pseudo
from support import tiny as tiny_guide
from support.html_tree import Element, read
from support.paths import ROOT, TINY
from support.serving import serving

pytestmark = pytest.mark.mkdocs


@pytest.fixture(scope="module")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tiny") / "dist"
    build(BuildRequest(TINY, out))
    return out / "site"


@pytest.fixture(scope="module")
def tiny() -> Guide:
    return project.load(TINY).source


def test_a_build_leaves_the_environment_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = {**os.environ}
    build(BuildRequest(TINY, tmp_path / "dist", editions=("book",)))
    assert before == {**os.environ}


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


def test_no_template_gets_into_the_site(tiny_site: Path) -> None:
    folders = ("book", "docx", "epub", "html", "pages", "partials", "print", "usb", "zim")
    templates = {path.name for folder in folders for path in (DEFAULTS / folder).iterdir()}
    # Names that files of the site have, too.
    templates -= {"guide.css", "guide.html"}
    found = {path.relative_to(tiny_site).as_posix() for path in tiny_site.rglob("*")}
    assert not [path for path in found if path.rpartition("/")[2] in templates]
    assert "assets/guide.css" in found


def title_of(site: Path, page: str, code: str) -> Element:
    point = next(read(site / page / "index.html").all(data_point=code))
    return next(
        span
        for span in point.all("span")
        if span.parent and "point__words" in span.parent.attrs.get("class", "")
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
            # A row of the workbook shows the title alone.
            shown = any(point.all("span", data_state="*")) if point.tag == "tr" else True
            assert len(marks) == int(shown), point.attrs
    for path in tiny_site.glob("checklist/**/index.html"):
        assert not list(read(path).all(data_state="*")), path
        assert not list(read(path).all(data_notice="*")), path
    assert tiny.language == "en"


@pytest.mark.parametrize("page", ["", "checklist/planning/", "stakeholders/neighbours/"])
def test_the_head_of_a_page_is_marked_too(tiny_site: Path, page: str) -> None:
    tree = read(tiny_site / "fr" / page / "index.html")
    assert "state" in [
        e.attrs.get("class") for e in headline(tree).children if isinstance(e, Element)
    ]


def headline(tree: Element) -> Element:
    """What holds the first heading."""
    parent = next(tree.all("h1")).parent
    assert parent is not None
    return parent


# The words of the marks, as a French reader meets them.
MARKS = {
    "interface.notice-draft-title": "Traduction provisoire",
    "interface.state-untranslated": "Pas encore traduit",
    "interface.state-stale": "Le texte anglais a changé depuis",
}


def translate(root: Path, words: Mapping[str, str], *, rest: bool) -> None:
    """Puts words, by the names of the texts, into the French file; `rest` fills all others."""
    catalogue, _ = extract.update(project.load(root).source, extract.read(root, "fr"), "fr")
    path = root / "translations" / "fr.po"
    path.write_text(catalogue, encoding="utf-8", newline="\n")
    entries = extract.read(root, "fr")
    for entry in entries:
        if entry.msgctxt in words or rest:
            made = words.get(entry.msgctxt) or pseudo.translated(entry.msgid, "en-XA")
            entry.msgstr, entry.flags, entry.previous_msgid = made, [], None
    entries.save(str(path))
    waivers.write(root, "fr", pseudo.LONGER)


def on_paper(root: Path, browser: Browser, folder: Path, page: str) -> str:
    """The text of a page of the French site, printed to PDF by the browser."""
    build(BuildRequest(root, folder / "dist", editions=("site",)))
    (folder / "host").mkdir()
    with serving(folder / "dist/site", folder / "host") as served:
        tab = browser.new_page()
        tab.goto(f"{served.address}{page}")
        tab.pdf(path=folder / "page.pdf", format="A4")
        tab.close()
    command = ["pdftotext", "-layout", str(folder / "page.pdf"), "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def test_paper_shows_the_state_of_each_text(browser: Browser, tmp_path: Path) -> None:
    root = tiny_guide.copy(tmp_path / "project")
    translate(root, MARKS, rest=False)
    text = on_paper(root, browser, tmp_path, "fr/stakeholders/neighbours/")
    for words in MARKS.values():
        assert words in text, text
    assert "Partagez tout" in text  # stale, and shown all the same


def test_paper_of_reviewed_texts_shows_no_state(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tiny_guide.copy(tmp_path / "project")
    translate(root, MARKS, rest=True)
    monkeypatch.chdir(root)
    assert cli.main(["i18n", "review", "fr", "*", "--reviewer", "A. Reader"]) == 0
    text = on_paper(root, browser, tmp_path, "fr/stakeholders/neighbours/")
    assert pseudo.letters("Share what you grow", "en-XA") in text
    for words in MARKS.values():
        assert words not in text, text


def test_a_theme_that_moved_its_search_worker_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "_SEARCH", "assets/search/worker.js")
    with pytest.raises(BuildError) as error:
        build(BuildRequest(TINY, tmp_path / "dist", editions=("site",)))
    message = "mkdocs-material has 0 search workers, not 1; use the version in"
    assert str(error.value).startswith(message)
    assert not (tmp_path / "dist").exists()
