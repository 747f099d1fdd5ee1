"""What PDFs and pictures depend on, so that they are made again when it changes, and only then."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from guide import project
from guide.core.model import Guide
from guide.formats import registry, social_card, typesetting, zim
from guide.formats.context import Context
from guide.formats.pdf import tool as pdf_tool
from guide.theme.files import DEFAULTS, ThemeFiles
from support import tooled
from support.paths import ROOT

TEMPLATES = {path.name: path for path in (DEFAULTS / "print").glob("*.typ")}
DOCUMENTS = [*{*TEMPLATES} - {"common.typ"}]
ADDRESS = "https://guide.test/"


@pytest.fixture
def tiny(tmp_path: Path) -> Context:
    root = tooled.copy(tmp_path / "guide")
    guide = project.load(root).source
    return Context(guide, guide, ADDRESS, ThemeFiles(root))


def said_anew(context: Context, key: str) -> Context:
    """The guide with another text in place of a message."""
    texts = context.guide.interface
    changed = {**texts, key: replace(texts[key], value="Another text")}
    return replace(context, guide=replace(context.guide, interface=changed))


def overridden(context: Context, name: str, change: Callable[[str], str]) -> Context:
    """The guide with a template of its own, made from the default."""
    own = context.theme.overrides / "print" / name
    own.parent.mkdir(parents=True, exist_ok=True)
    text = TEMPLATES[name].read_text(encoding="utf-8") if name in TEMPLATES else ""
    own.write_text(change(text), encoding="utf-8")
    return context


def keys(context: Context, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[bytes, ...]]:
    """For each kind of PDF and for the picture, all that its first document depends on."""

    class Asked(Exception):
        parts: tuple[bytes, ...] = ()

    def ask(parts: Iterable[bytes], *_: object) -> bytes:
        asked = Asked()
        asked.parts = tuple(parts)
        raise asked

    writers: dict[str, Callable[[Context], bytes]] = {"picture": social_card.picture}
    for spec in registry.formats_of(context.guide):
        if spec.edition == registry.PRINT:
            writers.setdefault(str(spec.kind), spec.write)
    found = {}
    with monkeypatch.context() as patched:
        patched.setattr("guide.formats.typesetting.cache.cached", ask)
        for name, write in writers.items():
            with pytest.raises(Asked) as asked:
                write(context)
            found[name] = asked.value.parts
    return found


# --- messages and templates ---------------------------------------------------------------------


@pytest.mark.parametrize("template", sorted(DOCUMENTS))
def test_a_document_gets_the_messages_that_its_templates_name(
    template: str, guides: dict[str, Guide]
) -> None:
    guide = guides["en"]
    context = Context(guide, guide, ADDRESS, ThemeFiles(ROOT))
    text = typesetting._payload(context, template, {}, 10)
    handed = {*json.loads(text)["words"]}
    sources = "".join(TEMPLATES[name].read_text("utf-8") for name in (template, "common.typ"))
    named = {*re.findall(r"\bwords\.([a-z0-9-]+)", sources)}
    assert named
    assert named <= handed
    assert len(handed - named) < 10 < len(guide.interface) / 10


def test_a_message_that_no_template_names_changes_no_file(
    tiny: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys(tiny, monkeypatch)
    assert len(before) == 5
    assert keys(said_anew(tiny, "search-close"), monkeypatch) == before
    after = keys(said_anew(tiny, "worksheet-owner"), monkeypatch)
    assert {kind for kind in before if after[kind] != before[kind]} == {"worksheet"}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("tool.typ", {"tool"}),
        ("plan.typ", set()),
        ("social-card.typ", {"picture"}),
        ("common.typ", {"guide", "handout", "worksheet", "tool", "picture"}),
        ("logo.svg", {"guide", "handout", "worksheet", "tool", "picture"}),
    ],
)
def test_a_template_changes_the_files_that_it_makes(
    tiny: Context, monkeypatch: pytest.MonkeyPatch, name: str, kinds: set[str]
) -> None:
    before = keys(tiny, monkeypatch)
    after = keys(overridden(tiny, name, lambda text: f"{text}\n// changed"), monkeypatch)
    assert {kind for kind in before if after[kind] != before[kind]} == kinds


def test_a_template_of_the_guide_may_name_any_message_and_others_beside_it(tiny: Context) -> None:
    overridden(tiny, "mine.typ", lambda _: '#let mine = json("/data.json").words.search')
    overridden(tiny, "tool.typ", lambda text: f'{text}\n#import "mine.typ": mine\n#line(mine)')
    words = tiny.guide.interface["search"].value
    made = pdf_tool.write(tiny, "visit")
    assert words in "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)


def test_a_message_that_there_is_not_ends_the_build(tiny: Context) -> None:
    overridden(tiny, "tool.typ", lambda text: f"{text}\n#line(words.no-such-message)")
    with pytest.raises(typesetting.TypesettingError, match="no-such-message"):
        pdf_tool.write(tiny, "visit")


# --- the cache ----------------------------------------------------------------------------------


def test_pictures_are_drawn_once(
    tiny: Context, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mark = tmp_path / zim.MARK
    mark.parent.mkdir()
    mark.write_bytes((DEFAULTS / zim.MARK).read_bytes())
    first = (social_card.picture(tiny), zim._picture(tiny, tmp_path))
    for name in ("typesetting._compile", "social_card._with_few_colours", "zim._drawn"):
        monkeypatch.delattr(f"guide.formats.{name}")
    assert (social_card.picture(tiny), zim._picture(tiny, tmp_path)) == first
    mark.write_bytes(mark.read_bytes() + b"\n")
    with pytest.raises(NameError):
        zim._picture(tiny, tmp_path)
