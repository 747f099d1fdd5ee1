"""MkDocs' own server with one language: for guides with plugins or hooks that only it can run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from guide.adapters.builds import located
from guide.adapters.requests import asking
from guide.content import profile
from guide.site.config import SiteRequest, Target


def serve(root: Path, language: str, port: int, say: Callable[[str], object]) -> None:
    """Serves one language of the project `root` on this machine until KeyboardInterrupt.

    After each change it builds the language again. `say` gets the line with the address. Raises
    BuildError if the first build fails, OSError if the port is in use.
    """
    from mkdocs.commands.serve import serve as mkdocs_serve  # noqa: PLC0415 - see builds.py

    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    folder = profile.read(root)[0].folder(language)
    say(f"guide: http://127.0.0.1:{port}/{folder} (press Ctrl-C to stop)")
    with located(root), asking(SiteRequest((language,), Target.PREVIEW)):
        mkdocs_serve(str(root / "mkdocs.yml"), dev_addr=f"127.0.0.1:{port}")
    raise KeyboardInterrupt  # which MkDocs took for the end of its server
