"""DESIGN.md and guide.css say the same, and the colours do what DESIGN.md promises."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from conftest import ROOT
from guide.core.model import Guide
from guide.theme.files import DEFAULTS

CSS = (DEFAULTS / "assets/guide.css").read_text(encoding="utf-8")
DESIGN = (ROOT / "DESIGN.md").read_text(encoding="utf-8")
SCHEMES = ("light", "dark")
STAGES = [f"--stage-{number}" for number in range(1, 5)]
# What stands on the ground, and the least contrast that WCAG 2.2 asks of it (1.4.3, 1.4.11).
LEAST = {
    **dict.fromkeys(("--ink", "--quiet", "--accent", *STAGES), 4.5),
    "--edge": 3.0,
}
APART = 8  # steps of CIE lightness between two stages, so that grey tells them apart


def blocks() -> dict[str, dict[str, str]]:
    """The custom properties of the light and of the dark `:root`; dark has what differs."""
    light, dark = re.findall(r":root \{\n(.*?)\n *\}", CSS, re.DOTALL)[:2]
    found = [dict(re.findall(r"(--[\w-]+): ([^;]+);", text)) for text in (light, dark)]
    return dict(zip(SCHEMES, found, strict=True))


TOKENS = blocks()


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading of DESIGN.md, without their backticks."""
    part = DESIGN.split(f"## {heading}\n", 1)[1]
    table = re.search(r"\|---.*\n((?:\|.*\n)+)", part)
    assert table, heading
    lines = table[1].splitlines()
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]


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


def test_the_measures_are_those_of_wcag_and_cie() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lightness("#777777") == pytest.approx(50.0, abs=0.1)


def test_every_colour_is_in_the_table() -> None:
    for number, scheme in enumerate(SCHEMES, 1):
        listed = {row[0]: row[number] for row in rows("Paper and ink")}
        colours = {name: value for name, value in TOKENS[scheme].items() if value.startswith("#")}
        assert listed == colours, scheme


def test_every_size_is_in_the_table() -> None:
    sizes = {name: value for name, value in TOKENS["light"].items() if name.startswith("--size-")}
    assert {row[0]: row[1] for row in rows("Type")} == sizes
    widths = [float(value.removesuffix("rem")) for value in sizes.values()]
    assert widths == sorted(widths)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("token", "least"), LEAST.items())
def test_what_stands_on_the_ground_can_be_read(scheme: str, token: str, least: float) -> None:
    assert contrast(TOKENS[scheme][token], TOKENS[scheme]["--paper"]) >= least


@pytest.mark.parametrize("scheme", SCHEMES)
def test_stages_tell_their_order_in_grey(scheme: str) -> None:
    colours = [TOKENS[scheme][stage] for stage in STAGES]
    for one, other in combinations(colours, 2):
        assert abs(lightness(one) - lightness(other)) >= APART
    strength = [contrast(colour, TOKENS[scheme]["--paper"]) for colour in colours]
    assert strength == sorted(strength)


def test_every_colour_of_the_sheet_is_a_token() -> None:
    """Beside the tokens: what paper takes, which is black, white and greys, and the backdrop."""
    rules = CSS.split("/* --- ground", 1)[1].split("@media print", 1)[0]
    assert re.findall(r"#[0-9a-f]{3,8}\b|\b(?:hsl|oklch|rgba)\(", rules) == []


def test_every_audience_has_a_mark_that_is_described(guides: dict[str, Guide]) -> None:
    named = {row[0] for row in rows("Marks")}
    assert named == {audience.id for audience in guides["en"].audiences}
    assert all((ROOT / f"overrides/marks/{one}.svg").is_file() for one in named)


def test_the_documents_lead_to_it() -> None:
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"):
        assert "DESIGN.md" in (ROOT / name).read_text(encoding="utf-8"), name
