"""What a host or an author sets: the quick exit, and pages that the policy would break."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from guide.build import BuildRequest, build
from guide.files import checksums
from support import sites, tiny
from support.html_tree import read
from support.serving import Served, serving

EXIT = "https://exit.test/weather"
SETTING = "extra:\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny guide with a quick exit."""
    root = tiny.copy(tmp_path_factory.mktemp("exit") / "project")
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert SETTING in text
    text = text.replace(SETTING, f"{SETTING}  quick_exit: {EXIT}\n")
    settings.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def left(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Its pages on a local server."""
    build(BuildRequest(project, project / "dist", editions=("site",)))
    with serving(project / "dist/site", tmp_path_factory.mktemp("host")) as served:
        yield served


def tab(browser: Browser, *, script: bool) -> Page:
    context = browser.new_context(java_script_enabled=script)
    away = "<!DOCTYPE html><title>The weather</title><p>Rain.</p>"
    context.route(f"{EXIT}*", lambda route: route.fulfill(body=away, content_type="text/html"))
    return context.new_page()


@pytest.mark.mkdocs
def test_back_does_not_return_to_the_page_that_was_left(browser: Browser, left: Served) -> None:
    page = tab(browser, script=True)
    page.goto(left.address)
    page.goto(f"{left.address}about/")
    expect(page.locator(".exit small")).to_contain_text("history")
    referrers: list[str | None] = []
    page.on("request", lambda request: referrers.append(request.headers.get("referer")))
    page.locator("[data-action=exit]").click()
    page.wait_for_url(EXIT)
    assert referrers == [None]
    page.go_back()
    expect(page).to_have_url(left.address)
    page.context.close()


@pytest.mark.mkdocs
def test_the_page_is_gone_before_the_other_site_answers(browser: Browser, left: Served) -> None:
    page = tab(browser, script=True)
    page.goto(f"{left.address}about/")
    shown = page.evaluate("""() => {
      document.querySelector("[data-action=exit]").click();
      return getComputedStyle(document.documentElement).display;
    }""")
    assert shown == "none"
    page.wait_for_url(EXIT)
    page.context.close()


@pytest.mark.mkdocs
def test_without_script_it_is_a_link(browser: Browser, left: Served) -> None:
    page = tab(browser, script=False)
    page.goto(f"{left.address}fr/about/")
    page.locator("[data-action=exit]").click()
    expect(page).to_have_url(EXIT)
    page.context.close()


@pytest.mark.mkdocs
def test_every_page_online_has_it_and_none_of_the_stick(
    left: Served, project: Path, tmp_path: Path
) -> None:
    assert left.address
    pages = list((project / "dist/site").rglob("index.html"))
    assert len(pages) > 20
    for path in pages:
        [link] = read(path).all("a", data_action="exit")
        assert link.attrs["href"] == EXIT
        assert {*link.attrs["rel"].split()} == {"noreferrer", "noopener"}
        assert link.parent
        assert next(link.parent.all("small")).text
    sites.folder(project, tmp_path / "stick", ("en",))
    for path in (tmp_path / "stick").rglob("*.html"):
        assert not list(read(path).all(data_action="exit"))


@pytest.mark.mkdocs
def test_there_is_none_unless_it_is_set(site: Path) -> None:
    for path in site.rglob("index.html"):
        assert not list(read(path).all(data_action="exit"))


def failed(root: Path) -> list[str]:
    """The lines that a build says which fails, and leaves the last output as it was."""
    (root / "dist").mkdir()
    (root / "dist/old.txt").touch()
    checksums.write(root / "dist")
    command = [sys.executable, "-m", "guide", "build", "--only", "site", "--languages", "en"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert checksums.verify(root / "dist") == []
    assert {path.name for path in (root / "dist").iterdir()} == {"old.txt", checksums.NAME}
    return (done.stdout + done.stderr).splitlines()


def test_an_exit_that_is_no_https_address_ends_the_build(project: Path, tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "project")
    text = (project / "mkdocs.yml").read_text(encoding="utf-8").replace(EXIT, "http://exit.test/")
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    line = tiny.line_of(root, "mkdocs.yml", "quick_exit")
    [said] = failed(root)
    assert said.startswith(f'mkdocs.yml:{line}: "http://exit.test/" is not a valid address')


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("A line\n{: style='color: red'}\n", "style= on <p>"),
        ("<script>alert(1)</script>\n", "an inline script"),
        ('<img alt="" src="https://example.org/a.png">\n', "https://example.org/a.png"),
    ],
)
@pytest.mark.mkdocs
def test_a_page_that_the_policy_would_break_ends_the_build(
    tmp_path: Path, planted: str, told: str
) -> None:
    root = tiny.copy(tmp_path / "project")
    page = root / "docs/about.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{planted}", encoding="utf-8")
    [said] = failed(root)
    assert "docs/about.md:1: the finished page contains" in said
    assert told in said
