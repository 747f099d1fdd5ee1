"""What the checkers of pages share: where they are, and which pages there are."""

from __future__ import annotations

from conftest import ROOT
from guide.core.languages import SOURCE
from test_site import PAGES

CHECKERS = ROOT / "tests/checkers"
MODULES = CHECKERS / "node_modules"
VNU = MODULES / "vnu-jar/build/dist/vnu.jar"
LOST = "404.html"
STAGE, AUDIENCE = "checklist/setup/", "stakeholders/companies/"
KINDS = (
    *("", "about/", "checklist/", STAGE, "stakeholders/", AUDIENCE),
    *("downloads/", "glossary/", "translate/"),
)


def pages(language: str, kinds: tuple[str, ...] | list[str] = PAGES) -> list[str]:
    """Addresses of a language's pages below the site's; the page for lost readers is English."""
    root = "" if language == SOURCE else f"{language}/"
    return [f"{root}{page}" for page in kinds] + [LOST] * (language == SOURCE)
