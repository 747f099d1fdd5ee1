"""What identifies the guide in every edition: marks, and numbers of the stages.

The drawings are files, so that each guide brings its own.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError
from guide.core.location import Location
from guide.files.yaml_tree import read_text
from guide.theme import brand, brand_fonts, colours, marks
from guide.theme.files import ThemeFiles
from guide.theme.marks import Mark
from guide.theme.messages import Messages

MARK = "assets/mark.svg"
_OTHER = "marks/other.svg"  # for an audience that has no mark of its own


def diagnostics(theme: ThemeFiles) -> list[Diagnostic]:
    """What is wrong with the brand of a project: its file, and the files that it names."""
    found: list[Diagnostic] = []
    for read in (colours.read, mark, brand_fonts.read):
        try:
            read(theme)
        except ContentError as error:
            found += error.diagnostics
    return found


def mark(theme: ThemeFiles) -> Mark:
    """The mark of the guide. Raises ContentError where it is no drawing that pages may show."""
    own = brand.read(theme).mark
    if own:
        path, name = brand.file_of(theme, own), f"{theme.overrides.name}/{own.value}"
        if theme.is_overridden(MARK):
            message = f"{brand.NAME} names another mark; delete this file, or the line there"
            raise ContentError([Diagnostic(Location(theme.name(MARK), 1), message)])
    else:
        path, name = theme.find(MARK), theme.name(MARK)
    try:
        return marks.parse(read_text(path, name), name)
    except UnreadableError as fault:
        raise ContentError([fault.diagnostic]) from None


def guide_mark(theme: ThemeFiles) -> Markup:
    """The mark of the guide as SVG, in its accent where it has no colour of its own."""
    return mark(theme).in_colour(colours.read(theme).light.accent)


def audience_mark(theme: ThemeFiles, audience_id: str) -> Markup:
    """The mark of an audience as SVG; a common one if it has none of its own."""
    return _drawing(theme, f"marks/{audience_id}.svg", _OTHER)


def stage_number(words: Messages, stage_id: str) -> dict[str, Any] | None:
    """The place of a stage in the life cycle, from 1, and the same in digits of the language.

    None for '', which is no stage.
    """
    place = words.guide.place_of.get(stage_id)
    return {"place": place, "number": words.digits(place)} if place else None


def _drawing(theme: ThemeFiles, *paths: str) -> Markup:
    # A drawing is a file of the theme, so it is markup; it never holds a text of a guide.
    return Markup(theme.find(*paths).read_text(encoding="utf-8").strip())  # noqa: S704
