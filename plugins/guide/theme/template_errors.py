"""Where in a project's templates an exception arose: templates are edited, too."""

from __future__ import annotations

import traceback
from pathlib import Path

from jinja2 import TemplateSyntaxError

_TEMPLATES = (".html", ".xml", ".css", ".js", ".txt")


def place(root: Path, error: BaseException) -> str:
    """`file:line`, relative to the project if the template is in it; '' if none is at fault.

    Plugins raise exceptions of their own over the one that tells, so those before it count, too.
    """
    frames: list[tuple[str, int | None]] = []
    before: BaseException | None = error
    while before:
        frames += [(one.filename, one.lineno) for one in traceback.extract_tb(before.__traceback__)]
        if isinstance(before, TemplateSyntaxError):
            frames.append((before.filename or "", before.lineno))
        before = before.__cause__ or before.__context__
    for file, line in reversed(frames):
        if file.endswith(_TEMPLATES):
            path = Path(file)
            return f"{path.relative_to(root) if path.is_relative_to(root) else path}:{line}"
    return ""


def told(error: BaseException) -> str:
    """What the first of a chain of exceptions says, in a line."""
    while before := error.__cause__ or error.__context__:
        error = before
    return " ".join(str(error).split())
