"""A build that finds things done is right: each input is changed, and all bytes are compared."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from guide import project
from guide.build import BuildRequest, build
from guide.files import cache, checksums, fingerprint
from guide.theme import fonts
from support import tiny

pytestmark = pytest.mark.mkdocs  # every test builds

EDITIONS = ("site", "office", "book", "usb", "zim")
STYLE = "\nmain { outline: 0 }\n"


def own_font(root: Path) -> None:
    folder = root / "overrides" / "fonts"
    folder.mkdir()
    for weight in ("Regular", "Bold"):
        shutil.copy(fonts.SCRIPTS["Arab"].print.path / f"Amiri-{weight}.ttf", folder)
    (root / "overrides/brand.yml").write_text(
        "fonts:\n  regular: fonts/Amiri-Regular.ttf\n  bold: fonts/Amiri-Bold.ttf\n"
    )


def own_template(root: Path) -> None:
    name = tiny.override(root, "pages/stage.html")
    tiny.edit(root, name, "<header", "<!-- ours --><header")


def own_style(root: Path) -> None:
    name = tiny.override(root, "assets/guide.css")
    path = root / name
    path.write_text(path.read_text(encoding="utf-8") + STYLE, encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": lambda root: tiny.edit(root, "content/glossary.yml", "term: ", "term: X"),
    "a translation": lambda root: tiny.edit(root, "translations/fr.po", 'msgstr "', 'msgstr "X'),
    "a template": own_template,
    "a style": own_style,
    "an option": lambda root: tiny.edit(
        root, "mkdocs.yml", "https://example.org/", "https://guide.test/"
    ),
    "a page": lambda root: (root / "docs/more.md").write_text("# More\n\nWords.\n"),
    "a font": own_font,
}


def files(out: Path) -> str:
    return (out / checksums.NAME).read_text(encoding="utf-8")


def request(root: Path, out: str) -> BuildRequest:
    return BuildRequest(root, root.parent / out, editions=EDITIONS)


def clean(root: Path) -> str:
    """The checksums of a build that knows of no other."""
    project._cache.clear()
    with cache.nowhere():
        assert build(request(root, "clean"))
    return files(root.parent / "clean")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tiny.copy(tmp_path / "g")


def test_after_each_change_all_bytes_are_those_of_a_clean_build(root: Path) -> None:
    assert build(request(root, "dist"))
    before = files(root.parent / "dist")
    for name, change in CHANGES.items():
        change(root)
        assert build(request(root, "dist")), name
        made = files(root.parent / "dist")
        assert made != before, name
        assert made == clean(root), name
        before = made


def test_nothing_is_done_twice(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.edit(root, "mkdocs.yml", "https://example.org/", "!ENV [SITE_URL, https://example.org/]")
    asked = BuildRequest(root, root.parent / "dist", editions=("office",))
    assert build(asked)
    made = files(asked.out)
    moment = (asked.out / checksums.NAME).stat().st_mtime_ns
    assert not build(asked)
    assert (asked.out / checksums.NAME).stat().st_mtime_ns == moment
    victim = next(path for path in asked.out.rglob("*.docx"))
    for spoil in (victim.unlink, lambda: victim.write_bytes(b"")):
        spoil()
        assert build(asked)
        assert files(asked.out) == made
        assert checksums.verify(asked.out) == []
    monkeypatch.setenv("SITE_URL", "https://guide.test/")
    assert build(asked)
    monkeypatch.delenv("SITE_URL")
    monkeypatch.setattr(fingerprint, "program", lambda: b"another version")
    assert build(asked)


@pytest.mark.parametrize(
    "lines",
    [
        ("plugins:\n", "plugins:\n  privacy: {enabled: false}\n"),
        ("theme:\n", "hooks: []\ntheme:\n"),
        ("[guide.adapters.macros]", "[guide.adapters.macros, os.path]"),
    ],
)
def test_code_of_others_is_run_each_time(root: Path, lines: tuple[str, str]) -> None:
    tiny.edit(root, "mkdocs.yml", *lines)
    asked = BuildRequest(root, root.parent / "dist", editions=("book",))
    assert build(asked)
    assert build(asked)
