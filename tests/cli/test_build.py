"""The build as a whole: it replaces the last good output, or leaves it as it was."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guide import cli
from guide.files import checksums
from support import tiny
from support.paths import ROOT


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The tiny guide in a folder of its own, with an old output in dist/."""
    root = tiny.copy(tmp_path / "project")
    (root / "dist").mkdir()
    (root / "dist" / "old.txt").write_text("the last good output")
    checksums.write(root / "dist")
    return root


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in a folder: its exit status, output and complaints."""

    def call(root: Path, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.chdir(root)
        try:
            status = cli.main(arguments)
        except SystemExit as stopped:  # wrong usage
            status = int(stopped.code or 0)
        return status, *capfd.readouterr()

    return call


def leftovers(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if path.name.startswith(".dist-")]


@pytest.mark.mkdocs
def test_a_build_replaces_the_last_output_and_is_quiet(copy: Path) -> None:
    command = [sys.executable, "-m", "guide", "build"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
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
def test_bad_input_leaves_the_last_output(
    copy: Path, run: Run, file: str, text: str, message: str
) -> None:
    (copy / file).write_text(text)
    status, printed, complained = run(copy, "build")
    assert status == 1
    assert message in printed
    assert "Traceback" not in printed + complained
    assert (copy / "dist/old.txt").is_file()
    assert leftovers(copy) == []


@pytest.mark.mkdocs
def test_a_template_that_breaks_leaves_the_last_output(copy: Path, run: Run) -> None:
    (copy / "overrides/pages").mkdir(parents=True)
    (copy / "overrides/pages/home.html").write_text("{{ no_such_name }}")
    status, printed, complained = run(copy, "build")
    assert status == 1
    assert "no_such_name" in printed + complained
    assert (copy / "dist/old.txt").is_file()
    assert leftovers(copy) == []


def test_an_output_that_cannot_be_written_is_one_line(copy: Path, run: Run) -> None:
    (copy / "file").write_text("")
    status, _, complained = run(copy, "build", "--out", "file/below/dist")
    assert status == 1
    assert complained.startswith("guide: cannot write")
    assert complained.count("\n") == 1


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
def test_wrong_usage_exits_with_2(run: Run, arguments: list[str]) -> None:
    status, _, complained = run(ROOT, *arguments)
    assert status == 2
    assert "Traceback" not in complained


def test_outside_a_project_it_says_where_to_run(run: Run, tmp_path: Path) -> None:
    status, _, complained = run(tmp_path, "check")
    assert status == 2
    assert "mkdocs.yml" in complained


def test_verify_names_the_file_that_changed(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checksums.write(copy / "dist")
    assert cli.main(["verify", str(copy / "dist")]) == 0
    (copy / "dist/old.txt").write_text("the last good outpux")
    assert cli.main(["verify", str(copy / "dist")]) == 1
    assert "SHA256SUMS:1: old.txt has changed" in capsys.readouterr().out
    assert cli.main(["verify", str(copy / "nowhere")]) == 1
