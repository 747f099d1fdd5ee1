"""A tab of a browser, the same for tests in Chromium and in Firefox."""

from __future__ import annotations

from typing import Any, Protocol

from playwright.sync_api import Page

KEYS = ("Tab", "Enter", "Escape", "Space")


class Tab(Protocol):
    """`asked` are the addresses that its pages asked for, `said` what they complained of."""

    asked: list[str]
    said: list[str]

    def open(self, address: str) -> None:
        """Opens a page and waits until it has loaded."""

    def follow(self, selector: str) -> None:
        """Clicks a link and waits until the page behind it has loaded."""

    def click(self, selector: str) -> None:
        """Clicks in the middle of an element, as a reader does."""

    def run(self, expression: str) -> Any:
        """The value of an expression or of its promise, in the page."""

    def type(self, text: str) -> None:
        """Types into what has the focus."""

    def press(self, key: str) -> None:
        """Presses a key: a character, or one of KEYS, also after `Shift+`."""

    def resize(self, width: int, height: int) -> None:
        """Gives the page as many CSS pixels."""


class Chromium:
    """A tab of Chromium."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def open(self, address: str) -> None:
        self._page.goto(address)

    def follow(self, selector: str) -> None:
        with self._page.expect_navigation():
            self._page.eval_on_selector(selector, "link => link.click()")

    def click(self, selector: str) -> None:
        self._page.click(selector)

    def run(self, expression: str) -> Any:
        return self._page.evaluate(expression)

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)

    def resize(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})
