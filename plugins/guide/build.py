"""Floor 6. The recipe: check → pages → manifest → swap.

All is made in a folder beside the output and then put in its place by renames, so a build that
fails or is killed leaves the last good output as it was.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.utils.yaml import yaml_load

from guide import manifest, offline_copy, stubs, swapping
from guide.downloads import Download
from guide.editions import data, making, outputs, pdf
from guide.editions.context import Context
from guide.languages import SOURCE
from guide.plugin import GuidePlugin
from guide.project import Project

SITE = "site"
EDITIONS = (SITE, *outputs.EDITIONS)
PLACEHOLDER = "//example.org/"  # the address in mkdocs.yml where none is set


Files = Mapping[str, tuple[Download, ...]]  # by language


class BuildError(Exception):
    """A build that could not be made, for a reason other than its inputs."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: the project's folder, where to, which languages and editions."""

    root: Path
    out: Path
    languages: tuple[str, ...] = ()
    editions: tuple[str, ...] = EDITIONS


@dataclass(frozen=True, slots=True)
class _Share:
    """One process's share of the pages: its languages, all languages of the site, the files.

    `offline` pages are opened from a folder.
    """

    only: tuple[str, ...]
    shown: tuple[str, ...]
    files: Files
    offline: bool


def build(order: Order, tell: Callable[[str], None] = lambda _: None) -> None:
    """Makes the editions; `tell` hears what is being done.

    Raises ContentError for problems in the inputs, BuildError for any other failure.
    """
    made = order.out.parent / f".dist-{os.getpid()}"
    try:
        swapping.recover(order.out)
        tell("checking")
        loaded = stubs.checked(order.root)
        _set_clock(loaded.source.date)
        made.mkdir(parents=True)
        languages = order.languages or loaded.published
        files = _make_files(order, loaded, languages, made / "downloads", tell)
        tell(f"pages: {', '.join(languages)}")
        _make_site(order, languages, made, files)
        tell("checksums")
        manifest.write(made)
        swapping.swap(made, order.out)
    except OSError as error:
        raise BuildError(_refused(error)) from None
    except pdf.Refused as refusal:
        raise BuildError(str(refusal)) from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _make_files(
    order: Order,
    loaded: Project,
    languages: tuple[str, ...],
    folder: Path,
    tell: Callable[[str], None],
) -> Files:
    """The files that readers take along, in folder/<language>/."""
    address, templates = site_settings(order.root)
    contexts = [
        Context(loaded.guides[code], loaded.source, address, templates, languages)
        for code in languages
    ]
    chosen = [edition for edition in outputs.EDITIONS if edition in order.editions]
    return making.make(contexts, chosen, folder, tell)


def _make_site(order: Order, languages: tuple[str, ...], made: Path, files: Files) -> None:
    """The pages, and beside them the files that they link."""
    if SITE in order.editions:
        build_pages(order.root, made / SITE, languages, files)
        _, templates = site_settings(order.root)
        shutil.copytree(templates / "hosting", made / SITE, dirs_exist_ok=True)
    for code in languages:
        if (made / "downloads" / code).is_dir():
            target = made / SITE / "downloads" / code
            target.parent.mkdir(parents=True, exist_ok=True)
            (made / "downloads" / code).rename(target)
    if outputs.BOOK in order.editions:
        (made / SITE / "downloads" / data.SCHEMA).write_bytes(data.schema())
    shutil.rmtree(made / "downloads", ignore_errors=True)
    if SITE in order.editions:
        offline_copy.write(made / SITE, languages)


def site_settings(root: Path) -> tuple[str, Path]:
    """What mkdocs.yml says: the public address, '' for the placeholder's; the templates' folder."""
    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        settings = yaml_load(file)
    address = str(settings.get("site_url") or "")
    templates = root / settings["theme"]["custom_dir"]
    return "" if PLACEHOLDER in address else address, templates.resolve()


def _set_clock(date: str) -> None:
    """Files that carry a time carry the edition's date: the same inputs give the same bytes.

    See reproducible-builds.org's specification of SOURCE_DATE_EPOCH.
    """
    stamp = datetime.fromisoformat(date).replace(tzinfo=UTC)
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(stamp.timestamp())))


def build_pages(
    root: Path,
    site: Path,
    languages: tuple[str, ...],
    files: Files | None = None,
    *,
    offline: bool = False,
) -> None:
    """The pages, by MkDocs, in strict mode; two processes share the languages.

    `files` are those that the pages link, by language. `offline` pages are those of the stick:
    they work from a folder and find their files where the stick has them (downloads.on_stick).

    Each process builds its languages into a folder of its own; the second one's are moved into
    the first one's. Where a system cannot fork, one process builds all.
    """
    whole = _Share(languages, languages, files or {}, offline)
    hands = _deal(languages, min(2, os.cpu_count() or 1))
    if len(hands) == 1 or not hasattr(os, "fork"):
        _run_mkdocs(root, site, whole)
        return
    parts = [site.with_name(f"{site.name}-{number}") for number in range(len(hands))]
    context = get_context("fork")
    workers = [
        context.Process(target=_work, args=(root, part, replace(whole, only=hand)))
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


def _work(root: Path, site: Path, share: _Share) -> None:
    """One process's share; a build that fails says why in a line and exits with 1."""
    try:
        _run_mkdocs(root, site, share)
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


def _run_mkdocs(root: Path, site: Path, share: _Share) -> None:
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
    except Abort as error:
        raise BuildError(str(error)) from None
    finally:
        config.plugins.on_shutdown()
