"""Opens a page of the site once and asks it everything that must hold on every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from playwright.sync_api import Browser, Page

from guide.core.profile import DEFAULT_LANGUAGE as SOURCE
from support import axe, engines, reach, states, weight
from support.pages import KINDS, LOST, PAGES, PUBLISHED, STAGE

# Cookies, what is stored, the service worker; and the name of the tab, which outlives a page.
TRACES = """(async () => {
  const tried = async (look) => { try { return await look(); } catch { return "denied"; } };
  return {
    cookies: document.cookie,
    local: await tried(() => localStorage.length),
    session: await tried(() => sessionStorage.length),
    databases: await tried(async () => (await indexedDB.databases()).length),
    caches: await tried(async () => (await caches.keys()).length),
    workers: await tried(async () => (await navigator.serviceWorker.getRegistrations()).length),
    name: window.name,
  };
})()"""
NOTHING = {"cookies": "", "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0,
           "name": ""}  # fmt: skip
# The page of downloads asks for the list of what can be kept when its reader comes near that part,
# and fills the part once the list has come.
NEAR = "document.querySelector('#offline')?.scrollIntoView()"
READY = "() => !document.querySelector('[data-part=can][hidden]')"
# Pages of one kind differ in their texts, and languages of one script in little else. So each kind
# is looked at in all states where letters or direction differ, and every other page in one.
ALL_STATES = ("en", "ar", "my")
ENGINES = ("en", "ar")
FRAMED = ("", STAGE)  # where menu, switcher and search are opened


def kept(run: Callable[[str], Any]) -> list[str]:
    """What is stored that must not be; `run` evaluates an expression in the page."""
    found = run(TRACES)
    return [f"keeps {name}: {found[name]}" for name in NOTHING if found[name] != NOTHING[name]]


def code_of(path: str) -> str:
    """The language of a page."""
    first = path.split("/", maxsplit=1)[0]
    return first if first in PUBLISHED else SOURCE


def page_of(path: str) -> str:
    """The page, as all languages call it."""
    code = code_of(path)
    return path if code == SOURCE else path.removeprefix(f"{code}/")


def is_kind(path: str) -> bool:
    """Whether a page is the one that all of its kind are looked at by."""
    return page_of(path) in (*KINDS, LOST)


def states_of(path: str) -> tuple[str, ...]:
    """The states in which axe looks at a page.

    A page that is not looked at in all has one: by turns a dark phone or a desk, so that each page
    and each language meet both.
    """
    page, code = page_of(path), code_of(path)
    if is_kind(path) and code in ALL_STATES:
        return states.ALL if page in FRAMED else states.OWN
    turn = (PAGES.index(page) + PUBLISHED.index(code)) % len(states.FEW)
    return (states.FEW[turn],)


def complete(page: Page) -> None:
    """Lets a page show what it shows to who reads it to its end; goes back to the top."""
    page.evaluate(NEAR)
    page.wait_for_function(READY)
    page.evaluate("scrollTo(0, 0)")


class Visitor:
    """A reader on a phone who has never been here, and looks at one page after the other."""

    def __init__(self, browser: Browser, site: Path, home: str) -> None:
        self._site, self._home, self._path = site, home, ""
        self._asked: list[str] = []
        self._said: list[str] = []
        self._had: set[Path] = set()
        self._first: list[Path] = []
        self.page = page = browser.new_page()
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.on("request", lambda request: self._asked.append(request.url))
        page.on("console", lambda message: self._said.append(message.text))
        page.on("pageerror", lambda error: self._said.append(str(error)))
        page.on("response", lambda r: self._said.extend([f"{r.status} {r.url}"] * (r.status > 399)))
        page.on("requestfailed", lambda request: self._said.append(f"no answer: {request.url}"))

    def faults(self, path: str, checks: Sequence[str] = ()) -> list[str]:
        """What checks find on a page, in their order; all of them unless some are named."""
        states.size(self.page, states.PHONE)
        self._path = path
        self._had |= {file for file in self._fetched() if file.name.startswith("font-names")}
        self._asked.clear()
        self._said.clear()
        self.page.goto(self._home + path)
        self._first = self._fetched()
        complete(self.page)
        return [f"{name}: {fault}" for name in checks or CHECKS for fault in CHECKS[name](self)]

    def weight(self) -> list[str]:
        """How the first visit breaks its promise."""
        files, page = self._first, page_of(self._path)
        if page not in weight.NAMED:  # what Chromium still has of fonts it takes up again unasked
            files = [path for path in files if path not in self._had]
        return weight.faults(files, code_of(self._path), page)

    def _fetched(self) -> list[Path]:
        """The files of the site that the page has asked for."""
        own = [url for url in self._asked if url.startswith(self._home)]
        return [weight.file_of(self._site, self._home, url) for url in own]

    def engines(self) -> list[str]:
        """What other engines find on each kind of page, on a phone and on a wide screen."""
        if code_of(self._path) not in ENGINES or not is_kind(self._path):
            return []
        engines.inject(self.page)
        found = engines.faults(self.page)
        states.size(self.page, states.DESKTOP)
        states.unfold(self.page, ".contents")
        return found + [f"{fault} [wide]" for fault in engines.faults(self.page)]

    def axe(self) -> list[str]:
        """What axe finds: in all states on each kind of page, in one on the others."""
        axe.inject(self.page.evaluate)
        return states.faults(self.page, states_of(self._path))

    def reach(self) -> list[str]:
        """What is lost to zoom or spacing, and what is too small to be hit.

        Of pages of one kind the narrowest screen tells whether their own words have room.
        """
        reach.inject(self.page)
        sizes = reach.WIDTHS if is_kind(self._path) else (reach.ZOOMED,)
        return reach.faults(self.page, self._path, sizes)

    def traces(self) -> list[str]:
        """What was asked for elsewhere, complained of or kept; to be asked at the end."""
        elsewhere = [f"asks {url}" for url in self._asked if not url.startswith(self._home)]
        cookies = [f"sets the cookie {one['name']}" for one in self.page.context.cookies()]
        return elsewhere + self._said + kept(self.page.evaluate) + cookies


CHECKS: Mapping[str, Callable[[Visitor], list[str]]] = MappingProxyType(
    {
        "weight": Visitor.weight,
        "engines": Visitor.engines,
        "axe": Visitor.axe,
        "reach": Visitor.reach,
        "traces": Visitor.traces,
    }
)
