"""The whole guide as PDF: every point once, bookmarks, contents, index, links, tags, states."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from guide.core import markup
from guide.core.model import Guide, State, Text
from guide.core.walk import map_texts, texts
from guide.formats.context import Context
from guide.formats.pdf import guide as pdf_guide
from guide.theme.files import ThemeFiles
from support.paths import ADDRESS, ROOT
from support.pdf_reading import Pdf, letters, plain, share_found

LANGUAGES = ("en", "ar", "my")


def context_of(guide: Guide, source: Guide) -> Context:
    return Context(guide, source, ADDRESS, ThemeFiles(ROOT))


@pytest.fixture(scope="module")
def made(guides: dict[str, Guide]) -> dict[str, Pdf]:
    """The guide in some languages, each compiled once."""
    return {
        code: Pdf(pdf_guide.write(context_of(guides[code], guides["en"]))) for code in LANGUAGES
    }


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pdf(made: dict[str, Pdf], language: str) -> Pdf:
    return made[language]


@pytest.fixture
def guide(guides: dict[str, Guide], language: str) -> Guide:
    return guides[language]


def test_bookmarks_hold_every_stage_audience_step_and_point(pdf: Pdf, guide: Guide) -> None:
    titles = Counter(" ".join(title.split()) for title in pdf.bookmarks)
    wanted = [home.title.value for home in guide.stages]
    wanted += [home.title.value for home in guide.audiences]
    wanted += [f"{step.code} {step.title}" for step in guide.steps.values()]
    for point in guide.points.values():
        degree = f"{guide.interface[f'degree-{point.degree}']} " if point.degree else ""
        wanted.append(f"{point.code} {degree}{point.title}")
    assert {title: titles[plain(title)] for title in wanted} == dict.fromkeys(wanted, 1)
    assert sum(re.match(r"[A-Z]+-(F?\d|\d\.\d)", t) is not None for t in titles) == len(
        guide.points
    ) + len(guide.steps)


def test_the_index_gives_the_page_of_each_point(pdf: Pdf, guide: Guide) -> None:
    heading = guide.interface["book-index"].value
    first = next(
        number
        for number, page in enumerate(pdf.pages)
        if number > 5 and set(letters(heading)) <= set(letters(" ".join(page.texts)))
    )
    zero = {"my": ord("၀")}.get(guide.language, ord("0"))
    listed = 0
    for page in pdf.pages[first:]:
        for code in (word for word in page.words if word.text in guide.points):
            row = [w for w in page.words if abs(w.bottom - code.bottom) < 6 and w is not code]
            numbers = [w.text for w in row if all(0 <= ord(c) - zero <= 9 for c in w.text)]
            if not numbers:
                continue  # an example in running text
            number = int("".join(str(ord(c) - zero) for c in numbers[-1]))
            assert code.text in pdf.pages[number - 1].texts, code.text
            listed += 1
    assert listed == len(guide.points)


# Not in Burmese, in which poppler doubles some clusters of letters though the page is right.
@pytest.mark.parametrize("language", ["en", "ar"])
def test_holds_every_text_of_the_guide(pdf: Pdf, guide: Guide) -> None:
    for part in (guide.points, guide.front, guide.glossary, guide.stages, guide.audiences):
        wanted = " ".join(markup.plain(text.value) for text in texts(part))
        assert share_found(wanted, pdf.text) >= (1 if guide.language == "en" else 0.95)


def test_links_lead_within_the_guide_or_where_texts_say(pdf: Pdf, guide: Guide) -> None:
    assert pdf.tags["/Link"] > 500
    outward = {
        str(mark.get_object()["/A"]["/URI"])
        for page in pdf.reader.pages
        for mark in page.get("/Annots", [])
        if "/URI" in mark.get_object().get("/A", {})
    }
    own = {one for one in outward if one.startswith(ADDRESS)}
    written = "".join(text.value for text in texts(guide))
    assert [one for one in outward - own if f"]({one})" not in written] == []


def test_is_tagged_and_titled(pdf: Pdf, guide: Guide) -> None:
    catalog = pdf.catalog
    assert catalog["/MarkInfo"]["/Marked"]
    assert str(catalog["/Lang"]).split("-")[0] == guide.language
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.reader.metadata
    assert pdf.reader.metadata.title == guide.title.value
    assert pdf.tags["/H4"] == len(guide.points)
    assert pdf.tags["/TOC"]
    assert pdf.tags["/Table"] == 2
    assert pdf.tags["/L"] > 100


def test_pages_are_sane(pdf: Pdf) -> None:
    assert 40 <= len(pdf.pages) <= 84
    assert all(len(page.words) > 20 for page in pdf.pages)
    assert not [word for page in pdf.pages for word in page.outside]
    assert pdf.fonts
    assert all(pdf.fonts.values())
    ours = {"NotoSans", "Amiri", "NotoSansMyanmar"}
    assert {name.split("-")[0] for name in pdf.fonts} <= ours


def test_a_chapter_is_named_at_the_head_of_its_pages(made: dict[str, Pdf]) -> None:
    pages = made["en"].pages[1:]
    shown = [" ".join(w.text for w in page.words if w.bottom < 60) for page in pages]
    for title in ("Setup", "Companies", "Glossary", "All points by code"):
        assert any(head == f"From Commitment to Impact {title}" for head in shown), title


def test_a_draft_is_noticed_on_the_title_page(
    made: dict[str, Pdf], guides: dict[str, Guide]
) -> None:
    notice = letters(guides["ar"].interface["notice-draft-text"].value)
    for language in ("ar", "en"):
        first = letters(made[language].text.partition("\f")[0])
        assert (" ".join(notice) in " ".join(first)) == (language == "ar")


def test_states(guides: dict[str, Guide]) -> None:
    stale = {"S-2.1.text", "S-2.title", "stage.setup.subtitle", "audience.companies.summary"}

    def change(text: Text) -> Text:
        state = State.STALE if text.id in stale else State.REVIEWED
        return replace(text, value=text.value + " encore" * (len(text.value) // 20), state=state)

    french = guides["fr"]
    parts = {name: map_texts(getattr(french, name), change) for name in ("front", "stages")}
    changed = replace(french, audiences=map_texts(french.audiences, change), **parts)
    context = context_of(changed, guides["en"])
    data = pdf_guide.write(context)
    pdf = Pdf(data)
    assert not [word for page in pdf.pages for word in page.outside]
    mark = letters(french.interface["state-stale"].value)
    assert " ".join(letters(pdf.text)).count(" ".join(mark)) == len(stale)
    assert pdf_guide.write(context) == data
