"""The pictures of README.md: there, small, told in words, and taken by `make pictures`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from PIL import Image

import pictures
from support.paths import ROOT

MOST = 150_000  # bytes
FOLDER = ROOT / "pictures"
SHOWN = re.findall(
    r"!\[([^\]]*)\]\(pictures/([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8")
)


def test_the_readme_shows_each_picture_once_and_says_what_is_on_it() -> None:
    names = [name for _, name in SHOWN]
    assert sorted(names) == sorted(pictures.PICTURES) == sorted(p.name for p in FOLDER.iterdir())
    assert [name for words, name in SHOWN if len(words.split()) < 8] == []


def small_pictures(folder: Path) -> dict[str, tuple[int, int]]:
    """Sizes of the pictures in a folder, by name; each must be a PNG of few bytes."""
    sizes = {}
    for path in folder.iterdir():
        assert path.stat().st_size < MOST, path.name
        with Image.open(path) as picture:
            assert picture.format == "PNG"
            sizes[path.name] = picture.size
    return sizes


def take(site: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own: a browser of the tests may be open in this one."""
    code = "import pathlib, sys, pictures; pictures.take(*map(pathlib.Path, sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, str(site), str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "tools")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_they_are_taken_from_the_build(dist: Path, tmp_path: Path) -> None:
    done = take(dist / "site", tmp_path / "pictures")
    assert done.returncode == 0, done.stderr
    made = small_pictures(tmp_path / "pictures")
    assert {*made} == {*pictures.PICTURES}
    assert made == small_pictures(FOLDER), "run `make site` and `make pictures`"
    heights = {made[name][1] for name in ("stakeholder.png", "handout.png", "worksheet.png")}
    assert len(heights) == 1  # they stand in a row


def test_a_build_without_what_they_show_is_named(tmp_path: Path) -> None:
    done = take(tmp_path / "site", tmp_path / "pictures")
    assert done.returncode == 1
    assert "index.html is not there; build everything first: make site" in done.stderr
    assert done.stdout == ""
