"""The ledger of reviews: which translations a person has read and approved.

`translations/<language>.reviews.tsv` holds a line a text: its id, a seal, the reviewer, the date.
The seal is a hash of the id, the English and the translation, so an entry expires by itself when
either text changes, whatever program changed it. Without an entry a translation is a draft: what a
machine wrote cannot pass for reviewed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from guide.core.diagnostics import ContentError, Diagnostic
from guide.files import tables

COLUMNS = ("id", "seal", "reviewer", "date")
_FAULT = f"not a review ({', '.join(COLUMNS)}, by tabs); restore or delete the line"
_SEAL = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Review:
    """One approval of one text."""

    id: str
    seal: str
    reviewer: str
    date: str


def seal(ident: str, source: str, translation: str) -> str:
    """The seal of a text: 128 bits of SHA-256 over its parts, each with its length before it."""
    made = hashlib.sha256()
    for part in (ident, source, translation):
        data = part.encode()
        made.update(len(data).to_bytes(8, "big") + data)
    return made.hexdigest()[:32]


def name_of(language: str) -> str:
    """The ledger's path in the project."""
    return f"translations/{language}.reviews.tsv"


def read(project: Path, language: str) -> list[Review]:
    """The reviews of a language; none where there is no ledger. Raises ContentError."""
    name = name_of(language)
    if not (project / name).exists():
        return []
    rows, diagnostics = tables.read(project, name, COLUMNS, _FAULT)
    found = [Review(*row.cells) for row in rows]
    pairs = zip(rows, found, strict=True)
    diagnostics += [Diagnostic(row.location, _FAULT) for row, one in pairs if not _is_sound(one)]
    if diagnostics:
        raise ContentError(diagnostics)
    return found


def _is_sound(review: Review) -> bool:
    try:
        day = date.fromisoformat(review.date)
    except ValueError:
        return False
    return day.isoformat() == review.date and bool(_SEAL.fullmatch(review.seal))


def seals(project: Path, language: str) -> frozenset[str]:
    """The seals in a language's ledger."""
    return frozenset(review.seal for review in read(project, language))


def write(project: Path, language: str, reviews: list[Review]) -> None:
    """Writes a ledger anew, in the order of the ids; of two reviews of a seal the last stays."""
    kept = {review.seal: review for review in reviews}
    rows = sorted(kept.values(), key=lambda review: (review.id, review.date, review.seal))
    cells = [(review.id, review.seal, review.reviewer, review.date) for review in rows]
    tables.write(project / name_of(language), COLUMNS, cells)
