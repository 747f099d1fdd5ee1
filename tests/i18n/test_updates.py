"""Updates of catalogues: what translators are told, new names, and any edit of the English."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide import project
from guide.content import loader
from guide.core.model import Guide, State
from guide.core.walk import map_texts, texts
from guide.i18n import catalogue, extract, reviews
from guide.i18n.catalogue import Catalogue, count_states
from guide.i18n.checks import checks, lengths, waivers
from guide.i18n.checks.pair import ExpectedTerm, Pair
from guide.i18n.checks.terms import terms_of
from support import tiny
from support.paths import ROOT, TINY

FRENCH, PLANNING = "translations/fr.po", "content/stages/planning.yml"
GUIDE = loader.load(TINY)


def notes(root: Path) -> dict[str, list[str]]:
    """What the template says of each text, line by line."""
    template = extract.extract(loader.load(root))
    return {e.msgctxt: e.comment.splitlines() for e in polib.pofile(template)}


# --- what translators are told ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ident", "lines"),
    [
        (
            "P-1.1.title",
            [
                "Title of item P-1.1, in step P-1 “Look at the ground” of the stage",
                "“Planning”.",
                "Readers: Teachers.",
                "At most 90 characters.",
                "One line of plain text.",
            ],
        ),
        (
            "P-1.1.question",
            [
                "Question to ask for item P-1.1, in step P-1 “Look at the ground” of the",
                "stage “Planning”: an addition to the source.",
                "Readers: Teachers.",
                "One line of plain text.",
            ],
        ),
        (
            "P-1.2.text",
            [
                "Text of item P-1.2, in step P-1 “Look at the ground” of the stage",
                "“Planning”.",
                "Readers: Neighbours.",
                "Glossary terms: Compost (compost).",
                'Markup: **strong**, *emphasis*, [[term-id|words]], "- " for list lines.',
            ],
        ),
        (
            "NE-1.title",
            [
                "Title of recommendation NE-1 to the audience “Neighbours of the school”.",
                "Readers: Neighbours.",
                "At most 90 characters.",
                "One line of plain text.",
            ],
        ),
        (
            "interface.permalink",
            [
                "Words of the site: beside a point or a text.",
                "Readers: everyone.",
                "At most 70 characters.",
                "Keep as it is: {code}.",
                "One line of plain text.",
            ],
        ),
        (
            "interface.home-begin",
            [
                "Words of the site: page “Home”.",
                "Readers: everyone.",
                "At most 66 characters.",
                "One line of plain text.",
            ],
        ),
    ],
)
def test_a_comment_says_where_for_whom_how_long(ident: str, lines: list[str]) -> None:
    assert notes(TINY)[ident] == lines


@pytest.mark.parametrize(
    "ident", ["P-1.1.title", "interface.permalink", "audience.neighbours.short"]
)
def test_the_length_told_is_the_length_checked(ident: str) -> None:
    text = next(text for text in texts(GUIDE) if text.id == ident)
    [told] = [line for line in notes(TINY)[ident] if line.startswith("At most")]
    most = int(re.sub(r"\D", "", told))
    assert lengths.too_long(Pair(text, "x" * most, "fr")) == ""
    assert lengths.too_long(Pair(text, "x" * (most + 1), "fr")) != ""


def test_the_terms_told_are_those_the_check_looks_for() -> None:
    guide = project.load_source(ROOT)
    told = {
        ident: {name for name in guide.terms if f"({name})" in " ".join(lines)}
        for ident, lines in notes(ROOT).items()
    }
    empty = {name: (ExpectedTerm(name, ("\x00",)),) for name in guide.terms}
    for text in {t.id: t for t in texts(guide)}.values():
        pair = Pair(text, "x", "fr", terms_of(guide, Catalogue("fr", {}), sum(empty.values(), ())))
        found = dict(checks.faults(pair)).get("glossary-term", "")
        missing = {n for n, term in guide.terms.items() if f'"{term.term}" is' in found}
        if len(missing) <= 8 and found:
            assert told[text.id] == missing, text.id


def test_every_text_of_the_guide_has_its_place_and_readers() -> None:
    for ident, lines in notes(ROOT).items():
        assert [line.startswith("Readers: ") for line in lines].count(True) == 1, ident
        assert all(len(line) <= 74 for line in lines), ident


# --- new names ----------------------------------------------------------------------------------


def renamed(root: Path) -> None:
    """The item P-1.2 becomes P-1.5, the term compost becomes mulch."""
    tiny.edit(root, PLANNING, "- code: P-1.2", "- code: P-1.5\n        aliases: [P-1.2]")
    tiny.edit(root, PLANNING, "[[compost|compost]]", "[[mulch|compost]]")
    tiny.edit(root, "content/glossary.yml", "- id: compost", "- id: mulch\n    aliases: [compost]")
    tiny.edit(root, "content/source.tsv", "P-1.2\t", "P-1.5\t")


@pytest.fixture
def root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A tiny guide in French in which all is translated, some reviewed, one waived."""
    made = tiny.copy(tmp_path / "guide")
    tiny.run(made, monkeypatch, capsys, "i18n", "update")
    po = polib.pofile(str(made / FRENCH))
    for entry in po:
        if not entry.msgstr:
            entry.msgstr = entry.msgid
    po.save()
    tiny.run(made, monkeypatch, capsys, "i18n", "review", "fr", "P-1.2.*", "--reviewer", "A. B")
    waivers.write(
        made, "fr", [waivers.Waiver("P-1.2.title", "unchanged", "a name", GUIDE.title.location)]
    )
    return made


def test_a_new_name_takes_translations_reviews_and_waivers_along(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {text.id: text for text in texts(project.load(root).guides["fr"])}
    renamed(root)
    assert tiny.run(root, monkeypatch, capsys, "i18n", "update")[0] == 0
    french = project.load(root).guides["fr"]
    after = {text.id: text for text in texts(french)}
    assert (after["P-1.5.title"].state, after["P-1.5.title"].value) == (
        State.REVIEWED,
        before["P-1.2.title"].value,
    )
    assert after["P-1.5.text"].state is State.REVIEWED
    assert "[[mulch|" in after["P-1.5.text"].value
    assert after["term.mulch.term"].value == before["term.compost.term"].value
    assert after["term.mulch.term"].state is State.DRAFT
    assert count_states(french)[State.UNTRANSLATED] == 0
    assert [(one.id, one.code) for one in waivers.read(root, "fr")] == [
        ("P-1.5.title", "unchanged")
    ]
    [review] = [one for one in reviews.read(root, "fr") if one.id == "P-1.5.title"]
    assert review.reviewer == "A. B"
    names = ("fr.po", "fr.reviews.tsv", "fr.waivers.tsv")
    files = {name: (root / "translations" / name).read_bytes() for name in names}
    assert 'msgctxt "P-1.2' not in files["fr.po"].decode()
    assert tiny.run(root, monkeypatch, capsys, "i18n", "update") == (
        0,
        "fr: 0 new, 0 changed, 0 renamed, 0 retired\n",
    )
    assert files == {name: (root / "translations" / name).read_bytes() for name in names}


def test_an_alias_that_comes_late_still_finds_the_translation(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    renamed(root)
    tiny.edit(root, PLANNING, "\n        aliases: [P-1.2]", "")
    tiny.run(root, monkeypatch, capsys, "i18n", "update")
    assert Catalogue.read(root, "fr").entries["P-1.5.title"].value == ""
    tiny.edit(root, PLANNING, "- code: P-1.5", "- code: P-1.5\n        aliases: [P-1.2]")
    tiny.run(root, monkeypatch, capsys, "i18n", "update")
    french = {text.id: text for text in texts(project.load(root).guides["fr"])}
    assert french["P-1.5.title"].state is State.REVIEWED


# --- one word of the English --------------------------------------------------------------------

CODES = [path.stem for path in sorted((ROOT / "translations").glob("*.po"))]


@pytest.mark.parametrize("minor", [False, True])
def test_one_changed_word_makes_one_text_stale_in_each_language(
    minor: bool,  # noqa: FBT001
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tiny.copy_ours(tmp_path / "guide")
    tiny.edit(root, "content/stages/setup.yml", "is indispensable", "is vital")
    words = ["--minor", "S-2.1.text"] if minor else []
    status, out = tiny.run(root, monkeypatch, capsys, "i18n", "update", *words)
    assert (status, out.count("\n")) == (0, len(CODES))
    for code, guide in project.load(root).guides.items():
        stale = [text.id for text in texts(guide) if text.state is State.STALE]
        assert stale == ([] if minor or code == "en" else ["S-2.1.text"]), code
    files = {code: (root / f"translations/{code}.po").read_bytes() for code in CODES}
    tiny.run(root, monkeypatch, capsys, "i18n", "update")
    assert files == {code: (root / f"translations/{code}.po").read_bytes() for code in CODES}


# --- any edit -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Edit:
    """An edit of the English: what is done to the item at a place of the stage's first step."""

    kind: str
    place: int
    words: str


EDITS = st.builds(
    Edit,
    st.sampled_from(["retitle", "delete", "rename", "add"]),
    st.integers(0, 9),
    st.sampled_from(["Dig", "Sow", "Water the beds", "Look"]),
)


def with_items(guide: Guide, edit: Edit, number: int) -> Guide:
    """The guide after an edit; new codes have the number, which was not there before."""
    first, *rest = guide.stages
    step = first.steps[0]
    items, aliases, code = list(step.items), dict(guide.aliases), f"P-1.{number}"
    place = edit.place % len(items) if items else 0
    if edit.kind == "add" or not items:
        model = GUIDE.points["P-1.2"]
        new = map_texts(model, lambda t: replace(t, id=t.id.replace("P-1.2", code)))
        items.insert(place, replace(new, code=code))
    elif edit.kind == "retitle":
        title = replace(items[place].title, value=edit.words)
        items[place] = replace(items[place], title=title)
    elif edit.kind == "delete":
        del items[place]
    elif edit.kind == "rename":
        old = items[place].code
        moved = map_texts(items[place], lambda t: replace(t, id=code + t.id.removeprefix(old)))
        items[place] = replace(moved, code=code)
        aliases = {name: code if now == old else now for name, now in aliases.items()}
        aliases[old] = code
    step = replace(step, items=tuple(items))
    stage = replace(first, steps=(step, *first.steps[1:]))
    return replace(guide, stages=(stage, *rest), aliases=aliases)


def mark(entry: polib.POEntry) -> str:
    """A translation that tells its text from every other, and the English it was made from."""
    return f"{entry.msgctxt}|{entry.msgid}"


@settings(deadline=None, max_examples=settings().max_examples // 4)
@given(st.lists(EDITS, min_size=1, max_size=5))
def test_no_edit_loses_a_translation(edits: list[Edit]) -> None:
    guide = replace(GUIDE, interface={})  # which no edit touches
    text, _ = extract.update(guide, catalogue.parse_po(extract.extract(guide), "f"), "fr")
    for number, edit in enumerate(edits, start=10):
        po = catalogue.parse_po(text, "f")
        for entry in po:
            if not entry.obsolete and not entry.msgstr:
                entry.msgstr = mark(entry)
        before = {entry.msgstr for entry in po}
        guide = with_items(guide, edit, number)
        text, _ = extract.update(guide, po, "fr")
        made = catalogue.parse_po(text, "f")
        assert {entry.msgstr for entry in made if entry.msgstr} == before
        assert extract.update(guide, made, "fr")[0] == text
        now = {t.id: t.value for t in texts(guide)}
        for entry in (entry for entry in made if not entry.obsolete):
            assert entry.msgid == now[entry.msgctxt]
            if entry.msgstr and not entry.fuzzy:
                assert entry.msgstr.partition("|")[2] == entry.msgid
        if f"P-1.{number}" in guide.aliases.values():
            [kept] = [entry for entry in made if entry.msgctxt == f"P-1.{number}.title"]
            assert kept.msgstr
