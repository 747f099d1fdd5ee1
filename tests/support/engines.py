"""Asks IBM Equal Access and HTML_CodeSniffer about a page: other engines have other rules."""

from __future__ import annotations

import functools

from playwright.sync_api import Page

from support.paths import MODULES, script

RUN = script("engines_run.js")
ENGINES = {
    "ace": MODULES / "accessibility-checker-engine/ace.js",
    "HTMLCS": MODULES / "html_codesniffer/build/HTMLCS.js",
}
# Recommendations of Equal Access that we do not follow, each with its reason: the rule, the place.
NOT_FOLLOWED = (
    # It calls every `http-equiv` deprecated. The HTML Standard does not, and our policy needs it:
    # https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv
    "element_attribute_deprecated: /html[1]/head[1]/meta[2] ",
    # Roles that the script gives tables which a phone shows in blocks; guide.js says why.
    "aria_role_redundant: /html[1]/body[1]/div[1]/main[1]/div[1]/table[",
)


@functools.cache
def source() -> str:
    """Both engines as they leave their names in the page."""
    return "".join(
        f"(() => {{ {path.read_text(encoding='utf-8')}; window.{name} = {name} }})();"
        for name, path in ENGINES.items()
    )


def inject(page: Page) -> None:
    """Puts both engines into the page."""
    page.evaluate(source())


def faults(page: Page) -> list[str]:
    """What they are sure of in the page as it is now, a line each."""
    return [line for line in page.evaluate(RUN) if not line.startswith(NOT_FOLLOWED)]
