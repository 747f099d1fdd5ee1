"""The recipe: check → files → pages → stick, ZIM → checksums → swap.

Everything is made in a folder beside the output, then renamed into its place, so a build that fails
or is killed leaves the last good output untouched.
"""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

from guide import project
from guide.adapters.builds import located, refused
from guide.build import editions, unchanged
from guide.build.run import CLOCK, SITE, USB, BuildRequest, BuildState, ProgressCallback, Run
from guide.core.artifacts import Artifact
from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.errors import BuildError
from guide.files import atomic, cache, checksums
from guide.files.workers import Workers
from guide.formats import production, registry, typesetting, zim
from guide.formats.sbom import document as sbom
from guide.formats.usb import rules as usb_rules
from guide.i18n import publication
from guide.theme import font_coverage


def build(request: BuildRequest, progress: ProgressCallback = lambda *_: None) -> bool:
    """Makes the editions, and tells whether there was anything to do.

    `progress` is called with what is being done. Raises ContentError for problems in the inputs,
    BuildError for any other failure.
    """
    try:
        _refuse_place(request)
        made_from = _inputs(request)
        with atomic.workplace(request.out) as folder, located(request.root):
            if unchanged.is_there(request.out, made_from):
                return False
            with _workers(request) as workers:
                progress("checking", 0, 0)
                loaded = project.check(request.root, workers)
                run = Run.of(request, loaded, folder, progress)
                contexts = {one.guide.language: one for one in run.contexts}
                with _clock(loaded.source.date):
                    workers.tell(BuildState(loaded, run.settings, contexts))
                    _make(run, workers)
            sbom.write(loaded.source, run.languages, folder)
            progress("checksums", 0, 0)
            checksums.write(folder)
            atomic.swap(folder, request.out)
        cache.drop_old()
        if made_from == _inputs(request):  # else a file was changed in the meantime
            unchanged.note(request.out, made_from)
    except OSError as error:
        raise BuildError(refused(error)) from None
    except (typesetting.TypesettingError, usb_rules.StickError, zim.ZimError) as refusal:
        raise BuildError(str(refusal)) from None
    return True


def _workers(request: BuildRequest) -> Workers[BuildState]:
    """Processes for a build; this one joins them where there are only pages to make.

    Other builds give it enough to do: it packs what the others have made.
    """
    joins = {*request.editions} == {SITE} or request.jobs == 1
    workers: Workers[BuildState] = Workers(
        request.jobs - joins, joins=joins, modules=(editions.__name__,)
    )
    if not joins:
        workers.begin()
    return workers


def _inputs(request: BuildRequest) -> bytes | None:
    return unchanged.inputs(request.root, request.languages, request.editions)


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


def _make(run: Run, workers: Workers[BuildState]) -> None:
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
    files = production.make(
        run.contexts,
        wanted,
        run.files,
        lambda batches: workers.each(editions.make_files, batches),
        partial(run.progress, "files"),
    )
    # All is begun at once, first what others wait for.
    finish_stick = editions.begin_stick(run, workers, files) if run.wants(USB) else None
    waiting = editions.place_zims(run, workers.state)
    zims = workers.each(editions.make_zim, [(code, run.folder) for code in waiting])
    finish_site = editions.begin_site(run, workers, files) if run.wants(SITE) else None
    stick: tuple[Artifact, ...] = ()
    if finish_stick:
        run.progress("stick", 0, 0)
        stick = (finish_stick(),)
    if finish_site:
        run.progress("pages", 0, 0)
        finish_site(stick)
    for number, _ in enumerate(zims):
        run.progress("ZIM", number, len(waiting))
    editions.place_files(run)
    shutil.rmtree(run.files, ignore_errors=True)
    if run.wants(SITE):
        lists = [(code, run.folder) for code in run.languages]
        deque(workers.each(editions.make_list, lists, few=editions.FEW), 0)


def _refuse(diagnostics: Iterable[Diagnostic]) -> None:
    """Raises ContentError for problems, if there are any."""
    if found := list(diagnostics):
        raise ContentError(found)


@contextmanager
def _clock(date: str) -> Iterator[None]:
    """Files that carry a time carry the edition's date: the same inputs give the same bytes.

    A value in the environment wins; otherwise it is set for the build and removed again, since a
    process may build another guide next. See
    https://reproducible-builds.org/specs/source-date-epoch/.
    """
    if CLOCK in os.environ:
        yield
        return
    stamp = datetime.fromisoformat(date).replace(tzinfo=UTC)
    os.environ[CLOCK] = str(int(stamp.timestamp()))
    try:
        yield
    finally:
        del os.environ[CLOCK]
