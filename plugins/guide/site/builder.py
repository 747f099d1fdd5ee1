"""Builds the pages of a site without MkDocs, language by language.

For the online edition it makes the same bytes as MkDocs does with our plugin.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from guide.core.diagnostics import ContentError, Diagnostic
from guide.files.yaml_tree import read_text
from guide.site import authored, front_matter, page_sources
from guide.site.authored import Converter
from guide.site.config import Target
from guide.site.page_sources import Call
from guide.site.pages import MACROS
from guide.site.search.index import Document
from guide.site.session import NOT_FOUND, SITEMAP, SiteSession
from guide.site.sources import Source

_FINISHED = b"finished pages"


@dataclass(frozen=True, slots=True)
class Finished:
    """Finished pages of a language by their paths in the site.

    `searched` is what its search index gets of authors' pages, by path below docs/. `problems` are
    links that lead nowhere, and what the policy of pages does not allow.
    """

    pages: Mapping[str, str]
    searched: Mapping[str, Sequence[Document]]
    problems: Sequence[Diagnostic]


def build(session: SiteSession, folder: Path, moment: float = 0) -> None:
    """Writes the pages of a session's languages into a folder, with all that they load.

    `moment` is as for `write_shared`. Raises ContentError for pages that their policy refuses and
    for links that lead nowhere, OSError where a file cannot be written.
    """
    problems = [
        one
        for code in session.request.languages
        for one in place(session, code, finish(session, code), folder)
    ]
    if problems:
        raise ContentError(problems)
    write_shared(session, folder, moment)


def place(
    session: SiteSession, code: str, finished: Iterable[Finished], folder: Path
) -> list[Diagnostic]:
    """Writes the pages of a language with its search index and fonts; gives their problems."""
    problems: list[Diagnostic] = []
    for some in finished:
        for name, text in some.pages.items():
            _write(folder / name, text)
        session.searched[code] |= some.searched
        problems += some.problems
    session.write_assets(folder, code)
    return problems


def write_shared(session: SiteSession, folder: Path, moment: float = 0) -> None:
    """Writes what the pages of all languages load, and the page for lost readers and the sitemap.

    `moment` is the time that packed files carry, in seconds since 1970. Raises ContentError for
    what the policy of pages refuses.
    """
    for name, file in copied(session):
        _copy(file, folder / name)
    if session.request.target is Target.ONLINE and session.source in session.request.languages:
        _write_standalone(session, folder, moment)
    session.write_shared(folder)


def finish(session: SiteSession, code: str) -> list[Finished]:
    """The pages of a language; from the cache where nothing that they depend on has changed.

    Those that depend on other languages are apart, so that a change of one spares most of another.
    """
    return [_half(session, code, *half) for half in _halves(session, code)]


def finish_own(session: SiteSession, code: str) -> Finished:
    """The pages of a language that depend on no other; they are kept for `finish`."""
    return _half(session, code, *next(_halves(session, code)))


def _half(session: SiteSession, code: str, asked: object, sources: list[Source]) -> Finished:
    make = partial(_finished, session, code, sources)
    return session.kept(_FINISHED, code, asked, make)


def find(session: SiteSession, code: str) -> list[Finished] | None:
    """The pages of a language if all are in the cache."""
    found = [session.find(_FINISHED, code, asked) for asked, _ in _halves(session, code)]
    return None if None in found else found


def has_own(session: SiteSession, code: str) -> bool:
    """Whether the pages that `finish_own` makes are in the cache."""
    asked, _ = next(_halves(session, code))
    return session.has(_FINISHED, code, asked)


def _halves(session: SiteSession, code: str) -> Iterator[tuple[object, list[Source]]]:
    """The pages of a language, divided by what they depend on, which comes first."""
    pages = [source for source in session.sources[code].values() if source.is_page]
    are_of_site = [
        any(isinstance(part, Call) and MACROS[part.name].of_site for part in _parts(session, one))
        for one in pages
    ]
    for half in (False, True):
        sources = [one for one, is_of in zip(pages, are_of_site, strict=True) if is_of is half]
        yield (half, session.outside(code, of_site=half)), sources


def _finished(session: SiteSession, code: str, sources: Sequence[Source]) -> Finished:
    calls = [
        (one.uri, part.name, part.arguments)
        for one in sources
        for part in _parts(session, one)
        if isinstance(part, Call)
    ]
    session.share(code, calls)
    files = session.sources[code]
    converter = Converter(files, session.settings.extensions)
    before = len(session.diagnostics)
    pages = {
        name_of(session, code, source): page_of(session, code, source, converter)
        for source in sources
    }
    refused = session.diagnostics[before:]
    del session.diagnostics[before:]
    lost = authored.lost(converter.found, files, session.settings.docs.parent)
    searched = session.searched[code]
    found = {one.uri: searched[one.uri] for one in sources if one.uri in searched}
    return Finished(pages, found, [*lost, *refused])


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
