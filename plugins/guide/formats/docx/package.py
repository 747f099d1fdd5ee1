"""DOCX: data from the model, laid out by the templates in docx/ of the theme.

A DOCX is a few XML files in a ZIP. The templates are those files; texts are escaped there by
Jinja's autoescape, and nowhere else. The same input gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from guide.core.model import Text
from guide.files import cache, fingerprint
from guide.formats.context import Context
from guide.formats.papers import A4, LETTER
from guide.formats.payload import Payload, line
from guide.theme import brand_fonts, fonts
from guide.theme.templates import environment
from guide.theme.typefaces import OfficeFont

# The parts of the package, and the template of each beside the document itself.
_PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "relations.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document-relations.xml",
    "word/fontTable.xml": "fonts.xml",
    "word/footer.xml": "foot.xml",
    "word/header.xml": "head.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
_PAPERS = {A4: (11906, 16838), LETTER: (12240, 15840)}  # twentieths of a point
_MARGIN = 964
_PAGE_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


@dataclass(frozen=True, slots=True)
class DocumentSetup:
    """How a document is laid out: upright or across; the size of its text in points; its sheets.

    `format` is a key of `_PAPERS`.
    """

    landscape: bool = False
    size: float = 10
    format: str = A4

    @property
    def paper(self) -> Payload:
        """The paper in twentieths of a point; `inner` is the width between the margins."""
        width, height = sorted(_PAPERS[self.format], reverse=self.landscape)
        return {
            "width": width,
            "height": height,
            "margin": _MARGIN,
            "inner": width - 2 * _MARGIN,
            "landscape": self.landscape,
        }


def write(
    context: Context,
    template: str,
    data: Mapping[str, Any],
    sheet: DocumentSetup,
    *,
    private: bool = False,
) -> bytes:
    """A document laid out by a template of docx/, or the same document from the cache.

    `data` holds `title` and `notices`, made by `payload.line`, `address` of the document
    online ('' for none), and what the template asks for besides. A `private` document leaves no
    trace in the cache.
    """
    words = {key: line(text) for key, text in context.guide.interface.items()}
    values = {"data": {**_common(context, sheet), **data}, "words": words}
    if private:
        return _made(context, template, values)
    theme = context.theme
    templates = fingerprint.files(theme.root, [theme.overrides])  # ours are in the program
    parts = (b"docx", fingerprint.program(), templates, template.encode(), repr(values).encode())
    return cache.cached(parts, ".docx", lambda: _made(context, template, values))


def _made(context: Context, template: str, values: Mapping[str, Any]) -> bytes:
    env, parts = environment(context.theme), {**_PARTS, "word/document.xml": template}
    return _packed(
        context,
        ((name, env.get_template(f"docx/{parts[name]}").render(values)) for name in sorted(parts)),
    )


def _common(context: Context, sheet: DocumentSetup) -> Payload:
    """What every document needs: language, fonts, paper, head and foot."""
    guide, words, colours = context.guide, context.words, context.colours.light
    latin, faces = _latin(context), fonts.office(guide.language, guide.profile.source_language)
    ours, own = fonts.SCRIPTS[fonts.LATIN].office, fonts.of(guide.language).office
    high = fonts.high_ansi(guide.language)
    return {
        "language": {
            "code": guide.language,
            "direction": words.language.direction,
            "comma": words.language.comma,
        },
        "face": latin if own is ours else own,
        "latin": latin,
        "high": latin if high is ours else high,
        "east": fonts.east_asian(guide.language),
        "faces": [latin if face is ours else face for face in faces],
        "size": sheet.size,
        "colours": {
            "quiet": _bare(colours.quiet),
            "edge": _bare(colours.edge),
            "accent": _bare(colours.accent),
            "stages": [_bare(colour) for colour in colours.stages],
        },
        "paper": sheet.paper,
        "has_source": guide.has_source,
        "guide": line(guide.title),
        "publishers": line(guide.publishers),
        "author": guide.publishers.value,
        "number": guide.version,
        "version": line(words.ui("footer-version", version=guide.version, date=words.date)),
        "cite": line(words.citation_of_all()),
        "unofficial": line(words.conditions()),
        "page_of": _with_fields(guide.interface["page-of"]),
        "moment": context.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _latin(context: Context) -> OfficeFont:
    """The font of Latin letters: the guide's own by its name, for who has it; or ours."""
    ours, own = fonts.SCRIPTS[fonts.LATIN].office, brand_fonts.read(context.theme)
    return replace(ours, document=own.family) if own else ours


def _bare(colour: str) -> str:
    return colour.removeprefix("#")


def _with_fields(text: Text) -> list[Payload]:
    """Words and fields of a text with {page} and {pages}, numbers that only Word knows."""
    about = line(text) or {}
    found = re.split(r"\{(page|pages)\}", text.value)
    return [
        {"field": _PAGE_FIELDS[part] if odd % 2 else "", "words": {**about, "text": part}}
        for odd, part in enumerate(found)
        if part
    ]


def _packed(context: Context, parts: Iterable[tuple[str, str]]) -> bytes:
    """The ZIP of the parts; their times are the edition's date."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in parts:
            entry = zipfile.ZipInfo(name, context.moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            package.writestr(entry, text.lstrip())
    return made.getvalue()
