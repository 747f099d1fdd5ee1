"""What many tests share: the project's root, its guide, one real build of everything, a browser."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

import browsers
import lighthouse
from guide import build, project
from guide.build import BuildRequest
from guide.core.model import Guide
from support.paths import ADDRESS, ROOT
from support.serving import Served, serving

# Each run has other examples, and none fails for being slow.
EXAMPLES = int(os.environ.get("GUIDE_FUZZ_EXAMPLES", "100"))
settings.register_profile("untimed", deadline=None, max_examples=EXAMPLES)
settings.load_profile("untimed")
# The checkers written in Java run for seconds, too short for its second compiler to pay: half the
# time without it.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
# Shells let what runs in the background ignore Ctrl-C, which some tests send to a command.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands build in this process, where tests can put other things in the place of some."""
    monkeypatch.setattr("guide.cli.build._cores", lambda: 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks and puts first the tests of what `dist` builds, then those of the same guide's files.

    Tests of `dist` need MkDocs; `make test-core` and `make test-quick` leave them out. pytest-xdist
    gives each process a part of the list: while the first builds, the others have tests that need
    no build. Tests that make files of the guide anew find most of them in the cache once `dist` is
    there; at the same time, each file would be made twice. A module stays whole, so that no fixture
    of its own is made twice.
    """
    place: dict[Path, int] = {}
    for item in items:
        asked = item.fixturenames if isinstance(item, pytest.Function) else []
        if "dist" in asked:
            item.add_marker(pytest.mark.mkdocs)
        wanted = 0 if "dist" in asked else 1 if "guides" in asked else 2
        place[item.path] = min(wanted, place.get(item.path, wanted))
    items.sort(key=lambda item: place[item.path])


@pytest.fixture(scope="session")
def guides() -> dict[str, Guide]:
    """The guide in each published language."""
    return project.load(ROOT).guides


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that `guide build` makes, with a public address under a base path.

    It is made once and read by all processes of pytest-xdist; no test may change it.
    """
    top = tmp_path_factory.getbasetemp()
    shared = top.parent if "PYTEST_XDIST_WORKER" in os.environ else top
    out = shared / "dist"
    with (shared / "dist.lock").open("w") as lock, pytest.MonkeyPatch.context() as patch:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.is_dir():
            patch.setenv("SITE_URL", ADDRESS)
            build.build(BuildRequest(ROOT, out))
    return out


@pytest.fixture(scope="session")
def site(dist: Path) -> Path:
    """The online edition."""
    return dist / "site"


@pytest.fixture(scope="session")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The online edition on a local server, below /any/base/."""
    with serving(site, tmp_path_factory.mktemp("host")) as made:
        yield made


@pytest.fixture(scope="session")
def home(site: Path) -> Iterator[str]:
    """The address of the online edition on a local server that has its base path."""
    with lighthouse.serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def fonts(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The environment of a browser that sees a named set of fonts: `wide`, unless a test asks.

    It asks by `@pytest.mark.parametrize("fonts", …, indirect=True)`. A browser has one set for its
    life, so pytest runs the tests of one set after the other.
    """
    with browsers.seeing(getattr(request, "param", "wide")) as environment:
        yield environment


@pytest.fixture(scope="session")
def browser(fonts: dict[str, str]) -> Iterator[Browser]:
    """Chromium with a set of fonts, without its own background traffic."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=browsers.CHROMIUM,
            env={**fonts},
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield made
        made.close()
