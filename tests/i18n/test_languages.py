"""Languages by their codes; a new one begins; the gate before one is published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polib
import pytest
from babel import Locale

from guide import cli, project
from guide.build import BuildRequest, build
from guide.core import languages
from guide.core.diagnostics import ContentError
from guide.core.languages import find, language, long_date
from guide.core.model import State, Text
from guide.core.walk import map_texts, texts
from guide.i18n import publication
from guide.i18n.publication import PublicationStatus
from support import tiny
from support.html_tree import read
from support.paths import ROOT

LIST = "translations/languages.yml"


@pytest.fixture(autouse=True)
def nothing_described(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests say of a language does not count."""
    monkeypatch.setattr(languages, "_described", {})


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
        (
            "zh-Hant-TW",
            "中文 (繁體, 台灣)",
            "Chinese (Traditional, Taiwan)",
            "ltr",
            1,
            "、",
            "2026",
            "50%",
            "2026年11月22日",
        ),
        (
            "es-419",
            "Español (Latinoamérica)",
            "Spanish (Latin America)",
            "ltr",
            2,
            ", ",
            "2026",
            "50%",
            "22 de noviembre de 2026",
        ),
        ("haw", "ʻŌlelo Hawaiʻi", "Hawaiian", "ltr", 2, ", ", "2026", "50%", "22 Nowemapa 2026"),
        (
            "fr-AQ",
            "Français (Antarctique)",
            "French (Antarctica)",
            "ltr",
            2,
            ", ",
            "2026",
            "50\xa0%",
            "22 novembre 2026",
        ),
        # Not in CLDR: the English name, and numbers and dates of English.
        ("tet", "Tetum", "Tetum", "ltr", 2, ", ", "2026", "50%", "November 22, 2026"),
        ("bnt", "bnt", "bnt", "ltr", 2, ", ", "2026", "50%", "November 22, 2026"),
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


@pytest.mark.parametrize(
    ("code", "script", "direction", "locale", "base"),
    [
        ("zh", "Hans", "ltr", "zh_CN", "zh"),
        ("zh-TW", "Hant", "ltr", "zh_TW", "zh"),
        ("zh-Hant", "Hant", "ltr", "zh_TW", "zh"),
        ("he", "Hebr", "rtl", "he_IL", "he"),
        ("ckb", "Arab", "rtl", "ckb_IQ", "ckb"),
        ("ku-Arab", "Arab", "rtl", "ku_IQ", "ku"),
        ("az-Arab", "Arab", "rtl", "az_IR", "az"),
        ("sr-Latn-ME", "Latn", "ltr", "sr_ME", "sr"),
        ("am", "Ethi", "ltr", "am_ET", "am"),
        ("tet", "Latn", "ltr", "tet_TL", "tet"),
        ("qaa", "Latn", "ltr", "qaa", "qaa"),
    ],
)
def test_a_code_tells_script_direction_and_place(
    code: str, script: str, direction: str, locale: str, base: str
) -> None:
    found = language(code)
    assert (found.script, found.direction, found.locale, found.base) == (
        script,
        direction,
        locale,
        base,
    )


def test_the_direction_of_a_script_is_the_one_in_cldr() -> None:
    codes = [code for code in languages.codes() if not code.startswith("mn-Mong")]  # from the top
    assert len(codes) > 1000
    assert [c for c in codes if Locale.parse(c, "-").text_direction != language(c).direction] == []


@pytest.mark.parametrize(
    "code", ["", "xx", "und", "x-foo", "EN", "en_US", "fr-fr", "../fr", "e", "q1", "Zh-hant"]
)
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
        ("xx", "is not a valid language code"),
        ("kac", 'has no own name for "kac" (Kachin); write it into translations/languages.yml'),
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
    loaded = with_gate(root, "{listed: 0, complete: 0}")
    done = publication.Gate(listed=0, complete=100)
    assert loaded.standings == {
        "en": PublicationStatus.COMPLETE,
        "fr": PublicationStatus.COMPLETE,
    }
    assert done.standing(loaded.guides["fr"]) is PublicationStatus.INCOMPLETE
    assert with_gate(root, "{listed: 100}").standings["fr"] is PublicationStatus.HIDDEN
    assert (
        with_gate(root, "{listed: 1, complete: 99}").standings["fr"] is PublicationStatus.INCOMPLETE
    )
    assert (
        with_gate(root, "{core: [guide.subtitle], listed: 0}").standings["fr"]
        is PublicationStatus.HIDDEN
    )
    assert with_gate(root, "{core: ['guide.*'], core_share: 20, listed: 0}").standings["fr"] is (
        PublicationStatus.INCOMPLETE
    )
    title = "{core: [guide.title], listed: 0, complete: 1}"
    assert with_gate(root, title).standings["fr"] is PublicationStatus.COMPLETE
    assert with_gate(root, "{core: ['*'], listed: 0}").published == ("en",)


def test_a_language_without_a_gate_is_hidden_until_it_is_translated(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "tiny")
    (root / LIST).write_text("languages: [en, fr]\n", encoding="utf-8")
    assert project.load(root).published == ("en",)
    assert standing_without_gate(root, 80) is PublicationStatus.HIDDEN
    assert standing_without_gate(root, 92) is PublicationStatus.INCOMPLETE
    assert standing_without_gate(root, 100) is PublicationStatus.COMPLETE


def standing_without_gate(root: Path, share: int) -> PublicationStatus:
    """The status of French when so many per cent of its texts are translated."""
    guide = project.load(root).guides["fr"]
    every = {text.id: number for number, text in enumerate(texts(guide))}
    done = len(every) * share // 100

    def state(text: Text) -> Text:
        is_done = every[text.id] <= done
        return replace(text, state=State.DRAFT if is_done else State.UNTRANSLATED)

    return publication.Gate().standing(map_texts(guide, state))


DESCRIBED = """languages: [en, tet]
gate: {listed: 0}
described:
  - {code: tet, name: Tetun, like: pt}
"""


def test_a_project_describes_a_language_that_cldr_does_not_know(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "tiny")
    (root / LIST).write_text(DESCRIBED, encoding="utf-8")
    assert publication.read(root).languages == ("en", "tet")
    found = language("tet")
    assert (found.endonym, found.english, found.script) == ("Tetun", "Tetum", "Latn")
    assert found.share(50) == "50%"
    assert long_date("2026-11-22", "tet") == "22 de novembro de 2026"
    (root / LIST).write_text(DESCRIBED.replace("like: pt", "script: Arab"), encoding="utf-8")
    publication.read(root)
    assert language("tet").direction == "rtl"
    assert long_date("2026-11-22", "tet") == "November 22, 2026"


DESCRIPTIONS = [
    ("", 1, 'no own name for "tet" (Tetum); write it into translations/languages.yml, under'),
    ("described: [{code: tt1, name: X}]", 2, '"tt1" is not a valid language code; correct it'),
    ("described: [{code: tet, like: pt}, {code: bnt}]", 1, "no own name for"),
    ("described: [{code: tet, name: T, script: Abcd}]", 2, '"Abcd" is no script; write its ISO'),
    ("described: [{code: tet, name: T, like: kac}]", 2, 'CLDR does not know "kac"; write a code'),
    ("described: [{name: T}]", 2, 'description of a language has no "code"'),
]


@pytest.mark.parametrize(("described", "line", "message"), DESCRIPTIONS)
def test_a_fault_of_a_description_is_one_line(
    tmp_path: Path, described: str, line: int, message: str
) -> None:
    root = tiny.copy(tmp_path / "tiny")
    (root / LIST).write_text(f"languages: [en, tet]\n{described}\n", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        publication.read(root)
    found = [one for one in error.value.diagnostics if message in one.message]
    assert [(one.location.file, one.location.line) for one in found] == [(LIST, line)]


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
    assert not list(home.all("a", hreflang="*"))  # one language needs no switcher
    row = next(read(site / "translate" / "index.html").all("tr", data_language="fr"))
    assert "not published yet" in row.text
    assert not list(row.all("a"))


@pytest.mark.mkdocs
def test_an_incomplete_language_is_marked_wherever_it_is_listed(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "tiny")
    with_gate(root, "{listed: 0}")
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
    assert set(rows) == stages | {"audiences", "tools", "front", "glossary", "interface"}
    for row in rows.values():
        assert [cell.text.split()[0] for cell in row.all("td")] == ["100%"] * 6
