"""Languages by their codes; a new one begins; the gate before one is published."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from guide import cli, project
from guide.build import BuildRequest, build
from guide.core.languages import find, language, long_date
from guide.i18n import publication
from guide.i18n.publication import PublicationStatus
from support import tiny
from support.html_tree import read
from support.paths import ROOT

LIST = "translations/languages.yml"


@pytest.mark.parametrize(
    ("code", "endonym", "english", "direction", "plural", "comma", "digits", "share", "day"),
    [
        ("en", "English", "English", "ltr", 2, ", ", "2026", "50%", "November 22, 2026"),
        ("fr", "Français", "French", "ltr", 2, ", ", "2026", "50\xa0%", "22 novembre 2026"),
        ("id", "Bahasa Indonesia", "Indonesian", "ltr", 1, ", ", "2026", "50%", "22 November 2026"),
        (
            "ar",
            "العربية",
            "Arabic",
            "rtl",
            6,
            "، ",
            "2026",
            "50%",
            "22 نوفمبر 2026",
        ),
        ("my", "မြန်မာ", "Burmese", "ltr", 1, "၊ ", "၂၀၂၆", "၅၀%", "၂၀၂၆ နိုဝင်ဘာ ၂၂"),
        ("sw", "Kiswahili", "Swahili", "ltr", 2, ", ", "2026", "50%", "22 Novemba 2026"),
        ("ha", "Hausa", "Hausa", "ltr", 2, ", ", "2026", "50%", "22 Nuwamba, 2026"),
        ("fa", "فارسی", "Persian", "rtl", 2, "، ", "۲۰۲۶", "۵۰%", "۲۲ نوامبر ۲۰۲۶"),
        ("ru", "Русский", "Russian", "ltr", 3, ", ", "2026", "50\xa0%", "22 ноября 2026\u202fг."),
    ],
)
def test_a_language_is_known_by_its_code(  # noqa: PLR0917 - a table of facts
    code: str,
    endonym: str,
    english: str,
    direction: str,
    plural: int,
    comma: str,
    digits: str,
    share: str,
    day: str,
) -> None:
    found = language(code)
    assert (found.endonym, found.english, found.direction) == (endonym, english, direction)
    assert found.plural.startswith(f"nplurals={plural};")
    assert (found.comma, found.number(2026), found.share(50)) == (comma, digits, share)
    assert long_date("2026-11-22", code) == day


@pytest.mark.parametrize("code", ["", "xx", "kac", "EN", "en_US", "fr-fr", "../fr", "e", "q1"])
def test_what_is_no_code_is_none(code: str) -> None:
    assert find(code) is None
    with pytest.raises(KeyError):
        language(code)


@pytest.mark.parametrize(
    "listed",
    [
        "languages: [en, fr]\n",
        "# fr\nlanguages: [en, fr]  # [fr]\ngate: {listed: 35}\n",
        "languages:\n  - en\n  - fr  # French\ngate:\n  listed: 35\n",
        "languages: [en,\n  fr,\n]\n",
    ],
)
def test_a_new_language_is_listed_translated_and_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], listed: str
) -> None:
    root = tiny.copy(tmp_path / "tiny")
    (root / LIST).write_text(listed, encoding="utf-8")
    before = publication.read(root)
    status, out = tiny.run(root, monkeypatch, capsys, "i18n", "new", "sw")
    assert (status, out.splitlines()[0]) == (
        0,
        "Swahili: translate translations/sw.po; preview it with guide serve --language sw",
    )
    after = publication.read(root)
    assert after.languages == ("en", "fr", "sw")
    assert after.gate == before.gate
    assert (root / LIST).read_text(encoding="utf-8").replace("sw", "").count("#") == listed.count(
        "#"
    )
    po = polib.pofile(str(root / "translations" / "sw.po"))
    assert po.metadata["Plural-Forms"] == language("sw").plural
    assert {entry.msgctxt for entry in po} >= {"guide.title", "interface.search"}
    assert tiny.run(root, monkeypatch, capsys, "check")[0] == 0


@pytest.mark.mkdocs
def test_a_new_language_builds_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tiny.copy(tmp_path / "tiny")
    for code in ("sw", "ha", "fa"):
        assert tiny.run(root, monkeypatch, capsys, "i18n", "new", code)[0] == 0
    build(BuildRequest(root, tmp_path / "dist", ("en", "sw", "ha", "fa")))
    for code, direction in (("sw", "ltr"), ("ha", "ltr"), ("fa", "rtl")):
        tree = read(tmp_path / "dist" / "site" / code / "index.html")
        assert next(tree.all("html")).attrs["lang"] == code
        assert next(tree.all("html")).attrs["dir"] == direction
        shown = {a.attrs["hreflang"] for a in tree.all("a", hreflang="*")}
        assert shown == {"en", "sw", "ha", "fa"}  # the languages of this build, no others


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("kac", "is not a valid language code"),
        ("fr", "French (fr) is already in translations/languages.yml"),
        ("en", "English (en) is already in translations/languages.yml"),
        ("../x", "is not a valid language code"),
    ],
)
def test_what_cannot_begin_says_why_and_changes_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: str,
    words: str,
) -> None:
    root = tiny.copy(tmp_path / "tiny")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    monkeypatch.chdir(root)
    capsys.readouterr()
    assert cli.main(("i18n", "new", code)) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def with_gate(root: Path, gate: str) -> project.Project:
    (root / LIST).write_text(f"languages: [en, fr]\ngate: {gate}\n", encoding="utf-8")
    return project.load(root)


def test_the_gate_counts_what_is_translated_and_not_stale(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "tiny")
    with (root / "translations/fr.po").open("a", encoding="utf-8") as more:  # to more than 1 %
        more.write('\nmsgctxt "interface.search"\nmsgid "Search"\nmsgstr "Rechercher"\n')
    loaded = project.load(root)
    done = publication.Gate(listed=0, complete=100)
    assert loaded.standings == {
        "en": PublicationStatus.COMPLETE,
        "fr": PublicationStatus.COMPLETE,
    }  # no gate at all
    assert done.standing(loaded.guides["fr"]) is PublicationStatus.INCOMPLETE
    assert with_gate(root, "{listed: 100}").standings["fr"] is PublicationStatus.HIDDEN
    assert (
        with_gate(root, "{listed: 1, complete: 99}").standings["fr"] is PublicationStatus.INCOMPLETE
    )
    assert with_gate(root, "{core: [guide.subtitle]}").standings["fr"] is PublicationStatus.HIDDEN
    assert with_gate(root, "{core: ['guide.*'], core_share: 20}").standings["fr"] is (
        PublicationStatus.INCOMPLETE
    )
    assert with_gate(root, "{core: [guide.title]}").standings["fr"] is PublicationStatus.COMPLETE
    assert with_gate(root, "{core: ['*']}").published == ("en",)


@pytest.mark.mkdocs
def test_a_hidden_language_is_named_and_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tiny.copy(tmp_path / "tiny")
    with_gate(root, "{core: [guide.subtitle]}")
    monkeypatch.chdir(root)
    assert cli.main(("build",)) == 0
    assert "not yet published (see guide i18n status): fr" in capsys.readouterr().err
    site = root / "dist" / "site"
    assert not (site / "fr").exists()
    assert "/fr/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    home = read(site / "index.html")
    assert {a.attrs["hreflang"] for a in home.all("a", hreflang="*")} == {"en"}
    row = next(read(site / "translate" / "index.html").all("tr", data_language="fr"))
    assert "not published yet" in row.text
    assert not list(row.all("a"))


@pytest.mark.mkdocs
def test_an_incomplete_language_is_marked_wherever_it_is_listed(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "tiny")
    with_gate(root, "{complete: 100}")
    build(BuildRequest(root, tmp_path / "dist"))
    home = read(tmp_path / "dist" / "site" / "index.html")
    marks = [li.text for li in home.all("li") if list(li.all("a", hreflang="fr"))]
    assert marks
    assert all("incomplete" in mark for mark in marks)


def test_every_language_of_this_guide_is_published(guides: dict[str, object]) -> None:
    loaded = project.cached(ROOT)
    assert set(loaded.standings.values()) == {PublicationStatus.COMPLETE}
    assert loaded.published == tuple(guides)


def test_each_part_of_each_language_is_counted(site: Path) -> None:
    tree = read(site / "translate" / "index.html")
    loaded = project.cached(ROOT)
    heads = [th for th in tree.all("th") if th.parent and th.attrs.get("scope") == "col"]
    assert {link.attrs["lang"] for th in heads for link in th.all("a")} == set(loaded.languages) - {
        "en"
    }
    rows = {row.attrs["data-part"]: row for row in tree.all("tr", data_part="*")}
    stages = {stage.id for stage in loaded.source.stages}
    assert set(rows) == stages | {"audiences", "front", "glossary", "interface"}
    for row in rows.values():
        assert [cell.text.split()[0] for cell in row.all("td")] == ["100%"] * 6
