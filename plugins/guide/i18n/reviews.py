"""The ledger of reviews: which translations a person has read and approved.

`translations/<language>.reviews.tsv` has one line per review: text id, seal, reviewer, date. The
seal is a hash of the id, the original and the translation, so a review expires by itself as soon as
either text changes, whatever program changes it. A translation without a review is a draft:
machine output cannot pass for reviewed.
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
_FAULT = f"not a valid review ({', '.join(COLUMNS)}, separated by tabs); correct the line"
_SEAL = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Review:
    """A person's approval of one text; `date` is in ISO 8601."""

    id: str
    seal: str
    reviewer: str
    date: str


def seal(ident: str, source: str, translation: str) -> str:
    """The seal of a translation, 32 hexadecimal digits.

    These are the first 128 bits of SHA-256 over the text id, the original and the translation, each
    in UTF-8 and after its length as 8 bytes, so that no two triples have the same input.
    """
    digest = hashlib.sha256()
    for part in (ident, source, translation):
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:32]


def name_of(language: str) -> str:
    """The path of a language's ledger, relative to the project."""
    return f"translations/{language}.reviews.tsv"


def read(project: Path, language: str) -> list[Review]:
    """The reviews of a language; empty if it has no ledger.

    Raises ContentError if the ledger is damaged.
    """
    name = name_of(language)
    if not (project / name).exists():
        return []
    rows, diagnostics = tables.read(project, name, COLUMNS, _FAULT)
    reviews = [Review(*row.cells) for row in rows]
    pairs = zip(rows, reviews, strict=True)
    diagnostics += [Diagnostic(row.location, _FAULT) for row, rev in pairs if not _is_valid(rev)]
    if diagnostics:
        raise ContentError(diagnostics)
    return reviews


def _is_valid(review: Review) -> bool:
    try:
        day = date.fromisoformat(review.date)
    except ValueError:
        return False
    return day.isoformat() == review.date and bool(_SEAL.fullmatch(review.seal))


def seals(project: Path, language: str) -> frozenset[str]:
    """The seals in a language's ledger; raises ContentError if it is damaged."""
    return frozenset(review.seal for review in read(project, language))


def write(project: Path, language: str, reviews: list[Review]) -> None:
    """Replaces a ledger, sorted by text id; of several reviews with one seal it keeps the last."""
    latest = {review.seal: review for review in reviews}
    ordered = sorted(latest.values(), key=lambda review: (review.id, review.date, review.seal))
    rows = [(review.id, review.seal, review.reviewer, review.date) for review in ordered]
    tables.write(project / name_of(language), COLUMNS, rows)
