"""The stick: its tree, its names, its first pages, its checks, its zip."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Browser, Page

import onefile
from conftest import ROOT
from guide import cli, fonts, languages, model
from guide.editions import making, usb, usb_rules
from guide.editions.context import Context
from guide.editions.outputs import outputs
from guide.model import Guide, State
from guide.wording import Wording
from html_tree import Element, read
from onefile import requests

CODES = ("en", "fr")
PAGE = "<!DOCTYPE html><html lang='en'><title>A page</title><p>A page</p></html>"
VERIFY = ROOT / "overrides/usb/verify.py"
# The oldest Python that verify.py is made for is 3.6; the oldest that is here runs the tests.
PYTHONS = [
    path for path in map(shutil.which, (f"python3.{minor}" for minor in range(6, 12))) if path
]


def pages(folder: Path, codes: tuple[str, ...]) -> Path:
    """Pages as the build for file:// might make them."""
    for code in codes:
        home = folder / ("" if code == "en" else code) / "index.html"
        home.parent.mkdir(parents=True, exist_ok=True)
        home.write_text(PAGE)
    (folder / "assets").mkdir()
    (folder / "assets/main.8c3ca2c6.min.js").write_text("'use strict'")
    return folder


@pytest.fixture(scope="module")
def contexts() -> list[Context]:
    """The tiny guide, with an address and both of its languages."""
    found = (onefile.tiny(code) for code in CODES)
    return [dataclasses.replace(c, address=onefile.ADDRESS, languages=CODES) for c in found]


@pytest.fixture(scope="module")
def made(contexts: list[Context], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stick of the tiny guide with real files; no test changes it."""
    folder = tmp_path_factory.mktemp("stick made here")
    making.make(contexts, ("print", "office", "book"), folder / "files")
    usb.write(contexts, pages(folder / "pages", CODES), folder / "files", folder / "usb")
    return folder


@pytest.fixture
def stick(made: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    return Path(shutil.copytree(made / "usb", tmp_path / "usb"))


@pytest.fixture(scope="module")
def ours(guides: dict[str, Guide], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stick in all seven languages, with files that are not read here."""
    folder = tmp_path_factory.mktemp("ours")
    contexts = [onefile.context(guides, code) for code in guides]
    for context in contexts:
        for one in outputs(context.guide):
            path = folder / "files" / context.guide.language / one.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.name.encode())
    usb.write(contexts, pages(folder / "pages", tuple(guides)), folder / "files", folder / "usb")
    return folder / "usb"


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_tree_is_that_of_the_contract(made: Path) -> None:
    found = names(made / "usb")
    top = {"START-HERE.html", "README.en.txt", "README.fr.txt", "SHA256SUMS", "verify.py"}
    assert {name for name in found if "/" not in name} == top
    phone = {"guide.html", "guide.epub", "guide.pdf"}
    for code in CODES:
        assert {n for n in found if n.startswith(f"phone/{code}/")} == {
            f"phone/{code}/{name}" for name in phone
        }
        files = {name for name in names(made / "files" / code) if name not in phone}
        printed = {n for n in files if n.endswith((".pdf", ".docx", ".xlsx"))}
        assert {n for n in found if n.startswith(f"print/{code}/")} == {
            f"print/{code}/{name}" for name in printed
        }
        assert files - printed == {"guide.json", "guide.csv"}
    inner = {n.removeprefix("guide/") for n in found if n.startswith("guide/")}
    assert inner == names(made / "pages")
    assert (made / "usb/verify.py").read_bytes() == VERIFY.read_bytes()


def test_what_it_was_made_of_stays_and_is_not_shared(made: Path) -> None:
    """A reader who fills in a Word file of the stick changes no other copy."""
    for path in (made / "usb").rglob("*.docx"):
        source = made / "files" / path.parent.name / path.name
        assert source.read_bytes() == path.read_bytes()
        assert not source.samefile(path)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("guide/index.html", ""),
        ("guide/assets/main.8c3ca2c6.min.js", ""),
        ("guide/pt-BR/index.html", ""),
        ("README.pt-BR.txt", ""),
        ("guide/assets/lunr.fr.min.js", ""),
        ("guide/" + "a" * 94, ""),
        ("guide/" + "a" * 95, "more than 100 characters"),
        ("guide/README.fr.txt", "other characters"),
        ("README.xx.txt", "other characters"),
        ("guide/Index.html", "other characters"),
        ("guide/a b.html", "other characters"),
        ("guide/é.html", "other characters"),
        ("guide/a:b", "other characters"),
        ("guide/.nojekyll", "hidden"),
        (".git/config", "hidden"),
        ("guide/page.", "ends with a dot"),
        ("guide/con", "keeps for itself"),
        ("guide/nul.html", "keeps for itself"),
        ("guide/lpt9.tar.gz", "keeps for itself"),
        ("guide/com1/index.html", "keeps for itself"),
        ("guide/com0.html", ""),
        ("guide/console.html", ""),
        ("autorun.inf", "started unasked"),
        ("guide/404.html", "not needed"),
        ("guide/sitemap.xml", "not needed"),
        ("guide/sitemap.xml.gz", "not needed"),
        ("guide/assets/main.8c3ca2c6.min.js.map", "not needed"),
        ("guide/assets/lunr/min/lunr.ja.min.js", "not needed"),
        ("guide/assets/lunr/min/lunr.multi.min.js", ""),
        ("guide/assets/lunr/tinyseg.js", "not needed"),
    ],
)
def test_names(name: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("")
    found = [*usb_rules.problems(tmp_path, ("en", "fr", "pt-BR"))]
    assert len(found) == (1 if fault else 0), found
    assert fault in "".join(found)


def test_names_that_differ_in_capitals_alone(tmp_path: Path) -> None:
    for name in ("pt-BR", "pt-br"):
        (tmp_path / name).mkdir()
    found = [*usb_rules.problems(tmp_path, ("pt-BR",))]
    assert found == [
        f"{name}: has the name of another, but for capitals" for name in sorted(("pt-BR", "pt-br"))
    ]


def test_links_of_the_file_system(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("")
    (tmp_path / "b.html").symlink_to("a.html")
    (tmp_path / "c.html").symlink_to("nowhere")
    assert [*usb_rules.problems(tmp_path, ())] == [
        "b.html: is a link, which a stick cannot hold",
        "c.html: is a link, which a stick cannot hold",
    ]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda p: (p / "404.html").write_text(""), "guide/404.html: is not needed there"),
        (lambda p: (p / "fr/index.html").unlink(), "guide/fr/index.html: is missing"),
    ],
)
def test_pages_that_do_not_fit_end_it(
    spoil: Callable[[Path], object], message: str, contexts: list[Context], tmp_path: Path
) -> None:
    made = pages(tmp_path / "pages", CODES)
    spoil(made)
    with pytest.raises(usb_rules.Unfit) as refusal:
        usb.write(contexts, made, tmp_path, tmp_path / "usb")
    assert str(refusal.value) == f"the stick cannot be made: {message}"


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
        text, words = plain(ours, code), Wording(guide)
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


def test_it_says_of_each_text_that_is_not_translated(made: Path, contexts: list[Context]) -> None:
    guide = contexts[1].guide
    mark = f"[{guide.interface['state-untranslated']}]"
    lead = guide.interface["usb-lead"]
    assert lead.state is State.UNTRANSLATED
    text = plain(made / "usb", "fr")
    assert f"{' '.join(lead.value.split())} {mark}" in text
    assert f"{guide.title} {mark}" not in text
    assert mark not in plain(made / "usb", "en")


def test_arabic_reads_from_right_to_left_in_any_editor(ours: Path) -> None:
    found = [line for line in lines(ours, "ar") if line]
    assert all(line[0] == "\u202b" and line[-1] == "\u202c" for line in found)
    assert "\u202b\u202aguide/\u202c\u202c" in found
    assert not set("\u202a\u202b\u202c") & set("".join(lines(ours, "en") + lines(ours, "my")))


def test_lines_part_at_spaces_alone(ours: Path, guides: dict[str, Guide]) -> None:
    long = str(Wording(guides["my"]).citation_of_all())
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
        words = Wording(guide)
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


def test_a_text_cannot_become_markup(contexts: list[Context], made: Path, tmp_path: Path) -> None:
    def change(text: model.Text) -> model.Text:
        evil = "<script>alert(1)</script>"
        return dataclasses.replace(text, value=evil) if text.id == "guide.title" else text

    spoilt = dataclasses.replace(contexts[0], guide=model.map_texts(contexts[0].guide, change))
    usb.write([spoilt], made / "pages", made / "files", tmp_path / "usb")
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


def test_it_takes_the_fonts_of_the_pages(
    guides: dict[str, Guide], tmp_path: Path, browser: Browser
) -> None:
    made = pages(tmp_path / "pages", ("en", "my"))
    context = onefile.context(guides, "my")
    (made / "my/assets").mkdir()
    for weight in (400, 700):
        path = made / f"my/assets/font-{weight}.woff2"
        path.write_bytes(fonts.woff2(fonts.FONTS["my"], weight))
    usb.write([context], made, tmp_path, tmp_path / "usb")
    tab = browser.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.goto((tmp_path / "usb/START-HERE.html").as_uri())
    loaded = "document.fonts.ready.then(all => [...all].filter(f => f.status == 'loaded').length)"
    assert tab.evaluate(loaded) > 0
    assert said == []
    tab.close()


# The checks


def flip(name: str, position: int) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[position] ^= 1
        (folder / name).write_bytes(data)

    return change


def cut(name: str, length: int) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[:length])

    return change


def remove(folder: Path) -> None:
    (folder / "phone/fr/guide.epub").unlink()


def add(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).write_text("")

    return change


def empty_list(folder: Path) -> None:
    (folder / "SHA256SUMS").write_text("")


def no_list(folder: Path) -> None:
    (folder / "SHA256SUMS").unlink()


def folder_instead(folder: Path) -> None:
    remove(folder)
    (folder / "phone/fr/guide.epub").mkdir()


def carriage_return(folder: Path) -> None:
    path = folder / "SHA256SUMS"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r", 1))


def verify(folder: Path, python: str = sys.executable) -> tuple[int, list[str]]:
    """What the stick's own program says, run from elsewhere."""
    done = subprocess.run(
        [python, "-W", "error", str(folder / "verify.py")],
        cwd="/",
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def test_a_good_stick_is_found_good(made: Path) -> None:
    status, said = verify(made / "usb")
    count = len(names(made / "usb")) - 1
    assert (status, said[-1]) == (
        0,
        f"All is well: {count} files, none changed, none missing, none added.",
    )
    assert len(said) == 2
    assert cli.main(["verify", str(made / "usb")]) == 0


PROBLEMS = [
    (flip("phone/fr/guide.pdf", 0), "changed: phone/fr/guide.pdf"),
    (flip("phone/fr/guide.pdf", -1), "changed: phone/fr/guide.pdf"),
    (flip("guide/index.html", 20), "changed: guide/index.html"),
    (flip("README.fr.txt", 1), "changed: README.fr.txt"),
    (flip("verify.py", 30), "changed: verify.py"),
    (flip("START-HERE.html", 5000), "changed: START-HERE.html"),
    (flip("SHA256SUMS", 0), "changed: README.en.txt"),
    (flip("SHA256SUMS", 64), "SHA256SUMS, line 1: not a checksum"),
    (flip("SHA256SUMS", 70), "not listed, came from elsewhere: README.en.txt"),
    (flip("SHA256SUMS", -1), "SHA256SUMS: cut off at its end"),
    (cut("SHA256SUMS", -1), "SHA256SUMS: cut off at its end"),
    (empty_list, "SHA256SUMS: cut off at its end"),
    (carriage_return, "SHA256SUMS, line 1: not a checksum"),
    (no_list, "SHA256SUMS cannot be read"),
    (cut("phone/fr/guide.pdf", -1), "changed: phone/fr/guide.pdf"),
    (cut("phone/fr/guide.pdf", 0), "changed: phone/fr/guide.pdf"),
    (remove, "missing: phone/fr/guide.epub"),
    (folder_instead, "missing: phone/fr/guide.epub"),
    (add("guide/new.html"), "not listed, came from elsewhere: guide/new.html"),
    (add(".hidden"), "not listed, came from elsewhere: .hidden"),
    (add("guide/SHA256SUMS"), "not listed, came from elsewhere: guide/SHA256SUMS"),
    (add("é\nမ.txt"), r"not listed, came from elsewhere: \xe9\n\u1019.txt"),
]


@pytest.mark.parametrize(("change", "message"), PROBLEMS)
def test_both_checks_find_it(change: Callable[[Path], None], message: str, stick: Path) -> None:
    change(stick)
    if message != "changed: verify.py":  # a broken program may not run
        status, said = verify(stick)
        assert status == 1
        assert any(line.startswith(message) for line in said), said
    assert cli.main(["verify", str(stick)]) == 1


def test_a_line_for_each_problem(stick: Path) -> None:
    for change in (remove, flip("guide/index.html", 3), add("x.txt"), add("y.txt")):
        change(stick)
    assert verify(stick) == (
        1,
        [
            "Checking. This can take a minute.",
            "changed: guide/index.html",
            "missing: phone/fr/guide.epub",
            "not listed, came from elsewhere: x.txt",
            "not listed, came from elsewhere: y.txt",
            "Problems found: 4. Get the whole folder again from where you had it.",
        ],
    )


def test_no_line_of_the_list_leads_outside(stick: Path) -> None:
    for name in ("../usb/verify.py", "/etc/passwd", "guide/../verify.py", "c:\\x", "guide\\x"):
        with (stick / "SHA256SUMS").open("a") as file:
            file.write(f"{'0' * 64}  {name}\n")
    status, said = verify(stick)
    assert status == 1
    assert sum("not a checksum" in line for line in said) == len(said) - 2 == 5


def runs(python: str) -> bool:
    done = subprocess.run([python, "-c", ""], capture_output=True, check=False)
    return done.returncode == 0


def test_the_oldest_python_here_runs_it(stick: Path) -> None:
    oldest = next(python for python in (*PYTHONS, sys.executable) if runs(python))
    before = names(stick)
    assert verify(stick, oldest)[0] == 0
    flip("guide/index.html", 7)(stick)
    assert verify(stick, oldest)[0] == 1
    assert names(stick) == before
    # Whatever runs the tests, nothing newer than Python 3.6's syntax is in it.
    compile_old = "import ast,sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 6))"
    subprocess.run([sys.executable, "-c", compile_old, str(VERIFY)], check=True)


# The zip


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_stick_gives_the_same_zip(
    made: Path,
    stick: Path,
    contexts: list[Context],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usb.pack(made / "usb", tmp_path / "one.zip", contexts[0])
    for path in stick.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(0o700)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        usb.pack(stick, tmp_path / "two.zip", contexts[0])
    finally:
        monkeypatch.undo()
        time.tzset()
    assert sha256(tmp_path / "one.zip") == sha256(tmp_path / "two.zip")


def test_the_zip_holds_the_stick(made: Path, contexts: list[Context], tmp_path: Path) -> None:
    usb.pack(made / "usb", tmp_path / "stick.zip", contexts[0])
    with zipfile.ZipFile(tmp_path / "stick.zip") as archive:
        assert archive.testzip() is None
        inside = archive.namelist()
        assert inside == sorted(inside)
        assert inside == sorted(f"impact-guide/{name}" for name in names(made / "usb"))
        archive.extractall(tmp_path / "out")
    assert verify(tmp_path / "out/impact-guide")[0] == 0


def test_two_runs_make_the_same_tree(made: Path, contexts: list[Context], tmp_path: Path) -> None:
    usb.write(contexts, made / "pages", made / "files", tmp_path / "usb")
    assert sha256(tmp_path / "usb/SHA256SUMS") == sha256(made / "usb/SHA256SUMS")


# What the system refuses


def test_what_cannot_be_written_is_an_error_that_names_it(
    made: Path, contexts: list[Context], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="Not a directory") as refusal:
        usb.write(contexts, made / "pages", made / "files", tmp_path / "file/usb")
    assert refusal.value.filename
    with pytest.raises(OSError, match="Not a directory") as refusal:
        usb.pack(made / "usb", tmp_path / "file/stick.zip", contexts[0])
    assert refusal.value.filename


def test_a_full_disk_is_an_error(made: Path, contexts: list[Context]) -> None:
    with pytest.raises(OSError, match="No space left"):
        usb.pack(made / "usb", Path("/dev/full"), contexts[0])
