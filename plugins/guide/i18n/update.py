"""Updates the files of a language to match the original: catalogue, ledger, waivers.

Everything is made in memory first, so that nothing is written if any file is damaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from guide.core.ids import split
from guide.core.model import Guide
from guide.i18n import extract, reviews
from guide.i18n.catalogue import shipped
from guide.i18n.checks import waivers
from guide.i18n.checks.waivers import Waiver
from guide.i18n.extract import Update
from guide.i18n.reviews import Review


@dataclass(frozen=True, slots=True)
class Renewal:
    """The new files of a language, and what changed (`done`); None for a file without changes."""

    language: str
    catalogue: str
    done: Update
    reviews: list[Review] | None
    waivers: list[Waiver] | None

    def write(self, project: Path) -> None:
        """Writes the files, the catalogue last: if interrupted, the next update completes it."""
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
    """The updated files of a language; `po` is its catalogue, `minor` as for `extract.update`.

    Reviews follow a text that was renamed or whose original had a minor change; waivers follow a
    text that was renamed. Raises ContentError if the ledger or the waivers are damaged.
    """
    catalogue, done = extract.update(
        guide, po, language, minor, shipped(language, guide.profile.source_language)
    )
    old_reviews = reviews.read(project, language)
    moved = [
        replace(review, id=done.seals[review.seal][0], seal=done.seals[review.seal][1])
        for review in old_reviews
        if review.seal in done.seals
    ]
    old_waivers = waivers.read(project, language)
    new_waivers = list(_renamed(old_waivers, guide.aliases))
    return Renewal(
        language,
        catalogue,
        done,
        old_reviews + moved if moved else None,
        new_waivers if new_waivers != old_waivers else None,
    )


def _renamed(old: Iterable[Waiver], aliases: Mapping[str, str]) -> Iterable[Waiver]:
    """The waivers under the present ids of their texts, without duplicates."""
    renamed: dict[tuple[str, str], Waiver] = {}
    for waiver in old:
        owner, field = split(waiver.id)
        ident = f"{aliases.get(owner, owner)}.{field}"
        renamed.setdefault((ident, waiver.code), replace(waiver, id=ident))
    return renamed.values()
