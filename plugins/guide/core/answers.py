"""A workbook: what a group answered for the points of a guide. Frozen data, without I/O.

Statuses, priorities and dates are the same in every language, and so are the names of the fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from datetime import datetime
from types import MappingProxyType

from guide.core.characters import in_lines, in_one_line

# What a worksheet offers for a point, in order; saved workbooks hold these values.
STATUSES = ("not-yet", "partly", "in-place", "not-applicable")
SETTLED = ("in-place", "not-applicable")  # nothing is left to do, or was ever
PRIORITIES = ("low", "medium", "high")
FIELDS = ("status", "priority", "owner", "due", "checked", "notes")  # in this order in files
HEAD = ("guide_version", "language", "saved", "group")  # of a workbook as a whole
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"status": STATUSES, "priority": PRIORITIES}
)
DATES = ("due", "checked")
LENGTHS: Mapping[str, int] = MappingProxyType({"owner": 200, "notes": 10_000})  # in code points
LONGEST_LINE = 200  # of the group's name, and of whatever else is not about a point
MAX_BYTES = 16_000_000  # of a saved file: 1,000 points with 5,000 Burmese characters each

FORMAT_ENDING = "-workbook"  # the slug of the guide stands before it
ENCRYPTED_ENDING = "-workbook-encrypted"
VERSION = 1
# The form of codes in any guide: what content/profile.yml lets them be made of.
CODE = re.compile(r"[A-Za-z0-9.-]{1,100}")
LANGUAGE = re.compile(r"[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True, slots=True)
class PointAnswers:
    """What a group answered for one point; '' where it did not.

    `status` and `priority` are one of STATUSES and PRIORITIES, `due` and `checked` dates in
    ISO 8601. `notes` may have several lines.
    """

    status: str = ""
    priority: str = ""
    owner: str = ""
    due: str = ""
    checked: str = ""
    notes: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "owner", in_one_line(self.owner))
        object.__setattr__(self, "notes", in_lines(self.notes))

    def __bool__(self) -> bool:
        """Whether anything is answered."""
        return any(astuple(self))

    def get(self, name: str) -> str:
        """The value of one of FIELDS."""
        return str(getattr(self, name))

    def is_overdue(self, today: str) -> bool:
        """Whether its due date has passed and it still is to be acted on."""
        return bool(self.due) and self.due < today and self.status not in SETTLED

    @property
    def given(self) -> dict[str, str]:
        """The fields that are answered, in the order of FIELDS."""
        return {name: self.get(name) for name in FIELDS if self.get(name)}


@dataclass(frozen=True, slots=True)
class Workbook:
    """The answers of a group, by the codes of points.

    `slug` and `guide_version` are those of the guide that it was saved with, `saved` the moment in
    ISO 8601 (UTC, to the second) or ''. `points` are answers to points that the guide has, in its
    order; `retired` those under codes that it no longer has, in alphabetical order. A point without
    an answer is in neither.
    """

    slug: str
    guide_version: str = ""
    language: str = ""
    saved: str = ""
    group: str = ""
    points: Mapping[str, PointAnswers] = field(default_factory=dict)
    retired: Mapping[str, PointAnswers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "group", in_one_line(self.group))

    def all(self, guide_codes: Iterable[str]) -> dict[str, PointAnswers]:
        """All answers, with the codes of the guide in its order, before retired ones."""
        given = {code: one for code, one in {**self.retired, **self.points}.items() if one}
        known = {code: given.pop(code) for code in guide_codes if code in given}
        return known | dict(sorted(given.items()))

    @property
    def day(self) -> str:
        """The date on which it was saved, or ''."""
        return self.saved[: len("2026-12-31")]


def is_date(text: str) -> bool:
    """Whether a text is a date that exists, in the form 2026-12-31."""
    return DATE.fullmatch(text) is not None and _exists(text)


def is_moment(text: str) -> bool:
    """Whether a text is a moment that exists, in the form 2026-12-31T23:59:59Z."""
    return MOMENT.fullmatch(text) is not None and _exists(text)


def _exists(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
