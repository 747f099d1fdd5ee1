"""The ZIM edition: what its readers' library reads in it, and how kiwix-serve shows it."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from guide.core.model import Guide
from guide.core.walk import texts
from guide.formats import zim
from guide.formats.context import Context
from guide.i18n.checks import lengths
from guide.site.routes import every_page
from guide.theme.files import ThemeFiles
from guide.workbooks import json_file
from support import sites
from support.paths import ADDRESS, ROOT

CODES = ("en", "fr", "es", "pt", "id", "ar", "my")


@pytest.fixture(scope="module")
def contexts(guides: dict[str, Guide]) -> dict[str, Context]:
    theme = ThemeFiles(ROOT)
    return {code: Context(guide, guides["en"], ADDRESS, theme) for code, guide in guides.items()}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The real pages of a language alone, for files that are made here."""
    top = tmp_path_factory.mktemp("pages")
    for code in ("en", "ar", "my"):
        sites.folder(ROOT, top / code, (code,))
    return {code: top / code for code in ("en", "ar", "my")}


@pytest.fixture(scope="module")
def made(dist: Path) -> dict[str, Path]:
    return {code: dist / f"zim/impact-guide_{code}.zim" for code in CODES}


def _home(code: str) -> str:
    return "index.html" if code == "en" else f"{code}/index.html"


@pytest.mark.mkdocs
@pytest.mark.parametrize("code", CODES)
def test_it_is_whole_and_has_both_indexes_a_first_page_and_a_picture(
    code: str, made: dict[str, Path]
) -> None:
    archive = Archive(made[code])
    assert archive.check()
    assert archive.has_fulltext_index
    assert archive.has_title_index
    assert archive.main_entry.get_item().path == _home(code)
    picture = bytes(archive.get_illustration_item(48).content)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert [int.from_bytes(picture[at : at + 4]) for at in (16, 20)] == [48, 48]
    assert len(set(picture[64:])) > 40  # no blank square


@pytest.mark.mkdocs
@pytest.mark.parametrize(("code", "iso"), [("en", "eng"), ("ar", "ara"), ("my", "mya")])
def test_its_fields_are_complete(
    code: str, iso: str, made: dict[str, Path], guides: dict[str, Guide]
) -> None:
    archive, guide = Archive(made[code]), guides[code]
    found = {
        key: archive.get_metadata(key).decode() for key in archive.metadata_keys if key[0] != "I"
    }
    assert {key: found[key] for key in ("Name", "Language", "Date", "Creator", "Source")} == {
        "Name": f"impact-guide_{code}",
        "Language": iso,
        "Date": guide.date,
        "Creator": guide.publishers.value,
        "Source": ADDRESS,
    }
    for key in ("Title", "Description", "LongDescription", "Publisher", "Scraper", "Tags"):
        assert found[key].strip(), key
    assert "\n" not in found["Title"] + found["Description"]


def test_each_language_has_a_name_and_description_that_fit(guides: dict[str, Guide]) -> None:
    for most, key in zim.LIMITS.values():
        assert lengths.room(guides["en"].interface[key]) == most
        for guide in guides.values():
            assert 0 < len(guide.interface[key].value) <= 2 * most


@pytest.mark.mkdocs
@pytest.mark.parametrize(("key", "field"), [("zim-title", "Title"), ("zim-description", "Descr")])
def test_a_text_that_is_too_long_is_named_and_nothing_is_written(
    key: str, field: str, contexts: dict[str, Context], folders: dict[str, Path], tmp_path: Path
) -> None:
    guide = contexts["ar"].guide
    long = replace(guide.interface[key], value="م" * 81)
    context = replace(
        contexts["ar"], guide=replace(guide, interface={**guide.interface, key: long})
    )
    with pytest.raises(zim.ZimError, match=rf"ZIM in ar: .*{field}.* 81 .*interface\.{key}"):
        zim.write(context, folders["ar"], tmp_path / "x.zim")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.mkdocs
def test_marks_above_and_below_letters_do_not_count(
    contexts: dict[str, Context], folders: dict[str, Path], tmp_path: Path
) -> None:
    guide = contexts["en"].guide
    marked = replace(guide.interface["zim-title"], value="e\u0301" * 30)
    context = replace(
        contexts["en"], guide=replace(guide, interface={**guide.interface, "zim-title": marked})
    )
    zim.write(context, folders["en"], tmp_path / "x.zim")
    assert Archive(tmp_path / "x.zim").get_metadata("Title").decode() == "e\u0301" * 30


@pytest.mark.mkdocs
def test_a_file_of_an_unknown_kind_is_taken_too(
    contexts: dict[str, Context], folders: dict[str, Path], tmp_path: Path
) -> None:
    shutil.copytree(folders["en"], tmp_path / "pages")
    (tmp_path / "pages" / "assets" / "film.unknown").write_bytes(b"film")
    zim.write(contexts["en"], tmp_path / "pages", tmp_path / "x.zim")
    item = Archive(tmp_path / "x.zim").get_entry_by_path("assets/film.unknown").get_item()
    assert (item.mimetype, bytes(item.content)) == ("application/octet-stream", b"film")


@pytest.mark.mkdocs
def test_equal_inputs_give_equal_bytes(
    made: dict[str, Path], contexts: dict[str, Context], folders: dict[str, Path], tmp_path: Path
) -> None:
    again = tmp_path / made["my"].name
    zim.write(contexts["my"], folders["my"], again)
    assert again.read_bytes() == made["my"].read_bytes()
    assert Archive(made["my"]).uuid != Archive(made["ar"]).uuid


@pytest.mark.mkdocs
def test_nothing_is_printed(
    contexts: dict[str, Context],
    folders: dict[str, Path],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    zim.write(contexts["en"], folders["en"], tmp_path / "x.zim")
    print("afterwards")
    assert capfd.readouterr() == ("afterwards\n", "")


QUERIES = [
    line.split("\t")
    for line in (ROOT / "tests/guide/zim.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.mkdocs
@pytest.mark.parametrize(("index", "code", "typed", "wanted"), QUERIES)
def test_words_are_found_and_titles_suggested(
    index: str, code: str, typed: str, wanted: str, made: dict[str, Path]
) -> None:
    archive = Archive(made[code])
    words = Searcher(archive).search(Query().set_query(typed))
    titles = SuggestionSearcher(archive).suggest(typed)
    assert wanted in list((words if index == "words" else titles).getResults(0, 5))


@pytest.mark.mkdocs
def test_what_stands_around_every_page_is_not_found_on_all(made: dict[str, Path]) -> None:
    search = Searcher(Archive(made["en"])).search(Query().set_query("downloads"))
    assert 0 < search.getEstimatedMatches() < 4


class _Addresses(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.anchors: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        for name, value in attrs:
            if name in ("href", "src"):
                self.found.append(value or "")
            elif name == "id":
                self.anchors.add(value or "")


@pytest.mark.mkdocs
@pytest.mark.parametrize("code", CODES)
def test_every_link_leads_to_an_entry_and_its_anchor_or_where_texts_say(
    code: str, made: dict[str, Path], guides: dict[str, Guide]
) -> None:
    archive = Archive(made[code])
    entries = map(archive._get_entry_by_id, range(archive.entry_count))
    pages = {
        entry.path: _Addresses(bytes(item.content).decode())
        for entry in entries
        if (item := entry.get_item()).mimetype.startswith("text/html")
    }
    assert len(pages) == len(every_page(guides[code])) == archive.article_count
    written = "".join(text.value for text in texts(guides[code]))
    outward = set(re.findall(r"\]\((https://[^)]+)\)", written))
    dead = []
    for path, page in pages.items():
        for address in page.found:
            if address in outward:
                continue
            to = urlsplit(urljoin(f"http://zim.test/{path}", address))
            target = unquote(to.path.removeprefix("/"))
            inside = to.netloc == "zim.test" and archive.has_entry_by_path(target)
            if not inside or (to.fragment and to.fragment not in pages[target].anchors):
                dead.append((path, address))
    assert dead == []


@contextmanager
def _kiwix(files: list[Path]) -> Iterator[str]:
    """kiwix-serve with some files; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["kiwix-serve", "--address", "127.0.0.1", "--port", str(port), *map(str, files)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            while server.poll() is None:
                with socket.socket() as caller:
                    if caller.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def _got(address: str) -> str:
    with urlopen(address) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


@pytest.fixture(scope="module")
def kiwix(made: dict[str, Path]) -> Iterator[str]:
    with _kiwix(list(made.values())) as address:
        yield address


@pytest.fixture
def page(browser: Browser, kiwix: str) -> Iterator[Page]:
    """A page that must neither complain nor ask anything of others than the server."""
    complaints: list[str] = []
    asked: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    context = browser.new_context()
    context.on("console", hear)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("request", lambda request: asked.append(request.url))
    made = context.new_page()
    yield made
    context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(kiwix)] == []


@pytest.mark.mkdocs
@pytest.mark.parametrize(("code", "typed"), [("en", "security"), ("ar", "الأمن"), ("my", "ကုမ္ပဏီ")])
def test_kiwix_shows_pages_follows_links_and_searches(
    code: str, typed: str, page: Page, kiwix: str
) -> None:
    page.goto(f"{kiwix}impact-guide_{code}/{_home(code)}")
    page.locator("main a[href*='checklist/setup']").first.click()
    page.wait_for_url("**/checklist/setup.html")
    assert page.locator("[data-point='S-2.1']").is_visible()
    page.locator("[data-action=search]").click()
    page.locator(".search__input").fill(typed)
    page.locator(".search__result").first.click()
    page.wait_for_url(f"**/impact-guide_{code}/**/*.html*")


@pytest.mark.mkdocs
def test_the_workbook_is_filled_in_saved_and_opened_in_kiwix(
    page: Page, kiwix: str, guides: dict[str, Guide], tmp_path: Path
) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    address = f"{kiwix}impact-guide_en/workbook.html"
    page.goto(address)
    point = page.locator("article[data-point='S-2.1']")
    point.locator("[name=status]").select_option("partly")
    point.locator("[name=notes]").fill("Asked the bank")
    with page.expect_download() as download:
        page.locator("[data-action=save]").click()
    download.value.save_as(file := tmp_path / "group.json")
    book, told = json_file.read(file.read_bytes(), file.name, guides["en"])
    expected = {"status": "partly", "notes": "Asked the bank"}
    assert ({code: given.given for code, given in book.points.items()}, told) == (
        {"S-2.1": expected},
        [],
    )
    page.goto(address)
    assert point.locator("[name=notes]").input_value() == ""
    page.set_input_files("[data-action=open]", file)
    expect(point.locator("[name=notes]")).to_have_value("Asked the bank")
    expect(point.locator("[name=status]")).to_have_value("partly")
    link = point.locator("h4 a")
    with page.expect_popup() as popup:
        link.click()
    popup.value.wait_for_url("**/impact-guide_en/checklist/setup.html#s-2-1")
    expect(popup.value.locator("#s-2-1")).to_be_in_viewport()
    expect(point.locator("[name=notes]")).to_have_value("Asked the bank")


@pytest.mark.mkdocs
@pytest.mark.parametrize(("code", "typed"), [("en", "security"), ("ar", "الأمن"), ("my", "ကုမ္ပဏီ")])
def test_the_search_of_kiwix_finds_pages(code: str, typed: str, kiwix: str) -> None:
    found = _got(f"{kiwix}search?content=impact-guide_{code}&pattern={quote(typed)}")
    assert found.count(f'href="/impact-guide_{code}/') > 2


@pytest.mark.mkdocs
def test_kiwix_lists_the_files_with_their_names(made: dict[str, Path], kiwix: str) -> None:
    listed = _got(f"{kiwix}catalog/search")
    for file in made.values():
        assert f"<name>{file.stem}</name>" in listed


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("a" * 10, "a" * 10),
        ("one two six", "one two…"),
        ("abcdefghijk", "abcdefghi…"),
        ("abcdefghe\u0301jk", "abcdefghe\u0301…"),
        ("အဆင့်တိုင်းကြိုကြိုကြို", "အဆင့်တိုင်းကြို…"),
    ],
)
def test_a_title_that_is_too_long_is_cut_between_words_or_letters(text: str, cut: str) -> None:
    assert zim._cut(text, 10) == cut
    assert zim._graphemes(zim._cut(text, 10)) <= 10
