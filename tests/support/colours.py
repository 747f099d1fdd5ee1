"""The colours of the pages, and what WCAG and CIE measure in them."""

from __future__ import annotations

import re

from guide.theme.files import DEFAULTS

CSS = (DEFAULTS / "assets/guide.css").read_text(encoding="utf-8")
SCHEMES = ("light", "dark")


def blocks() -> dict[str, dict[str, str]]:
    """The custom properties of the light and of the dark `:root`; dark has what differs."""
    light, dark = re.findall(r":root \{\n(.*?)\n *\}", CSS, re.DOTALL)[:2]
    found = [dict(re.findall(r"(--[\w-]+): ([^;]+);", text)) for text in (light, dark)]
    return dict(zip(SCHEMES, found, strict=True))


TOKENS = blocks()


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb: WCAG 2.2, Definitions."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours: WCAG 2.2, Definitions."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lightness(colour: str) -> float:
    """L* of CIE 1976."""
    found = luminance(colour)
    return 116 * found ** (1 / 3) - 16 if found > 216 / 24389 else 24389 / 27 * found
