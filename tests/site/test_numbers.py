"""Numbers in the digits of each language, on every page; codes and versions stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.core.model import Guide
from support.html_tree import Element, read

SPOKEN = ("title", "aria-label", "alt", "placeholder", "data-shown")
# Digits that a language does not use.
# Addresses and days are written as they are typed.
ADDRESS = re.compile(r"[\w.-]+\.[a-z]{2,}/\S*|2027-01-31")
FOREIGN = {"my": re.compile("[0-9]"), "ar": re.compile("[٠-٩۰-۹၀-၉]"), "fr": re.compile("[٠-٩၀-၉]")}


def said(element: Element) -> Iterator[str]:
    """Each text within an element, and each attribute that readers see or hear."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag not in ("script", "style"):
            yield from (child.attrs[name] for name in SPOKEN if name in child.attrs)
            yield from said(child)


@pytest.mark.parametrize("code", FOREIGN)
def test_every_number_is_in_the_digits_of_its_language(
    site: Path, guides: dict[str, Guide], code: str
) -> None:
    guide = guides[code]
    codes = sorted({*guide.points, *guide.steps, guide.version, "A4"}, key=len, reverse=True)
    names = re.compile("|".join(re.escape(one) for one in codes))
    pages = sorted((site / code).rglob("index.html"))
    found = [
        f"{page.relative_to(site)}: {text.strip()}"
        for page in pages
        for text in said(read(page))
        if FOREIGN[code].search(ADDRESS.sub("", names.sub("", text)))
    ]
    assert len(pages) > 10
    assert found == []


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("checklist/setup/", ("၁", "S-2.1")),
        ("stakeholders/", ("+၁",)),
        ("translate/", ("၁၀၀%", "my.po")),
    ],
)
def test_numbers_and_codes_are_there(site: Path, page: str, expected: tuple[str, ...]) -> None:
    text = read(site / "my" / page / "index.html").text
    for words in expected:
        assert words in text
