"""How well a colour stands out from its ground, as WCAG 2.2 measures it."""

from __future__ import annotations

_STEPS = 255
_DARK = 0.04045  # below it, sRGB is linear


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours `#rrggbb`, from 1 to 21.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def lightened(colour: str, ground: str, least: float) -> str:
    """A colour mixed with as little white as gives it a contrast with a dark ground; white at most.

    White is mixed in equal steps, so that colours with growing contrasts keep their order.
    """
    for step in range(_STEPS + 1):
        mixed = [part + (255 - part) * step // _STEPS for part in _parts(colour)]
        made = "#" + "".join(f"{part:02x}" for part in mixed)
        if contrast(made, ground) >= least:
            return made
    return "#ffffff"


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (c / 12.92 if c <= _DARK else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
