"""The one Jinja environment, for pages, their frame and all files: it escapes every text.

A name that a template uses and nobody defined is an error. Templates call each other by their paths
from the top of the theme.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket, bc_magic
from jinja2.runtime import Context, Macro

from guide.core import markup
from guide.core.ids import anchor
from guide.core.languages import language
from guide.files import cache
from guide.theme import colours, typography
from guide.theme.colours import Colours
from guide.theme.files import DEFAULTS, ThemeFiles


def environment(theme: ThemeFiles) -> Environment:
    """The Jinja environment of a project: its overrides first, then the defaults.

    Raises ContentError where the colours of the project cannot be used.
    """
    return _environment(theme.overrides, theme.overriding(), colours.read(theme))


@lru_cache(maxsize=16)
def _environment(overrides: Path, _names: frozenset[str], declared: Colours) -> Environment:
    # Jinja sees that a template has changed, but not that one has come to override it: so the
    # names of the overrides are part of the key.
    env = of_folders(overrides, DEFAULTS)
    env.filters |= {
        "blocks": markup.blocks,
        "plain": markup.plain,
        "anchor": anchor,
        "cut": typography.cut,
        "pieces": typography.pieces,
        "shade": declared.shade,
    }
    env.tests["slanted"] = lambda code: language(code).is_slanted
    return env


class _Context(Context):
    """Calls macros and plain functions as they are: half of a page's time goes into calls.

    Jinja asks each, each time, in several ways, whether it wants the context.
    """

    def call(self, called: Callable[..., Any], /, *values: Any, **named: Any) -> Any:
        kind = type(called)
        if kind is not Macro and (kind not in _PLAIN or hasattr(called, "jinja_pass_arg")):
            return super().call(called, *values, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return called(*values, **named)


_PLAIN = {FunctionType, MethodType, partial}


def of_folders(*folders: Path) -> Environment:
    """An environment for the templates of some folders, of which the first come first."""
    env = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        bytecode_cache=_Compiled(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.context_class = _Context
    return env


class _Compiled(BytecodeCache):
    """Compiled templates in the cache of all results; the environments here share their options."""

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := cache.find_object(_key(bucket)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        cache.keep_object(_key(bucket), bucket.bytecode_to_string())


def _key(bucket: Bucket) -> list[bytes]:
    """The versions of Jinja and Python; the name, the file and the text of the template."""
    return [b"template", bc_magic, bucket.key.encode(), bucket.checksum.encode()]
