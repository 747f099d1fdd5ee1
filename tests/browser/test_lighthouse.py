"""Lighthouse gives pages in each script 100; `make lighthouse` asks for every page."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bench_phones
from support.pages import AUDIENCE, LOST, STAGE
from support.paths import ROOT


def lighthouse(site: Path, *pages: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools/lighthouse.py"), str(site), *pages]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_pages_are_given_a_hundred(site: Path) -> None:
    pages = ["", f"ar/{STAGE}", f"my/{AUDIENCE}", LOST]
    done = lighthouse(site, *pages)
    assert done.returncode == 0, done.stdout + done.stderr
    for page in pages:
        assert f"| 100 | 100 | /{page} |" in done.stdout


def test_pages_whose_speed_is_told_are_there_and_come_compressed(site: Path) -> None:
    """`make bench` asks for the rest."""
    for page in bench_phones.addresses().values():
        assert (site / page).is_file() or (site / page / "index.html").is_file(), page
    [slow, slower] = bench_phones.measured(site, ["downloads/en/guide.html"])
    for one in (slow, slower):
        assert 30_000 < one["bytes"] < 45_000
        assert one["shift"] == 0
    assert slow["first"] < slower["first"]


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ('<html lang="en"', "<html", "html-has-lang"),
        ("</body>", "<img src=no.png></body>", "errors-in-console"),
    ],
)
def test_planted_faults_are_told(
    site: Path, tmp_path: Path, good: str, bad: str, said: str
) -> None:
    shutil.copytree(site / "assets", tmp_path / "assets")
    page = (site / "index.html").read_text(encoding="utf-8")
    assert good in page
    for name in ("index.html", LOST):
        (tmp_path / name).write_text(page.replace(good, bad), encoding="utf-8")
    done = lighthouse(tmp_path, "")
    assert done.returncode == 1, done.stdout + done.stderr
    assert said in done.stdout
