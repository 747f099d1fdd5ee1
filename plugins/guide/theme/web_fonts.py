"""Web fonts for languages that old phones show badly, cut to their script at build time.

The fonts come from packages under the SIL Open Font License, are cut by HarfBuzz and packed by
fontTools. Packing takes some tenths of a second, so what was packed is kept.

Own names of languages are on every page, whatever the reader's system can show: `of_names` gives
the few letters that they need.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import files

from guide.core.languages import Language, language
from guide.files import cache
from guide.theme import fonts
from guide.theme.brand_fonts import BrandFont
from guide.theme.typefaces import WebFont

_NAMES = (0, 1, 2)  # what stays of a font's own words: its copyright and names
_UNUSED = "meta"  # a table that browsers do not read
_LATIN = frozenset(range(0x250))
_LIGATURE = re.compile("ل[اأإآٱ]")  # the one that Arabic writing requires


def of_names(codes: Iterable[str]) -> dict[str, WebFont]:
    """The fonts for the languages' own names by file name: one per script, with only their letters.

    Latin letters need none. Where no installed font has a script, the reader's system must have it.
    """
    known = {script: found.web for script, found in fonts.installed() if found.web}
    found: defaultdict[str, list[Language]] = defaultdict(list)
    for one in map(language, codes):
        found[one.script].append(one)
    return {
        f"font-names-{script.lower()}.woff2": _of_names(known[script], found[script])
        for script in sorted(found.keys() & known.keys())
    }


def _of_names(font: WebFont, languages: Iterable[Language]) -> WebFont:
    names = "\n".join(one.endonym for one in languages)
    return replace(
        font,
        family="Guide Names",
        fewer={},
        characters=tuple(sorted({ord(char) for char in names if char.isprintable()} - _LATIN)),
        # Few letters do without ligatures; Amiri's would bring a hundred shapes.
        without=() if _LIGATURE.search(names) else ("kern", "rlig"),
    )


def of_brand(font: BrandFont) -> dict[int, bytes]:
    """The font of a guide's own for its pages, by weight."""
    made = WebFont(font.family, "", {}, font.characters)
    files = {400: font.regular, 700: font.bold}
    return {weight: _kept(made, weight, path.read_bytes()) for weight, path in files.items()}


def woff2(font: WebFont, weight: int) -> bytes:
    """The font of a weight as WOFF2, cut to its script."""
    return _kept(font, weight, files(font.package).joinpath(font.weights[weight]).read_bytes())


def _kept(font: WebFont, weight: int, data: bytes) -> bytes:
    """A font cut to its characters, from the cache if it is there."""
    programs = [version(name) for name in ("uharfbuzz", "fonttools", "brotli")]
    parts = (data, repr((font, weight, _NAMES, programs)).encode())
    return cache.cached(parts, ".woff2", lambda: _packed(_cut(font, weight, data)))


def _cut(font: WebFont, weight: int, data: bytes) -> bytes:
    """A font of one weight, without hints and without what none of its characters needs."""
    import uharfbuzz  # noqa: PLC0415 - most builds take their fonts from the cache

    face, asked = uharfbuzz.Face(data), uharfbuzz.SubsetInput()
    asked.flags = uharfbuzz.SubsetFlags.NO_HINTING
    asked.unicode_set.update(font.characters)
    asked.name_id_set.clear()
    asked.name_id_set.update(_NAMES)
    for feature in font.without:
        asked.layout_feature_tag_set.discard(_tag(feature))
    asked.drop_table_tag_set.add(_tag(_UNUSED))
    if font.variable:
        asked.pin_axis_location(face, "wght", weight)
        asked.pin_axis_location(face, "wdth", 100)
    return bytes(uharfbuzz.subset(face, asked).blob.data)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def _packed(font: bytes) -> bytes:
    """A font as WOFF2."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - as above

    # `recalcTimestamp` off: the same font gives the same bytes.
    made, out = TTFont(io.BytesIO(font), recalcTimestamp=False), io.BytesIO()
    # Browsers size fields by the box around all letters: once read, it is that of those kept.
    made.get("glyf")
    made.flavor = "woff2"
    made.save(out)
    return out.getvalue()
