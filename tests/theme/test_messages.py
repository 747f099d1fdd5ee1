"""The program's own messages: words for any guide, in every language that it brings."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

import messages
from guide.content import interface
from guide.content.assemble import Assembler
from guide.core.profile import Profile
from guide.i18n import catalogue
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks import checks
from support.one_guide import of_one_guide

LANGUAGES = ("ar", "es", "fr", "id", "my", "pt")
FILES = {code: messages.FOLDER / f"{code}.po" for code in LANGUAGES}


def test_every_language_that_the_program_brings_is_tested() -> None:
    assert {path.stem for path in messages.FOLDER.iterdir()} == {*LANGUAGES}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_message_is_translated_from_the_english_of_today(code: str) -> None:
    shipped = catalogue.shipped(code)
    assert list(shipped) == [text.id for text in messages.bare().interface.values()]
    for text in messages.bare().interface.values():
        assert shipped[text.id].is_current(text.value), text.id


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_catalogues_are_as_the_tool_writes_them(code: str) -> None:
    text = FILES[code].read_text(encoding="utf-8")
    assert messages.updated(FILES[code]) == text, "run python tools/messages.py"


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_check_finds_a_fault_in_what_the_program_brings(code: str) -> None:
    made = Catalogue(code, {}, shipped=catalogue.shipped(code))
    assert checks.check(messages.bare(), made, []) == []


def test_the_english_passes_the_checks_too() -> None:
    assert list(checks.source_problems(messages.bare())) == []


@pytest.mark.parametrize("code", ["en", *LANGUAGES])
def test_no_message_of_the_program_speaks_of_one_guide(code: str) -> None:
    if code == "en":
        said = {key: text.value for key, text in interface.program().items()}
    else:
        said = {ident: entry.value for ident, entry in catalogue.shipped(code).items()}
    found = {key: words for key, text in said.items() if (words := of_one_guide(code, text))}
    assert found == {}


def test_the_words_of_our_own_guide_are_found() -> None:
    own, problems = interface.read(Path(__file__).parents[2], Assembler(Profile()), ())
    assert not problems
    changed = [key for key, text in own.items() if text != interface.program()[key]]
    silent = {key for key in changed if not of_one_guide("en", own[key].value)}
    citations = {"citation", "citation-whole"}
    assert silent <= citations | {
        *("factors-named", "items-named", "items-named-none", "others-named"),
        *("matrix-named", "matrix-named-cell"),
    }
    root = Path(__file__).parents[2] / "translations"
    for code in LANGUAGES:
        found = polib.pofile(str(root / f"{code}.po"))
        said = [e for e in found if e.msgctxt.startswith("interface.") and not e.obsolete]
        assert sum(bool(of_one_guide(code, entry.msgstr)) for entry in said) >= 15, code


def test_an_update_adds_a_new_message_and_marks_a_changed_one(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    text = FILES["fr"].read_text(encoding="utf-8")
    assert 'msgid "Home"' in text
    text = text.replace('msgid "Home"', 'msgid "House"').replace(
        'msgctxt "interface.page-about"', 'msgctxt "interface.gone"'
    )
    path.write_text(text, encoding="utf-8")
    found = {entry.msgctxt: entry for entry in polib.pofile(messages.updated(path))}
    assert found["interface.page-home"].fuzzy
    assert found["interface.page-home"].previous_msgid == "House"
    assert found["interface.page-about"].msgstr == ""
    assert "interface.gone" not in found
