"""What identifies the guide in every edition: marks, and numbers of the stages.

The drawings are files, so that each guide brings its own.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from guide.theme.files import ThemeFiles
from guide.theme.messages import Messages

_OTHER = "marks/other.svg"  # for an audience that has no mark of its own


def guide_mark(theme: ThemeFiles) -> Markup:
    """The mark of the guide as SVG."""
    return _drawing(theme, "assets/mark.svg")


def audience_mark(theme: ThemeFiles, audience_id: str) -> Markup:
    """The mark of an audience as SVG; a common one if it has none of its own."""
    return _drawing(theme, f"marks/{audience_id}.svg", _OTHER)


def stage_number(words: Messages, stage_id: str) -> dict[str, Any] | None:
    """The place of a stage in the life cycle, from 1, and the same in digits of the language.

    None for '', which is no stage.
    """
    ids = [stage.id for stage in words.guide.stages]
    if stage_id not in ids:
        return None
    place = ids.index(stage_id) + 1
    return {"place": place, "number": words.digits(place)}


def _drawing(theme: ThemeFiles, *paths: str) -> Markup:
    # A drawing is a file of the theme, so it is markup; it never holds a text of a guide.
    return Markup(theme.find(*paths).read_text(encoding="utf-8").strip())  # noqa: S704
