"""What the checkers of pages share: where they are, the pages, the site under its own address."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import ROOT, Served, serving
from guide.languages import SOURCE
from test_site import PAGES

CHECKERS = ROOT / "tests/checkers"
MODULES = CHECKERS / "node_modules"
NODE = Path(sys.executable).with_name("node")
VNU = MODULES / "vnu-jar/build/dist/vnu.jar"
BASE = "base/path"  # where conftest's build is published
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


@contextmanager
def published(site: Path) -> Iterator[Served]:
    """The site on this machine at the path that it was built for, as 404.html needs it."""
    with TemporaryDirectory() as top, serving(site, Path(top), BASE) as made:
        yield made
