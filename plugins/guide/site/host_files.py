"""What a host needs beside the pages: overrides/hosting/, its `_headers` filled."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from guide.site import csp
from guide.theme.templates import environment

HEADERS = "_headers"  # a name that hosts know


def write(folder: Path, styles: Iterable[str], site: Path) -> None:
    """Copies a folder of files into the folder of a site, and fills its `_headers`.

    `styles` are the style sheets within pages that have a policy of their own. Raises OSError.
    """
    shutil.copytree(folder, site, dirs_exist_ok=True)
    allowed = csp.header(styles)
    text = environment(folder).get_template(HEADERS).render(policy=allowed)
    (site / HEADERS).write_text(text, encoding="utf-8", newline="\n")
