"""Floor 2. Web fonts for languages that old phones show badly, cut to their script at build time.

Latin text uses the system's fonts: 0 bytes. The fonts come from packages under the SIL Open Font
License and are cut by fontTools; cutting takes seconds, so what was cut is kept in the user's
cache, named by a hash of all that it depends on. A cache that cannot be written is done without.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from platformdirs import user_cache_path

_COMMON = (0x20, 0xA0, 0xAB, 0xBB, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2018, 0x2019)


@dataclass(frozen=True, slots=True)
class WebFont:
    """A font family for a script: the package's files by weight, and the characters kept.

    A variable font is one file for every weight; `size`, in per cent, evens the letters with the
    system's Latin ones.
    """

    family: str
    package: str
    weights: Mapping[int, str]
    characters: tuple[int, ...]
    variable: bool = False
    size: int = 100


FONTS = {
    "ar": WebFont(
        "Guide Arabic",
        "fontpkg_amiri",
        {400: "files/Amiri-Regular.ttf", 700: "files/Amiri-Bold.ttf"},
        (*range(0x60C, 0x66E), *range(0x670, 0x672), *_COMMON),
        size=118,
    ),
    "my": WebFont(
        "Guide Myanmar",
        "justmytype_intl_sea",
        dict.fromkeys((400, 700), "fonts/ofl/notosansmyanmar/NotoSansMyanmar[wdth,wght].ttf"),
        (*range(0x1000, 0x10A0), *_COMMON),
        variable=True,
    ),
}


def woff2(font: WebFont, weight: int) -> bytes:
    """The font of a weight as WOFF2, cut to its script; from the cache where it has been cut."""
    data = files(font.package).joinpath(font.weights[weight]).read_bytes()
    key = hashlib.sha256(data)
    key.update(repr((font, weight, fontTools.version)).encode())
    kept = user_cache_path("impact-guide") / f"{key.hexdigest()}.woff2"
    with suppress(OSError):
        return kept.read_bytes()
    made = _cut(font, weight, data)
    with suppress(OSError):
        _keep(kept, made)
    return made


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{hashlib.sha256(data).hexdigest()[:8]}")
    half.write_bytes(data)
    half.replace(path)


def _cut(font: WebFont, weight: int, data: bytes) -> bytes:
    # `recalcTimestamp` off: the same font gives the same bytes.
    made = TTFont(io.BytesIO(data), recalcTimestamp=False)
    if font.variable:
        made = instancer.instantiateVariableFont(made, {"wght": weight, "wdth": 100})
    options = subset.Options(hinting=False, layout_features=["*"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.characters)
    subsetter.subset(made)
    made.flavor = "woff2"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
