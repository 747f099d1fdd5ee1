"""Every page, opened once: all that must hold on it, and that each check finds a planted fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support import axe
from support.firefox import Firefox
from support.pages import AUDIENCE, KINDS, LOST, PAGES, PUBLISHED, STAGE, pages
from support.visits import ALL_STATES, Visitor, code_of, is_kind, kept

EVERY = [path for code in PUBLISHED for path in pages(code)]


@pytest.fixture(scope="module")
def visitor(browser: Browser, site: Path, home: str) -> Iterator[Visitor]:
    made = Visitor(browser, site, home)
    yield made
    made.page.close()


@pytest.mark.parametrize("fonts", ["wide"], indirect=True)
@pytest.mark.parametrize("path", EVERY)
def test_a_page_has_no_fault(visitor: Visitor, path: str) -> None:
    assert not (found := visitor.faults(path)), "\n".join(found)


# Wide letters want room everywhere. Narrow ones leave room: then what hangs or stands beside
# something may slip, and what is hit with a finger must still be large enough. Arabic and Burmese
# letters are the page's own, whatever the set.
@pytest.mark.parametrize("fonts", ["narrow"], indirect=True)
@pytest.mark.parametrize("path", [*pages("en"), *pages("ar", KINDS)])
def test_a_page_has_room_for_narrow_letters(visitor: Visitor, path: str) -> None:
    assert not (found := visitor.faults(path, ["reach"])), "\n".join(found)


@pytest.mark.parametrize("path", EVERY)
def test_a_page_has_no_fault_in_firefox(fox: Firefox, home: str, path: str) -> None:
    asked, said = len(fox.asked), len(fox.said)
    fox.open(home + path)
    found = kept(fox.run)
    if code_of(path) in ALL_STATES and is_kind(path):
        axe.inject(fox.run)
        found += axe.faults(fox.run)
    assert len(fox.asked[asked:]) > 2
    found += [url for url in fox.asked[asked:] if not url.startswith((home, "data:"))]
    found += fox.said[said:]
    assert not found, "\n".join(found)


def test_every_kind_of_page_is_there(site: Path) -> None:
    assert {LOST, STAGE, AUDIENCE} < {*EVERY}
    assert LOST not in pages("ar")
    found = {path.parent.relative_to(site) for path in site.rglob("index.html")}
    every = {path for code in PUBLISHED for path in pages(code, PAGES)}
    assert {Path(path) for path in every if path != LOST} == found
    assert {*EVERY} < every
