"""What shared links show: a picture of each language, and what each page says of itself."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from guide import project
from guide.build import BuildRequest, build
from guide.core.languages import find
from guide.core.model import Guide, State, Text
from guide.core.walk import map_texts
from guide.formats import social_card, typesetting
from guide.formats.context import Context
from guide.site import metadata
from guide.site.routes import every_page
from guide.theme.files import ThemeFiles
from support.html_tree import Element, read
from support.paths import ADDRESS, ROOT
from support.pdf_reading import Pdf, letters, share_found
from support.tiny import copy, edit

LANGUAGES = ("en", "fr", "es", "pt", "id", "ar", "my")
PAPER = (0xFD, 0xFC, 0xF9)
STAGES = ((0x8A, 0x6B, 0x1D), (0x1D, 0x61, 0x43), (0x0B, 0x3A, 0x7B), (0x41, 0x0C, 0x45))
MOST = 60_000  # bytes of a picture
LENGTHS = range(40, 421)  # characters of a description


def context(guide: Guide) -> Context:
    return Context(guide, guide, "", ThemeFiles(ROOT), LANGUAGES)


def as_pdf(guide: Guide) -> Pdf:
    """The picture by the same template and data, in a form whose words can be read."""
    here = context(guide)
    text = typesetting._payload(here, social_card.TEMPLATE, social_card.data(here), 10)
    return Pdf(typesetting._compile(here, social_card.TEMPLATE, text, {}))


def in_state(guide: Guide, state: State, *, but: str = "") -> Guide:
    """The guide with each text in a state, but one, which stays as it is."""

    def change(text: Text) -> Text:
        return text if text.id == but else replace(text, state=state)

    return map_texts(guide, change)


# --- the picture --------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_picture_has_its_size_and_its_colours(guides: dict[str, Guide], code: str) -> None:
    made = social_card.picture(context(guides[code]))
    assert len(made) < MOST
    with Image.open(io.BytesIO(made)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (metadata.WIDTH, metadata.HEIGHT))
        picture = drawn.convert("RGB")
    corners = [(x, y) for x in (0, metadata.WIDTH - 1) for y in (0, metadata.HEIGHT - 1)]
    assert {picture.getpixel(corner) for corner in corners} == {PAPER}
    colours = [colour for _, colour in picture.getcolors() or [] if isinstance(colour, tuple)]
    for stage in STAGES:
        assert any(max(map(abs, map(int.__sub__, colour, stage))) < 8 for colour in colours)


def test_the_same_words_give_the_same_bytes(guides: dict[str, Guide]) -> None:
    here = context(guides["my"])
    first = social_card.picture(here)
    assert social_card.picture(here) == first
    assert social_card.picture(context(guides["ar"])) != first


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_is_on_it_and_inside_it(guides: dict[str, Guide], code: str) -> None:
    guide = guides[code]
    made = as_pdf(guide)
    (page,) = made.pages
    assert (page.width, page.height) == (metadata.WIDTH, metadata.HEIGHT)
    assert page.outside == []
    least = 0.6 if code == "ar" else 1  # poppler joins or parts a few Arabic words
    for text in metadata.on_picture(guide):
        assert share_found(text.value, made.text) >= least, text.id
    assert {guide.title, guide.subtitle, guide.edition} < {*metadata.on_picture(guide)}


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_life_cycle_runs_as_the_language_does(guides: dict[str, Guide], code: str) -> None:
    (page,) = as_pdf(guides[code]).pages
    firsts = [letters(stage.title.value)[0] for stage in guides[code].stages]
    places = [next(word.left for word in page.words if word.text == first) for first in firsts]
    assert places == sorted(places, reverse=code == "ar")


def test_one_draft_is_enough_to_be_marked(guides: dict[str, Guide]) -> None:
    french = guides["fr"]
    word = french.interface["notice-draft-title"]
    reviewed = in_state(french, State.REVIEWED)
    one_draft = in_state(french, State.REVIEWED, but=french.stages[-1].items[-1].text.id)
    for guide, marked in ((french, True), (one_draft, True), (reviewed, False)):
        assert (word.value in as_pdf(guide).text) is marked
        assert (word.id in {text.id for text in metadata.on_picture(guide)}) is marked
    assert guides["en"].interface["notice-draft-title"].value not in as_pdf(guides["en"]).text


# --- what a page says ---------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_page_describes_itself_in_a_few_words(guides: dict[str, Guide], code: str) -> None:
    guide = guides[code]
    said = {
        page.path: metadata.metadata(guide, page, pictured=True).description
        for page in every_page(guide)
    }
    assert {path: text for path, text in said.items() if len(text) not in LENGTHS} == {}
    own = [path for path in said if path not in ("", "about")]
    assert len({said[path] for path in own}) == len(own)
    assert said[""] == said["about"]


@pytest.mark.parametrize(
    ("code", "locale"),
    [("en", "en_US"), ("pt", "pt_PT"), ("pt-BR", "pt_BR"), ("uz-Cyrl", "uz_UZ"), ("my", "my_MM")],
)
def test_a_locale_is_a_language_and_a_territory(code: str, locale: str) -> None:
    found = find(code)
    assert found
    assert found.locale == locale


def made_site(folder: Path, address: str, *editions: str) -> Path:
    """The tiny guide, in English, French and a language for which there is no font."""
    root = copy(folder / "tiny")
    edit(root, "mkdocs.yml", "https://example.org/", address)
    summary = '"A \\"school\\" & its garden < a farm."'
    edit(root, "content/guide.yml", "How a school plans and grows a garden.", summary)
    edit(root, "translations/languages.yml", "[en, fr", "[en, fr, ka")
    french = (root / "translations/fr.po").read_text(encoding="utf-8")
    header = french.split("\n\n", 1)[0].replace("Language: fr", "Language: ka")
    (root / "translations/ka.po").write_text(header + "\n", encoding="utf-8")
    build(BuildRequest(root, folder / "dist", ("en", "fr", "ka"), editions or ("site",)))
    return folder / "dist"


def tags(page: Element) -> dict[str, list[str]]:
    """Contents of the page's meta elements by name or property."""
    found: dict[str, list[str]] = {}
    for meta in page.all("meta", content="*"):
        name = meta.attrs.get("property") or meta.attrs.get("name")
        if name:
            found.setdefault(name, []).append(meta.attrs["content"])
    return found


@pytest.mark.mkdocs
def test_pages_tell_programs_what_to_show(tmp_path: Path) -> None:
    site = made_site(tmp_path, ADDRESS) / "site"
    home = tags(read(site / "index.html"))
    assert home["description"] == home["og:description"] == ['A "school" & its garden < a farm.']
    assert home["og:title"] == home["og:site_name"] == ["The School Garden"]
    assert home["og:image"] == [f"{ADDRESS}assets/preview.png"]
    assert home["og:url"] == [ADDRESS]
    assert home["og:image:width"] + home["og:image:height"] == ["1200", "630"]
    assert "A guide to growing food together" in home["og:image:alt"][0]
    assert home["twitter:card"] == ["summary_large_image"]
    assert (home["og:type"], home["og:locale"]) == (["website"], ["en_US"])
    stage = tags(read(site / "fr/checklist/growing/index.html"))
    title = project.load(tmp_path / "tiny").guides["fr"].stage("growing").title.value
    assert (stage["og:title"], stage["og:type"]) == ([title], ["article"])
    assert stage["og:image"] == [f"{ADDRESS}fr/assets/preview.png"]
    assert stage["og:url"] == [f"{ADDRESS}fr/checklist/growing/"]
    without_font = tags(read(site / "ka/index.html"))
    assert without_font["og:locale"] == ["ka_GE"]
    assert not {"og:image", "og:image:alt", "twitter:card"} & {*without_font}


@pytest.mark.mkdocs
def test_without_an_address_pages_describe_themselves_alone(tmp_path: Path) -> None:
    site = made_site(tmp_path, "https://example.org/") / "site"
    for path in site.rglob("*.html"):
        found = tags(read(path))
        assert len(found["description"]) == 1, path
        assert not [name for name in found if name.startswith(("og:", "twitter:"))], path


@pytest.mark.mkdocs
def test_pictures_stand_on_the_site_alone(tmp_path: Path) -> None:
    dist = made_site(tmp_path, ADDRESS, "site", "usb", "zim")
    found = {path.relative_to(dist).as_posix() for path in dist.rglob("preview.png")}
    assert found == {"site/assets/preview.png", "site/fr/assets/preview.png"}
    for name in ("offline.json", "fr/offline.json"):
        kept = json.loads((dist / "site" / name).read_bytes())["files"]
        assert kept
        assert not [path for path in kept if "preview" in path]
    pages = [path.read_text(encoding="utf-8") for path in (dist / "usb/guide").rglob("*.html")]
    assert not [page for page in pages if "og:" in page]
    for page in (dist / "zim").iterdir():
        assert b"preview.png" not in page.read_bytes()
