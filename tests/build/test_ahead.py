"""What other processes make of the online edition is what one process alone would make."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from guide import project
from guide.adapters import config
from guide.build import BuildRequest, ahead, build
from guide.build.run import BuildState
from guide.core import languages
from guide.core.errors import BuildError
from guide.files import cache, checksums
from guide.files.workers import Workers
from guide.site.config import SiteRequest
from guide.site.pages import Page
from support import tiny
from support.paths import ROOT


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tiny.copy(tmp_path / "g")


def built(root: Path, out: Path, jobs: int, languages: tuple[str, ...] = ()) -> str:
    """The checksums of a build with nothing kept, or what it refuses."""
    project._cache.clear()
    try:
        with cache.nowhere():
            assert build(BuildRequest(root, out, languages, ("site",), jobs))
    except BuildError as error:
        return str(error)
    return (out / checksums.NAME).read_text(encoding="utf-8")


@pytest.mark.mkdocs
def test_several_processes_make_the_same_bytes_as_one(tmp_path: Path) -> None:
    languages = ("en", "fr", "ar", "my")
    alone = built(ROOT, tmp_path / "alone", 1, languages)
    assert "site/my/assets/font-700.woff2" in alone
    assert built(ROOT, tmp_path / "together", 2, languages) == alone
    assert not cache._lent


@pytest.mark.mkdocs
def test_an_error_elsewhere_is_told_as_if_it_were_here(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_FEW", 0)
    name = tiny.override(root, "pages/stage.html")
    tiny.edit(root, name, "<header", '{{ no_such if language.code == "fr" }}\n<header')
    alone = built(root, tmp_path / "alone", 1)
    assert alone.startswith(f"{name}:")
    assert "no_such" in alone
    assert built(root, tmp_path / "together", 2) == alone


@pytest.mark.mkdocs
def test_where_everything_is_kept_no_process_begins(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def built_to(name: str) -> str:
        project._cache.clear()
        assert build(BuildRequest(root, tmp_path / name, (), ("site",), 2))
        return (tmp_path / name / checksums.NAME).read_text(encoding="utf-8")

    monkeypatch.setattr(ahead, "_FEW", 0)
    before = built_to("first")
    monkeypatch.setattr(Workers, "_started", lambda _: pytest.fail("a process was to begin"))
    assert built_to("second") == before
    tiny.edit(root, "translations/fr.po", 'msgstr "', 'msgstr "X')
    assert built_to("third") != before


def test_what_was_lent_is_not_made_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded, settings = project.check(root), config.settings(root)
    request = SiteRequest(loaded.published)
    with cache.nowhere():
        made = ahead.fill(BuildState(loaded, settings, {}), "fr", request)
        session = loaded.session(settings, request)
        expected = session.fill("fr", "checklist/planning.md", "stage", "planning")
        text = session.stash.restore(f"<p>{expected}</p>")
        monkeypatch.setattr(Page, "render", lambda *_, **__: pytest.fail("is made again"))
        with cache.lending() as lend:
            lend(made)
            session = loaded.session(settings, request)
            session.fill("fr", "checklist/planning.md", "stage", "planning")
            assert session.stash.restore(f"<p>{expected}</p>") == text


def test_another_process_knows_the_languages_that_a_project_describes(root: Path) -> None:
    with (root / "translations/languages.yml").open("a", encoding="utf-8") as file:
        file.write("described:\n  - {code: kac, name: Jinghpaw}\n")
    state = pickle.dumps(BuildState(project.check(root), config.settings(root), {}))
    languages.forget()
    assert languages.language("kac").endonym != "Jinghpaw"
    pickle.loads(state)  # noqa: S301 - made above
    assert languages.language("kac").endonym == "Jinghpaw"
    languages.forget()
