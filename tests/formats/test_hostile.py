"""Every text is text in every output: hostile strings × fields × outputs.

Checks refuse most of these strings; here they go past the checks. In each build every text of the
tiny guide, and of a tool that it is given, holds another string: in French until each text has held
each string, in English until it has held a third of them. Then every output must have just the
shape that it has where each text is one harmless word: no element, attribute, address, field or
formula more or less (shapes.py).
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from jinja2 import Environment
from xlsxwriter.worksheet import Worksheet

from guide import project
from guide.core import markup
from guide.core.model import Guide
from guide.files import cache as cache_of_files
from guide.files import yaml_tree
from guide.formats import zim
from guide.formats.context import Context
from guide.formats.data import export as data_export
from guide.formats.usb import texts as usb_texts
from guide.formats.zim import LIMITS
from guide.i18n import extract
from guide.site.search import index as search_index
from guide.theme import font_coverage, templates
from guide.theme.files import ThemeFiles
from support import tooled
from support.hostile import HOSTILE, LEGITIMATE, LONG, dealt, filled, ids, markers, packed
from support.hostile_outputs import ADDRESS, OUTPUTS, Output
from support.paths import ROOT
from support.shapes import Shape, folded

CODES = ("en", "fr")
# The French files hold what the English ones do, and what only translations have. So each text has
# each string in French, and every third in English.
EVERY = {"en": 3, "fr": 1}
CELL = 32_767  # letters
SHORT = {f"interface.{key}": most for most, key in LIMITS.values()}
Values = Mapping[str, str]


@cache
def guides() -> dict[str, Guide]:
    with TemporaryDirectory() as folder:
        return project.load(tooled.copy(Path(folder) / "guide")).guides


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of these strings is kept in the user's cache."""
    monkeypatch.setenv(cache_of_files.VARIABLE, "")


def context(code: str, values: Values) -> Context:
    made = {language: filled(guide, values) for language, guide in guides().items()}
    return Context(made[code], made["en"], ADDRESS, ThemeFiles(ROOT), CODES)


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
        known = font_coverage.characters(code)
        needs_none = font_coverage._NEEDS_NONE
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


def turns(output: Output, table: Mapping[str, str], every: int = 1) -> Iterator[Values]:
    """The texts of each build: in all of them together each text has each string once.

    Where not `every` build is asked for, each text has as many strings less.
    """
    strings = packed([string[: output.longest] for string in table.values()], output.pack)
    names = ids(guides()["en"])
    return (dealt(names, strings, turn) for turn in range(0, len(strings), every))


def told(shape: Shape, expected: Shape) -> str:
    more, less = shape - expected, expected - shape
    return "\n".join([*(f"+ {one}" for one in list(more)[:9]), *(f"- {o}" for o in list(less)[:9])])


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_no_string_is_more_than_text(output: Output, code: str) -> None:
    expected, _ = harmless(output, code)
    for values in turns(output, HOSTILE, EVERY[code]):
        shape, _ = built(output, code, values)
        assert shape == expected, told(shape, expected)


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_the_longest_are_text_too(output: Output) -> None:
    values = markers(ids(guides()["en"]))
    most = 8_000 if output.name == "PDF" else None  # it holds no string of more than 32,767 bytes
    longest = [string[:most] for string in LONG.values()]
    values |= dict(zip(("P-1.2.text", "P-1.1.title", "P-1.1.text"), longest, strict=True))
    assert built(output, "fr", values)[0] == harmless(output, "fr")[0]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("output", [o for o in OUTPUTS if not o.silent], ids=lambda o: o.name)
def test_odd_but_legitimate_strings_come_out_letter_for_letter(output: Output, code: str) -> None:
    """Wherever a harmless word is shown, an odd string is shown in its place."""
    expected, words = harmless(output, code)
    marked = markers(ids(guides()["en"]))
    shown = {ident for ident in marked if marked[ident] in words and ident not in SHORT}
    for values in turns(output, LEGITIMATE, EVERY[code]):
        shape, said = built(output, code, values)
        assert shape == expected, told(shape, expected)
        lost = {values[i] for i in shown if folded(held(output, code, i, values[i])) not in said}
        assert not lost


def test_the_product(capsys: pytest.CaptureFixture[str]) -> None:
    """How much the tests above go through; all of it must, or the numbers here are wrong."""
    names = ids(guides()["en"])
    for output in OUTPUTS:
        for ident, place in ((names[0], 0), (names[-1], len(names) - 1)):
            given = [values[ident] for values in turns(output, HOSTILE)]
            assert len(given) == len(set(given)), (ident, place)
            assert all(
                any(string[: output.longest] in one for one in given) for string in HOSTILE.values()
            )
    fields = sum(len(names) / every for every in EVERY.values())
    with capsys.disabled():
        print(
            f"\nhostile: {len(HOSTILE)} strings × {fields:.0f} fields × {len(OUTPUTS)} outputs = "
            f"{len(HOSTILE) * fields * len(OUTPUTS):,.0f} pairs; {len(LEGITIMATE)} odd strings"
        )
    assert len(HOSTILE) >= 60


def forget() -> None:
    """The templates, which are kept as they were compiled, and texts as they were parsed."""
    templates._environment.cache_clear()
    markup.blocks.cache_clear()


def unescaped(patch: pytest.MonkeyPatch) -> None:
    def environment(**options: Any) -> Environment:
        return Environment(**(options | {"autoescape": False}))  # noqa: S701 - the fault

    patch.setattr("guide.theme.templates.Environment", environment)
    forget()


def any_link(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(markup, "SCHEMES", ("",))
    forget()


def formulas(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Worksheet, "write_string", Worksheet.write)


def open_cells(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(data_export, "_safe", str)


def unquoted(patch: pytest.MonkeyPatch) -> None:
    def dumps(made: object, **_: object) -> str:
        return json.dumps(made, ensure_ascii=False).replace('\\"', '"')

    patch.setattr("guide.formats.data.export.json.dumps", dumps)


def two_lines(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(usb_texts, "_said", lambda _, text: text.value)


def as_html(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(search_index, "escape", lambda text, **_: text)


def two_heads(patch: pytest.MonkeyPatch) -> None:
    known = extract._metadata
    patch.setattr(
        extract, "_metadata", lambda guide, code: known(guide, code) | {"X": f"{guide.title}"}
    )


def any_field(patch: pytest.MonkeyPatch) -> None:
    known = zim._metadata
    patch.setattr(zim, "_metadata", lambda c, i: known(c, i) | {c.guide.title.value[:20]: "x"})


FAULTS: Mapping[str, Callable[[pytest.MonkeyPatch], None]] = {
    "pages": unescaped,
    "404 and sitemap": unescaped,
    "light edition": unescaped,
    "EPUB": unescaped,
    "PDF": any_link,
    "DOCX": unescaped,
    "XLSX": formulas,
    "JSON": unquoted,
    "CSV": open_cells,
    "ZIM": any_field,
    "START-HERE": unescaped,
    "README": two_lines,
    "search index": as_html,
    "catalogues": two_heads,
    "translator's sheet": formulas,
}


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_a_planted_fault_is_found(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what makes a text safe in an output, its shape changes, or it cannot be read."""
    expected, _ = harmless(output, "en")
    with monkeypatch.context() as patch:
        FAULTS[output.name](patch)
        assert any(differs(output, values, expected) for values in turns(output, HOSTILE))
    forget()


def differs(output: Output, values: Values, expected: Shape) -> bool:
    try:
        return built(output, "en", values)[0] != expected
    except Exception:  # noqa: BLE001 - what is broken may break anything
        return True
