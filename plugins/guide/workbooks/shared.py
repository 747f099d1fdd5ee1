"""What readers of workbooks share: size and encoding of a file, and short words for messages."""

from __future__ import annotations

from guide.core.answers import MAX_BYTES
from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.location import Location

_MEGABYTE = 1_000_000
_SHOWN = 60  # characters of a value in a message
# How other files begin that people take for a workbook.
_OTHERS = (
    (b"PK", "a spreadsheet or another packed file; for .xlsx run guide workbook from-xlsx"),
    (b"\xff\xfe", "UTF-16 text; save it again, as UTF-8"),
    (b"\xfe\xff", "UTF-16 text; save it again, as UTF-8"),
)


def decoded(data: bytes, name: str) -> str:
    """The text of a file, without a byte order mark; raises ContentError if it has none."""
    if len(data) > MAX_BYTES:
        most = f"{MAX_BYTES // _MEGABYTE} MB"
        raise refused(name, 1, f"larger than {most}; a workbook is not: choose another file")
    for head, what in _OTHERS:
        if data.startswith(head):
            raise refused(name, 1, what)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refused(name, line, "not UTF-8 text; save it again, as UTF-8") from None


def refused(name: str, line: int, message: str) -> ContentError:
    """The error of a file that cannot be taken at all."""
    return ContentError([Diagnostic(Location(name, line), message)])


def shown(text: str) -> str:
    """The beginning of a text on one line, for messages: files hold texts of any length."""
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return " ".join(short.split("\n"))
