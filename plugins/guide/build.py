"""Floor 6. The recipe: check → files → pages → stick, ZIM → checksums → swap.

All is made in a folder beside the output and then put in its place by renames, so a build that
fails or is killed leaves the last good output as it was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from guide import (
    downloads,
    hosting,
    manifest,
    offline_copy,
    policy,
    project,
    sbom,
    stubs,
    swapping,
)
from guide.downloads import Download, Kind
from guide.editions import data, glyphs, making, outputs, pdf, preview, usb, usb_rules, zim
from guide.editions.context import Context
from guide.languages import SOURCE
from guide.model import Where
from guide.page_building import BuildError, Files, build_apart, build_pages, located, refused
from guide.problems import ContentError, Problem
from guide.project import Project

SITE, USB, ZIM = "site", "usb", "zim"
EDITIONS = (SITE, *outputs.EDITIONS, USB, ZIM)
NAME = "impact-guide"  # of the files that hold a whole edition

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: the project's folder, where to, which languages and editions."""

    root: Path
    out: Path
    languages: tuple[str, ...] = ()
    editions: tuple[str, ...] = EDITIONS


def build(order: Order, tell: Tell = lambda _: None) -> None:
    """Makes the editions; `tell` hears what is being done.

    Raises ContentError for problems in the inputs, BuildError for any other failure.
    """
    try:
        _refuse_place(order)
        with swapping.workplace(order.out) as made, located(order.root):
            tell("checking")
            loaded = stubs.checked(order.root)
            contexts = _contexts(order, loaded)
            with _clock(loaded.source.date):
                _make(order, contexts, made, tell)
            sbom.write(loaded.source, contexts[0].languages, made)
            tell("checksums")
            manifest.write(made)
            swapping.swap(made, order.out)
    except OSError as error:
        raise BuildError(refused(error)) from None
    except (pdf.Refused, usb_rules.Unfit, zim.Refused) as refusal:
        raise BuildError(str(refusal)) from None


def _refuse_place(order: Order) -> None:
    """Refuses an output in whose place the files of others are, or which would be an input."""
    inputs = [order.root / "docs", *project.sources(order.root)]
    if any(order.out.is_relative_to(folder) for folder in inputs):
        raise BuildError(f"{order.out} is among the inputs; choose another folder with --out")
    if name := swapping.foreign(order.out):
        raise BuildError(
            f"{order.out} holds {name}, which no build made; empty it or choose another with --out"
        )


def _contexts(order: Order, loaded: Project) -> list[Context]:
    address, templates = site_settings(order.root)
    languages = order.languages or loaded.published
    return [
        Context(loaded.guides[code], loaded.source, address, templates, languages)
        for code in languages
    ]


def _make(order: Order, contexts: list[Context], made: Path, tell: Tell) -> None:
    """The editions in the order in which they need each other."""
    languages = contexts[0].languages
    waiting = made / "downloads"  # until the files stand in their places
    wanted = {*outputs.EDITIONS} & {
        *(outputs.EDITIONS if USB in order.editions else order.editions)
    }
    if outputs.PRINT in wanted:
        problems = list(glyphs.problems(context.guide for context in contexts))
        if problems:
            raise ContentError(problems)
    files = making.make(contexts, wanted, waiting, tell)
    stick: tuple[Download, ...] = ()
    if USB in order.editions:
        tell("stick")
        stick = (_make_stick(order, contexts, made, files),)
    if SITE in order.editions:
        tell(f"pages: {', '.join(languages)}")
        _make_site(order, contexts, made, files, stick)
    if ZIM in order.editions:
        tell("ZIM")
        _make_zims(order, contexts, made)
    _place_files(order, contexts, waiting, made / SITE)
    shutil.rmtree(waiting, ignore_errors=True)
    if SITE in order.editions:
        offline_copy.write(made / SITE, languages)


def _make_site(
    order: Order, contexts: list[Context], made: Path, files: Files, stick: tuple[Download, ...]
) -> None:
    """The pages, and what a host needs beside them. They list the files of this build alone."""
    site = made / SITE
    listed = {
        code: tuple(one for one in of_language if one.edition in order.editions) + stick
        for code, of_language in files.items()
    }
    build_pages(order.root, site, contexts[0].languages, listed)
    _place_catalogues(order.root / "translations", site / "downloads" / "translations")
    hosting.write(contexts, site)
    preview.write(contexts, site)
    for one in stick:
        target = site / downloads.online(one, SOURCE)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(made / one.name, target)


def _place_catalogues(translations: Path, target: Path) -> None:
    """The files that translators work on, of languages that wait to be published too."""
    target.mkdir(parents=True)
    for path in sorted(translations.glob("*.po")):
        shutil.copyfile(path, target / path.name)


def _make_stick(order: Order, contexts: list[Context], made: Path, files: Files) -> Download:
    """The folder of the stick, and the same as one archive, which the pages link."""
    pages = made / "pages"
    build_pages(order.root, pages, contexts[0].languages, files, offline=True)
    usb.write(contexts, pages, made / "downloads", made / USB)
    shutil.rmtree(pages)
    archive = made / f"{NAME}-usb-{contexts[0].guide.version}.zip"
    usb.pack(made / USB, archive, contexts[0])
    return Download(archive.name, USB, Kind.STICK, "", "zip", archive.stat().st_size, 0)


def _make_zims(order: Order, contexts: list[Context], made: Path) -> None:
    """A ZIM of each language."""
    pages = made / "pages"
    build_apart(order.root, pages, contexts[0].languages)
    for context in contexts:
        code = context.guide.language
        zim.write(context, pages / code, made / ZIM / f"{NAME}_{code}.zim")
    shutil.rmtree(pages)


def _place_files(order: Order, contexts: list[Context], made: Path, site: Path) -> None:
    """Puts the files of the editions that are wanted where the pages link them."""
    for context in contexts:
        code = context.guide.language
        for one in outputs.outputs(context.guide):
            if one.edition in order.editions and (made / code / one.name).is_file():
                target = site / "downloads" / code / one.name
                target.parent.mkdir(parents=True, exist_ok=True)
                (made / code / one.name).rename(target)
    if outputs.BOOK in order.editions:
        (site / "downloads" / data.SCHEMA).write_bytes(data.schema())


def site_settings(root: Path) -> tuple[str, Path]:
    """What mkdocs.yml says: the public address, '' for the placeholder's; the templates' folder.

    Raises ContentError where its address or its quick exit is wrong, or where its values cannot be
    built, such as a date that does not exist; before anything is made.
    """
    from mkdocs.exceptions import ConfigurationError  # noqa: PLC0415 - as in page_building.py
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415

    path = root / "mkdocs.yml"
    try:
        with path.open(encoding="utf-8") as file:
            settings = yaml_load(file)
    except (ConfigurationError, ValueError, RecursionError) as error:
        message = f"cannot be read: {error}; correct the value"
        raise ContentError([Problem(Where(path.name, 1), message)]) from None
    policy.exit_address(path, (settings.get("extra") or {}).get(policy.EXIT))
    address = policy.site_address(path, settings.get(policy.SITE))
    return address, (root / settings["theme"]["custom_dir"]).resolve()


@contextmanager
def _clock(date: str) -> Iterator[None]:
    """Files that carry a time carry the edition's date: the same inputs give the same bytes.

    What the environment says comes first, and is as it was afterwards: a process may build another
    guide next. See reproducible-builds.org's specification of SOURCE_DATE_EPOCH.
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
