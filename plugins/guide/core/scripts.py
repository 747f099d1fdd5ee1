"""What is true of each script, in any language: its direction, its lines, how it stresses words.

A script goes by its ISO 15924 code, such as `Latn`. The fonts of scripts are in theme/fonts.py.
"""

from __future__ import annotations

_FROM_RIGHT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
# Scripts of the printers of Europe, who made italics for them.
_SLANTED = frozenset({"Armn", "Cyrl", "Grek", "Latn"})
# Scripts whose letters leave room between the lines. All others carry marks above and below them,
# or fill their squares, as Ethiopic and East Asian letters do.
_LOW = _SLANTED | {"Cans", "Cher", "Copt", "Geor", "Hebr", "Lisu", "Osge", "Tfng", "Vaii"}


def from_right(script: str) -> bool:
    """Whether it runs from right to left."""
    return script in _FROM_RIGHT


def is_slanted(script: str) -> bool:
    """Whether it has italics; where it has none, what would be slanted is bold."""
    return script in _SLANTED


def is_tall(script: str) -> bool:
    """Whether its lines need more room than those of Latin."""
    return script not in _LOW
