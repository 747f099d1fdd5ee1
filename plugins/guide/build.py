"""The recipe: check → files → pages → stick, ZIM → checksums → swap.

Everything is made in a folder beside the output, then renamed into its place, so a build that fails
or is killed leaves the last good output untouched.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from guide import project
from guide.adapters import config
from guide.adapters.builds import build_online, located, refused
from guide.core import artifacts
from guide.core.artifacts import Artifact, ArtifactKind
from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.errors import BuildError
from guide.core.model import Guide
from guide.files import atomic, cache, checksums
from guide.formats import html, production, registry, social_card, typesetting, zim
from guide.formats.context import Context
from guide.formats.data import export as data_export
from guide.formats.data import workbook_schema
from guide.formats.sbom import document as sbom
from guide.formats.usb import folder as usb_folder
from guide.formats.usb import rules as usb_rules
from guide.i18n import extract, publication
from guide.project import Project
from guide.site import builder, host_files, offline
from guide.site.config import SiteRequest, SiteSettings, Target
from guide.theme import font_coverage

SITE, USB, ZIM = "site", "usb", "zim"
EDITIONS = (SITE, *registry.EDITIONS, USB, ZIM)

ProgressCallback = Callable[[str], None]
Files = Mapping[str, tuple[Artifact, ...]]  # by language


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: the project's folder, where to, which languages and editions."""

    root: Path
    out: Path
    languages: tuple[str, ...] = ()
    editions: tuple[str, ...] = EDITIONS


def build(request: BuildRequest, progress: ProgressCallback = lambda _: None) -> None:
    """Makes the editions; `progress` is called with what is being done.

    Raises ContentError for problems in the inputs, BuildError for any other failure.
    """
    try:
        _refuse_place(request)
        with atomic.workplace(request.out) as folder, located(request.root):
            progress("checking")
            run = _Run.of(request, project.check(request.root), folder, progress)
            with _clock(run.project.source.date):
                _make(run)
            sbom.write(run.project.source, run.languages, folder)
            progress("checksums")
            checksums.write(folder)
            atomic.swap(folder, request.out)
    except OSError as error:
        raise BuildError(refused(error)) from None
    except (typesetting.TypesettingError, usb_rules.StickError, zim.ZimError) as refusal:
        raise BuildError(str(refusal)) from None


def _refuse_place(request: BuildRequest) -> None:
    """Refuses an output folder that holds other files or is among the inputs."""
    inputs = [request.root / "docs", *project.sources(request.root)]
    if any(request.out.is_relative_to(folder) for folder in inputs):
        raise BuildError(f"{request.out} is among the inputs; choose another folder with --out")
    if name := atomic.foreign(request.out):
        raise BuildError(
            f"{request.out} holds {name}, which is not from a build; "
            "empty it or choose another with --out"
        )


@dataclass(frozen=True)
class _Run:
    """A running build: the request, the project and the folder.

    `contexts` are those of the languages that are built.
    """

    request: BuildRequest
    project: Project
    settings: SiteSettings
    contexts: tuple[Context, ...]
    folder: Path
    progress: ProgressCallback

    @classmethod
    def of(
        cls, request: BuildRequest, loaded: Project, folder: Path, progress: ProgressCallback
    ) -> _Run:
        """The run of a request for a project that was checked."""
        settings = config.settings(request.root)
        languages = request.languages or loaded.published
        address, theme = settings.address, settings.theme
        contexts = tuple(
            Context(loaded.guides[code], loaded.source, address, theme, languages)
            for code in languages
        )
        return cls(request, loaded, settings, contexts, folder, progress)

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that are built."""
        return self.contexts[0].languages

    @property
    def files(self) -> Path:
        """The downloads, until they are moved to their places."""
        return self.folder / "downloads"

    def wants(self, edition: str) -> bool:
        """Whether an edition is asked for."""
        return edition in self.request.editions

    def build_folder(self, languages: tuple[str, ...], files: Files, target: Path) -> None:
        """Pages to be opened from a folder."""
        request = SiteRequest(languages, Target.FOLDER, files)
        builder.build(self.project.session(self.settings, request), target)


def _make(run: _Run) -> None:
    """The editions, each after those that it needs."""
    wanted = {*registry.EDITIONS}
    if not run.wants(USB):
        wanted &= {*run.request.editions}
    if {*run.request.editions} - {registry.OFFICE}:
        # Not an output without PDFs: it would look whole, and one command mends it.
        places = publication.read(run.request.root).places
        _refuse(font_coverage.missing({code: places[code] for code in run.languages}))
    if registry.PRINT in wanted:
        _refuse(font_coverage.diagnostics(context.guide for context in run.contexts))
    files = production.make(run.contexts, wanted, run.files, run.progress)
    stick: tuple[Artifact, ...] = ()
    if run.wants(USB):
        run.progress("stick")
        stick = (_make_stick(run, files),)
    if run.wants(SITE):
        run.progress(f"pages: {', '.join(run.languages)}")
        _make_site(run, files, stick)
    if run.wants(ZIM):
        run.progress("ZIM")
        _make_zims(run)
    _place_files(run)
    shutil.rmtree(run.files, ignore_errors=True)
    if run.wants(SITE):
        pages = run.project.session(run.settings, SiteRequest(run.languages))
        profile = run.project.source.profile
        offline.write(run.folder / SITE, profile, run.languages, pages.shared_files)


def _refuse(diagnostics: Iterable[Diagnostic]) -> None:
    """Raises ContentError for problems, if there are any."""
    if found := list(diagnostics):
        raise ContentError(found)


def _make_site(run: _Run, files: Files, stick: tuple[Artifact, ...]) -> None:
    """The pages, and what a host needs besides. They list only the files of this build."""
    site = run.folder / SITE
    listed = {
        code: tuple(one for one in of_language if run.wants(one.edition)) + stick
        for code, of_language in files.items()
    }
    build_online(run.request.root, site, SiteRequest(run.languages, files=listed, keepable=True))
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

            def offered(code: str = code, guide: Guide = guide) -> bytes:
                own = (loaded.root / "translations" / f"{code}.po").read_text(encoding="utf-8")
                return extract.whole(own, loaded.source, guide).encode()

            content = cache.cached([b"offered", loaded.digests[code]], ".po", offered)
            (target / f"{code}.po").write_bytes(content)


def _make_stick(run: _Run, files: Files) -> Artifact:
    """The stick's folder, and the same as one archive, which the pages link to."""
    pages = run.folder / "pages"
    run.build_folder(run.languages, files, pages)
    usb_folder.write(run.contexts, pages, run.files, files, run.folder / USB)
    shutil.rmtree(pages)
    archive = run.folder / f"{run.project.source.slug}-usb-{run.project.source.version}.zip"
    usb_folder.pack(run.folder / USB, archive, run.contexts[0])
    return Artifact(archive.name, USB, ArtifactKind.STICK, "", "zip", archive.stat().st_size, 0)


def _make_zims(run: _Run) -> None:
    """A ZIM of each language."""
    for context in run.contexts:
        code, pages = context.guide.language, run.folder / "pages"
        run.build_folder((code,), {}, pages)
        zim.write(context, pages, run.folder / ZIM / f"{context.guide.slug}_{code}.zim")
        shutil.rmtree(pages)


def _place_files(run: _Run) -> None:
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


@contextmanager
def _clock(date: str) -> Iterator[None]:
    """Files that carry a time carry the edition's date: the same inputs give the same bytes.

    A value in the environment wins; otherwise it is set for the build and removed again, since a
    process may build another guide next. See
    https://reproducible-builds.org/specs/source-date-epoch/.
    """
    name = "SOURCE_DATE_EPOCH"
    if name in os.environ:
        yield
        return
    stamp = datetime.fromisoformat(date).replace(tzinfo=UTC)
    os.environ[name] = str(int(stamp.timestamp()))
    try:
        yield
    finally:
        del os.environ[name]
