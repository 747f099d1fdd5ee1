"""What the preview shows at the moment: to each path an answer, to each browser what has changed.

Where a guide or a page has become wrong, the last good page stays, with the problems on it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, RLock
from urllib.parse import quote

from guide.core.diagnostics import ContentError, Diagnostic, as_text
from guide.core.location import Location
from guide.files import garbage
from guide.preview import loading
from guide.preview.pages import INDEX, PreviewPages
from guide.theme import templates

FOLDER = ".guide"  # of what the preview adds; no page can have such a name
EVENTS = f"{FOLDER}/events"
_TEMPLATES = Path(__file__).parent / "templates"
_OWN = ("preview.css", "preview.js")
_END = "</body>"
_PULSE = 15.0  # seconds after which a browser without news is asked whether it is still there


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent for a path: a status of HTTP, the name that tells the type, the bytes.

    A redirection has the address to go to.
    """

    status: int
    name: str
    body: bytes
    address: str = ""


class Preview:
    """The preview of a project in one language; `say` gets each new problem as a line."""

    def __init__(
        self, root: Path, language: str, address: str, say: Callable[[str], object]
    ) -> None:
        self._root, self._language, self._address, self._say = root, language, address, say
        self._lock = RLock()  # held while pages are made
        self._news = Condition()
        self._run, self._number = secrets.token_hex(4), 0
        self._told: list[Diagnostic] = []
        self._checked: list[Diagnostic] = []
        self._of_pages: dict[str, list[Diagnostic]] = {}
        self._last: dict[str, str] = {}
        self._lines: list[str] = []
        self._templates = templates.of_folders(_TEMPLATES)
        self._pages, self._told = self._load()
        self._publish()

    @property
    def start(self) -> str:
        """The path of the first page."""
        return self._pages.start

    @property
    def version(self) -> str:
        """Names what is shown; another in each run, so that a browser notices a new start."""
        return f"{self._run}-{self._number}"

    # --- what changes ---------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads the project again, and tells browsers to reload unless it cannot be shown."""
        with self._lock:
            earlier = self._told
            try:
                self._pages, self._told = self._load()
            except ContentError as error:
                self._told = error.diagnostics
            else:
                self._of_pages = {}
                self._number += 1
            self._checked = [one for one in self._checked if one not in earlier]
            self._publish()

    def _load(self) -> tuple[PreviewPages, list[Diagnostic]]:
        try:
            with garbage.left():
                session, told = loading.load(self._root, self._language, self._address)
        except OSError as error:  # such as a file that was deleted a moment ago
            place = Location(str(error.filename or self._root), 1)
            message = f"cannot be read: {error.strerror or error}; restore it"
            raise ContentError([Diagnostic(place, message)]) from None
        return PreviewPages(session), told

    def checked(self, found: Iterable[Diagnostic]) -> None:
        """Takes what a check of the whole project found."""
        with self._lock:
            self._checked = [*found]
            self._publish()

    def _publish(self) -> None:
        """Tells the terminal and browsers what is new; the caller holds the lock."""
        of_pages = (one for found in self._of_pages.values() for one in found)
        problems = sorted({*self._told, *self._checked, *of_pages})
        with self._news:
            before, self._lines = self._lines, [as_text([one]) for one in problems]
            self._news.notify_all()
        for line in self._lines:
            if line not in before:
                self._say(line)
        if before and not self._lines:
            self._say("guide: no problem is left")

    def events(self, version: str) -> Iterator[bytes]:
        """The events for a browser that shows a version, as server-sent events."""
        shown: list[str] | None = None
        while True:
            with self._news:
                self._news.wait_for(
                    lambda: version != self.version or shown != self._lines,  # noqa: B023
                    _PULSE,
                )
                if version != self.version:
                    yield b"event: reload\ndata:\n\n"
                    return
                is_new, shown = shown != self._lines, self._lines
            data = json.dumps(shown, ensure_ascii=False)
            yield f"event: problems\ndata: {data}\n\n".encode() if is_new else b":\n\n"

    # --- answers --------------------------------------------------------------------------

    def answer(self, path: str) -> Reply:
        """The reply to a path, which is decoded and begins at the root of the site."""
        folder, _, name = path.rpartition("/")
        if folder == FOLDER and name in _OWN:
            return Reply(200, name, (_TEMPLATES / name).read_bytes())
        with self._lock:
            name = f"{path}{INDEX}" if not path or path.endswith("/") else path
            if name in self._pages.pages:
                return self._page(name)
            if f"{name}/{INDEX}" in self._pages.pages:
                return Reply(302, INDEX, b"", f"/{quote(name)}/")
            if not path:
                return Reply(302, INDEX, b"", f"/{quote(self.start)}")
            return self._file(name)

    def _page(self, name: str) -> Reply:
        status = 200
        try:
            html, problems = self._pages.page(name)
            self._last[name] = html
        except ContentError as error:
            problems = error.diagnostics
            html = self._last.get(name, "")
        if not html:
            html, status = self._nothing("This page cannot be shown yet."), 500
        if problems:
            self._of_pages[name] = problems
            self._publish()
        return Reply(status, INDEX, self._with_notice(html))

    def _file(self, name: str) -> Reply:
        try:
            body = self._pages.file(name)
            lost = self._pages.not_found() if body is None else ""
        except ContentError as error:
            self._of_pages[name] = error.diagnostics
            self._publish()
            body, lost = None, self._nothing("This file cannot be made yet.")
        if body is not None:
            return Reply(200, name, body)
        return Reply(404, INDEX, self._with_notice(lost))

    def _nothing(self, title: str) -> str:
        return self._templates.get_template("nothing.html").render(title=title)

    def _with_notice(self, html: str) -> bytes:
        notice = self._templates.get_template("notice.html")
        added = notice.render(folder=FOLDER, version=self.version, lines=self._lines)
        head, end, tail = html.rpartition(_END)
        return (head + added + end + tail if end else html + added).encode()
