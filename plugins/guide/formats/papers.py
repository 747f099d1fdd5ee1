"""The papers that a PDF is for: one layout fits both, so a page is the same page on each.

The templates in print/ lay out A4, within what A4 and Letter share. Letter is cut from it around
the middle of each page: as its box in the PDF, which may begin anywhere (ISO 32000-1, 14.11.2).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import pikepdf
from pikepdf import ObjectStreamMode

A4, LETTER = "a4", "letter"
PAPERS = {A4: "", LETTER: "-letter"}  # what file names add
_LETTER = (612, 792)  # its shorter and its longer edge in points


def on(pdf: bytes, papers: Iterable[str]) -> list[bytes]:
    """A document by `typesetting.write` on each of some papers, which are keys of PAPERS.

    Its objects are in compressed streams, as PDF/A-2 allows: it is half as large. Typst compresses
    only what pages show; the tags, of which each line has some, stay plain text.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [[*map(float, page.mediabox)] for page in document.pages]
        return [_on(document, paper, boxes) for paper in papers]


def _on(document: pikepdf.Pdf, paper: str, boxes: Sequence[Sequence[float]]) -> bytes:
    for page, box in zip(document.pages, boxes, strict=True):
        page.mediabox = pikepdf.Array(_letter(*box[2:]) if paper == LETTER else box)
    out = io.BytesIO()
    document.save(out, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _letter(width: float, height: float) -> list[float]:
    """The box of Letter around the middle of a page of A4, upright or across, in points."""
    wide, high = sorted(_LETTER, reverse=width > height)
    left, low = round((width - wide) / 2, 2), round((height - high) / 2, 2)
    return [left, low, left + wide, low + high]
