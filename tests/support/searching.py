"""Asks the search of a page, and waits for no longer than it needs to answer."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page

# The page's own worker answers each question once. What it says reaches the page's script first.
_ANSWERING = """(() => {
  window.open_questions = 0;
  window.Worker = class extends Worker {
    postMessage(message) {
      if (message.type === 2) open_questions += 1;
      super.postMessage(message);
    }
    addEventListener(...given) {
      super.addEventListener(...given);
      if (given[0] !== "message") return;
      super.addEventListener("message", ({ data }) => {
        if (data.type !== 3) return;
        open_questions -= 1;
        if (open_questions === 0) dispatchEvent(new Event("answered"));
      });
    }
  };
})()"""
_LINKS = "[...document.querySelectorAll('.search__result')].map((link) => link.href)"
_ASK = f"""async (questions) => {{
  const field = document.querySelector(".search__input");
  const found = [];
  for (const words of questions) {{
    const answered = new Promise((done) => addEventListener("answered", done, {{ once: true }}));
    field.value = words;
    field.dispatchEvent(new Event("input", {{ bubbles: true }}));
    await answered;
    found.push({_LINKS});
  }}
  return found;
}}"""


def answering(page: Page) -> None:
    """Prepares a page, before it is opened, for the questions below."""
    page.add_init_script(_ANSWERING)


def open_search(page: Page) -> None:
    """Opens the search, until it is ready."""
    page.locator("[data-action=search]").click()
    page.locator("dialog.search[data-ready]").wait_for()


def results(page: Page, questions: Sequence[str]) -> list[list[str]]:
    """The addresses of what is found for each question, best first; it opens the search."""
    open_search(page)
    found: list[list[str]] = page.evaluate(_ASK, questions)
    return found


def typed(page: Page, words: str) -> list[str]:
    """The same for words that are typed into the open search, letter by letter."""
    page.locator(".search__input").fill("")
    page.keyboard.type(words)
    page.wait_for_function("() => open_questions === 0")
    found: list[str] = page.evaluate(_LINKS)
    return found
