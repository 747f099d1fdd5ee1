"""The built site, as its readers get it: complete, linked, in the right language, marked."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from guide.build import BuildRequest, build
from guide.core import markup
from guide.core.ids import anchor
from guide.core.languages import language
from guide.core.model import Guide
from guide.core.profile import DEFAULT_LANGUAGE as SOURCE
from guide.core.profile import PointKind
from guide.site.routes import every_page, home_of
from guide.site.search.analysis import without_accents
from support import links
from support.html_tree import Element, read
from support.pages import PAGES, PUBLISHED, file_of
from support.paths import ROOT, TINY


@pytest.fixture(scope="session")
def trees(site: Path) -> dict[tuple[str, str], Element]:
    return {(code, page): read(file_of(site, code, page)) for code in PUBLISHED for page in PAGES}


def body(tree: Element) -> Element:
    return next(tree.all("main"))


def test_the_pages_are_those_of_the_contract(site: Path) -> None:
    expected = {file_of(site, code, page) for code in PUBLISHED for page in PAGES}
    assert set(site.rglob("index.html")) == expected


def test_every_link_and_anchor_resolves(site: Path) -> None:
    assert links.broken(site, least=5000) == []


def test_nothing_is_asked_of_other_sites(trees: dict[tuple[str, str], Element]) -> None:
    for key, tree in trees.items():
        for element in tree.all():
            source = element.attrs.get("src", "")
            if element.tag == "link" and element.attrs.get("rel") != "canonical":
                source = element.attrs.get("href", "")
            assert not re.match(r"(https?:)?//", source), (key, source)


def test_no_template_code_or_none_reaches_a_reader(site: Path) -> None:
    for path in [*site.rglob("*.html"), *site.rglob("search_index.json")]:
        text = path.read_text(encoding="utf-8")
        # English sentences may begin so: “None of them …”.
        found = re.search(r"\{\{|\{%|\bNone\b(?! [a-z])|\bundefined\b", text.split("</body>")[0])
        assert not found, (path, found)


@pytest.mark.parametrize("code", PUBLISHED)
def test_language_title_and_navigation(
    trees: dict[tuple[str, str], Element], guides: dict[str, Guide], code: str
) -> None:
    guide = guides[code]
    for page in every_page(guide):
        tree = trees[code, f"{page.path}/" if page.path else ""]
        html = next(tree.all("html"))
        assert html.attrs["lang"] == code
        assert html.attrs["dir"] == language(code).direction
        title = f"{page.title} – {guide.title}" if page.path else guide.title.value
        assert next(tree.all("title")).text == title
        assert len(list(tree.all("h1"))) == 1
        menu = next(tree.all("nav", **{"class": "nav"})).text
        for top in ("page-checklist", "page-stakeholders", "page-glossary"):
            assert guide.interface[top].value in menu


def test_the_switcher_stays_on_the_page(trees: dict[tuple[str, str], Element], site: Path) -> None:
    for (code, page), tree in trees.items():
        here = file_of(site, code, page)
        switcher = next(tree.all("details", **{"class": "switcher"}))
        found = {link.attrs["hreflang"]: link.attrs["href"] for link in switcher.all("a")}
        assert set(found) == set(PUBLISHED)
        for other, link in found.items():
            target = (here.parent / link).resolve()
            assert target == file_of(site, other, page).parent.resolve(), (code, page)


@pytest.mark.parametrize("code", PUBLISHED)
def test_each_point_stands_on_its_page_with_all_its_parts(
    trees: dict[tuple[str, str], Element], guides: dict[str, Guide], code: str
) -> None:
    guide = guides[code]
    for point in guide.points.values():
        tree = trees[code, f"{home_of(guide, point)}/"]
        element = next(tree.all(data_point=point.code))
        assert element.attrs["id"] == anchor(point.code)
        assert element.attrs["data-audience"].split() == list(point.audiences)
        assert next(bdi.text for bdi in element.all("bdi", dir="ltr")) == point.code
        link = next(element.all("a", **{"class": "point__code"}))
        assert link.attrs["href"] == f"#{anchor(point.code)}"
        assert point.title.value in element.text
        squeezed = re.sub(r"\W", "", element.text)
        for text in (point.text, point.question, point.evidence, point.note):
            if text:
                assert re.sub(r"\W", "", markup.plain(text.value)) in squeezed, text.id
        related = {a.attrs["href"].rpartition("#")[2] for a in element.all("a")}
        assert {anchor(c) for c in (*point.related, *point.carried_out_by)} <= related
        citation = next(element.all("p", **{"class": "cite__text"})).text
        assert point.code in citation
        assert guide.publishers.value in citation
        assert guide.version in citation


def test_what_this_edition_adds_is_marked(
    trees: dict[tuple[str, str], Element], guides: dict[str, Guide]
) -> None:
    for code, guide in guides.items():
        for point in guide.points.values():
            element = next(trees[code, f"{home_of(guide, point)}/"].all(data_point=point.code))
            added = [part.text for part in element.all(data_addition="*")]
            label = guide.interface["addition"].value
            for text in (point.question, point.note):
                if text:
                    plain = re.sub(r"\W", "", markup.plain(text.value))
                    marked = [a for a in added if plain in re.sub(r"\W", "", a)]
                    assert marked, text.id
                    assert any(label in part for part in marked), text.id
            tags = [e for e in element.all("span", data_addition="*") if e.attrs["class"] == "tag"]
            assert len(tags) == sum(not tag.named for tag in point.tags), point.code


@pytest.mark.parametrize("code", PUBLISHED)
def test_a_stakeholder_reads_recommendations_then_named_then_added_points(
    trees: dict[tuple[str, str], Element], guides: dict[str, Guide], code: str
) -> None:
    guide = guides[code]
    for audience in guide.audiences:
        tree = body(trees[code, f"stakeholders/{audience.id}/"])
        shown = [element.attrs["data-point"] for element in tree.all(data_point="*")]
        factors = [factor for stage in guide.stages for factor in stage.factors]
        items = [item for stage in guide.stages for item in stage.items]
        others = [
            asked
            for other in guide.audiences
            for asked in other.recommendations
            if other != audience
        ]
        expected = [asked.code for asked in audience.recommendations]
        for named in (True, False):
            for points in (factors, items, others):
                found = (point for point in points if point.concerns(audience.id, named=named))
                expected += [point.code for point in found]
        assert shown == expected


@pytest.mark.parametrize("code", PUBLISHED)
def test_what_is_merely_linked_to_a_stakeholder_is_a_line_that_leads_to_it(
    trees: dict[tuple[str, str], Element], site: Path, guides: dict[str, Guide], code: str
) -> None:
    """What the guide itself names stands there in full."""
    guide = guides[code]
    for audience in guide.audiences:
        path = f"stakeholders/{audience.id}/"
        tree = body(trees[code, path])
        lines = {line.attrs["data-point"]: line for line in tree.all("li", data_point="*")}
        assert {*lines} == {
            c for c, p in guide.points.items() if p.concerns(audience.id, named=False)
        }
        for name, line in lines.items():
            point = guide.points[name]
            assert line.attrs["id"] == anchor(name)  # where addresses of it always led
            (link,) = line.all("a")
            degree = str(guide.interface[f"degree-{point.degree}"]) if point.degree else ""
            assert link.text.split() == f"{name} {degree} {point.title.value}".split()
            target, _, place = link.attrs["href"].partition("#")
            page = file_of(site, code, f"{home_of(guide, point)}/")
            assert (file_of(site, code, path).parent / target).resolve() == page.parent
            assert place == anchor(name)
            above: Element | None = line
            while above and "addition--section" not in above.attrs.get("class", ""):
                above = above.parent
            assert above
            assert guide.interface["addition-link"].value in above.text


def test_the_checklist_shows_the_eighteen_factors(
    trees: dict[tuple[str, str], Element], guides: dict[str, Guide]
) -> None:
    shown = [e.attrs["data-point"] for e in trees["en", "checklist/"].all(data_point="*")]
    factors = [p.code for p in guides["en"].points.values() if p.kind is PointKind.FACTOR]
    assert sorted(shown) == sorted(factors)


def test_the_matrix_counts_and_leads_into_both(
    trees: dict[tuple[str, str], Element], guides: dict[str, Guide]
) -> None:
    table = next(trees["en", "stakeholders/"].all("table"))
    links = [link.attrs["href"] for link in table.all("a")]
    guide = guides["en"]
    for audience in guide.audiences:
        assert any(link == f"{audience.id}/" for link in links)
        for stage in guide.stages:
            for kind in ("named", "added"):
                count = sum(i.concerns(audience.id, named=kind == "named") for i in stage.items)
                target = f"{audience.id}/#{kind}-{stage.id}"
                found = [a.text for a in table.all("a") if a.attrs["href"] == target]
                assert found == ([str(count)] if count else [])


def test_translators_take_the_file_of_their_language_from_the_site(
    trees: dict[tuple[str, str], Element], site: Path, guides: dict[str, Guide]
) -> None:
    links = [link.attrs["href"] for link in trees["fr", "translate/"].all("a")]
    for code in set(PUBLISHED) - {SOURCE}:
        assert f"../../downloads/translations/{code}.po" in links
        taken = (site / f"downloads/translations/{code}.po").read_text(encoding="utf-8")
        own = (ROOT / f"translations/{code}.po").read_text(encoding="utf-8")
        assert taken.startswith(own)
        words = [f"interface.{key}" for key in guides[code].interface]  # the program's own, too
        assert [word for word in words if taken.count(f'msgctxt "{word}"') != 1] == []


def test_a_draft_is_announced_once_on_every_page_and_never_in_the_source(
    trees: dict[tuple[str, str], Element], guides: dict[str, Guide]
) -> None:
    for (code, page), tree in trees.items():
        notices = list(tree.all(data_notice="draft"))
        assert len(notices) == (code != SOURCE), (code, page)
        for notice in notices:
            assert guides[code].interface["notice-draft-text"].value in notice.text


@pytest.mark.parametrize("code", PUBLISHED)
def test_the_search_index_holds_its_language_alone_and_each_point_once(
    trees: dict[tuple[str, str], Element], site: Path, guides: dict[str, Guide], code: str
) -> None:
    root = site if code == SOURCE else site / code
    index = json.loads((root / "search/search_index.json").read_text(encoding="utf-8"))
    docs = {doc["location"]: doc for doc in index["docs"]}
    assert len(docs) == len(index["docs"])
    guide = guides[code]
    for point in guide.points.values():
        doc = docs[f"{home_of(guide, point)}/#{anchor(point.code)}"]
        assert doc["title"].startswith(point.code)
        assert markup.plain(point.text.value).replace("&", "&amp;") in doc["text"]
    anchors = {}
    for location in docs:
        page, _, fragment = location.partition("#")
        if page not in anchors:
            tree = trees[code, page]
            anchors[page] = {element.attrs["id"] for element in tree.all(id="*")}
        assert not fragment or fragment in anchors[page], location
    titles = {doc["title"] for doc in index["docs"]}
    for other in set(PUBLISHED) - {code}:
        assert guides[other].interface["page-about"].value not in titles


def test_the_sitemap_lists_every_page_with_its_languages(site: Path) -> None:
    tree = ET.parse(site / "sitemap.xml")  # noqa: S314 - made by this very test run
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    base = "https://guide.test/base/path/"
    found = {loc.text for loc in tree.findall(".//s:loc", space)}
    roots = {code: "" if code == "en" else f"{code}/" for code in PUBLISHED}
    assert found == {base + roots[code] + page for code in PUBLISHED for page in PAGES}
    for url in tree.getroot():
        assert {link.get("hreflang") for link in url[1:]} == set(PUBLISHED)


def test_the_404_page_works_under_the_base_path(site: Path) -> None:
    tree = read(site / "404.html")
    links = [a.attrs["href"] for a in body(tree).all("a")]
    assert len(links) == 9
    assert all(link.startswith("/base/path/") for link in links)
    assert not (site / "fr/404.html").exists()


@pytest.mark.mkdocs
def test_mkdocs_alone_builds_the_pages_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "s")],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert len(list((tmp_path / "s").rglob("index.html"))) == len(PUBLISHED) * len(PAGES)


@pytest.mark.mkdocs
def test_one_language_can_be_built_alone(tmp_path: Path) -> None:
    build(BuildRequest(TINY, tmp_path / "tiny", languages=("fr",)))  # with every edition
    assert {path.name for path in (tmp_path / "tiny/usb/phone").iterdir()} == {"fr"}
    build(BuildRequest(ROOT, tmp_path / "fr", ("fr",), ("site",)))
    site = tmp_path / "fr/site"
    pages = {path.relative_to(site).as_posix() for path in site.rglob("index.html")}
    assert pages == {f"fr/{page}index.html" for page in PAGES}
    assert (site / "fr/search/search_index.json").is_file()


def test_the_glossary_is_in_alphabetical_order(trees: dict[tuple[str, str], Element]) -> None:
    for code in PUBLISHED:
        tree = trees[code, "glossary/"]
        heads = [head.text for head in tree.all("h2")]
        folded = [without_accents(head.casefold()) for head in heads]
        assert folded == sorted(folded), code
