"""`sbom.cdx.json`: what an output was made with, as CycloneDX 1.6 (ECMA-424).

It lists what is installed, not what a lock file wishes for. What is in the output itself (fonts,
the search of the pages) has the scope `required` and a hash; what only made it has `excluded`, the
standard's word for parts that do not run where the output does. Nothing in it depends on the
machine: no serial number, no path, no time but the edition's date.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from guide.core.languages import language
from guide.core.model import Guide
from guide.formats.sbom.distributions import PROGRAM, Distribution, installed
from guide.site import assets
from guide.theme import fonts, web_fonts

NAME = "sbom.cdx.json"
_OUTPUT = "output"  # how the file refers to what it describes
_THEME = "mkdocs-material"
_LUNR = re.compile(rb'\.version="(\d+\.\d+\.\d+)"')
_FONT_VERSION = 5  # of the names in a font; see the OpenType specification, "name"

Component = dict[str, Any]


def write(guide: Guide, languages: Iterable[str], folder: Path) -> None:
    """Writes the file for an output that holds a guide in some languages."""
    text = json.dumps(bom(guide, languages), indent=1, ensure_ascii=False)
    (folder / NAME).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def bom(guide: Guide, languages: Iterable[str]) -> dict[str, Any]:
    """The same as data."""
    used = installed(PROGRAM)
    by_name = {one.name: one for one in used}
    shipped = [*_fonts(languages), *_search(by_name[_THEME])]
    graph = {one.purl(): [by_name[name].purl() for name in used[one]] for one in used}
    graph[_OUTPUT] = [by_name[PROGRAM].purl(), *(one["bom-ref"] for one in shipped)]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": f"{guide.date}T00:00:00Z",
            "lifecycles": [{"phase": "build"}],
            "component": {
                "type": "data",
                "bom-ref": _OUTPUT,
                "name": guide.title.value,
                "version": guide.version,
            },
        },
        "components": [*shipped, *(_tool(one) for one in used)],
        "dependencies": [{"ref": ref, "dependsOn": sorted(graph[ref])} for ref in sorted(graph)],
    }


def _tool(one: Distribution) -> Component:
    kind = "application" if one.name == PROGRAM else "library"
    made = _component(kind, one.purl(), one.name, one.version, one.licence)
    return made | {"scope": "excluded"}


def _component(kind: str, purl: str, name: str, version: str, licence: str) -> Component:
    made = {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl}
    return made | ({"licenses": [{"expression": licence}]} if licence else {})


def _shipped(data: bytes) -> Component:
    digest = hashlib.sha256(data).hexdigest()
    return {"scope": "required", "hashes": [{"alg": "SHA-256", "content": digest}]}


def _fonts(languages: Iterable[str]) -> Iterator[Component]:
    """The fonts that pages of some languages load, and those that their PDFs are set in."""
    codes = [*languages]
    web = [font for font in map(fonts.web, codes) if font]
    web += web_fonts.of_names(codes).values()
    paths = {(font.package, path) for font in web for path in font.weights.values()}
    for script in {fonts.LATIN, *(language(code).script for code in codes)} & {*fonts.SCRIPTS}:
        font = fonts.SCRIPTS[script].print
        paths |= {(font.package, f"{font.folder}/{one.name}") for one in font.path.glob("*.ttf")}
    for package, path in sorted(paths):
        data = files(package).joinpath(path).read_bytes()
        yield _font(Distribution.find(package).purl(f"{package}/{path}"), data)


def _font(purl: str, data: bytes) -> Component:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - takes long to import

    names = TTFont(io.BytesIO(data), lazy=True)["name"]
    version = names.getDebugName(_FONT_VERSION).removeprefix("Version ")
    return _component("file", purl, names.getBestFullName(), version, "OFL-1.1") | _shipped(data)


def _search(theme: Distribution) -> Iterator[Component]:
    """The theme's search worker, and lunr, which is part of it."""
    folder = Path(str(files("material").joinpath("templates")))
    path, _ = assets.search_worker([folder])
    data = (folder / path).read_bytes()
    purl = theme.purl(f"material/templates/{path}")
    name = path.rpartition("/")[2]
    yield _component("file", purl, name, theme.version, theme.licence) | _shipped(data)
    if version := _LUNR.search(data):
        number = version[1].decode()
        made = _component("library", f"pkg:npm/lunr@{number}", "lunr", number, "MIT")
        yield made | {"scope": "required"}
