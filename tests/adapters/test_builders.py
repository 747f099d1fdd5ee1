"""MkDocs with our plugin and our own builder make the same pages of the same project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guide import project
from guide.adapters import config
from guide.adapters.builds import build_online
from guide.build import BuildRequest, build
from guide.core.diagnostics import ContentError
from guide.core.errors import BuildError
from guide.site import builder, settings
from guide.site.config import SiteRequest, Target
from support import tiny, tooled
from support.paths import ROOT, TINY

MOMENT = 1_699_920_000  # seconds since 1970; MkDocs takes the day alone


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def both(root: Path, folder: Path, patch: pytest.MonkeyPatch) -> list[dict[str, bytes]]:
    """The files that either of them makes of a project, all languages."""
    patch.setenv("SOURCE_DATE_EPOCH", str(MOMENT))
    loaded = project.check(root)
    request = SiteRequest(loaded.published, keepable=True)
    build_online(root, folder / "mkdocs", request)
    builder.build(loaded.session(config.settings(root), request), folder / "own", MOMENT)
    return [files(folder / "mkdocs"), files(folder / "own")]


@pytest.mark.mkdocs
@pytest.mark.parametrize(
    ("root", "address", "least"),
    [(TINY, "", 30), (ROOT, "https://guide.test/base/path", 140)],
    ids=["no address", "an address"],
)
def test_both_make_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path, address: str, least: int
) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    if address:
        monkeypatch.setenv("SITE_URL", address)
    theirs, ours = both(root, tmp_path, monkeypatch)
    assert len(theirs) > least
    assert sorted(theirs) == sorted(ours)
    assert [name for name in theirs if theirs[name] != ours[name]] == []


@pytest.mark.mkdocs
def test_both_make_the_same_pages_of_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tooled.copy(tmp_path / "guide")
    theirs, ours = both(root, tmp_path, monkeypatch)
    assert {"tools/index.html", "fr/tools/visit/index.html"} <= ours.keys()
    assert sorted(theirs) == sorted(ours)
    assert [name for name in theirs if theirs[name] != ours[name]] == []


AUTHORED = {
    "notes.md": """---
title: Notes & more
---
Words before a heading. See [the checklist](checklist/planning.md#p-1-1), [this](#tools),
[elsewhere](https://guide.test/), ![a plan](plans/plan.svg) and [a folder](plans/index.md).

{{ point("P-1.2") }}

## Tools {: #tools }

Spade &amp; **rake**, `{ }`.

| a | b |
|---|:-:|
| 1 | 2 |
""",
    "notes.fr.md": """# Des notes

Voyez [le plan](plans/plan.svg) et [l’accueil](index.md).

## Outils {: #tools }
""",
    "plans/index.md": """# Plans

[Back](../notes.md?x=1#tools)

{{ point('P-1.1') }}

## Small

x
""",
    "plans/hidden_plan.md": "---\nsearch:\n  exclude: true\n---\n# Not *found*\n\n[Up](index.md)\n",
    "plans/old/README.md": "Note: no front matter\n\n# Old plans\n\n[Up](../index.md#small)\n",
    "plans/old/of-2020.md": "---\nmenu: false\n---\n# Of 2020\n\nWords\n",
    "plans/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "plans/plan.fr.svg": '<svg xmlns="http://www.w3.org/2000/svg" id="fr"/>\n',
}


@pytest.mark.mkdocs
def test_both_make_the_same_of_authors_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tiny.copy(tmp_path / "project")
    for name, text in AUTHORED.items():
        (root / "docs" / name).parent.mkdir(exist_ok=True)
        (root / "docs" / name).write_text(text, encoding="utf-8", newline="\n")
    theirs, ours = both(root, tmp_path, monkeypatch)
    assert {
        "notes/index.html",
        "fr/plans/plan.svg",
        "plans/hidden_plan/index.html",
        "plans/old/index.html",
    } <= {*theirs}
    assert sorted(theirs) == sorted(ours)
    assert [name for name in theirs if theirs[name] != ours[name]] == []
    documents = json.loads(theirs["search/search_index.json"])["docs"]
    found = {doc["location"]: doc["text"] for doc in documents}
    assert found["notes/"].startswith("Words before a heading.")
    assert found["notes/#tools"] == "Spade &amp; rake , { } . a b 1 2"
    assert "Not found" not in json.dumps(documents)
    french = json.loads(theirs["fr/search/search_index.json"])["docs"]
    assert {"notes/", "notes/#tools", "plans/"} <= {doc["location"] for doc in french}
    assert b'rel="canonical" href="https://example.org' not in theirs["fr/notes/index.html"]


@pytest.mark.mkdocs
def test_a_link_that_leads_nowhere_ends_it(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "project")
    (root / "docs/notes.md").write_text("x\n[Gone](gone.md), [there](index.md)\n", encoding="utf-8")
    session = project.load(root).session(config.settings(root), SiteRequest(("en",), Target.FOLDER))
    with pytest.raises(ContentError) as error:
        builder.build(session, tmp_path / "pages")
    message = "docs/notes.md:2: the link gone.md leads to no file of docs/; correct it"
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("old", "new", "is_needed"),
    [
        ("", "", False),
        ("site_name:", "site_description: About\nstrict: true\nsite_name:", False),
        ("  language: en\n", "  palette: {primary: teal}\n", False),
        ("plugins:\n", "plugins:\n  privacy: {enabled: false}\n", True),
        ("theme:\n", "hooks: []\ntheme:\n", True),
        ("theme:\n", "exclude_docs: notes.md\ntheme:\n", True),
        ("theme:\n", "INHERIT: other.yml\ntheme:\n", True),
        ("name: material", "name: readthedocs", True),
        ("[guide.adapters.macros]", "[guide.adapters.macros, os.path]", True),
    ],
)
def test_mkdocs_makes_what_our_builder_does_not_know(
    tmp_path: Path, old: str, new: str, *, is_needed: bool
) -> None:
    root = tiny.copy(tmp_path / "guide")
    tiny.edit(root, settings.NAME, old, new)
    assert settings.needs_mkdocs(root) is is_needed


@pytest.mark.mkdocs
def test_hooks_of_others_take_part_in_a_build(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "guide")
    (root / "hook.py").write_text(
        "def on_page_content(html, **_):\n    return html + '<p>Hooked</p>'\n", encoding="utf-8"
    )
    tiny.edit(root, settings.NAME, "plugins:\n", "hooks: [hook.py]\nplugins:\n")
    assert build(BuildRequest(root, tmp_path / "out", editions=("site",), jobs=2))
    for code in ("", "fr/"):
        page = (tmp_path / f"out/site/{code}glossary/index.html").read_text(encoding="utf-8")
        assert "<p>Hooked</p>" in page


@pytest.mark.mkdocs
def test_mkdocs_refuses_settings_that_nobody_knows(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "guide")
    tiny.edit(root, settings.NAME, "theme:\n", "site_names: [a]\ntheme:\n")
    with pytest.raises(BuildError, match="Unrecognised configuration name: site_names"):
        build(BuildRequest(root, tmp_path / "out", editions=("site",)))


@pytest.mark.mkdocs
def test_settings_may_come_from_another_file(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "guide")
    text = (root / settings.NAME).read_text(encoding="utf-8")
    css = "extra_css: [assets/guide.css]\n"
    assert css in text
    (root / "base.yml").write_text(css, encoding="utf-8")
    own = f"INHERIT: base.yml\n{text.replace(css, '')}"
    (root / settings.NAME).write_text(own, encoding="utf-8")
    assert settings.needs_mkdocs(root)
    assert config.settings(root).styles == ("assets/guide.css",)
