"""What readers type into the search of each language, in a real browser; see search.tsv."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from guide.core.model import Guide
from guide.site.search.analysis import as_sought
from support import searching
from support.paths import ROOT
from support.serving import Served

ROWS = [
    line.split("\t")
    for line in (ROOT / "tests/guide/search.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
LANGUAGES = sorted({row[0] for row in ROWS})
SEEN = 5  # results that a reader looks at
SEEN_FOR_A_WORD = 10  # one word alone stands at many points
BUDGET = 40_300  # bytes of an index as it travels
LEAST = 9  # queries for each language


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
    rows = [(typed, expected) for code, typed, expected in ROWS if code == language]
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    searching.answering(page)
    page.goto(f"{root}about/")
    answers = searching.results(page, [typed for typed, _ in rows])
    assert searching.typed(page, rows[0][0]) == answers[0]
    wrong: list[str] = []
    for (typed, expected), urls in zip(rows, answers, strict=True):
        paths = [url.removeprefix(root) for url in urls]
        least = SEEN if " " in typed else SEEN_FOR_A_WORD
        if expected not in paths[:least]:
            wrong.append(f"{typed}: {expected} is not in {paths}")
        strangers = [
            path
            for url, path in zip(urls, paths, strict=True)
            if not url.startswith(root) or path.startswith(others)
        ]
        if strangers:
            wrong.append(f"{typed}: of another language {strangers}")
    page.close()
    assert not wrong, "\n".join(wrong)


# What is typed on a page of a language, and the words that the search gets.
SOUGHT = [
    ("fr", "les droits de l'Homme", "droits Homme"),
    ("fr", "pour qui", "pour qui"),
    ("fr", "financement de démarrage", "financement démarrage"),
    ("es", "Línea de base", "Línea base"),
    ("en", "S-2.1", "S-2.1"),
    ("ar", "الثقة على المستوى", "الثقة المستوي"),
    ("my", "လူ့အခွင့်အရေး NGO", "+လူ့ +အ +ခွ +င့် +အ +ရေး* NGO"),
]


@pytest.mark.parametrize(("language", "typed", "sought"), SOUGHT)
def test_the_search_gets_the_telling_words(
    browser: Browser, served: Served, language: str, typed: str, sought: str
) -> None:
    page = listening(browser)
    page.goto(served.address + ("" if language == "en" else f"{language}/"))
    assert what_it_gets(page, [typed]) == [sought]
    assert page.locator(".search__input").input_value() == typed
    page.close()


def test_script_and_index_spell_arabic_alike(browser: Browser, served: Served) -> None:
    vectors = (ROOT / "tests/site/folding.tsv").read_text(encoding="utf-8").splitlines()
    typed = [line.split("\t")[2] for line in vectors if line.startswith("ar\t")]
    page = listening(browser)
    page.goto(f"{served.address}ar/")
    assert what_it_gets(page, typed) == [as_sought(words) for words in typed]
    page.close()


def listening(browser: Browser) -> Page:
    """A page whose worker finds nothing, and keeps what it is asked."""
    page = browser.new_page()
    page.add_init_script(
        """window.asked = [];
        window.Worker = class extends EventTarget {
          postMessage({ type, data }) {
            if (type === 2) asked.push(data);
            const answer = type === 2 ? { type: 3, data: { items: [] } } : { type: 1 };
            this.dispatchEvent(new MessageEvent("message", { data: answer }));
          }
        };"""
    )
    return page


def what_it_gets(page: Page, typed: list[str]) -> list[str]:
    """What the worker is asked for each of these."""
    page.locator("[data-action=search]").click()
    page.locator("dialog.search[data-ready]").wait_for()
    for words in typed:
        page.locator(".search__input").fill(words)
    asked: list[str] = page.evaluate("asked")
    return asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_index_travels_light(site: Path, language: str) -> None:
    root = site if language == "en" else site / language
    data = (root / "search/search_index.json").read_bytes()
    assert len(gzip.compress(data, 9)) <= BUDGET
