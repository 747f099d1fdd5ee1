"""The live preview: MkDocs' own server, for one language, so that it answers at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from guide.adapters.builds import located
from guide.adapters.requests import asking
from guide.core.languages import SOURCE
from guide.site.config import SiteRequest, Target


def serve(root: Path, language: str, port: int, progress: Callable[[str], None]) -> None:
    """Serves one language on this machine until stopped; a saved file shows in about a second.

    Raises BuildError where the first build fails, OSError where the port is taken.
    """
    from mkdocs.commands.serve import serve as mkdocs_serve  # noqa: PLC0415 - see builds.py

    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    top = "" if language == SOURCE else f"{language}/"
    progress(f"http://127.0.0.1:{port}/{top} (Ctrl-C stops)")
    with located(root), asking(SiteRequest((language,), Target.PREVIEW)):
        mkdocs_serve(str(root / "mkdocs.yml"), dev_addr=f"127.0.0.1:{port}")
