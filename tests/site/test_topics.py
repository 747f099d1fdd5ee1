"""The glossary as an index of topics: from each term to the points that use it, without script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guide.core.model import Guide
from support.html_tree import Element, read
from support.pages import PUBLISHED, file_of
from support.paths import ROOT


def pages(site: Path, code: str) -> Element:
    return read(file_of(site, code, "glossary"))


@pytest.mark.parametrize("code", PUBLISHED)
def test_each_term_leads_to_every_point_that_links_it(
    site: Path, guides: dict[str, Guide], code: str
) -> None:
    linked: dict[str, set[str]] = {}
    for path in file_of(site, code, "checklist").parent.parent.rglob("index.html"):
        inside = path.relative_to(site).parts[0]
        if (inside if inside in PUBLISHED else "en") != code:
            continue
        for point in read(path).all(data_point="*"):
            for link in point.all("a", **{"class": "term"}):
                term = link.attrs["href"].partition("#")[2]
                linked.setdefault(term, set()).add(point.attrs["data-point"])
    assert len(linked) > 30
    for entry in pages(site, code).all("div", **{"class": "entry"}):
        codes = {
            link.text.split()[0]
            for added in entry.all("div", data_addition="*")
            for link in added.all("a")
            if re.search(r"#[a-z]+-(f?\d|\d)", link.attrs["href"])
        }
        assert codes == linked.get(entry.attrs["id"], set()), entry.attrs["id"]
    assert codes <= set(guides[code].points)


@pytest.mark.parametrize(
    ("code", "first", "letters"),
    [
        ("en", "Affected community", "ABCEFGHIKLMNOPQRSTUVW"),
        ("fr", "Adhésion", "ACDEFGILMOPRSTV"),
        ("my", "Comité Minero Energético", "CFGLPSWကစဆညတထဒနပမရလသအဥ"),
    ],
)
def test_the_letters_lead_to_the_first_term_of_each(
    site: Path, code: str, first: str, letters: str
) -> None:
    tree = pages(site, code)
    line = next(tree.all("nav", **{"class": "letters"}))
    found = list(line.all("a"))
    assert "".join(link.text for link in found) == letters
    entries = {entry.attrs["id"]: entry for entry in tree.all("div", **{"class": "entry"})}
    order = list(entries)
    targets = [link.attrs["href"].removeprefix("#") for link in found]
    assert targets == sorted(targets, key=order.index)
    assert next(entries[targets[0]].all("h2")).text.startswith(first)


def test_hosts_are_told_what_to_send(site: Path) -> None:
    text = (site / "_headers").read_text(encoding="utf-8")
    rules = re.findall(r"(?m)^(/\S*)\n((?:  .+\n)+)", text)
    assert next(path for path, _ in rules) == "/*"
    for path, lines in rules:
        location = site / path.strip("/*")
        assert location.exists(), path
        assert all(re.fullmatch(r"  [A-Z][A-Za-z-]+: \S.*", line) for line in lines.splitlines())
    # The README's snippet for nginx says the same; its policy is shorter (test_privacy.py).
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for _, lines in rules:
        for line in lines.splitlines():
            name, _, value = line.strip().partition(": ")
            if name == "Content-Security-Policy":
                continue
            said = f'"{value}"' if name == "Cache-Control" else f'add_header {name} "{value}"'
            assert said in readme, line
    assert "python3 -m http.server -d dist/site" in readme
    # What may be kept for ever has a hash in its name.
    kept = [file for file in (site / "assets/javascripts").rglob("*") if file.is_file()]
    assert kept
    for file in kept:
        assert re.search(r"\.[0-9a-f]{8}\.", file.name), file
