"""Makes the editions of a running build: pages, files, stick, ZIM."""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from guide.adapters.builds import build_online, located
from guide.build.run import CLOCK, SITE, USB, ZIM, BuildState, Files, Run
from guide.core import artifacts
from guide.core.artifacts import Artifact, ArtifactKind
from guide.core.diagnostics import ContentError, Diagnostic
from guide.files import cache
from guide.files.workers import Workers
from guide.formats import html, production, registry, social_card, zim
from guide.formats.data import export as data_export
from guide.formats.data import workbook_schema
from guide.formats.usb import folder as usb_folder
from guide.i18n import extract
from guide.project import Project
from guide.site import builder, host_files, offline
from guide.site.config import SiteRequest, Target
from guide.site.settings import needs_mkdocs

FEW = 8  # small things that are made sooner than other processes begin
_ZIM = b"zim"
_Pages = tuple[str, SiteRequest, Path]  # the pages of a language, of a site, in a folder


def begin_site(
    run: Run, workers: Workers[BuildState], files: Files
) -> Callable[[tuple[Artifact, ...]], None]:
    """Begins with the online edition; gives what ends it, with the stick that its pages link to.

    They list only the files of this build.
    """
    site, is_theirs = run.folder / SITE, needs_mkdocs(run.request.root)
    beside = workers.each(make_beside, [(code, site) for code in run.project.languages], few=FEW)
    if run.wants(USB) and not is_theirs:
        _make_ahead(run, workers, _online(run, files))

    def end(stick: tuple[Artifact, ...]) -> None:
        request = _online(run, files, stick)
        if is_theirs:
            build_online(run.request.root, site, request)
        else:
            _begin_pages(run, workers, request, site)()
        deque(beside, 0)
        host_files.write(run.settings.theme, map(html.style, run.contexts), site)
        for one in stick:
            target = site / artifacts.online(one, "")
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(run.folder / one.name, target)

    return end


def _online(run: Run, files: Files, stick: tuple[Artifact, ...] = ()) -> SiteRequest:
    listed = {
        code: tuple(one for one in of_language if run.wants(one.edition)) + stick
        for code, of_language in files.items()
    }
    return SiteRequest(run.languages, files=listed, keepable=True)


def _make_ahead(run: Run, workers: Workers[BuildState], request: SiteRequest) -> None:
    """Lets others make pages while this process packs the stick: those that do not tell of it.

    They are found in the cache when they are needed, as are their problems.
    """
    session = workers.state.session(request)
    for code in run.languages if cache.is_on() else ():
        if not builder.has_own(session, code):
            workers.submit(finish_own, code, request)


def finish_own(state: BuildState, code: str, request: SiteRequest) -> None:
    """Puts the pages of a language into the cache, but for those that tell of the whole site."""
    builder.finish_own(state.session(request), code)


def _begin_pages(
    run: Run, workers: Workers[BuildState], request: SiteRequest, folder: Path
) -> Callable[[], None]:
    """Begins with the pages of a site, several languages at once; gives what ends them.

    Pages that are kept are placed at once. The end raises ContentError for their problems.
    """
    session = workers.state.session(request)
    problems: list[Diagnostic] = []
    missing: list[_Pages] = []
    for code in run.languages:
        if kept := builder.find(session, code):
            problems += builder.place(session, code, kept, folder)
        else:
            missing.append((code, request, folder))
    others = workers.each(make_pages, missing, few=2)

    def end() -> None:
        problems.extend(one for found in others for one in found)
        if problems:
            raise ContentError(problems)
        builder.write_shared(session, folder, float(os.environ[CLOCK]))

    return end


def make_pages(
    state: BuildState, code: str, request: SiteRequest, folder: Path
) -> Sequence[Diagnostic]:
    """The pages of a language; gives their problems, raises BuildError if a template fails."""
    with located(state.project.root):
        session = state.session(request)
        return builder.place(session, code, builder.finish(session, code), folder)


def make_beside(state: BuildState, code: str, site: Path) -> None:
    """What a language has online beside its pages: a picture for links, and its catalogue.

    A catalogue also holds the words that the program translates, so that translators can correct
    them. Languages that wait to be published have one too.
    """
    loaded = state.project
    if code in state.contexts:
        social_card.write([state.contexts[code]], site)
    if not loaded.source.profile.is_source(code):
        target = site / "downloads" / "translations" / f"{code}.po"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_offered(loaded, code))


def _offered(loaded: Project, code: str) -> bytes:
    own = (loaded.root / "translations" / f"{code}.po").read_text(encoding="utf-8")
    # Its comments quote the original, and its header is in no digest of texts.
    parts = [b"offered", loaded.digests[loaded.source.language], loaded.digests[code], own.encode()]
    made = partial(extract.whole, own, loaded.source, loaded.guides[code])
    return cache.cached(parts, ".po", lambda: made().encode())


def make_list(state: BuildState, code: str, folder: Path) -> None:
    """The list of what a browser may keep of a language; all files must be in their places."""
    languages, profile = tuple(state.contexts), state.project.source.profile
    shared = state.session(SiteRequest(languages)).shared_files
    offline.write(folder / SITE, profile, code, languages, shared)


def make_files(state: BuildState, code: str, names: Iterable[str]) -> Sequence[production.Document]:
    """Some files to take along, on each paper; raises BuildError for a template that fails."""
    with located(state.project.root):
        return production.make_batch(state.contexts[code], names)


def begin_stick(run: Run, workers: Workers[BuildState], files: Files) -> Callable[[], Artifact]:
    """Begins with the stick; gives what ends it: its folder, and an archive that pages link to."""
    pages = run.folder / "pages"
    finish_pages = _begin_pages(
        run, workers, SiteRequest(run.languages, Target.FOLDER, files), pages
    )

    def end() -> Artifact:
        finish_pages()
        usb_folder.write(run.contexts, pages, run.files, files, run.folder / USB)
        shutil.rmtree(pages)
        archive = run.folder / f"{run.project.source.slug}-usb-{run.project.source.version}.zip"
        usb_folder.pack(run.folder / USB, archive, run.contexts[0])
        size = archive.stat().st_size
        return Artifact(archive.name, USB, ArtifactKind.STICK, "", "zip", size, 0)

    return end


def place_zims(run: Run, state: BuildState) -> list[str]:
    """Places the ZIMs that are in the cache; gives the codes of the languages whose ZIM is not."""
    wanted = run.languages if run.wants(ZIM) else ()
    if wanted:
        (run.folder / ZIM).mkdir()
    return [code for code in wanted if not _place_zim(state, code, run.folder)]


def _place_zim(state: BuildState, code: str, folder: Path) -> bool:
    """Places the ZIM of a language if it is in the cache."""
    session = state.session(_in_zim(code))
    kept: bytes | None = session.find(_ZIM, code, session.outside(code))
    if kept:
        _zim(state, code, folder).write_bytes(kept)
    return bool(kept)


def make_zim(state: BuildState, code: str, folder: Path) -> None:
    """The ZIM of a language, in zim/ of the folder."""
    session, target = state.session(_in_zim(code)), _zim(state, code, folder)
    pages = folder / f"_{code}"

    def made() -> bytes:
        with located(state.project.root):
            builder.build(session, pages)
        zim.write(state.contexts[code], pages, target)
        shutil.rmtree(pages)
        return target.read_bytes()

    target.write_bytes(session.kept(_ZIM, code, session.outside(code), made))


def _in_zim(code: str) -> SiteRequest:
    return SiteRequest((code,), Target.FOLDER)


def _zim(state: BuildState, code: str, folder: Path) -> Path:
    return folder / ZIM / f"{state.project.source.slug}_{code}.zim"


def place_files(run: Run) -> None:
    """Moves the files of the requested editions to where the pages link to them."""
    site = run.folder / SITE
    for context in run.contexts:
        code = context.guide.language
        for one in registry.formats_of(context.guide):
            if run.wants(one.edition) and (run.files / code / one.name).is_file():
                target = site / "downloads" / code / one.name
                target.parent.mkdir(parents=True, exist_ok=True)
                (run.files / code / one.name).rename(target)
    if run.wants(registry.BOOK):
        (site / "downloads" / data_export.SCHEMA).write_bytes(data_export.schema())
        workbooks = workbook_schema.schema(run.project.source)
        (site / "downloads" / workbook_schema.NAME).write_bytes(workbooks)
