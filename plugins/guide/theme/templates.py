"""The one Jinja environment, for pages, their frame and all files: it escapes every text.

A name that a template uses and nobody defined is an error.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from guide.core import markup
from guide.core.ids import anchor


def environment(templates: Path) -> Environment:
    """A Jinja environment for a folder of templates; an undefined name is an error."""
    env = Environment(
        loader=FileSystemLoader([templates, templates.parent]),  # marks/ stands beside
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"blocks": markup.blocks, "plain": markup.plain, "anchor": anchor}
    return env
