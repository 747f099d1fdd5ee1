"""Templates and assets come with the program; a project overrides them by file, in every format."""

from __future__ import annotations

import ast
import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from libzim.reader import Archive

from guide import cli, project
from guide.build import BuildRequest, build
from guide.formats import epub
from guide.formats import html as html_file
from guide.formats.context import Context
from guide.formats.docx import handout as docx_handout
from guide.formats.pdf import handout as pdf_handout
from guide.theme import files, overrides
from guide.theme.files import DEFAULTS, MESSAGES, ThemeFiles
from guide.theme.templates import environment
from support import tiny
from support.paths import ROOT, TINY

THEME = files.defaults()


def context(root: Path) -> Context:
    loaded = project.load(TINY)
    return Context(loaded.source, loaded.source, "", ThemeFiles(root))


# --- the package ------------------------------------------------------------------------------


def test_the_wheel_holds_every_file_of_the_theme(tmp_path: Path) -> None:
    """And all that is data: what a module reads beside itself."""
    for name in ("LICENSE", "README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    # An earlier installation's list of files would bring what the settings leave out.
    ignored = shutil.ignore_patterns("*.egg-info", "__pycache__")
    shutil.copytree(ROOT / "plugins", tmp_path / "plugins", ignore=ignored)
    code = "from setuptools.build_meta import build_wheel; print(build_wheel('wheel'))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(tmp_path / "wheel" / done.stdout.split()[-1]) as wheel:
        packed = {name: wheel.read(name) for name in wheel.namelist()}
    assert len(THEME) > 80
    for path, file in THEME.items():
        assert packed[f"guide/theme/defaults/{path}"] == file.read_bytes(), path
    data = {
        path.relative_to(ROOT / "plugins").as_posix()
        for path in (ROOT / "plugins").rglob("*")
        if path.is_file() and path.suffix != ".pyc" and ".egg-info" not in str(path)
    }
    assert not data - {*packed}


def test_another_guide_has_no_copy_of_the_theme() -> None:
    assert [path.name for path in (TINY / "overrides").iterdir()] == [MESSAGES]
    assert [path.name for path in (TINY / "docs/assets").iterdir()] == ["mark.svg"]


def test_one_module_knows_where_overrides_are() -> None:
    for path in (ROOT / "plugins/guide").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        said -= {ast.get_docstring(tree, clean=False)}
        found = {word for word in said if re.match(r"(overrides|docs/assets)(/|$)", word)}
        assert not found or path.name == "files.py", path


def test_every_folder_of_the_theme_is_documented() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.split("## Templates and assets\n", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"`([\w.]+/?)`", table))
    folders = {f"{path.partition('/')[0]}/" if "/" in path else path for path in THEME}
    assert folders <= named
    assert {name for name in named if name.endswith("/")} <= folders | {"overrides/"}


# --- which file it is ---------------------------------------------------------------------------


def test_a_project_s_file_takes_the_place_of_the_default(tmp_path: Path) -> None:
    theme = ThemeFiles(tmp_path)
    assert theme.find("pages/home.html") == DEFAULTS / "pages/home.html"
    assert theme.find("assets/guide.css") == DEFAULTS / "assets/guide.css"
    for path, name in (
        ("pages/home.html", "overrides/pages/home.html"),
        ("assets/guide.css", "docs/assets/guide.css"),
    ):
        assert tiny.override(tmp_path, path) == theme.name(path) == name
        assert theme.find(path) == tmp_path / name
    assert theme.find("marks/none.svg", "marks/other.svg") == DEFAULTS / "marks/other.svg"
    with pytest.raises(FileNotFoundError, match=r"the theme has no pages/none\.html"):
        theme.find("pages/none.html")


def test_a_folder_holds_what_the_project_adds(tmp_path: Path) -> None:
    theme = ThemeFiles(tmp_path)
    before = theme.tree("host")
    (tmp_path / "overrides/host").mkdir(parents=True)
    (tmp_path / "overrides/host/.htaccess").write_text("# for Apache\n")
    added = tmp_path / "overrides/host/.htaccess"
    assert theme.tree("host") == {".htaccess": added, **before}


def test_a_folder_on_disk_is_copied_only_if_it_must_be(tmp_path: Path) -> None:
    theme = ThemeFiles(tmp_path)
    assert theme.folder("print") == DEFAULTS / "print"
    tiny.override(tmp_path, "pages/home.html")
    assert theme.folder("print") == DEFAULTS / "print"
    name = tiny.override(tmp_path, "print/common.typ")
    first = theme.folder("print")
    assert first == theme.folder("print") != DEFAULTS / "print"
    assert {one.name for one in first.iterdir()} == {*theme.tree("print")}
    (tmp_path / name).write_text("// other\n", encoding="utf-8")
    assert theme.folder("print") != first
    assert (theme.folder("print") / "common.typ").read_text(encoding="utf-8") == "// other\n"


def test_a_template_that_comes_later_is_seen(tmp_path: Path) -> None:
    """As in the live preview, where the environment is there before the override."""
    theme = ThemeFiles(tmp_path)
    drawing = environment(theme).get_template("partials/magnifier.svg").render()
    assert environment(theme) is environment(theme)
    (tmp_path / tiny.override(tmp_path, "partials/magnifier.svg")).write_text("<b>&</b>")
    found = environment(theme).get_template("partials/magnifier.svg").render()
    assert found == "<b>&</b>" != drawing


# --- every kind of file -------------------------------------------------------------------------


def spoil(root: Path, path: str, old: str, new: str) -> None:
    """Overrides a file of the theme by one in which a part is another."""
    tiny.edit(root, tiny.override(root, path), old, new)


def test_templates_that_others_use_are_overridden_too(tmp_path: Path) -> None:
    spoil(tmp_path, "book/text.html", "{% macro code(value) %}", "{% macro code(value) %}Nr. ")
    spoil(tmp_path, "docx/parts.xml", 'w:val="tick"', 'w:val="square"')
    made = context(tmp_path)
    assert b"Nr. <bdi" in html_file.write(made, ("en",))
    assert b"Nr. <bdi" not in html_file.write(context(TINY), ("en",))
    audience = made.guide.audiences[0].id
    package = tmp_path / "handout.docx"
    package.write_bytes(docx_handout.write(made, audience))
    with zipfile.ZipFile(package) as opened:
        assert b'w:val="square"' in opened.read("word/document.xml")
    (tmp_path / "book.epub").write_bytes(epub.write(made))
    with zipfile.ZipFile(tmp_path / "book.epub") as opened:
        pages = [opened.read(name) for name in opened.namelist() if name.endswith(".xhtml")]
    assert any(b"Nr. <bdi" in page for page in pages)


def test_typst_documents_take_overrides_and_the_cache_knows(tmp_path: Path) -> None:
    audience = context(TINY).guide.audiences[0].id
    before = pdf_handout.write(replace(context(TINY), theme=ThemeFiles(tmp_path)), audience)
    spoil(tmp_path, "print/common.typ", 'dash: "dashed"', 'dash: "dotted"')
    spoil(tmp_path, "print/handout.typ", "#let write-width = 40mm", "#let write-width = 50mm")
    after = pdf_handout.write(replace(context(TINY), theme=ThemeFiles(tmp_path)), audience)
    assert before != after
    (tmp_path / "overrides/print/common.typ").unlink()
    (tmp_path / "overrides/print/handout.typ").unlink()
    assert pdf_handout.write(context(tmp_path), audience) == before


@pytest.mark.mkdocs
def test_a_build_takes_a_project_s_files(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "project")
    spoil(root, "assets/guide.css", "/* --- ground", "/* ours */ /* --- ground")
    spoil(root, "host/_headers", "# The name of", "# Ours. The name of")
    spoil(root, "usb/verify.py", '"""Checks', '"""Ours. Checks')
    spoil(root, "pages/file-worker.js", '"use strict"', '"use strict"; // ours')
    spoil(root, "usb/start.css", "*{box-sizing", "b{color:inherit}*{box-sizing")
    spoil(root, "zim/illustration.typ", "margin: 3pt", "margin: 9pt")
    (root / "overrides/host/robots.txt").write_text("User-agent: *\n", encoding="utf-8")
    (root / "overrides/marks").mkdir()
    (root / "overrides/marks/teachers.svg").write_text('<svg id="teachers"/>', encoding="utf-8")
    for name, folder in (("ours", root), ("plain", TINY)):
        build(BuildRequest(folder, tmp_path / name, ("en",), ("site", "usb", "zim")))
    ours, plain = tmp_path / "ours", tmp_path / "plain"
    assert (ours / "site/robots.txt").is_file()
    for name, part in (
        ("site/assets/guide.css", "/* ours */"),
        ("usb/guide/assets/guide.css", "/* ours */"),
        ("site/_headers", "# Ours. "),
        ("usb/verify.py", "Ours. "),
        ("usb/guide/assets/file-worker.js", "// ours"),
        ("usb/START-HERE.html", "b{color:inherit}"),
        ("site/stakeholders/teachers/index.html", '<svg id="teachers"/>'),
        ("usb/guide/stakeholders/teachers.html", '<svg id="teachers"/>'),
    ):
        assert part in (ours / name).read_text(encoding="utf-8"), name
        assert part not in (plain / name).read_text(encoding="utf-8"), name
    assert "/* --- ground" in (ours / "site/assets/guide.css").read_text(encoding="utf-8")
    assert "/*" not in (plain / "site/assets/guide.css").read_text(encoding="utf-8")
    pictures = [
        bytes(Archive(folder / "zim/the-school-garden_en.zim").get_illustration_item(48).content)
        for folder in (ours, plain)
    ]
    assert pictures[0] != pictures[1]


# --- guide theme --------------------------------------------------------------------------------


HOME = "pages/home.html"
TABLE = "overrides/defaults.tsv"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> Callable[..., tuple[int, str, str]]:
    """A command in a copy of the tiny guide: exit status, standard output, standard error."""
    monkeypatch.chdir(tiny.copy(tmp_path / "guide"))

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = cli.main(arguments)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


Command = Callable[..., tuple[int, str, str]]


def digest(path: str) -> str:
    return hashlib.sha256(THEME[path].read_bytes()).hexdigest()


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the defaults, in which they may change as in another version of the program."""
    copied = tmp_path / "defaults"
    shutil.copytree(DEFAULTS, copied)
    for module in (files, overrides):
        monkeypatch.setattr(module, "DEFAULTS", copied)
    return copied


def test_a_default_is_copied_and_noted(guide: Command) -> None:
    assert guide("check") == (0, "", "")
    assert guide("theme", "copy", HOME) == (0, f"overrides/{HOME}\n", "")
    assert guide("theme", "copy", "assets/guide.css") == (0, "docs/assets/guide.css\n", "")
    assert Path("overrides", HOME).read_bytes() == THEME[HOME].read_bytes()
    assert Path("docs/assets/guide.css").read_bytes() == THEME["assets/guide.css"].read_bytes()
    rows = [f"{path}\t{digest(path)}\n" for path in ("assets/guide.css", HOME)]
    assert Path(TABLE).read_text(encoding="utf-8") == "".join(["path\tsha256\n", *rows])
    assert guide("check") == (0, "", "")


def test_an_override_is_not_overwritten(guide: Command) -> None:
    guide("theme", "copy", HOME)
    Path("overrides", HOME).write_text("ours", encoding="utf-8")
    status, out, error = guide("theme", "copy", HOME)
    assert (status, out) == (2, "")
    assert error.startswith(f"guide: overrides/{HOME} is there already; delete it first")
    assert Path("overrides", HOME).read_text(encoding="utf-8") == "ours"
    Path("overrides", HOME).unlink()
    assert guide("theme", "copy", HOME)[0] == 0, "its row is no hindrance"


@pytest.mark.parametrize("options", [("copy",), ("copy", "--accept"), ("show",)])
def test_an_unknown_path_is_told_the_nearest(guide: Command, options: tuple[str, ...]) -> None:
    for path, hint in (
        ("page/home.htm", '; did you mean "pages/home.html"?'),
        ("/etc/passwd", "; guide theme list names all paths"),
        ("../files.py", "; guide theme list names all paths"),
    ):
        done = guide("theme", *options, path)
        assert done == (2, "", f"guide: the theme has no {path}{hint}\n")
    assert [path.name for path in Path("overrides").iterdir()] == [MESSAGES]


def test_a_default_is_shown(guide: Command) -> None:
    assert guide("theme", "show", HOME) == (0, THEME[HOME].read_text(encoding="utf-8"), "")


def test_a_default_that_has_changed_is_told_until_it_is_accepted(
    guide: Command, elsewhere: Path
) -> None:
    guide("theme", "copy", HOME)
    guide("theme", "copy", "print/common.typ")
    (elsewhere / HOME).write_text("another version", encoding="utf-8")
    warning = (
        f"overrides/{HOME}:1: warning: its default has changed; compare it with "
        f"guide theme show {HOME}, then run guide theme copy --accept {HOME}\n"
    )
    assert guide("check") == (0, "", warning)
    assert guide("check", "--format", "json") == (0, "[]\n", warning)
    listed = guide("theme", "list")[1].splitlines()
    assert f"{HOME}  (overrides/{HOME}, look at it again)" in listed
    assert "print/common.typ  (overrides/print/common.typ)" in listed
    assert "print/guide.typ" in listed
    before = Path("overrides", HOME).read_bytes()
    assert guide("theme", "copy", "--accept", HOME) == (0, f"overrides/{HOME}\n", "")
    assert Path("overrides", HOME).read_bytes() == before
    assert guide("check") == (0, "", "")


def test_what_is_not_there_cannot_be_accepted(guide: Command) -> None:
    said = f"guide: overrides/{HOME} is not there; run guide theme copy {HOME}\n"
    assert guide("theme", "copy", "--accept", HOME) == (2, "", said)
    assert [path.name for path in Path("overrides").iterdir()] == [MESSAGES]


def test_an_override_of_unknown_origin_is_told(guide: Command) -> None:
    tiny.override(Path.cwd(), HOME)
    warning = (
        f"overrides/{HOME}:1: warning: {TABLE} does not say which default it began from; "
        f"run guide theme copy --accept {HOME}\n"
    )
    assert guide("check") == (0, "", warning)
    guide("theme", "copy", "--accept", HOME)
    assert guide("check") == (0, "", "")


def test_a_file_that_overrides_nothing_is_told(guide: Command) -> None:
    Path("overrides/page").mkdir(parents=True)
    Path("overrides/page/home.html").write_text("x", encoding="utf-8")
    warning = (
        "overrides/page/home.html:1: warning: overrides no file of the theme, and no override "
        'uses it; did you mean "pages/home.html"?\n'
    )
    assert guide("check") == (0, "", warning)
    Path("overrides/page/home.html").unlink()
    for name in ("marks/teachers.svg", "host/.htaccess", "README.md", "partials/ours.html"):
        Path("overrides", name).parent.mkdir(exist_ok=True)
        Path("overrides", name).write_text("x", encoding="utf-8")
    assert guide("check")[2].count("\n") == 1
    guide("theme", "copy", HOME)
    with Path("overrides", HOME).open("a", encoding="utf-8") as file:
        file.write('{% include "partials/ours.html" %}')
    assert guide("check") == (0, "", "")


GOOD = "0" * 64


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        (f"{HOME}", 2, "a row must be a path and a SHA-256, separated by a tab; correct it"),
        (f"{HOME}\t{GOOD}\tx", 2, "a row must be a path and a SHA-256"),
        (f"{HOME}\t{GOOD[1:]}", 2, "a SHA-256 has 64 hexadecimal digits in lower case"),
        (f"{HOME}\t{GOOD[1:]}F", 2, "a SHA-256 has 64 hexadecimal digits in lower case"),
        (f"pages/hme.html\t{GOOD}", 2, 'has no "pages/hme.html"; did you mean "pages/home.html"?'),
        (f"{HOME}\t{GOOD}\n{HOME}\t{GOOD}", 3, f'"{HOME}" is listed twice; keep one row'),
        (f"main.html\t{GOOD}", 2, "overrides/main.html is not there; restore it, or delete"),
    ],
)
def test_a_bad_row_is_a_problem(guide: Command, rows: str, line: int, message: str) -> None:
    tiny.override(Path.cwd(), HOME)
    Path(TABLE).write_text(f"path\tsha256\n{rows}\n", encoding="utf-8")
    status, out, _ = guide("check")
    assert (status, out.count("\n")) == (1, 1), out
    assert out.startswith(f"{TABLE}:{line}: ")
    assert message in out


def test_a_damaged_table_is_not_written_over(guide: Command) -> None:
    Path(TABLE).write_text("nonsense\n", encoding="utf-8")
    status, out, _ = guide("theme", "copy", HOME)
    assert (status, out) == (
        1,
        f"{TABLE}:1: the first line must be path, sha256, separated by tabs\n",
    )
    assert Path(TABLE).read_text(encoding="utf-8") == "nonsense\n"
    assert not Path("overrides", HOME).exists()


def test_our_own_overrides_are_noted_and_fit() -> None:
    assert overrides.diagnostics(ROOT) == []
    assert overrides.warnings(ROOT) == []
    assert not any(state for _, state in overrides.states(ROOT))
