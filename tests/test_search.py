"""What readers type into the search of each language, in a real browser; see search.tsv."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as NothingFound

from conftest import ROOT, Served
from guide.model import Guide

ROWS = [
    line.split("\t")
    for line in (ROOT / "tests/search.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
LANGUAGES = sorted({row[0] for row in ROWS})
SEEN = 10  # results that a reader looks at
LEAST = 9  # queries for each language


def search(page: Page, words: str) -> list[str]:
    """Addresses of the results for these words alone, best first."""
    links = page.locator(".md-search-result__link")
    page.locator(".md-search__input").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.wait_for_function("!document.querySelector('.md-search-result__link')")
    page.keyboard.type(words)
    page.keyboard.press("End")  # letters of no key come without `keyup`, which starts the search
    try:
        links.first.wait_for(timeout=5000)
    except NothingFound:
        return []
    before: list[str] = []
    while True:  # results come while the words are typed: they are final when they rest
        page.wait_for_timeout(300)
        found: list[str] = links.evaluate_all("links => links.map(link => link.href)")
        if found == before:
            return found
        before = found


def test_each_language_has_queries(guides: dict[str, Guide]) -> None:
    assert sorted(guides) == LANGUAGES
    for language in LANGUAGES:
        typed = [row[1] for row in ROWS if row[0] == language]
        assert len(set(typed)) == len(typed) >= LEAST, language


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_typed_is_found_in_its_language(
    browser: Browser, served: Served, language: str
) -> None:
    root = served.address + ("" if language == "en" else f"{language}/")
    others = tuple(f"{code}/" for code in LANGUAGES)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{root}about/")
    wrong: list[str] = []
    for code, typed, expected in ROWS:
        if code != language:
            continue
        links = search(page, typed)
        urls = [urlsplit(link)._replace(query="").geturl() for link in links]
        paths = [url.removeprefix(root) for url in urls]
        if expected not in paths[:SEEN]:
            wrong.append(f"{typed}: no {expected} in {paths[:SEEN]}")
        strangers = [
            path
            for url, path in zip(urls, paths, strict=True)
            if not url.startswith(root) or path.startswith(others)
        ]
        if strangers:
            wrong.append(f"{typed}: of another language {strangers}")
    page.close()
    assert not wrong, "\n".join(wrong)
