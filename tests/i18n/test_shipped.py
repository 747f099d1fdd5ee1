"""The program's translations of its own messages, and a project's in their place."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from guide import project
from guide.core.location import Location
from guide.core.model import Guide, State, Text
from guide.i18n import catalogue, extract, reviews
from guide.i18n.catalogue import Catalogue, CatalogueEntry
from guide.i18n.checks import cached
from guide.i18n.reviews import Review
from support import tiny

ID, KEY, ENGLISH, FRENCH = "interface.search", "search", "Search", "Rechercher"
EMPTY_PO = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tiny.copy(tmp_path / "guide")
    shutil.rmtree(folder / "overrides")
    return folder


def override(root: Path, words: str) -> None:
    (root / "overrides").mkdir(exist_ok=True)
    (root / "overrides/messages.yml").write_text(f"{KEY}: {words}\n", encoding="utf-8")


def add(root: Path, translation: str, english: str = ENGLISH, flag: str = "") -> None:
    with (root / "translations/fr.po").open("a", encoding="utf-8") as po:
        po.write(f'\n{flag}msgctxt "{ID}"\nmsgid "{english}"\nmsgstr "{translation}"\n')


def shown(root: Path) -> Text:
    return project.load(root).guides["fr"].interface[KEY]


def updated(root: Path) -> tuple[dict[str, polib.POEntry], str]:
    """The French entries after an update by id, and what it says that it did."""
    guide = project.load_source(root)
    given = catalogue.shipped("fr")
    text, done = extract.update(guide, extract.read(root, "fr"), "fr", shipped=given)
    (root / "translations/fr.po").write_text(text, encoding="utf-8")
    again, _ = extract.update(guide, extract.read(root, "fr"), "fr", shipped=given)
    assert again == text
    count = f"{done.new} new, {done.changed} changed, {done.retired} retired"
    return {entry.msgctxt: entry for entry in extract.read(root, "fr")}, count


def test_a_guide_has_the_program_s_words_without_translating_any(root: Path) -> None:
    (root / "translations/fr.po").write_text(EMPTY_PO, encoding="utf-8")
    guide = project.load(root).guides["fr"]
    assert {text.state for text in guide.interface.values()} == {State.DRAFT}
    assert guide.interface[KEY].value == FRENCH
    assert guide.interface[KEY].location.file == "guide/theme/translations/fr.po"
    assert guide.title.state is State.UNTRANSLATED


def test_its_catalogue_holds_only_its_own_texts(root: Path) -> None:
    (root / "translations/fr.po").write_text(EMPTY_PO, encoding="utf-8")
    override(root, "Look up")
    found, _ = updated(root)
    assert [ident for ident in found if ident.startswith("interface.")] == [ID]
    assert found[ID].msgid == "Look up"
    assert "guide.title" in found


def test_a_language_that_the_program_does_not_bring_has_every_message(root: Path) -> None:
    guide = project.load_source(root)
    assert catalogue.shipped("sw") == {}
    text, _ = extract.update(guide, polib.POFile(), "sw", shipped=catalogue.shipped("sw"))
    found = {entry.msgctxt for entry in catalogue.parse_po(text, "sw.po")}
    assert {text.id for text in guide.interface.values()} <= found


def test_a_project_s_own_translation_comes_first_and_is_kept(root: Path) -> None:
    add(root, "Chercher")
    assert (shown(root).value, shown(root).state) == ("Chercher", State.DRAFT)
    assert updated(root)[0][ID].msgstr == "Chercher"
    assert shown(root).value == "Chercher"


def test_what_repeats_the_program_s_translation_leaves_the_catalogue(root: Path) -> None:
    updated(root)
    add(root, FRENCH)
    found, count = updated(root)
    assert ID not in found
    assert count == "0 new, 0 changed, 0 retired"


@pytest.mark.parametrize("flag", ["", "#, fuzzy\n"])
def test_an_outdated_translation_gives_way_and_is_kept_unused(flag: str, root: Path) -> None:
    updated(root)
    add(root, "Trouver", ENGLISH if flag else "Find", flag)
    assert (shown(root).value, shown(root).state) == (FRENCH, State.DRAFT)
    found, count = updated(root)
    assert found[ID].obsolete
    assert found[ID].msgstr == "Trouver"
    assert count == "0 new, 0 changed, 1 retired"


def test_a_project_s_own_words_have_only_its_own_translation(root: Path) -> None:
    override(root, "Look up")
    assert (shown(root).value, shown(root).state) == ("Look up", State.UNTRANSLATED)
    add(root, "Consulter", "Look up")
    assert (shown(root).value, shown(root).state) == ("Consulter", State.DRAFT)
    assert updated(root)[0][ID].msgstr == "Consulter"


def test_words_that_are_given_up_keep_their_translation_unused(root: Path) -> None:
    override(root, "Look up")
    add(root, "Consulter", "Look up")
    (root / "overrides/messages.yml").unlink()
    assert shown(root).value == FRENCH
    assert updated(root)[0][ID].obsolete
    override(root, "Look up")
    assert updated(root)[0][ID].msgstr == "Consulter"


def test_a_review_counts_for_the_program_s_translation_too(root: Path) -> None:
    seal = reviews.seal(ID, ENGLISH, FRENCH)
    reviews.write(root, "fr", [Review(ID, seal, "A reviewer", "2026-11-22")])
    assert shown(root).state is State.REVIEWED
    add(root, "Chercher")
    assert shown(root).state is State.DRAFT


def test_a_reviewer_can_review_the_program_s_translation(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = tiny.run(
        root, monkeypatch, capsys, "i18n", "review", "fr", ID, "--reviewer", "A"
    )
    assert (status, said) == (0, "fr: 1 reviewed, 0 skipped (stale or not translated)\n")
    assert shown(root).state is State.REVIEWED


def test_the_file_for_translators_has_every_word_and_can_be_taken_back(root: Path) -> None:
    updated(root)
    own = (root / "translations/fr.po").read_text(encoding="utf-8")
    loaded = project.load(root)
    whole = extract.whole(own, loaded.source, loaded.guides["fr"])
    found = {entry.msgctxt: entry for entry in catalogue.parse_po(whole, "fr.po")}
    assert {text.id for text in loaded.source.interface.values()} <= set(found)
    assert found[ID].msgstr == FRENCH
    assert extract.whole(whole, loaded.source, loaded.guides["fr"]) == whole
    (root / "translations/fr.po").write_text(
        whole.replace(f'msgstr "{FRENCH}"', 'msgstr "Chercher"'), encoding="utf-8"
    )
    after, count = updated(root)
    assert count == "0 new, 0 changed, 0 retired"
    assert [one for one in after if one.startswith("interface.") and one != ID] == [
        ident for ident in polib_ids(own) if ident.startswith("interface.")
    ]
    assert after[ID].msgstr == "Chercher"


def polib_ids(text: str) -> list[str]:
    return [entry.msgctxt for entry in catalogue.parse_po(text, "fr.po")]


def test_a_damaged_translation_of_the_program_is_reported_at_its_line(root: Path) -> None:
    guide: Guide = project.load_source(root)
    place = Location(catalogue.shipped_name("fr"), 7)
    bad = CatalogueEntry(ENGLISH, "<b>", fuzzy=False, location=place)
    made = Catalogue("fr", {}, shipped={ID: bad})
    (problem,) = cached.errors(guide, made, [])
    assert problem.location == place
    good = replace(bad, value=FRENCH)
    assert cached.errors(guide, replace(made, shipped={ID: good}), []) == []
