"""What was made of a site before, found again where nothing that it depends on has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from guide.core.artifacts import ArtifactKind
from guide.files import cache, fingerprint
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

    def kept(self, what: bytes, code: str, asked: object, make: Callable[[], T]) -> T:
        """What is made of the guide in a language; from the cache if what it depends on is equal.

        `asked` tells what is made; its `repr` must differ wherever the result may.
        """
        key = self._key(what, code, asked)
        return cache.cached_object(key, make) if key else make()

    def find(self, what: bytes, code: str, asked: object) -> Any:
        """What `kept` kept before; None if there is none."""
        key = self._key(what, code, asked)
        return cache.find_object(key) if key else None

    def has(self, what: bytes, code: str, asked: object) -> bool:
        """Whether `kept` kept it before."""
        key = self._key(what, code, asked)
        return bool(key) and cache.has_object(key)

    def _key(self, what: bytes, code: str, asked: object) -> list[bytes]:
        """Everything that a result depends on; empty where that is not known."""
        if code not in self.digests:
            return []
        return [what, self.digests[code], self._facts, repr(asked).encode()]

    @cached_property
    def _facts(self) -> bytes:
        """What pages in any language depend on besides their guide and their files."""
        request = self.request
        facts = (request.languages, request.target, request.keepable)
        others = (self.directory_urls, sorted(self.indexes), sorted(self.incomplete))
        return repr((facts, others)).encode()

    def outside(self, code: str, *, of_site: bool = True) -> object:
        """What finished pages in a language depend on besides the guide and these facts.

        Only pages `of_site` tell of the archive of the stick, and how far each language is.
        """
        files = self.request.files.get(code, ())
        if of_site:
            return self.settings, self._docs, files, self.coverages
        return (
            self.settings,
            self._docs,
            [one for one in files if one.kind is not ArtifactKind.STICK],
        )

    @cached_property
    def _docs(self) -> bytes:
        """The hash of the authors' pages."""
        return fingerprint.files(self.settings.docs, [self.settings.docs])
