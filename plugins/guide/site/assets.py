"""The files beside the pages: search indexes, fonts, the worker of file:// pages.

Pages that are opened from a folder may load scripts and styles, but no JSON and no worker. So there
the index comes as a script too, and a frame does the worker's work.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePath

from jinja2 import Environment

from guide.core.languages import language
from guide.theme import brand, brand_fonts, branding, colours, fonts, web_fonts
from guide.theme.files import DEFAULTS, ThemeFiles
from guide.theme.web_fonts import of_names, woff2

WORKER = "assets/file-worker.js"
STYLE = "assets/guide.css"  # of all pages
AUTHORED = "assets/authored.css"  # of the pages that authors write
# Comments of scripts: those for types, and those that have lines of their own. Comments of styles.
_COMMENTS = {
    ".js": re.compile(r"/\*\*.*?\*/[ ]?|^[ ]*//[^\n]*\n", re.DOTALL | re.MULTILINE),
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
}
# What says nothing beside them: spaces of styles, with the last semicolon of a rule, and empty or
# indented lines of scripts. No string in ours has such a place.
_SPACES = {
    ".js": re.compile(r"^\s+", re.MULTILINE),
    ".css": re.compile(r";?\s*(\})\s*|\s*([{;,>])\s*|(?<=:)\s+|\A\s+"),
}
_SEARCH = "assets/javascripts/workers/search.*.min.js"


def search_worker(folders: Iterable[Path]) -> tuple[str, Path]:
    """The theme's search worker, and the one among its folders that holds it.

    Raises LookupError where a new version of the theme has none of that name, or several.
    """
    found = [(path, folder) for folder in folders for path in folder.glob(_SEARCH)]
    if len(found) != 1:
        raise LookupError(
            f"mkdocs-material has {len(found)} search workers, not 1; "
            "use the version in requirements.lock, or correct site/assets.py"
        )
    path, folder = found[0]
    return path.relative_to(folder).as_posix(), folder


def write_index(folder: Path, index: str, *, offline: bool) -> None:
    """The index of a language in search/; where pages are opened from a folder, as a script too.

    The theme looks for a global of that name.
    """
    _write(folder / "search" / "search_index.json", index.encode())
    if offline:  # browsers of before 2019 take these two for the end of a line of a script
        script = index.replace("\u2028", r"\u2028").replace("\u2029", r"\u2029")
        _write(folder / "search" / "search_index.js", f"var __index={script}".encode())


def write_fonts(folder: Path, code: str, templates: Environment) -> None:
    """The fonts of a language, if it has its own, and the style sheet that names them."""
    if font := fonts.web(code):
        sheet = templates.get_template("pages/font.css")
        text = sheet.render(
            family=font.family, size=font.size, display=font.display, weights=sorted(font.weights)
        )
        _write(folder / "assets" / "font.css", text.encode())
        for weight in font.weights:
            _write(folder / "assets" / f"font-{weight}.woff2", woff2(font, weight))


def write_of_languages(site: Path, codes: Iterable[str], templates: Environment) -> None:
    """What languages need, at the end of the style sheet: rules for scripts, fonts for own names.

    The rules are few, and a sheet of their own would cost each visit a request.
    """
    languages = [*map(language, codes)]
    of_scripts = of_names(one.code for one in languages)
    for name, font in of_scripts.items():
        _write(site / "assets" / name, woff2(font, 400))
    sheet_end = templates.get_template("pages/languages.css")
    rules = sheet_end.render(languages=languages, fonts=of_scripts, address="{}".format)
    with (site / STYLE).open("a", encoding="utf-8", newline="\n") as sheet:
        sheet.write(rules)


def write_brand(site: Path, theme: ThemeFiles, templates: Environment) -> None:
    """The mark in its colours; colours and fonts of the guide's own at the end of the style sheet.

    Raises ContentError where the brand of the project cannot be used.
    """
    _write(site / branding.MARK, f"{branding.guide_mark(theme)}\n".encode())
    font, own = brand_fonts.read(theme), brand.read(theme)
    for weight, data in web_fonts.of_brand(font).items() if font else ():
        _write(site / "assets" / f"font-own-{weight}.woff2", data)
    if font or own.has_colours:
        sheet = templates.get_template("pages/brand.css")
        rules = sheet.render(colours=colours.read(theme) if own.has_colours else None, font=font)
        with (site / STYLE).open("a", encoding="utf-8", newline="\n") as file:
            file.write(rules)


def lighten(site: Path, theme: ThemeFiles) -> None:
    """Takes comments, indents and other spaces out of the program's styles and scripts.

    With them a page would be a seventh heavier.

    Those that a project has in their place stay as they are: they may hold what reads as a comment
    and is none, or a notice that must stay.
    """
    for name in theme.assets():
        kind = PurePath(name).suffix
        if kind in _COMMENTS and not theme.is_overridden(name) and (DEFAULTS / name).is_file():
            text = _COMMENTS[kind].sub("", (site / name).read_text(encoding="utf-8"))
            _write(site / name, _SPACES[kind].sub(r"\1\2" if kind == ".css" else "", text).encode())


def write_worker(site: Path, theme: ThemeFiles) -> None:
    """The script that replaces workers where pages are opened from a folder."""
    shutil.copyfile(theme.find("pages/file-worker.js"), site / WORKER)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
