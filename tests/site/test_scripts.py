"""A guide in languages of many scripts: pages, PDF, book, library metadata and search."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from langcodes import Language

from guide.build import BuildRequest, build
from guide.core.diagnostics import ContentError
from guide.core.languages import language
from guide.site.search.analysis import separator
from guide.theme import fonts
from guide.theme.typefaces import PrintFont
from support import tongues
from support.html_tree import read

pytestmark = pytest.mark.mkdocs
CODES = tuple(
    code for code in ("hi", "ru", "tet", "th", "he", "zh-Hant-TW") if code in tongues.codes()
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tongues.write(tmp_path_factory.mktemp("tongues") / "guide")
    build(BuildRequest(root, root / "dist", ("en", *CODES), ("site", "print", "book")))
    return root / "dist/site"


@pytest.mark.parametrize("code", CODES)
def test_pages_and_files_are_in_the_language(site: Path, code: str) -> None:
    page = read(site / code / "checklist/planning/index.html")
    html = next(page.all("html"))
    assert (html.attrs["lang"], html.attrs["dir"]) == (code, language(code).direction)
    assert {a.attrs["hreflang"] for a in page.all("a", hreflang="*")} == {"en", *CODES}
    assert f'hreflang="{code}"' in (site / "sitemap.xml").read_text(encoding="utf-8")
    with zipfile.ZipFile(site / "downloads" / code / "guide.epub") as book:
        assert f"<dc:language>{code}</dc:language>" in book.read("EPUB/package.opf").decode()
    command = ["pdftotext", str(site / "downloads" / code / "guide.pdf"), "-"]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    for word in tongues.WORDS[code]:
        assert word in said


@pytest.mark.parametrize("code", [code for code in CODES if code in tongues.UNSPACED])
def test_the_index_splits_a_phrase_at_each_part(site: Path, code: str) -> None:
    index = json.loads((site / code / "search/search_index.json").read_text(encoding="utf-8"))
    split = re.compile(index["config"]["separator"])
    assert split.pattern == separator(code)
    words = {part for doc in index["docs"] for part in split.split(doc["text"])}
    for word in tongues.WORDS[code]:
        assert {part for part in split.split(word) if part} <= words


@pytest.mark.parametrize(
    ("code", "found"), [("tet", "tet"), ("ckb", "ckb"), ("zh-Hant-TW", "zho"), ("es-419", "spa")]
)
def test_a_library_of_zim_files_gets_the_three_letters(code: str, found: str) -> None:
    assert Language.get(code).to_alpha3() == found


def test_a_script_without_its_font_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tongues.write(tmp_path / "guide")
    package = fonts.of("am").print.package
    is_there = PrintFont.is_installed.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(
        PrintFont, "is_installed", property(lambda font: font.package != package and is_there(font))
    )
    with pytest.raises(ContentError) as error:
        build(BuildRequest(root, root / "dist", ("en", "am"), ("print",)))
    (found,) = error.value.diagnostics
    assert (found.location.file, found.location.line) == ("translations/languages.yml", 1)
    assert "whose script is Ethiopic; run: pip install justmytype-intl-africa" in found.message
