"""The first pages of the stick: START-HERE.html, and the README of each language."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Browser, Page

from guide.core import languages, model, walk
from guide.core.model import Guide, State
from guide.formats.usb import folder as usb_folder
from guide.theme import fonts, web_fonts
from guide.theme.messages import Messages
from support import onefile, stick
from support.html_tree import Element, read
from support.onefile import requests
from support.stick import names, pages


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stick of the tiny guide; no test changes it."""
    return stick.make(tmp_path_factory.mktemp("stick made here"))


@pytest.fixture(scope="module")
def ours(guides: dict[str, Guide], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stick in all seven languages; no test changes it."""
    return stick.make_ours(guides, tmp_path_factory.mktemp("ours"))


# README


def lines(folder: Path, code: str) -> list[str]:
    data = (folder / f"README.{code}.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r")
    text = data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    return text.removesuffix("\r\n").split("\r\n")


def test_each_language_has_a_readme_for_notepad(ours: Path, guides: dict[str, Guide]) -> None:
    for code in guides:
        found = lines(ours, code)
        assert max(map(len, found)) <= 76, code
        assert not any(line != line.rstrip() for line in found)
        assert "\ufeff" not in "".join(found)


def plain(folder: Path, code: str) -> str:
    """The text, unwrapped and without marks of direction."""
    text = " ".join(lines(folder, code))
    return " ".join("".join(c for c in text if c not in "\u202a\u202b\u202c").split())


def test_it_says_what_a_reader_needs(ours: Path, guides: dict[str, Guide]) -> None:
    for code, guide in guides.items():
        text, words = plain(ours, code), Messages(guide)
        for said in (
            *(guide.title, guide.subtitle, words.citation_of_all()),
            *(guide.interface["usb-lead"], guide.interface["footer-unofficial"]),
            *(guide.interface[f"usb-{key}"] for key in ("phone-how-text", "print-text")),
            words.ui("usb-begin-text", file="START-HERE.html"),
            words.ui("usb-check-text", program="verify.py"),
        ):
            assert " ".join(said.value.split()) in text, (code, said.id)
        for name in ("python verify.py", "sha256sum -c SHA256SUMS", f"print/{code}/"):
            assert name in text
        assert f"phone/{code}/guide.epub" in text
        draft = str(guide.interface["notice-draft-text"]) in text
        assert draft == (code != "en")


def test_it_says_of_each_text_that_is_not_translated(made: Path) -> None:
    guide = stick.tiny()[1].guide
    mark = f"[{guide.interface['state-untranslated']}]"
    subtitle = guide.subtitle
    assert subtitle.state is State.UNTRANSLATED
    text = plain(made / "usb", "fr")
    assert f"{' '.join(subtitle.value.split())} {mark}" in text
    assert f"{guide.title} {mark}" not in text
    assert mark not in plain(made / "usb", "en")


def test_arabic_reads_from_right_to_left_in_any_editor(ours: Path) -> None:
    found = [line for line in lines(ours, "ar") if line]
    assert all(line[0] == "\u202b" and line[-1] == "\u202c" for line in found)
    assert "\u202b\u202aguide/\u202c\u202c" in found
    assert not set("\u202a\u202b\u202c") & set("".join(lines(ours, "en") + lines(ours, "my")))


def test_lines_part_at_spaces_alone(ours: Path, guides: dict[str, Guide]) -> None:
    long = str(Messages(guides["my"]).citation_of_all())
    assert set(long.split()) <= set(" ".join(lines(ours, "my")).split())


# START-HERE.html


def start(folder: Path) -> Element:
    return read(folder / "START-HERE.html")


def section(tree: Element, code: str) -> Element:
    return next(tree.all("section", id=code))


@pytest.mark.parametrize("which", ["made", "ours"])
def test_every_link_leads_to_a_file(which: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(which)
    folder = folder / "usb" if which == "made" else folder
    tree = start(folder)
    places = {element.attrs["id"] for element in tree.all(id="*")}
    targets = [a.attrs["href"] for a in tree.all("a")]
    for target in targets:
        if target.startswith("#"):
            assert target[1:] in places
        elif not target.startswith(onefile.ADDRESS):
            assert (folder / target).is_file(), target
    assert set(targets) >= {n for n in names(folder) if n.startswith(("phone/", "print/"))}


def test_each_language_stands_in_its_own_words(ours: Path, guides: dict[str, Guide]) -> None:
    tree = start(ours)
    nav = next(tree.all("nav"))
    for code, guide in guides.items():
        direction = "rtl" if code == "ar" else "ltr"
        own = languages.language(code).endonym
        link = next(nav.all("a", href=f"#{code}", lang=code, dir=direction))
        part = section(tree, code)
        assert (link.text, next(part.all("h2")).text) == (own, own)
        assert (part.attrs["lang"], part.attrs["dir"]) == (code, direction)
        home = "guide/index.html" if code == "en" else f"guide/{code}/index.html"
        assert len(list(part.all("a", href=home))) == 1
        assert len(list(part.all("div", **{"class": "door"}))) == 3
        assert len(list(part.all(data_notice="draft"))) == (0 if code == "en" else 1)
        words = Messages(guide)
        for said in (words.citation_of_all(), guide.interface["footer-unofficial"], guide.title):
            assert " ".join(said.value.split()) in part.text
        assert languages.long_date(guide.date, code) in part.text
        assert guide.version in part.text


def test_a_fallback_is_marked(made: Path) -> None:
    for element in section(start(made / "usb"), "fr").all(data_state="untranslated"):
        assert (element.attrs["lang"], element.attrs["dir"]) == ("en", "ltr")
    assert not list(section(start(made / "usb"), "en").all(data_state="*"))


def test_it_is_well_formed_and_asks_for_nothing(ours: Path) -> None:
    html5lib.HTMLParser(strict=True).parse((ours / "START-HERE.html").read_bytes())
    tree = start(ours)
    assert [*requests(tree)] == []
    assert not list(tree.all("script"))
    ids = onefile.ids(tree)
    assert len(ids) == len(set(ids))


def test_a_text_cannot_become_markup(made: Path, tmp_path: Path) -> None:
    def change(text: model.Text) -> model.Text:
        evil = "<script>alert(1)</script>"
        return dataclasses.replace(text, value=evil) if text.id == "guide.title" else text

    tiny = stick.tiny()[0]
    spoilt = dataclasses.replace(tiny, guide=walk.map_texts(tiny.guide, change))
    usb_folder.write(
        [spoilt], made / "pages", made / "files", stick.listed(made / "files"), tmp_path / "usb"
    )
    assert not list(start(tmp_path / "usb").all("script"))
    assert "<script>alert(1)</script>" in section(start(tmp_path / "usb"), "en").text
    assert "<script>alert(1)</script>" in lines(tmp_path / "usb", "en")[0]


@pytest.fixture(params=[(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")])
def tab(
    request: pytest.FixtureRequest, browser: Browser, ours: Path, tmp_path: Path
) -> Iterator[tuple[Page, list[str]]]:
    """The first page, opened from a folder with a strange name; what it asked for and said."""
    width, scheme = request.param
    here = tmp_path / "une clé #1 100% 'x'"
    shutil.copytree(ours, here)
    opened = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    heard: list[str] = []
    opened.on("request", lambda asked: heard.append(asked.url))
    opened.on("console", lambda message: heard.append(message.text))
    opened.goto((here / "START-HERE.html").as_uri())
    yield opened, heard
    opened.close()


def test_a_browser_opens_it(tab: tuple[Page, list[str]]) -> None:
    opened, heard = tab
    assert heard == [opened.url]
    # The style is taken: its policy would refuse one that does not fit its hash.
    assert opened.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    wide = opened.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    low = opened.evaluate(
        "[...document.querySelectorAll('a, summary')].filter(one => !one.closest('.wide > p'))"
        ".filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"
    )
    assert low == []


@pytest.mark.parametrize("word", ["var(", "-inline", "-block:", ":is(", ":where(", "gap", "grid"])
def test_its_style_is_one_that_browsers_of_2016_know(word: str, ours: Path) -> None:
    style = next(start(ours).all("style")).text
    assert "@media" in style
    assert word not in style


def test_its_colours_can_be_read(tab: tuple[Page, list[str]]) -> None:
    """Contrast by WCAG 2.2, at least 4.5 to 1."""

    def light(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    opened, _ = tab
    ground = light(opened.evaluate("getComputedStyle(document.body).backgroundColor"))
    for what in ("body", "a", ".quiet", "small", ".open", "aside", "summary"):
        ink = light(opened.evaluate(f"getComputedStyle(document.querySelector('{what}')).color"))
        pair = sorted((ink, ground))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, what


def test_it_takes_the_fonts_of_the_pages(
    guides: dict[str, Guide], tmp_path: Path, browser: Browser
) -> None:
    made = pages(tmp_path / "pages", ("en", "my"))
    context = onefile.context(guides, "my")
    (made / "my/assets").mkdir()
    font = fonts.web("my")
    assert font
    for weight in font.weights:
        path = made / f"my/assets/font-{weight}.woff2"
        path.write_bytes(web_fonts.woff2(font, weight))
    usb_folder.write([context], made, tmp_path, {}, tmp_path / "usb")
    tab = browser.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.goto((tmp_path / "usb/START-HERE.html").as_uri())
    loaded = "document.fonts.ready.then(all => [...all].filter(f => f.status == 'loaded').length)"
    assert tab.evaluate(loaded) > 0
    assert said == []
    tab.close()
