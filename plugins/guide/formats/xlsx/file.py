"""An XLSX workbook in one language: its formats, its strings, the names of its sheets.

Texts are locked, answers open. Every text is written as a string with a quote prefix, so none can
become a formula, whatever it begins with.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from guide.core.languages import language
from guide.core.model import Text
from guide.formats.context import Context
from guide.theme import fonts, typography
from guide.theme.colours import Scheme

LISTS = "lists"  # the hidden sheet with what cells may hold
_LONGEST_NAME = 31  # letters; Excel's limit for the name of a sheet
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_CELL = 32_767  # letters; Excel's limit for a cell
_LONGEST_IN_HEAD = 80  # letters of a text; Excel's limit for a whole head or foot is 255
_FREE = {"num_format": "General", "quote_prefix": False}
_TEXT = {
    "text_wrap": True,
    "valign": "top",
    "indent": 1,
    "num_format": "@",  # keeps what is typed a text
    "quote_prefix": True,
}
_DAY = "yyyy-mm-dd"
_HEAD = {"bold": True, "bottom": 2, "top": 1}
_GROUP = {"bold": True, "font_size": 12, "bottom": 2, "valign": "bottom", "text_wrap": False}
_AMOUNTS = frozenset({"amount", "amount-head", "sum"})  # stand at the other side than words
_NO_WORDS = _AMOUNTS | {
    *("code", "link", "number", "order", "answer", "choice", "day", "date", "shown", "shown-day"),
}
_INDENT = 2  # letters of a column's width
_LARGE = 1.6  # heights of a line that a title takes


def _looks(colours: Scheme) -> Mapping[str, Mapping[str, object]]:
    """The properties of each cell style, besides those that all texts have."""
    rule = {"bottom": 1, "bottom_color": colours.edge}
    answer = {"locked": False, "border": 1, "border_color": colours.edge}
    # Additions are between thin rules above and below: a cell's left and right do not follow the
    # direction of the language.
    beside = {"left": 1, "right": 1, "left_color": colours.quiet, "right_color": colours.quiet}
    stages = {
        f"stage-{place}": {**_GROUP, "bottom_color": colour}
        for place, colour in enumerate(colours.stages, 1)
    }
    titles = {"group": _GROUP, "step": {**rule, "bold": True, "valign": "bottom"}, **stages}
    return {
        **titles,
        # Numbers that rows are sorted by, but that say nothing to people.
        **{
            f"{name}-order": {**look, **_FREE, "num_format": ";;;"} for name, look in titles.items()
        },
        "text": {},
        "row": rule,
        "added": {**rule, **beside},
        "code": {**rule, "bold": True, "reading_order": 1},
        "codes": {**rule, "bold": True},
        "title": {"bold": True, "font_size": 16},
        "head": _HEAD,
        "amount-head": _HEAD,
        "strong": {"bold": True},
        "notice": {"border": 3},
        "answer": answer,
        "choice": {**answer, **_FREE},
        "day": {**answer, **_FREE, "num_format": _DAY},
        "shown": {**rule, **_FREE},
        "shown-day": {**rule, **_FREE, "num_format": _DAY},
        "date": {**answer, **_FREE, "num_format": "d mmm yyyy"},
        "amount": {**answer, **_FREE, "num_format": "#,##0"},
        "sum": {**_FREE, "num_format": "#,##0", "bold": True},
        "link": {**rule, **_FREE, "bold": True, "underline": 1, "font_color": colours.accent},
        "number": {**rule, **_FREE, "num_format": "0"},
        "order": {**rule, **_FREE, "num_format": "0", "font_color": colours.quiet},
    }


class _FittingSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet with some rows, by number from 0, that programs fit again to what is written there.

    XlsxWriter fixes the height of every row that it gets one for.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fitting: set[int] = set()

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        kept = list(attributes)
        if tag == "row" and dict(kept)["r"] - 1 in self.fitting:
            kept = [one for one in kept if one[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, kept)


@dataclass
class WorkbookBuilder:
    """A workbook being written. `names` are those of its sheets so far.

    `moment` is when what it holds was saved; None means the date of the guide.
    """

    context: Context
    title: str
    moment: datetime | None = None
    made: io.BytesIO = field(default_factory=io.BytesIO)
    names: set[str] = field(default_factory=set)

    @cached_property
    def file(self) -> Any:
        """The workbook of XlsxWriter."""
        book = xlsxwriter.Workbook(self.made, {"in_memory": True, "strings_to_urls": False})
        guide, words = self.context.guide, self.context.words
        book.set_properties(
            {
                "title": self.title,
                "subject": str(guide.subtitle),
                "author": str(guide.publishers),
                "comments": f"{words.citation_of_all()} {words.conditions()}",
                "created": (self.moment or self.context.moment).replace(tzinfo=None),
            }
        )
        return book

    @cached_property
    def _formats(self) -> dict[tuple[str, str], Any]:
        return {}

    @cached_property
    def _looks(self) -> Mapping[str, Mapping[str, object]]:
        return _looks(self.context.colours.light)

    def look(self, name: str, code: str) -> Any:
        """The format of a key of _looks, for a text in a language."""
        if (name, code) not in self._formats:
            # A text is aligned by its own language, everything else by that of the workbook.
            side = self.context.guide.language if name in _NO_WORDS else code
            rtl = language(side).direction == "rtl"
            right = rtl is not (name in _AMOUNTS)
            form = {"reading_order": 2 if rtl else 1, "align": "right" if right else "left"}
            if font := fonts.of(code).office.sheet:
                form["font_name"] = font
            look = {**_TEXT, **form, **self._looks[name]}
            self._formats[name, code] = self.file.add_format(look)
        return self._formats[name, code]

    def name(self, wanted: str) -> str:
        """A name for a sheet: as close to the wanted one as Excel allows, and not yet used."""
        clean = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("'") or "-"
        found, number = typography.cut(clean, _LONGEST_NAME), 1
        while found.casefold() in self.names:
            number += 1
            found = f"{typography.cut(clean, _LONGEST_NAME - 4)} {number}"
        self.names.add(found.casefold())
        return found

    def sheet(
        self, name: str, widths: tuple[float, ...], head: int, *, free: bool = False
    ) -> SheetBuilder:
        """A new sheet, A4 landscape; the row `head` is repeated on each printed page.

        Its texts are locked, unless it is `free` to change as a whole.
        """
        made = self.file.add_worksheet(name, worksheet_class=_FittingSheet)
        guide = self.context.guide
        typography.on_paper(made, guide.language, head)
        for column, width in enumerate(widths):
            made.set_column(column, column, width)
        if not free:
            made.protect("", {"format_columns": True, "format_rows": True})
        made.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        # "&" begins a code there; a number after the size would be read as part of it.
        rtl = language(guide.language).direction == "rtl"
        begin, end = "RL" if rtl else "LR"
        title = f"&{begin}&9&B {_plain(str(guide.title))}"
        made.set_header(f"{title}&{end}&9 {_plain(name)}")
        made.set_footer(f"&{begin}&9 {_plain(self._version)}&{end}&9 &P / &N")
        return SheetBuilder(self, made, widths)

    @property
    def _version(self) -> str:
        guide, words = self.context.guide, self.context.words
        return str(words.ui("footer-version", version=guide.version, date=words.date))

    def close(self) -> bytes:
        """The bytes of the workbook."""
        self.file.close()
        return self.made.getvalue()


def _plain(text: str) -> str:
    """A text for the header or footer of a page, where "&" begins a code.

    XlsxWriter takes "&&G" for a picture and would leave out the header, so a
    joiner separates the letters.
    """
    cut = typography.cut(" ".join(text.split()), _LONGEST_IN_HEAD)
    return cut.replace("&", "&&").replace("&G", "&\u2060G")


@dataclass
class SheetBuilder:
    """A sheet being written: cells by row and column, from 0."""

    book: WorkbookBuilder
    file: Any
    widths: tuple[float, ...]

    def text(self, row: int, column: int, text: Text | str, look: str) -> None:
        """A text as a string. A plain str is in the language of the workbook, or in none."""
        code = text.language if isinstance(text, Text) else self.book.context.guide.language
        shown = typography.cut(str(text), _LONGEST_CELL)
        self.file.write_string(row, column, shown, self.book.look(look, code))

    def across(self, row: int, text: Text | str, look: str) -> None:
        """A text over all columns, in a row as high as it needs."""
        self.merge(row, 0, len(self.widths) - 1, look)
        self.text(row, 0, text, look)
        self.high(row, [(str(text), sum(self.widths))], large=look == "title")

    def merge(self, row: int, first: int, last: int, look: str) -> None:
        """Makes one empty cell of some columns, or of a single one."""
        if first == last:
            self.open(row, first, look)
        else:
            self.file.merge_range(row, first, row, last, "", self.look(look))

    def open(self, row: int, column: int, look: str) -> None:
        """An empty cell."""
        self.file.write_blank(row, column, None, self.look(look))

    def look(self, name: str) -> Any:
        """A format for the language of the workbook."""
        return self.book.look(name, self.book.context.guide.language)

    def fit(self, row: int, cells: Iterable[tuple[str, float]], least: float) -> None:
        """As `high`; the row then grows with what is written into it."""
        self.high(row, cells, least)
        self.file.fitting.add(row)

    def high(
        self, row: int, cells: Iterable[tuple[str, float]], least: float = 0, *, large: bool = False
    ) -> None:
        """Makes a row as high as its cells need; each is a text and its column's width."""
        code = self.book.context.guide.language
        line = max(fonts.of(code).office.line, fonts.SCRIPTS[fonts.LATIN].office.line)
        if large:
            line *= _LARGE
        needed = typography.height((text, width - _INDENT, line) for text, width in cells)
        self.file.set_row(row, max(needed, least))
