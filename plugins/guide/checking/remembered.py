"""Floor 3. The errors of a language, kept in the cache while neither texts nor checks change.

Looking at a language's 1,000 texts takes some tenths of a second; what was found is read in a few
milliseconds. So `guide check` stays quick, whatever the checks become.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from unicodedata import unidata_version

from guide import keeping, languages, markup
from guide.catalogue import Catalogue
from guide.checking import checks
from guide.checking.waivers import Waiver
from guide.model import Guide, Where, texts
from guide.problems import Problem

_PACKAGES = ("babel", "confusable-homoglyphs", "langcodes", "myanmartools")


@cache
def _program() -> bytes:
    """All that the findings depend on beside the texts: the checks and what they use."""
    used = [Path(str(room.__file__)) for room in (languages, markup)]
    rooms = [*sorted(Path(__file__).parent.glob("*.py")), *used]
    sources = [room.read_text(encoding="utf-8") for room in rooms]
    versions = [version(package) for package in _PACKAGES]
    return "\0".join([unidata_version, *versions, *sources]).encode()


def errors(guide: Guide, catalogue: Catalogue, waivers: Iterable[Waiver]) -> list[Problem]:
    """What `checks.errors` finds, or found before for the same texts, catalogue and waivers."""
    let_stand = list(waivers)
    asked = [
        catalogue.language,
        [(text.id, text.value, text.prose) for text in texts(guide)],
        sorted(guide.terms),
        [
            (ident, e.source, e.value, e.fuzzy, e.where.line)
            for ident, e in catalogue.entries.items()
        ],
        sorted({(waiver.id, waiver.code) for waiver in let_stand}),
    ]

    def make() -> bytes:
        found = checks.errors(guide, catalogue, let_stand)
        return json.dumps([(p.where.file, p.where.line, p.message) for p in found]).encode()

    known = keeping.kept([b"errors", _program(), json.dumps(asked).encode()], ".json", make)
    return [Problem(Where(file, line), message) for file, line, message in json.loads(known)]
