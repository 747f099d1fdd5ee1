"""What many tests share: the project's root, its guide, one real build of everything, a browser."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

import browsers
import lighthouse
from guide import build, project
from guide.adapters import config
from guide.build import BuildRequest
from guide.core.model import Guide
from support.firefox import Firefox, firefox
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


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Marks the tests of what `dist` builds, and puts them first; then those of the guide's files.

    Tests of `dist` need MkDocs; `make test-core` and `make test-quick` leave them out. pytest-xdist
    gives each process a part of the list: while the first builds, the others have tests that need
    no build. Tests that make files of the guide anew find most of them in the cache once `dist` is
    there; at the same time, each file would be made twice. A module is made whole again, which
    pytest has parted by sets of fonts, so that no fixture of its own is made twice.
    """
    for item in items:
        if "dist" in _asked(item):
            item.add_marker(pytest.mark.mkdocs)
    yield  # pytest leaves out what `-m` does not choose
    rank: dict[Path, int] = {}
    for item in items:
        asked = _asked(item)
        wanted = 0 if "dist" in asked else 1 if "guides" in asked else 2
        rank[item.path] = min(wanted, rank.get(item.path, wanted))
    order = [*rank]
    place = {path: (rank[path], order.index(path)) for path in order}
    items.sort(key=lambda item: place[item.path])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Lets a test without the mark `mkdocs` fail where it or a fixture of it uses mkdocs-material.

    Else only `make test-core` would find it.
    """
    if item.get_closest_marker("mkdocs"):
        return (yield)
    with mock.patch.object(config, "files", _no_material):
        return (yield)


def _no_material(_: str) -> None:
    raise AssertionError("this test needs the mark `mkdocs`: it makes pages")


def _asked(item: pytest.Item) -> list[str]:
    """The fixtures that a test needs, directly or not."""
    return item.fixturenames if isinstance(item, pytest.Function) else []


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
def chromiums() -> Iterator[Callable[[str], Browser]]:
    """Chromium by the set of fonts that it sees, without its own background traffic.

    A browser has one set for its life. Each starts once, and stays until all tests are done.
    """
    with ExitStack() as open_until_then:
        playwright = open_until_then.enter_context(sync_playwright())

        @cache
        def started(fonts: str) -> Browser:
            environment = open_until_then.enter_context(browsers.seeing(fonts))
            made = playwright.chromium.launch(
                executable_path=browsers.CHROMIUM,
                env={**environment},
                args=[
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                ],
            )
            open_until_then.callback(made.close)
            return made

        yield started


@pytest.fixture(scope="session")
def fonts(request: pytest.FixtureRequest) -> str:
    """The set of fonts that `browser` sees: `wide`, unless a test asks for another.

    It asks by `@pytest.mark.parametrize("fonts", …, indirect=True)`.
    """
    return str(getattr(request, "param", "wide"))


@pytest.fixture(scope="session")
def browser(chromiums: Callable[[str], Browser], fonts: str) -> Browser:
    """Chromium with a set of fonts."""
    return chromiums(fonts)


@pytest.fixture(scope="session")
def one_firefox() -> Iterator[Firefox]:
    """Firefox with the wide set of fonts, started once."""
    with firefox() as made:
        yield made


@pytest.fixture(scope="module")
def fox(one_firefox: Firefox) -> Firefox:
    """A new tab of it for each module."""
    one_firefox.renew()
    one_firefox.asked.clear()
    one_firefox.said.clear()
    return one_firefox
