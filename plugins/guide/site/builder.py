"""Builds the pages of a site without MkDocs: for the stick, the ZIM and the preview.

For the online edition it makes the same bytes as MkDocs does with our plugin.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from guide.core.diagnostics import ContentError, Diagnostic
from guide.files.yaml_tree import read_text
from guide.site import authored, front_matter, page_sources
from guide.site.authored import Converter
from guide.site.config import Target
from guide.site.page_sources import Call
from guide.site.session import NOT_FOUND, SITEMAP, SiteSession
from guide.site.sources import Source

_FINISHED = b"finished pages"


class Finished(NamedTuple):
    """The finished pages of a language by their paths in the site, and its search index.

    `lost` are links that lead nowhere, `refused` is what the policy of pages does not allow.
    """

    pages: Mapping[str, str]
    search_index: str
    lost: list[Diagnostic]
    refused: list[Diagnostic]


def build(
    session: SiteSession,
    folder: Path,
    moment: float = 0,
    finished: Callable[[str], Finished] | None = None,
) -> None:
    """Writes the pages of a session's languages into a folder, with all that they load.

    `moment` is the time that packed files carry, in seconds since 1970. `finished` gives the pages
    of a language where others made them, as `finish` does. Raises ContentError for pages that their
    policy refuses and for links that lead nowhere, OSError where a file cannot be written.
    """
    indexes: dict[str, str] = {}
    lost: list[Diagnostic] = []
    for code in session.request.languages:
        made = finished(code) if finished else finish(session, code)
        for name, text in made.pages.items():
            _write(folder / name, text)
        indexes[code] = made.search_index
        lost += made.lost
        session.diagnostics += made.refused
    if lost:
        raise ContentError(lost)
    for name, file in copied(session):
        _copy(file, folder / name)
    if session.request.target is Target.ONLINE and session.source in indexes:
        _write_standalone(session, folder, moment)
    session.write_assets(folder, indexes)


def finish(session: SiteSession, code: str) -> Finished:
    """The pages of a language; from the cache where nothing that they depend on has changed."""
    make = partial(_finished, session, code)
    return session.kept(_FINISHED, code, session.outside(code), make)


def find(session: SiteSession, code: str) -> Finished | None:
    """The pages of a language if they are in the cache."""
    found: Finished | None = session.find(_FINISHED, code, session.outside(code))
    return found


def _finished(session: SiteSession, code: str) -> Finished:
    sources = session.sources[code]
    converter = Converter(sources, session.settings.extensions)
    before = len(session.diagnostics)
    pages = {
        name_of(session, code, source): page_of(session, code, source, converter)
        for source in sources.values()
        if source.is_page
    }
    refused = session.diagnostics[before:]
    del session.diagnostics[before:]
    lost = authored.lost(converter.found, sources, session.settings.docs.parent)
    return Finished(pages, session.search_index(code), [*lost], refused)


def name_of(session: SiteSession, code: str, source: Source) -> str:
    """The file of a page, from the root of the site."""
    links = replace(session.links(code, source.uri), root="/")
    name = links.page(links.path).removeprefix("/")
    return f"{name}index.html" if not name or name.endswith("/") else name


def page_of(session: SiteSession, code: str, source: Source, converter: Converter) -> str:
    """The HTML of a page. What its policy refuses is noted in the session.

    Raises UnreadableError for a file that cannot be read, and whatever its templates raise.
    """
    name, uri = _file_of(session, source), source.uri
    text = ""
    for part in _parts(session, source):
        if isinstance(part, Call):
            text += session.fill(code, uri, part.name, *part.arguments)
        else:
            text += part
    document = converter.convert(text, uri, session.links(code, uri))
    html, _ = session.stash.restore(document.html)
    context = session.frame(code, uri, replace(document, html=html))
    output = session.templates.get_template("main.html").render(context)
    return session.finished(output, name)


def fill(session: SiteSession, code: str) -> None:
    """Fills all pages of a language, and no more: what is made is in the cache, or noted there."""
    for source in session.sources[code].values():
        for part in _parts(session, source) if source.is_page else ():
            if isinstance(part, Call):
                session.fill(code, source.uri, part.name, *part.arguments)


def _file_of(session: SiteSession, source: Source) -> str:
    return f"docs/{source.file.relative_to(session.settings.docs).as_posix()}"


def _parts(session: SiteSession, source: Source) -> list[str | Call]:
    """Texts and calls of a page; the check before each build refuses other template code."""
    name = _file_of(session, source)
    _, body = front_matter.split(read_text(source.file, name))
    return [one for one in page_sources.parts(body, name) if isinstance(one, str | Call)]


def copied(session: SiteSession) -> Iterator[tuple[str, Path]]:
    """What is copied unchanged, by its path in the site, including the theme's search worker."""
    worker = session.settings.search_worker
    yield worker, session.settings.material / worker
    for code in dict.fromkeys((session.source, *session.request.languages)):
        for uri, source in session.sources[code].items():
            if not source.is_page and source.language == code:
                yield session.profile.folder(code) + uri, source.file


def _write_standalone(session: SiteSession, folder: Path, moment: float) -> None:
    for name in (NOT_FOUND, SITEMAP):
        output = session.templates.get_template(name).render(session.standalone(name))
        if name == NOT_FOUND:
            output = session.finished(output, session.settings.theme.name(name))
        _write(folder / name, output)
    packed = folder / f"{SITEMAP}.gz"
    with packed.open("wb") as file, gzip.GzipFile(str(packed), "wb", 9, file, moment) as archive:
        archive.write((folder / SITEMAP).read_bytes())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
