"""The files of a language brought up to date with the English: catalogue, ledger, waivers.

All is made in memory first, so that a damaged file of one language stops the rest unwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from guide.core.ids import split
from guide.core.model import Guide
from guide.i18n import extract, reviews
from guide.i18n.checks import waivers
from guide.i18n.checks.waivers import Waiver
from guide.i18n.extract import Update
from guide.i18n.reviews import Review


@dataclass(frozen=True, slots=True)
class Renewal:
    """The new files of a language, and what the update did; None: the file stays as it is."""

    language: str
    catalogue: str
    done: Update
    reviews: list[Review] | None
    waivers: list[Waiver] | None

    def write(self, project: Path) -> None:
        """Writes them, the catalogue last: if this is stopped, the next update completes it."""
        if self.reviews is not None:
            reviews.write(project, self.language, self.reviews)
        if self.waivers is not None:
            waivers.write(project, self.language, self.waivers)
        path = project / "translations" / f"{self.language}.po"
        half = path.with_suffix(".half")
        half.write_text(self.catalogue, encoding="utf-8", newline="\n")
        half.replace(path)


def renew(
    project: Path,
    guide: Guide,
    language: str,
    po: polib.POFile,
    minor: frozenset[str] = frozenset(),
) -> Renewal:
    """The files of a language as `extract.update` and the aliases of the guide make them.

    Reviews follow a text that was renamed, or whose English changed in a minor way; waivers follow
    a text that was renamed. Raises ContentError if the ledger or the waivers are damaged.
    """
    text, done = extract.update(guide, po, language, minor)
    known = reviews.read(project, language)
    fresh = [
        replace(review, id=done.seals[review.seal][0], seal=done.seals[review.seal][1])
        for review in known
        if review.seal in done.seals
    ]
    before = waivers.read(project, language)
    after = list(_renamed(before, guide.aliases))
    return Renewal(
        language,
        text,
        done,
        known + fresh if fresh else None,
        after if after != before else None,
    )


def _renamed(found: Iterable[Waiver], aliases: Mapping[str, str]) -> Iterable[Waiver]:
    """The waivers under the names that their texts have today, each once."""
    made: dict[tuple[str, str], Waiver] = {}
    for waiver in found:
        name, field = split(waiver.id)
        ident = f"{aliases.get(name, name)}.{field}"
        made.setdefault((ident, waiver.code), replace(waiver, id=ident))
    return made.values()
