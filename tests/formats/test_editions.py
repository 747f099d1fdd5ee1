"""The files to take along: all that the contract names, in every language, and the pages' links."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from guide import cli, project
from guide.adapters import config
from guide.build import EDITIONS, BuildRequest, build
from guide.core.languages import language
from guide.core.model import Guide
from guide.files import checksums
from guide.formats import papers
from guide.formats.context import Context
from guide.formats.registry import PRINT, formats_of
from guide.theme.files import ThemeFiles
from support import tiny
from support.html_tree import read
from support.paths import ADDRESS, ROOT, TINY


def names(guide: Guide) -> set[str]:
    """The names of the contract, written out here once more."""
    found = {"guide.html", "guide.epub", "guide.json", "guide.csv", "workbook.xlsx"}
    found |= {"guide.pdf", "guide-letter.pdf"}
    for audience in guide.audiences:
        found |= {
            f"handout-{audience.id}{end}" for end in (".pdf", "-letter.pdf", "-large.pdf", ".docx")
        }
    idents = [one.id for one in guide.stages] + [one.id for one in guide.audiences]
    for ident in idents:
        found |= {f"worksheet-{ident}{end}" for end in (".pdf", "-letter.pdf", ".docx")}
    for tool in guide.tools:
        found |= {f"tool-{tool.id}{end}" for end in (".pdf", "-letter.pdf", ".docx")}
        found |= {f"tool-{tool.id}.xlsx"} if tool.has_spreadsheet else set()
    return found


def test_every_language_has_every_file(site: Path, guides: dict[str, Guide]) -> None:
    for code, guide in guides.items():
        made = {path.name for path in (site / "downloads" / code).iterdir()}
        assert made == names(guide)
        assert [one.name for one in formats_of(guide)] == list(
            dict.fromkeys(o.name for o in formats_of(guide))
        )


def test_the_page_lists_every_file_with_its_size_and_pages(
    site: Path, guides: dict[str, Guide]
) -> None:
    for code, guide in guides.items():
        root = site if code == "en" else site / code
        tree = read(root / "downloads" / "index.html")
        links = {
            Path(a.attrs["href"]).name: a for a in tree.all("a") if a.attrs.get("class") == "file"
        }
        stick = f"impact-guide-usb-{guide.version}.zip"
        assert set(links) == names(guide) | {stick}
        for name, link in links.items():
            path = site / "downloads" / ("" if name == stick else code) / name
            said = link.parent.text if link.parent else ""
            assert " ".join(language(code).size(path.stat().st_size).split()) in said, name
            if name.endswith(".pdf"):
                (pages,) = link.all("span", **{"class": "file__pages"})
                with pikepdf.open(path) as pdf:
                    assert language(code).number(len(pdf.pages)) in pages.text


@pytest.mark.parametrize("root", ["", "ar/"])
def test_each_page_links_its_own_files(site: Path, guides: dict[str, Guide], root: str) -> None:
    guide = guides["en"]
    for folder, parts in (("checklist", guide.stages), ("stakeholders", guide.audiences)):
        for one in parts:
            tree = read(site / f"{root}{folder}/{one.id}/index.html")
            linked = {a.attrs["href"].rpartition("/")[2] for a in tree.all("a", download="*")}
            own = {name for name in names(guide) if f"-{one.id}." in name or f"-{one.id}-l" in name}
            assert linked == own


@pytest.mark.mkdocs
def test_another_build_gives_the_same_bytes(
    dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another folder, by one process in place of two, with an empty cache.

    Every edition of the tiny guide; of ours, whose build takes longer, the files of one language,
    and one PDF of each kind and form.
    """
    monkeypatch.setenv("SITE_URL", ADDRESS)
    build(BuildRequest(TINY, tmp_path / "tiny", jobs=2))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    build(BuildRequest(TINY, tmp_path / "again"))
    first, second = ((tmp_path / name / checksums.NAME).read_text() for name in ("tiny", "again"))
    assert first == second
    loaded = project.load(ROOT)
    guide, address = loaded.guides["ar"], config.settings(ROOT).address
    context = Context(guide, loaded.source, address, ThemeFiles(ROOT), loaded.published)
    pdfs = {(one.kind, one.form): one for one in formats_of(guide) if one.edition == PRINT}
    others = [one for one in formats_of(guide) if one.edition != PRINT]
    assert len(pdfs) > 8
    assert len(others) > 30
    for spec in (*pdfs.values(), *others):
        made = (dist / "site/downloads/ar" / spec.name).read_bytes()
        again = spec.write(context)
        if spec.edition == PRINT:
            (again,) = papers.on(again, [spec.paper])
        assert again == made, spec.name


MADE_BY = {
    "site": {"site/index.html", "site/search/search_index.json", "site/_headers"},
    "print": {"site/downloads/en/guide.pdf", "site/downloads/en/worksheet-growing-letter.pdf"},
    "office": {"site/downloads/en/workbook.xlsx", "site/downloads/en/worksheet-growing.docx"},
    "book": {
        f"site/downloads/{name}"
        for name in ("guide.schema.json", "workbook.schema.json", "en/guide.html", "en/guide.json")
    },
    "usb": {"usb/START-HERE.html", "usb/guide/index.html", "usb/print/en/workbook.xlsx"},
    "zim": {"zim/the-school-garden_en.zim"},
}


@pytest.mark.mkdocs
@pytest.mark.parametrize("edition", EDITIONS)
def test_one_edition_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edition: str) -> None:
    root = tiny.copy(tmp_path / "tiny")
    monkeypatch.chdir(root)
    assert cli.main(("build", "--only", edition, "--languages", "en")) == 0
    made = {p.relative_to(root / "dist").as_posix() for p in (root / "dist").rglob("*")}
    assert made >= MADE_BY[edition]
    others = [one for other in EDITIONS if other != edition for one in MADE_BY[other]]
    assert not made & {*others}
    assert checksums.verify(root / "dist") == []


def test_everything_stands_where_the_contract_says(dist: Path, guides: dict[str, Guide]) -> None:
    version = guides["en"].version
    top = {path.name for path in dist.iterdir()}
    assert top == {
        "site",
        "usb",
        "zim",
        "SHA256SUMS",
        "sbom.cdx.json",
        f"impact-guide-usb-{version}.zip",
    }
    assert {path.name for path in (dist / "zim").iterdir()} == {
        f"impact-guide_{code}.zim" for code in guides
    }
    stick = dist / "usb"
    for code, guide in guides.items():
        assert (stick / f"README.{code}.txt").is_file()
        phone = {path.name for path in (stick / "phone" / code).iterdir()}
        assert phone == {"guide.html", "guide.epub", "guide.pdf"}
        printed = {path.name for path in (stick / "print" / code).iterdir()}
        assert printed == names(guide) - phone - {"guide.json", "guide.csv"}
    assert checksums.verify(dist) == checksums.verify(stick) == []


@pytest.mark.mkdocs
def test_without_files_the_page_says_so(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "tiny")
    build(BuildRequest(root, tmp_path / "dist", ("en",), ("site",)))
    tree = read(tmp_path / "dist/site/downloads/index.html")
    assert not [a for a in tree.all("a") if a.attrs.get("class") == "file"]
    assert "This copy of the site holds no files." in next(tree.all("main")).text


@pytest.mark.mkdocs
def test_an_address_that_is_not_set_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    assert config.settings(ROOT).address == ""
    monkeypatch.setenv("SITE_URL", "https://guide.test/x/")
    assert config.settings(ROOT).address == "https://guide.test/x/"
    monkeypatch.setenv("SITE_URL", "https://guide.test/x")
    assert config.settings(ROOT).address == "https://guide.test/x/"


@pytest.mark.mkdocs
def test_what_no_font_has_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tiny.copy(tmp_path / "tiny")
    name = "translations/fr.po"
    tiny.edit(root, name, "Semez en lignes", "Semez en \u27e6lignes\u27e7")
    line = project.load(root).guides["fr"].points["W-1"].title.location.line
    for command in (("build", "--only", "print"), ("check",)):
        status, out = tiny.run(root, monkeypatch, capsys, *command)
        assert status == 1
        assert out.splitlines() == [
            f"{name}:{line}: W-1.title: no font for print has {char} ({code}); use another "
            "character"
            for char, code in (("\u27e6", "U+27E6"), ("\u27e7", "U+27E7"))
        ]
    assert tiny.run(root, monkeypatch, capsys, "build", "--only", "site")[0] == 0


@pytest.mark.mkdocs
def test_a_language_without_a_font_has_all_but_pdfs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tiny.copy(tmp_path / "tiny")
    assert tiny.run(root, monkeypatch, capsys, "i18n", "new", "ka")[0] == 0
    assert tiny.run(root, monkeypatch, capsys, "build", "--languages", "en,ka")[0] == 0
    made = {path.suffix for path in (root / "dist/site/downloads/ka").iterdir()}
    assert made == {".docx", ".xlsx", ".html", ".epub", ".json", ".csv"}
    page = read(root / "dist/site/ka/downloads/index.html")
    listed = [a.attrs["href"] for a in page.all("a") if a.attrs.get("class") == "file"]
    assert listed
    assert not [link for link in listed if link.endswith(".pdf")]
