"""Every text is text in every output: hostile strings × fields × outputs.

Checks refuse most of these strings; here they go past the checks. In each build every text of the
tiny guide, in English and in French, holds another string, until each text has held each string.
Then every output must have just the shape that it has where each text is one harmless word: no
element, attribute, address, field or formula more or less (shapes.py).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from conftest import ROOT
from guide import project, yaml_tree
from guide.editions import glyphs
from guide.editions.context import Context
from guide.editions.zim import LIMITS
from guide.languages import language
from guide.model import Guide
from hostile import HOSTILE, dealt, filled, ids, markers, packed
from hostile_outputs import OUTPUTS, Output
from shapes import Shape, folded
from tiny import TINY

ADDRESS = "https://guide.test/base/"
CODES = ("en", "fr")
CELL = 32_767  # letters
SHORT = {f"interface.{key}": most for most, key in LIMITS.values()}
Values = Mapping[str, str]


@cache
def guides() -> dict[str, Guide]:
    return project.load(TINY).guides


@pytest.fixture(autouse=True)
def _no_cache(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs of these strings are not kept in the user's cache."""
    monkeypatch.setattr("guide.editions.pdf.keeping.kept", lambda _, __, make: make())


def context(code: str, values: Values) -> Context:
    made = {language: filled(guide, values) for language, guide in guides().items()}
    return Context(made[code], made["en"], ADDRESS, ROOT / "overrides", CODES)


def held(output: Output, code: str, ident: str, value: str) -> str:
    """What of a string an output takes; all else ends a build before anything is written.

    A ZIM limits two texts, a cell of a spreadsheet each; loaders refuse signs that PO files cannot
    hold (test_fuzz.py), and fonts for print have not every sign.
    """
    if output.name == "ZIM" and ident in SHORT:
        return value[: SHORT[ident]]
    if output.name == "translator's sheet":
        return value[:CELL]
    if output.name == "catalogues":
        return yaml_tree._FORBIDDEN.sub("", value)
    if output.name == "PDF":
        known = glyphs._known(language(code).script)
        needs_none = glyphs._NEEDS_NONE
        return "".join(c for c in value if ord(c) in known or unicodedata.category(c) in needs_none)
    return value


def built(output: Output, code: str, values: Values) -> tuple[Shape, str]:
    """The shape of all files of an output in a language, and what they say."""
    kept = {ident: held(output, code, ident, value) for ident, value in values.items()}
    files = output.make(context(code, kept))
    read = {name: output.read(made) for name, made in files.items()}
    shape = Counter(
        {f"{name}: {what}": n for name, one in read.items() for what, n in one.shape.items()}
    )
    return shape, folded(" ".join(one.words for one in read.values()))


@cache
def harmless(output: Output, code: str) -> tuple[Shape, str]:
    return built(output, code, markers(ids(guides()["en"])))


def turns(output: Output, table: Mapping[str, str]) -> Iterator[Values]:
    """The texts of each build: in all of them together each text has each string once."""
    strings = packed(table.values(), output.pack)
    names = ids(guides()["en"])
    return (dealt(names, strings, turn) for turn in range(len(strings)))


def told(shape: Shape, expected: Shape) -> str:
    more, less = shape - expected, expected - shape
    return "\n".join([*(f"+ {one}" for one in list(more)[:9]), *(f"- {o}" for o in list(less)[:9])])


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_no_string_is_more_than_text(output: Output, code: str) -> None:
    expected, _ = harmless(output, code)
    for values in turns(output, HOSTILE):
        shape, _ = built(output, code, values)
        assert shape == expected, told(shape, expected)
