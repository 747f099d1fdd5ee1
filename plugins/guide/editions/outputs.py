"""Floor 5. The table of all files of a language, under the names of the contract.

To add a format: a writer in this package and its rows here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from guide.editions.context import Context
from guide.model import Guide

Write = Callable[[Context], bytes]


class Kind(StrEnum):
    """What a file holds."""

    GUIDE = "guide"
    HANDOUT = "handout"
    WORKSHEET = "worksheet"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Output:
    """A file: its name, its edition (a word of `guide build --only`), what it holds, its writer.

    `subject` is the id of a stage or an audience; '' where the file holds the whole guide. `paper`
    is a key of pdf.PAPERS for a PDF, '' for all others; `large` tells large print.
    """

    name: str
    edition: str
    kind: Kind
    write: Write
    subject: str = ""
    paper: str = ""
    large: bool = False

    @property
    def format(self) -> str:
        """The form of the file, such as pdf."""
        return self.name.rpartition(".")[2]


def outputs(_: Guide) -> tuple[Output, ...]:
    """Every file of a language. The names are the same in every language."""
    return ()
