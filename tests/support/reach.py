"""What readers with other eyes and hands meet on a page: zoom, spacing, small targets."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page

from support.paths import script
from support.states import DESKTOP, PHONE, size, unfold

LAYOUT = script("layout.js")
REACH = script("reach.js")
ZOOMED = (320, 256)  # 400 % of 1280 x 1024
WIDTHS = (PHONE, DESKTOP, ZOOMED)
# WCAG 1.4.12. Arabic and Burmese join their letters and have taller lines already.
LINES = "p { margin-block-end: 2em !important } * { word-spacing: .16em !important"
SPACED = f"{LINES}; line-height: 1.5 !important; letter-spacing: .12em !important }}"
SPACED_BUT_JOINED = f"{LINES} }}"
CONTROLS = "button, summary, select, input"  # 24 px, WCAG 2.5.8; axe knows the links
THUMBS = (  # 44 px, the design's own promise
    ".head a, .head button, .head summary, .switcher a, .door, .way, .cycle__door, .filter select,"
    " .search button, .search input, .search__result, .foot nav a"
)
SIZES = ((CONTROLS, 24), (THUMBS, 44))


def inject(page: Page) -> None:
    """Puts `reach` into the page."""
    page.evaluate(REACH)


def spaced(path: str) -> str:
    """The style that gives a page the spacing of WCAG 1.4.12."""
    return SPACED_BUT_JOINED if path.startswith(("ar/", "my/")) else SPACED


def cut(page: Page) -> list[str]:
    """What is cut, covered or outside as the page is now."""
    return page.evaluate(f"[...({LAYOUT})(), ...reach.cut()]")  # type: ignore[no-any-return]


def small(page: Page, selector: str, least: int) -> list[str]:
    """What a selector names and is smaller than `least` CSS pixels."""
    found: list[str] = page.evaluate("asked => reach.small(...asked)", [selector, least])
    return found


def faults(page: Page, path: str, sizes: Sequence[tuple[int, int]] = WIDTHS) -> list[str]:
    """What is cut with all folded, with all unfolded, and with wide spacing; what is too small."""
    found: list[str] = []
    for wanted in sizes:
        size(page, wanted)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = false")
        found += [f"{fault} [{wanted[0]}, folded]" for fault in cut(page)]
        unfold(page, "main details, .contents")
        found += [f"{fault} [{wanted[0]}]" for fault in cut(page)]
        page.evaluate("text => reach.style(text)", spaced(path))
        found += [f"{fault} [{wanted[0]}, spaced]" for fault in cut(page)]
        page.evaluate("reach.style('')")
        unfold(page, "details")
        for selector, least in SIZES if wanted != ZOOMED else ():
            found += [f"{fault} [{wanted[0]}]" for fault in small(page, selector, least)]
    return found
