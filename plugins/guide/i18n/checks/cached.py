"""Keeps which texts have no errors in the cache, so that only new and changed ones are checked.

Checking the 1,000 texts of a language takes some tenths of a second, finding them unchanged some
milliseconds, so `guide check` stays fast no matter how many checks and how many texts there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from guide.core.diagnostics import Diagnostic
from guide.core.model import Guide
from guide.files import cache, fingerprint
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks import checks
from guide.i18n.checks.checks import TextCheck
from guide.i18n.checks.pair import Pair
from guide.i18n.checks.waivers import Waiver


def errors(guide: Guide, catalogue: Catalogue, waivers: Iterable[Waiver]) -> list[Diagnostic]:
    """The result of `checks.errors`; what was found sound before is not checked again."""
    with _known(guide, catalogue.language) as sound:
        return checks.errors(guide, catalogue, waivers, find=sound.faults)


def source_problems(guide: Guide) -> list[Diagnostic]:
    """The result of `checks.source_problems`, in the same way."""
    with _known(guide, guide.language) as sound:
        return list(checks.source_problems(guide, sound.faults))


def _key(guide: Guide, language: str) -> list[bytes]:
    # The ids of terms are what a check of one text depends on beside that text.
    facts = (guide.slug, language, sorted(guide.terms))
    return [b"sound", fingerprint.program(), repr(facts).encode()]


@contextmanager
def _known(guide: Guide, language: str) -> Iterator[_Sound]:
    """The sound texts of a language; afterwards those that the guide still has are kept."""
    key = _key(guide, language)
    sound = _Sound(cache.find_object(key) or frozenset())
    yield sound
    if sound.now != sound.before:
        cache.keep_object(key, frozenset(sound.now))


class _Sound:
    """Texts without faults, as hashes: those known `before`, and those met `now`."""

    def __init__(self, before: frozenset[bytes]) -> None:
        self.before, self.now = before, set[bytes]()

    def faults(self, pair: Pair, of: Mapping[str, TextCheck]) -> list[tuple[str, str]]:
        """The result of `checks.faults`, which is not called for a text that is known as sound."""
        text = pair.text
        facts = (text.id, text.value, text.prose, text.language, pair.value, pair.language)
        key = hashlib.sha256(repr((facts, of is checks.ALWAYS)).encode()).digest()
        found = [] if key in self.before else list(checks.faults(pair, of))
        if not found:
            self.now.add(key)
        return found
