"""Fonts that are cut for pages: they set every text as the whole font does, and stay its own."""

from __future__ import annotations

import io
import re
from importlib.resources import files

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from guide.content import loader
from guide.core.walk import texts
from guide.i18n import catalogue
from guide.i18n.catalogue import Catalogue
from guide.theme import fonts, web_fonts
from guide.theme.typefaces import WebFont
from support.paths import ROOT

FONTS = pytest.mark.parametrize(
    ("code", "weight"), [(code, weight) for code in ("ar", "my") for weight in (400, 700)]
)
Shapes = list[tuple[int, ...]]  # of each glyph


def font_of(code: str) -> WebFont:
    found = fonts.web(code)
    assert found
    return found


def whole(font: WebFont, weight: int) -> bytes:
    return files(font.package).joinpath(font.weights[weight]).read_bytes()


def shapes(font: uharfbuzz.Font, run: str) -> Shapes:
    """What is drawn for a run: where each glyph is, how far it moves on, the box of its outline."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    drawn: Shapes = []
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        box = font.get_glyph_extents(glyph.codepoint)
        outline = (box.x_bearing, box.y_bearing, box.width, box.height)
        drawn.append((glyph.cluster, place.x_advance, place.x_offset, place.y_offset, *outline))
    return drawn


def opened(font: WebFont, weight: int, data: bytes) -> uharfbuzz.Font:
    made = uharfbuzz.Font(uharfbuzz.Face(data))
    if font.variable:
        made.set_variations({"wght": weight, "wdth": 100})
    return made


@FONTS
def test_texts_are_set_as_by_the_whole_font(code: str, weight: int) -> None:
    font = font_of(code)
    source = catalogue.in_source_language(loader.read(ROOT)[0])
    guide = catalogue.translate(source, Catalogue.read(ROOT, code))
    kept = re.compile(f"[{''.join(re.escape(chr(one)) for one in font.characters)}]+")
    runs = {run for text in texts(guide) for run in kept.findall(text.value)}
    assert len(runs) > 1000
    before = opened(font, weight, whole(font, weight))
    after = opened(font, weight, web_fonts._cut(font, weight, whole(font, weight)))
    for run in runs:
        for one, other in zip(shapes(before, run), shapes(after, run), strict=True):
            differences = [abs(a - b) for a, b in zip(one, other, strict=True)]
            assert max(differences) <= 2 * font.variable, run  # between weights it is rounded


@FONTS
def test_a_font_keeps_its_names_and_the_box_of_its_letters(code: str, weight: int) -> None:
    font = font_of(code)
    data = web_fonts.woff2(font, weight)
    assert data == web_fonts._packed(web_fonts._cut(font, weight, whole(font, weight)))
    before, after = TTFont(io.BytesIO(whole(font, weight))), TTFont(io.BytesIO(data))
    for name in (0, 1):
        assert after["name"].getDebugName(name) == before["name"].getDebugName(name)
    assert not {"fvar", "gvar", "fpgm", "prep"} & {*after.keys()}
    glyphs = [after["glyf"][name] for name in after.getGlyphOrder()]
    drawn = [glyph for glyph in glyphs if glyph.numberOfContours]
    assert after["head"].xMax == max(glyph.xMax for glyph in drawn)
    widths = [width for width, _ in after["hmtx"].metrics.values()]
    assert after["hhea"].advanceWidthMax == max(widths)


def test_names_of_languages_bring_few_letters() -> None:
    made = [web_fonts.woff2(font, 400) for font in web_fonts.of_names(["ar", "my"]).values()]
    assert [len(data) < 3000 for data in made] == [True, True]
