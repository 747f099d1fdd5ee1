"""Which texts are known as sound: only new and changed ones are checked again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guide import project
from guide.core.model import Guide
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks import cached, checks
from support import tiny


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Gathers the ids of the texts that are checked; nothing is kept from before."""
    found: list[str] = []
    was = checks.faults

    def noting(*arguments: object) -> object:
        found.append(arguments[0].text.id)  # type: ignore[attr-defined]
        return was(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(checks, "faults", noting)
    monkeypatch.setenv("GUIDE_CACHE", str(tmp_path / "cache"))
    return found


def french(root: Path) -> tuple[Guide, Catalogue]:
    return project.load_source(root), Catalogue.read(root, "fr")


def test_only_what_is_new_is_checked(tmp_path: Path, checked: list[str]) -> None:
    root = tiny.copy(tmp_path / "guide")
    guide, catalogue = french(root)
    checked.clear()
    assert cached.errors(guide, catalogue, []) == []
    assert len(checked) > 10
    checked.clear()
    assert cached.errors(guide, catalogue, []) == []
    assert checked == []
    tiny.edit(root, "translations/fr.po", "# Some texts", "# Moved down\n# Some texts")
    tiny.edit(root, "translations/fr.po", "Semez en lignes", "Semez **en lignes")
    for _ in range(2):  # what has faults is checked each time
        [problem] = cached.errors(guide, Catalogue.read(root, "fr"), [])
        assert problem.message.startswith("W-1.title: ")
        assert checked == ["W-1.title"]
        checked.clear()


def test_the_original_and_the_terms_of_the_guide_count(tmp_path: Path, checked: list[str]) -> None:
    root = tiny.copy(tmp_path / "guide")
    guide, catalogue = french(root)
    cached.errors(guide, catalogue, [])
    checked.clear()
    other = replace(guide, title=replace(guide.title, value="The {name} Garden"))
    cached.errors(other, catalogue, [])
    assert checked == ["guide.title"]
    [problem, *_] = cached.errors(replace(guide, glossary=guide.glossary[1:]), catalogue, [])
    assert "compost" in problem.message
    assert len(checked) > 10


def test_each_language_is_known_by_itself(tmp_path: Path, checked: list[str]) -> None:
    guide, catalogue = french(tiny.copy(tmp_path / "guide"))
    cached.errors(guide, catalogue, [])
    first = len(checked)
    cached.errors(guide, replace(catalogue, language="es"), [])
    assert len(checked) >= 2 * first - len({*checked})
