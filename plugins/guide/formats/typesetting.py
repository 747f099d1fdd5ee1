"""PDF by Typst: data from the model, laid out by the templates in print/ of the theme.

Each PDF is PDF/A-2a and PDF/UA-1 at once: tagged, with title, language and real headings. Typst
refuses what these forbid; any of its warnings fails the build. The data go in as JSON, never as
Typst source, so no text can run as code.
"""

from __future__ import annotations

import functools
import io
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import segno
import typst

from guide.core.errors import GuideError
from guide.files import cache
from guide.formats.context import Context
from guide.formats.payload import line
from guide.theme import brand_fonts, fonts
from guide.theme.brand_fonts import BrandFont
from guide.theme.branding import guide_mark
from guide.theme.files import ThemeFiles

_FOLDER, _TEMPLATE = "print", ".typ"  # of the theme; how the names of templates end
_KEY = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")  # of a message
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_DATA = "data.json"  # by this name the templates read it
_SIZE = 10  # of the text where nothing else is said, in points


class TypesettingError(GuideError):
    """A document that Typst rejects or warns about; the message names its language and problem."""


def _compiler(root: Path, own: BrandFont | None) -> typst.Compiler:
    """A compiler that reads the templates, our fonts and the guide's own, and nothing else."""
    folders = dict.fromkeys([own.regular.parent, own.bold.parent] if own else [])
    return _new_compiler(root, tuple(folders), own.digest if own else "")


@functools.cache
def _new_compiler(root: Path, own: tuple[Path, ...], _digest: str) -> typst.Compiler:
    # A folder of the guide's own may come to hold another font: so its digest is part of the key.
    folders = [*{found.print.path: None for _, found in fonts.installed()}, *own]
    at_hand = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
    )
    return typst.Compiler(root=root, font_paths=at_hand, ignore_system_fonts=True)


def _sources(theme: ThemeFiles, template: str) -> dict[str, bytes]:
    """The template and whatever else of print/ it may read, by their names.

    These are the templates that it names, those that they name and so on, and all files that are no
    templates.
    """
    tree = theme.tree(_FOLDER)
    others = {name: file.read_bytes() for name, file in tree.items() if file.suffix != _TEMPLATE}
    templates: dict[str, bytes] = {}
    waiting = [template]
    while waiting:
        name = waiting.pop()
        templates[name] = tree[name].read_bytes()
        waiting += [
            other
            for other, file in tree.items()
            if other not in {*others, *templates, *waiting}
            and file.name.encode() in templates[name]
        ]
    return dict(sorted((templates | others).items()))


def _ingredients(theme: ThemeFiles, template: str) -> list[bytes]:
    """All that a document depends on besides its data: templates, fonts, Typst, standards."""
    own = brand_fonts.read(theme)
    files = [
        part for name, file in _sources(theme, template).items() for part in (name.encode(), file)
    ]
    return [*_versions(), *([own.digest.encode()] if own else []), template.encode(), *files]


@functools.cache
def _names(source: bytes) -> frozenset[str]:
    """Whatever in a template may be the key of a message; Typst refuses a key that is not there."""
    return frozenset(found.decode() for found in _KEY.findall(source))


@functools.cache
def _versions() -> tuple[bytes, ...]:
    packages = (
        "typst",
        *{found.print.distribution: None for _, found in fonts.installed()},
    )
    versions = (f"{package} {version(package)}" for package in packages)
    return tuple(one.encode() for one in (*versions, *STANDARDS))


def write(
    context: Context,
    template: str,
    data: Mapping[str, Any],
    size: float = _SIZE,
    *,
    private: bool = False,
) -> bytes:
    """A document laid out by a template in print/ on A4, or the same document from the cache.

    `data` holds `title`, made by `payload.line`, and whatever else the template needs; `_common`
    adds what every document needs. `size` is that of the text in points. A `private` document
    leaves no trace in the cache. `papers.on` makes it ready for a paper. Raises TypesettingError.
    """
    text = _payload(context, template, data, size)
    form = {"pdf_standards": STANDARDS, "timestamp": context.moment}
    if private:
        return _compile(context, template, text, form)
    parts = (*_ingredients(context.theme, template), text.encode())
    return cache.cached(parts, ".pdf", lambda: _compile(context, template, text, form))


def draw(context: Context, template: str, data: Mapping[str, Any]) -> bytes:
    """A page as a PNG picture, one pixel per point, or the same from the cache.

    The parameters are those of `write`. Raises TypesettingError.
    """
    text = _payload(context, template, data, _SIZE)
    form = {"format": "png", "ppi": 72}
    parts = (*_ingredients(context.theme, template), text.encode())
    return cache.cached(parts, ".png", lambda: _compile(context, template, text, form))


def _payload(context: Context, template: str, data: Mapping[str, Any], size: float) -> str:
    """The data of a document as JSON, with those messages that its templates may show."""
    sources = _sources(context.theme, template).values()
    known = frozenset().union(*map(_names, sources))
    words = {key: line(text) for key, text in context.guide.interface.items() if key in known}
    every = {**_common(context), "words": words, "size": size}
    return json.dumps({**every, **data}, ensure_ascii=False)


def _compile(context: Context, template: str, data: str, form: Mapping[str, Any]) -> bytes:
    title = json.loads(data)["title"]["text"]
    name = f"{template} in {context.guide.language}: {title}"
    root = context.theme.folder(_FOLDER)
    try:
        made, warnings = _compiler(root, brand_fonts.read(context.theme)).compile_with_warnings(
            # As a file, data leave valid what Typst remembers of other documents; as `sys_inputs`
            # they would be part of its library, on which all that it remembers depends.
            input=cast("Path", {"main.typ": root / template, _DATA: data.encode()}),
            **form,
        )
    except typst.TypstError as error:
        raise TypesettingError(f"{name}: {error.message}") from None
    if warnings:
        raise TypesettingError(f"{name}: {warnings[0].message}")
    if not isinstance(made, bytes):
        raise TypesettingError(f"{name}: gave no single file")
    return made


def _common(context: Context) -> dict[str, Any]:
    """What every document needs: language, font and colours, header and footer."""
    guide, words = context.guide, context.words
    day = context.moment
    latin = fonts.SCRIPTS[fonts.LATIN].print.family
    families = fonts.families(guide.language, guide.profile.source_language)
    if own := brand_fonts.read(context.theme):  # Latin letters that it lacks are in ours
        place = families.index(latin)
        families = (*families[:place], own.family, *families[place:])
    return {
        "language": {
            "code": guide.language,
            "direction": words.language.direction,
            "script": words.language.script,
            "slanted": words.language.is_slanted,
            "zero": words.language.zero,
            "comma": words.language.comma,
        },
        "face": asdict(fonts.of(guide.language).print),
        "latin": [own.family, latin] if own else latin,
        "families": families,
        "colours": asdict(context.colours.light),
        "date": [day.year, day.month, day.day],
        "author": guide.publishers.value,
        "guide": {
            "title": line(guide.title),
            "subtitle": line(guide.subtitle),
            "publishers": line(guide.publishers),
            "edition": line(guide.edition),
            "mark": guide_mark(context.theme),
        },
        "has-source": guide.has_source,
        "version": line(words.ui("footer-version", version=guide.version, date=words.date)),
        "unofficial": line(words.conditions()),
        "cite": line(words.citation_of_all()),
    }


def qr(address: str) -> str:
    """A QR code of an address as SVG, medium error correction; '' for no address."""
    if not address:
        return ""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=0)
    return out.getvalue().decode()
