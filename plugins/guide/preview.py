"""Floor 6. The live preview: MkDocs' own server, for one language, so that it answers at once."""

from __future__ import annotations

import os
from pathlib import Path


def serve(root: Path, language: str, port: int) -> None:
    """Serves one language on this machine until stopped; a saved file shows in about a second."""
    from mkdocs.commands.serve import serve as mkdocs_serve  # noqa: PLC0415 - as in page_building.py

    os.environ["GUIDE_LANGUAGES"] = language
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    mkdocs_serve(str(root / "mkdocs.yml"), dev_addr=f"127.0.0.1:{port}")
