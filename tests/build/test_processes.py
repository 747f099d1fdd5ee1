"""Pages made by several processes, and from what is kept, are those of one clean build."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from guide import project
from guide.adapters import config
from guide.build import BuildRequest, build, editions
from guide.build.run import BuildState
from guide.core import languages
from guide.core.artifacts import Artifact, ArtifactKind
from guide.core.errors import GuideError
from guide.files import cache, checksums
from guide.files.workers import Workers
from guide.i18n import reading
from guide.site import builder
from guide.site.config import SiteRequest
from support import tiny
from support.paths import ROOT


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tiny.copy(tmp_path / "g")


def built(root: Path, out: Path, jobs: int, languages: tuple[str, ...] = ()) -> str:
    """The checksums of a build with nothing kept, or what it refuses."""
    with cache.nowhere():
        return rebuilt(root, out, jobs, languages)


def rebuilt(root: Path, out: Path, jobs: int, languages: tuple[str, ...] = ()) -> str:
    """The checksums of a build that may take what is kept, or what it refuses."""
    project._cache.clear()
    try:
        assert build(BuildRequest(root, out, languages, ("site",), jobs))
    except GuideError as error:
        return str(error)
    return (out / checksums.NAME).read_text(encoding="utf-8")


@pytest.mark.mkdocs
def test_several_processes_make_the_same_bytes_as_one(tmp_path: Path) -> None:
    languages = ("en", "fr", "ar", "my")
    alone = built(ROOT, tmp_path / "alone", 1, languages)
    assert "site/my/assets/font-700.woff2" in alone
    assert built(ROOT, tmp_path / "together", 2, languages) == alone


@pytest.mark.mkdocs
def test_an_error_elsewhere_is_told_as_if_it_were_here(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = tiny.override(root, "pages/stage.html")
    tiny.edit(root, name, "<header", '{{ no_such if language.code == "fr" }}\n<header')
    alone = built(root, tmp_path / "alone", 1)
    assert alone.startswith(f"{name}:")
    assert "no_such" in alone
    monkeypatch.setattr(editions, "FEW", 0)
    assert built(root, tmp_path / "together", 2) == alone


@pytest.mark.mkdocs
def test_problems_of_all_languages_are_told_at_once(root: Path, tmp_path: Path) -> None:
    name = tiny.override(root, "pages/stage.html")
    tiny.edit(root, name, "<header", '<img src="https://{{ language.code }}.test/a.png"><header')
    told = built(root, tmp_path / "out", 2).splitlines()
    assert all("which its security policy blocks" in line for line in told)
    for code in ("en", "fr"):
        assert any(f"https://{code}.test/a.png" in line for line in told)


@pytest.mark.mkdocs
def test_where_everything_is_kept_no_process_begins(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rebuilt(root, tmp_path / "first", 2)
    monkeypatch.setattr(Workers, "_started", lambda _: pytest.fail("a process was to begin"))
    assert rebuilt(root, tmp_path / "second", 2) == before
    tiny.edit(root, "translations/fr.po", 'msgstr "', 'msgstr "X')
    assert rebuilt(root, tmp_path / "third", 2) != before


@pytest.mark.mkdocs
@pytest.mark.parametrize(
    ("code", "kind", "are_kept"),
    [
        ("fr", ArtifactKind.STICK, [True, False]),  # of the whole site, so some pages name its size
        ("fr", ArtifactKind.GUIDE, [False, False]),
        ("en", ArtifactKind.GUIDE, [True, True]),
    ],
)
def test_pages_are_kept_while_what_they_tell_is_the_same(
    root: Path, code: str, kind: ArtifactKind, are_kept: list[bool]
) -> None:
    loaded, settings = project.check(root), config.settings(root)

    def asked(size: int) -> SiteRequest:
        form = "zip" if kind is ArtifactKind.STICK else "html"
        file = Artifact(f"guide.{form}", "print", kind, "", form, size, 0)
        return SiteRequest(loaded.published, files={code: (file,)})

    builder.finish(loaded.session(settings, asked(1000)), "fr")
    session = loaded.session(settings, asked(2000))
    halves = [*builder._halves(session, "fr")]
    assert [len(sources) for _, sources in halves] > [0, 0]
    kept = [session.find(builder._FINISHED, "fr", asked) is not None for asked, _ in halves]
    assert kept == are_kept


@pytest.mark.mkdocs
def test_authors_pages_are_searched_where_they_are_kept(root: Path) -> None:
    (root / "docs/notes.md").write_text("# Notes\n\nRakes and spades.\n", encoding="utf-8")
    loaded, settings = project.check(root), config.settings(root)
    indexes = []
    for _ in range(2):
        session = loaded.session(settings, SiteRequest(loaded.published))
        builder.place(session, "en", builder.finish(session, "en"), root / "out")
        indexes.append((root / "out/search/search_index.json").read_text(encoding="utf-8"))
    assert "Rakes and spades." in indexes[0]
    assert indexes[0] == indexes[1]


@pytest.mark.mkdocs
def test_another_process_knows_the_languages_that_a_project_describes(root: Path) -> None:
    with (root / "translations/languages.yml").open("a", encoding="utf-8") as file:
        file.write("described:\n  - {code: kac, name: Jinghpaw}\n")
    state = pickle.dumps(BuildState(project.check(root), config.settings(root), {}))
    languages.forget()
    assert languages.language("kac").endonym != "Jinghpaw"
    pickle.loads(state)  # noqa: S301 - made above
    assert languages.language("kac").endonym == "Jinghpaw"
    languages.forget()


def changed(root: Path, *change: str) -> set[str]:
    """The languages of which anything is made anew after a change of a file."""
    before = project.load(root).digests
    tiny.edit(root, *change)
    after = project.load(root).digests
    return {code for code in before if before[code] != after[code]}


def test_a_change_spares_the_languages_that_do_not_show_it(root: Path) -> None:
    text, name = "content/stages/growing.yml", "translations/fr.po"
    # The French of it is stale, and tells no more of the English.
    assert changed(root, text, "Sow in rows", "Sow in straight rows") == {"en"}
    assert changed(root, text, "title: ", "# A line more\ntitle: ") == set()
    assert changed(root, text, "Sow in straight rows", "Sow in lines") == {"en", "fr"}
    assert changed(root, text, "Rows are easier", "Lines are easier") == {"en", "fr"}  # shown so
    assert changed(root, name, "Semez en lignes", "Semez en ligne") == {"fr"}
    assert changed(root, name, "Content-Type:", 'X-Note: new\\n"\n"Content-Type:') == set()
    assert changed(root, "content/guide.yml", "title: ", "title: New ") == {"en", "fr"}


def test_nothing_is_kept_of_a_file_that_changes_while_it_is_read(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, read = "translations/fr.po", reading.translated
    first = project.load(root).digests["fr"]
    tiny.edit(root, name, "Semez en ligne", "Semez encore en ligne")

    def slow(*arguments: object) -> reading.Translated:
        if not (root / "changed").exists():  # only at the first time
            (root / "changed").touch()
            tiny.edit(root, name, "Semez encore en ligne", "Semez en ligne")
        return read(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "translated", slow)
    assert project.load(root).digests["fr"] == first
    tiny.edit(root, name, "Semez en ligne", "Semez encore en ligne")
    assert project.load(root).digests["fr"] != first
