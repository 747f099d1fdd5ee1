"""Web fonts for languages that old phones show badly, cut to their script at build time.

The fonts come from packages under the SIL Open Font License and are cut by fontTools; cutting takes
seconds, so what was cut is kept.

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

_OPTIONS = {"hinting": False, "name_IDs": [0, 1, 2]}  # the font's copyright and names
_UNUSED = ("meta",)  # tables that browsers do not read and fontTools cannot cut
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
    parts = (data, repr((font, weight, _OPTIONS, version("fonttools"))).encode())
    return cache.cached(parts, ".woff2", lambda: _cut(font, weight, data))


def _cut(font: WebFont, weight: int, data: bytes) -> bytes:
    # fontTools is slow to import, and most builds take their fonts from the cache.
    from fontTools import subset  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib import instancer  # noqa: PLC0415

    # `recalcTimestamp` off: the same font gives the same bytes.
    made = TTFont(io.BytesIO(data), recalcTimestamp=False)
    if font.variable:
        made = instancer.instantiateVariableFont(made, {"wght": weight, "wdth": 100})
    options = subset.Options(**_OPTIONS)
    options.drop_tables += _UNUSED
    options.layout_features = [one for one in options.layout_features if one not in font.without]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.characters)
    subsetter.subset(made)
    made.flavor = "woff2"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
