"""The live preview: MkDocs' own server with only one language, which keeps it fast."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from guide.adapters.builds import located
from guide.adapters.requests import asking
from guide.content import profile
from guide.site.config import SiteRequest, Target


def serve(root: Path, language: str, port: int, progress: Callable[[str], None]) -> None:
    """Serves one language of the project `root` on this machine until stopped.

    A saved file shows in about a second. `progress` receives the address. Raises BuildError if the
    first build fails, OSError if the port is in use.
    """
    from mkdocs.commands.serve import serve as mkdocs_serve  # noqa: PLC0415 - see builds.py

    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    folder = profile.read(root)[0].folder(language)
    progress(f"http://127.0.0.1:{port}/{folder} (press Ctrl-C to stop)")
    with located(root), asking(SiteRequest((language,), Target.PREVIEW)):
        mkdocs_serve(str(root / "mkdocs.yml"), dev_addr=f"127.0.0.1:{port}")
