"""The colours of the guide, as its style sheet has them, told apart by eyes of all kinds."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from conftest import ROOT

STYLES = (ROOT / "docs/assets/guide.css").read_text(encoding="utf-8")
STAGES = tuple(f"stage-{number}" for number in range(1, 5))
TEXT, SHAPE, STEP = 4.5, 3.0, 8.0  # WCAG 1.4.3, 1.4.11; in L* of CIE, a clear step in grey


def tokens() -> dict[str, dict[str, str]]:
    """The colours of each scheme; what dark does not set is as in light."""
    blocks = re.findall(r":root \{(.*?)\}", STYLES, re.DOTALL)
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks]
    light = next(block for block in found if "paper" in block)
    dark = next(block for block in found if "paper" in block and block != light)
    return {"light": light, "dark": light | dark}


COLOURS = tokens()


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(
        weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: str) -> float:
    """L* of CIE 1976, from 0 (black) to 100 (white)."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > (6 / 29) ** 3 else y * (29 / 3) ** 3


def test_the_formulas_are_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert lightness("#ffffff") == pytest.approx(100)
    assert lightness("#777777") == pytest.approx(50.03, abs=0.05)


def test_dark_has_colours_of_its_own() -> None:
    light, dark = COLOURS["light"], COLOURS["dark"]
    for name in ("ink", "quiet", "paper", "rule", "edge", "accent", *STAGES):
        assert light[name] != dark[name], name


@pytest.mark.parametrize("scheme", COLOURS)
@pytest.mark.parametrize(
    ("name", "least"),
    [("ink", TEXT), ("quiet", TEXT), ("accent", TEXT), ("edge", SHAPE)]
    + [(stage, TEXT) for stage in STAGES],
)
def test_each_colour_stands_out_from_the_paper(scheme: str, name: str, least: float) -> None:
    assert contrast(COLOURS[scheme][name], COLOURS[scheme]["paper"]) >= least


@pytest.mark.parametrize("scheme", COLOURS)
def test_stages_are_told_apart_and_in_order_in_grey(scheme: str) -> None:
    colours = [COLOURS[scheme][stage] for stage in STAGES]
    for one, other in combinations(colours, 2):
        assert abs(lightness(one) - lightness(other)) >= STEP, (one, other)
    against = [contrast(colour, COLOURS[scheme]["paper"]) for colour in colours]
    assert against == sorted(against)


def test_the_ring_of_the_focus_and_the_edges_of_controls_have_these_colours() -> None:
    ring = re.search(r":focus-visible \{[^}]*outline: (\d)px solid var\(--(\w+)\)", STYLES)
    assert ring
    assert int(ring[1]) >= 2
    assert ring[2] in {"accent", "ink"}
    for control in (r"select", r"\.search__input", r"\.button"):
        rule = re.search(rf"{control}[^{{}}]*\{{[^}}]*border: [^;]*var\(--(\w+)\)", STYLES)
        assert rule, control
        assert rule[1] in {"edge", "accent", "ink", "quiet"}, control
