"""Translations: the state of each text, and catalogues kept up to date with the English."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import project
from guide.content import loader
from guide.core.diagnostics import ContentError
from guide.core.location import Location
from guide.core.model import Guide, State, Text
from guide.core.walk import map_texts, texts
from guide.i18n import catalogue, extract
from guide.i18n.catalogue import Catalogue, CatalogueEntry
from support import tiny
from support.paths import TINY

FRENCH = "translations/fr.po"
PLACE = Location("f", 1)


@pytest.fixture(scope="module")
def english() -> Guide:
    return loader.load(TINY)


@pytest.fixture(scope="module")
def french() -> Guide:
    return project.load(TINY).guides["fr"]


def by_id(guide: Guide) -> dict[str, Text]:
    return {text.id: text for text in texts(guide)}


def changed(guide: Guide, **values: str) -> Guide:
    """The guide with other English for some texts; `P_1_1__title` names `P-1.1.title`."""
    return map_texts(guide, lambda text: replace(text, value=values.get(text.id, text.value)))


def without(guide: Guide, audience: str) -> Guide:
    """The guide less an audience, and so less its texts."""
    return replace(guide, audiences=tuple(a for a in guide.audiences if a.id != audience))


def po(text: str) -> polib.POFile:
    return catalogue.parse_po(text, "fr.po")


def entries(text: str) -> dict[str, polib.POEntry]:
    """The entries in use, by id."""
    return {entry.msgctxt: entry for entry in po(text) if not entry.obsolete}


def obsolete(text: str) -> list[tuple[str, str]]:
    return [(entry.msgctxt, entry.msgstr) for entry in po(text).obsolete_entries()]


def fresh(guide: Guide) -> str:
    """A French catalogue in which every text says «…»."""
    made = po(extract.update(guide, po(extract.extract(guide)), "fr")[0])
    for entry in made:
        entry.msgstr = f"«{entry.msgid}»"
    return str(made)


# --- states -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ident", "state", "value", "language"),
    [
        ("guide.title", State.DRAFT, "Le jardin de l’école", "fr"),
        ("guide.subtitle", State.UNTRANSLATED, "A guide to growing food together", "en"),
        ("guide.publishers", State.UNTRANSLATED, "The Hill School", "en"),
        ("W-1.title", State.STALE, "Semez en lignes", "fr"),
        ("W-2.title", State.STALE, "Partagez tout", "fr"),
        ("interface.permalink", State.DRAFT, "Lien vers le point {code}", "fr"),
        ("interface.search", State.DRAFT, "Rechercher", "fr"),
    ],
)
def test_state(ident: str, state: State, value: str, language: str, french: Guide) -> None:
    text = by_id(french)[ident]
    assert (text.state, text.value, text.language) == (state, value, language)


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (None, State.UNTRANSLATED),
        (CatalogueEntry("The School Garden", "", fuzzy=False, location=PLACE), State.UNTRANSLATED),
        (CatalogueEntry("The School Garden", "", fuzzy=True, location=PLACE), State.UNTRANSLATED),
        (CatalogueEntry("The School Garden", "a", fuzzy=False, location=PLACE), State.DRAFT),
        (CatalogueEntry("The School Garden", "a", fuzzy=True, location=PLACE), State.STALE),
        (CatalogueEntry("The School garden", "a", fuzzy=False, location=PLACE), State.STALE),
    ],
)
def test_state_of_an_entry(entry: CatalogueEntry | None, state: State, english: Guide) -> None:
    made = Catalogue("fr", {"guide.title": entry} if entry else {})
    assert catalogue.translate(english, made).title.state is state


def test_the_source_is_the_source(english: Guide) -> None:
    assert {(text.state, text.language) for text in texts(english)} == {(State.SOURCE, "en")}


def test_translating_changes_nothing_else(english: Guide, french: Guide) -> None:
    def emptied(guide: Guide) -> Guide:
        blank = map_texts(
            guide, lambda text: Text(text.id, "", "", State.SOURCE, text.prose, PLACE)
        )
        return replace(blank, language="", languages=())

    assert french.language == "fr"
    assert emptied(french) == emptied(english)
    assert list(french.points) == list(english.points)


def test_a_translation_knows_its_file(french: Guide) -> None:
    name, line = FRENCH, tiny.line_of(TINY, FRENCH, "# A draft.")
    assert french.title.location == Location(name, line)


def test_counts(french: Guide) -> None:
    counts = catalogue.count_states(french)
    words = len(french.interface)  # the program translates all but one
    assert (counts[State.DRAFT], counts[State.STALE]) == (2 + words, 2)
    assert counts[State.UNTRANSLATED] == len(list(texts(french))) - 4 - words
    assert counts[State.UNTRANSLATED] > 40


# --- the template -----------------------------------------------------------------------------


def test_extract_holds_each_text_once(english: Guide) -> None:
    template = po(extract.extract(english))
    assert [entry.msgctxt for entry in template] == list(by_id(english))
    assert {e.msgctxt: e.msgid for e in template} == {t.id: t.value for t in texts(english)}
    assert not [entry for entry in template if entry.msgstr or entry.fuzzy]


def test_extract_is_deterministic(english: Guide) -> None:
    assert extract.extract(loader.load(TINY)) == extract.extract(english)


def test_extract_tells_of_markup_and_place(english: Guide) -> None:
    found = entries(extract.extract(english))
    assert "One line of plain text." in found["P-1.2.title"].comment
    assert "[[term-id|words]]" in found["P-1.2.text"].comment
    assert found["P-1.2.text"].occurrences == [("content/stages/planning.yml", "")]


# --- updates ----------------------------------------------------------------------------------


def test_update_of_the_file(english: Guide) -> None:
    text, done = extract.update(english, extract.read(TINY, "fr"), "fr")
    total = len(by_id(english))
    assert done == extract.Update(new=total - 6, changed=1, retired=0)
    assert list(entries(text)) == list(by_id(english))
    assert obsolete(text) == [("W-3.title", "Brûlez les mauvaises herbes")]


def test_second_update_changes_no_byte(english: Guide) -> None:
    first, _ = extract.update(english, extract.read(TINY, "fr"), "fr")
    second, done = extract.update(english, po(first), "fr")
    assert second == first
    assert done == extract.Update(new=0, changed=0, retired=0)


def test_update_keeps_the_states(english: Guide, french: Guide, tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "g")
    text, _ = extract.update(english, extract.read(root, "fr"), "fr")
    (root / FRENCH).write_text(text, encoding="utf-8")
    after = by_id(project.load(root).guides["fr"])
    assert {i: (t.state, t.value) for i, t in after.items()} == {
        i: (t.state, t.value) for i, t in by_id(french).items()
    }


def test_changed_english(english: Guide) -> None:
    new = changed(english, **{"guide.title": "The Garden"})
    text, done = extract.update(new, po(fresh(english)), "fr")
    entry = entries(text)["guide.title"]
    assert done == extract.Update(new=0, changed=1, retired=0)
    assert (entry.msgid, entry.msgstr) == ("The Garden", "«The School Garden»")
    assert entry.fuzzy
    assert entry.previous_msgid == "The School Garden"
    assert [one.msgctxt for one in po(text) if one.fuzzy] == ["guide.title"]


def test_english_changed_twice_keeps_what_was_translated(english: Guide) -> None:
    text = fresh(english)
    for title in ("The Garden", "Our Garden"):
        text, _ = extract.update(changed(english, **{"guide.title": title}), po(text), "fr")
    entry = entries(text)["guide.title"]
    assert (entry.msgid, entry.previous_msgid) == ("Our Garden", "The School Garden")
    assert entry.flags == ["fuzzy"]


def test_changed_english_without_translation(english: Guide) -> None:
    old = po(extract.extract(english))
    text, _ = extract.update(changed(english, **{"guide.title": "The Garden"}), old, "fr")
    entry = entries(text)["guide.title"]
    assert (entry.msgid, entry.msgstr, entry.fuzzy) == ("The Garden", "", False)
    assert entry.previous_msgid is None


def test_what_a_translator_wrote_is_kept(english: Guide) -> None:
    old = po(fresh(english))
    old.metadata["Last-Translator"] = "A. Person"
    entry = old.find("guide.title", by="msgctxt")
    assert entry is not None
    entry.tcomment = "Checked with the school."
    entry.flags.append("no-wrap")
    text, _ = extract.update(english, old, "fr")
    kept = entries(text)["guide.title"]
    assert po(text).metadata["Last-Translator"] == "A. Person"
    assert (kept.tcomment, kept.flags) == ("Checked with the school.", ["no-wrap"])


def test_retired(english: Guide) -> None:
    text, done = extract.update(without(english, "neighbours"), po(fresh(english)), "fr")
    gone = by_id(english).keys() - by_id(without(english, "neighbours")).keys()
    assert "NE-1.title" in gone
    assert done == extract.Update(new=0, changed=0, retired=len(gone))
    assert {ident for ident, _ in obsolete(text)} == gone
    assert ("NE-1.title", "«Lend your tools»") in obsolete(text)


def test_retired_twice_changes_no_byte(english: Guide) -> None:
    less = without(english, "neighbours")
    first, _ = extract.update(less, po(fresh(english)), "fr")
    assert extract.update(less, po(first), "fr")[0] == first


def test_retired_without_translation_goes(english: Guide) -> None:
    text, _ = extract.update(without(english, "neighbours"), po(extract.extract(english)), "fr")
    assert obsolete(text) == []


def test_what_comes_back_is_revived(english: Guide) -> None:
    """A stage taken out and put back does not lose its translations."""
    before = fresh(english)
    less, _ = extract.update(without(english, "neighbours"), po(before), "fr")
    again, done = extract.update(english, po(less), "fr")
    assert done.new == 0
    assert obsolete(again) == []
    assert {i: e.msgstr for i, e in entries(again).items()} == {
        i: e.msgstr for i, e in entries(before).items()
    }


def test_what_comes_back_changed_is_stale(english: Guide) -> None:
    less, _ = extract.update(without(english, "neighbours"), po(fresh(english)), "fr")
    new = changed(english, **{"NE-1.title": "Lend a spade"})
    entry = entries(extract.update(new, po(less), "fr")[0])["NE-1.title"]
    assert (entry.msgstr, entry.fuzzy) == ("«Lend your tools»", True)
    assert entry.previous_msgid == "Lend your tools"


def test_polib_accepts_it(english: Guide, tmp_path: Path) -> None:
    less = without(changed(english, **{"guide.title": "The Garden"}), "neighbours")
    text, _ = extract.update(less, po(fresh(english)), "fr")
    path = tmp_path / "fr.po"
    path.write_text(text, encoding="utf-8")
    read = polib.pofile(str(path), check_for_duplicates=True)
    assert [entry.msgctxt for entry in read.fuzzy_entries()] == ["guide.title"]
    assert read.percent_translated() == 99
    assert str(read) == text


def test_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tiny.copy(tmp_path / "g")
    assert tiny.run(root, monkeypatch, capsys, "i18n", "extract") == (0, "")
    template = (root / extract.TEMPLATE).read_bytes()
    status, out = tiny.run(root, monkeypatch, capsys, "i18n", "update")
    first = (root / FRENCH).read_bytes()
    assert status == 0
    assert out.startswith("fr: ")
    assert out.endswith(" new, 1 changed, 0 renamed, 0 retired\n")
    assert tiny.run(root, monkeypatch, capsys, "i18n", "update") == (
        0,
        "fr: 0 new, 0 changed, 0 renamed, 0 retired\n",
    )
    tiny.run(root, monkeypatch, capsys, "i18n", "extract")
    assert (root / FRENCH).read_bytes() == first
    assert (root / extract.TEMPLATE).read_bytes() == template
    assert tiny.run(root, monkeypatch, capsys, "check") == (0, "")


@pytest.mark.parametrize(
    ("name", "data"),
    [(FRENCH, b'msgid "a'), (FRENCH, b"\xff"), ("content/front.yml", b"a: b: c")],
)
def test_update_of_a_damaged_file_writes_nothing(
    name: str,
    data: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tiny.copy(tmp_path / "g")
    (root / name).write_bytes(data)
    before = (root / FRENCH).read_bytes()
    status, out = tiny.run(root, monkeypatch, capsys, "i18n", "update")
    assert status == 1
    assert f"{name}:1: " in out
    assert (root / FRENCH).read_bytes() == before


# --- damaged files ----------------------------------------------------------------------------

HEADER = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\n'
GOOD = 'msgctxt "a"\nmsgid "b"\nmsgstr "c"\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEADER + 'msgctxt "a\nmsgid "b"\nmsgstr "c"\n', 5),
        (HEADER + 'msgctxt "a"\nmsgid "b\nmsgstr "c"\n', 6),
        (HEADER + 'msgctxt "a"\nmsgid "b"\nmsgstr "c\n', 7),
        (HEADER + 'msgctxt "a"\nmsgid "b"\nmsgstr ""\n"c\n', 8),
        (HEADER + 'msgctxt "a"\nmsgid "b"\nmsgstr c"\n', 7),
        (HEADER + 'msgctxt "a"\nmsgid "b"\nmsgstr "c\\"\n', 7),
        (HEADER + 'msgctxt "a"\nmsgid "b"\nmsgstr "c" d"\n', 7),
        (HEADER + GOOD + "\nwords\n", 9),
        (HEADER + GOOD + "<<<<<<< HEAD\n" + GOOD, 8),
        ("/etc/hostname", 1),
        (GOOD, 1),
        ("", 1),
    ],
)
def test_damaged(text: str, line: int) -> None:
    with pytest.raises(ContentError) as error:
        po(text)
    assert [diagnostic.location for diagnostic in error.value.diagnostics] == [
        Location("fr.po", line)
    ]
    assert "-1" not in str(error.value)


# --- any text ---------------------------------------------------------------------------------

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200
)
VALUES = st.one_of(
    WORDS,
    st.lists(
        st.sampled_from([*'"\\nrt \n\ta#~é', '\\"', "\\n", "နေ", "\n\n- ", "msgid ", "x" * 90]),
        max_size=30,
    ).map("".join),
)


@tiny.any_time
@given(st.dictionaries(st.sampled_from(["guide.title", "P-1.1.text", "W-2.text"]), VALUES))
def test_any_translation_comes_back(values: dict[str, str]) -> None:
    guide = content_once()
    made = po(fresh_once())
    for entry in made:
        entry.msgstr = values.get(entry.msgctxt, "")
    text, _ = extract.update(guide, made, "fr")
    assert {i: e.msgstr for i, e in entries(text).items() if e.msgstr} == {
        i: value for i, value in values.items() if value
    }
    assert extract.update(guide, po(text), "fr")[0] == text


@tiny.any_time
@given(VALUES.filter(bool))
def test_any_english_comes_back(value: str) -> None:
    guide = changed(content_once(), **{"P-1.1.text": value})
    assert entries(extract.extract(guide))["P-1.1.text"].msgid == value
    text, _ = extract.update(guide, po(fresh_once()), "fr")
    entry = entries(text)["P-1.1.text"]
    assert entry.msgid == value
    assert entry.previous_msgid == content_once().points["P-1.1"].text.value


@cache
def content_once() -> Guide:
    """The English guide, read once for all examples, without the words of the program."""
    return replace(loader.load(TINY), interface={})


@cache
def fresh_once() -> str:
    """The same with all texts translated."""
    return fresh(content_once())
