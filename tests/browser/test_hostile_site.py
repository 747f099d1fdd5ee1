"""Hostile strings where the matrix does not go: settings, and the search as a browser shows it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from guide import cli, project
from guide.adapters import config
from guide.core.diagnostics import ContentError
from guide.site import csp
from guide.site.search import index as search_index
from support import sites, tiny
from support.hostile import HOSTILE, LEGITIMATE
from support.paths import ROOT, TINY
from support.serving import Served, serving

SAFE = re.compile(r"https?://[^\s\"'<>\\^`{|}\x00-\x20\x7f]+")
FORMS = ("{}", "https://guide.test/{}", "https://{}/", "https://guide.test/?{}#{}")


def taken(read: Callable[[str], str]) -> set[str]:
    """What a reader of an address takes of all strings; what it refuses it says in a line each."""
    found: set[str] = set()
    refused: list[str] = []
    for string in (*HOSTILE.values(), *LEGITIMATE.values()):
        for form in FORMS:
            try:
                found.add(read(form.replace("{}", string)))
            except ContentError as error:
                refused.append(str(error))
    assert len(refused) > len(HOSTILE)
    assert [line for line in refused if "\n" in line] == []
    return found - {""}


@pytest.mark.mkdocs
def test_a_public_address_is_an_address_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(address: str) -> str:
        try:
            monkeypatch.setenv("SITE_URL", address)
        except ValueError:  # no environment can hold it
            return ""
        return config.settings(ROOT).address

    found = taken(read)
    assert found  # such as https://guide.test/-2+3
    assert [value for value in found if not SAFE.fullmatch(value)] == []


def test_a_quick_exit_is_an_address_or_refused() -> None:
    found = taken(lambda address: csp.exit_address(ROOT / "mkdocs.yml", address))
    assert found
    assert [value for value in found if not SAFE.fullmatch(value)] == []


@pytest.mark.parametrize(
    "name",
    [
        "unclosed link",
        pytest.param("double quote", marks=pytest.mark.mkdocs),  # the only one that is built
        "expression",
        "refresh",
        "entity twice",
    ],
)
def test_a_site_name_is_refused_or_shown_nowhere(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    name: str,
) -> None:
    root = tiny.copy(tmp_path / "project")
    line = f"site_name: {json.dumps('zqx' + HOSTILE[name])}"
    tiny.edit(root, "mkdocs.yml", "site_name: The School Garden", line)
    monkeypatch.chdir(root)
    if cli.main(["build", "--only", "site", "--languages", "en"]) == 0:
        pages = [*(root / "dist/site").rglob("*.html"), *(root / "dist/site").rglob("*.xml")]
        assert len(pages) > 9
        assert [path for path in pages if "zqx" in path.read_text(encoding="utf-8")] == []
    else:
        assert "mkdocs.yml:" in "".join(capfd.readouterr())


@pytest.mark.parametrize("version", ["../x", "a b", '"', "<b>", "{{ 7 }}", "-x", "0.1\\n.0"])
def test_a_version_is_a_word(tmp_path: Path, version: str) -> None:
    root = tiny.copy(tmp_path / "project")
    known = re.search(r"^version: .*$", (root / "content/guide.yml").read_text(), re.MULTILINE)
    assert known
    tiny.edit(root, "content/guide.yml", known[0], f'version: "{version.replace(chr(34), "")}<"')
    with pytest.raises(ContentError, match="must be one word"):
        project.load(root)


# --- the search -----------------------------------------------------------------------------------

WORD = "zebra"  # in each document, so that one query finds them all


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Served]]:
    """The tiny guide, served; its folder, to put an index in."""
    root = tiny.copy(tmp_path_factory.mktemp("hostile") / "project")
    site = root / "site"
    sites.online(root, site, ("en",))
    with serving(site, tmp_path_factory.mktemp("host")) as served:
        yield site, served


def index(strings: list[str], *, escaped: bool) -> str:
    """An index of documents whose titles and texts are these strings."""
    made: dict[str, Any] = json.loads(search_index.index(project.load(TINY).source))
    made["docs"] = [{"location": "about/", "title": "The page", "text": ""}]
    made["docs"] += [
        {
            "location": f"about/#{place}",
            "title": escape(f"{WORD} {string}", quote=False) if escaped else f"{WORD} {string}",
            "text": escape(f"{string} {WORD}", quote=False) if escaped else f"{string} {WORD}",
        }
        for place, string in enumerate(strings)
    ]
    return json.dumps(made)


def found(browser: Browser, pages: tuple[Path, Served], made: str, count: int) -> Page:
    """A page whose search shows every result of an index."""
    site, served = pages
    (site / "search/search_index.json").write_text(made, encoding="utf-8")
    page = browser.new_page()
    page.goto(f"{served.address}about/")
    page.locator("[data-action=search]").click()
    page.locator(".search__input").fill(WORD)
    expect(page.locator(".search__result").first).to_be_visible()
    while page.locator(".search__more").is_visible():
        page.locator(".search__more").click()
    expect(page.locator(".search__result")).to_have_count(count)
    return page


def made_of(page: Page) -> set[str]:
    """The elements in the results, with their attributes."""
    return set(
        page.evaluate(
            """() => [...document.querySelectorAll(".search__results *")].map((one) =>
              [one.localName, ...[...one.attributes].map(({ name }) => name).sort()].join(" "))"""
        )
    )


ALLOWED = {"li", "a class href", "span class", "mark"}
STRINGS = [string for string in HOSTILE.values() if len(string) < 999]


@pytest.mark.mkdocs
@pytest.mark.parametrize("form", ["as built", "not escaped"])
def test_results_are_words_and_marks_whatever_the_index_holds(
    browser: Browser, pages: tuple[Path, Served], form: str
) -> None:
    asked: list[str] = []
    page = found(browser, pages, index(STRINGS, escaped=form == "as built"), len(STRINGS))
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.wait_for_timeout(200)  # for what a picture or script would do
    assert made_of(page) <= ALLOWED
    assert asked == []
    links = page.locator(".search__result").evaluate_all("all => all.map((one) => one.pathname)")
    assert {link.rpartition("/base/")[2] for link in links} == {"about/"}
    page.close()


@pytest.mark.mkdocs
def test_odd_strings_are_shown_letter_for_letter(
    browser: Browser, pages: tuple[Path, Served]
) -> None:
    strings = list(LEGITIMATE.values())
    page = found(browser, pages, index(strings, escaped=True), len(strings))
    shown = page.locator(".search__title").all_text_contents()
    folded = {" ".join(title.split()) for title in shown}
    assert {" ".join(f"{WORD} {string}".split()) for string in strings} <= folded
    page.close()


@pytest.mark.mkdocs
def test_a_search_that_took_html_would_be_found(
    browser: Browser, pages: tuple[Path, Served]
) -> None:
    site, _ = pages
    script = site / "assets/search.js"
    good = script.read_text(encoding="utf-8")
    start, end = good.index("const { body } ="), good.index("\nreturn element;\n};")
    script.write_text(f"{good[:start]}element.innerHTML = html;\n{good[end:]}")
    stays = [string for string in STRINGS if "refresh" not in string]  # that one leaves the page
    try:
        page = found(browser, pages, index(stays, escaped=False), len(stays))
        assert made_of(page) - ALLOWED
        page.close()
    finally:
        script.write_text(good, encoding="utf-8")
