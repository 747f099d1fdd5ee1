"""Chromium for tests and tools, and the fonts that a browser sees: a named set, nothing else.

Pages use the reader's own font, so what a test measures depends on it. Every browser that a test
or a tool starts gets a set of fonts by its environment. What the machine has does not matter.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from guide.theme import fonts

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
_PACKAGES = ROOT / "tests/checkers/node_modules"


@dataclass(frozen=True, slots=True)
class FontSet:
    """Folders of fonts, and the family to use where a page asks for one that is not there."""

    family: str
    folders: tuple[str, ...]


# `wide` has the metrics of Verdana, and is what a bare Debian shows; it is the one to fear, so all
# tests have it. `narrow` takes a third less room, and has neither Arabic nor Burmese. `print` is
# what the printed editions are set in.
SETS: Mapping[str, FontSet] = {
    "wide": FontSet("DejaVu Sans", (str(_PACKAGES / "dejavu-fonts-ttf/ttf"),)),
    "narrow": FontSet("PT Sans Narrow", (str(_PACKAGES / "@expo-google-fonts/pt-sans-narrow"),)),
    "print": FontSet(
        "Noto Sans",
        tuple(str(found.print.path) for _, found in fonts.installed()),
    ),
}
_FONTCONFIG = """<fontconfig>{folders}<cachedir>{cache}</cachedir>
<match><edit name="family" mode="append" binding="strong"><string>{family}</string></edit></match>
</fontconfig>"""


@contextmanager
def seeing(name: str) -> Iterator[dict[str, str]]:
    """The environment of a browser that sees the set of that name, within the block."""
    chosen = SETS[name]
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = Path(folder) / "fonts.conf"
        folders = "".join(f"<dir>{one}</dir>" for one in chosen.folders)
        settings.write_text(
            _FONTCONFIG.format(folders=folders, cache=folder, family=chosen.family),
            encoding="utf-8",
        )
        yield {**os.environ, "FONTCONFIG_FILE": str(settings)}
