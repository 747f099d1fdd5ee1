"""The pages of the stick, opened from a folder in Chromium and in Firefox, without any server."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from guide.core.model import Guide
from guide.formats.registry import formats_of
from guide.site.routes import every_page
from support import links, sites, tiny
from support.html_tree import read
from support.paths import ROOT
from support.serving import serving
from support.tabs import Chromium, Tab

pytestmark = pytest.mark.mkdocs

LANGUAGES = ("en", "fr", "es", "pt", "id", "ar", "my")
NAME = 'Guide d\'été, 100% "prêt" #1 – دليل'  # a folder's name that an address must escape
SHIM = "assets/file-worker.js"
# The first of a language's queries, and one that finds the same point in every language.
ROWS = [
    line.split("\t")
    for line in (ROOT / "tests/guide/search.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
QUERIES = {
    code: (
        next((typed, found) for one, typed, found in ROWS if one == code),
        ("S-2.1", "checklist/setup/#s-2-1"),
    )
    for code in LANGUAGES
}


@pytest.fixture(scope="module")
def stick(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stick, built where a public address is set, in a folder with another name.

    Its files are those of `dist`; no test may change them.
    """
    folder = tmp_path_factory.mktemp("media") / NAME
    shutil.copytree(dist / "usb", folder, copy_function=os.link)
    return folder


@contextmanager
def chromium(browser: Browser) -> Iterator[Tab]:
    context = browser.new_context()
    yield Chromium(context.new_page())
    context.close()


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def tab(request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A tab of each browser."""
    if request.param == "firefox":
        yield request.getfixturevalue("fox")
    else:
        with chromium(request.getfixturevalue("browser")) as other:
            yield other


def root_of(stick: Path, code: str) -> Path:
    return stick / "guide" if code == "en" else stick / "guide" / code


def as_file(place: str) -> str:
    """A place of search.tsv as the stick has it: checklist/setup/#x is checklist/setup.html#x."""
    path, _, fragment = place.partition("#")
    index = path in {"", "checklist/", "stakeholders/", "tools/"}
    return (f"{path}index.html" if index else f"{path.rstrip('/')}.html") + f"#{fragment}"


def search(tab: Tab, words: str, expected: str, seconds: int = 20) -> list[str]:
    """Addresses of the results, as soon as the expected one is there."""
    tab.run("document.querySelector('[data-action=search]').click()")
    tab.type(words)
    found: list[str] = tab.run(
        f"""new Promise(resolve => {{
          const end = performance.now() + {1000 * seconds};
          const look = () => {{
            const links = [...document.querySelectorAll(".search__result")];
            const found = links.map(({{ href }}) => href.replace(/[?][^#]*/, ""));
            if (found.includes({json.dumps(expected)}) || performance.now() > end) resolve(found);
            else setTimeout(look, 50);
          }};
          look();
        }})"""
    )
    return found


# --- in the browsers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tab", "code"),
    [
        *(("chromium", code) for code in ("en", "fr", "es", "ar", "my")),
        *(("firefox", code) for code in ("en", "pt", "id", "ar")),
    ],
    indirect=["tab"],
)
def test_search_switcher_filter_and_files_work_from_a_folder(
    tab: Tab, stick: Path, guides: dict[str, Guide], code: str
) -> None:
    asked, said = len(tab.asked), len(tab.said)
    root, other = root_of(stick, code), "ar" if code == "fr" else "fr"
    tab.open((root / "stakeholders/companies.html").as_uri())
    tab.follow(".onward a[href*='setup']")
    setup = guides[code].stage("setup")
    points = [p.code for p in (*setup.factors, *setup.items) if "companies" in p.audiences]
    shown = "[...document.querySelectorAll('[data-point]:not([hidden])')].map(p => p.dataset.point)"
    # Firefox empties the name of a window between files; there the reader narrows by hand.
    tab.run(
        """(async list => {
          list.value = "companies";
          list.dispatchEvent(new Event("change", { bubbles: true }));
          const filter = list.closest("[data-filter]");
          while (!filter.hasAttribute("data-narrowed")) await new Promise(go => setTimeout(go, 20));
        })(document.querySelector("[data-filter] select"))"""
    )
    assert tab.run(shown) == points
    linked = tab.run("[...document.querySelectorAll('a.file[href*=print]')].map(link => link.href)")
    assert len(linked) == 3
    assert all(Path(unquote(urlsplit(link).path)).is_file() for link in linked)
    for words, place in QUERIES[code]:
        expected = f"{root.as_uri()}/{as_file(place)}"
        found = search(tab, words, expected)
        tab.run("document.querySelector('dialog.search').close()")
        assert expected in found, words
        assert all(link.startswith(f"{root.as_uri()}/") for link in found)
    tab.follow(f".switcher a[hreflang={other}]")
    page = root_of(stick, other) / "checklist/setup.html"
    assert tab.run("location.href.split('?')[0]") == page.as_uri()
    assert tab.run("document.documentElement.lang") == other
    assert tab.said[said:] == []
    own = ("data:", f"{stick.as_uri()}/")
    assert [address for address in tab.asked[asked:] if not address.startswith(own)] == []


def test_a_result_leads_to_its_point(tab: Tab, stick: Path) -> None:
    tab.open((stick / "guide/fr/about.html").as_uri())
    expected = (stick / "guide/fr/checklist/setup.html").as_uri() + "#s-2-1"
    search(tab, "S-2.1", expected)
    tab.follow(".search__result[href*='#s-2-1']")
    assert tab.run("document.querySelector(':target').dataset.point") == "S-2.1"


def test_without_the_worker_of_our_own_nothing_is_found(
    tab: Tab, stick: Path, tmp_path: Path
) -> None:
    shutil.copytree(stick / "guide", tmp_path / NAME / "guide")
    (tmp_path / NAME / "guide" / SHIM).write_text("", encoding="utf-8")
    page = tmp_path / NAME / "guide/index.html"
    tab.open(page.as_uri())
    assert search(tab, "S-2.1", "the point", seconds=3) == []


def test_the_browsers_are_as_strict_as_their_readers_and_tell_of_faults(
    tab: Tab, stick: Path
) -> None:
    tab.open((stick / "guide/about.html").as_uri())
    index = json.dumps((stick / "guide/search/search_index.json").as_uri())
    assert tab.run(f"fetch({index}).then(() => 'read', () => 'refused')") == "refused"
    outside = "http://127.0.0.1:65000/outside.png"
    tab.run(
        f"new Promise(end => {{ const i = new Image(); i.onerror = end; i.src = '{outside}' }})"
    )
    tab.run("console.error('a fault')")
    tab.run("void setTimeout(() => { throw new Error('another fault') })")
    tab.run("new Promise(end => setTimeout(end, 100)).then(() => 0)")
    assert outside in tab.asked
    assert any("a fault" in line for line in tab.said)
    assert any("another fault" in line for line in tab.said)


def test_the_same_pages_work_on_a_server_too(browser: Browser, stick: Path, tmp_path: Path) -> None:
    with serving(stick / "guide", tmp_path) as served, chromium(browser) as tab:
        tab.open(f"{served.address}my/about.html")
        for words, place in QUERIES["my"]:
            expected = f"{served.address}my/{as_file(place)}"
            assert expected in search(tab, words, expected)


# --- the tree -----------------------------------------------------------------------------


def test_the_folder_holds_its_pages_and_nothing_that_none_of_them_needs(
    stick: Path, guides: dict[str, Guide]
) -> None:
    folder = stick / "guide"
    pages = {
        root_of(stick, code) / as_file(f"{page.path}/" if page.path else "").rstrip("#")
        for code in LANGUAGES
        for page in every_page(guides[code])
    }
    assert set(folder.rglob("*.html")) == pages
    unwanted = ("*.map", "sitemap*", "404*", "lunr*", "*.gz")
    assert [path for pattern in unwanted for path in folder.rglob(pattern)] == []
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert "canonical" not in text
        assert "guide.test" not in text


def test_every_link_and_anchor_resolves(stick: Path) -> None:
    assert links.broken(stick / "guide", least=5000, folders=False) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_result_of_the_search_resolves(stick: Path, code: str) -> None:
    root = root_of(stick, code)
    text = (root / "search/search_index.json").read_text(encoding="utf-8")
    assert (root / "search/search_index.js").read_text(encoding="utf-8") == f"var __index={text}"
    ids: dict[str, set[str]] = {}
    places = [document["location"].partition("#") for document in json.loads(text)["docs"]]
    assert len(places) > 80
    for page, _, fragment in places:
        if page not in ids:
            ids[page] = {element.attrs["id"] for element in read(root / page).all(id="*")}
        assert not fragment or fragment in ids[page], (page, fragment)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_pages_list_the_files_of_the_stick(
    stick: Path, guides: dict[str, Guide], code: str
) -> None:
    page = root_of(stick, code) / "downloads.html"
    linked = {
        (page.parent / link.attrs["href"]).resolve().relative_to(stick.resolve()).as_posix()
        for link in read(page).all("a", **{"class": "file"})
    }
    phone = {"guide.html", "guide.epub", "guide.pdf"}
    names = {output.name for output in formats_of(guides[code])} - {"guide.json", "guide.csv"}
    assert linked == {f"{'phone' if n in phone else 'print'}/{code}/{n}" for n in names}


def test_pages_of_a_server_carry_no_worker_of_our_own(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "tiny")
    for offline in (True, False):
        site = tmp_path / f"site-{offline}"
        (sites.folder if offline else sites.online)(root, site, ("en", "fr"))
        assert (site / SHIM).is_file() == offline
        assert bool(list(site.rglob("search_index.js"))) == offline
        for path in site.rglob("*.html"):
            assert (Path(SHIM).name in path.read_text(encoding="utf-8")) == offline
