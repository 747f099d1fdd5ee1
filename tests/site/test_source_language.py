"""A guide that is written in another language than English: no edition speaks or says English."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from libzim.reader import Archive
from pypdf import PdfReader

from guide import cli, project
from guide.build import BuildRequest, build
from guide.content import interface
from guide.core.diagnostics import ContentError
from guide.core.model import State
from guide.site.search.analysis import separator
from support import tiny
from support.html_tree import read

PATHS = "stages: {path: checklist}\naudiences: {path: stakeholders}\n"
ONLY_SUBTITLE = "gate: {core: [guide.subtitle], core_share: 0, listed: 0}\n"


def french(folder: Path) -> Path:
    """The tiny guide as if it were written in French, to be translated into English and Spanish."""
    root = tiny.copy(folder)
    (root / "content/profile.yml").write_text(
        f"source_language: fr\nsource: covered\n{PATHS}", encoding="utf-8"
    )
    (root / "overrides/messages.yml").unlink()
    (root / "translations/fr.po").unlink()
    listed = f"languages: [fr]\n{ONLY_SUBTITLE}"
    (root / "translations/languages.yml").write_text(listed, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = french(tmp_path_factory.mktemp("french") / "guide")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        for code in ("en", "es"):
            assert cli.main(["i18n", "new", code]) == 0
    build(BuildRequest(root, root / "dist"))
    return root


@pytest.mark.mkdocs
def test_the_program_speaks_the_language_of_the_guide(root: Path) -> None:
    home = read(root / "dist/site/index.html")
    page = next(home.all("html"))
    assert (page.attrs["lang"], page.attrs["dir"]) == ("fr", "ltr")
    assert "Rechercher" in page.text
    words = {text.value for text in interface.program().values() if len(text.value) > 12}
    french_words = {text.value for text in project.load(root).source.interface.values()}
    assert len(words) > 100
    assert [word for word in words - french_words if word in page.text] == []


@pytest.mark.mkdocs
def test_its_files_say_their_language(root: Path) -> None:
    downloads = root / "dist/site/downloads"
    assert str(PdfReader(downloads / "fr/guide.pdf").root_object["/Lang"]) == "fr"
    assert json.loads((downloads / "fr/guide.json").read_text(encoding="utf-8"))["language"] == "fr"
    with zipfile.ZipFile(downloads / "fr/guide.epub") as book:
        assert "<dc:language>fr</dc:language>" in book.read("EPUB/package.opf").decode()
    start = read(root / "dist/usb/START-HERE.html")
    assert next(start.all("html")).attrs["lang"] == "fr"
    assert (root / "dist/usb/guide/index.html").is_file()


@pytest.mark.mkdocs
def test_other_languages_are_in_folders_and_show_the_source_as_such(root: Path) -> None:
    page = read(root / "dist/site/en/checklist/planning/index.html")
    html = next(page.all("html"))
    assert html.attrs["lang"] == "en"
    assert "Search" in html.text
    left = [e for e in page.all(data_state="untranslated") if e.attrs.get("lang") == "fr"]
    assert len(left) > 3
    assert {e.attrs["dir"] for e in left} == {"ltr"}
    sitemap = (root / "dist/site/sitemap.xml").read_text(encoding="utf-8")
    assert "/es/checklist/planning/" in sitemap
    assert "/fr/" not in sitemap


@pytest.mark.mkdocs
def test_a_catalogue_holds_the_guide_s_own_texts_only(root: Path) -> None:
    for code in ("en", "es"):
        text = (root / f"translations/{code}.po").read_text(encoding="utf-8")
        assert 'msgctxt "guide.title"' in text
        assert 'msgctxt "interface.' not in text


def test_a_word_that_the_program_lacks_stays_english_and_says_so(tmp_path: Path) -> None:
    root = french(tmp_path / "guide")
    (root / "content/profile.yml").write_text(
        "source_language: sw\nsource: covered\n", encoding="utf-8"
    )
    (root / "translations/languages.yml").write_text("languages: [sw]\n", encoding="utf-8")
    (root / "overrides/messages.yml").write_text("search: Tafuta\n", encoding="utf-8")
    said = project.load(root).source.interface
    assert (said["search"].value, said["search"].language) == ("Tafuta", "sw")
    assert said["search"].state is State.SOURCE
    assert (said["menu"].language, said["menu"].state) == ("en", State.UNTRANSLATED)


FAULTS = [
    ("source_language: fr\n", "[en]", 'first language must be the source, "fr"; put it first'),
    ("source_language: frr2\n", "[en]", '"frr2" is not a valid language code'),
    ("sourcelanguage: fr\n", "[en]", 'unknown field "sourcelanguage" in profile; did you mean'),
    ("", "[en]", "the file is empty; add its fields or delete it"),
]


@pytest.mark.parametrize(("profile", "languages", "message"), FAULTS)
def test_a_fault_of_the_profile_is_one_line(
    tmp_path: Path, profile: str, languages: str, message: str
) -> None:
    root = french(tmp_path / "guide")
    (root / "content/profile.yml").write_text(profile, encoding="utf-8")
    listed = f"languages: {languages}\n"
    (root / "translations/languages.yml").write_text(listed, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        project.check(root)
    found = [one for one in error.value.diagnostics if message in one.message]
    assert [one.location.line for one in found] == [1]
    assert found[0].location.file in ("content/profile.yml", "translations/languages.yml")


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny guide as if it were written in Arabic, to be translated into English."""
    root = french(tmp_path_factory.mktemp("arabic") / "guide")
    (root / "content/profile.yml").write_text(
        f"source_language: ar\nsource: covered\n{PATHS}", encoding="utf-8"
    )
    tiny.edit(root, "translations/languages.yml", "[fr]", "[ar]")
    tiny.edit(root, "content/guide.yml", "The School Garden", "حديقة المدرسة")
    tiny.edit(root, "content/guide.yml", "A guide to growing food together", "دليل الزراعة معاً")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert cli.main(["i18n", "new", "en"]) == 0
    build(BuildRequest(root, root / "dist"))
    return root


@pytest.mark.mkdocs
def test_an_arabic_guide_speaks_arabic_in_every_edition(arabic: Path) -> None:
    page = read(arabic / "dist/site/index.html")
    html = next(page.all("html"))
    assert (html.attrs["lang"], html.attrs["dir"]) == ("ar", "rtl")
    assert "حديقة المدرسة" in html.text
    said = {text.id: text for text in project.load(arabic).source.interface.values()}
    assert said["interface.search"].language == "ar"
    assert said["interface.search"].value in html.text
    downloads = arabic / "dist/site/downloads"
    for code in ("ar", "en"):  # English shows what is not translated, in the Arabic font
        pdf = PdfReader(downloads / code / "guide.pdf")
        assert str(pdf.root_object["/Lang"]) == code
        assert str(pdf.metadata.title if pdf.metadata else "") == "حديقة المدرسة"
    (library,) = (arabic / "dist/zim").glob("*_ar.zim")
    archive = Archive(library)
    assert bytes(archive.get_metadata("Language")) == b"ara"
    assert "حديقة" in bytes(archive.get_metadata("Title")).decode()
    index = json.loads((arabic / "dist/site/search/search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["separator"] == separator("ar")
