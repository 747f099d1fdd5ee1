"""The online edition by MkDocs, in strict mode, and what went wrong in it, in a line."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from guide.adapters.requests import asking
from guide.core.errors import BuildError
from guide.site.config import SiteRequest
from guide.theme import template_errors


def build_online(root: Path, site: Path, request: SiteRequest) -> None:
    """The pages of the online edition of the project in `root`, in the folder `site`.

    Raises BuildError.
    """
    # Who builds no pages needs no MkDocs: imported here, `guide check` and others run without it.
    from mkdocs.commands.build import build as mkdocs_build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415

    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with located(root), _told(), asking(request):
        config = load_config(str(root / "mkdocs.yml"), strict=True, site_dir=str(site))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()


@contextmanager
def _told() -> Iterator[None]:
    """Puts what MkDocs warns of before the message of the error that ends it, a line each."""
    logger, lines = logging.getLogger("mkdocs"), _Lines()
    level, propagate = logger.level, logger.propagate
    logger.addHandler(lines)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield
    except _errors_of_mkdocs() as error:
        raise BuildError("\n".join([*lines.told, " ".join(str(error).split())])) from None
    finally:
        logger.removeHandler(lines)
        logger.setLevel(level)
        logger.propagate = propagate


class _Lines(logging.Handler):
    """Gathers messages."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(" ".join(record.getMessage().split()))


@contextmanager
def located(root: Path) -> Iterator[None]:
    """Turns what MkDocs, its plugins and the templates raise into BuildError, with file and line.

    Other exceptions are faults of this program, and pass.
    """
    try:
        yield
    except _errors_of_mkdocs() as error:
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


def _errors_of_mkdocs() -> tuple[type[Exception], ...]:
    """The one base of MkDocs' exceptions; none where it is not installed."""
    try:
        from click import ClickException  # noqa: PLC0415 - as in build_online
    except ModuleNotFoundError:
        return ()
    return (ClickException,)


def refused(error: OSError) -> str:
    """What the system would not do; a template that is missing is an OSError too."""
    name = error.filename2 or error.filename
    return f"cannot write {name}: {error.strerror}" if name else f"cannot be built: {error}"
