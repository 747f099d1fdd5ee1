"""Days as people and spreadsheet programs write them, read as 2027-01-31."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import decimal

_EPOCH = date(1899, 12, 30)  # spreadsheets count days from here
_NUMBERS = range(36_526, 109_575)  # from 2000 to 2199; others are no days that a group means
_BETWEEN = r"\s*[-/.‐–−٫٬]\s*"
_FROM_YEAR = re.compile(rf"(\d{{4}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,2}})(?:[T ][\d:.]+Z?)?")
_TO_YEAR = re.compile(rf"(\d{{1,2}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{4}})")


@dataclass(frozen=True, slots=True)
class Day:
    """A day in ISO 8601, or else what was written; `other` is a second day that may be meant."""

    text: str
    other: str = ""


def read(written: str, *, is_number: bool = False) -> Day:
    """The day that is written in figures of any script, in any order; a number counts days."""
    text = "".join(str(decimal(char, char)) for char in written.strip())
    if is_number and text.isdecimal() and int(text) in _NUMBERS:
        return Day((_EPOCH + timedelta(int(text))).isoformat())
    if found := _FROM_YEAR.fullmatch(text):
        return Day(_day(found[1], found[2], found[3]) or text)
    if not (found := _TO_YEAR.fullmatch(text)):
        return Day(text)
    # 31/01/2027 in most countries, 01/31/2027 in some.
    several = {_day(found[3], found[2], found[1]), _day(found[3], found[1], found[2])} - {""}
    return Day(*sorted(several)) if several else Day(text)


def _day(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
