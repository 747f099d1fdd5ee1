"""What mkdocs.yml says to those who build: read as MkDocs reads it, with its `!ENV`."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load

from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.errors import BuildError
from guide.core.model import Location
from guide.site import assets, csp
from guide.site.config import SiteSettings
from guide.site.layout import Script
from guide.theme.files import ThemeFiles

NAME = "mkdocs.yml"
_ALWAYS = ("toc", "tables", "fenced_code")  # of Python-Markdown's extensions, in MkDocs


def settings(root: Path) -> SiteSettings:
    """What the mkdocs.yml of a project says.

    Raises ContentError where its address or its quick exit is wrong, or where its values cannot be
    built, such as a date that does not exist; BuildError for a theme whose search is not ours.
    """
    path = root / NAME
    try:
        with path.open(encoding="utf-8") as file:
            found: dict[str, Any] = yaml_load(file)
    except (ConfigurationError, ValueError, RecursionError) as error:
        message = f"cannot be read: {error}; correct the value"
        raise ContentError([Diagnostic(Location(path.name, 1), message)]) from None
    theme = found.get("theme") or {}
    try:
        worker, folder = assets.search_worker([Path(str(files("material"))) / "templates"])
    except LookupError as error:
        raise BuildError(str(error.args[0])) from None
    return SiteSettings(
        docs=root / found.get("docs_dir", "docs"),
        theme=ThemeFiles(root),
        address=csp.site_address(path, found.get(csp.SITE)),
        root=_as_folder(found.get(csp.SITE) or "/"),
        exit=csp.exit_address(path, (found.get("extra") or {}).get(csp.EXIT)),
        icon=str(theme.get("favicon") or ""),
        styles=tuple(map(str, found.get("extra_css") or ())),
        scripts=tuple(map(_script, found.get("extra_javascript") or ())),
        search_worker=worker,
        material=folder,
        extensions=_extensions(found.get("markdown_extensions") or ()),
        directory_urls=found.get("use_directory_urls", True),
    )


def _as_folder(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"


def _script(found: str | dict[str, Any]) -> Script:
    """A script, which MkDocs takes as a path or as a group of settings."""
    if isinstance(found, str):
        return Script(found, "module" if found.endswith(".mjs") else "")
    if not isinstance(found, dict) or "path" not in found:
        message = "a script under extra_javascript has no path; add it"
        raise ContentError([Diagnostic(Location(NAME, 1), message)])
    kind, defer = found.get("type", ""), found.get("defer", False)
    return Script(found["path"], kind, defer, found.get("async", False))


def _extensions(
    found: Iterable[str | dict[str, Any]] | dict[str, Any],
) -> dict[str, dict[str, Any]]:
    """Options of Python-Markdown's extensions by name, those that MkDocs always uses first."""
    made: dict[str, dict[str, Any]] = {name: {} for name in _ALWAYS}
    for one in [found] if isinstance(found, dict) else found:
        made |= {one: {}} if isinstance(one, str) else {n: o or {} for n, o in one.items()}
    return made
