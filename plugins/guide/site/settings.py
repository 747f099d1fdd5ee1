"""mkdocs.yml, as far as this program depends on it: its form, and the texts in it.

MkDocs reads the same file and checks the rest. Values may carry tags such as `!ENV`, so the file is
taken as a tree of nodes, and nothing in it is run.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from guide.content import profile
from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError, did_you_mean
from guide.core.location import Location
from guide.core.model import State, Text
from guide.files.yaml_tree import read_text
from guide.i18n.checks import checks
from guide.i18n.checks.pair import Pair
from guide.site import csp
from guide.theme.files import OVERRIDES

NAME = "mkdocs.yml"
_NAME = "site_name"
_TEXTS = (_NAME, "site_description", "site_author", "copyright")  # that readers may see
_PLUGINS = ("macros", "i18n", "guide")
_MACROS = "guide.adapters.macros"  # the only module with macros that every guide has
_GROUP = "a group of `setting: value` lines"
_THEME = "material"
_GROUPS = ("theme", "extra")
# What our own builder reads, and what pages do not depend on.
_KNOWN = {
    *_TEXTS,
    *_GROUPS,
    *("site_url", "site_dir", "docs_dir", "use_directory_urls", "dev_addr", "watch", "strict"),
    *("extra_css", "extra_javascript", "markdown_extensions", "validation", "plugins"),
}


def diagnostics(root: Path) -> list[Diagnostic]:
    """Everything wrong with mkdocs.yml that this program would stumble on."""
    try:
        text = read_text(root / NAME, NAME)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except UnreadableError as fault:
        return [fault.diagnostic]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context
        message = f"not valid YAML: {problem}; check quotes, colons and indentation here"
        return [Diagnostic(Location(NAME, mark.line + 1 if mark else 1), message)]
    except (yaml.YAMLError, RecursionError) as error:
        return [Diagnostic(Location(NAME, 1), f"not valid YAML: {error}; restore the file")]
    if not isinstance(node, yaml.MappingNode):
        return [Diagnostic(Location(NAME, 1), f"must be {_GROUP}")]
    return list(_problems(root, node))


def needs_mkdocs(root: Path) -> bool:
    """Whether only MkDocs can tell what pages this mkdocs.yml asks for.

    So it is with plugins, hooks or modules of others, which may do anything, and with settings that
    our own builder does not know.
    """
    try:
        top = yaml.compose(read_text(root / NAME, NAME), Loader=yaml.SafeLoader)
    except (UnreadableError, yaml.YAMLError, RecursionError):  # reported by `diagnostics`
        return True
    found = _entries(top) if isinstance(top, yaml.MappingNode) else {}
    plugins, theme = found.get("plugins"), found.get("theme")
    others = {*_names(plugins)} - {*_PLUGINS, "search"}
    code = {word for word in _scalars(plugins) if "." in word} - {_MACROS}
    named = _entries(theme).get("name") if isinstance(theme, yaml.MappingNode) else None
    is_ours = named is not None and named.value == _THEME
    return bool(found.keys() - _KNOWN or others or code) or not is_ours


def _scalars(node: yaml.Node | None) -> Iterator[str]:
    """Every value below a node, and every name there."""
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value)
    elif isinstance(node, yaml.CollectionNode):
        for one in node.value:
            for part in one if isinstance(one, tuple) else (one,):
                yield from _scalars(part)


def extensions(root: Path) -> dict[str, dict[str, Any] | None]:
    """The Markdown extensions that mkdocs.yml turns on, with their options, as far as it is valid.

    Options with a tag, which only MkDocs can read, are None.
    """
    try:
        top = yaml.compose(read_text(root / NAME, NAME), Loader=yaml.SafeLoader)
    except (UnreadableError, yaml.YAMLError, RecursionError):  # reported by `diagnostics`
        return {}
    node = _entries(top).get("markdown_extensions") if isinstance(top, yaml.MappingNode) else None
    members = node.value if isinstance(node, yaml.SequenceNode) else [node]
    found: dict[str, dict[str, Any] | None] = {name: {} for name in _names(node)}
    for member in members:
        if isinstance(member, yaml.MappingNode):
            found |= {name: _options(options) for name, options in _entries(member).items()}
    return found


def _options(node: yaml.Node) -> dict[str, Any] | None:
    try:
        value = yaml.safe_load(yaml.serialize(node))
    except yaml.YAMLError:
        return None
    return value if isinstance(value, dict) else {}


def _names(node: yaml.Node | None) -> Iterator[str]:
    """The names in a list of names, or of names with options."""
    if isinstance(node, yaml.MappingNode):
        yield from _entries(node)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from [str(one.value)] if isinstance(one, yaml.ScalarNode) else _names(one)


def _problems(root: Path, node: yaml.MappingNode) -> Iterator[Diagnostic]:
    found = _entries(node)
    for name in _GROUPS:
        if name in found and not isinstance(found[name], yaml.MappingNode):
            yield _at(found[name], f'"{name}" must be {_GROUP}')
    if _NAME not in found or not found[_NAME].value:
        yield _at(node, f'"{_NAME}" is missing; add it: the title of the guide')
    yield from _theme(node, found.get("theme"))
    yield from _plugins(node, found.get("plugins"))
    yield from _exit(root, found.get("extra"))
    source = profile.read(root)[0].source_language
    for name in _TEXTS:
        value = found.get(name)
        if isinstance(value, yaml.ScalarNode):
            location = Location(NAME, value.start_mark.line + 1)
            text = Text(name, value.value, source, State.SOURCE, prose=False, location=location)
            for _, message in checks.faults(Pair(text, text.value, source), checks.ALWAYS):
                yield Diagnostic(location, f"{name}: {message}")


def _entries(node: yaml.MappingNode) -> dict[str, yaml.Node]:
    return {str(key.value): value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _theme(top: yaml.Node, theme: yaml.Node | None) -> Iterator[Diagnostic]:
    """MkDocs would take templates from a folder of any name; all other formats would not."""
    if theme is None:
        yield _at(top, '"theme" is missing; add it: a group with "name: material"')
    folder = _entries(theme).get("custom_dir") if isinstance(theme, yaml.MappingNode) else None
    if folder is not None and folder.value != OVERRIDES:
        yield _at(folder, f"templates of a project are in {OVERRIDES}/; leave custom_dir out")


def _plugins(top: yaml.Node, plugins: yaml.Node | None) -> Iterator[Diagnostic]:
    names = {*_names(plugins)}
    for missing in (name for name in _PLUGINS if name not in names):
        hint = did_you_mean(missing, names) if names else ""
        yield _at(plugins or top, f'"plugins" lacks {missing}{hint or "; add it"}')


def _exit(root: Path, extra: yaml.Node | None) -> Iterator[Diagnostic]:
    value = _entries(extra).get(csp.EXIT) if isinstance(extra, yaml.MappingNode) else None
    if value is None or value.tag.startswith("!") or value.tag.endswith(":null"):
        return
    try:
        csp.exit_address(root / NAME, value.value)
    except ContentError as error:
        yield from error.diagnostics


def _at(node: yaml.Node, message: str) -> Diagnostic:
    return Diagnostic(Location(NAME, node.start_mark.line + 1), message)
