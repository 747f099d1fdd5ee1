"""What macros make is rendered once and placed in each edition, with its addresses and files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from guide import project
from guide.adapters import config
from guide.core.artifacts import Artifact, ArtifactKind
from guide.files import cache
from guide.site import builder, shared
from guide.site.config import SiteRequest, Target
from guide.site.pages import Page
from guide.site.shared import MacroCall, Shared
from support import tiny, tooled


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tooled.copy(tmp_path / "g")


def editions(root: Path) -> dict[str, dict[str, str]]:
    """The pages of three editions in English, by edition and by their paths in it."""
    loaded, settings = project.check(root), config.settings(root)
    offered: Sequence[Artifact] = [
        Artifact(f"{kind}-{one.id}.pdf", "print", kind, one.id, "a4", 9_000, 1)
        for kind, owners in (
            (ArtifactKind.WORKSHEET, loaded.source.stages),
            (ArtifactKind.HANDOUT, loaded.source.audiences),
            (ArtifactKind.TOOL, loaded.source.tools),
        )
        for one in owners
    ]
    files = dict.fromkeys(loaded.published, tuple(offered))
    requests = {
        "site": SiteRequest(loaded.published, files=files, keepable=True),
        "stick": SiteRequest(loaded.published, Target.FOLDER, files),
        "zim": SiteRequest(("en",), Target.FOLDER),
    }
    return {
        name: {
            path: text
            for found in builder.finish(loaded.session(settings, request), "en")
            for path, text in found.pages.items()
        }
        for name, request in requests.items()
    }


@pytest.mark.mkdocs
def test_macros_are_rendered_once_for_all_editions(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    rendered = shared._rendered

    def counted(page: Page, call: MacroCall) -> Shared | None:
        asked.append(page.links.path)
        return rendered(page, call)

    monkeypatch.setattr("guide.site.shared._rendered", counted)
    made = editions(root)
    stages = [path for path in asked if path.startswith("checklist/")]
    assert stages
    assert len(stages) == len({*stages})
    pages = [text for of_edition in made.values() for text in of_edition.values()]
    assert not any(mark in text for text in pages for mark in "\x02\x03\x1f")


@pytest.mark.mkdocs
def test_each_edition_has_its_own_addresses_and_files(root: Path) -> None:
    made = editions(root)
    (stage, *_) = (path for path in made["site"] if path.startswith("checklist/") and "/" in path)
    ident = stage.split("/")[1]
    folder = f"checklist/{ident}.html"
    file = f"worksheet-{ident}.pdf"
    assert f'href="../../downloads/en/{file}"' in made["site"][stage]
    assert f'href="../../print/en/{file}"' in made["stick"][folder]
    assert file not in made["zim"][folder]
    assert 'class="kicker"><a href="../">' in made["site"][stage]
    for edition in ("stick", "zim"):
        assert 'class="kicker"><a href="index.html">' in made[edition][folder]
    assert 'id="take"' in made["zim"][folder]  # the workbook is in every edition


@pytest.mark.mkdocs
def test_a_template_that_asks_for_files_itself_is_rendered_for_each_edition(root: Path) -> None:
    name = tiny.override(root, "pages/stage.html")
    asks = '{% for one in files("worksheet", stage.id) %}<a href="{{ file_link(one) }}">own</a>'
    tiny.edit(root, name, "<header", f"{asks}{{% endfor %}}\n<header")
    made = {
        edition: [text.count(">own</a>") for text in pages.values()]
        for edition, pages in editions(root).items()
    }
    stages = len(project.load(root).source.stages)
    assert sum(made["site"]) == sum(made["stick"]) == stages
    assert sum(made["zim"]) == 0
