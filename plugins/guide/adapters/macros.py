"""The names that authors may call in docs/; thin, since MkDocs loads it anew a language.

`mkdocs-macros-plugin` calls `define_env` once per language build. What is current (language, page)
is read when a macro is called: at definition time it is one language behind.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, cast

from guide.adapters.plugin import GuidePlugin, uri_of
from guide.site.pages import MACROS
from guide.theme import template_errors


def define_env(env: Any) -> None:
    """Registers each macro of `pages.MACROS` with the macros plugin's environment."""
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
        # The macros plugin would print any other exception with its traceback.
        message = f"guide: {place}: {template_errors.told(error)}; correct the template"
        raise SystemExit(message) from None
