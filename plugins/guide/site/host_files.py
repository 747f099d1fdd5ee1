"""What a host needs beside the pages: host/ of the theme, its `_headers` filled."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from guide.site import csp
from guide.theme.files import ThemeFiles
from guide.theme.templates import environment

_FOLDER = "host"  # of the theme
HEADERS = "_headers"  # a name that hosts know


def write(theme: ThemeFiles, styles: Iterable[str], site: Path) -> None:
    """Copies the files for hosts into the folder of a site, and fills its `_headers`.

    `styles` are the style sheets within pages that have a policy of their own. Raises OSError.
    """
    for name, file in theme.tree(_FOLDER).items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, site / name)
    headers = environment(theme).get_template(f"{_FOLDER}/{HEADERS}")
    text = headers.render(policy=csp.header(styles))
    (site / HEADERS).write_text(text, encoding="utf-8", newline="\n")
