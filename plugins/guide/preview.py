"""Floor 6. The live preview: MkDocs' own server, for one language, so that it answers at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from mkdocs.commands.serve import serve as mkdocs_serve

from guide.languages import SOURCE
from guide.page_building import located
from guide.plugin import LANGUAGES


def serve(root: Path, language: str, port: int, tell: Callable[[str], None]) -> None:
    """Serves one language on this machine until stopped; a saved file shows in about a second.

    Raises BuildError where the first build fails, OSError where the port is taken.
    """
    os.environ[LANGUAGES] = language  # MkDocs reads its configuration by itself
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    top = "" if language == SOURCE else f"{language}/"
    tell(f"http://127.0.0.1:{port}/{top} (Ctrl-C stops)")
    with located(root):
        mkdocs_serve(str(root / "mkdocs.yml"), dev_addr=f"127.0.0.1:{port}")
