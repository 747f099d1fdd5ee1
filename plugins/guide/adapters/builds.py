"""Builds the online edition with MkDocs in strict mode, and reports its errors in one line each."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import yaml

from guide.adapters.requests import asking
from guide.core.errors import BuildError
from guide.site.config import SiteRequest
from guide.theme import template_errors


def build_online(root: Path, site: Path, request: SiteRequest) -> None:
    """Writes the pages of the online edition into the folder `site`; `root` is the project.

    Raises BuildError if MkDocs warns of anything or fails.
    """
    # Imported here so that `guide check` and other commands run where MkDocs is not installed.
    from mkdocs.commands.build import build as mkdocs_build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415

    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with located(root), _with_warnings(), _git_asked_once(), asking(request):
        config = load_config(str(root / "mkdocs.yml"), strict=True, site_dir=str(site))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()


@contextmanager
def _git_asked_once() -> Iterator[None]:
    """Lets the macros plugin ask Git about the project once, not twelve times for each language."""
    from mkdocs_macros import context  # noqa: PLC0415 - as in build_online

    ask = context.get_git_info
    context.get_git_info = cache(ask)
    try:
        yield
    finally:
        context.get_git_info = ask


@contextmanager
def _with_warnings() -> Iterator[None]:
    """Turns an error of MkDocs into BuildError, with MkDocs' warnings before it, one per line."""
    logger, collector = logging.getLogger("mkdocs"), _Collector()
    level, propagate = logger.level, logger.propagate
    logger.addHandler(collector)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield
    except _mkdocs_errors() as error:
        raise BuildError("\n".join([*collector.lines, " ".join(str(error).split())])) from None
    finally:
        logger.removeHandler(collector)
        logger.setLevel(level)
        logger.propagate = propagate


class _Collector(logging.Handler):
    """Collects log messages, each as one line."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(" ".join(record.getMessage().split()))


@contextmanager
def located(root: Path) -> Iterator[None]:
    """Turns errors of MkDocs, its plugins and the templates into BuildError, with file and line.

    `root` is the project. Other exceptions are bugs in this program and pass unchanged.
    """
    try:
        yield
    except _mkdocs_errors() as error:
        raise BuildError(" ".join(str(error).split())) from None
    except SystemExit as error:  # from adapters/macros.py
        raise BuildError(str(error).removeprefix("guide: ")) from None
    except BuildError:
        raise
    except yaml.YAMLError as error:
        raise BuildError(f"mkdocs.yml: {' '.join(str(error).split())}") from None
    except Exception as error:
        place = template_errors.place(root, error)
        if not place:
            raise
        message = f"{place}: {template_errors.told(error)}; correct the template"
        raise BuildError(message) from None


def _mkdocs_errors() -> tuple[type[Exception], ...]:
    """The base of MkDocs' exceptions; empty if MkDocs is not installed."""
    try:
        from click import ClickException  # noqa: PLC0415 - as in build_online
    except ModuleNotFoundError:
        return ()
    return (ClickException,)


def refused(error: OSError) -> str:
    """The message for an error of the operating system, or for a missing template (an OSError)."""
    name = error.filename2 or error.filename
    if name:
        return f"cannot write {name}: {error.strerror}"
    return f"cannot be built: {error.strerror or error}"
