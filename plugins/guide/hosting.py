"""Floor 5. What a host needs beside the pages: overrides/hosting/, its `_headers` filled."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from guide import policy
from guide.editions import single_html
from guide.editions.context import Context
from guide.pages import environment

HEADERS = "_headers"  # a name that hosts know


def write(contexts: Iterable[Context], site: Path) -> None:
    """Puts the files beside the pages in the folder `site`; `contexts` are those of its languages.

    Raises OSError.
    """
    listed = list(contexts)
    folder = listed[0].templates / "hosting"
    shutil.copytree(folder, site, dirs_exist_ok=True)
    allowed = policy.header(map(single_html.style, listed))
    text = environment(folder).get_template(HEADERS).render(policy=allowed)
    (site / HEADERS).write_text(text, encoding="utf-8", newline="\n")
