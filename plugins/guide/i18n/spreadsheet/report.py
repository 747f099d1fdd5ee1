"""The result of importing a spreadsheet, row by row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from guide.core.diagnostics import Diagnostic, as_text
from guide.core.location import Location


class Outcome(StrEnum):
    """What became of a row; a `held` row would be taken if no other row were refused."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """The result of a row: its number in the sheet (0: the file), the reason, the note."""

    number: int
    id: str
    outcome: Outcome
    why: str
    note: str = ""

    @property
    def message(self) -> str:
        """The row in words."""
        note = f"; note: {self.note}" if self.note else ""
        return ": ".join(filter(None, (self.id, self.outcome, self.why))) + note


@dataclass(frozen=True, slots=True)
class Change:
    """A new translation and the original it was made from; `current` if that is unchanged."""

    value: str
    source: str
    current: bool


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of each row of an import, and the new translations by text id."""

    rows: tuple[RowOutcome, ...]
    changes: dict[str, Change] = field(default_factory=dict)

    @property
    def refused(self) -> tuple[RowOutcome, ...]:
        """The rows that stop the import."""
        return tuple(row for row in self.rows if row.outcome is Outcome.REFUSED)

    def text(self, language: str, name: str) -> str:
        """One line per row of the file `name`, and a last line that counts them."""
        rows = [Diagnostic(Location(name, row.number), row.message) for row in self.rows]
        counts = Counter(row.outcome for row in self.rows)
        total = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome)
        return "\n".join(filter(None, (as_text(rows), f"{language}: {total}")))
