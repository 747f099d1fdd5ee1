"""What `guide new` makes: one page of each kind of each example, as axe sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Page

import lighthouse
from guide import cli, project
from guide.adapters import config
from guide.i18n import examples
from guide.site import builder
from guide.site.config import SiteRequest
from guide.site.routes import Subject, every_page
from support import axe, states

pytestmark = pytest.mark.mkdocs

MADE = [*((name, "en") for name in examples.names()), ("checklist", "ar")]


@pytest.fixture(scope="module", params=MADE, ids="-".join)
def addresses(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[str]]:
    """The address of the first page of each kind."""
    name, code = request.param
    root = tmp_path_factory.mktemp("new") / "guide"
    assert cli.main(["new", str(root), "--example", name, "--language", code]) == 0
    loaded, site = project.check(root), root / "dist/site"
    builder.build(loaded.session(config.settings(root), SiteRequest((code,))), site)
    kinds = {page.subject: page.path for page in reversed(every_page(loaded.source))}
    kinds.pop(Subject.TRANSLATE, "")  # it is for guides in more than one language
    with lighthouse.serving(site) as home:
        yield [f"{home}{path}/" if path else home for path in kinds.values()]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    yield made
    made.close()


def test_axe_finds_nothing(page: Page, addresses: Sequence[str]) -> None:
    found = []
    for address in addresses:
        page.goto(address)
        axe.inject(page.evaluate)
        found += [f"{address}: {fault}" for fault in states.faults(page, states.FEW)]
    assert not found, "\n".join(found)
