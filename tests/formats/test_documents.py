"""The data of handouts and worksheets: what they show, and nothing that would make them again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from guide.core import queries
from guide.core.model import Guide, State, Text
from guide.core.walk import map_texts
from guide.files import cache
from guide.formats import documents, typesetting
from guide.formats.context import Context
from guide.formats.documents import Depth
from guide.formats.docx import handout as docx_handout
from guide.formats.docx import package as docx_package
from guide.formats.payload import Payload
from guide.formats.pdf import handout as pdf_handout
from guide.formats.pdf import worksheet as pdf_worksheet
from guide.theme.files import ThemeFiles
from support.paths import ADDRESS, ROOT

ITEM = "S-1.1"  # concerns host governments, whose handouts have too many points to tell them
AUDIENCE = "host-governments"
SHOWN = {
    Depth.LISTED: {"title"},
    Depth.SHORT: {"title", "question"},
    Depth.TOLD: {"title", "question", "text"},
    Depth.FULL: {"title", "question", "text", "note"},
}


def context(guides: dict[str, Guide], guide: Guide) -> Context:
    return Context(guide, guides["en"], ADDRESS, ThemeFiles(ROOT))


def stale(guide: Guide, field: str) -> Guide:
    """The guide with a new original of a text of the item; its translation is of the old one."""

    def change(text: Text) -> Text:
        return replace(text, state=State.STALE) if text.id == f"{ITEM}.{field}" else text

    changed = map_texts(guide, change)
    assert changed != guide
    return changed


def handout(of: Context, depth: Depth) -> Payload:
    return documents.handout(of, queries.for_audience(of.guide, AUDIENCE), depth, depth)


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("field", ["title", "question", "text", "evidence"])
def test_a_handout_depends_on_what_it_shows_and_on_nothing_else(
    guides: dict[str, Guide], depth: Depth, field: str
) -> None:
    before, after = context(guides, guides["fr"]), context(guides, stale(guides["fr"], field))
    changed = handout(before, depth) != handout(after, depth)
    assert changed is (field in SHOWN[depth])


@pytest.mark.parametrize("field", ["title", "question", "text", "evidence"])
def test_a_worksheet_depends_on_titles_and_questions(guides: dict[str, Guide], field: str) -> None:
    def data(guide: Guide) -> Payload:
        sheet = queries.stage_worksheet(guide, guide.points[ITEM].home)
        return documents.worksheet(context(guides, guide), sheet)

    changed = data(guides["fr"]) != data(stale(guides["fr"], field))
    assert changed is (field in SHOWN[Depth.SHORT])


def test_a_note_is_shown_in_full_alone(guides: dict[str, Guide]) -> None:
    guide = guides["fr"]
    noted = next(one for one in guide.points.values() if one.note)
    assert {depth: noted.note in depth.texts(noted) for depth in Depth} == {
        depth: depth is Depth.FULL for depth in Depth
    }


@pytest.mark.parametrize("state", [State.DRAFT, State.REVIEWED])
def test_it_is_a_draft_where_a_text_that_it_shows_is_one(
    guides: dict[str, Guide], state: State
) -> None:
    """A draft of a text that is not shown makes no draft of the document."""

    def change(text: Text) -> Text:
        is_hidden = text.id.endswith((".text", ".note", ".evidence"))
        return replace(text, state=State.DRAFT if is_hidden else state)

    guide = replace(map_texts(guides["fr"], change), interface=guides["fr"].interface)
    view = queries.for_audience(guide, AUDIENCE)
    view = replace(view, audience=replace(view.audience, recommendations=()))
    data = documents.handout(context(guides, guide), view, Depth.SHORT, Depth.SHORT)
    assert bool(data["notices"]) is (state is State.DRAFT)


WRITERS: list[Callable[[Context], bytes]] = [
    lambda of: pdf_handout.write(of, AUDIENCE),
    lambda of: pdf_handout.write(of, AUDIENCE, large=True),
    lambda of: docx_handout.write(of, AUDIENCE),
    lambda of: pdf_worksheet.write(of, queries.audience_worksheet(of.guide, AUDIENCE)),
]


@pytest.mark.parametrize("write", WRITERS)
def test_what_does_not_show_a_text_is_not_made_again_for_it(
    guides: dict[str, Guide],
    write: Callable[[Context], bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    before = write(context(guides, guides["fr"]))

    def again(*_: object, **__: object) -> bytes:
        raise AssertionError("made again")

    monkeypatch.setattr(typesetting, "_compile", again)
    monkeypatch.setattr(docx_package, "_made", again)
    assert write(context(guides, stale(guides["fr"], "text"))) == before
    with pytest.raises(AssertionError, match="made again"):
        write(context(guides, stale(guides["fr"], "title")))
