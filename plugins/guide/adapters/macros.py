"""The macros that authors may call in docs/, as a module for mkdocs-macros-plugin.

The plugin loads this module and calls `define_env` once per language. The current language and page
are read when a macro is called: when it is defined, they are still those of the last language.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, cast

from guide.adapters.plugin import GuidePlugin, uri_of
from guide.site.pages import MACROS
from guide.theme import template_errors


def define_env(env: Any) -> None:
    """Registers the macros in `pages.MACROS` with the plugin's environment."""
    for name in MACROS:
        env.macro(partial(_call, env, name), name)


def _call(env: Any, name: str, *arguments: str) -> str:
    plugin = cast(GuidePlugin, env.conf.plugins["guide"])
    try:
        return plugin.session.fill(plugin.code, uri_of(env.page), name, *arguments)
    except Exception as error:
        place = template_errors.place(Path(env.conf.config_file_path).parent, error)
        if not place:
            raise
        # The plugin prints all exceptions with their tracebacks, except SystemExit.
        message = f"guide: {place}: {template_errors.told(error)}; correct the template"
        raise SystemExit(message) from None
