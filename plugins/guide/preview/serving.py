"""`guide serve`: one language of a project on this machine, until somebody stops it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from guide.adapters import mkdocs_preview
from guide.core.diagnostics import ContentError
from guide.preview.changes import Changes
from guide.preview.checking import BackgroundCheck
from guide.preview.server import HOST, PreviewServer
from guide.preview.state import Preview
from guide.site import settings

_REST = 0.5  # seconds without a change after which the whole project is checked


def serve(root: Path, language: str, port: int, say: Callable[[str], object]) -> None:
    """Serves one language of the project `root` until KeyboardInterrupt.

    A change of a file shows at once, its problems too; those of other languages some seconds
    later. `say` gets lines for the terminal. MkDocs serves instead, and handles Ctrl-C itself,
    where mkdocs.yml has settings that only it knows. Raises ContentError if the guide cannot be
    shown at the start, BuildError if MkDocs fails, OSError if the port is in use.
    """
    if problems := settings.diagnostics(root):
        raise ContentError(problems)
    if settings.needs_mkdocs(root):
        mkdocs_preview.serve(root, language, port, say)
        return
    with Changes(root) as changes, PreviewServer(port) as server:
        address = f"http://{HOST}:{port}/"
        preview = Preview(root, language, address, say)
        server.begin(preview)
        say(f"guide: {address}{preview.start} (press Ctrl-C to stop)")
        check = BackgroundCheck(root, preview.checked)
        try:
            _follow(changes, preview, check)
        finally:
            check.stop()


def _follow(changes: Changes, preview: Preview, check: BackgroundCheck) -> None:
    is_due = True
    while True:
        if changes.wait(_REST):
            check.stop()
            preview.refresh()
            is_due = True
        elif is_due:
            check.start()
            is_due = False
