"""Floor 6. Pages by MkDocs, in strict mode; two processes share the languages.

Each process builds its languages into folders of its own, which are then joined. Where a system
cannot fork, one process builds all.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any

import yaml

from guide import template_errors
from guide.downloads import Download
from guide.languages import SOURCE

Files = Mapping[str, tuple[Download, ...]]  # by language
_HANDS = 2


class BuildError(Exception):
    """A build that could not be made, for a reason other than its inputs."""


@dataclass(frozen=True, slots=True)
class _Share:
    """What one run of MkDocs builds: its languages, all languages of the site, the files.

    `offline` pages are opened from a folder.
    """

    only: tuple[str, ...]
    shown: tuple[str, ...]
    files: Files
    offline: bool


def build_pages(
    root: Path,
    site: Path,
    languages: tuple[str, ...],
    files: Files | None = None,
    *,
    offline: bool = False,
) -> None:
    """The pages of a site.

    `files` are those that the pages link, by language. `offline` pages are those of the stick:
    they work from a folder and find their files where the stick has them (downloads.on_stick).
    Raises BuildError.
    """
    whole = _Share(languages, languages, files or {}, offline)
    hands = _deal(languages)
    if len(hands) == 1:
        _run_mkdocs(root, site, whole)
        return
    parts = [site.with_name(f"{site.name}-{number}") for number in range(len(hands))]
    shares = zip(parts, hands, strict=True)
    _in_processes(root, [[(part, replace(whole, only=hand))] for part, hand in shares])
    parts[0].rename(site)
    for part, hand in zip(parts[1:], hands[1:], strict=True):
        for code in hand:
            (part / code).rename(site / code)
        shutil.rmtree(part)


def build_apart(root: Path, folder: Path, languages: tuple[str, ...]) -> None:
    """The pages of each language alone in folder/<language>/, to open from a folder, without files.

    Raises BuildError.
    """
    tasks = [
        [(folder / code, _Share((code,), (code,), {}, offline=True)) for code in hand]
        for hand in _deal(languages)
    ]
    if len(tasks) == 1:
        for site, share in tasks[0]:
            _run_mkdocs(root, site, share)
    else:
        _in_processes(root, tasks)


def _deal(languages: Iterable[str]) -> list[tuple[str, ...]]:
    """Languages dealt round; the source language, which writes the shared files, comes first."""
    hands = min(_HANDS, os.cpu_count() or 1) if hasattr(os, "fork") else 1
    ordered = sorted(languages, key=lambda code: code != SOURCE)
    dealt = [tuple(ordered[number::hands]) for number in range(hands)]
    return [hand for hand in dealt if hand]


def _in_processes(root: Path, tasks: Sequence[Sequence[tuple[Path, _Share]]]) -> None:
    context = get_context("fork")
    workers = [context.Process(target=_work, args=(root, mine)) for mine in tasks]
    # Held back until each child has its own way with Ctrl-C.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        for worker in workers:
            worker.start()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for worker in workers:
            worker.join()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for worker in workers:
            if worker.is_alive():
                worker.kill()
                worker.join()
    if any(worker.exitcode for worker in workers):
        raise BuildError("MkDocs could not build the pages; its messages stand above")


def _work(root: Path, mine: Sequence[tuple[Path, _Share]]) -> None:
    """One process's share; a build that fails says why in a line and exits with 1.

    It ends at once with Ctrl-C, and with its parent.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        for site, share in mine:
            _run_mkdocs(root, site, share)
    except BuildError as error:
        print(f"guide: {error}", file=sys.stderr)
    except OSError as error:
        print(f"guide: {refused(error)}", file=sys.stderr)
    else:
        return
    sys.exit(1)


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
    os._exit(1)  # whatever the other threads do


@contextmanager
def located(root: Path) -> Iterator[None]:
    """Turns what MkDocs, its plugins and the templates raise into BuildError, with file and line.

    Other exceptions are faults of this program, and pass.
    """
    try:
        yield
    except _errors_of_mkdocs() as error:
        raise BuildError(" ".join(str(error).split())) from None
    except yaml.YAMLError as error:
        raise BuildError(f"mkdocs.yml: {' '.join(str(error).split())}") from None
    except Exception as error:
        place = template_errors.place(root, error)
        if not place:
            raise
        message = f"{place}: {template_errors.told(error)}; correct the template"
        raise BuildError(message) from None


def _errors_of_mkdocs() -> tuple[type[Exception], ...]:
    """The one base of MkDocs' exceptions; none where it is not installed."""
    try:
        from click import ClickException  # noqa: PLC0415 - as in _run_mkdocs
    except ModuleNotFoundError:
        return ()
    return (ClickException,)


def refused(error: OSError) -> str:
    """What the system would not do; a template that is missing is an OSError too."""
    name = error.filename2 or error.filename
    return f"cannot write {name}: {error.strerror}" if name else f"cannot be built: {error}"


def _run_mkdocs(root: Path, site: Path, share: _Share) -> None:
    with located(root):
        _run(root, site, share)


def _run(root: Path, site: Path, share: _Share) -> None:
    # Who builds no pages needs no MkDocs: imported here, `guide check` and others run without it.
    from mkdocs.commands.build import build as mkdocs_build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415

    from guide.plugin import GuidePlugin  # noqa: PLC0415

    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    if not logger.handlers:
        logger.addHandler(logging.StreamHandler())
    settings: dict[str, Any] = (
        {"use_directory_urls": False, "site_url": ""} if share.offline else {}
    )
    config = load_config(str(root / "mkdocs.yml"), strict=True, site_dir=str(site), **settings)
    plugin = config.plugins["guide"]
    if not isinstance(plugin, GuidePlugin):
        raise BuildError("the plugin called guide in mkdocs.yml is not this program's")
    plugin.only, plugin.shown = share.only, share.shown
    plugin.files, plugin.offline = share.files, share.offline
    plugin.keepable = not share.offline
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    finally:
        config.plugins.on_shutdown()
