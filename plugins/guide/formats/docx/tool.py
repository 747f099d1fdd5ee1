"""A tool as DOCX: what is on its page, with tables to fill in and to make longer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from guide.formats import tool_data
from guide.formats.context import Context
from guide.formats.docx import package as docx_package
from guide.formats.docx.package import DocumentSetup
from guide.formats.payload import Payload
from guide.theme import typography

_SIZE = 10  # points; where it lies across, one less
_LONGEST_WORD = 16  # letters in a narrow cell; longer ones come without spaces between words
# Twentieths of a point: a letter in the head of a table, one in its cells, what is beside a word.
_LETTER, _WIDE_LETTER, _PADDING = 104, 125, 190
# Shares of the width: a name and what it names, a question and its answer, a point and a level.
_ABOUT, _FIELD, _POINT, _LEVEL = (17, 83), (40, 60), 10, 2


def write(context: Context, tool_id: str) -> bytes:
    """The tool as a Word document; raises KeyError if there is no tool with that id."""
    data = tool_data.tool(context, context.guide.tool(tool_id))
    across: bool = data["landscape"]
    sheet = DocumentSetup(landscape=across, size=_SIZE - across)
    inner: int = sheet.paper["inner"]
    data |= {
        "parts": [_part(part, inner) for part in data["parts"]],
        "widths": {"about": _widths(inner, _ABOUT), "field": _widths(inner, _FIELD)},
    }
    return docx_package.write(context, "tool.xml", data, sheet)


def _part(part: Payload, inner: int) -> Payload:
    """A part, its table and scale with the widths of their columns."""
    table, scale = part["table"], part["scale"]
    if table:
        shares = [column["width"] for column in table["columns"]]
        least = [_least(table, at) for at in range(len(shares))]
        columns = [{**column, "place": _place(table, column)} for column in table["columns"]]
        rows = [{**row, "to_fill": _is_to_fill(row)} for row in table["rows"]]
        widths = _widths(inner, shares, least)
        table = {**table, "columns": columns, "rows": rows, "widths": widths}
    if scale:
        shares = [_POINT, *(_LEVEL for _ in scale["levels"])]
        scale = {**scale, "widths": _widths(inner, shares)}
    checks = [{**check, "name": _name(check["text"])} for check in part["checks"]]
    return {**part, "checks": checks, "table": table, "scale": scale}


def _name(text: Payload) -> str:
    """What a box is called for those who cannot see what stands beside it."""
    rows = (row for block in text["blocks"] for row in block["rows"])
    return " ".join("".join(map(_words, row)) for row in rows)


def _words(span: Payload) -> str:
    return str(span["text"]) + "".join(map(_words, span["children"]))


def _is_to_fill(row: Payload) -> bool:
    """Whether a row has a cell to write in."""
    printed = ("text", "answer", "points")
    return not row["heading"] and any(
        not any(cell[name] for name in printed) for cell in row["cells"]
    )


def _place(table: Payload, column: Payload) -> str:
    """Where the cells of a column stand: the end of the names of their styles."""
    if column["type"] == "number":
        return "Number"
    return "Middle" if column["type"] == "answer" and table["legend"] else ""


def _least(table: Payload, at: int) -> int:
    """The width of a column that breaks no word of its title, answers or codes.

    Very long words may break anywhere.
    """
    column = table["columns"][at]
    head = _longest(column["title"]["text"].split()) * _LETTER
    held = [word for one in table["choices"] for word in one["name"]["text"].split()]
    points = [
        one for row in table["rows"] for cell in row["cells"][at:][:1] for one in cell["points"]
    ]
    found = {
        "answer": _longest(held) * _WIDE_LETTER,
        "codes": _longest(f"{point['code']}," for point in points) * _WIDE_LETTER,
    }
    return round(max(head, found.get(column["type"], 0))) + _PADDING


def _longest(words: Iterable[str]) -> float:
    wide = (typography.letters(word) for word in words)
    return max((letters for letters in wide if letters <= _LONGEST_WORD), default=0)


def _widths(inner: int, shares: Iterable[int], least: Sequence[int] = ()) -> list[int]:
    """Columns between the margins, in twentieths of a point; what some need others give."""
    found = list(shares)
    widths = [inner * share // sum(found) for share in found]
    lacks = [max(0, need - width) for need, width in zip(least, widths, strict=False)]
    spare = [max(0, width - need) for need, width in zip(least, widths, strict=False)]
    if not any(lacks) or sum(spare) < sum(lacks):
        return widths
    return [
        width + lack - ceil(sum(lacks) * room / sum(spare))
        for width, lack, room in zip(widths, lacks, spare, strict=True)
    ]
