"""What the pages of the online edition may do: their Content Security Policy.

Nothing is inline in a page, so the policy is the same for all of them. A page that holds something
inline all the same, or that would lead its reader or its requests elsewhere by itself, is refused
when it is built. `META` is in every page; `header` is for hosts that send headers
(host/_headers of the theme).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.model import Location

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
# Attributes that hold an address; others must not name another host either, but for those of words.
_ADDRESSES = frozenset({
    "action", "background", "data", "formaction", "href", "imagesrcset", "manifest", "ping",
    "poster", "src", "srcset", "xlink:href",
})  # fmt: skip
# Words for people and data for our scripts: what looks like an address there is text.
_WORDS = frozenset(
    ["alt", "cite", "class", "content", "id", "label", "placeholder", "title", "value"]
)
_WORDY = ("aria-", "data-", "xmlns")
_LINKS = ("a", "area")  # lead elsewhere when a reader takes them; they fetch nothing
_LINK_SCHEMES = ("http", "https", "mailto", "tel")
_FRAMES = ("applet", "embed", "frame", "iframe", "object", "portal")  # default-src refuses them
_FETCHING = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"}
_FETCHING |= {"apple-touch-icon", "dns-prefetch", "preconnect", "prerender"}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):|[/\\]{2}", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_URL = re.compile(r"url\(['\"]?(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20]+")  # browsers leave these out of a scheme
_META = ("content-security-policy",)  # what a page may tell its browser of itself
EXIT = "quick_exit"  # the setting, under `extra` in mkdocs.yml
SITE = "site_url"  # the setting in mkdocs.yml
_PLACEHOLDER = "//example.org/"  # the address in mkdocs.yml where none is set
_NOT_IN_ADDRESSES = re.compile(r"[\s\x00-\x20\x7f\"'<>\\^`{|}]")  # RFC 3986: written as %XX


def _written(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


META = _written(_DIRECTIVES)


def header(styles: Iterable[str]) -> str:
    """The policy as a header, which also keeps the pages out of the frames of others.

    Hosts send one policy for all paths, so it leaves room for the light edition, whose own is
    another: its `styles`, named by their hashes, and its empty icon.
    """
    hashes = sorted({f"'{fingerprint(style)}'" for style in styles})
    return _written(
        {
            **_DIRECTIVES,
            "style-src": " ".join(["'self'", *hashes]),
            "img-src": "'self' data:",
            "frame-ancestors": "'none'",
        }
    )


def fingerprint(style: str) -> str:
    """By what a policy knows an inline style: a hash of its text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def diagnostics(html: str, file: str) -> list[Diagnostic]:
    """What the finished page of a file holds that the policy refuses, with what to do instead."""
    reader = _PageParser()
    reader.feed(html)
    reader.close()
    return [Diagnostic(Location(file, 1), message) for message in dict.fromkeys(reader.found)]


class _PageParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._see_element(tag, values)
        for name, value in values.items():
            if name == "style":
                self._refuse(f"style= on <{tag}>", "write a rule in a style sheet of docs/assets/")
            elif name.startswith("on"):
                self._refuse(f"{name}= on <{tag}>", "listen to it in a script of docs/assets/")
            elif name == "srcdoc":
                self._refuse(f"srcdoc= on <{tag}>", "leave it out")
            elif name in _ADDRESSES:
                self._see_address(tag, name, values)
            elif name not in _WORDS and not name.startswith(_WORDY) and _leads_elsewhere(value):
                self._refuse(f'{name}="{value}" on <{tag}>', "leave it out")

    def _see_element(self, tag: str, values: dict[str, str]) -> None:
        if tag == "script" and "src" not in values and not _is_data(values.get("type", "")):
            self._refuse("a script of its own", "put it into a script of docs/assets/")
        if tag == "style":
            self._refuse("a style of its own", "put it into a style sheet of docs/assets/")
        if tag == "base" or tag in _FRAMES:
            self._refuse(f"<{tag}>", "leave it out")
        equivalent = values.get("http-equiv", "").strip().lower()
        if tag == "meta" and equivalent and equivalent not in _META:
            self._refuse(f'<meta http-equiv="{equivalent}">', "leave it out")

    def _see_address(self, tag: str, name: str, values: dict[str, str]) -> None:
        many = values[name].split(",") if name.endswith("srcset") else [values[name]]
        for address in (_IGNORED.sub("", one) for one in many):
            found = _SCHEME.match(address)
            scheme = (found[1] or "").lower() if found else ""
            if scheme == "javascript":
                self._refuse(f"javascript: on <{tag}>", "listen to it in a script of docs/assets/")
            elif tag in _LINKS and name != "ping":
                if scheme and scheme not in _LINK_SCHEMES:
                    self._refuse(f'<{tag}> that leads to "{address}"', "link to a web page")
            elif found and _fetches(tag, values):
                self._refuse(f'<{tag}> that asks for "{address}"', "keep the file in docs/assets/")

    def _refuse(self, what: str, mend: str) -> None:
        self.found.append(f"the finished page holds {what}, which its policy refuses; {mend}")


def _leads_elsewhere(value: str) -> bool:
    """Whether the value of an attribute names another host, or data in place of a file."""
    if "/" not in value and "(" not in value:  # most attributes
        return False
    address = _IGNORED.sub("", value)
    return bool(_ELSEWHERE.match(address) or _URL.search(address))


def _is_data(kind: str) -> bool:
    """Whether browsers leave a script of that type alone, as data."""
    return kind.strip().lower() in ("application/json", "application/ld+json")


def _fetches(tag: str, values: dict[str, str]) -> bool:
    if tag == "link":
        return not _FETCHING.isdisjoint(values.get("rel", "").lower().split())
    return True


def site_address(settings: Path, value: object) -> str:
    """The public address of the site; '' where none is set, or the placeholder's.

    `value` is what the file `settings` says under SITE. Raises ContentError where it is no address
    of a website.
    """
    if value in (None, "") or (isinstance(value, str) and _PLACEHOLDER in value):
        return ""
    if isinstance(value, str) and _is_address(value, ("http", "https")):
        return value if value.endswith("/") else f"{value}/"
    raise _wrong(settings, SITE, value, "http:// or https://")


def exit_address(settings: Path, value: object) -> str:
    """The address of the link by which a reader leaves the site at once; '' where none is set.

    `value` is what the file `settings` says under EXIT. Raises ContentError where it is no https
    address.
    """
    if value in (None, ""):
        return ""
    if isinstance(value, str) and _is_address(value, ("https",)):
        return value
    raise _wrong(settings, EXIT, value, "https://")


def _wrong(settings: Path, name: str, value: object, beginning: str) -> ContentError:
    """The problem of a setting that is no address, at its line."""
    lines = settings.read_text(encoding="utf-8").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if f"{name}:" in text), 1)
    message = f'"{value}" is not a valid address for {name}; write one that begins with {beginning}'
    return ContentError([Diagnostic(Location(settings.name, line), message)])


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname) and not _NOT_IN_ADDRESSES.search(value)
