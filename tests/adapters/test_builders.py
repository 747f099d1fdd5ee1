"""MkDocs with our plugin and our own builder make the same pages of the same project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guide import project
from guide.adapters import config
from guide.adapters.builds import build_online
from guide.core.diagnostics import ContentError
from guide.site import builder
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


def test_a_link_that_leads_nowhere_ends_it(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "project")
    (root / "docs/notes.md").write_text("x\n[Gone](gone.md), [there](index.md)\n", encoding="utf-8")
    session = project.load(root).session(config.settings(root), SiteRequest(("en",), Target.FOLDER))
    with pytest.raises(ContentError) as error:
        builder.build(session, tmp_path / "pages")
    message = "docs/notes.md:2: the link gone.md leads to no file of docs/; correct it"
    assert str(error.value) == message
