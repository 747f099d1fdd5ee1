"""Floor 2. What the pages of the online edition may do: their Content Security Policy.

Nothing stands inline in a page, so the policy is one and the same for all of them, and a page that
holds something inline all the same is refused when it is built. `META` stands in every page;
`header` is for hosts that send headers (overrides/hosting/_headers).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from guide.model import Where
from guide.problems import ContentError, Problem

# What is not named falls back to default-src; base-uri, form-action and frame-ancestors do not.
_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",  # the search index, the lists of the offline copy
    "worker-src": "'self'",  # the search; the service worker of the offline copy
    "base-uri": "'none'",
    "form-action": "'none'",
}
_ADDRESSES = ("href", "src", "srcset", "data", "poster", "action", "formaction", "xlink:href")
_LINKS = ("a", "area")  # lead elsewhere when a reader takes them; they fetch nothing
_FETCHING = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20]+")  # browsers leave these out of a scheme
EXIT = "quick_exit"  # the setting, under `extra` in mkdocs.yml


def _written(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


META = _written(_DIRECTIVES)


def header(styles: Iterable[str]) -> str:
    """The policy as a header, which also keeps the pages out of the frames of others.

    Hosts send one policy for all paths, so it leaves room for the light edition, whose own is
    another: its `styles`, named by their hashes, its empty icon and the letters of own names.
    """
    hashes = sorted({f"'{fingerprint(style)}'" for style in styles})
    return _written(
        {
            **_DIRECTIVES,
            "style-src": " ".join(["'self'", *hashes]),
            "img-src": "'self' data:",
            "font-src": "'self' data:",
            "frame-ancestors": "'none'",
        }
    )


def fingerprint(style: str) -> str:
    """By what a policy knows an inline style: a hash of its text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def problems(html: str, file: str) -> list[Problem]:
    """What the finished page of a file holds that the policy refuses, with what to do instead."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [Problem(Where(file, 1), message) for message in dict.fromkeys(reader.found)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "script" and "src" not in values and not _is_data(values.get("type", "")):
            self._refuse("a script of its own", "put it into docs/assets/guide.js")
        if tag == "style":
            self._refuse("a style of its own", "put it into docs/assets/guide.css")
        for name, value in values.items():
            if name == "style":
                self._refuse(f"style= on <{tag}>", "write a rule in docs/assets/guide.css")
            elif name.startswith("on"):
                self._refuse(f"{name}= on <{tag}>", "listen to it in docs/assets/guide.js")
            elif name == "srcdoc":
                self._refuse(f"srcdoc= on <{tag}>", "leave it out")
            elif name in _ADDRESSES:
                self._see_address(tag, values, _IGNORED.sub("", value))

    def _see_address(self, tag: str, values: dict[str, str], address: str) -> None:
        if address.lower().startswith("javascript:"):
            self._refuse(f"javascript: on <{tag}>", "listen to it in docs/assets/guide.js")
        elif _fetches(tag, values) and _SCHEME.match(address):
            self._refuse(f'<{tag}> that asks for "{address}"', "keep the file in docs/assets/")

    def _refuse(self, what: str, mend: str) -> None:
        self.found.append(f"the finished page holds {what}, which its policy refuses; {mend}")


def _is_data(kind: str) -> bool:
    """Whether browsers leave a script of that type alone, as data."""
    return kind.strip().lower() in ("application/json", "application/ld+json")


def _fetches(tag: str, values: dict[str, str]) -> bool:
    if tag == "link":
        return not _FETCHING.isdisjoint(values.get("rel", "").lower().split())
    return tag not in _LINKS


def exit_address(settings: Path, value: object) -> str:
    """The address of the link by which a reader leaves the site at once; '' where none is set.

    `value` is what the file `settings` says under EXIT. Raises ContentError where it is no https
    address.
    """
    if value in (None, ""):
        return ""
    if isinstance(value, str) and _is_https(value):
        return value
    lines = settings.read_text(encoding="utf-8").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if f"{EXIT}:" in text), 1)
    message = f'"{value}" is no address for {EXIT}; write one that begins with https://'
    raise ContentError([Problem(Where(settings.name, line), message)])


def _is_https(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not re.search(r"\s", value)
