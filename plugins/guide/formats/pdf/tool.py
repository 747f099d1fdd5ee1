"""A tool as PDF, for a group to fill in by hand."""

from __future__ import annotations

from guide.formats import tool_data, typesetting
from guide.formats.context import Context
from guide.formats.payload import prose
from guide.formats.typesetting import PageSetup

TEMPLATE = "tool.typ"
SIZE = 9  # of the text, in points


def write(context: Context, tool_id: str, *, paper: str = "a4") -> bytes:
    """The tool as PDF; `paper` is a key of typesetting.PAPERS.

    Raises KeyError if there is no tool with that id, TypesettingError if Typst rejects the
    document.
    """
    data = tool_data.tool(context, context.guide.tool(tool_id))
    data |= {"do_no_harm": prose(context.guide.do_no_harm)}
    return typesetting.write(context, TEMPLATE, data, PageSetup(paper, SIZE))
