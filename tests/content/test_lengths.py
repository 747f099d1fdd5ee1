"""How long short texts may be: by the language, by the profile, and in translations."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from guide.content import loader, profile
from guide.content.importing import outline
from guide.content.schema import ContentSchema
from guide.core.location import Location
from guide.core.model import State, Text
from guide.core.profile import Profile
from guide.core.widths import letters, too_wide, width
from guide.i18n.checks import lengths
from guide.i18n.checks.pair import Pair
from support import grammars

MOST = 60  # characters of the title of a stage, in English


@pytest.mark.parametrize(
    ("text", "seen", "wide"),
    [
        ("", 0, 0),
        ("Garden", 6, 6),
        ("Ärger", 5, 5),
        ("花园指南", 4, 8),
        ("ガーデン", 4, 8),
        ("정원", 2, 4),
        ("สวนที่นี่", 5, 5),
        ("a\u2060b", 2, 2),
    ],
)
def test_a_width_is_counted_in_latin_letters(text: str, seen: int, wide: int) -> None:
    assert (letters(text), width(text)) == (seen, wide)


def test_a_message_says_how_it_counts() -> None:
    assert too_wide("abc", 3) == too_wide("abc", 0) == too_wide("花", 2) == ""
    assert too_wide("abcd", 3) == "has 4 characters, more than 3; shorten it"
    assert too_wide("花园", 3) == (
        "has 4 characters (wide ones count as two), more than 3; shorten it"
    )


def problems(folder: Path, title: str, **of_profile: object) -> list[str]:
    files = copy.deepcopy(grammars.ORIGINAL)
    files["profile"] |= of_profile
    files["stages/printemps"]["title"] = title
    _, found = loader.read(grammars.write(folder / "guide", files))
    return [f"{one.location.file}: {one.message}" for one in found]


STAGE = "content/stages/printemps.yml"
CASES = [
    ("en", "x" * 60, ""),
    ("en", "x" * 61, "has 61 characters, more than 60; shorten it"),
    ("de", "x" * 78, ""),
    ("de", "x" * 79, "has 79 characters, more than 78; shorten it"),
    ("ru", "ж" * 78, ""),
    ("ar", "ب" * 61, "has 61 characters, more than 60; shorten it"),
    ("th", "นี่" * 60, ""),
    ("zh", "花" * 30, ""),
    ("zh", "花" * 31, "has 62 characters (wide ones count as two), more than 60; shorten it"),
    ("uz-Cyrl", "ж" * 78, ""),
]


@pytest.mark.parametrize(("code", "title", "message"), CASES)
def test_a_language_has_the_room_that_it_needs(
    tmp_path: Path, code: str, title: str, message: str
) -> None:
    found = problems(tmp_path, title, source_language=code)
    assert found == ([f'{STAGE}: "title" {message}'] if message else [])


@pytest.mark.parametrize(
    ("given", "length", "message"),
    [
        ("150", 90, ""),
        ("150", 91, f'{STAGE}: "title" has 91 characters, more than 90; shorten it'),
        ("50", 31, f'{STAGE}: "title" has 31 characters, more than 30; shorten it'),
        *(
            (bad, 60, f'content/profile.yml: "lengths" is {bad}; write a number from 50 to 300')
            for bad in ("0", "49", "301")
        ),
        ("1.3", 60, 'content/profile.yml: "lengths" must be a number, not "1.3"'),
    ],
)
def test_a_profile_sets_other_lengths(
    tmp_path: Path, given: str, length: int, message: str
) -> None:
    found = problems(tmp_path, "x" * length, lengths=given, source_language="fr")
    assert found == ([message] if message else [])


def test_editors_are_told_the_lengths_of_the_guide() -> None:
    for percent, most in ((100, 60), (130, 78), (200, 120)):
        files = ContentSchema(Profile(lengths=percent)).files()
        assert files["stage"][1].fields["title"].limit == most
        assert files["profile"] == ContentSchema(Profile()).files()["profile"]


def test_a_profile_without_the_line_goes_by_its_language(tmp_path: Path) -> None:
    for code, percent in (("en", 100), ("en-GB", 100), ("pt-BR", 130), ("ko", 100), ("el", 130)):
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / profile.NAME).write_text(f"source_language: {code}\n", encoding="utf-8")
        assert profile.read(tmp_path)[0].lengths == percent


def original(ident: str, value: str) -> Text:
    return Text(ident, value, "en", State.SOURCE, prose=False, location=Location("a.yml", 1))


@pytest.mark.parametrize(
    ("ident", "source", "most"),
    [
        ("stage.a.title", "x" * 10, 90),
        ("stage.a.title", "x" * 60, 122),
        ("stage.a.title", "花" * 30, 122),
        ("audience.a.short", "x" * 24, 32),
        ("audience.a.short", "x" * 36, 48),
        ("audience.a.short", "花" * 18, 48),
        ("stage.a.summary", "x" * 10, 0),
    ],
)
def test_a_translation_has_room_by_its_original(ident: str, source: str, most: int) -> None:
    text = original(ident, source)
    assert lengths.room(text) == most
    if most:
        assert lengths.too_long(Pair(text, "x" * most, "fr")) == ""
        assert lengths.too_long(Pair(text, "x" * (most + 1), "fr"))
        assert lengths.too_long(Pair(text, "花" * (most // 2), "zh")) == ""
        assert lengths.too_long(Pair(text, "花" * (most // 2 + 1), "zh"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        ("one two three four", "one two…"),
        ("onetwothreefour", "onetwothr…"),
        ("花园指南", "花园指南"),
        ("花园指南花园指南", "花园指南…"),
        ("นี่" * 12, "นี่" * 9 + "…"),
    ],
)
def test_an_import_cuts_by_width(text: str, shown: str) -> None:
    found = outline.cut(text, 10)
    assert (found, width(found) <= 10) == (shown, True)
