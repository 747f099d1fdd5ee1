"""States of a page that stays loaded, and which rules of axe each of them can change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page, expect

from support import axe

DESKTOP, PHONE, SMALL = (1280, 800), (390, 780), (320, 640)
TYPED = "S-2.1"  # found in every language


# What observes sizes, such as tables that scroll, is told of them in the frame that follows.
_TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def size(page: Page, wanted: tuple[int, int]) -> None:
    """Gives the page as many CSS pixels, and waits until it has taken note of them."""
    page.set_viewport_size({"width": wanted[0], "height": wanted[1]})
    page.evaluate(_TWO_FRAMES)


def unfold(page: Page, selector: str) -> None:
    """Opens every `details` that the selector names."""
    page.evaluate(f"for (const one of document.querySelectorAll('{selector}')) one.open = true")


def nothing(_: Page) -> None:
    """Leaves the page as it is."""


def menu(page: Page) -> None:
    """Opens the pages' menu."""
    page.locator("details.menu > summary").click()
    expect(page.locator("details.menu a").first).to_be_visible()


def switcher(page: Page) -> None:
    """Opens the languages."""
    page.locator("details.switcher > summary").click()
    expect(page.locator(".switcher a").first).to_be_visible()


def search(page: Page) -> None:
    """Opens the search, with results."""
    page.locator("[data-action=search]").click()
    page.locator(".search__input").fill(TYPED)
    expect(page.locator(".search__result").first).to_be_visible()


def unfolded(page: Page) -> None:
    """Opens what a reader may unfold on the page itself, all at once."""
    unfold(page, "main details, .contents")


CONTRAST = "color-contrast"
COLOURS = (CONTRAST, "link-in-text-block")
ROOM = ("target-size", "scrollable-region-focusable")
# What looks at the whole page, or beside a thing: something opened can break it elsewhere.
BESIDE = (
    *ROOM,
    *("region", "bypass", "heading-order", "page-has-heading-one", "duplicate-id-aria"),
    *("landmark-one-main", "landmark-unique", "landmark-no-duplicate-main"),
    *("landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo"),
    *("aria-hidden-focus", "aria-hidden-body", "nested-interactive", "focus-order-semantics"),
)


@dataclass(frozen=True, slots=True)
class State:
    """How a page is shown, what is opened in it, and what axe is asked then.

    It applies `rules`, or all where none is named. Where something is opened `within` a selector,
    it applies only those that look beside a thing to the whole page. Where the page is not shown
    `whole`, because something lies over it or a table scrolls, it cannot see the ground of some
    words.
    """

    name: str
    size: tuple[int, int]
    scheme: Literal["light", "dark"] = "light"
    opens: Callable[[Page], None] = nothing
    forced: Literal["active", "none"] = "none"
    rules: tuple[str, ...] = ()
    within: str = ""
    whole: bool = False


# A scheme changes colours, the width of a phone what there is room for, and what opens itself and
# what lies beside it: all other rules have found there what they find, and are not asked again. The
# layouts of phone and desk differ in what they show, so there is nothing that they cannot change.
STATES = {
    state.name: state
    for state in (
        State("phone", PHONE),
        State("menu", PHONE, opens=menu, within=".head"),
        State("dark phone", PHONE, "dark"),
        State("search", PHONE, "dark", search, within="dialog.search"),
        State("unfolded", PHONE, "dark", unfolded, within="main details, .contents"),
        State("small", SMALL, rules=ROOM),
        State("switcher", DESKTOP, opens=switcher, within=".head"),
        State("light", DESKTOP, whole=True),
        State("dark", DESKTOP, "dark", rules=COLOURS, whole=True),
        State("forced", DESKTOP, forced="active", rules=COLOURS, whole=True),
    )
}
FRAME = ("menu", "search", "switcher")  # what opens in them is the same on every page
ALL = tuple(name for name in STATES if name != "dark phone")
OWN = tuple(name for name in ALL if name not in FRAME)
FEW = ("dark phone", "light")


def begin(page: Page, state: State) -> None:
    """Ends the state before, and begins one."""
    page.keyboard.press("Escape")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = false")
    page.emulate_media(color_scheme=state.scheme, forced_colors=state.forced)
    if page.viewport_size != {"width": state.size[0], "height": state.size[1]}:
        size(page, state.size)
    state.opens(page)


def faults(page: Page, states: Iterable[str]) -> list[str]:
    """What axe finds in these states of a page that holds it: a line a fault, with its states."""
    found: dict[str, list[str]] = {}
    for state in (STATES[name] for name in states):
        begin(page, state)
        for fault in _found(page, state):
            found.setdefault(fault, []).append(state.name)
    begin(page, STATES["phone"])
    return [f"{fault} [{', '.join(names)}]" for fault, names in found.items()]


def _found(page: Page, state: State) -> list[str]:
    if not state.within:
        return axe.faults(page.evaluate, state.rules, whole=state.whole)
    inside = axe.faults(page.evaluate, without=BESIDE, within=state.within, whole=state.whole)
    return inside + axe.faults(page.evaluate, BESIDE, whole=state.whole)
