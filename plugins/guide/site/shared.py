"""What macros make of a page, rendered once for all editions and then placed in each.

Editions differ in their addresses, and in the files that a reader can take along. A mark stands for
each of these in what is rendered, and placing fills it in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from markupsafe import Markup, escape

from guide.core.artifacts import Artifact
from guide.core.model import State
from guide.site.pages import Page
from guide.site.routes import Links

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


class _AsksForFilesError(Exception):
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


def render(page: Page, macro: Callable[[Page], str]) -> Shared | None:
    """What a macro makes of a page in any edition.

    None where its template itself asks which files there are, and not `in_edition`.
    """
    links = _MarkedLinks(**{one.name: getattr(page.links, one.name) for one in fields(page.links)})
    values = {one.name: getattr(page, one.name) for one in fields(page)}
    values |= {"links": links, "files": _AnyFiles(), "states_shown": set()}
    common = _SharedPage(**values)
    try:
        return Shared(macro(common), frozenset(common.states_shown))
    except _AsksForFilesError:
        return None


def _mark(*values: str) -> str:
    return f"{_BEGIN}{_BETWEEN.join(values)}{_END}"


def _put(page: Page, kind: str, *values: str) -> str:
    match kind, values:
        case "page", (path, language, fragment):
            return escape(page.links.page(path, language=language, fragment=fragment))
        case "asset", (name,):
            return escape(page.links.asset(name))
        case "top", ():
            return escape(page.links.top)
        case _:
            template, *pairs = values
            named = dict(zip(pairs[::2], pairs[1::2], strict=True))
            return page.in_edition(template, **named)
