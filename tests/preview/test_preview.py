"""`guide serve` from outside: what it shows, how soon it follows, what it says and what it refuses.

Files are changed in copies of the tiny guide, one preview for each.
"""

from __future__ import annotations

import shutil
import socket
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from guide import project
from guide.adapters import config
from guide.site import builder
from guide.site.config import SiteRequest, Target
from support import tiny
from support.previewing import ADDED, Previewed, fetch, previewing

pytestmark = pytest.mark.mkdocs  # its loader reads mkdocs.yml

SETTINGS = "mkdocs.yml"
STAGE = "checklist/planning/"
NOTES = """---
title: Notes
---
Some words, and [the home page](index.md).

{{ point("P-1.2") }}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tiny.copy(tmp_path / "guide")


def add(root: Path, name: str, text: str) -> None:
    with (root / name).open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Previewed]]:
    """A preview in French that no test may change."""
    root = tiny.copy(tmp_path_factory.mktemp("shown") / "guide")
    (root / "docs/notes.md").write_text(NOTES, encoding="utf-8")
    (root / "docs/plan.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    with previewing(root, "fr") as preview:
        yield root, preview


# --- what it shows --------------------------------------------------------------------------------


def test_pages_are_those_of_the_builder_but_for_what_reloads_them(
    shown: tuple[Path, Previewed], tmp_path: Path
) -> None:
    root, preview = shown
    settings = replace(config.settings(root), address=preview.address, root="/")
    session = project.check(root).session(settings, SiteRequest(("fr",), Target.PREVIEW))
    builder.build(session, tmp_path / "site")
    names = {
        path.relative_to(tmp_path / "site").as_posix()
        for path in (tmp_path / "site").rglob("*")
        if path.is_file()
    }
    assert {"fr/notes/index.html", "fr/search/search_index.json", "assets/guide.css"} <= names
    for name in sorted(names):
        with urllib.request.urlopen(preview.address + name) as answer:  # noqa: S310 - our own
            body = answer.read()
        if name.endswith(".html"):
            text, count = ADDED.subn("", body.decode())
            assert count == 1, name
            body = text.encode()
        assert body == (tmp_path / "site" / name).read_bytes(), name


def test_addresses_lead_to_pages_as_on_a_host(shown: tuple[Path, Previewed]) -> None:
    _, preview = shown
    for address in ("", "fr", "fr/", "fr/index.html"):
        assert '<html lang="fr"' in preview.page(address)
    assert preview.page(f"fr/{STAGE}?a=b") == preview.page(f"fr/{STAGE[:-1]}")
    status, lost = fetch(f"{preview.address}fr/nothing/")
    assert status == 404
    assert "/assets/guide.css" in lost
    assert fetch(f"{preview.address}{STAGE}")[0] == 404  # that language only


def test_files_say_what_they_are(shown: tuple[Path, Previewed]) -> None:
    types = {
        "fr/": "text/html; charset=utf-8",
        "assets/guide.css": "text/css; charset=utf-8",
        "assets/guide.js": "text/javascript; charset=utf-8",
        "plan.svg": "image/svg+xml",
        "fr/search/search_index.json": "application/json",
        ".guide/preview.js": "text/javascript; charset=utf-8",
    }
    for name, expected in types.items():
        request = urllib.request.Request(shown[1].address + name, method="HEAD")  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own
            assert answer.headers["Content-Type"] == expected, name
            assert answer.read() == b""


@pytest.mark.parametrize(
    "path",
    [
        "../mkdocs.yml",
        "fr/../../mkdocs.yml",
        "%2e%2e/mkdocs.yml",
        "assets/%2e%2e%2f%2e%2e%2fmkdocs.yml",
        "..%5cmkdocs.yml",
        "//etc/passwd",
        "docs/index.md",
        "fr/index.md",
        ".guide/notice.html",
        ".guide/../serving.py",
        "%00",
        "fr/%ff",
    ],
)
def test_no_address_leads_out_of_the_site(shown: tuple[Path, Previewed], path: str) -> None:
    with socket.create_connection(("127.0.0.1", shown[1].port)) as one:
        one.sendall(f"GET /{path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
        answer = b"".join(iter(lambda: one.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 404")


@pytest.mark.parametrize("host", ["evil.test", "evil.test:8000", "127.0.0.1.evil.test", "[::1"])
def test_a_foreign_name_does_not_reach_it(shown: tuple[Path, Previewed], host: str) -> None:
    assert fetch(shown[1].address, host)[0] == 403
    assert fetch(shown[1].address, "localhost:9")[0] == 200


# --- how it follows -------------------------------------------------------------------------------


def test_each_kind_of_change_shows_at_once(root: Path) -> None:
    with previewing(root, "fr") as preview:

        def shows(page: str, words: str, name: str, old: str, new: str) -> None:
            assert words not in preview.page(page)
            with preview.listening("fr/") as browser:
                tiny.edit(root, name, old, new)
                browser.reloads()
            assert words in preview.page(page)

        shows(f"fr/{STAGE}", "Marrows", "content/stages/planning.yml", "Planning", "Marrows")
        shows("fr/", "du lycée", "translations/fr.po", "de l’école", "du lycée")
        shows("fr/", "<body id", tiny.override(root, "main.html"), "<body>", '<body id="own">')
        sheet = tiny.override(root, "assets/guide.css")
        shows("assets/guide.css", ".own-rule", sheet, "body {", ".own-rule,\nbody {")
        shows("fr/about/", "Own words", "docs/about.md", "{{ front", "Own words\n\n{{ front")
        shows("fr/", "own.css", SETTINGS, "css: [", "css: [own.css, ")
        shows(
            f"fr/{STAGE}",
            "Our hands",
            "overrides/messages.yml",
            "perma",
            "concerns: Our hands\nperma",
        )
        (root / "docs/notes.md").write_text(NOTES, encoding="utf-8")
        with preview.listening("fr/") as browser:
            (root / "docs/notes.md").replace(root / "docs/remarks.md")
            browser.reloads()
        assert "Some words" in preview.page("fr/remarks/")
        assert fetch(f"{preview.address}fr/notes/")[0] == 404


def test_a_folder_that_comes_later_is_followed(root: Path) -> None:
    shutil.rmtree(root / "overrides")
    with previewing(root) as preview, preview.listening("") as browser:
        name = tiny.override(root, "main.html")
        browser.reloads()
        with preview.listening("") as another:
            tiny.edit(root, name, "<body>", '<body id="own">')
            another.reloads()
        assert '<body id="own">' in preview.page("")


def test_a_folder_that_is_replaced_is_followed(root: Path) -> None:
    with previewing(root) as preview:
        with preview.listening("") as browser:
            (root / "docs").rename(root / "earlier")
            shutil.copytree(root / "earlier", root / "docs")
            browser.reloads()
        time.sleep(0.3)  # until all of that is noticed
        with preview.listening("") as browser:
            tiny.edit(root, "docs/index.md", "{{", "Own words\n\n{{")
            browser.reloads()
        assert "Own words" in preview.page("")


def test_what_editors_leave_and_what_is_read_is_no_change(root: Path) -> None:
    with previewing(root) as preview:
        before = preview.page("")
        for name in (".planning.yml.swp", "planning.yml~", "4913.tmp"):
            (root / "content/stages" / name).write_text("x")
            (root / "content/stages" / name).unlink()
        (root / "dist").mkdir()
        (root / "content/guide.yml").read_text(encoding="utf-8")
        time.sleep(0.3)
        assert preview.page("") == before


def test_a_browser_of_an_earlier_preview_reloads(root: Path) -> None:
    with previewing(root) as preview:
        address = f"{preview.address}.guide/events?version=other-0"
        with urllib.request.urlopen(address) as events:  # noqa: S310 - our own
            assert events.readline() == b"event: reload\n"


# --- what is wrong --------------------------------------------------------------------------------

BAD = "content/stages/planning.yml"
BAD_LINE = "content/stages/planning.yml:3: not valid YAML: mapping values are not allowed in this"


def test_a_broken_file_is_told_at_once_below_the_last_good_page(root: Path) -> None:
    good = (root / BAD).read_text(encoding="utf-8")
    with previewing(root) as preview, preview.listening(STAGE) as browser:
        assert browser.problems() == []
        tiny.edit(root, BAD, "title: Planning", "title: Plan: ning")
        [line] = [one for one in browser.problems() if one.startswith(BAD_LINE)]
        page = preview.page(STAGE)
        assert "Planning</h1>" in page
        assert f"<li>{BAD_LINE}" in page
        preview.told(line)
        (root / BAD).write_text(good.replace("Planning", "Plans"), encoding="utf-8")
        browser.reloads()
        page = preview.page(STAGE)
        assert "Plans</h1>" in page
        assert BAD_LINE not in page
        preview.told("guide: no problem is left")
        assert preview.said.count(line) == 1


def test_a_broken_catalogue_is_told(root: Path) -> None:
    with previewing(root, "fr") as preview, preview.listening("fr/") as browser:
        assert browser.problems() == []
        tiny.edit(root, "translations/fr.po", 'msgstr "Semez en lignes"', 'msgstr "Semez en lignes')
        [line] = browser.problems()
        assert line.startswith("translations/fr.po:")
        assert "not a valid PO file from here on" in line


def test_a_fault_of_a_text_comes_with_its_page(root: Path) -> None:
    with previewing(root, "fr") as preview, preview.listening("fr/") as browser:
        browser.problems()
        tiny.edit(root, "translations/fr.po", "Semez en lignes", "Semez **en lignes")
        browser.reloads()
        page = preview.page("fr/")
        assert "translations/fr.po:" in page
        assert "W-1.title:" in page


def test_faults_of_other_languages_and_of_links_come_a_moment_later(root: Path) -> None:
    with previewing(root) as preview, preview.listening("") as browser:
        assert browser.problems() == []
        tiny.edit(root, "translations/fr.po", "Semez en lignes", "Semez **en lignes")
        browser.reloads()
        with preview.listening("") as another:
            lines = another.problems() or another.problems()
            assert lines[0].startswith("translations/fr.po:")
            add(root, "docs/about.md", "\n[Gone](gone.md)\n")
            another.reloads()
        preview.told("docs/about.md:3: the link gone.md leads to no file of docs/; correct it")
        tiny.edit(root, "translations/fr.po", "Semez **en lignes", "Semez en lignes")
        tiny.edit(root, "docs/about.md", "\n[Gone](gone.md)\n", "")
        preview.told("guide: no problem is left")


def test_a_broken_template_is_told_where_it_is(root: Path) -> None:
    name = tiny.override(root, "pages/stage.html")
    good = (root / name).read_text(encoding="utf-8")
    with previewing(root) as preview:
        before = preview.page(STAGE)
        for spoilt in ("{% if %}", "{{ nothing.at_all }}"):
            with preview.listening(STAGE) as browser:
                (root / name).write_text(f"{spoilt}\n{good}", encoding="utf-8")
                browser.reloads()
            page = preview.page(STAGE)
            assert f"<li>{name}:1: " in page
            assert "; correct the template</li>" in page
            assert "Planning</h1>" in page
            status, other = fetch(f"{preview.address}checklist/growing/")  # never shown before
            assert status == 500
            assert f"<li>{name}:1: " in other
        with preview.listening(STAGE) as browser:
            (root / name).write_text(good, encoding="utf-8")
            browser.reloads()
        assert ADDED.sub("", preview.page(STAGE)) == ADDED.sub("", before)


def test_what_the_policy_of_pages_refuses_is_told(root: Path) -> None:
    with previewing(root) as preview:
        with preview.listening("about/") as browser:
            add(root, "docs/about.md", "\n<script>alert(1)</script>\n")
            browser.reloads()
        assert "<li>docs/about.md:1: the finished page contains" in preview.page("about/")


def test_settings_that_need_mkdocs_ask_for_a_new_start(root: Path) -> None:
    with previewing(root) as preview, preview.listening("") as browser:
        browser.problems()
        (root / "hook.py").write_text("")
        tiny.edit(root, SETTINGS, "plugins:", "hooks: [hook.py]\nplugins:")
        [line] = browser.problems()
        assert line == (
            "mkdocs.yml:1: has settings or plugins that only MkDocs knows; start guide serve again"
        )


# --- where MkDocs serves --------------------------------------------------------------------------


def test_hooks_of_others_are_run_by_mkdocs(root: Path) -> None:
    (root / "hook.py").write_text(
        "def on_post_page(output, **_):\n    return output.replace('<body>', '<body id=hooked>')\n"
    )
    tiny.edit(root, SETTINGS, "plugins:", "hooks: [hook.py]\nplugins:")
    with previewing(root) as preview:
        for _ in range(600):
            try:
                page = preview.page("about/")
                break
            except OSError:
                time.sleep(0.1)
        assert "<body id=hooked>" in page
        assert "livereload" in page
        assert "Content-Security-Policy" not in page
    assert preview.process.returncode == 130


def test_it_ends_at_once_and_with_its_check(root: Path) -> None:
    with previewing(root) as preview, preview.listening(""):
        time.sleep(0.6)  # the check of the whole project has begun
        begun = time.monotonic()
    assert time.monotonic() - begun < 5
    assert preview.process.returncode == 130


def test_bound_to_this_machine_alone(shown: tuple[Path, Previewed]) -> None:
    with socket.socket() as one:
        one.settimeout(2)
        try:
            one.connect((socket.gethostbyname(socket.gethostname()), shown[1].port))
        except OSError:
            return
        assert one.getpeername()[0].startswith("127.")
