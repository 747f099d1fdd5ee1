"""The colours of a guide, declared once: in the custom properties of `assets/guide.css`.

Pages read them there. Word, print, spreadsheets and old browsers cannot, so all other formats are
handed what this module reads. The first `:root` holds the colours on light ground; a second one,
in a media query for `prefers-color-scheme: dark`, those on dark ground. A guide gives some of its
own in overrides/brand.yml: they take the places of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache

from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError
from guide.core.location import Location
from guide.files.yaml_tree import Scalar, read_text
from guide.theme import brand
from guide.theme.brand import Brand, Tints
from guide.theme.contrast import contrast, lightened
from guide.theme.files import DEFAULTS, ThemeFiles

STYLE = "assets/guide.css"
_NAMED = tuple(brand.COLOURS)
_WHITE = "#ffffff"  # the ground of print, Word and spreadsheets
# The least contrast with the ground that WCAG 2.2 asks of text (1.4.3) and of controls (1.4.11).
_TEXT, _CONTROL = 4.5, 3.0
_LEAST = {"ink": _TEXT, "quiet": _TEXT, "accent": _TEXT, "edge": _CONTROL}
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_LIGHT = re.compile(r":root\s*\{([^{}]*)\}")
_DARK = re.compile(r"@media[^{}]*prefers-color-scheme\s*:\s*dark[^{}]*\{\s*:root\s*\{([^{}]*)\}")
_PROPERTY = re.compile(r"--([\w-]+)\s*:\s*([^;]*?)\s*(?:;|\Z)")
_STAGE = re.compile(r"stage-\d+")
_CLASS = re.compile(r"\.(stage-\d+)\s*\{\s*--stage\s*:\s*var\(\s*--(stage-\d+)\s*\)")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours on one ground, each as `#rrggbb`; those of the stages in their order."""

    ink: str
    quiet: str
    paper: str
    rule: str
    edge: str
    accent: str
    stages: tuple[str, ...]

    def with_tints(self, tints: Tints) -> Scheme:
        """The same with the colours of a brand in their places."""
        named = {name: colour.value.lower() for name, colour in tints.named.items()}
        stages = tuple(colour.value.lower() for colour in tints.stages)
        return replace(self, **named, stages=stages or self.stages)


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours on light and on dark ground; both have as many stages."""

    light: Scheme
    dark: Scheme

    def shade(self, place: int) -> int:
        """Which of the declared colours a stage has, both counted from 1.

        A guide may have more stages than colours: after the last one they begin anew.
        """
        return (place - 1) % len(self.light.stages) + 1

    def of_stage(self, place: int) -> str:
        """The colour of a stage on light ground; stages count from 1."""
        return self.light.stages[self.shade(place) - 1]


def read(theme: ThemeFiles) -> Colours:
    """The colours of a project. Raises ContentError where one is missing or cannot be used."""
    name = theme.name(STYLE) if theme.is_overridden(STYLE) else f"theme/{DEFAULTS.name}/{STYLE}"
    try:
        text = read_text(theme.find(STYLE), name)
    except UnreadableError as fault:
        raise ContentError([fault.diagnostic]) from None
    return branded(parse(text, name), brand.read(theme))


def branded(sheet: Colours, own: Brand) -> Colours:
    """The colours of a style sheet with those of a brand in their places.

    Accent and stages that the brand gives on light ground only are lightened for dark ground, until
    they stand out as much. Raises ContentError for colours that do not stand out from their ground.
    """
    if not own.has_colours:
        return sheet
    light = sheet.light.with_tints(own.light)
    dark = sheet.dark.with_tints(own.dark)

    def for_dark(colour: str) -> str:
        return lightened(colour, dark.paper, contrast(colour, light.paper))

    if "accent" in own.light.named and "accent" not in own.dark.named:
        dark = replace(dark, accent=for_dark(light.accent))
    if own.light.stages and not own.dark.stages:
        dark = replace(dark, stages=tuple(map(for_dark, light.stages)))
    diagnostics = [
        *_faint(light, own.light, (light.paper, _WHITE), "darker"),
        *_faint(dark, own.dark, (dark.paper,), "lighter"),
    ]
    if len(light.stages) != len(dark.stages):
        message = (
            f"there are {len(light.stages)} colours of stages on light ground and "
            f"{len(dark.stages)} on dark ground; give as many"
        )
        diagnostics.append(Diagnostic(_first(own.dark) or Location(brand.NAME, 1), message))
    if diagnostics:
        raise ContentError(diagnostics)
    return Colours(light, dark)


def _first(tints: Tints) -> Location | None:
    """Where the first colour of a stage is given."""
    return tints.stages[0].location if tints.stages else None


def _faint(
    scheme: Scheme, tints: Tints, grounds: tuple[str, ...], mend: str
) -> Iterator[Diagnostic]:
    """A problem for each colour that does not stand out, where it or else the ground is given."""
    colours: list[tuple[str, str, float, Scalar | None]] = [
        (name, asdict(scheme)[name], least, tints.named.get(name)) for name, least in _LEAST.items()
    ]
    for place, colour in enumerate(scheme.stages, 1):
        given = tints.stages[place - 1] if tints.stages else None
        colours.append((f"stage {place}", colour, _TEXT, given))
    paper = tints.named.get("paper")
    for name, colour, least, given in colours:
        ratio, ground = min((contrast(colour, ground), ground) for ground in grounds)
        if ratio < least:
            place_of = (given or paper or Scalar("", Location(brand.NAME, 1))).location
            message = (
                f"the contrast of {name} {colour} with its ground {ground} is "
                f"{int(ratio * 10) / 10}; choose a {mend} colour ({least} or more)"
            )
            yield Diagnostic(place_of, message)


def own() -> Colours:
    """The colours of the program, for what belongs to no guide: a translator's spreadsheet."""
    return parse((DEFAULTS / STYLE).read_text(encoding="utf-8"), STYLE)


@cache
def parse(text: str, name: str) -> Colours:
    """The colours of a style sheet, `name` being how messages call it. Raises ContentError."""
    bare = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    dark = _DARK.search(bare)
    light = next((found for found in _LIGHT.finditer(bare) if _at_top(bare, found)), None)
    diagnostics: list[Diagnostic] = []
    found: list[dict[str, str]] = []
    for block, what in ((light, ":root { … }"), (dark, "@media (prefers-color-scheme: dark)")):
        if block is None:
            message = f"the colours of {what} are missing; begin from guide theme show {STYLE}"
            diagnostics.append(Diagnostic(Location(name, 1), message))
        else:
            found.append(_colours(bare, block, name, diagnostics))
    if len(found) == len(Colours.__slots__) and light and dark:
        diagnostics += _unused(bare, light, name)
        diagnostics += _missing(found[0], found[1], Location(name, _line(bare, light.start())))
        diagnostics += _missing(found[1], found[0], Location(name, _line(bare, dark.start(1))))
    if diagnostics:
        raise ContentError(diagnostics)
    return Colours(*map(_scheme, found))


def _at_top(text: str, block: re.Match[str]) -> bool:
    """Whether a block is in no other, such as a media query."""
    return text.count("{", 0, block.start()) == text.count("}", 0, block.start())


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _colours(
    text: str, block: re.Match[str], name: str, diagnostics: list[Diagnostic]
) -> dict[str, str]:
    """The colours that a block declares, by name; what is wrong with them is noted."""
    found: dict[str, str] = {}
    for declared in _PROPERTY.finditer(block[1]):
        key, value = declared[1], declared[2]
        if key not in _NAMED and not _STAGE.fullmatch(key):
            continue
        location = Location(name, _line(text, block.start(1) + declared.start()))
        if key in found:
            diagnostics.append(Diagnostic(location, f"--{key} is declared twice; keep one"))
        elif not _COLOUR.fullmatch(value):
            message = f"--{key} must be # and six hexadecimal digits: Word takes no other form"
            diagnostics.append(Diagnostic(location, message))
        found.setdefault(key, value)
    return found


def _missing(
    found: dict[str, str], other: dict[str, str], location: Location
) -> Iterator[Diagnostic]:
    """A problem for each colour that a block lacks; `other` is the block of the other ground."""
    stages = max([sum(map(bool, map(_STAGE.fullmatch, block))) for block in (found, other)])
    for key in (*_NAMED, *(f"stage-{place}" for place in range(1, max(stages, 1) + 1))):
        if key not in found:
            yield Diagnostic(location, f"--{key} is missing here; add it")


def _unused(text: str, block: re.Match[str], name: str) -> Iterator[Diagnostic]:
    """A problem for each colour of a stage in a block that no class gives to pages."""
    given = {(rule[1], rule[2]) for rule in _CLASS.finditer(text)}
    for declared in _PROPERTY.finditer(block[1]):
        key = declared[1]
        if _STAGE.fullmatch(key) and (key, key) not in given:
            location = Location(name, _line(text, block.start(1) + declared.start()))
            message = f"--{key} is never used; add .{key} {{ --stage: var(--{key}); }}"
            yield Diagnostic(location, message)


def _scheme(found: dict[str, str]) -> Scheme:
    stages = [key for key in found if _STAGE.fullmatch(key)]
    named = {key: found[key] for key in _NAMED}
    return Scheme(
        **named, stages=tuple(found[f"stage-{place}"] for place in range(1, len(stages) + 1))
    )
