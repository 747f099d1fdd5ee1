"""What other processes make of the online edition while MkDocs builds its pages in this one.

It reaches this process as results that others lend to its cache: whoever needs one finds it there.
What no process has begun with when it is needed is made here, and so is what failed elsewhere, with
the same error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice

from guide.build.run import BuildState, Run
from guide.files import cache
from guide.files.cache import Results
from guide.files.workers import Workers
from guide.formats import social_card
from guide.i18n import extract
from guide.project import Project
from guide.site import builder
from guide.site.config import SiteRequest
from guide.theme import brand_fonts, fonts, web_fonts
from guide.theme.font_coverage import printable

_FILLED = b"filled"
_FEW = 60  # pages that are filled sooner than a process begins


@contextmanager
def of(
    run: Run, workers: Workers[BuildState], request: SiteRequest
) -> Iterator[Callable[[str], None]]:
    """Lets the workers begin with a site; gives the function that MkDocs' build calls `before`."""
    session = run.project.session(run.settings, request)
    listed = {code: request.files.get(code, ()) for code in run.languages}
    # The first language that was never filled is left to this process, so one keeps none busy.
    new = [code for code in run.languages if not session.find(_FILLED, code, listed[code])][1:]
    pages = sum(one.is_page for code in new for one in session.sources[code].values())
    if not workers.are_there and pages <= _FEW:
        new = []
    with cache.lending() as lend:
        yield _Ahead(run.languages, workers, request, new, lend).before
    for code in run.languages:
        session.kept(_FILLED, code, listed[code], lambda: True)


class _Ahead:
    """The work of a site that was offered to workers: a few languages, then what is beside them.

    No more languages at once, since their pages would fill the memory of this process.
    """

    def __init__(
        self,
        languages: tuple[str, ...],
        workers: Workers[BuildState],
        request: SiteRequest,
        new: list[str],
        lend: Callable[[Results], None],
    ) -> None:
        self._languages, self._workers, self._request = languages, workers, request
        self._new, self._lend = iter(new), lend
        self._pages: dict[str, Callable[[], Results | None]] = {}
        self._others: list[tuple[str, Callable[[], Results | None]]] = []
        self._offer(workers.count + 1)

    def _offer(self, many: int) -> None:
        offered = [*islice(self._new, many)]
        for code in offered:
            self._pages[code] = self._workers.offer(fill, code, self._request)
        if len(offered) < many and not self._others and self._workers.are_there:
            # What takes longest comes first.
            codes = sorted((*self._languages, ""), key=lambda one: not (one and fonts.web(one)))
            self._others = [(one, self._workers.offer(make_others, one)) for one in codes]

    def before(self, code: str) -> None:
        """Lends what was made of a language; with '' what is beside all pages."""
        if not code:
            self._lend_others()
        elif made := self._pages.pop(code, None):
            self._offer(1)
            self._lend(made() or {})

    def _lend_others(self) -> None:
        """From the end, this process makes what is left, until it meets the others."""
        for code, made in reversed(self._others):
            results = made()
            self._lend(make_others(self._workers.state, code) if results is None else results)


def fill(state: BuildState, code: str, request: SiteRequest) -> Results:
    """The pages of a language, as far as they come from the guide, and its search index."""
    with cache.noting() as noted, suppress(Exception):  # whoever needs it makes it, and tells
        session = state.project.session(state.settings, request)
        builder.fill(session, code)
        if not session.authored[code]:  # else it holds what their Markdown becomes
            session.search_index(code)
    return noted


def make_others(state: BuildState, code: str) -> Results:
    """What a language has beside its pages: fonts, catalogue, picture; with '' what all share."""
    with cache.noting() as noted, suppress(Exception):  # as above
        if not code:
            for font in web_fonts.of_names(state.project.languages).values():
                web_fonts.woff2(font, 400)
            if brand := brand_fonts.read(state.settings.theme):
                web_fonts.of_brand(brand)
            return noted
        if own := fonts.web(code):
            for weight in own.weights:
                web_fonts.woff2(own, weight)
        if printable(code):
            social_card.picture(state.contexts[code])
        if code != state.project.source.language:
            offered(state.project, code)
    return noted


def offered(loaded: Project, code: str) -> bytes:
    """The catalogue of a language, with the words that the program translates."""

    def whole() -> bytes:
        own = (loaded.root / "translations" / f"{code}.po").read_text(encoding="utf-8")
        return extract.whole(own, loaded.source, loaded.guides[code]).encode()

    return cache.cached([b"offered", loaded.digests[code]], ".po", whole)
