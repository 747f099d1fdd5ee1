"""The further forms under which words are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from guide.folding import forms

VECTORS = [
    line.split("\t")
    for line in (ROOT / "tests/folding.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("language", "text", "typed", "found"), VECTORS)
def test_what_is_typed_begins_a_word_or_one_of_its_forms(
    language: str, text: str, typed: str, found: str
) -> None:
    words = f"{text} {forms(text, language)}".lower().split()
    assert any(word.startswith(typed) for word in words) == (found == "yes"), words


@given(st.text(), st.sampled_from(sorted({row[0] for row in VECTORS} | {"sw"})))
def test_any_text_has_forms_without_doubles_or_markup(text: str, language: str) -> None:
    found = forms(text, language).split(" ")
    assert len(found) == len(set(found))
    assert not any(char in "<>&" for form in found for char in form)
