"""What the site promises its readers: no trace but those that it names, and a policy that holds."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

import browsers
from guide.core.model import Guide
from guide.site import csp
from guide.site.routes import every_page
from support.firefox import FirefoxError, firefox
from support.hosting import headers, hosted, rules
from support.html_tree import read
from support.paths import ROOT
from support.serving import Served, serving
from support.tabs import Chromium, Tab
from support.visits import NOTHING, TRACES

BROWSERS = ("chromium", "firefox")
USED = ("en", "ar", "my")
AUDIENCE = "companies"
QUERIES = {
    line.split("\t")[0]: line.split("\t")[1]
    for line in reversed((ROOT / "tests/guide/search.tsv").read_text("utf-8").splitlines()[1:])
}
SHOWN = "[...document.querySelectorAll('[data-point]:not([hidden])')].map(p => p.dataset.point)"


@contextmanager
def own(
    kind: str, browser: Browser, folder: Path, *, deny: bool = False
) -> Iterator[tuple[Tab, Path]]:
    """A tab with a profile of its own, which keeps a history, and the profile's folder.

    Where `deny`, it is set so that no site may store anything.
    """
    if kind == "firefox":
        with firefox({"network.cookie.cookieBehavior": 2} if deny else {}) as made:
            yield made, made.profile
        return
    preferences = {"profile": {"default_content_setting_values": {"cookies": 2}}} if deny else {}
    (folder / "Default").mkdir(parents=True)
    (folder / "Default/Preferences").write_text(json.dumps(preferences))
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with browsers.seeing("wide") as fonts:
        context = browser.browser_type.launch_persistent_context(
            folder, executable_path=browsers.CHROMIUM, args=arguments, env={**fonts}
        )
        yield Chromium(context.new_page()), folder
        context.close()


@pytest.fixture(scope="module", params=BROWSERS)
def tab(request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A tab of each browser."""
    if request.param == "firefox":
        yield request.getfixturevalue("fox")
    else:
        context = request.getfixturevalue("browser").new_context()
        yield Chromium(context.new_page())
        context.close()


def address(served: Served, code: str, path: str) -> str:
    return served.address + ("" if code == "en" else f"{code}/") + (path and f"{path}/")


# --- what using the site leaves behind ------------------------------------------------------


def until(tab: Tab, condition: str) -> None:
    """Waits until a condition holds in the page; gives up after twenty seconds."""
    held = tab.run(
        f"""new Promise(resolve => {{
          const end = performance.now() + 20_000;
          const look = () => {{
            if ({condition}) resolve(true);
            else if (performance.now() > end) resolve(false);
            else setTimeout(look, 20);
          }};
          look();
        }})"""
    )
    assert held, condition


def search(tab: Tab, words: str) -> None:
    """Types into the search and follows the first result to another page."""
    tab.click("[data-action=search]")
    tab.type(words)
    until(tab, "document.querySelector('a.search__result')")
    tab.run("document.querySelector('dialog.search').close()")
    here = "new URL(link.href).pathname === location.pathname"
    tab.run(
        f"""[...document.querySelectorAll('a.search__result')].forEach(link => {{
          if ({here}) link.remove();
        }})"""
    )
    tab.follow("a.search__result")


def choose(tab: Tab, audience: str) -> None:
    """Narrows the page by the list."""
    tab.run(
        f"""(async list => {{
          list.value = {json.dumps(audience)};
          list.dispatchEvent(new Event("change", {{ bubbles: true }}));
          const isNarrow = () => list.closest("[data-filter]").hasAttribute("data-narrowed");
          while (isNarrow() !== (list.value !== "")) await new Promise(go => setTimeout(go, 20));
        }})(document.querySelector("[data-filter] select"))"""
    )


def use(tab: Tab, served: Served, guide: Guide) -> None:
    """Does in one language what readers do, on a page of each kind."""
    code = guide.language
    kinds = {page.subject: page.path for page in every_page(guide)}
    for path in kinds.values():
        tab.open(address(served, code, path))
        tab.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    stage = guide.stages[2]
    concerned = [p.code for p in (*stage.factors, *stage.items) if AUDIENCE in p.audiences]
    tab.open(address(served, code, f"checklist/{stage.id}"))
    choose(tab, "ngos")
    choose(tab, AUDIENCE)
    assert tab.run(SHOWN) == concerned
    tab.follow("a[data-keeps-audience]")
    until(tab, "document.querySelector('[data-narrowed]')")
    tab.open(address(served, code, f"stakeholders/{AUDIENCE}"))
    tab.follow(f"main a[data-narrows][href*='checklist/{stage.id}']")
    until(tab, "document.querySelector('[data-narrowed]')")
    assert tab.run(SHOWN) == concerned
    tab.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    tab.click("[data-point]:not([hidden]) [data-action=copy]")
    until(tab, "document.querySelector('[data-action=copy]')")
    search(tab, QUERIES[code])
    tab.follow(f".switcher a[hreflang={'fr' if code == 'en' else 'en'}]")


HISTORY = {  # where each browser keeps it, and how it is read
    "chromium": ("Default/History", "select url from urls"),
    "firefox": ("places.sqlite", "select url from moz_places where visit_count > 0"),
}


def history(kind: str, profile: Path, last: str) -> list[str]:
    """All addresses in a browser's history, as soon as the last one is there.

    Browsers write it now and then, and hold the file; so a copy of it is read.
    """
    name, query = HISTORY[kind]
    copy = profile / "copy.sqlite"
    for _ in range(300):
        for end in ("", "-wal", "-journal"):
            if (profile / f"{name}{end}").exists():
                shutil.copy(profile / f"{name}{end}", f"{copy}{end}")
        with closing(sqlite3.connect(copy)) as database, suppress(sqlite3.DatabaseError):
            found = [url for (url,) in database.execute(query)]
            if last in found:
                return found
        time.sleep(0.1)
    raise AssertionError(f"{last} is not in the history")


def check_addresses(addresses: list[str], served: Served) -> None:
    """No address names what was searched or chosen: they are pages and anchors of the guide."""
    own = [one.removeprefix(served.address) for one in addresses if one.startswith("http")]
    assert len(own) > 30
    for place in own:
        assert re.fullmatch(r"[a-z0-9/-]*(#[a-z0-9-]+)?", place), place
        assert "#for-" not in place, place


@pytest.mark.parametrize("kind", BROWSERS)
def test_using_the_site_leaves_nothing_but_the_pages_in_the_history(
    kind: str, browser: Browser, served: Served, guides: dict[str, Guide], tmp_path: Path
) -> None:
    last = f"{served.address}about/#privacy"
    with own(kind, browser, tmp_path / "profile") as (tab, profile):
        for code in USED:
            use(tab, served, guides[code])
            assert tab.run(TRACES) == NOTHING
        tab.open(last)
        asked = [one for one in tab.asked if not one.startswith("data:")]
        assert len(asked) > 60
        assert [one for one in asked if not one.startswith(served.address)] == []
        assert [one for one in asked if "?" in one] == []
        assert tab.said == []
        check_addresses(history(kind, profile, last), served)


@pytest.mark.parametrize("kind", BROWSERS)
def test_search_narrowing_and_switcher_work_where_storage_is_denied(
    kind: str, browser: Browser, served: Served, guides: dict[str, Guide], tmp_path: Path
) -> None:
    code = "ar" if kind == "firefox" else "en"
    with own(kind, browser, tmp_path / "profile", deny=True) as (tab, _):
        tab.open(served.address)
        with pytest.raises((Error, FirefoxError), match=r"SecurityError|denied|insecure"):
            tab.run("localStorage.length")
        use(tab, served, guides[code])
        assert tab.run(TRACES)["local"] == "denied"
        assert tab.said == []


NO_AUTOCOMPLETE = ("checkbox", "radio", "file")


def test_no_field_is_kept_with_the_sessions_of_a_browser(site: Path) -> None:
    """Browsers store what fields hold, to restore their tabs; Firefox and Chromium both did.

    HTML allows the attribute on no box to tick and no choice of a file: the workbook's have no
    name, and its script tells browsers not to keep what is ticked.
    """
    found = 0
    for path in site.rglob("index.html"):
        for tag in ("input", "select", "textarea"):
            for field in read(path).all(tag):
                if path.parent.name == "workbook" and field.attrs.get("type") in NO_AUTOCOMPLETE:
                    assert "name" not in field.attrs, (path, field.attrs)
                    continue
                assert field.attrs.get("autocomplete") == "off", (path, field.attrs)
                found += 1
    assert found > 100


# --- the policy -------------------------------------------------------------------------------


def test_every_page_has_its_policy_before_it_asks_for_anything(site: Path) -> None:
    pages = [*site.rglob("index.html"), site / "404.html"]
    assert len(pages) > 120
    for path in pages:
        head = list(next(read(path).all("head")).all())
        tags = [element.tag for element in head]
        found = [e for e in head if e.attrs.get("http-equiv") == "Content-Security-Policy"]
        assert [element.attrs["content"] for element in found] == [csp.META], path
        assert head.index(found[0]) < min(tags.index("link"), tags.index("script")), path
        referrer = [e.attrs["content"] for e in head if e.attrs.get("name") == "referrer"]
        assert referrer == ["no-referrer"], path
        assert csp.diagnostics(path.read_text(encoding="utf-8"), str(path)) == []


def test_pages_of_the_stick_have_none(dist: Path) -> None:
    pages = list((dist / "usb/guide").rglob("*.html"))
    assert len(pages) > 120
    for path in pages:
        assert not list(read(path).all("meta", http_equiv="Content-Security-Policy")), path


SENT = """(async (form) => {
  document.body.append(form);
  try { form.submit(); } catch { /* so says Firefox that it may not */ }
})(document.createElement("form"))"""
PLANTED = """
<p id="planted" style="color: rgb(1, 2, 3)" onclick="document.title = 'clicked'">A line</p>
<script>document.title = "ran";</script>
<style>#planted { font-size: 77px !important; }</style>
<a id="go" href="javascript:void(document.title = 'gone')">A link</a>
</body>
"""


def test_what_is_planted_into_a_page_is_refused(tab: Tab, site: Path, tmp_path: Path) -> None:
    for name in ("about", "assets"):
        shutil.copytree(site / name, tmp_path / "site" / name)
    page = tmp_path / "site/about/index.html"
    whole = page.read_text(encoding="utf-8")
    page.write_text(whole.replace("</body>", PLANTED), encoding="utf-8")
    (tmp_path / "host").mkdir()
    with serving(tmp_path / "site", tmp_path / "host") as served:
        said = len(tab.said)
        tab.open(f"{served.address}about/")
        title = tab.run("document.title")
        assert title not in ("ran", "clicked", "gone")
        style = "getComputedStyle(document.querySelector('#planted'))"
        assert tab.run(f"{style}.color") != "rgb(1, 2, 3)"
        assert tab.run(f"{style}.fontSize") != "77px"
        tab.click("#planted")
        tab.click("#go")
        tab.run(SENT)
        assert tab.run("document.title") == title
        assert tab.run("location.href") == f"{served.address}about/"
        assert len(tab.said[said:]) >= 5, tab.said[said:]
        # The policy refuses, and not the test: without it the same page does it all.
        spoilt = page.read_text(encoding="utf-8").replace("Content-Security-Policy", "no-policy")
        page.with_name("open.html").write_text(spoilt, encoding="utf-8")
        tab.open(f"{served.address}about/open.html")
        assert tab.run("document.title") == "ran"
        assert tab.run(f"[{style}.color, {style}.fontSize]") == ["rgb(1, 2, 3)", "77px"]
        tab.click("#planted")
        assert tab.run("document.title") == "clicked"


# --- hosts --------------------------------------------------------------------------------------


def test_no_header_is_set_twice_for_any_file(site: Path) -> None:
    found = rules(site / "_headers")
    for path in site.rglob("*"):
        if path.is_file():
            name = path.relative_to(site).as_posix().removesuffix("index.html")
            sent = headers(found, f"/{name}")
            assert {header for header, values in sent.items() if len(values) > 1} == set(), name
            [allowed] = sent["Content-Security-Policy"]
            assert "'unsafe" not in allowed
            assert "frame-ancestors 'none'" in allowed


def test_the_header_allows_no_less_than_the_pages_policy(site: Path) -> None:
    [sent] = headers(rules(site / "_headers"), "/")["Content-Security-Policy"]
    header = {name: words for name, *words in (part.split() for part in sent.split("; "))}
    for name, *words in (part.split() for part in csp.META.split("; ")):
        assert {*words} <= {*header[name]}, name


def test_the_snippet_for_nginx_sets_the_same_headers(site: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    snippet = dict(re.findall(r'^  add_header ([\w-]+) "(.*)" always;$', readme, re.MULTILINE))
    sent = {name: value for name, [value] in headers(rules(site / "_headers"), "/").items()}
    whole = sent.pop("Content-Security-Policy")
    assert snippet.pop("Content-Security-Policy") == whole.split("; ")[-1]
    assert snippet == sent


def test_pages_and_light_edition_keep_their_looks_on_a_host(
    tab: Tab, site: Path, guides: dict[str, Guide]
) -> None:
    said = len(tab.said)
    with hosted(site) as root:
        for code in guides:
            tab.open(f"{root}downloads/{code}/guide.html")
            assert tab.run("getComputedStyle(document.body).marginTop") == "0px"
        for code in USED:
            tab.open(f"{root}{'' if code == 'en' else f'{code}/'}downloads/")
            assert tab.run("getComputedStyle(document.body).getPropertyValue('--accent')")
            search(tab, QUERIES[code])
            assert tab.run("location.hash")
        assert tab.said[said:] == []


def test_no_other_site_can_frame_a_page_on_a_host(tab: Tab, site: Path, tmp_path: Path) -> None:
    (tmp_path / "host").mkdir()
    (tmp_path / "other").mkdir()
    with hosted(site) as root, serving(tmp_path / "other", tmp_path / "host") as other:
        (tmp_path / "other/index.html").write_text("<!DOCTYPE html><title>Another</title>")
        tab.open(other.address)
        said = len(tab.said)
        frame = f"Object.assign(document.createElement('iframe'), {{ src: '{root}about/' }})"
        tab.run(f"void document.body.append({frame})")
        until(tab, "document.querySelector('iframe').contentDocument === null")
        assert any("frame-ancestors" in one for one in tab.said[said:]), tab.said[said:]
