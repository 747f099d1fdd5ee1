"""How full pages are, and which layouts are not worth a trial."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from guide import project
from guide.core.model import Guide
from guide.formats import pages
from guide.formats.context import Context
from guide.formats.pages import PageFill
from guide.formats.pdf import handout as pdf_handout
from guide.formats.pdf import tool as pdf_tool
from guide.theme.files import ThemeFiles
from support import tooled
from support.paths import ADDRESS, ROOT


def test_pages_are_counted_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = tooled.copy(tmp_path / "guide")
    guide = project.load(root).source
    pdf = pdf_tool.write(Context(guide, guide, ADDRESS, ThemeFiles(root)), "visit")
    counted = pages.count(pdf)
    assert counted == len(PdfReader(io.BytesIO(pdf)).pages)
    monkeypatch.delattr("guide.formats.pages._count")
    assert pages.count(pdf) == counted


def test_a_page_is_taken_as_far_as_something_stands_on_it() -> None:
    def taken(*heights: float) -> float:
        drawn = b"".join(b"q 1 0 0 -1 45.5 %f cm/c0 cs\n" % height for height in heights)
        return pages._taken(drawn, 595, 842)

    assert taken() == pytest.approx(50 / 699)
    assert taken(*range(80, 800, 20)) == 1
    assert taken(820, 30) == taken()  # in the head and in the foot
    assert 0.45 < taken(*range(440, 800, 20)) < 0.6


def test_what_is_too_much_even_in_smaller_text_cannot_fit() -> None:
    full = PageFill(1000, 1.0)
    assert pages.can_fit([full, full], 1, 2)
    assert not pages.can_fit([full, full], 1, 1)
    assert not pages.can_fit([full] * 5, 0.93, 4)
    assert pages.can_fit([full] * 5, 0.91, 4)
    assert pages.can_fit([], 1, 4)


@pytest.mark.parametrize("code", ["en", "my"])
def test_no_layout_is_passed_over_that_would_be_taken(
    guides: dict[str, Guide], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = Context(guides[code], guides["en"], ADDRESS, ThemeFiles(ROOT))

    def written() -> list[bytes]:
        return [
            *(pdf_handout.write(context, one.id) for one in context.guide.audiences[:4]),
            *(pdf_tool.write(context, one.id) for one in context.guide.tools[::3]),
        ]

    found = written()
    monkeypatch.setattr("guide.formats.pages.can_fit", lambda *_: True)
    assert written() == found
