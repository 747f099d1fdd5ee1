"""Keeps the errors of a language in the cache as long as neither its texts nor the checks change.

Checking the 1,000 texts of a language takes some tenths of a second, reading the result a few
milliseconds, so `guide check` stays fast no matter how many checks there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from guide.core.diagnostics import Diagnostic
from guide.core.model import Guide, Text
from guide.core.walk import texts
from guide.files import cache, fingerprint
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks import checks
from guide.i18n.checks.waivers import Waiver


def errors(guide: Guide, catalogue: Catalogue, waivers: Iterable[Waiver]) -> list[Diagnostic]:
    """The result of `checks.errors`, from the cache if nothing that it depends on has changed."""
    waived = list(waivers)
    inputs = [
        catalogue.language,
        [(text.id, text.value, text.prose, _known(catalogue, text)) for text in texts(guide)],
        sorted(guide.terms),
        sorted({(waiver.id, waiver.code) for waiver in waived}),
    ]

    key = [b"errors", fingerprint.program(), json.dumps(inputs).encode()]
    return cache.cached_object(key, lambda: checks.errors(guide, catalogue, waived))


def _known(catalogue: Catalogue, text: Text) -> tuple[object, ...]:
    """What findings depend on of the translation of a text."""
    entry = catalogue.entry(text)
    if entry is None:
        return ()
    return (entry.source, entry.value, entry.fuzzy, entry.location.file, entry.location.line)
