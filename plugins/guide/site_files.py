"""Floor 5. The files beside the pages: search indexes, fonts, the worker of file:// pages.

Pages that are opened from a folder may load scripts and styles, but no JSON and no worker. So there
the index comes as a script too, and a frame does the worker's work.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment

from guide.fonts import FONTS, woff2
from guide.languages import SOURCE

WORKER = "assets/file-worker.js"
_SEARCH = re.compile(r"assets/javascripts/workers/search\.\w+\.min\.js")


def search_worker(paths: Iterable[str]) -> str:
    """The theme's search worker among the paths of its files.

    Raises LookupError where a new version of the theme has none of that name, or several.
    """
    found = [path for path in paths if _SEARCH.fullmatch(path)]
    if len(found) != 1:
        message = f"mkdocs-material has {len(found)} search workers, not 1"
        raise LookupError(
            f"{message}; take the version in requirements.lock, or mend site_files.py"
        )
    return found[0]


def of_language(
    entries: Iterable[dict[str, Any]], code: str, languages: Iterable[str]
) -> list[dict[str, Any]]:
    """The theme's search entries of one language, their locations relative to its root."""
    prefix = "" if code == SOURCE else f"{code}/"
    known = set(languages)
    return [
        entry | {"location": entry["location"].removeprefix(prefix)}
        for entry in entries
        if _language_of(entry["location"], known) == code
    ]


def write_index(folder: Path, index: str, *, offline: bool) -> None:
    """The index of a language in search/; where pages are opened from a folder, as a script too.

    The theme looks for a global of that name.
    """
    _write(folder / "search" / "search_index.json", index.encode())
    if offline:  # browsers of before 2019 take these two for the end of a line of a script
        script = index.replace("\u2028", r"\u2028").replace("\u2029", r"\u2029")
        _write(folder / "search" / "search_index.js", f"var __index={script}".encode())


def write_fonts(folder: Path, language: str, templates: Environment) -> None:
    """The fonts of a language, if it has its own, and the style sheet that names them."""
    if font := FONTS.get(language):
        sheet = templates.get_template("font.css")
        text = sheet.render(family=font.family, size=font.size, weights=sorted(font.weights))
        _write(folder / "assets" / "font.css", text.encode())
        for weight in font.weights:
            _write(folder / "assets" / f"font-{weight}.woff2", woff2(font, weight))


def write_worker(site: Path, templates: Path) -> None:
    """The script that stands in for workers; it stands in the folder of templates."""
    shutil.copyfile(templates / "file-worker.js", site / WORKER)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _language_of(location: str, languages: set[str]) -> str:
    first = location.split("/", 1)[0]
    return first if first in languages and first != SOURCE else SOURCE
