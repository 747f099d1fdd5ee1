"""The forms of the guide that hostile strings go through: how each is made in memory, and read."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import polib
from libzim.reader import Archive
from markupsafe import Markup

from guide.core import queries
from guide.core.answers import PointAnswers, Workbook
from guide.core.artifacts import Artifact
from guide.core.model import Guide
from guide.core.plans import Grouping, PlanRequest
from guide.core.walk import texts
from guide.formats import epub, zim
from guide.formats import html as html_file
from guide.formats.context import Context
from guide.formats.data import export as data_export
from guide.formats.docx import handout as docx_handout
from guide.formats.docx import plan as docx_plan
from guide.formats.docx import tool as docx_tool
from guide.formats.docx import worksheet as docx_worksheet
from guide.formats.pdf import guide as pdf_guide
from guide.formats.pdf import handout as pdf_handout
from guide.formats.pdf import plan as pdf_plan
from guide.formats.pdf import tool as pdf_tool
from guide.formats.pdf import worksheet as pdf_worksheet
from guide.formats.registry import formats_of as files
from guide.formats.usb import texts as usb_texts
from guide.formats.xlsx import tool as xlsx_tool
from guide.formats.xlsx import workbook as xlsx_workbook
from guide.i18n import extract
from guide.i18n.catalogue import Catalogue, CatalogueEntry
from guide.i18n.coverage import coverage
from guide.i18n.publication import Gate
from guide.i18n.spreadsheet import exchange
from guide.i18n.terminology import TermUse
from guide.site import assets, csp, stash
from guide.site.layout import Heading, Layout, PageContent, Script
from guide.site.pages import MACROS, Page
from guide.site.routes import Links, Route, every_page
from guide.site.search import index as search_index
from guide.site.stash import Stash
from guide.theme import branding
from guide.theme.files import ThemeFiles
from guide.theme.templates import environment
from support import shapes
from support.paths import ROOT
from support.shapes import Reading

ADDRESS = "https://guide.test/base/"
USE = TermUse("x", confirmed=True, source="y")


@dataclass(frozen=True, slots=True)
class Output:
    """A form of the guide: its files by name in one language, or in all; how one is read.

    `pack`: how many strings a text holds at a time. More than one cannot hide each other: what one
    did would show. But a text that begins a formula must begin a text.
    """

    name: str
    make: Callable[[Context], Mapping[str, bytes]]
    read: Callable[[bytes], Reading]
    pack: int = 5
    longest: int | None = None  # letters of a string, where more take minutes
    silent: bool = False  # its words are looked at elsewhere


def one(name: str, write: Callable[[Context], bytes]) -> Callable[[Context], dict[str, bytes]]:
    return lambda context: {name: write(context)}


PLAN = PlanRequest("2026-12-05", Grouping.STAGE)


def answers(guide: Guide) -> Workbook:
    """A workbook in which somebody has each point in hand; hostile answers are in test_plan.py."""
    one = PointAnswers("partly", "high", "Awa", "2026-12-01")
    return Workbook(guide.slug, points=dict.fromkeys(guide.points, one))


def pdfs(context: Context) -> dict[str, bytes]:
    guide = context.guide
    made = {
        "guide": pdf_guide.write(context),
        "plan": pdf_plan.write(context, answers(guide), PLAN),
    }
    for audience in guide.audiences:
        made[f"handout-{audience.id}"] = pdf_handout.write(context, audience.id)
        sheet = queries.audience_worksheet(guide, audience.id)
        made[f"worksheet-{audience.id}"] = pdf_worksheet.write(context, sheet)
    for stage in guide.stages:
        sheet = queries.stage_worksheet(guide, stage.id)
        made[f"worksheet-{stage.id}"] = pdf_worksheet.write(context, sheet)
    return made | {f"tool-{tool.id}": pdf_tool.write(context, tool.id) for tool in guide.tools}


def docx(context: Context) -> dict[str, bytes]:
    guide = context.guide
    made = {who.id: docx_handout.write(context, who.id) for who in guide.audiences}
    made["plan"] = docx_plan.write(context, answers(guide), PLAN)
    for stage in guide.stages:
        sheet = queries.stage_worksheet(guide, stage.id)
        made[f"worksheet-{stage.id}"] = docx_worksheet.write(context, sheet)
    return made | {f"tool-{tool.id}": docx_tool.write(context, tool.id) for tool in guide.tools}


def xlsx(context: Context) -> dict[str, bytes]:
    made = {"workbook": xlsx_workbook.write(context)}
    tools = (tool.id for tool in context.guide.tools)
    return made | {f"tool-{tool}": xlsx_tool.write(context, tool) for tool in tools}


def entrance(context: Context) -> usb_texts.Entrance:
    return usb_texts.Entrance(context, "guide/index.html", ())


def readme(context: Context) -> bytes:
    return usb_texts.readme(entrance(context))


def catalogues(context: Context) -> dict[str, bytes]:
    """What `guide i18n extract` and `update` write: msgid and msgstr both hold the strings."""
    source = context.source
    old = polib.POFile()
    old.metadata = {"Language": "fr"}
    for text in texts(context.guide):
        old.append(polib.POEntry(msgctxt=text.id, msgid=f"old {text.value}", msgstr=text.value))
    return {
        "pot": extract.extract(source).encode(),
        "po": extract.update(source, old, "fr")[0].encode(),
    }


def sheet(context: Context) -> bytes:
    """What `guide i18n export` writes."""
    english = {text.id: text.value for text in texts(context.source)}
    location = context.guide.title.location
    entries = {
        text.id: CatalogueEntry(english[text.id], text.value, fuzzy=False, location=location)
        for text in texts(context.guide)
    }
    return exchange.export(context.source, Catalogue("fr", entries), "fr")


def zims(context: Context) -> dict[str, bytes]:
    """A ZIM of a page and of the index, read back: its metadata, then each of its files."""
    with tempfile.TemporaryDirectory() as name:
        folder, target = Path(name) / "pages", Path(name) / "x.zim"
        home = folder / ("" if context.guide.language == "en" else context.guide.language)
        assets.write_index(home, search_index.index(context.guide), offline=True)
        (home / "index.html").write_bytes(html_file.write(context, context.languages))
        (folder / "assets").mkdir()
        (folder / "assets/mark.svg").write_text(branding.guide_mark(context.theme))
        zim.write(context, folder, target)
        archive = Archive(target)
        entries = [archive._get_entry_by_id(n) for n in range(archive.all_entry_count)]
        found = {
            "files": [f"{e.path} {e.get_item().mimetype}" for e in entries if not e.is_redirect],
            "titles": [entry.title for entry in entries],
            "metadata": {
                key: archive.get_metadata(key).decode()
                for key in archive.metadata_keys
                if not key.startswith("Illustration")
            },
        }
    return {"zim": json.dumps(found).encode()}


def read_zim(made: bytes) -> Reading:
    read, files = shapes.as_json(made), json.loads(made)["files"]
    return Reading(read.shape + Counter(files), read.words)


def indexes(context: Context) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as name:
        assets.write_index(Path(name), search_index.index(context.guide), offline=True)
        return {path.suffix: path.read_bytes() for path in Path(name, "search").iterdir()}


def read_index(made: bytes) -> Reading:
    return (shapes.index if made.startswith(b"{") else shapes.index_script)(made)


def light(context: Context) -> bytes:
    return html_file.write(context, context.languages)


def start(context: Context) -> bytes:
    return usb_texts.start([entrance(context)])


# What else a site may say, with hostile characters where a setting could bring them.
FRAME = Layout(
    languages=("en", "fr"),
    incomplete=frozenset({"fr"}),
    search_worker="assets/search.js",
    icon="assets/mark.svg",
    styles=("assets/guide.css",),
    scripts=(Script("assets/guide.js", defer=True),),
    address=ADDRESS,
    exit="https://weather.test/?a=1&b=2",
    policy=csp.META,
    offline=False,
    mark=branding.mark(ThemeFiles(ROOT)),
)


def site_pages(context: Context) -> dict[str, bytes]:
    """Each page in its frame, as `plugin` gives it to MkDocs."""
    return {page.stub: _framed(context, page).encode() for page in every_page(context.guide)}


def _framed(context: Context, page: Route) -> str:
    guide, templates = context.guide, environment(context.theme)
    filled = Page(
        guide,
        Links(guide.profile, guide.language, page.path, indexes=search_index.indexes(guide)),
        templates,
        tuple(coverage(one, Gate()) for one in (context.source, guide)),
        {(term.id, guide.language): USE for term in guide.glossary},
        context.source,
        FRAME.languages,
        tuple(Artifact(o.name, o.edition, o.kind, o.subject, o.form, 9, 9) for o in files(guide)),
        keepable=True,
    )
    macro = MACROS[page.subject]
    arguments = [page.argument] if page.argument else list(macro.ids(guide)) if macro.ids else []
    held = Stash()
    content, _ = held.restore(f"<p>{held.store(macro.render(filled, *arguments))}</p>")
    contents = tuple(Heading.of(*head) for head in stash.headings(content))
    document = PageContent(page.title.value, Markup(content), contents, ADDRESS)  # noqa: S704 - as in plugin
    return templates.get_template("main.html").render(g=FRAME.of(filled, document))


def without_page(context: Context) -> dict[str, bytes]:
    """The 404 page, whose addresses begin at the root of the host, and the sitemap."""
    guide, templates = context.guide, environment(context.theme)
    made = {}
    for name, root in (("404.html", urlsplit(ADDRESS).path), ("sitemap.xml", ADDRESS)):
        links = Links(
            guide.profile, guide.language, "", indexes=search_index.indexes(guide), root=root
        )
        g = FRAME.of(Page(guide, links, templates), PageContent())
        made[name] = templates.get_template(name).render(g=g).encode()
    return made


def read_page(made: bytes) -> Reading:
    if made.startswith(b"<?xml"):
        return shapes.xml(made)
    assert not (found := csp.diagnostics(made.decode(), "x.html")), found
    read = shapes.html(made)
    letters = {what for what in read.shape if "/main/div/nav/ul/li" in what}  # of the glossary
    return Reading(Counter({w: n for w, n in read.shape.items() if w not in letters}), read.words)


_WIDTH = re.compile(r"\b(gridCol|tblW|tcW)( type=dxa)? w=\d+")
_COLUMN = re.compile(r"/cols/col .*")
_DISPLAY = re.compile(r"/hyperlink display=.*(?= location=)", re.DOTALL)


def _masked(read: Reading, change: Callable[[str], str]) -> Reading:
    shape: Counter[str] = Counter()
    for what, number in read.shape.items():
        shape[change(what)] += number
    return Reading(+shape, read.words)


def read_docx(made: bytes) -> Reading:
    """A Word document; columns of tools are as wide as their longest word asks for."""
    return _masked(shapes.docx(made), lambda what: _WIDTH.sub(r"\1\2 w", what))


def read_xlsx(made: bytes) -> Reading:
    """A workbook; columns are as wide as their heads, links within it show the name of a sheet."""
    found = _masked(shapes.xlsx(made), lambda what: _DISPLAY.sub("/hyperlink display", what))
    kept = {what: number for what, number in found.shape.items() if not _COLUMN.search(what)}
    return Reading(Counter(kept), found.words)


OUTPUTS = (
    Output("pages", site_pages, read_page, pack=16),
    Output("404 and sitemap", without_page, read_page),
    Output("light edition", one("guide.html", light), shapes.html),
    Output("EPUB", one("guide.epub", epub.write), shapes.epub),
    Output("PDF", pdfs, shapes.pdf, pack=4, longest=300, silent=True),  # long texts take far longer
    Output("DOCX", docx, read_docx, pack=12),
    Output("XLSX", xlsx, read_xlsx),
    Output("JSON", one("guide.json", data_export.as_json), shapes.as_json),
    Output("CSV", one("guide.csv", data_export.as_csv), shapes.as_csv, pack=1),
    Output("ZIM", zims, read_zim, pack=8),
    Output("START-HERE", one("START-HERE.html", start), shapes.html),
    Output("README", one("README.txt", readme), shapes.readme, pack=1),
    Output("search index", indexes, read_index),
    Output("catalogues", catalogues, shapes.po, pack=10),
    Output("translator's sheet", one("fr.xlsx", sheet), shapes.xlsx, pack=8),
)
