"""Reads the settings for a build from mkdocs.yml as MkDocs does, with its `!ENV` tags."""

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
_ALWAYS = ("toc", "tables", "fenced_code")  # the Markdown extensions that MkDocs always uses


def settings(root: Path) -> SiteSettings:
    """The settings in the mkdocs.yml of the project `root`.

    Raises ContentError if the site's address or the quick exit is not valid, or if YAML cannot make
    a value, such as a date that does not exist; BuildError if the installed theme does not have
    exactly one search worker.
    """
    path = root / NAME
    try:
        with path.open(encoding="utf-8") as file:
            values: dict[str, Any] = yaml_load(file)
    except (ConfigurationError, ValueError, RecursionError) as error:
        message = f"cannot be read: {error}; correct the value"
        raise ContentError([Diagnostic(Location(path.name, 1), message)]) from None
    theme = values.get("theme") or {}
    try:
        worker, folder = assets.search_worker([Path(str(files("material"))) / "templates"])
    except LookupError as error:
        raise BuildError(str(error.args[0])) from None
    return SiteSettings(
        docs=root / values.get("docs_dir", "docs"),
        theme=ThemeFiles(root),
        address=csp.site_address(path, values.get(csp.SITE)),
        root=_as_folder(values.get(csp.SITE) or "/"),
        exit=csp.exit_address(path, (values.get("extra") or {}).get(csp.EXIT)),
        icon=str(theme.get("favicon") or ""),
        styles=tuple(map(str, values.get("extra_css") or ())),
        scripts=tuple(map(_script, values.get("extra_javascript") or ())),
        search_worker=worker,
        material=folder,
        extensions=_extensions(values.get("markdown_extensions") or ()),
        directory_urls=values.get("use_directory_urls", True),
    )


def _as_folder(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"


def _script(entry: str | dict[str, Any]) -> Script:
    """A script from its entry, which MkDocs accepts as a path or as a group of settings."""
    if isinstance(entry, str):
        return Script(entry, "module" if entry.endswith(".mjs") else "")
    if not isinstance(entry, dict) or "path" not in entry:
        message = "a script under extra_javascript has no path; add it"
        raise ContentError([Diagnostic(Location(NAME, 1), message)])
    script_type, defer = entry.get("type", ""), entry.get("defer", False)
    return Script(entry["path"], script_type, defer, entry.get("async", False))


def _extensions(
    entries: Iterable[str | dict[str, Any]] | dict[str, Any],
) -> dict[str, dict[str, Any]]:
    """The options of Python-Markdown's extensions by name, those that MkDocs always uses first."""
    extensions: dict[str, dict[str, Any]] = {name: {} for name in _ALWAYS}
    for entry in [entries] if isinstance(entries, dict) else entries:
        if isinstance(entry, str):
            extensions[entry] = {}
        else:
            extensions |= {name: options or {} for name, options in entry.items()}
    return extensions
