"""`sbom.cdx.json`: the software bill of materials of an output, as CycloneDX 1.6 (ECMA-424).

It lists what is installed, not what a lock file asks for. Components that are part of the output
(fonts, the search of the pages) have the scope `required` and a hash. Those that were only used to
make it have `excluded`, the standard's term for components that are not used at run time. Nothing
depends on the machine: there is no serial number, no path, and no time except the guide's date. The
standard is https://cyclonedx.org/docs/1.6/json/.
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

from guide.core.model import Guide
from guide.formats.sbom.distributions import PROGRAM, Distribution, installed
from guide.site import assets
from guide.theme import fonts, web_fonts

NAME = "sbom.cdx.json"
_OUTPUT = "output"  # the bom-ref of what the file describes
_THEME = "mkdocs-material"
_LUNR = re.compile(rb'\.version="(\d+\.\d+\.\d+)"')
_FONT_VERSION = 5  # a name ID; see the OpenType specification, "name" table

Component = dict[str, Any]


def write(guide: Guide, languages: Iterable[str], folder: Path) -> None:
    """Writes the file into `folder`, for an output with the guide in the given languages.

    `languages` are codes. Raises OSError if the file cannot be written.
    """
    text = json.dumps(bom(guide, languages), indent=1, ensure_ascii=False)
    (folder / NAME).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def bom(guide: Guide, languages: Iterable[str]) -> dict[str, Any]:
    """The content of the file as data for JSON."""
    used = installed(PROGRAM)
    by_name = {distribution.name: distribution for distribution in used}
    shipped = [*_fonts(languages), *_search(by_name[_THEME])]
    graph = {
        distribution.purl(): [by_name[name].purl() for name in names]
        for distribution, names in used.items()
    }
    graph[_OUTPUT] = [by_name[PROGRAM].purl(), *(part["bom-ref"] for part in shipped)]
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
        "components": [*shipped, *(_tool(distribution) for distribution in used)],
        "dependencies": [{"ref": ref, "dependsOn": sorted(graph[ref])} for ref in sorted(graph)],
    }


def _tool(tool: Distribution) -> Component:
    kind = "application" if tool.name == PROGRAM else "library"
    component = _component(kind, tool.purl(), tool.name, tool.version, tool.licence)
    return component | {"scope": "excluded"}


def _component(kind: str, purl: str, name: str, version: str, licence: str) -> Component:
    component = {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl}
    return component | ({"licenses": [{"expression": licence}]} if licence else {})


def _shipped(data: bytes) -> Component:
    """The fields of a component whose file, or part of it, is in the output."""
    digest = hashlib.sha256(data).hexdigest()
    return {"scope": "required", "hashes": [{"alg": "SHA-256", "content": digest}]}


def _fonts(languages: Iterable[str]) -> Iterator[Component]:
    """The fonts that the pages in some languages load, and those of their PDFs."""
    codes = [*languages]
    web = [font for font in map(fonts.web, codes) if font]
    web += web_fonts.of_names(codes).values()
    paths = {(font.package, path) for font in web for path in font.weights.values()}
    faces = {found.print for found in (fonts.SCRIPTS[fonts.LATIN], *map(fonts.of, codes))}
    for font in (face for face in faces if face.is_installed):
        paths |= {(font.package, f"{font.folder}/{file.name}") for file in font.path.glob("*.ttf")}
    for package, path in sorted(paths):
        data = files(package).joinpath(path).read_bytes()
        yield _font(Distribution.find(package).purl(f"{package}/{path}"), data)


def _font(purl: str, data: bytes) -> Component:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to import

    names = TTFont(io.BytesIO(data), lazy=True)["name"]
    version = names.getDebugName(_FONT_VERSION).removeprefix("Version ")
    return _component("file", purl, names.getBestFullName(), version, "OFL-1.1") | _shipped(data)


def _search(theme: Distribution) -> Iterator[Component]:
    """The theme's search worker, and lunr, which it contains."""
    folder = Path(str(files("material").joinpath("templates")))
    path, _ = assets.search_worker([folder])
    data = (folder / path).read_bytes()
    purl = theme.purl(f"material/templates/{path}")
    name = path.rpartition("/")[2]
    yield _component("file", purl, name, theme.version, theme.licence) | _shipped(data)
    if version := _LUNR.search(data):
        number = version[1].decode()
        lunr = _component("library", f"pkg:npm/lunr@{number}", "lunr", number, "MIT")
        yield lunr | {"scope": "required"}
