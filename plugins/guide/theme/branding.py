"""By what readers know the guide in every edition: marks, and numbers of the stages.

The drawings are files, so that another guide brings its own; nothing here names an audience.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup

from guide.theme.messages import Messages

_OTHER = "other.svg"  # for an audience that has no mark of its own


def guide_mark(templates: Path) -> Markup:
    """The mark of the guide, that of its pages, as SVG; '' where it has none."""
    return _drawing(templates.parent / "docs" / "assets" / "mark.svg")


def audience_mark(templates: Path, audience_id: str) -> Markup:
    """The mark of an audience as SVG; '' where there is not even one for all others."""
    folder = templates / "marks"
    return _drawing(folder / f"{audience_id}.svg") or _drawing(folder / _OTHER)


def stage_number(words: Messages, stage_id: str) -> dict[str, Any] | None:
    """The place of a stage in the life cycle, from 1, and the same in digits of the language.

    None for '', which is no stage.
    """
    ids = [stage.id for stage in words.guide.stages]
    if stage_id not in ids:
        return None
    place = ids.index(stage_id) + 1
    return {"place": place, "number": words.digits(place)}


def _drawing(path: Path) -> Markup:
    # A drawing is a file of the project's own, so it is markup; it never holds a text of a guide.
    return Markup(path.read_text(encoding="utf-8").strip() if path.is_file() else "")  # noqa: S704
