"""The Content Security Policy of the online pages, and a check that each page complies with it.

Pages have no inline scripts or styles, so one policy serves them all. The build fails if a page has
any, or if it would redirect its reader or send requests to another host. `META` is placed in every
page; `header` is for hosts that send headers (host/_headers of the theme). The standard is
https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.location import Location

# Fetch directives that are not listed fall back to default-src. base-uri, form-action and
# frame-ancestors have no fallback.
_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",  # the search index and the file lists of the offline copy
    "worker-src": "'self'",  # the search, and the service worker of the offline copy
    "base-uri": "'none'",
    "form-action": "'none'",
}
# Attributes that hold addresses. The others, except those in _WORDS, must not name a host either.
_ADDRESSES = frozenset({
    "action", "background", "data", "formaction", "href", "imagesrcset", "manifest", "ping",
    "poster", "src", "srcset", "xlink:href",
})  # fmt: skip
# Text for people and data for our scripts: what looks like an address here is only text.
_WORDS = frozenset(
    ["alt", "cite", "class", "content", "id", "label", "placeholder", "title", "value"]
)
_WORD_PREFIXES = ("aria-", "data-", "xmlns")
_LINKS = ("a", "area")  # fetch nothing until a reader follows them
_LINK_SCHEMES = ("http", "https", "mailto", "tel")
_FRAMES = ("applet", "embed", "frame", "iframe", "object", "portal")  # blocked by default-src
_FETCHING = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"}
_FETCHING |= {"apple-touch-icon", "dns-prefetch", "preconnect", "prerender"}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):|[/\\]{2}", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_URL = re.compile(r"url\(['\"]?(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
# Browsers add the attributes of a second <body> to the first; the parser would drop them.
_ONCE, _PLAIN = re.compile(r"<(html|head|body)\b", re.IGNORECASE), "plain-"
_IGNORED = re.compile(r"[\x00-\x20]+")  # browsers ignore these characters in a scheme
_HTTP_EQUIV = ("content-security-policy",)  # the http-equiv values that a page may have
EXIT = "quick_exit"  # name of the setting, under `extra` in mkdocs.yml
SITE = "site_url"  # name of the setting in mkdocs.yml
_PLACEHOLDER = "//example.org/"  # part of the default site_url in mkdocs.yml
_NOT_IN_ADDRESSES = re.compile(r"[\s\x00-\x20\x7f\"'<>\\^`{|}]")  # RFC 3986 demands %XX for these


def _serialized(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


META = _serialized(_DIRECTIVES)


def header(styles: Iterable[str]) -> str:
    """The value of the policy header, which also stops other sites from framing the pages.

    Hosts send one policy for all paths, so it also allows what the one-file edition needs: its
    inline `styles` (CSS text), by their hashes, and its empty icon.
    """
    hashes = sorted({f"'{fingerprint(style)}'" for style in styles})
    return _serialized(
        {
            **_DIRECTIVES,
            "style-src": " ".join(["'self'", *hashes]),
            "img-src": "'self' data:",
            "frame-ancestors": "'none'",
        }
    )


def fingerprint(style: str) -> str:
    """The hash by which a policy allows an inline style (CSS text); without quotes."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def diagnostics(html: str, file: str) -> list[Diagnostic]:
    """The violations of the policy in a finished page, each once.

    `file` is the page's source, relative to the project; the diagnostics name its first line.
    """
    found = _Violations()
    found.look_at(html)
    return [Diagnostic(Location(file, 1), message) for message in dict.fromkeys(found.messages)]


class _Violations:
    """Collects a message for each violation of the policy."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def look_at(self, html: str) -> None:
        """Notes the violations in HTML, also in what is within a template for scripts to use."""
        plain = _ONCE.sub(rf"<{_PLAIN}\1", html)
        root = etree.fromstring(f"<{_PLAIN}page>{plain}", etree.HTMLParser(huge_tree=True))
        for element in root.iter(etree.Element):
            self.messages += _of_element(str(element.tag), *element.items())

    def check(self, tag: str, values: dict[str, str]) -> None:
        """Notes the violations of one element, with its attributes."""
        self._check_element(tag, values)
        for name, value in values.items():
            if name == "style":
                self._report(f"style= on <{tag}>", "add a rule to a style sheet in docs/assets/")
            elif name.startswith("on"):
                self._report(f"{name}= on <{tag}>", "add a listener in a script in docs/assets/")
            elif name == "srcdoc":
                self._report(f"srcdoc= on <{tag}>", "remove it")
            elif name in _ADDRESSES:
                self._check_address(tag, name, values)
            elif not (name in _WORDS or name.startswith(_WORD_PREFIXES)) and _is_external(value):
                self._report(f'{name}="{value}" on <{tag}>', "remove it")

    def _check_element(self, tag: str, values: dict[str, str]) -> None:
        if tag == "script" and "src" not in values and not _is_data(values.get("type", "")):
            self._report("an inline script", "move it to a script in docs/assets/")
        if tag == "style":
            self._report("an inline style sheet", "move it to a style sheet in docs/assets/")
        if tag == "base" or tag in _FRAMES:
            self._report(f"<{tag}>", "remove it")
        http_equiv = values.get("http-equiv", "").strip().lower()
        if tag == "meta" and http_equiv and http_equiv not in _HTTP_EQUIV:
            self._report(f'<meta http-equiv="{http_equiv}">', "remove it")

    def _check_address(self, tag: str, name: str, values: dict[str, str]) -> None:
        addresses = values[name].split(",") if name.endswith("srcset") else [values[name]]
        for address in (_IGNORED.sub("", address) for address in addresses):
            match = _SCHEME.match(address)
            scheme = (match[1] or "").lower() if match else ""
            if scheme == "javascript":
                self._report(
                    f"javascript: on <{tag}>", "add a listener in a script in docs/assets/"
                )
            elif tag in _LINKS and name != "ping":
                if scheme and scheme not in _LINK_SCHEMES:
                    self._report(f'<{tag}> that links to "{address}"', "link to a web page")
            elif match and _fetches(tag, values):
                self._report(f'<{tag}> that requests "{address}"', "put the file in docs/assets/")

    def _report(self, violation: str, remedy: str) -> None:
        self.messages.append(
            f"the finished page contains {violation}, which its security policy blocks; {remedy}"
        )


@lru_cache(maxsize=1 << 14)  # most elements of a page are on other pages too
def _of_element(tag: str, *attributes: tuple[str, str]) -> tuple[str, ...]:
    found = _Violations()
    found.check(tag.removeprefix(_PLAIN), dict(attributes))
    return tuple(found.messages)


def _is_external(value: str) -> bool:
    """Whether the value of an attribute names another host, or holds data instead of a file."""
    if "/" not in value and "(" not in value:  # true of most attributes
        return False
    address = _IGNORED.sub("", value)
    return bool(_ELSEWHERE.match(address) or _URL.search(address))


def _is_data(script_type: str) -> bool:
    """Whether browsers treat a script of this type as data, which they do not run."""
    return script_type.strip().lower() in ("application/json", "application/ld+json")


def _fetches(tag: str, values: dict[str, str]) -> bool:
    """Whether a browser fetches the addresses of an element, whose attributes are `values`."""
    if tag == "link":
        return not _FETCHING.isdisjoint(values.get("rel", "").lower().split())
    return True


def site_address(settings: Path, value: object) -> str:
    """The public address of the site, with a final slash; '' if none is set.

    `settings` is the path of mkdocs.yml, `value` its SITE setting; the placeholder counts as not
    set. Raises ContentError if it is not the address of a website.
    """
    if value in (None, "") or (isinstance(value, str) and _PLACEHOLDER in value):
        return ""
    if isinstance(value, str) and _is_address(value, ("http", "https")):
        return value if value.endswith("/") else f"{value}/"
    raise _invalid_address(settings, SITE, value, "http:// or https://")


def exit_address(settings: Path, value: object) -> str:
    """The address of the link with which a reader leaves the site at once; '' if none is set.

    `settings` is the path of mkdocs.yml, `value` its EXIT setting. Raises ContentError if it is
    not an https address.
    """
    if value in (None, ""):
        return ""
    if isinstance(value, str) and _is_address(value, ("https",)):
        return value
    raise _invalid_address(settings, EXIT, value, "https://")


def _invalid_address(settings: Path, name: str, value: object, beginning: str) -> ContentError:
    """The error for a setting that is not a valid address, with its line."""
    lines = settings.read_text(encoding="utf-8").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if f"{name}:" in text), 1)
    message = f'"{value}" is not a valid address for {name}; write one that begins with {beginning}'
    return ContentError([Diagnostic(Location(settings.name, line), message)])


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - raises if it is not a number
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname) and not _NOT_IN_ADDRESSES.search(value)
