"""The further forms under which words are found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.site.search.analysis import as_sought, forms, runs, separator
from support.paths import ROOT

VECTORS = [
    line.split("\t")
    for line in (ROOT / "tests/site/folding.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("language", "text", "typed", "found"), VECTORS)
def test_what_is_typed_begins_a_word_or_one_of_its_forms(
    language: str, text: str, typed: str, found: str
) -> None:
    words = [*re.split(separator(language), text.lower()), *forms(text, language)]
    sought = [word for word in re.split(separator(language), as_sought(typed)) if word]
    missing = [part for part in sought if not any(word.startswith(part) for word in words)]
    assert (not missing) == (found == "yes"), (sought, words)


@given(st.text(), st.sampled_from(sorted({row[0] for row in VECTORS} | {"sw"})))
def test_any_text_has_forms_without_doubles_or_markup(text: str, language: str) -> None:
    found = forms(text, language)
    assert len(found) == len(set(found))
    assert not any(char in "<>&" or char.isspace() for form in found for char in form)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("my", "ကုမ္ပဏီ", ["ကုမ္", "ကုမ္ပ", "ကုမ္ပဏီ", "ပ", "ပဏီ", "ဏီ"]),
        ("my", "ကု။ DCAF", []),
        ("ar", "الشركات والأمن", []),
        ("en", "know-how", []),
    ],
)
def test_runs_of_syllables_stand_where_no_spaces_part_words(
    language: str, text: str, found: list[str]
) -> None:
    assert list(runs(text, language)) == found


def test_a_run_has_at_most_seven_syllables() -> None:
    found = list(runs("က" * 9, "my"))
    assert max(map(len, found)) == 7
    assert len(found) == 9 + 8 + 7 + 6 + 5 + 4 + 3
