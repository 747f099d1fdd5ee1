"""The build as a whole: it replaces the last good output, or leaves it as it was."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from guide import cli
from guide.files import checksums
from support.paths import ROOT

GUIDE = [sys.executable, "-m", "guide"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's inputs in a folder of their own, with an old output in dist/."""
    root = tmp_path / "project"
    for name in ("content", "docs", "overrides", "translations"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "dist").mkdir()
    (root / "dist" / "old.txt").write_text("the last good output")
    checksums.write(root / "dist")
    return root


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*GUIDE, *arguments], cwd=root, capture_output=True, text=True, check=False
    )


def leftovers(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if path.name.startswith(".dist-")]


@pytest.mark.mkdocs
def test_a_build_replaces_the_last_output_and_is_quiet(copy: Path) -> None:
    done = run(copy, "build")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (copy / "dist/old.txt").exists()
    assert (copy / "dist/site/fr/index.html").is_file()
    assert checksums.verify(copy / "dist") == []
    assert leftovers(copy) == []


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("content/front.yml", "sections: [", "content/front.yml:"),
        ("translations/fr.po", 'msgid "', "translations/fr.po:"),
        ("docs/index.md", "{{ hme() }}", "docs/index.md:1: unknown macro"),
    ],
)
def test_bad_input_leaves_the_last_output(copy: Path, file: str, text: str, message: str) -> None:
    (copy / file).write_text(text)
    done = run(copy, "build")
    assert done.returncode == 1
    assert message in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert (copy / "dist/old.txt").is_file()
    assert leftovers(copy) == []


@pytest.mark.mkdocs
def test_a_template_that_breaks_leaves_the_last_output(copy: Path) -> None:
    (copy / "overrides/pages").mkdir()
    (copy / "overrides/pages/home.html").write_text("{{ no_such_name }}")
    done = run(copy, "build")
    assert done.returncode == 1
    assert "no_such_name" in done.stdout + done.stderr
    assert (copy / "dist/old.txt").is_file()
    assert leftovers(copy) == []


def test_an_output_that_cannot_be_written_is_one_line(copy: Path) -> None:
    (copy / "file").write_text("")
    done = run(copy, "build", "--out", "file/below/dist")
    assert done.returncode == 1
    assert done.stderr.startswith("guide: cannot write")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--languages", "xx"],
        ["build", "--only", "vinyl"],
        ["check", "--format", "morse"],
        ["serve", "--language", "xx"],
        ["dance"],
        [],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    done = run(ROOT, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_outside_a_project_it_says_where_to_run(tmp_path: Path) -> None:
    done = run(tmp_path, "check")
    assert done.returncode == 2
    assert "mkdocs.yml" in done.stderr


def test_verify_names_the_file_that_changed(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checksums.write(copy / "dist")
    assert cli.main(["verify", str(copy / "dist")]) == 0
    (copy / "dist/old.txt").write_text("the last good outpux")
    assert cli.main(["verify", str(copy / "dist")]) == 1
    assert "SHA256SUMS:1: old.txt has changed" in capsys.readouterr().out
    assert cli.main(["verify", str(copy / "nowhere")]) == 1
