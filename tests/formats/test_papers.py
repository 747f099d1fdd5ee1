"""Each PDF on both papers: the same pages, and nothing on them that either paper lacks."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from guide import project
from guide.core import queries
from guide.core.model import Guide
from guide.core.tools import Paper
from guide.formats import papers, production, registry
from guide.formats.context import Context
from guide.formats.papers import A4, LETTER, PAPERS
from guide.formats.pdf import guide as pdf_guide
from guide.formats.pdf import handout as pdf_handout
from guide.formats.pdf import tool as pdf_tool
from guide.formats.pdf import worksheet as pdf_worksheet
from guide.theme.files import ThemeFiles
from support import tooled
from support.paths import ROOT
from support.pdf_reading import Pdf

LANGUAGES = ("en", "fr", "ar", "my")
SIZES = {A4: (595, 842), LETTER: (612, 792)}


def written(guides: dict[str, Guide], code: str, kind: str) -> bytes:
    guide = guides[code]
    context = Context(guide, guides["en"], "https://guide.test/", ThemeFiles(ROOT))
    if kind == "guide":
        return pdf_guide.write(context)
    if kind == "handout":
        return pdf_handout.write(context, "companies")
    if kind == "worksheet":
        return pdf_worksheet.write(context, queries.audience_worksheet(guide, "companies"))
    return pdf_tool.write(context, kind)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", ["guide", "handout", "worksheet", "meeting", "roadmap"])
def test_both_papers_have_the_same_pages(guides: dict[str, Guide], code: str, kind: str) -> None:
    pdf = written(guides, code, kind)
    tools = [one.id for one in guides[code].tools if one.paper is Paper.LANDSCAPE]
    wide = kind in ("worksheet", *tools)
    copies = papers.on(pdf, PAPERS)
    shown = {paper: Pdf(copy) for paper, copy in zip(PAPERS, copies, strict=True)}
    for paper, found in shown.items():
        sizes = {(round(page.width), round(page.height)) for page in found.pages}
        assert sizes == {SIZES[paper][::-1] if wide else SIZES[paper]}
        for page in found.pages:
            assert page.words
            assert page.outside == []
    first, second = ([sorted(page.texts) for page in found.pages] for found in shown.values())
    assert first == second


def drawn(pdf: bytes) -> tuple[list[bytes], str, list[str]]:
    """What draws the pages, the title, and where all links and headings lead."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = [page.obj.Contents.read_bytes() for page in document.pages]
        with document.open_outline() as outline:
            heads = [str(one.title) for one in outline.root]
        return pages, str(document.docinfo.Title), heads


def test_letter_is_nothing_but_another_box(guides: dict[str, Guide]) -> None:
    pdf = written(guides, "en", "handout")
    letter, a4 = papers.on(pdf, [LETTER, A4])
    assert [letter] == papers.on(pdf, [LETTER]) != [a4] == papers.on(pdf, [A4])
    assert drawn(letter) == drawn(a4) == drawn(pdf)
    assert max(len(letter), len(a4)) < 0.7 * len(pdf)


def test_a_document_is_laid_out_once_for_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tooled.copy(tmp_path / "guide")
    guide = project.load(root).source
    context = Context(guide, guide, "", ThemeFiles(root))
    asked = []
    write = pdf_tool.write

    def counted(context: Context, tool_id: str) -> bytes:
        asked.append(tool_id)
        return write(context, tool_id)

    monkeypatch.setattr("guide.formats.registry.pdf_tool.write", counted)
    made = production.make([context], [registry.PRINT], tmp_path / "files")
    names = [one.name for one in made["en"] if one.subject == "visit"]
    assert names == ["tool-visit.pdf", "tool-visit-letter.pdf"]
    assert asked == ["visit"]
    sizes = [Pdf((tmp_path / "files" / "en" / name).read_bytes()).pages[0] for name in names]
    assert [round(page.width) for page in sizes] == [842, 792]
