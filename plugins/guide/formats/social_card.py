"""The preview picture of a shared link: a small cover for each language, set by Typst, as PNG.

No page shows it. Programs that preview links find its address in the page's metadata.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from PIL import Image

from guide.core.profile import Order
from guide.files import cache
from guide.formats import typesetting
from guide.formats.context import Context
from guide.formats.payload import line
from guide.site import metadata
from guide.theme.font_coverage import printable

TEMPLATE = "social-card.typ"
_COLOURS = 128  # enough for smooth edges of letters, in a third of the bytes
_METHOD = Image.Quantize.MAXCOVERAGE  # nearer to the colours than others here, and smaller
_LEVEL = 8  # with 9, a fiftieth smaller in thrice the time


def write(contexts: Iterable[Context], site: Path) -> None:
    """Writes the picture of each language into a finished site.

    A language whose script has no font for print gets none. Raises TypesettingError.
    """
    for context in contexts:
        if printable(context.guide.language):
            target = site / metadata.picture(context.guide)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(picture(context))


def picture(context: Context) -> bytes:
    """The picture of a language as PNG, from the cache if it is there. Raises TypesettingError."""
    drawn = typesetting.draw(context, TEMPLATE, data(context))
    parts = (b"few colours", version("pillow").encode(), bytes([_COLOURS, _METHOD, _LEVEL]), drawn)
    return cache.cached(parts, ".png", lambda: _with_few_colours(drawn))


def _with_few_colours(drawn: bytes) -> bytes:
    whole = Image.open(io.BytesIO(drawn)).convert("RGB")
    out = io.BytesIO()
    few = whole.quantize(_COLOURS, _METHOD, dither=Image.Dither.NONE)
    few.save(out, "PNG", compress_level=_LEVEL)
    return out.getvalue()


def data(context: Context) -> dict[str, Any]:
    """What the template needs besides what every document has."""
    guide = context.guide
    return {
        "title": line(guide.title),
        "width": metadata.WIDTH,
        "height": metadata.HEIGHT,
        "stages": [line(stage.title) for stage in guide.stages],
        "named": metadata.names_stages(guide),
        "returning": guide.profile.order is Order.RETURNING,
        "notices": [line(text) for text in metadata.drafts(guide)],
    }
