"""What a browser keeps for reading without a network: by choice, one language, whole, removable."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from guide.core.model import Guide
from guide.core.profile import Profile
from guide.files import checksums
from guide.site import offline
from guide.site.routes import every_page
from support.html_tree import read
from support.pages import PUBLISHED
from support.serving import Served, serving

TAKEN = ("guide.html", "guide.pdf", "guide.csv", "workbook.xlsx")


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """Pages in two languages with some files to take along, which a test may change."""
    made = tmp_path / "site"
    others = [code for code in PUBLISHED if code not in ("en", "fr")]
    shutil.copytree(site, made, ignore=shutil.ignore_patterns("downloads", "*.map", *others))
    for code in ("en", "fr"):
        (made / "downloads" / code).mkdir(parents=True)
        for page in ("downloads", f"{code}/downloads"):
            if (site / page / "index.html").exists():
                (made / page).mkdir(parents=True, exist_ok=True)
                shutil.copy(site / page / "index.html", made / page)
        for name in TAKEN:
            shutil.copy(site / "downloads" / code / name, made / "downloads" / code)
    write(made)
    return made


def write(site: Path) -> None:
    """The lists of a site in two languages."""
    for code in ("en", "fr"):
        offline.write(site, Profile(), code, ("en", "fr"), ())


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 390, "height": 780})
    yield made
    made.close()


def traces(page: Page) -> list[Any]:
    """Names of caches, addresses of service workers, and other storage of this origin."""
    script = """async () => [
      await caches.keys(),
      (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope),
      localStorage.length + sessionStorage.length,
      (await indexedDB.databases()).length,
    ]"""
    found: list[Any] = page.evaluate(script)
    return found


NOTHING = [[], [], 0, 0]


def keep(page: Page, served: Served, root: str, *names: str) -> None:
    page.goto(f"{served.address}{root}downloads/#offline")
    if names:
        page.locator("[data-part=choose]").click()
    for name in names:
        page.locator(f".keep input[value$='/{name}']").check()
    save = page.locator("[data-part=save]")
    save.click()
    expect(page.locator("[data-part=said]")).to_have_text(words(page, "done"), timeout=30_000)
    expect(save).to_be_enabled()


def unreachable(context: BrowserContext, address: str) -> bool:
    """In a tab of its own, which then shows the browser's page for that."""
    page = context.new_page()
    with pytest.raises(Error, match="ERR_"):
        page.goto(address)
    page.close()
    return True


def words(page: Page, key: str) -> str:
    return page.locator("[data-offline]").get_attribute(f"data-{key}") or ""


def test_the_lists_name_a_language_s_files_and_no_others(site: Path) -> None:
    for code in PUBLISHED:
        listed = json.loads((site / offline.list_of(Profile(), code)).read_text(encoding="utf-8"))
        root = "" if code == "en" else f"{code}/"
        names = {address: address + "index.html" * (address[-1:] in ("/", "")) for address in
                 {**listed["files"], **listed["choices"]}}  # fmt: skip
        for address, digest in listed["files"].items():
            assert checksums.digest(site / names[address]).startswith(digest), address
        pages = {path.relative_to(site).as_posix() for path in site.rglob("index.html")}
        own = {
            page
            for page in pages
            if (page.split("/")[0] if page.split("/")[0] in PUBLISHED else "en") == code
        }
        assert {names[one] for one in listed["files"]} & pages == own
        assert f"{root}search/search_index.json" in listed["files"]
        assert set(listed["choices"]) == {
            path.relative_to(site).as_posix() for path in (site / "downloads" / code).iterdir()
        }
        assert 100_000 < listed["fetch"] < listed["room"]


def test_a_list_holds_all_that_its_pages_ask_for(site: Path) -> None:
    for code in PUBLISHED:
        listed = json.loads((site / offline.list_of(Profile(), code)).read_text(encoding="utf-8"))
        for address in [one for one in listed["files"] if one.endswith("/") or not one]:
            page = site / address / "index.html"
            for element in read(page).all():
                source = element.attrs.get("src", "")
                if element.tag == "link" and element.attrs["rel"] in ("stylesheet", "icon"):
                    source = element.attrs["href"]
                if source:
                    asked = (page.parent / source).resolve().relative_to(site.resolve())
                    assert asked.as_posix() in listed["files"], (address, source)


def test_the_version_follows_every_file(copy: Path) -> None:
    before = (copy / "fr/offline.json").read_text(encoding="utf-8")
    write(copy)
    assert (copy / "fr/offline.json").read_text(encoding="utf-8") == before
    for name in ("fr/glossary/index.html", "assets/guide.css", "downloads/fr/guide.csv"):
        with (copy / name).open("a") as file:
            file.write(" ")
        write(copy)
        after = (copy / "fr/offline.json").read_text(encoding="utf-8")
        assert json.loads(after)["version"] != json.loads(before)["version"]
        before = after


def test_nothing_is_kept_before_the_button(context: BrowserContext, served: Served) -> None:
    page = context.new_page()
    for path in ("", "downloads/", "ar/downloads/", "my/glossary/"):
        page.goto(served.address + path)
        page.wait_for_load_state("networkidle")
    page.goto(f"{served.address}downloads/#offline")
    expect(page.locator("[data-part=save]")).to_be_visible()
    assert page.locator(".keep").count() == 0
    page.locator("[data-part=choose]").click()
    page.locator(".keep input").first.check()
    assert traces(page) == NOTHING


def test_the_list_of_files_comes_when_the_reader_is_near(
    context: BrowserContext, served: Served
) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served.address}fr/downloads/", wait_until="networkidle")
    wanted = f"{served.address}{offline.list_of(Profile(), 'fr')}"
    assert wanted not in asked
    page.locator("#offline").scroll_into_view_if_needed()
    expect(page.locator("[data-part=save]")).to_have_text(words(page, "save"))
    assert asked.count(wanted) == 1


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_kept_language_is_read_with_the_server_cut_off(
    context: BrowserContext,
    copy: Path,
    tmp_path: Path,
    guides: dict[str, Guide],
    code: str,
) -> None:
    root, other = ("", "fr/") if code == "en" else ("fr/", "")
    page = context.new_page()
    (tmp_path / "host").mkdir()
    with serving(copy, tmp_path / "host") as served:
        page.goto(f"{served.address}{other}about/")
        keep(page, served, root, "guide.html", "workbook.xlsx")
        page.goto(f"{served.address}{other}checklist/setup/")  # the other one is not kept
    failures: list[str] = []
    page.on("requestfailed", lambda request: failures.append(request.url))
    page.on("pageerror", lambda error: failures.append(str(error)))
    for one in every_page(guides[code]):
        page.goto(f"{served.address}{root}{one.path}{'/' if one.path else ''}?from=a-link")
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--rule')")
    page.locator("[data-action=search]").click()
    page.keyboard.type("S-2.1")
    page.locator(".search__result[href$='#s-2-1']").click()
    expect(page).to_have_url(f"{served.address}{root}checklist/setup/#s-2-1")
    # The downloads page asks whether there is a new version; the icon of the tab is the browser's.
    asked = {
        served.address + name for name in (offline.list_of(Profile(), code), "assets/mark.svg")
    }
    assert set(failures) <= asked
    page.goto(f"{served.address}{root}downloads/")
    with page.expect_download() as downloading:
        page.locator("a.file[href$='workbook.xlsx']").click()
    taken = copy / "downloads" / code / "workbook.xlsx"
    assert downloading.value.path().read_bytes() == taken.read_bytes()
    page.locator("a.file[href$='guide.html']").click()
    expect(page).to_have_title(guides[code].title.value)
    for missing in (f"{other}glossary/", f"downloads/{code}/guide.pdf", f"{root}nowhere/"):
        assert unreachable(context, served.address + missing)
    page.goto(f"{served.address}{root}downloads/")
    assert len(traces(page)[0]) == 1
    page.locator("[data-part=rows] button").click()
    expect(page.locator("[data-part=said]")).to_have_text(words(page, "removed"))
    expect(page.locator("[data-part=kept]")).to_be_hidden()
    assert traces(page) == NOTHING
    assert unreachable(context, f"{served.address}{root}about/")


def test_two_languages_are_kept_and_removed_apart(
    context: BrowserContext, copy: Path, tmp_path: Path
) -> None:
    page = context.new_page()
    (tmp_path / "host").mkdir()
    with serving(copy, tmp_path / "host") as served:
        keep(page, served, "fr/")
        keep(page, served, "")
    page.reload()
    expect(page.locator("[data-part=rows] bdi")).to_have_text(["English", "Français"])
    page.locator("[data-part=rows] button").last.click()
    expect(page.locator("[data-part=rows] bdi")).to_have_text(["English"])
    page.goto(f"{served.address}about/")
    assert unreachable(context, f"{served.address}fr/about/")


def test_of_a_new_version_only_what_changed_is_fetched(
    context: BrowserContext, copy: Path, tmp_path: Path
) -> None:
    page = context.new_page()
    (tmp_path / "host").mkdir()
    with serving(copy, tmp_path / "host") as served:
        keep(page, served, "fr/", "guide.csv")
        changed = copy / "fr/glossary/index.html"
        new = changed.read_text(encoding="utf-8").replace("<h1>", "<h1>Nouveau : ")
        changed.write_text(new, encoding="utf-8")
        write(copy)
        page.goto(f"{served.address}fr/glossary/")
        expect(page.locator("h1")).not_to_contain_text("Nouveau")  # kept pages stay as they are
        page.goto(f"{served.address}fr/downloads/")
        expect(page.locator("[data-part=save]")).to_have_text(words(page, "renew"))
        expect(page.locator("[data-part=chosen]")).not_to_be_empty()
        page.locator("[data-part=choose]").click()
        expect(page.locator(".keep input[value$='guide.csv']")).to_be_checked()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.locator(".keep input[value$='guide.csv']").uncheck()
        page.locator("[data-part=save]").click()
        expect(page.locator("[data-part=said]")).to_have_text(words(page, "done"))
        fetched = [url.removeprefix(served.address) for url in asked]
        beside = ("offline.js", "assets/font-names-")  # letters for the foot of the page
        assert [one for one in fetched if not one.startswith(beside)] == ["fr/glossary/"]
    page.goto(f"{served.address}fr/glossary/")
    expect(page.locator("h1")).to_contain_text("Nouveau")
    assert len(traces(page)[0]) == 1
    assert unreachable(context, f"{served.address}downloads/fr/guide.csv")


def test_what_was_broken_off_goes_on(context: BrowserContext, copy: Path, tmp_path: Path) -> None:
    page = context.new_page()
    (tmp_path / "host").mkdir()
    with serving(copy, tmp_path / "host") as served:
        page.route("**/fr/about/", lambda route: route.abort())
        page.goto(f"{served.address}fr/downloads/#offline")
        page.locator("[data-part=save]").click()
        expect(page.locator("[data-part=said]")).to_have_text(words(page, "failed"))
        expect(page.locator("[data-part=rows] li")).to_contain_text(words(page, "unfinished"))
        assert traces(page)[1] == []  # nothing half is ever shown
        page.unroute("**/fr/about/")
        page.reload()
        page.locator("[data-part=save]").click()
        expect(page.locator("[data-part=said]")).to_have_text(words(page, "done"))
    page.goto(f"{served.address}fr/about/")
    expect(page.locator("h1")).to_be_visible()


def test_a_page_that_is_not_kept_is_always_new(
    context: BrowserContext, copy: Path, tmp_path: Path
) -> None:
    page = context.new_page()
    (tmp_path / "host").mkdir()
    style = copy / "assets/guide.css"
    now = int(time.time())
    os.utime(style, (now, now))  # so young that the browser itself will ask again
    with serving(copy, tmp_path / "host") as served:
        keep(page, served, "fr/")
        style.write_text("h1 { color: rgb(1, 2, 3) !important; }", encoding="utf-8")
        os.utime(style, (now + 60, now + 60))
        colour = "getComputedStyle(document.querySelector('h1')).color"
        page.goto(f"{served.address}about/")
        assert page.evaluate(colour) == "rgb(1, 2, 3)"
        page.goto(f"{served.address}fr/about/")
        assert page.evaluate(colour) != "rgb(1, 2, 3)"


def test_without_script_the_page_says_what_else_there_is(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.address}downloads/#offline")
    expect(page.locator("[data-part=cannot]")).to_be_visible()
    expect(page.locator("[data-part=save]")).to_be_hidden()
    context.close()
