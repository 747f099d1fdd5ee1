"""Where what stands in a workbook: the names that programs find it by, the same in every language.

`master.py`, `view.py` and `overview.py` write it, and workbooks/sheet_file.py reads it again.
"""

from __future__ import annotations

from guide.core.answers import FIELDS

TEXTS = ("code", "degree", "point", "question")  # what the guide says of a point
COLUMNS = (*TEXTS, *FIELDS, "order")
CODE, DEGREE, POINT, QUESTION = range(len(TEXTS))
STATUS, PRIORITY, OWNER, DUE, CHECKED, NOTES, ORDER = range(len(TEXTS), len(COLUMNS))
WIDTHS = (11, 10, 38, 42, 17, 13, 18, 13, 13, 42, 9)
# The name of the group: its column on the overview, and the mark in that row.
GROUP, GROUP_COLUMN, MARK_COLUMN = "group", 2, 8

# Columns of the sheet of lists: words of the language, the values that they stand for, what the
# workbook is.
STATUS_WORDS, PRIORITY_WORDS, STATUS_VALUES, PRIORITY_VALUES, ABOUT, SAID = range(6)
FORMAT, VERSION, LANGUAGE = "format", "guide", "language"


def cells(column: str) -> str:
    """The defined name of a column of the sheet that is filled in."""
    return f"answers_{column}"
