"""Floor 4. The files that a reader can take along, as pages list them; editions/ makes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a file holds."""

    GUIDE = "guide"
    HANDOUT = "handout"
    WORKSHEET = "worksheet"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Download:
    """A file that was made: its name, what it holds, its size in bytes.

    `subject` is the id of a stage or an audience, '' for the whole guide; `form` names its form in
    a word that has an interface string `file-…`; `pages` is 0 where it has none.
    """

    name: str
    kind: Kind
    subject: str
    form: str
    size: int
    pages: int


def about(files: Iterable[Download], kind: str, subject: str = "") -> tuple[Download, ...]:
    """The files of a kind about one subject, in their order."""
    return tuple(one for one in files if one.kind == kind and one.subject == subject)
