"""Makes the editions of a running build: pages, files, stick, ZIM."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from guide.adapters.builds import build_online, located
from guide.build import ahead
from guide.build.run import SITE, USB, ZIM, BuildState, Files, Run
from guide.core import artifacts
from guide.core.artifacts import Artifact, ArtifactKind
from guide.files.workers import Workers
from guide.formats import html, production, registry, social_card, zim
from guide.formats.data import export as data_export
from guide.formats.data import workbook_schema
from guide.formats.usb import folder as usb_folder
from guide.project import Project
from guide.site import builder, host_files
from guide.site.config import SiteRequest

_ZIM = b"zim"


def make_site(
    run: Run, workers: Workers[BuildState], files: Files, stick: tuple[Artifact, ...]
) -> None:
    """The pages, and what a host needs besides. They list only the files of this build."""
    site = run.folder / SITE
    listed = {
        code: tuple(one for one in of_language if run.wants(one.edition)) + stick
        for code, of_language in files.items()
    }
    request = SiteRequest(run.languages, files=listed, keepable=True)
    with ahead.of(run, workers, request) as before:
        build_online(run.request.root, site, replace(request, before=before))
        _place_catalogues(run.project, site / "downloads" / "translations")
        host_files.write(run.settings.theme, map(html.style, run.contexts), site)
        social_card.write(run.contexts, site)
    for one in stick:
        target = site / artifacts.online(one, "")
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(run.folder / one.name, target)


def _place_catalogues(loaded: Project, target: Path) -> None:
    """The files that translators work on, of languages that wait to be published too.

    Each also holds the words that the program translates, so that a translator can correct them.
    """
    target.mkdir(parents=True)
    for code, guide in loaded.guides.items():
        if not guide.profile.is_source(code):
            (target / f"{code}.po").write_bytes(ahead.offered(loaded, code))


def make_file(state: BuildState, code: str, name: str) -> tuple[production.Made, ...]:
    """A file to take along, on each paper; raises BuildError for a template that fails."""
    with located(state.project.root):
        return production.make_one(state.contexts[code], name)


def make_stick(run: Run, workers: Workers[BuildState], files: Files) -> Artifact:
    """The stick's folder, and the same as one archive, which the pages link to."""
    pages, session = run.folder / "pages", workers.state.session(run.languages, files)
    found = {code: builder.find(session, code) for code in run.languages}
    missing = [(code, run.languages, files) for code, kept in found.items() if kept is None]
    made = workers.each(finish_pages, missing)
    builder.build(session, pages, finished=lambda code: found[code] or next(made))
    usb_folder.write(run.contexts, pages, run.files, files, run.folder / USB)
    shutil.rmtree(pages)
    archive = run.folder / f"{run.project.source.slug}-usb-{run.project.source.version}.zip"
    usb_folder.pack(run.folder / USB, archive, run.contexts[0])
    return Artifact(archive.name, USB, ArtifactKind.STICK, "", "zip", archive.stat().st_size, 0)


def finish_pages(
    state: BuildState, code: str, languages: tuple[str, ...], files: Files
) -> builder.Finished:
    """The stick's pages in a language; raises BuildError for a template that fails."""
    with located(state.project.root):
        return builder.finish(state.session(languages, files), code)


def place_zims(run: Run, state: BuildState) -> list[str]:
    """Places the ZIMs that are in the cache; gives the codes of the languages whose ZIM is not."""
    wanted = run.languages if run.wants(ZIM) else ()
    if wanted:
        (run.folder / ZIM).mkdir()
    return [code for code in wanted if not _place_zim(state, code, run.folder)]


def _place_zim(state: BuildState, code: str, folder: Path) -> bool:
    """Places the ZIM of a language if it is in the cache."""
    session = state.session((code,))
    kept: bytes | None = session.find(_ZIM, code, session.outside(code))
    if kept:
        _zim(state, code, folder).write_bytes(kept)
    return bool(kept)


def make_zim(state: BuildState, code: str, folder: Path) -> None:
    """The ZIM of a language, in zim/ of the folder."""
    session, target, pages = state.session((code,)), _zim(state, code, folder), folder / f"_{code}"

    def made() -> bytes:
        with located(state.project.root):
            builder.build(session, pages)
        zim.write(state.contexts[code], pages, target)
        shutil.rmtree(pages)
        return target.read_bytes()

    target.write_bytes(session.kept(_ZIM, code, session.outside(code), made))


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
