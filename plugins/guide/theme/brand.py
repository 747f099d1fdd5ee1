"""Reads overrides/brand.yml: the colours, the fonts and the mark of a guide, in one place.

All editions take them from here: theme/colours.py puts the colours over those of the style sheet,
theme/branding.py draws the mark, theme/brand_fonts.py opens the fonts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError
from guide.files import yaml_tree
from guide.files.fields import FieldSchema, FieldType, RecordSchema, colour, group, line
from guide.files.validator import Record, Validator
from guide.files.yaml_tree import Scalar
from guide.theme.files import BRAND, OVERRIDES, ThemeFiles

NAME = f"{OVERRIDES}/{BRAND}"
# The colours by the names of their custom properties in `assets/guide.css`.
COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "ink": "Text.",
        "quiet": "What comes second: sources, labels.",
        "paper": "The ground.",
        "rule": "Hairlines.",
        "edge": "Borders of controls.",
        "accent": "Links, the focus, the mark.",
    }
)
_STAGES = "stages"
_GROUND = {
    **{name: colour(help_) for name, help_ in COLOURS.items()},
    _STAGES: FieldSchema(
        FieldType.COLOURS,
        "The stages in their order, as many as you like; after the last one they begin anew.",
    ),
}
SCHEMA = RecordSchema(
    "brand",
    {
        "colours": group(
            "Colours on light ground, on screens and in files; without one, the program's.",
            RecordSchema(
                "colours",
                {
                    **_GROUND,
                    "dark": group(
                        "Colours on dark ground; without accent or stages here, they are made by "
                        "lightening those above.",
                        RecordSchema("dark colours", _GROUND),
                    ),
                },
            ),
        ),
        "fonts": group(
            "A font of your own for Latin, Greek and Cyrillic letters, on pages and in PDFs.",
            RecordSchema(
                "fonts",
                {
                    "regular": line(
                        "File of the font below overrides/, such as fonts/Own-Regular.ttf."
                    ),
                    "bold": line("File of the same family in bold."),
                },
            ),
        ),
        "mark": line(
            "File of the mark below overrides/, such as mark.svg: an SVG of shapes. What is "
            "drawn in currentColor has the accent.",
            required=False,
        ),
    },
)


@dataclass(frozen=True, slots=True)
class Tints:
    """The colours that a brand gives on one ground: by name, and those of the stages."""

    named: Mapping[str, Scalar] = field(default_factory=dict)
    stages: tuple[Scalar, ...] = ()


@dataclass(frozen=True, slots=True)
class Brand:
    """What a project says of its brand.

    `regular`, `bold` and `mark` are paths below its overrides; None for the program's own.
    """

    light: Tints = field(default_factory=Tints)
    dark: Tints = field(default_factory=Tints)
    regular: Scalar | None = None
    bold: Scalar | None = None
    mark: Scalar | None = None

    @property
    def has_colours(self) -> bool:
        """Whether it gives any colour."""
        return any((ground.named or ground.stages) for ground in (self.light, self.dark))


def read(theme: ThemeFiles) -> Brand:
    """The brand of a project; without the file, an empty one. Raises ContentError."""
    path = theme.overrides / BRAND
    if not os.path.lexists(path):
        return Brand()
    try:
        return parse(yaml_tree.read_text(path, NAME))
    except UnreadableError as fault:
        raise ContentError([fault.diagnostic]) from None


@cache
def parse(text: str) -> Brand:
    """The brand that a text says. Raises ContentError, and UnreadableError for no YAML."""
    validator = Validator()
    tree, diagnostics = yaml_tree.parse(text, NAME)
    values = validator.read(tree, SCHEMA)
    if diagnostics := diagnostics + validator.diagnostics:
        raise ContentError(diagnostics)
    colours, fonts = values.record("colours"), values.record("fonts")
    return Brand(
        _tints(colours),
        _tints(colours.record("dark")),
        fonts.optional("regular"),
        fonts.optional("bold"),
        values.optional("mark"),
    )


def file_of(theme: ThemeFiles, given: Scalar) -> Path:
    """The file that a brand names. Raises ContentError where there is none in the overrides."""
    path = theme.overrides / given.value
    if not path.is_file() or not path.resolve().is_relative_to(theme.overrides.resolve()):
        message = (
            f'there is no file "{given.value}" in {OVERRIDES}/; correct the name, such as '
            "mark.svg, or put the file there"
        )
        raise ContentError([Diagnostic(given.location, message)])
    return path


def _tints(values: Record) -> Tints:
    named = {name: values.scalar(name) for name in COLOURS if values.has(name)}
    return Tints(named, values.scalars(_STAGES))
