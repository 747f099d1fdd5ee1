"""The terms of each language: complete, and the same as in the catalogues."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide import project
from guide.core.diagnostics import ContentError
from guide.i18n import terminology
from support import tiny
from support.paths import ROOT


def test_each_term_has_a_row_in_each_language_that_agrees_with_the_catalogue() -> None:
    loaded = project.load(ROOT)
    expected = {
        (term.id, code): term.term.value
        for code, guide in loaded.guides.items()
        if code != "en"
        for term in guide.glossary
    }
    assert {key: use.translation for key, use in loaded.terminology.items()} == expected
    assert any(use.confirmed for use in loaded.terminology.values())


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,fr,b,maybe,", ":2: status"),
        ("a,fr,b,confirmed,", ":2: a confirmed term must say where"),
        ("a,fr,,proposed,", ":2: must have 5 cells"),
        ("a,fr,b,proposed,\na,fr,c,proposed,", ':3: "a" in fr is defined twice; first on line 2'),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    root = tiny.copy(tmp_path / "guide")
    head = ",".join(terminology.COLUMNS)
    (root / terminology.NAME).write_text(f"{head}\n{row}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=terminology.NAME + message):
        project.load(root)
