"""What was made of a site before, found again where nothing that it depends on has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from guide.files import cache
from guide.i18n.coverage import Coverage
from guide.i18n.terminology import Terminology
from guide.site.site_map import SiteMap

T = TypeVar("T")


@dataclass
class SiteResults(SiteMap):
    """A site, with what its pages depend on besides the guides.

    `incomplete` are the codes of the languages to be shown as such, `digests` hashes of all that
    the guide in each language was made from; without one, nothing is kept.
    """

    coverages: Sequence[Coverage]
    terminology: Terminology
    incomplete: frozenset[str]
    digests: Mapping[str, bytes] = field(default_factory=dict)
    _known: dict[str, bytes] = field(default_factory=dict)

    def kept(self, what: bytes, code: str, asked: object, make: Callable[[], T]) -> T:
        """What is made of the guide in a language; from the cache if what it depends on is equal.

        `asked` tells what is made; its `repr` must differ wherever the result may.
        """
        if code not in self.digests:
            return make()
        key = [what, self.digests[code], self._facts(code), repr(asked).encode()]
        return cache.cached_object(key, make)

    def _facts(self, code: str) -> bytes:
        """What pages in a language depend on besides the guide in that language."""
        if code not in self._known:
            request = self.request
            facts = (
                (request.languages, request.target, request.keepable, request.files.get(code, ())),
                (self.directory_urls, sorted(self.indexes), sorted(self.incomplete)),
                self.coverages,
            )
            self._known[code] = repr(facts).encode()
        return self._known[code]
