"""Floor 6. The names that authors may call in docs/; thin, since MkDocs loads it anew a language.

`mkdocs-macros-plugin` calls `define_env` once per language build. What is current (language, page)
is read when a macro is called: at definition time it is one language behind.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, cast

from guide import pages, template_errors
from guide.plugin import GuidePlugin


def define_env(env: Any) -> None:
    """Registers each macro of `pages.MACROS` with the macros plugin's environment."""
    for name, macro in pages.MACROS.items():
        env.macro(partial(_call, env, macro), name)


def _call(env: Any, macro: pages.Macro, *arguments: str) -> str:
    plugin = cast(GuidePlugin, env.conf.plugins["guide"])
    try:
        return plugin.hold(macro.render(plugin.page(env.page), *arguments))
    except Exception as error:
        place = template_errors.place(Path(env.conf.config_file_path).parent, error)
        if not place:
            raise
        # The macros plugin would print any other exception with its traceback.
        message = f"guide: {place}: {template_errors.told(error)}; correct the template"
        raise SystemExit(message) from None
