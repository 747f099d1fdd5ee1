"""Finds where in a project's templates an exception arose."""

from __future__ import annotations

import traceback
from pathlib import Path

from jinja2 import TemplateSyntaxError

_TEMPLATES = (".html", ".xml", ".css", ".js", ".txt")


def place(root: Path, error: BaseException) -> str:
    """`file:line`, relative to the project if the template is in it; '' if none is at fault.

    Plugins wrap the telling exception in their own, so the whole chain counts.
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
    """The message of the first exception in a chain, on one line."""
    while before := error.__cause__ or error.__context__:
        error = before
    return " ".join(str(error).split())
