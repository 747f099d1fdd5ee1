"""The command line from outside: what it says of itself, how it stops, and no input that breaks it.

Whatever is wrong with a project or a machine, a command says so in a line and exits with 1, or with
2 for wrong usage; it never shows a traceback.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide import cli
from guide.files import checksums
from support import tiny
from support.paths import ROOT, TINY

GUIDE = [sys.executable, "-m", "guide"]
PATIENCE = 2400  # looks, of 0.05 s each: far longer than it ever takes


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*GUIDE, *arguments],
        cwd=root,
        capture_output=True,
        check=False,
        text=True,
        errors="replace",
    )


# --- what it says of itself -----------------------------------------------------------------------


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from parsers(inner)


def test_the_command_line_needs_neither_the_guide_nor_its_languages() -> None:
    """They take longer to load than `guide --help` may."""
    code = "import sys; from guide import cli; cli.command_line(); print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
    assert "guide.cli.build" in loaded
    late = ("guide.core.model", "guide.core.languages", "yaml", "jinja2", "babel", "langcodes")
    assert not {*late} & {*loaded}


def test_every_help_is_plain() -> None:
    for parser in parsers(cli.command_line()):
        if parser.prog != "guide i18n":
            assert parser.description, parser.prog
            assert parser.description.endswith("."), parser.prog
        assert "Floor" not in parser.format_help()


def test_the_module_is_the_command(tmp_path: Path) -> None:
    done = run(tmp_path, "--version")
    assert (done.returncode, done.stdout) == (0, "guide 0.1.0\n")
    assert 'version = "0.1.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_a_reader_who_leaves_is_no_fault(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "g")
    (root / "content/front.yml").write_text("")
    process = subprocess.Popen(
        [*GUIDE, "check"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


# --- the live preview -----------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def fetched(address: str, process: subprocess.Popen[str]) -> str:
    """The page at an address, once the server answers."""
    for _ in range(PATIENCE):
        assert process.poll() is None, process.stderr and process.stderr.read()
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own server
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    return pytest.fail(f"no answer from {address}")


@pytest.mark.mkdocs
@pytest.mark.parametrize("listed", ["0", "100"], ids=["published", "hidden"])
def test_serve_shows_the_language_asked_for_until_ctrl_c(tmp_path: Path, listed: str) -> None:
    root, port = tiny.copy(tmp_path / "g"), free_port()
    tiny.edit(root, "translations/languages.yml", "listed: 0", f"listed: {listed}")
    command = [*GUIDE, "serve", "--language", "fr", "--port", str(port)]
    process = subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True)
    address = f"http://127.0.0.1:{port}/"
    page = fetched(f"{address}fr/", process)
    assert '<html lang="fr"' in page
    assert "Le jardin de l’école" in page
    with pytest.raises(urllib.error.HTTPError):  # that language only
        urllib.request.urlopen(f"{address}checklist/")  # noqa: S310
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130
    assert f"guide: {address}fr/" in said
    assert "Traceback" not in said


def test_serve_says_what_is_wrong(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "g")
    (root / "content/front.yml").write_text("")
    done = run(root, "serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert "content/front.yml:1: the file is empty" in done.stderr
    assert "Traceback" not in done.stderr


def test_serve_on_a_port_in_use(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "g")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        done = run(root, "serve", "--port", str(one.getsockname()[1]))
    assert done.returncode == 1
    assert "in use" in done.stderr
    assert "Traceback" not in done.stderr


# --- Ctrl-C ---------------------------------------------------------------------------------------

# Runs `guide build`; says so, and waits for a while, where a function is called for the first time.
WAITING = """
import importlib, os, sys, time
from guide import cli
room, name, jobs = *sys.argv[1].split(":"), sys.argv[2]
owner = importlib.import_module(room)
was = getattr(owner, name)
def wait(*arguments, **named):
    print(name, flush=True)
    time.sleep(600)
setattr(owner, name, wait)
sys.exit(cli.main(["build", "--only", "site,office,zim", "--jobs", jobs]))
"""


@pytest.mark.parametrize(
    ("point", "jobs"),
    [
        ("guide.project:check", "1"),
        pytest.param("guide.formats.docx.package:write", "1", marks=pytest.mark.mkdocs),
        pytest.param(  # while others make ZIM files
            "guide.site.builder:write_shared", "2", marks=pytest.mark.mkdocs
        ),
    ],
)
@pytest.mark.parametrize("group", [True, False], ids=["terminal", "one process"])
def test_ctrl_c_ends_a_build_at_once(tmp_path: Path, point: str, jobs: str, *, group: bool) -> None:
    """Terminals send it to every process of the command, other programs to the first."""
    root = tiny.copy(tmp_path / "g")
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING, point, jobs],
        cwd=root,
        env=os.environ | {"GUIDE_CACHE": ""},  # no file is there already
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    process.stdout.readline()
    if group:
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT)
    more, said = process.communicate()  # ends when no process holds the pipes any more
    assert more.count("\n") < 6  # no file is begun any more
    assert (process.returncode, said) == (130, "guide: stopped\n")
    assert not list(root.glob(".dist-*"))


# --- no input that breaks it ----------------------------------------------------------------------


def put(name: str, data: bytes) -> Callable[[Path], None]:
    return lambda root: write(root / name, data)


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def settings_with(old: str, new: str) -> Callable[[Path], None]:
    return lambda root: tiny.edit(root, "mkdocs.yml", old, new)


def without(name: str) -> Callable[[Path], None]:
    return lambda root: shutil.rmtree(root / name)


def folder(name: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).mkdir()

    return make


def link(name: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to("nowhere")

    return make


def odd_name(folder: str) -> Callable[[Path], None]:
    return lambda root: write(Path(os.fsdecode(os.fsencode(root / folder) + b"/caf\xe9.md")), b"a")


def template(name: str, text: str) -> Callable[[Path], None]:
    """A template of the project's own, which is spoilt."""

    def make(root: Path) -> None:
        with (root / tiny.override(root, name)).open("a", encoding="utf-8") as file:
            file.write(text)

    return make


THEME = "theme:\n  name: material\n"
FR = "translations/fr"
# What is wrong, how it came, and what the command says of it. `check` finds it unless it is a
# build's own: then the words begin with "build: ".
BUILDS = re.compile("build: (?!mkdocs.yml|could not determine)")  # those are found before any page
BROKEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "settings: no YAML": (put("mkdocs.yml", b"a: [b\n"), "mkdocs.yml:2: not valid YAML"),
    "settings: a list": (put("mkdocs.yml", b"- a\n"), "mkdocs.yml:1: must be a group"),
    "settings: empty": (put("mkdocs.yml", b""), "mkdocs.yml:1: must be a group"),
    "settings: not UTF-8": (put("mkdocs.yml", b"a: caf\xe9\n"), "mkdocs.yml:1: not UTF-8"),
    "settings: deep": (put("mkdocs.yml", b"[" * 5000), "mkdocs.yml:1: not valid YAML"),
    "settings: a word for the theme": (
        settings_with("theme:", "theme: material\nother:"),
        '"theme" must be a group',
    ),
    "settings: no theme": (
        settings_with("theme:", "them:"),
        'mkdocs.yml:2: "theme" is missing',
    ),
    "settings: another folder": (
        settings_with("theme:\n", "theme:\n  custom_dir: templates\n"),
        "mkdocs.yml:6: templates of a project are in overrides/; leave custom_dir out",
    ),
    "settings: no name": (
        settings_with("site_name: The School Garden", "site_name:"),
        'mkdocs.yml:2: "site_name" is missing',
    ),
    "settings: a list as the name": (
        settings_with("site_name: The School Garden", "site_name: [a]"),
        'build: mkdocs.yml:2: "site_name" must be a text',
    ),
    "settings: a list for extra": (
        settings_with("extra:\n  generator: false", "extra: [a]"),
        '"extra" must be a group',
    ),
    "settings: a word for plugins": (
        settings_with("plugins:", "plugins: x\nold:"),
        '"plugins" lacks',
    ),
    "settings: no guide plugin": (
        settings_with("guide: {}", "gide: {}"),
        '"plugins" lacks guide; did',
    ),
    "settings: HTML in the name": (
        settings_with("site_name: ", "site_name: <b>"),
        "site_name: HTML code <b>",
    ),
    "settings: exit that is none": (
        settings_with("generator: false", "quick_exit: 'javascript:x'"),
        "address for quick_exit",
    ),
    "settings: unknown tag": (
        settings_with("theme:", "old: !nosuch x\ntheme:"),
        "build: could not determine a constructor",
    ),
    "settings: inherited from nothing": (
        settings_with("theme:", "INHERIT: nosuch.yml\ntheme:"),
        "build: Inherited config file 'nosuch.yml' does not exist",
    ),
    "settings: unknown plugin": (
        settings_with("guide: {}", "guide: {}\n  nosuch: {}"),
        "build: nosuch",
    ),
    "settings: wrong type for MkDocs": (
        settings_with("theme:", "nav: 3\ntheme:"),
        "build: nav",
    ),
    "settings: a script without a path": (
        settings_with("- path: assets", "- pth: assets"),
        'build: mkdocs.yml:15: "extra_javascript" must be a list of paths, or of groups',
    ),
    "settings: a number for style sheets": (
        settings_with("extra_css: [assets/guide.css]", "extra_css: 5"),
        'build: mkdocs.yml:14: "extra_css" must be a list of paths',
    ),
    "settings: a number for the pages": (
        settings_with("extra:", "docs_dir: 5\nextra:"),
        'build: mkdocs.yml:12: "docs_dir" must be a path',
    ),
    "settings: a number as options of an extension": (
        settings_with("[attr_list, tables]", "[attr_list: 5]"),
        'build: mkdocs.yml:18: "markdown_extensions" must be a list of names',
    ),
    "no content": (without("content"), "content/guide.yml:1: cannot be read"),
    "no pages": (without("docs"), "docs/index.md:1: page is missing"),
    "no translations": (without("translations"), "translations/languages.yml:1: cannot be read"),
    "waivers: odd bytes": (put(f"{FR}.waivers.tsv", b"\xff\x00"), f"{FR}.waivers.tsv:1: not UTF-8"),
    "waivers: folder": (folder(f"{FR}.waivers.tsv"), f"{FR}.waivers.tsv:1: cannot be read"),
    "waivers: no waiver": (put(f"{FR}.waivers.tsv", b"a\n"), f"{FR}.waivers.tsv:1: the first line"),
    "reviews: odd bytes": (put(f"{FR}.reviews.tsv", b"\xff\x00"), f"{FR}.reviews.tsv:1: not UTF-8"),
    "glossary: odd bytes": (put("translations/glossary.csv", b"\xff"), "glossary.csv:1: not UTF-8"),
    "glossary: quotes": (
        put("translations/glossary.csv", b'"a\nb'),
        "glossary.csv:1: the first line must be",
    ),
    "glossary: a huge field": (
        put(
            "translations/glossary.csv",
            b"term,language,translation,status,source\n" + b"x" * 200_000,
        ),
        "glossary.csv:2:",
    ),
    "catalogue: broken link": (link(f"{FR}.po"), f"{FR}.po:1: cannot be read"),
    "content: broken link": (link("content/front.yml"), "content/front.yml:1: cannot be read"),
    "page: broken link": (link("docs/index.md"), "docs/index.md:1: cannot be read"),
    "content: odd name": (odd_name("content"), "this file is not used"),
    "page: odd name": (odd_name("docs"), "its name is not UTF-8"),
    "template: broken": (
        template("pages/home.html", "{% if %}"),
        "build: overrides/pages/home.html:",
    ),
    "template: undefined name": (
        template("pages/home.html", "{{ nosuch }}"),
        "build: overrides/pages/home.html:",
    ),
    "template: wrong types": (
        template("pages/home.html", '{{ 1 + "a" }}'),
        "build: overrides/pages/home.html:",
    ),
    "template: undefined in the frame": (
        template("main.html", "{% block site_nav %}{{ nosuch.a }}{% endblock %}"),
        "build: overrides/main.html:",
    ),
    "template: broken frame": (
        template("main.html", "{% nosuch %}"),
        "build: overrides/main.html:",
    ),
    "template: Typst": (template("print/handout.typ", "#nosuch"), "build: nosuch"),
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.mkdocs] if BUILDS.match(said) else [])
        for name, (_, said) in BROKEN.items()
    ],
)
def test_no_project_breaks_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    spoil, said = BROKEN[name]
    root = tiny.copy(tmp_path / "g")
    spoil(root)
    of_build = said.startswith("build: ")
    edition = "print" if "Typst" in name else "site"
    with monkeypatch.context() as inner:
        inner.chdir(root)
        status = cli.main(["build", "--only", edition] if of_build else ["check"])
    whole = "".join(capfd.readouterr())
    assert status == 1, whole
    assert said.removeprefix("build: ") in whole
    assert "Traceback" not in whole
    assert not list(root.glob(".dist-*"))


STRAYS = {
    "content/front.yaml": "rename it to content/front.yml, or delete it",
    "content/fornt.yml": 'did you mean "content/front.yml"?',
    "content/stages/winter.yaml": "rename it to content/stages/winter.yml, or delete it",
    "content/audiences/notes.txt": "move it out of content/, or delete it",
    "content/old/stage.yml": "",
    "translations/fr_FR.po": 'did you mean "fr"?, or delete the file',
    "translations/de.po": '"de" is not a language listed in translations/languages.yml',
    "translations/fr.waiver.tsv": 'did you mean "translations/fr.waivers.tsv"?',
}
LEFT_BEHIND = (
    *("content/.DS_Store", "content/front.yml~", "content/.front.yml.swp", "content/#front.yml#"),
    *("content/README.md", "content/schema/stage.schema.json", "translations/fr.mo"),
)


def test_stray_files_are_named_and_what_editors_leave_is_not(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "g")
    for name in (*STRAYS, *LEFT_BEHIND):
        write(root / name, b"x")
    lines = run(root, "check").stdout.splitlines()
    assert {line.split(":")[0] for line in lines} == set(STRAYS)
    for line in lines:
        name = line.split(":")[0]
        assert line.startswith(f"{name}:1: ")
        assert STRAYS[name] in line


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("/", "which is not from a build"),
        (".", "which is not from a build"),
        ("..", "which is not from a build"),
        ("others", "others holds mine.txt, which is not from a build; empty it or choose"),
        ("dist", "dist holds mine.txt, which is not from a build"),
        ("file", "cannot write"),
        ("file/below", "cannot write"),
        ("docs/out", "is among the inputs"),
        ("content", "is among the inputs"),
        ("loop", "cannot write"),
    ],
)
def test_an_output_that_would_cost_files_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    out: str,
    said: str,
) -> None:
    root = tiny.copy(tmp_path / "g")
    for name in ("others/mine.txt", "dist/site/index.html", "file"):
        write(root / name, b"mine")
    (root / "loop").symlink_to("loop")
    checksums.write(root / "dist")
    write(root / "dist/mine.txt", b"mine")
    before = sorted(path.relative_to(root) for path in root.rglob("*"))
    monkeypatch.chdir(root)
    assert cli.main(["build", "--only", "office", "--out", out]) == 1
    printed, complained = capsys.readouterr()
    assert said in complained
    assert (printed, complained.count("\n")) == ("", 1)
    assert sorted(path.relative_to(root) for path in root.rglob("*")) == before


@pytest.mark.mkdocs
def test_what_a_system_leaves_in_an_output_does_not_keep_it(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "g")
    write(root / "dist/.DS_Store", b"x")
    assert run(root, "build", "--only", "office").returncode == 0
    assert checksums.verify(root / "dist") == []


NAMES = sorted(
    path.relative_to(TINY).as_posix()
    for folder in ("content", "docs", "translations", "mkdocs.yml")
    for path in ([TINY / folder, *(TINY / folder).rglob("*")])
    if path.suffix in (".yml", ".tsv", ".po", ".md")
)
PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [
            *("\n", "\t", "- ", ": ", "'", '"', "[", "{", "}", "|", "&a ", "*a ", "!ENV ", "<<: "),
            *("{{ ", " }}", "{% ", "<a", "&lt;", "**", "[[", "msgid ", "msgstr ", "#, fuzzy\n"),
            *("\u2066", "\u0430", "e\u0301", "\ue000", "\u1031", "en", "fr", "0", "null", "~"),
        ]
    ).map(str.encode),
)
EDITS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 9999), st.integers(0, 40), PIECES),
    min_size=1,
    max_size=4,
)
COMMANDS = (("check",), ("i18n", "check"), ("i18n", "status"), ("check", "--format", "json"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS, st.sampled_from(COMMANDS))
def test_any_edit_of_any_file_is_survived(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    edits: list[tuple[str, int, int, bytes]],
    command: tuple[str, ...],
) -> None:
    root = tmp_path_factory.getbasetemp() / "edited"
    if not root.exists():
        tiny.copy(root)
    before = {name: (root / name).read_bytes() for name, *_ in edits}
    try:
        for name, at, length, piece in edits:
            data = (root / name).read_bytes()
            place = at % (len(data) + 1)
            (root / name).write_bytes(data[:place] + piece + data[place + length :])
        status, _ = tiny.run(root, monkeypatch, capsys, *command)
        assert status in (0, 1)
    finally:
        for name, data in before.items():
            (root / name).write_bytes(data)
