"""The workbook page in a browser, driven as its users do, the same in Chromium and in Firefox."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from guide import project
from guide.adapters import config
from guide.site import builder
from guide.site.config import SiteRequest, Target
from support import tiny, workbooks
from support.tabs import Chromium, Tab

PANELS = ("both", "clashes", "locked", "erasing")


def build(root: Path, codes: tuple[str, ...], folder: Path) -> Path:
    """The pages of a project on a server in folder/web, and from a folder in folder/files."""
    loaded = project.load(root)
    settings = config.settings(root)
    for target, name in ((Target.ONLINE, "web"), (Target.FOLDER, "files")):
        builder.build(loaded.session(settings, SiteRequest(codes, target)), folder / name)
    return folder


def tiny_project(folder: Path) -> Path:
    """A copy of the tiny guide, whose first point once had another code."""
    root = tiny.copy(folder)
    workbooks.add_former(root)
    return root


@contextmanager
def tab_of(browser: Browser) -> Iterator[Tab]:
    """A fresh tab of Chromium, which answers each question with yes."""
    context = browser.new_context()
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    yield Chromium(page)
    context.close()


class WorkbookPage:
    """The page in a tab."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    def run(self, expression: str) -> Any:
        """The value of an expression in the page."""
        return self.tab.run(expression)

    def until(self, condition: str) -> None:
        """Waits until a condition holds in the page; fails after twenty seconds."""
        held = self.run(
            f"""new Promise(resolve => {{
              const end = performance.now() + 20_000;
              const look = () => {{
                if ({condition}) resolve(true);
                else if (performance.now() > end) resolve(false);
                else setTimeout(look, 10);
              }};
              look();
            }})"""
        )
        assert held, condition

    def _leave(self) -> None:
        """Takes away the question whether to leave, which would stop a test."""
        self.run(
            "addEventListener('beforeunload', event => event.stopImmediatePropagation(), true)"
        )

    def visit(self, address: str) -> None:
        """Opens the page without a question about what is unsaved, and waits for its script."""
        self._leave()
        self.tab.open(address)
        self.until("document.querySelector('article[data-point]')")

    def set(self, code: str, **values: str) -> None:
        """Fills in fields of a point."""
        for name, value in values.items():
            self.run(
                f"""(field => {{
                  field.value = {json.dumps(value)};
                  field.dispatchEvent(new Event("input", {{ bubbles: true }}));
                  field.dispatchEvent(new Event("change", {{ bubbles: true }}));
                }})(document.querySelector({json.dumps(f'[data-point="{code}"] [name={name}]')}))"""
            )

    def values(self, code: str) -> dict[str, str]:
        """What the fields of a point show, without empty ones."""
        found: dict[str, str] = self.run(
            f"""Object.fromEntries([...document.querySelectorAll(
              {json.dumps(f'[data-point="{code}"] [name]')}
            )].filter(field => field.value).map(field => [field.name, field.value]))"""
        )
        return found

    def give(self, name: str, data: bytes, action: str = "open") -> None:
        """Gives a file to one of the page's file fields, and waits for an answer or a question."""
        shown = " || ".join(f"!document.querySelector('[data-part={p}]').hidden" for p in PANELS)
        self.run("document.querySelector('[data-part=said]').textContent = ''")
        self.run(
            f"""(field => {{
              const bytes = Uint8Array.from(atob({json.dumps(base64.b64encode(data).decode())}),
                char => char.charCodeAt(0));
              const files = new DataTransfer();
              files.items.add(new File([bytes], {json.dumps(name)}));
              field.files = files.files;
              field.dispatchEvent(new Event("change", {{ bubbles: true }}));
            }})(document.querySelector("[data-action={action}]"))"""
        )
        if action == "compare":
            shown += " || !document.querySelector('[data-part=moves]').hidden"
        self.until(f"{self._said} || {shown}")

    _said = "document.querySelector('[data-part=said]').textContent"

    def answer(self, panel: str, answer: str) -> None:
        """Answers a question of the page."""
        selector = f'[data-part="{panel}"] [data-answer="{answer}"]'
        self.run(f"document.querySelector({json.dumps(selector)}).click()")
        shown = " || ".join(f"!document.querySelector('[data-part={p}]').hidden" for p in PANELS)
        self.until(f"{self._said} || {shown}")

    def asks(self, panel: str) -> bool:
        """Whether the page asks something."""
        return bool(self.run(f"!document.querySelector('[data-part={panel}]').hidden"))

    @property
    def said(self) -> str:
        """What the page said last, without the marks around values."""
        return str(self.run(self._said)).replace("\u2068", "").replace("\u2069", "")

    @property
    def text(self) -> str:
        """The text of the file that the page would save."""
        self.run("document.querySelector('[name=text]').value = ''")
        self.run("document.querySelector('[data-action=show-text]').click()")
        self.until("document.querySelector('[name=text]').value")
        return str(self.run("document.querySelector('[name=text]').value"))

    @property
    def points(self) -> dict[str, dict[str, str]]:
        """All answers of the page by code, with retired ones."""
        found: dict[str, dict[str, str]] = json.loads(self.text)["points"]
        return found

    def erase(self) -> None:
        """Erases everything."""
        self.run("document.querySelector('[data-part=said]').textContent = ''")
        self.run("document.querySelector('[data-action=erase]').click()")
        self.answer("erasing", "erase")
