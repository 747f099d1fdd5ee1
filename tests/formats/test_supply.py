"""What the program is made with: the SBOM of an output, and the licences of every dependency."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from pypdf import PdfReader

from guide.core.model import Guide
from guide.files import checksums
from guide.formats.sbom import distributions, document
from guide.theme import fonts
from guide.theme.files import DEFAULTS
from support.paths import ROOT

Bom = dict[str, Any]


def locked(name: str) -> dict[str, Requirement]:
    """The distributions of a lock that this system installs, by name."""
    lines = re.findall(r"(?m)^(\S+==[^\\\n]+)", (ROOT / name).read_text(encoding="utf-8"))
    found = [Requirement(line) for line in lines]
    return {
        canonicalize_name(one.name): one for one in found if not one.marker or one.marker.evaluate()
    }


BUILD, TEST = locked("requirements.lock"), locked("requirements-test.lock")
# What pip needs to install the program itself; it has no part in a build.
INSTALLER = {
    Requirement(line).name
    for line in (ROOT / "requirements-build.in").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
}


@pytest.fixture(scope="module")
def bom(dist: Path) -> Bom:
    made: Bom = json.loads((dist / document.NAME).read_text(encoding="utf-8"))
    return made


def parts(bom: Bom, scope: str) -> dict[str, Bom]:
    return {one["name"]: one for one in bom["components"] if one["scope"] == scope}


# --- the SBOM ---------------------------------------------------------------------------------


def test_it_is_valid_by_the_schema_of_cyclonedx(dist: Path) -> None:
    text = (dist / document.NAME).read_text(encoding="utf-8")
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(text) is None
    assert validator.validate_str(text.replace('"excluded"', '"thrown out"', 1)) is not None


def test_it_lists_every_locked_distribution_and_no_other(bom: Bom) -> None:
    tools = parts(bom, "excluded")
    assert tools.keys() == {*BUILD} - INSTALLER | {distributions.PROGRAM}
    assert TEST.keys() > BUILD.keys() - INSTALLER
    assert not tools.keys() & (TEST.keys() - BUILD.keys())
    for name, one in BUILD.items():
        if name not in INSTALLER:
            assert one.specifier.contains(Version(tools[name]["version"])), name


def test_each_part_has_version_licence_and_address(bom: Bom) -> None:
    for one in bom["components"]:
        assert one["version"], one
        assert [*one["licenses"][0]] == ["expression"], one
        assert PackageURL.from_string(one["purl"]).to_string() == one["purl"], one
    refs = [one["bom-ref"] for one in bom["components"]]
    assert len({*refs}) == len(refs)


def test_what_it_says_of_dependencies_holds_together(bom: Bom) -> None:
    graph = {one["ref"]: one["dependsOn"] for one in bom["dependencies"]}
    reached, waiting = set[str](), ["output"]
    while waiting:
        ref = waiting.pop()
        if ref not in reached:
            reached.add(ref)
            waiting += graph.get(ref, [])
    assert reached == {"output", *(one["bom-ref"] for one in bom["components"])}


def test_what_is_in_the_output_has_the_hash_of_the_file(bom: Bom, site: Path) -> None:
    shipped = parts(bom, "required")
    (worker,) = (site / "assets/javascripts").rglob("*.js")
    assert shipped[worker.name]["hashes"] == [
        {"alg": "SHA-256", "content": checksums.digest(worker)}
    ]
    version = shipped["lunr"]["version"]
    assert f'.version="{version}"' in worker.read_text(encoding="utf-8")
    scripts = {path.name for path in site.rglob("*.js")}
    ours = {path.name for path in (DEFAULTS / "assets").glob("*.js")}
    ours |= {path.name for path in (DEFAULTS / "host").glob("*.js")}
    assert scripts - ours <= shipped.keys()


def test_every_font_of_the_output_is_listed(bom: Bom, dist: Path) -> None:
    shipped = parts(bom, "required").values()
    files = {PackageURL.from_string(one["purl"]).subpath or "" for one in shipped}
    stems = {re.split(r"[-\[.]", file.rpartition("/")[2])[0] for file in files}
    states_shown = set[str]()
    for code in ("en", "ar", "my"):
        for page in PdfReader(dist / f"site/downloads/{code}/guide.pdf").pages:
            used: Any = page["/Resources"]
            for font in used.get("/Font", {}).values():
                states_shown.add(font.get_object()["/BaseFont"].split("+")[-1].split("-")[0])
    assert {"NotoSans", "Amiri", "NotoSansMyanmar"} <= states_shown <= stems
    for font in filter(None, map(fonts.web, ("ar", "my"))):
        assert {f"{font.package}/{path}" for path in font.weights.values()} <= files
    assert {path.suffix for path in dist.rglob("*.ttf")} == set()


def test_it_names_no_machine_no_registry_and_no_moment(bom: Bom, dist: Path, guide: Guide) -> None:
    text = (dist / document.NAME).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|/home|/tmp|site-packages|" + re.escape(str(ROOT)), text)
    assert re.findall(r"\d{4}-\d\d-\d\dT[^\"]*", text) == [f"{guide.date}T00:00:00Z"]
    assert "serialNumber" not in bom
    assert f"  {document.NAME}\n" in (dist / checksums.NAME).read_text(encoding="utf-8")


def test_the_same_input_gives_the_same_bytes_anywhere(tmp_path: Path, dist: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from guide import project;"
        "from guide.formats.sbom import document as sbom;"
        "loaded = project.load(Path(sys.argv[1]));"
        "sbom.write(loaded.source, loaded.published, Path.cwd())"
    )
    places = {
        "east": {"TZ": "Asia/Yangon", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        "west": {"TZ": "America/Lima", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    }
    for place, environment in places.items():
        folder = tmp_path / place
        folder.mkdir()
        subprocess.run([sys.executable, "-c", code, ROOT], cwd=folder, env=environment, check=True)
        assert (folder / document.NAME).read_bytes() == (dist / document.NAME).read_bytes()


@pytest.mark.mkdocs
def test_a_language_brings_its_fonts(guide: Guide) -> None:
    def shipped(*languages: str) -> set[str]:
        return {*parts(document.bom(guide, languages), "required")}

    assert shipped("en", "my") - shipped("en", "fr") == {"Noto Sans Myanmar"}
    assert "Amiri" in shipped("ar") - shipped("en")


@pytest.fixture(scope="module")
def guide(guides: dict[str, Guide]) -> Guide:
    return guides["en"]


# --- licences ---------------------------------------------------------------------------------

ROWS = [
    line.split("\t")
    for line in (ROOT / "tests/formats/licences.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
ALLOWED = {licence for what, licence, _ in ROWS if what == "*"}
NAMED = {what: licence for what, licence, _ in ROWS if what != "*"}


@dataclass(frozen=True, slots=True)
class Part:
    """A dependency and its licence, as its metadata states it; '' where that states none."""

    name: str
    licence: str


def refusal(one: Part) -> str:
    """Why a dependency may not be used; '' if it may."""
    if one.name in NAMED:
        stated = one.licence or NAMED[one.name]
        return "" if stated == NAMED[one.name] else f"{one.name} is now under {stated}"
    return "" if one.licence in ALLOWED else f"{one.name}: {one.licence or 'no licence'}"


def python_parts() -> Iterator[Part]:
    """Every distribution of every lock, also those that only other systems install."""
    for path in sorted(ROOT.glob("requirements*.lock")):
        for name in re.findall(r"(?m)^(\S+)==", path.read_text(encoding="utf-8")):
            try:
                fields = metadata.metadata(name)
            except metadata.PackageNotFoundError:
                yield Part(name, "")
            else:
                yield Part(name, distributions.licence(fields))


def npm_parts() -> Iterator[Part]:
    lock = json.loads((ROOT / "tests/checkers/package-lock.json").read_text(encoding="utf-8"))
    for path, one in lock["packages"].items():
        if path:
            yield Part(f"npm:{path.rpartition('node_modules/')[2]}", one.get("license", ""))


@pytest.mark.mkdocs
def test_every_dependency_has_a_licence_that_is_allowed() -> None:
    every = [*python_parts(), *npm_parts()]
    assert len(every) > 200
    assert [words for one in every if (words := refusal(one))] == []


def test_every_row_of_the_list_is_needed_and_gives_its_reason() -> None:
    every = [*python_parts(), *npm_parts()]
    assert all(why for _, _, why in ROWS)
    assert len({(what, licence) for what, licence, _ in ROWS}) == len(ROWS)
    names = {one.name for one in every}
    assert {*NAMED} <= names
    assert {one.licence for one in every} >= ALLOWED - {"OFL-1.1"}


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License-Expression": "LGPL-3.0-only"}, "LGPL-3.0-only"),
        ({"License": "Proprietary"}, ""),
        ({"License": "BSD"}, ""),
        ({}, ""),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, ""),
        ({"License-Expression": "GPL-2.0-only WITH Classpath-exception-2.0"}, None),
        ({"License-Expression": "MIT OR Apache-2.0"}, "MIT OR Apache-2.0"),
    ],
)
def test_an_unknown_licence_is_refused(fields: dict[str, str], licence: str | None) -> None:
    found = distributions.licence(fields_of("planted", **fields))
    assert licence is None or found == licence
    assert refusal(Part("planted", found)).startswith("planted: ")


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License-Expression": "mit"}, "MIT"),
        ({"License": "MIT License"}, "MIT"),
        ({"License": "UNKNOWN", "Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
        ({"License-Expression": "Apache-2.0", "License": "MIT"}, "Apache-2.0"),
    ],
)
def test_a_licence_is_read_from_what_metadata_has(fields: dict[str, str], licence: str) -> None:
    assert distributions.licence(fields_of("planted", **fields)) == licence
    assert refusal(Part("planted", licence)) == ""


def test_a_named_exception_holds_for_one_licence() -> None:
    assert refusal(Part("libzim", "GPL-3.0-or-later")) == ""
    assert refusal(Part("libzim", "AGPL-3.0-or-later")) != ""
    assert refusal(Part("other", "GPL-3.0-or-later")) != ""


def fields_of(name: str, **fields: str) -> metadata.PackageMetadata:
    """The metadata of a distribution that is not there."""
    made = Message()
    for key, value in {"Name": name, **fields}.items():
        made[key] = value
    return made  # type: ignore[return-value] # the same methods


def test_what_was_read_in_licence_files_still_stands_there() -> None:
    """The distributions whose metadata is in doubt: their files say what the program says."""
    words = {
        "BSD-3-Clause": ("Redistribution and use", "Neither the name"),
        "MIT OR AFL-2.1": ("Academic Free License version 2.1", "Permission is hereby granted"),
    }
    for name, licence in distributions._READ.items():
        texts = [
            path.read_text(encoding="utf-8")
            for path in metadata.files(name) or ()
            if "LICENSE" in path.name
        ]
        squeezed = " ".join(" ".join(texts).split())
        assert all(part in squeezed for part in words[licence]), name
