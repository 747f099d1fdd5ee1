"""Makes a new project of the contents of its files: pages and settings are added, all is checked.

Whatever is wrong, the folder stays as it was.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from guide import project
from guide.content import loader, schema_docs
from guide.core.diagnostics import ContentError
from guide.files.move_in import move_in
from guide.site import starter


class RefusedError(ContentError):
    """The content has problems, which `guide check` would find in its files."""


def start(texts: Mapping[str, str], folder: Path) -> list[str]:
    """Writes a project into a folder, which is made if need be; gives the names of its files.

    `texts` holds the files that the project begins with by their names, such as
    `content/guide.yml`. The fields of its content are documented beside it. Raises
    RefusedError with every problem that `guide check` would find, ContentError with a line for each
    file that is there already, and OSError if the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".guide-", dir=folder) as name:
        made = Path(name)
        _write(texts, made)
        _write(starter.files(loader.read(made)[0]), made)
        try:
            project.check(made)
        except ContentError as error:
            raise RefusedError(error.diagnostics) from None
        schema_docs.write(made)
        return move_in(made, folder)


def _write(texts: Mapping[str, str], folder: Path) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
