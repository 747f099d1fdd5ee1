"""Floor 6. The recipe: check → pages → manifest → swap.

All is made in a folder beside the output and then put in its place by renames, so a build that
fails or is killed leaves the last good output as it was.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from guide import manifest, stubs
from guide.languages import SOURCE
from guide.plugin import GuidePlugin

EDITIONS = ("site",)
_ABANDONED = 3600  # seconds after which a half-made folder can belong to no running build


class BuildError(Exception):
    """A build that could not be made, for a reason other than its inputs."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: the project's folder, where to, which languages and editions."""

    root: Path
    out: Path
    languages: tuple[str, ...] = ()
    editions: tuple[str, ...] = EDITIONS


def build(order: Order, tell: Callable[[str], None] = lambda _: None) -> None:
    """Makes the editions; `tell` hears what is being done.

    Raises ContentError for problems in the inputs, BuildError for any other failure.
    """
    making = order.out.parent / f".dist-{os.getpid()}"
    try:
        recover(order.out)
        tell("checking")
        loaded = stubs.checked(order.root)
        _set_clock(loaded.source.date)
        making.mkdir(parents=True)
        languages = order.languages or loaded.published
        tell(f"pages: {', '.join(languages)}")
        build_pages(order.root, making / "site", languages)
        tell("checksums")
        manifest.write(making)
        swap(making, order.out)
    except OSError as error:
        raise BuildError(_refused(error)) from None
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _set_clock(date: str) -> None:
    """Files that carry a time carry the edition's date: the same inputs give the same bytes.

    See reproducible-builds.org's specification of SOURCE_DATE_EPOCH.
    """
    stamp = datetime.fromisoformat(date).replace(tzinfo=UTC)
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(stamp.timestamp())))


def build_pages(root: Path, site: Path, languages: tuple[str, ...]) -> None:
    """The online edition's pages, by MkDocs, in strict mode; two processes share the languages.

    Each process builds its languages into a folder of its own; the second one's are moved into
    the first one's. Where a system cannot fork, one process builds all.
    """
    hands = _deal(languages, min(2, os.cpu_count() or 1))
    if len(hands) == 1 or not hasattr(os, "fork"):
        _run_mkdocs(root, site, languages, languages)
        return
    parts = [site.with_name(f"{site.name}-{number}") for number in range(len(hands))]
    context = get_context("fork")
    workers = [
        context.Process(target=_work, args=(root, part, hand, languages))
        for part, hand in zip(parts, hands, strict=True)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise BuildError("MkDocs could not build the pages; its messages stand above")
    parts[0].rename(site)
    for part, hand in zip(parts[1:], hands[1:], strict=True):
        for code in hand:
            (part / code).rename(site / code)
        shutil.rmtree(part)


def _deal(languages: Iterable[str], hands: int) -> list[tuple[str, ...]]:
    """Languages dealt round; the source language, which writes the shared files, comes first."""
    ordered = sorted(languages, key=lambda code: code != SOURCE)
    dealt = [tuple(ordered[number::hands]) for number in range(hands)]
    return [hand for hand in dealt if hand]


def _work(root: Path, site: Path, only: tuple[str, ...], shown: tuple[str, ...]) -> None:
    """One process's share; a build that fails says why in a line and exits with 1."""
    try:
        _run_mkdocs(root, site, only, shown)
    except BuildError as error:
        print(f"guide: {error}", file=sys.stderr)
    except OSError as error:
        print(f"guide: {_refused(error)}", file=sys.stderr)
    else:
        return
    sys.exit(1)


def _refused(error: OSError) -> str:
    """What the system would not do; a template that is missing is an OSError too."""
    name = error.filename2 or error.filename
    return f"cannot write {name}: {error.strerror}" if name else f"cannot be built: {error}"


def _run_mkdocs(root: Path, site: Path, only: tuple[str, ...], shown: tuple[str, ...]) -> None:
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    if not logger.handlers:
        logger.addHandler(logging.StreamHandler())
    config = load_config(str(root / "mkdocs.yml"), strict=True, site_dir=str(site))
    plugin = config.plugins["guide"]
    if not isinstance(plugin, GuidePlugin):
        raise BuildError("the plugin called guide in mkdocs.yml is not this program's")
    plugin.only, plugin.shown = only, shown
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    except Abort as error:
        raise BuildError(str(error)) from None
    finally:
        config.plugins.on_shutdown()


def swap(made: Path, out: Path) -> None:
    """Puts a made tree in the place of the last; the last stays until the new one stands."""
    last = _last(out)
    if out.exists():
        out.rename(last)
    try:
        made.rename(out)
    except OSError:
        if last.exists():
            last.rename(out)
        raise
    shutil.rmtree(last, ignore_errors=True)


def recover(out: Path) -> None:
    """Mends what a killed build left: the last good output, and half-made folders."""
    last = _last(out)
    if last.exists():
        if out.exists():
            shutil.rmtree(last)
        else:
            last.rename(out)
    for left in out.parent.glob(".dist-[0-9]*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                shutil.rmtree(left)


def _last(out: Path) -> Path:
    return out.with_name(f".dist-last-{out.name}")
