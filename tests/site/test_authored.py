"""Authors' own pages are pages like all others, in every edition that has pages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from libzim.reader import Archive

from guide.build import BuildRequest, build
from guide.site.front_matter import SCHEMA
from support import tiny
from support.html_tree import Element, read
from support.paths import ROOT

PAGES = {
    "visits/index.md": """---
title: Visits & days out
description: Who may come, and what to bring.
order: 1
---
See [how to plan](../checklist/planning.md#p-1-1) and ![the beds](beds.svg).

## What to bring

| Who | Litres |
|:---:|-------:|
| All | 1 |

{{ point("P-1.1") }}
""",
    "visits/index.fr.md": "# Visites\n\n![les carrés](beds.svg), [une liste](list.csv)\n",
    "visits/first.md": "# The *first* visit\n\n[Up](index.md)\n\n{{ point('P-1.2') }}\n",
    "thanks.md": "Note: to all.\n\n# With thanks\n\nTo the caretaker, who waters marigolds.\n",
    "aside.md": """---
menu: false
---
# An aside

On wheelbarrows.

{{ point("P-1.1") }}

### Deep in a *shed*

{{ point("P-1.2") }}

{{ point("W-1") }}
""",
    "visits/beds.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "visits/list.csv": "a,b\n",
}


def project(folder: Path, pages: dict[str, str]) -> Path:
    """The tiny guide with some more files in docs/."""
    root = tiny.copy(folder)
    for name, text in pages.items():
        (root / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / name).write_text(text, encoding="utf-8", newline="\n")
    return root


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every edition of the tiny guide with these pages."""
    folder = tmp_path_factory.mktemp("authored")
    root = project(folder / "project", PAGES)
    tiny.edit(root, "mkdocs.yml", "https://example.org/", "https://garden.test/")
    build(BuildRequest(root, folder / "dist"))
    return folder / "dist"


def entries(part: Element) -> list[tuple[str, str, int]]:
    """The links of a menu: where they lead, what they say, in how many lists they are."""
    return [(one.attrs["href"], one.text, _depth(one)) for one in part.all("a")]


def _depth(one: Element | None) -> int:
    return 0 if one is None else (one.tag == "ul") + _depth(one.parent)


@pytest.mark.mkdocs
def test_menus_show_them_after_the_guides_own_pages(made: Path) -> None:
    home = read(made / "site/index.html")
    [bar] = home.all("nav", **{"class": "nav"})
    assert entries(bar)[-3:] == [
        ("translate/", "Translations", 1),
        ("visits/", "Visits & days out", 1),
        ("thanks/", "With thanks", 1),
    ]
    maps = list(home.all("div", **{"class": "map"}))
    assert len(maps) == 2  # in the menu and in the foot
    for one in maps:
        assert entries(one)[-4:-1] == [
            ("visits/", "Visits & days out", 1),
            ("visits/first/", "The first visit", 2),
            ("thanks/", "With thanks", 1),
        ]
    french = read(made / "site/fr/index.html")
    [_, foot] = french.all("div", **{"class": "map"})
    assert [entry[1] for entry in entries(foot)[-4:-1]] == [
        "Visites",
        "The first visit",
        "With thanks",
    ]
    [first] = foot.all("a", href="visits/first/")
    assert (first.attrs["lang"], first.attrs["dir"]) == ("en", "ltr")
    [visits] = foot.all("a", href="visits/")
    assert "lang" not in visits.attrs


@pytest.mark.mkdocs
def test_a_page_has_its_title_and_leads_up_and_down(made: Path) -> None:
    page = read(made / "site/visits/index.html")
    assert [one.text for one in page.all("title")] == ["Visits & days out – The School Garden"]
    assert [one.text for one in page.all("h1")] == ["Visits & days out"]
    [description] = page.all("meta", name="description")
    assert description.attrs["content"] == "Who may come, and what to bring."
    [shared] = page.all("meta", property="og:description")
    assert shared.attrs["content"] == "Who may come, and what to bring."
    [main] = page.all("main")
    assert {one.attrs["id"] for one in main.all(data_point="*")} == {"p-1-1"}
    assert [one.attrs["href"] for one in main.all("a", **{"class": "door"})] == ["first/"]
    [frame] = main.all("div", **{"class": "table-scroll"})
    assert frame.attrs["aria-label"] == "Who · Litres"
    assert [one.attrs["class"] for one in frame.all("td")] == ["cell--center", "cell--end"]
    first = read(made / "site/visits/first/index.html")
    [kicker] = first.all("p", **{"class": "kicker"})
    assert [(one.attrs["href"], one.text) for one in kicker.all("a")] == [
        ("../", "Visits & days out")
    ]


@pytest.mark.mkdocs
@pytest.mark.parametrize(
    ("page", "levels"),
    [
        ("visits", ["h1", "h2", "h3 P-1.1"]),
        ("visits/first", ["h1", "h2 P-1.2"]),
        ("fr/visits/first", ["h1", "h2 P-1.2"]),
        ("aside", ["h1", "h2 P-1.1", "h3", "h4 P-1.2", "h4 W-1"]),
    ],
)
def test_a_point_stands_below_the_heading_before_it(
    made: Path, page: str, levels: list[str]
) -> None:
    [main] = read(made / "site" / page / "index.html").all("main")
    headings = (one for one in main.all() if re.fullmatch("h[1-6]", one.tag))
    codes = ((one.tag, *(code.text for code in one.all("bdi"))) for one in headings)
    assert [" ".join(found) for found in codes] == levels


@pytest.mark.mkdocs
def test_a_page_that_is_not_translated_says_so(made: Path) -> None:
    page = read(made / "site/fr/visits/first/index.html")
    [main] = page.all("main")
    assert next(main.all("p", **{"class": "state"})).text == "Pas encore traduit"
    [text] = main.all("div", **{"class": "authored"})
    assert (text.attrs["lang"], text.attrs["dir"]) == ("en", "ltr")
    assert next(text.all("h1")).text == "The first visit"
    [point] = text.all(data_point="*")
    around = point.parent
    while around and "lang" not in around.attrs:
        around = around.parent
    assert around
    assert around.attrs["lang"] == "fr"
    [original] = page.all("link", rel="canonical")
    assert original.attrs["href"] == "https://garden.test/visits/first/"
    translated = read(made / "site/fr/visits/index.html")
    [text] = translated.all("div", **{"class": "authored"})
    assert "lang" not in text.attrs
    [own] = translated.all("link", rel="canonical")
    assert own.attrs["href"] == "https://garden.test/fr/visits/"


@pytest.mark.mkdocs
def test_the_sitemap_has_them_in_the_languages_that_they_are_written_in(made: Path) -> None:
    listed = read(made / "site/sitemap.xml").all("url")
    found = {
        next(url.all("loc")).text.removeprefix("https://garden.test/"): [
            link.attrs["hreflang"] for link in url.all("xhtml:link")
        ]
        for url in listed
    }
    both = ["en", "fr"]
    assert [(name, of) for name, of in found.items() if "translate" in name or "/" not in name] == [
        ("", both),
        ("translate/", both),
        ("fr/translate/", both),
    ]
    authored = {name: of for name, of in found.items() if name.split("/")[-2:-1] != ["translate"]}
    assert {name: authored[name] for name in list(authored)[-5:]} == {
        "visits/": both,
        "fr/visits/": both,
        "visits/first/": ["en"],
        "thanks/": ["en"],
        "aside/": ["en"],
    }


@pytest.mark.mkdocs
def test_the_search_finds_them_and_the_offline_copy_keeps_them(made: Path) -> None:
    index = json.loads((made / "site/search/search_index.json").read_bytes())["docs"]
    titles = {one["location"]: one["title"] for one in index}
    assert titles["visits/"] == "Visits &amp; days out"
    assert titles["visits/#what-to-bring"] == "What to bring"
    assert titles["aside/"] == "An aside"
    french = json.loads((made / "site/fr/search/search_index.json").read_bytes())["docs"]
    assert {"visits/": "Visites", "thanks/": "With thanks"}.items() <= {
        one["location"]: one["title"] for one in french
    }.items()
    kept = json.loads((made / "site/offline.json").read_bytes())["files"]
    assert {"visits/", "visits/first/", "thanks/", "visits/beds.svg", "visits/list.csv"} <= {*kept}
    kept = json.loads((made / "site/fr/offline.json").read_bytes())["files"]
    assert {"fr/visits/", "fr/thanks/", "visits/beds.svg", "visits/list.csv"} <= {*kept}


@pytest.mark.mkdocs
def test_the_stick_and_the_zim_have_them_with_what_they_link_to(made: Path) -> None:
    guide = made / "usb/guide"
    page = read(guide / "fr/visits/index.html")
    for tag, name in (("a", "href"), ("img", "src")):
        for one in page.all(tag):
            address = one.attrs[name].partition("#")[0]
            assert not address or (guide / "fr/visits" / address).is_file(), address
    for code, at, words in (("en", "", "marigolds"), ("fr", "fr/", "marigolds")):
        archive = Archive(made / f"zim/the-school-garden_{code}.zim")
        assert archive.check()
        assert archive.get_entry_by_path(f"{at}thanks.html").title == "With thanks"
        html = bytes(archive.get_entry_by_path(f"{at}thanks.html").get_item().content)
        assert words in html.decode()
        files = [archive.get_entry_by_path(f"visits/{name}") for name in ("beds.svg", "list.csv")]
        assert [one.get_item().mimetype for one in files] == ["image/svg+xml", "text/csv"]


@pytest.mark.mkdocs
def test_mkdocs_by_itself_takes_them_without_any_setting(tmp_path: Path) -> None:
    root = project(tmp_path / "project", PAGES)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (root / "dist/site/visits/first/index.html").is_file()


ORDERS = (
    ({"b.md": "# B\n", "a.md": "# A\n"}, ["A", "B"]),
    ({"b.md": "---\norder: 2\n---\n# B\n", "a.md": "# A\n"}, ["B", "A"]),
    ({"b.md": "---\norder: 10\n---\n# B\n", "a.md": "---\norder: 9\n---\n# A\n"}, ["A", "B"]),
    ({"a.md": "---\nmenu: false\n---\n# A\n", "a/b.md": "# B\n", "c.md": "# C\n"}, ["C"]),
    ({"a/b/c.md": "# C\n", "a/index.md": "# A\n", "d/e.md": "# E\n"}, ["A", "C", "E"]),
    ({"a.md": "x\n", "a_page-of-ours.md": "\n## B\n\nx\n"}, ["A", "A page of ours"]),
    ({"a.md": "---\ntitle: 1.10\n---\n# Other\n"}, ["1.10"]),
    ({"a.md": "{{ glossary() }}\n\n# A &amp; `b`\n"}, ["A & b"]),
)


@pytest.mark.mkdocs
@pytest.mark.parametrize(("pages", "shown"), ORDERS)
def test_titles_and_order(pages: dict[str, str], shown: list[str], tmp_path: Path) -> None:
    root = project(tmp_path / "project", pages)
    build(BuildRequest(root, tmp_path / "dist", ("en",), ("site",)))
    home = read(tmp_path / "dist/site/index.html")
    [_, foot] = home.all("div", **{"class": "map"})
    own = [entry[1] for entry in entries(foot)]
    assert own[own.index("Translations") + 1 :] == shown


FAULTS = (
    ("unknown field", {"a.md": "---\ntitel: x\n---\nx\n"}, "a.md:2: unknown field", "title"),
    ("no mapping", {"a.md": "---\nwords\n---\nx\n"}, "a.md:2: the front matter must be a group"),
    ("no YAML", {"a.md": "---\nx: [\n---\nx\n"}, "a.md:2: not valid YAML"),
    ("no end", {"a.md": "---\ntitle: x\n\nx\n"}, "a.md:1: the front matter has no end; write ---"),
    ("no number", {"a.md": "---\norder: x\n---\nx\n"}, 'a.md:2: "order" must be a number'),
    ("no truth", {"a.md": "---\nmenu: never\n---\nx\n"}, "a.md:2: must be true or false"),
    ("empty", {"a.md": "---\ntitle: x\n---\n\n"}, "a.md:1: the page is empty; write its text"),
    ("two of an address", {"a.md": "x\n", "a/index.md": "x\n"}, "a.md:1: has the same addre"),
    (
        "the guide's address",
        {"about/index.md": "x\n"},
        "about/index.md:1: has the same",
        "about.md",
    ),
    ("the guide's folder", {"checklist/a.md": "x\n"}, "checklist/a.md:1: the name checklist is"),
    ("a folder of ours", {"search/a.md": "x\n"}, "search/a.md:1: the name search is taken"),
    ("a language's folder", {"fr/a.md": "x\n"}, "fr/a.md:1: the name fr is taken"),
    ("no language", {"a.md": "x\n", "a.de.md": "x\n"}, 'a.de.md:1: "de" is no language'),
    ("no original", {"a.fr.md": "x\n"}, "a.fr.md:1: the page is a translation of docs/a.md; add"),
    ("name", {"My plan.md": "x\n"}, "My plan.md:1: its name becomes an address; use only"),
    ("name of a file", {"pictures/A.PNG": "x"}, "pictures/A.PNG:1: its name becomes an address"),
    ("link", {"a.md": "x\n\n[x](b.md)\n"}, "a.md:3: the link b.md leads to no file of docs/"),
    ("link to the root", {"a.md": "[x](/about/)\n"}, "a.md:1: the link /about/ leads to no file"),
    ("link to no host", {"a.md": "[x](http://[b)\n"}, "a.md:1: the link http://[b leads to no"),
    ("picture", {"a.md": "![x](b.png)\n"}, "a.md:1: the link b.png leads to no file"),
    ("translated", {"a.md": "x\n", "a.fr.md": "\n[x](b.md)\n"}, "a.fr.md:2: the link b.md leads"),
    (
        "anchor",
        {"a.md": "x\n[x](checklist/planning.md#p-1-0)\n"},
        "a.md:2: docs/checklist/planning.md has no place #p-1-0; did you mean",
    ),
    (
        "anchor of a translation",
        {"a.md": "## Here\n", "a.fr.md": "## Ici\n", "b.md": "[x](a.md#here)\n"},
        "b.md:1: docs/a.fr.md has no place #here",
    ),
    ("anchor here", {"a.md": "## Here\n\n[x](#there)\n"}, "a.md:3: docs/a.md has no place #there"),
    ("macro", {"a.md": 'x\n\n{{ piont("P-1.1") }}\n'}, 'a.md:3: unknown macro "piont"', "point"),
    ("point", {"a.md": '{{ point("P-9.9") }}\n'}, 'a.md:1: point: unknown name "P-9.9"'),
    (
        "depth",
        {"a.md": "\n".join("    " * n + "- x" for n in range(300))},
        "a.md:1: is nested too deeply; make it simpler",
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault[0]))
def test_check_names_each_fault(
    fault: tuple[str | dict[str, str], ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, pages, *parts = fault
    assert isinstance(pages, dict)
    root = project(tmp_path / "project", pages)
    status, out = tiny.run(root, monkeypatch, capsys, "check")
    assert status == 1
    [line] = out.splitlines()
    assert line.startswith(f"docs/{parts[0]}")
    assert all(str(part) in line for part in parts)


def test_check_finds_nothing_in_good_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    links = "[a](downloads.md#offline) [b](checklist/planning.md#next) [c](#here)\n\n## Here\n"
    root = project(tmp_path / "project", PAGES | {"links.md": links})
    assert tiny.run(root, monkeypatch, capsys, "check") == (0, "")


def test_the_manual_explains_each_field() -> None:
    manual = (ROOT / "content/README.md").read_text(encoding="utf-8")
    section = manual.partition("## Your own pages")[2].partition("\n## ")[0]
    assert [name for name in SCHEMA.fields if f"\n| `{name}` |" not in section] == []
