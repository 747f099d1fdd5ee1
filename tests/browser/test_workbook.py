"""The workbook page in Chromium and in Firefox, on a server and from a folder."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from guide import project
from guide.core.model import Guide
from guide.workbooks import csv_file, json_file
from support import workbook_page, workbooks
from support.firefox import firefox
from support.serving import serving
from support.visits import NOTHING, TRACES
from support.workbook_page import WorkbookPage

pytestmark = pytest.mark.mkdocs  # MkDocs reads the settings of a site
BROWSERS = ("chromium", "firefox")
FILLED = {
    "status": "partly",
    "priority": "high",
    "owner": "Awa & <b>Ben</b>",
    "due": "2027-01-31",
    "checked": "2026-12-01",
    "notes": 'First line\n"Second" \u202eline',
}


@dataclass(frozen=True, slots=True)
class Site:
    """The tiny guide, whose pages are on a server and in a folder."""

    guide: Guide
    web: str
    files: str

    def page(self, where: str, code: str = "en") -> str:
        """The address of the workbook in a language."""
        top = "" if code == "en" else f"{code}/"
        return f"{self.web}{top}workbook/" if where == "web" else f"{self.files}{top}workbook.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    top = tmp_path_factory.mktemp("workbook")
    root = workbook_page.tiny_project(top / "guide")
    made = workbook_page.build(root, ("en", "fr"), top / "in a folder, 100%")
    with serving(made / "web", top / "host") as served:
        files = f"{(made / 'files').as_uri()}/"
        yield Site(project.load_source(root), served.address, files)


@pytest.fixture(scope="module", params=BROWSERS)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[WorkbookPage]:
    if request.param == "firefox":
        yield WorkbookPage(request.getfixturevalue("fox"))
        return
    with workbook_page.tab_of(browser) as tab:
        yield WorkbookPage(tab)


def traces(page: WorkbookPage) -> dict[str, object]:
    """What the page has left behind, of what the browser lets pages leave there."""
    found = page.run(TRACES)
    return {key: found[key] for key in NOTHING if found[key] not in (NOTHING[key], "denied")}


def codes(site: Site) -> list[str]:
    return [*site.guide.points]


# --- filling in, saving, erasing, opening ---------------------------------------------------


@pytest.mark.parametrize("where", ["web", "files"])
def test_it_is_filled_in_erased_and_opened_again(
    page: WorkbookPage, site: Site, where: str
) -> None:
    page.visit(site.page(where))
    assert traces(page) == {}
    first, second = codes(site)[:2]
    page.set(first, **FILLED)
    page.set(second, status="in-place")
    assert page.run("document.querySelector('[data-part=unsaved]').textContent")
    saved = page.text
    assert traces(page) == {}
    book, told = json_file.read(saved.encode(), "a.json", site.guide)
    assert (book.points[first].given, told) == (FILLED, [])
    page.erase()
    assert (page.values(first), page.points) == ({}, {})
    assert traces(page) == {}
    page.give("a.json", saved.encode())
    assert page.values(first) == FILLED
    assert page.values(second) == {"status": "in-place"}
    page.erase()


@pytest.mark.parametrize("where", ["web", "files"])
def test_the_browser_gets_a_file(browser: Browser, site: Site, where: str, tmp_path: Path) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(site.page(where))
    tab.locator("[name=group]").fill("Groupe du Café / Ñ 7")
    tab.locator("article [name=status]").first.select_option("partly")
    for action, ending in (("save", "json"), ("csv", "csv")):
        if action == "csv":
            tab.locator("summary", has_text="Passphrase").click()
        with tab.expect_download() as download:
            tab.locator(f"[data-action={action}]").click()
        assert download.value.suggested_filename == (
            f"{site.guide.slug}-workbook-groupe-du-cafe-n-7.{ending}"
        )
        download.value.save_as(tmp_path / ending)
    for ending, form in (("json", json_file), ("csv", csv_file)):
        data = (tmp_path / ending).read_bytes()
        book, _ = form.read(data, ending, site.guide)
        assert book.points[codes(site)[0]].given == {"status": "partly"}
        assert form.write(book, site.guide) == data
    context.close()


@pytest.mark.parametrize("where", ["web", "files"])
def test_firefox_gets_a_file_too(site: Site, where: str, tmp_path: Path) -> None:
    wanted = {
        "browser.download.folderList": 2,
        "browser.download.dir": str(tmp_path),
        "browser.download.always_ask_before_handling_new_types": False,
        "browser.helperApps.neverAsk.saveToDisk": "application/json",
    }
    with firefox(wanted) as tab:
        page = WorkbookPage(tab)
        page.tab.open(site.page(where))
        page.set(codes(site)[0], **FILLED)
        page.tab.click("[data-action=save]")
        end = time.monotonic() + 20
        while not (found := [*tmp_path.glob("*.json")]) and time.monotonic() < end:
            time.sleep(0.05)
        (file,) = found
        time.sleep(0.2)
        book, _ = json_file.read(file.read_bytes(), "a.json", site.guide)
        assert book.points[codes(site)[0]].given == FILLED
        assert tab.said == []


def test_a_file_in_french_opens_in_english(page: WorkbookPage, site: Site) -> None:
    page.visit(site.page("web", "fr"))
    page.set(codes(site)[0], **FILLED)
    saved = page.text
    assert json.loads(saved)["language"] == "fr"
    page.erase()
    page.visit(site.page("web"))
    page.give("a.json", saved.encode())
    assert page.values(codes(site)[0]) == FILLED
    page.erase()


def test_page_and_program_write_the_same_bytes(page: WorkbookPage, site: Site) -> None:
    page.visit(site.page("web"))
    for case in workbooks.workbook_files(site.guide):
        if case.refused or case.name == "many-codes.json":
            continue
        page.erase()
        page.give(case.name, case.data)
        while page.asks("clashes"):
            page.answer("clashes", "take")
        made = page.text.encode()
        book, _ = json_file.read(made, "a.json", site.guide)
        assert json_file.write(book, site.guide) == made, case.name
    page.erase()


# --- hostile files --------------------------------------------------------------------------

# What the page says of each kind of file that it refuses: keys of its messages.
SAID = {
    **dict.fromkeys(("syntax", "deep", "format", "header", "quotes", "packed"), ("no-workbook",)),
    "large": ("large",),
    "encoding": ("unreadable",),
    "packed": ("no-workbook", "unreadable"),
    "twice": ("twice",),
    "other": ("foreign",),
    "version": ("newer", "no-workbook"),
    "type": ("wrong", "no-workbook"),
    "code": ("no-code",),
    **dict.fromkeys(("choice", "date", "moment", "language"), ("wrong",)),
    "long": ("long",),
    "cells": ("cells",),
    "uncoded": ("uncoded",),
}
TOLD = {
    "field": "left-out",
    "column": "left-out",
    "renamed": "renamed",
    "retired": "retired",
    "broken": "broken",
}


def beginning(site: Site, key: str) -> str:
    """The words of a message before its first value."""
    return site.guide.interface[f"workbook-say-{key}"].value.partition("{")[0]


def test_hostile_files_are_told_and_harm_nothing(page: WorkbookPage, site: Site) -> None:
    page.visit(site.page("web"))
    first = codes(site)[0]
    page.erase()
    page.set(first, owner="Earlier")
    before = page.points
    for case in workbooks.workbook_files(site.guide):
        if not case.refused:
            continue
        page.give(case.name, case.data)
        if case.refused == "locked":
            page.answer("locked", "")
        else:
            words = [beginning(site, key) for key in SAID[case.refused]]
            assert any(word in page.said for word in words), (case.name, page.said)
            assert case.name in page.said
        assert page.points == before, case.name
    assert page.tab.said == []
    page.erase()


def test_odd_files_are_opened_as_the_program_does(page: WorkbookPage, site: Site) -> None:
    page.visit(site.page("web"))
    for case in workbooks.workbook_files(site.guide):
        if case.refused:
            continue
        page.erase()
        page.give(case.name, case.data)
        while page.asks("clashes"):
            page.answer("clashes", "take")
        assert page.points == {code: {**fields} for code, fields in (case.points or {}).items()}
        told = str(page.run("document.querySelector('[data-part=notes]').textContent"))
        for kind in case.told:
            assert kind == "both" or beginning(site, TOLD[kind]) in told, (case.name, told)
        assert (
            page.run("document.querySelectorAll('main script:not([data-part], [src])').length") == 0
        )
        assert page.run("document.querySelectorAll('main img, main iframe, main b').length") == 0
    assert page.tab.said == []
    page.erase()


# --- bringing together ----------------------------------------------------------------------


def test_two_files_are_brought_together_as_the_program_does(page: WorkbookPage, site: Site) -> None:
    page.visit(site.page("web"))
    first = codes(site)[0]
    for case in workbooks.merge_cases(site.guide):
        if not case.older or not case.newer:
            continue
        older, newer = (
            workbooks.text_of(site.guide, {first: given}, saved=saved).encode()
            for given, saved in ((case.older, workbooks.OLDER), (case.newer, workbooks.NEWER))
        )
        for files in ((older, newer), (newer, older)):
            page.erase()
            page.give("one.json", files[0])
            page.give("two.json", files[1])
            page.answer("both", "merge")
            if page.asks("clashes"):
                assert page.run("document.querySelectorAll('.clash').length") == len(
                    [field for field in case.fields if field != "notes"]
                )
                page.answer("clashes", "take")
            assert page.points == {first: {**case.merged}}, case.name
    page.erase()


def test_a_reader_chooses_and_may_give_up(page: WorkbookPage, site: Site) -> None:
    page.visit(site.page("web"))
    first = codes(site)[0]
    page.erase()
    page.set(first, owner="Awa", notes="ours")
    other = {first: {"owner": "Ben", "due": "2027-01-31"}}
    data = workbooks.text_of(site.guide, other, saved="2020-01-01T00:00:00Z").encode()
    for panel, answer in (("both", ""), ("clashes", "")):
        page.give("two.json", data)
        if panel == "clashes":
            page.answer("both", "merge")
        page.answer(panel, answer)
        assert page.points == {first: {"owner": "Awa", "notes": "ours"}}
    page.give("two.json", data)
    page.answer("both", "merge")
    page.run("document.querySelector('.clash [value=\"1\"]').click()")
    page.answer("clashes", "take")
    day = page.run("new Date().toLocaleDateString('sv')")
    label = site.guide.interface["worksheet-owner"]
    kept = {"owner": "Ben", "due": "2027-01-31", "notes": f"ours\n[{day}] {label}: Awa"}
    assert page.points == {first: kept}
    page.give("two.json", data)
    page.answer("both", "replace")
    assert page.points == other
    page.erase()


def test_notes_that_become_too_long_are_refused_and_nothing_is_lost(
    page: WorkbookPage, site: Site
) -> None:
    page.visit(site.page("web"))
    first = codes(site)[0]
    page.erase()
    page.set(first, notes="a" * 9_999)
    before = page.points
    page.give("two.json", workbooks.text_of(site.guide, {first: {"notes": "b" * 9}}).encode())
    page.answer("both", "merge")
    assert beginning(site, "notes-long") in page.said
    assert page.points == before
    page.erase()


# --- remembering, passphrase ----------------------------------------------------------------


@pytest.mark.parametrize("where", ["web", "files"])
def test_it_is_remembered_only_on_request(page: WorkbookPage, site: Site, where: str) -> None:
    page.visit(site.page(where))
    first = codes(site)[0]
    page.set(first, owner="Awa")
    assert traces(page) == {}
    page.run("document.querySelector('[data-action=remember]').click()")
    page.set(first, owner="Ben")
    page.until("Object.values(localStorage).join().includes('Ben')")
    assert page.run("Object.keys(localStorage)") == [f"{site.guide.slug}-workbook"]
    page.visit(site.page(where))
    assert page.values(first) == {"owner": "Ben"}
    assert page.run("document.querySelector('[data-action=remember]').checked")
    page.run("document.querySelector('[data-action=remember]').click()")
    assert traces(page) == {}
    assert page.values(first) == {"owner": "Ben"}
    page.run("document.querySelector('[data-action=remember]').click()")
    assert page.run("localStorage.length") == 1
    page.erase()
    assert traces(page) == {}
    page.visit(site.page(where))
    assert page.values(first) == {}
    assert traces(page) == {}


def test_another_tab_is_not_written_over(page: WorkbookPage, site: Site) -> None:
    page.visit(site.page("web"))
    key, first = f"{site.guide.slug}-workbook", codes(site)[0]
    page.run("document.querySelector('[data-action=remember]').click()")
    other = workbooks.text_of(site.guide, {first: {"owner": "Other"}})
    page.run(f"localStorage.setItem({json.dumps(key)}, {json.dumps(other)})")
    page.set(first, owner="Awa")
    page.until("!document.querySelector('[data-action=remember]').checked")
    assert beginning(site, "elsewhere") in page.said
    assert page.run(f"localStorage.getItem({json.dumps(key)})") == other
    assert page.values(first) == {"owner": "Awa"}
    page.erase()


def test_what_is_remembered_and_damaged_stays_until_it_is_erased(
    page: WorkbookPage, site: Site
) -> None:
    page.visit(site.page("web"))
    key = f"{site.guide.slug}-workbook"
    page.run(f"localStorage.setItem({json.dumps(key)}, '<b>not ours')")
    page.visit(site.page("web"))
    assert beginning(site, "found-damaged") in page.said
    page.run("document.querySelector('[data-action=remember]').click()")
    assert page.run(f"localStorage.getItem({json.dumps(key)})") == "<b>not ours"
    page.erase()
    assert traces(page) == {}


def test_a_full_store_is_told_and_the_page_goes_on(page: WorkbookPage, site: Site) -> None:
    page.visit(site.page("web"))
    first = codes(site)[0]
    page.run(
        "(() => { for (let size = 1 << 22; size; size >>= 1) { try { for (let n = 0;; n++) "
        "localStorage.setItem(`x${size}-${n}`, 'x'.repeat(size)); } catch {} } })()"
    )
    page.set(first, owner="Awa")
    page.run("document.querySelector('[data-action=remember]').click()")
    assert beginning(site, "full") in page.said
    page.run("localStorage.clear()")
    assert page.values(first) == {"owner": "Awa"}
    page.erase()


def test_where_nothing_may_be_stored_the_page_says_so(site: Site) -> None:
    with firefox({"network.cookie.cookieBehavior": 2}) as tab:
        page = WorkbookPage(tab)
        page.tab.open(site.page("web"))
        page.set(codes(site)[0], owner="Awa")
        page.run("document.querySelector('[data-action=remember]').click()")
        assert beginning(site, "denied") in page.said
        assert page.points == {codes(site)[0]: {"owner": "Awa"}}
        page.erase()


@pytest.mark.parametrize("where", ["web", "files"])
def test_a_passphrase_locks_the_file(page: WorkbookPage, site: Site, where: str) -> None:
    page.visit(site.page(where))
    first = codes(site)[0]
    page.set(first, **FILLED)
    page.run("document.querySelector('[name=passphrase]').value = 'four small words'")
    locked = page.text
    data = json.loads(locked)
    assert "Awa" not in locked
    assert {key: data[key] for key in ("format", "version", "kdf", "hash", "iterations")} == {
        "format": f"{site.guide.slug}-workbook-encrypted",
        "version": 1,
        "kdf": "PBKDF2",
        "hash": "SHA-256",
        "iterations": 600_000,
    }
    page.erase()
    for passphrase, values in (("three small words", {}), ("four small words", FILLED)):
        page.give("locked.json", locked.encode())
        page.run(f"document.querySelector('[name=unlock]').value = {json.dumps(passphrase)}")
        page.answer("locked", "unlock")
        page.until("document.querySelector('[data-part=said]').textContent")
        assert page.values(first) == values, page.said
    page.erase()


# --- what is shown --------------------------------------------------------------------------


def shown(page: WorkbookPage) -> list[str]:
    found: list[str] = page.run(
        "[...document.querySelectorAll('article[data-point]')].map(one => one.dataset.point)"
    )
    return found


def test_points_are_chosen_narrowed_and_sorted(page: WorkbookPage, site: Site) -> None:
    page.visit(site.page("web"))
    every = codes(site)
    assert shown(page) == every
    guide = site.guide
    stage, audience = guide.stages[1], guide.audiences[0]
    page.run(f"document.querySelector('[data-scope=stage-{stage.id}]').click()")
    assert shown(page) == [point.code for point in (*stage.factors, *stage.items)]
    page.run(f"document.querySelector('[data-scope=audience-{audience.id}]').click()")
    concerned = [code for code, one in guide.points.items() if audience.id in one.audiences]
    assert shown(page) == concerned
    page.run("document.querySelector('[data-action=clear]').click()")
    assert shown(page) == every
    page.set(every[0], owner="Zoe", due="2020-01-31", status="not-yet")
    page.set(every[1], owner="Awa", due="2999-01-31", status="in-place", checked="2020-01-01")
    page.set(every[2], owner=" AWA", due="2020-01-30", status="in-place")

    def choose(name: str, value: str) -> list[str]:
        page.run(
            f"""(list => {{
              list.value = {json.dumps(value)};
              list.dispatchEvent(new Event("change"));
            }})(document.querySelector("[name={name}]"))"""
        )
        return shown(page)

    assert choose("show", "unanswered") == every[3:]
    assert choose("show", "in-place") == every[1:3]
    assert choose("show", "overdue") == [every[0]]
    assert choose("show", "stale") == every[:3]
    choose("show", "")
    assert choose("whose", "Awa") == every[1:3]
    assert choose("whose", "-") == every[3:]
    choose("whose", "")
    assert choose("order", "owner")[:3] == [every[1], every[2], every[0]]
    assert choose("order", "due")[:3] == [every[2], every[0], every[1]]
    assert choose("order", "status")[:3] == every[:3]
    for action in ("tick-all", "plan"):
        page.run(f"document.querySelector('[data-action={action}]').click()")
    heads = page.run("[...document.querySelectorAll('.plan h3')].map(one => one.textContent)")
    nobody = site.guide.interface["workbook-owner-none"].value
    assert heads == ["Awa", "Zoe", nobody]
    page.erase()


def test_progress_is_counted_where_a_point_is_shown(page: WorkbookPage, site: Site) -> None:
    page.visit(site.page("web"))
    guide = site.guide
    stage = guide.stages[0]
    points = (*stage.factors, *stage.items)
    page.set(points[0].code, status="in-place")
    page.set(points[1].code, status="partly")
    page.set(points[1].code, status="in-place")
    page.set(points[1].code, status="")
    words = guide.interface["workbook-say-in-place"].value

    def said(scope: str) -> str:
        text = page.run(
            f"document.querySelector('[data-scope=\"{scope}\"] .scope__count').textContent"
        )
        return str(text).replace("\u2068", "").replace("\u2069", "")

    assert said("") == words.format(done=1, total=len(guide.points))
    assert said(f"stage-{stage.id}") == words.format(done=1, total=len(points))
    for audience in guide.audiences:
        concerned = [one for one in guide.points.values() if audience.id in one.audiences]
        done = int(points[0] in concerned)
        assert said(f"audience-{audience.id}") == words.format(done=done, total=len(concerned))
    page.erase()


@pytest.mark.parametrize(
    ("answer", "flags"),
    [
        (("", "", ""), []),
        (("", "2020-01-01", ""), ["overdue"]),
        (("partly", "2020-01-01", "2999-01-01"), ["overdue"]),
        (("in-place", "2020-01-01", ""), ["stale"]),
        (("not-applicable", "2020-01-01", "2020-01-01"), ["stale"]),
        (("not-yet", "2999-01-01", "2999-01-01"), []),
        (("not-yet", "2020-01-01", "2020-01-01"), ["overdue", "stale"]),
    ],
)
def test_overdue_and_not_looked_at_are_said(
    page: WorkbookPage, site: Site, answer: tuple[str, str, str], flags: list[str]
) -> None:
    page.visit(site.page("web"))
    status, due, checked = answer
    page.set(codes(site)[0], status=status, due=due, checked=checked)
    assert flags == page.run(
        "[...document.querySelector('article').querySelectorAll('[data-flag]:not([hidden])')]"
        ".map(one => one.dataset.flag)"
    )
    page.erase()


@pytest.mark.parametrize(
    ("today", "ago"),
    [
        ("2026-12-31", "2026-06-30"),
        ("2027-08-31", "2027-02-28"),
        ("2028-08-30", "2028-02-29"),
        ("2027-01-15", "2026-07-15"),
    ],
)
def test_six_months_are_months(page: WorkbookPage, site: Site, today: str, ago: str) -> None:
    page.visit(site.page("web"))
    before = (date.fromisoformat(ago) - timedelta(days=1)).isoformat()
    for checked, stale in ((ago, False), (before, True)):
        answer = json.dumps({"status": "partly", "checked": checked})
        assert page.run(f"WorkbookFile.isStale({answer}, {json.dumps(today)})") is stale


def test_a_link_leads_to_a_part_or_a_point(page: WorkbookPage, site: Site) -> None:
    stage = site.guide.stages[1]
    page.visit(site.page("web"))
    page.visit(f"{site.page('web')}#stage-{stage.id}")
    assert shown(page) == [point.code for point in (*stage.factors, *stage.items)]


def test_what_moved_is_listed_with_both_values(page: WorkbookPage, site: Site) -> None:
    page.visit(site.page("web"))
    first, second, third = codes(site)[:3]
    then = {
        first: {"status": "partly", "owner": "Awa"},
        second: {"notes": "x"},
        "GONE-1": {"owner": "B"},
    }
    data = workbooks.text_of(site.guide, then, saved=workbooks.OLDER).encode()
    page.set(first, status="in-place", owner="Awa")
    page.set(second, notes="x")
    page.set(third, due="2027-01-31")
    before = page.points
    page.give("then.json", data, "compare")
    moved = page.run(
        "[...document.querySelectorAll('[data-part=move-list] li')].map(one => one.textContent)"
    )
    lines = [str(one).replace("\u2068", "").replace("\u2069", "") for one in moved]
    ui = site.guide.interface
    assert len(lines) == 3
    assert f"Then: {ui['status-partly']} / Now: {ui['status-in-place']}" in lines[0]
    assert lines[1].startswith(third)
    assert "Then: – / Now: 2027-01-31" in lines[1]
    assert lines[2].startswith("GONE-1")
    assert page.run("document.querySelector('[data-then=partly]').textContent") == "1"
    assert page.run("document.querySelector('[data-now=partly]').textContent") == "0"
    assert page.points == before
    page.erase()
