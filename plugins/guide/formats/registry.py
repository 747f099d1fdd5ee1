"""The table of all files that are made for each language.

To add a format, write its writer in this package and add its rows here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from guide.core import queries
from guide.core.artifacts import ArtifactKind
from guide.core.model import Guide
from guide.core.tools import Tool
from guide.formats import epub
from guide.formats import html as html_file
from guide.formats.context import Context
from guide.formats.data import export as data_export
from guide.formats.docx import handout as docx_handout
from guide.formats.docx import tool as docx_tool
from guide.formats.docx import worksheet as docx_worksheet
from guide.formats.papers import A4, PAPERS
from guide.formats.pdf import guide as pdf_guide
from guide.formats.pdf import handout as pdf_handout
from guide.formats.pdf import tool as pdf_tool
from guide.formats.pdf import worksheet as pdf_worksheet
from guide.formats.xlsx import tool as xlsx_tool
from guide.formats.xlsx import workbook as xlsx_workbook

PRINT, OFFICE, BOOK = "print", "office", "book"
EDITIONS = (PRINT, OFFICE, BOOK)


@dataclass(frozen=True, slots=True)
class FormatSpec:
    """A file to make: its name, its edition (as in `guide build --only`), its kind, its writer.

    `subject` is the id of a stage, an audience or a tool, '' if the file contains the whole guide.
    `form` names its format; it completes the key of an interface string `file-…`. `paper` is a key
    of `papers.PAPERS`: `papers.on` puts on it what the writer of a PDF gives. Files that follow
    each other with the same writer are one document on several papers.
    """

    name: str
    edition: str
    kind: ArtifactKind
    form: str
    write: Callable[[Context], bytes]
    subject: str = ""
    paper: str = A4


def formats_of(guide: Guide) -> Iterator[FormatSpec]:
    """Every file of one language; the names are the same in all languages."""
    yield from _whole()
    for audience in guide.audiences:
        yield from _handouts(audience.id)
    for stage in guide.stages:
        yield from _worksheets(stage.id, queries.stage_worksheet)
    for audience in guide.audiences:
        yield from _worksheets(audience.id, queries.audience_worksheet)
    for tool in guide.tools:
        yield from _tools(tool)


def _whole() -> Iterator[FormatSpec]:
    yield from _on_papers("guide", ArtifactKind.GUIDE, pdf_guide.write)
    yield FormatSpec("guide.html", BOOK, ArtifactKind.GUIDE, "html", _one_file)
    yield FormatSpec("guide.epub", BOOK, ArtifactKind.GUIDE, "epub", epub.write)
    yield FormatSpec("guide.json", BOOK, ArtifactKind.GUIDE, "json", data_export.as_json)
    yield FormatSpec("guide.csv", BOOK, ArtifactKind.GUIDE, "csv", data_export.as_csv)
    yield FormatSpec("workbook.xlsx", OFFICE, ArtifactKind.WORKBOOK, "xlsx", xlsx_workbook.write)


def _on_papers(
    name: str, kind: ArtifactKind, write: Callable[[Context], bytes], subject: str = ""
) -> Iterator[FormatSpec]:
    for paper, suffix in PAPERS.items():
        yield FormatSpec(f"{name}{suffix}.pdf", PRINT, kind, paper, write, subject, paper)


def _one_file(context: Context) -> bytes:
    return html_file.write(context, context.languages)


def _handouts(audience_id: str) -> Iterator[FormatSpec]:
    kind, name = ArtifactKind.HANDOUT, f"handout-{audience_id}"
    yield from _on_papers(
        name, kind, partial(pdf_handout.write, audience_id=audience_id), audience_id
    )
    large = partial(pdf_handout.write, audience_id=audience_id, large=True)
    yield FormatSpec(f"{name}-large.pdf", PRINT, kind, "large", large, audience_id)
    docx = partial(docx_handout.write, audience_id=audience_id)
    yield FormatSpec(f"{name}.docx", OFFICE, kind, "docx", docx, audience_id)


def _worksheets(
    subject: str, select: Callable[[Guide, str], queries.Worksheet]
) -> Iterator[FormatSpec]:
    kind, name = ArtifactKind.WORKSHEET, f"worksheet-{subject}"

    def pdf(context: Context) -> bytes:
        return pdf_worksheet.write(context, select(context.guide, subject))

    def docx(context: Context) -> bytes:
        return docx_worksheet.write(context, select(context.guide, subject))

    yield from _on_papers(name, kind, pdf, subject)
    yield FormatSpec(f"{name}.docx", OFFICE, kind, "docx", docx, subject)


def _tools(tool: Tool) -> Iterator[FormatSpec]:
    kind, name = ArtifactKind.TOOL, f"tool-{tool.id}"
    yield from _on_papers(name, kind, partial(pdf_tool.write, tool_id=tool.id), tool.id)
    docx = partial(docx_tool.write, tool_id=tool.id)
    yield FormatSpec(f"{name}.docx", OFFICE, kind, "docx", docx, tool.id)
    if tool.has_spreadsheet:
        xlsx = partial(xlsx_tool.write, tool_id=tool.id)
        yield FormatSpec(f"{name}.xlsx", OFFICE, kind, "xlsx", xlsx, tool.id)
