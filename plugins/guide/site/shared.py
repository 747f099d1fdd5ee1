"""What macros make of a page, rendered once for all editions and then placed in each.

Editions differ in their addresses, and in the files that a reader can take along. A mark stands for
each of these in what is rendered, and placing fills it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from markupsafe import Markup

from guide.core.artifacts import Artifact, ArtifactKind
from guide.core.errors import GuideError
from guide.core.model import State
from guide.files import cache
from guide.site.pages import MACROS, Page
from guide.site.routes import Links

# The file of a page, a macro, and the arguments of the macro.
MacroCall = tuple[str, str, tuple[str, ...]]
# No text has these characters: YAML and PO files with them are refused.
_BEGIN, _BETWEEN, _END = "\x02", "\x1f", "\x03"
_MARK = re.compile(f"{_BEGIN}([^{_END}]*){_END}")


@dataclass(frozen=True, slots=True)
class Shared:
    """What a macro made: its HTML with marks, and the states of the texts in it."""

    html: str
    states: frozenset[State]

    def placed(self, page: Page) -> str:
        """The HTML on a page of one edition."""
        page.states_shown.update(self.states)
        return _MARK.sub(lambda found: _put(page, *found[1].split(_BETWEEN)), self.html)


class _AsksForFilesError(GuideError):
    """A template asks which files there are; that is another matter in each edition."""


class _AnyFiles(tuple[Artifact, ...]):
    """The files of an edition that is not known."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Artifact]:
        raise _AsksForFilesError


class _MarkedLinks(Links):
    """Addresses that are not known yet: a mark for each."""

    __slots__ = ()

    def page(self, path: str, *, language: str = "", fragment: str = "") -> str:
        return _mark("page", path, language, fragment)

    def asset(self, name: str) -> str:
        return _mark("asset", name)

    @property
    def top(self) -> str:
        return _mark("top")


class _SharedPage(Page):
    """A page of no edition in particular."""

    def in_edition(self, template: str, **values: str) -> str:
        return Markup(_mark("part", template, *(one for pair in values.items() for one in pair)))  # noqa: S704 - marks


@dataclass(frozen=True, slots=True)
class SharedMacros:
    """What macros make in one language, but for those that tell of the whole site.

    `digest` is that of its guide; without one, nothing is kept.
    """

    digest: bytes = b""
    _made: dict[MacroCall, Shared | None] = field(default_factory=dict)

    def share(self, calls: Mapping[MacroCall, Page]) -> None:
        """Renders calls, each on its page, unless the cache has what they make."""
        if self.digest:
            own = {call: page for call, page in calls.items() if not _is_of_site(call)}
            key = [b"shared", self.digest, repr([*own]).encode()]
            made = cache.cached_object(
                key, lambda: {call: _rendered(page, call) for call, page in own.items()}
            )
            self._made.update(made)

    def filled(self, page: Page, call: MacroCall) -> str:
        """What a call makes on a page of one edition."""
        if _is_of_site(call):
            return _asked(page, call)
        # It must not tell of other languages, see `SiteResults.outside`.
        files = tuple(one for one in page.files if one.kind is not ArtifactKind.STICK)
        page = replace(page, files=files, progress=())
        if call not in self._made:
            self._made[call] = _rendered(page, call)
        found = self._made[call]
        return found.placed(page) if found else _asked(page, call)


def _is_of_site(call: MacroCall) -> bool:
    return MACROS[call[1]].of_site


def _asked(page: Page, call: MacroCall) -> str:
    _, name, arguments = call
    return MACROS[name].render(page, *arguments)


def _rendered(page: Page, call: MacroCall) -> Shared | None:
    """What a call makes of a page in any edition.

    None where its template itself asks which files there are, and not `in_edition`.
    """
    links = _MarkedLinks(**{one.name: getattr(page.links, one.name) for one in fields(page.links)})
    values = {one.name: getattr(page, one.name) for one in fields(page)}
    values |= {"links": links, "files": _AnyFiles(), "progress": (), "states_shown": set()}
    common = _SharedPage(**values)
    try:
        return Shared(_asked(common, call), frozenset(common.states_shown))
    except _AsksForFilesError:
        return None


def _mark(*values: str) -> str:
    return f"{_BEGIN}{_BETWEEN.join(values)}{_END}"


def _put(page: Page, kind: str, *values: str) -> str:
    """What a mark stands for; whatever is in a mark was escaped by the template that placed it."""
    match kind, values:
        case "page", (path, language, fragment):
            return page.links.page(path, language=language, fragment=fragment)
        case "asset", (name,):
            return page.links.asset(name)
        case "top", ():
            return page.links.top
        case _:
            template, *pairs = values
            named = dict(zip(pairs[::2], pairs[1::2], strict=True))
            return page.in_edition(template, **named)
