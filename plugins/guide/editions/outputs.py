"""Floor 5. The table of all files of a language, under the names of the contract.

To add a format: a writer in this package and its rows here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from guide import views
from guide.downloads import Kind
from guide.editions import (
    data,
    docx_handout,
    docx_worksheet,
    epub,
    pdf_guide,
    pdf_handout,
    pdf_worksheet,
    single_html,
    xlsx,
)
from guide.editions.context import Context
from guide.model import Guide

PRINT, OFFICE, BOOK = "print", "office", "book"
EDITIONS = (PRINT, OFFICE, BOOK)

# Names of papers: Typst's, in file names, in interface strings.
_PAPERS = (("a4", "", "a4"), ("us-letter", "-letter", "letter"))


@dataclass(frozen=True, slots=True)
class Output:
    """A file: its name, its edition (a word of `guide build --only`), what it holds, its writer.

    `subject` is the id of a stage or an audience, '' where the file holds the whole guide; `form`
    names its form in a word that has an interface string `file-…`.
    """

    name: str
    edition: str
    kind: Kind
    form: str
    write: Callable[[Context], bytes]
    subject: str = ""


def outputs(guide: Guide) -> Iterator[Output]:
    """Every file of a language. The names are the same in every language."""
    yield from _whole()
    for audience in guide.audiences:
        yield from _handouts(audience.id)
    for stage in guide.stages:
        yield from _worksheets(stage.id, views.stage_worksheet)
    for audience in guide.audiences:
        yield from _worksheets(audience.id, views.audience_worksheet)


def _whole() -> Iterator[Output]:
    for paper, suffix, form in _PAPERS:
        write = partial(pdf_guide.write, paper=paper)
        yield Output(f"guide{suffix}.pdf", PRINT, Kind.GUIDE, form, write)
    yield Output("guide.html", BOOK, Kind.GUIDE, "html", _light)
    yield Output("guide.epub", BOOK, Kind.GUIDE, "epub", epub.write)
    yield Output("guide.json", BOOK, Kind.GUIDE, "json", data.as_json)
    yield Output("guide.csv", BOOK, Kind.GUIDE, "csv", data.as_csv)
    yield Output("workbook.xlsx", OFFICE, Kind.WORKBOOK, "xlsx", xlsx.write)


def _light(context: Context) -> bytes:
    return single_html.write(context, context.languages)


def _handouts(ident: str) -> Iterator[Output]:
    kind, name = Kind.HANDOUT, f"handout-{ident}"
    for paper, suffix, form in _PAPERS:
        write = partial(pdf_handout.write, audience_id=ident, paper=paper)
        yield Output(f"{name}{suffix}.pdf", PRINT, kind, form, write, ident)
    large = partial(pdf_handout.write, audience_id=ident, large=True)
    yield Output(f"{name}-large.pdf", PRINT, kind, "large", large, ident)
    docx = partial(docx_handout.write, audience_id=ident)
    yield Output(f"{name}.docx", OFFICE, kind, "docx", docx, ident)


def _worksheets(ident: str, view: Callable[[Guide, str], views.Worksheet]) -> Iterator[Output]:
    kind, name = Kind.WORKSHEET, f"worksheet-{ident}"

    def pdf(context: Context, *, paper: str) -> bytes:
        return pdf_worksheet.write(context, view(context.guide, ident), paper=paper)

    def docx(context: Context) -> bytes:
        return docx_worksheet.write(context, view(context.guide, ident))

    for paper, suffix, form in _PAPERS:
        write = partial(pdf, paper=paper)
        yield Output(f"{name}{suffix}.pdf", PRINT, kind, form, write, ident)
    yield Output(f"{name}.docx", OFFICE, kind, "docx", docx, ident)
