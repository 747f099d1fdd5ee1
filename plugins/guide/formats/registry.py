"""The table of all files of a language, under the names of the contract.

To add a format: a writer in this package and its rows here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from guide.core import queries
from guide.core.artifacts import ArtifactKind
from guide.core.model import Guide
from guide.formats import epub
from guide.formats import html as html_file
from guide.formats.context import Context
from guide.formats.data import export as data_export
from guide.formats.docx import handout as docx_handout
from guide.formats.docx import worksheet as docx_worksheet
from guide.formats.pdf import guide as pdf_guide
from guide.formats.pdf import handout as pdf_handout
from guide.formats.pdf import worksheet as pdf_worksheet
from guide.formats.typesetting import PAPERS
from guide.formats.xlsx import workbook as xlsx_workbook

PRINT, OFFICE, BOOK = "print", "office", "book"
EDITIONS = (PRINT, OFFICE, BOOK)

# Names of papers: Typst's, in file names, in interface strings.
_PAPERS = [(paper, suffix, suffix[1:] or paper) for paper, suffix in PAPERS.items()]


@dataclass(frozen=True, slots=True)
class FormatSpec:
    """A file: its name, its edition (a word of `guide build --only`), what it holds, its writer.

    `subject` is the id of a stage or an audience, '' where the file holds the whole guide; `form`
    names its form in a word that has an interface string `file-…`.
    """

    name: str
    edition: str
    kind: ArtifactKind
    form: str
    write: Callable[[Context], bytes]
    subject: str = ""


def formats_of(guide: Guide) -> Iterator[FormatSpec]:
    """Every file of a language. The names are the same in every language."""
    yield from _whole()
    for audience in guide.audiences:
        yield from _handouts(audience.id)
    for stage in guide.stages:
        yield from _worksheets(stage.id, queries.stage_worksheet)
    for audience in guide.audiences:
        yield from _worksheets(audience.id, queries.audience_worksheet)


def _whole() -> Iterator[FormatSpec]:
    for paper, suffix, form in _PAPERS:
        write = partial(pdf_guide.write, paper=paper)
        yield FormatSpec(f"guide{suffix}.pdf", PRINT, ArtifactKind.GUIDE, form, write)
    yield FormatSpec("guide.html", BOOK, ArtifactKind.GUIDE, "html", _light)
    yield FormatSpec("guide.epub", BOOK, ArtifactKind.GUIDE, "epub", epub.write)
    yield FormatSpec("guide.json", BOOK, ArtifactKind.GUIDE, "json", data_export.as_json)
    yield FormatSpec("guide.csv", BOOK, ArtifactKind.GUIDE, "csv", data_export.as_csv)
    yield FormatSpec("workbook.xlsx", OFFICE, ArtifactKind.WORKBOOK, "xlsx", xlsx_workbook.write)


def _light(context: Context) -> bytes:
    return html_file.write(context, context.languages)


def _handouts(ident: str) -> Iterator[FormatSpec]:
    kind, name = ArtifactKind.HANDOUT, f"handout-{ident}"
    for paper, suffix, form in _PAPERS:
        write = partial(pdf_handout.write, audience_id=ident, paper=paper)
        yield FormatSpec(f"{name}{suffix}.pdf", PRINT, kind, form, write, ident)
    large = partial(pdf_handout.write, audience_id=ident, large=True)
    yield FormatSpec(f"{name}-large.pdf", PRINT, kind, "large", large, ident)
    docx = partial(docx_handout.write, audience_id=ident)
    yield FormatSpec(f"{name}.docx", OFFICE, kind, "docx", docx, ident)


def _worksheets(
    ident: str, view: Callable[[Guide, str], queries.Worksheet]
) -> Iterator[FormatSpec]:
    kind, name = ArtifactKind.WORKSHEET, f"worksheet-{ident}"

    def pdf(context: Context, *, paper: str) -> bytes:
        return pdf_worksheet.write(context, view(context.guide, ident), paper=paper)

    def docx(context: Context) -> bytes:
        return docx_worksheet.write(context, view(context.guide, ident))

    for paper, suffix, form in _PAPERS:
        write = partial(pdf, paper=paper)
        yield FormatSpec(f"{name}{suffix}.pdf", PRINT, kind, form, write, ident)
    yield FormatSpec(f"{name}.docx", OFFICE, kind, "docx", docx, ident)
