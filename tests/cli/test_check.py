"""`guide check` of files that have not changed since it found no problem in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide import cli, project
from support import tiny


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Gathers the folders that are checked; nothing is kept from before."""
    found: list[Path] = []
    was = project.check

    def noting(root: Path) -> project.Project:
        found.append(root)
        return was(root)

    monkeypatch.setattr(project, "check", noting)
    monkeypatch.setenv("GUIDE_CACHE", str(tmp_path / "cache"))
    return found


def test_what_has_not_changed_is_not_checked_again(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    checks: list[Path],
) -> None:
    root = tiny.copy(tmp_path / "guide")

    def check() -> tuple[int, str, int]:
        checks.clear()
        status, said = tiny.run(root, monkeypatch, capsys, "check", "--format", "json")
        return status, said, len(checks)

    assert check() == (0, "[]\n", 1)
    assert check() == (0, "[]\n", 0)
    for name in ("content/front.yml", "docs/about.md", "translations/fr.po", "mkdocs.yml"):
        with (root / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        assert check() == (0, "[]\n", 1), name
    (root / "docs/assets/new.css").write_text("")
    assert check() == (0, "[]\n", 1)
    (root / "docs/assets/new.css").unlink()
    assert check() == (0, "[]\n", 0)


def test_problems_and_what_others_may_change_are_not_kept(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    checks: list[Path],
) -> None:
    root = tiny.copy(tmp_path / "guide")
    tiny.edit(root, "mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    tiny.run(root, monkeypatch, capsys, "check")
    assert tiny.run(root, monkeypatch, capsys, "check") == (0, "")
    assert len(checks) == 2
    (root / "content/front.yml").write_text("")
    for _ in range(2):
        status, said = tiny.run(root, monkeypatch, capsys, "check")
        assert status == 1
        assert "content/front.yml:1: the file is empty" in said
    assert len(checks) == 4


def test_warnings_are_said_each_time(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    checks: list[Path],
) -> None:
    root = tiny.copy(tmp_path / "guide")
    (root / "overrides/hme.html").write_text("")
    for _ in range(2):
        with monkeypatch.context() as inner:
            inner.chdir(root)
            cli.main(["check"])
        assert "overrides/hme.html:1: warning: " in capsys.readouterr().err
    assert len(checks) == 1
