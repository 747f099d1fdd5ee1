"""The page of the workbook as it is built: its table, its words, its scripts, what leads to it."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from guide import project
from guide.core.answers import FIELDS, LENGTHS, LONGEST_LINE, MAX_BYTES, PRIORITIES, STATUSES
from guide.core.model import Guide
from guide.theme.files import DEFAULTS
from support import grammars, tiny, workbook_page, workbooks
from support.html_tree import Element, read
from support.paths import MODULES, TINY

SCRIPTS = ("workbook-file.js", "workbook.js")
OTHERS = ("guide.js", "search.js")
MOST = 13_800  # bytes of the scripts, compressed
NODE = Path(sys.executable).with_name("node")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("workbook")
    return workbook_page.build(workbook_page.tiny_project(top / "guide"), ("en", "fr"), top)


@pytest.fixture(scope="module")
def guide() -> Guide:
    return project.load_source(TINY)


def page_of(site: Path, code: str = "en") -> Element:
    return read(site / "web" / ("" if code == "en" else code) / "workbook/index.html")


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.mkdocs
def test_each_point_has_one_row_with_a_cell_for_each_field(
    site: Path, guide: Guide, code: str
) -> None:
    page = page_of(site, code)
    rows = [*page.all("tr", data_point="*")]
    assert [row.attrs["data-point"] for row in rows] == [*guide.points]
    for row, point in zip(rows, guide.points.values(), strict=True):
        assert row.attrs["data-audience"].split() == [*point.audiences]
        assert len([*row.all("td")]) == len(FIELDS)
    (box,) = page.all(data_workbook="*")
    assert box.attrs["data-slug"] == guide.slug
    assert box.attrs["data-former"].split() == [workbooks.FORMER, next(iter(guide.points))]


@pytest.mark.mkdocs
def test_all_that_the_script_says_is_in_the_page(site: Path, guide: Guide) -> None:
    page = page_of(site)
    said = {one.attrs["data-say"]: one.text for one in page.all("span", data_say="*")}
    script = "".join((DEFAULTS / "assets" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    asked = {*re.findall(r'words\("([a-z-]+)"', script), *re.findall(r"sayings\.(\w+)", script)}
    asked |= {*re.findall(r'sayings\["([a-z-]+)"\]', script)}
    asked |= {*re.findall(r'Refusal\("([a-z-]+)"', script), *re.findall(r'stop\("(\w+)"', script)}
    assert asked <= said.keys()
    for key, words in said.items():
        assert words == guide.interface[f"workbook-say-{key}"].value
        assert f'"{key}"' in script or f".{key}" in script, key


@pytest.mark.mkdocs
def test_only_this_page_fetches_its_scripts(site: Path) -> None:
    for path in (site / "web").rglob("*.html"):
        fetched = [script.attrs.get("src", "") for script in read(path).all("script")]
        own = any("workbook" in address for address in fetched)
        assert own == ("workbook" in path.parts), path


@pytest.mark.mkdocs
def test_the_scripts_are_light(site: Path) -> None:
    sent = [(site / "web/assets" / name).read_bytes() for name in SCRIPTS]
    assert sum(len(gzip.compress(one, 9)) for one in sent) <= MOST


@pytest.mark.parametrize("name", [*SCRIPTS, *OTHERS])
@pytest.mark.mkdocs
def test_scripts_travel_without_comments_and_are_what_was_written(site: Path, name: str) -> None:
    folders = (site / "web/assets", site / "files/assets", DEFAULTS / "assets")
    *sent, written = [(folder / name).read_text(encoding="utf-8") for folder in folders]
    for script in sent:
        assert not re.search(r"^ *//|/\*\*", script, re.MULTILINE)
    *found, wanted = tokens(*sent, written)
    assert found == [wanted, wanted]


def tokens(*scripts: str) -> list[str]:
    """What each script is without comments and spaces, as the compiler of TypeScript reads it."""
    program = (
        "const ts = require(process.argv[1]);"
        "const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "const options = { removeComments: true, target: ts.ScriptTarget.ESNext };"
        "const read = texts.map((text) => ts.transpile(text, options));"
        "process.stdout.write(JSON.stringify(read));"
    )
    done = subprocess.run(
        [node(), "-e", program, str(MODULES / "typescript")],
        input=json.dumps(scripts),
        capture_output=True,
        text=True,
        check=True,
    )
    return ["".join(one.split()) for one in json.loads(done.stdout)]


def node() -> str:
    found = str(NODE) if NODE.exists() else shutil.which("node")
    assert found
    return found


def test_their_types_are_right() -> None:
    scripts = [str(DEFAULTS / "assets" / name) for name in SCRIPTS]
    done = subprocess.run(
        [
            *(node(), str(MODULES / "typescript/bin/tsc"), "--allowJs", "--checkJs", "--strict"),
            *("--noEmit", "--target", "es2022", "--lib", "es2022,dom,dom.iterable", *scripts),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    assert done.returncode == 0


def test_script_and_program_have_the_same_limits() -> None:
    script = (DEFAULTS / "assets/workbook-file.js").read_text(encoding="utf-8")
    for name, values in (("FIELDS", FIELDS), ("STATUSES", STATUSES)):
        found = re.search(rf"const {name} = (\[.*?\])", script)
        assert found
        assert tuple(json.loads(found[1])) == tuple(values)
    assert f"priority: {json.dumps(PRIORITIES)}" in script
    for name, number in (("MOST", LONGEST_LINE), ("BYTES", MAX_BYTES), ("NOTES", LENGTHS["notes"])):
        found = re.search(rf"const {name} = ([0-9_]+);", script)
        assert found
        assert int(found[1]) == number
    assert LENGTHS["owner"] == LONGEST_LINE


def test_text_is_only_ever_placed_as_text() -> None:
    for name in SCRIPTS:
        script = (DEFAULTS / "assets" / name).read_text(encoding="utf-8")
        for way in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "srcdoc",
        ):
            assert way not in script


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.mkdocs
def test_pages_lead_to_it(site: Path, guide: Guide, code: str) -> None:
    top = site / "web" / ("" if code == "en" else code)
    stage, audience = guide.stages[0].id, guide.audiences[0].id
    for path, ending in (
        ("index.html", "workbook/"),
        ("downloads/index.html", "workbook/"),
        (f"checklist/{stage}/index.html", f"workbook/#stage-{stage}"),
        (f"stakeholders/{audience}/index.html", "workbook/"),
    ):
        (main,) = read(top / path).all("main")
        assert any(link.attrs["href"].endswith(ending) for link in main.all("a")), path
    index = json.loads((top / "search/search_index.json").read_text(encoding="utf-8"))
    (found,) = [doc for doc in index["docs"] if doc["location"] == "workbook/"]
    assert found["text"] == ""


@pytest.mark.mkdocs
def test_a_guide_without_source_audiences_and_factors_has_it(tmp_path: Path) -> None:
    root = tmp_path / "guide"
    grammars.write(root, grammars.ORIGINAL)
    made = workbook_page.build(root, (project.load(root).source.language,), tmp_path)
    guide = project.load_source(root)
    (page,) = [read(path) for path in (made / "web").glob("workbook/index.html")]
    assert [row.attrs["data-point"] for row in page.all("tr", data_point="*")] == [*guide.points]


def test_a_missing_stub_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tiny.copy(tmp_path / "guide")
    (root / "docs/workbook.md").unlink()
    with pytest.MonkeyPatch.context() as patch:
        status, said = tiny.run(root, patch, capsys, "check")
    assert status == 1
    assert "docs/workbook.md:1: page is missing; create it with {{ workbook() }}" in said
