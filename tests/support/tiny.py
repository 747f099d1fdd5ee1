"""The tiny guide of tests/guides/, copied to where a test may spoil it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from guide import cli
from guide.content import interface
from guide.theme.files import DEFAULTS, ThemeFiles
from support.paths import ROOT, TINY

# For properties: no example fails for being slow.
any_time = settings(deadline=None)


def copy(folder: Path) -> Path:
    """A fresh copy in a folder that does not exist yet, which can be built there."""
    shutil.copytree(TINY, folder, ignore=shutil.ignore_patterns("dist", ".dist-*"))
    return folder


def copy_ours(folder: Path) -> Path:
    """A copy of our own guide, as far as commands on texts need it."""
    for name in ("content", "translations"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "overrides").mkdir()
    shutil.copy(ROOT / interface.NAME, folder / interface.NAME)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def run(
    root: Path,
    patch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *arguments: str,
) -> tuple[int, str]:
    """Exit status and standard output of a command run in a project's folder."""
    capsys.readouterr()
    with patch.context() as inner:
        inner.chdir(root)
        status = cli.main(arguments)
    return status, capsys.readouterr().out


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replaces the first `old` in a file, which must hold it."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def override(root: Path, path: str) -> str:
    """Gives a project a file of the theme of its own; its name there."""
    name = ThemeFiles(root).name(path)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(DEFAULTS / path, root / name)
    return name


def line_of(root: Path, name: str, snippet: str) -> int:
    """The line on which a snippet of a file begins."""
    text = (root / name).read_text(encoding="utf-8")
    return text[: text.index(snippet)].count("\n") + 1
