"""Floor 2. The ledger of reviews: which translations a person has read and approved.

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

from guide.model import Where
from guide.problems import ContentError, Problem
from guide.yaml_tree import Fault, read_text

HEAD = "id\tseal\treviewer\tdate"
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
    try:
        lines = read_text(project / name, name).splitlines()
    except Fault as fault:
        raise ContentError([fault.problem]) from None
    problems = []
    if lines[:1] != [HEAD]:
        problems.append(Problem(Where(name, 1), "must begin with: id, seal, reviewer, date"))
    found = []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if _is_review(cells):
            found.append(Review(*cells))
        else:
            message = "not a review (id, seal, reviewer, date, by tabs); restore or delete the line"
            problems.append(Problem(Where(name, number), message))
    if problems:
        raise ContentError(problems)
    return found


def _is_review(cells: list[str]) -> bool:
    if len(cells) != len(HEAD.split("\t")) or not all(cells) or not _SEAL.fullmatch(cells[1]):
        return False
    try:
        return date.fromisoformat(cells[3]).isoformat() == cells[3]
    except ValueError:
        return False


def seals(project: Path, language: str) -> frozenset[str]:
    """The seals in a language's ledger."""
    return frozenset(review.seal for review in read(project, language))


def write(project: Path, language: str, reviews: list[Review]) -> None:
    """Writes a ledger anew, in the order of the ids; of two reviews of a seal the last stays."""
    kept = {review.seal: review for review in reviews}
    rows = sorted(kept.values(), key=lambda review: (review.id, review.date, review.seal))
    lines = [HEAD, *(f"{r.id}\t{r.seal}\t{r.reviewer}\t{r.date}" for r in rows)]
    path = project / name_of(language)
    half = path.with_suffix(".half")
    half.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    half.replace(path)
