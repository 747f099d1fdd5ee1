"""The errors of a language, kept in the cache while neither texts nor checks change.

Looking at a language's 1,000 texts takes some tenths of a second; what was found is read in a few
milliseconds. So `guide check` stays quick, whatever the checks become.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from unicodedata import unidata_version

from guide.core import languages, markup
from guide.core.diagnostics import Diagnostic
from guide.core.model import Guide, Location
from guide.core.walk import texts
from guide.files import cache
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks import checks
from guide.i18n.checks.waivers import Waiver

_PACKAGES = ("babel", "confusable-homoglyphs", "langcodes", "myanmartools")


@functools.cache
def _program() -> bytes:
    """All that the findings depend on beside the texts: the checks and what they use."""
    used = [Path(str(room.__file__)) for room in (languages, markup)]
    rooms = [*sorted(Path(__file__).parent.glob("*.py")), *used]
    sources = [room.read_text(encoding="utf-8") for room in rooms]
    versions = [version(package) for package in _PACKAGES]
    return "\0".join([unidata_version, *versions, *sources]).encode()


def errors(guide: Guide, catalogue: Catalogue, waivers: Iterable[Waiver]) -> list[Diagnostic]:
    """What `checks.errors` finds, or found before for the same texts, catalogue and waivers."""
    waived = list(waivers)
    asked = [
        catalogue.language,
        [(text.id, text.value, text.prose) for text in texts(guide)],
        sorted(guide.terms),
        [
            (ident, e.source, e.value, e.fuzzy, e.location.line)
            for ident, e in catalogue.entries.items()
        ],
        sorted({(waiver.id, waiver.code) for waiver in waived}),
    ]

    def make() -> bytes:
        found = checks.errors(guide, catalogue, waived)
        return json.dumps([(p.location.file, p.location.line, p.message) for p in found]).encode()

    known = cache.cached([b"errors", _program(), json.dumps(asked).encode()], ".json", make)
    return [Diagnostic(Location(file, line), message) for file, line, message in json.loads(known)]
