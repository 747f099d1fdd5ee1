"""Reads the settings for a build from mkdocs.yml as MkDocs does, with its `!ENV` tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
import yaml_env_tag

from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.errors import BuildError
from guide.core.location import Location
from guide.site import assets, csp
from guide.site.authored import ALWAYS
from guide.site.config import SiteSettings
from guide.site.layout import Script
from guide.theme.files import ThemeFiles

NAME = "mkdocs.yml"


def settings(root: Path) -> SiteSettings:
    """The settings in the mkdocs.yml of the project `root`.

    Raises ContentError if a value is not valid, such as an address or a date that does not exist;
    BuildError if the installed theme does not have exactly one search worker.
    """
    path = root / NAME
    values = _values(path)
    if wrong_forms := list(_wrong_forms(path, values)):
        raise ContentError(wrong_forms)
    theme = values.get("theme") or {}
    try:
        worker, folder = assets.search_worker([Path(str(files("material"))) / "templates"])
    except ModuleNotFoundError:
        message = "mkdocs-material is not installed; install what requirements.lock lists"
        raise BuildError(message) from None
    except LookupError as error:
        raise BuildError(str(error.args[0])) from None
    return SiteSettings(
        docs=root / (values.get("docs_dir") or "docs"),
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


class _SettingsLoader(yaml.Loader):
    """As MkDocs' own, which lets extensions name functions: authors may run code (SECURITY.md)."""


_SettingsLoader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)


def _values(path: Path) -> dict[str, Any]:
    """The settings as written; raises ContentError for a value that cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
        values = yaml.load(text, _SettingsLoader) or {}  # noqa: S506 - see the loader
        return _merged(path) if "INHERIT" in values else dict(values)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        message = f"cannot be read: {' '.join(str(error).split())}; correct the value"
        raise ContentError([Diagnostic(Location(path.name, 1), message)]) from None


def _merged(path: Path) -> dict[str, Any]:
    """The settings with those of the file that they inherit from; raises ValueError."""
    # Only MkDocs knows how to merge them; few projects have two files.
    from mkdocs.exceptions import ConfigurationError  # noqa: PLC0415 - see above
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415 - see above

    try:
        with path.open(encoding="utf-8") as file:
            return dict(yaml_load(file))
    except ConfigurationError as error:
        raise ValueError(error) from None


def _wrong_forms(path: Path, values: dict[str, Any]) -> Iterator[Diagnostic]:
    """The problems of values whose form MkDocs does not accept, at the lines of the settings."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for name, (is_valid, form) in _FORMS.items():
        if values.get(name) and not is_valid(values[name]):
            line = next((n for n, text in enumerate(lines, 1) if text.startswith(f"{name}:")), 1)
            yield Diagnostic(Location(path.name, line), f'"{name}" must be {form}; correct it')


def _is_script(entry: object) -> bool:
    return isinstance(entry, str) or (
        isinstance(entry, dict) and isinstance(entry.get("path"), str)
    )


def _are_extensions(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(options, dict | None) for options in value.values())
    return isinstance(value, list) and all(
        isinstance(entry, str) or (isinstance(entry, dict) and _are_extensions(entry))
        for entry in value
    )


# The form that MkDocs demands of the settings used here: a test, and its description.
_FORMS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "site_name": (lambda value: isinstance(value, str), "a text"),
    "docs_dir": (lambda value: isinstance(value, str), "a path"),
    "use_directory_urls": (lambda value: isinstance(value, bool), "true or false"),
    "extra_css": (lambda value: isinstance(value, list), "a list of paths"),
    "extra_javascript": (
        lambda value: isinstance(value, list) and all(map(_is_script, value)),
        "a list of paths, or of groups with a path",
    ),
    "markdown_extensions": (_are_extensions, "a list of names, or of names with their options"),
}


def _as_folder(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"


def _script(entry: str | dict[str, Any]) -> Script:
    """A script from its entry, which MkDocs accepts as a path or as a group of settings."""
    if isinstance(entry, str):
        return Script(entry, "module" if entry.endswith(".mjs") else "")
    script_type, defer = entry.get("type", ""), entry.get("defer", False)
    return Script(entry["path"], script_type, defer, entry.get("async", False))


def _extensions(
    entries: dict[str, Any] | Iterable[str | dict[str, Any]],
) -> dict[str, dict[str, Any]]:
    """The options of Python-Markdown's extensions by name, those that are always used first."""
    extensions: dict[str, dict[str, Any]] = {name: {} for name in ALWAYS}
    for entry in [entries] if isinstance(entries, dict) else entries:
        if isinstance(entry, str):
            extensions[entry] = {}
        else:
            extensions |= {name: options or {} for name, options in entry.items()}
    return extensions
