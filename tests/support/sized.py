"""Guides of any size: so many stages and audiences, with short titles and the longest allowed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from guide import project
from guide.core.model import Guide
from guide.formats.context import Context
from guide.theme.files import ThemeFiles
from support import grammars
from support.grammars import Data
from support.html_tree import Element, read

COLOURS = 4  # that the theme declares for stages


@dataclass(frozen=True, slots=True)
class Voice:
    """The words that the texts of a guide are made of, in one language."""

    short: str
    long: str
    text: str


VOICES = {
    "en": Voice(
        "Setup",
        "The corporate responsibility to respect human rights at work",
        "Respect the rights of everyone, everywhere",
    ),
    "ar": Voice(
        "التأسيس",
        "مسؤولية الشركات عن احترام حقوق الإنسان في أماكن العمل كلها",
        "احترام حقوق الجميع في كل مكان",
    ),
    "my": Voice(
        "တည်ထောင်ခြင်း",
        "လုပ်ငန်းခွင်တွင် လူ့အခွင့်အရေးကို လေးစားလိုက်နာရန် တာဝန်",
        "လူတိုင်း၏ အခွင့်အရေးကို လေးစားပါ",
    ),
}


def title(voice: Voice, number: int) -> str:
    """The title of the stage or audience of a number: the first is long, then each third."""
    return voice.long if number % 3 == 1 else f"{voice.short} {number}"


@dataclass(frozen=True, slots=True)
class Size:
    """A guide to build: how large it is, and what else its layouts depend on."""

    stages: int
    audiences: int
    order: str
    language: str
    factors: bool = True
    groups: int = 0  # of stages

    def __str__(self) -> str:
        grouped = f" in {self.groups} groups" if self.groups else ""
        return f"{self.stages}{grouped} x {self.audiences} {self.order} {self.language}"


SIZES = (
    Size(1, 0, "returning", "en"),
    Size(3, 1, "returning", "ar"),
    Size(4, 7, "linear", "my"),
    Size(7, 20, "returning", "my"),
    Size(14, 7, "linear", "ar", factors=False),
    Size(20, 20, "linear", "en"),
    Size(4, 3, "returning", "en", groups=2),
    Size(12, 9, "linear", "ar", groups=4),
)


@dataclass(frozen=True, slots=True)
class Sized:
    """A guide of a size: its folder, and what makes its files."""

    size: Size
    root: Path
    context: Context

    @property
    def site(self) -> Path:
        """Where `sites.folder` puts the pages."""
        return self.root / "site"

    @property
    def guide(self) -> Guide:
        """The guide."""
        return self.context.guide

    @property
    def numbers(self) -> list[str]:
        """The numbers of the stages in the digits of the language."""
        return [self.context.words.digits(place) for place in range(1, self.size.stages + 1)]

    @property
    def shades(self) -> list[int]:
        """The colour of each stage, from 1."""
        return [place % COLOURS + 1 for place in range(self.size.stages)]

    @property
    def colours(self) -> list[str]:
        """The same as #rrggbb, on light ground."""
        declared = self.context.colours.light.stages
        return [declared[shade - 1] for shade in self.shades]

    def file(self, path: str) -> Path:
        """The file of the page at a path."""
        index = self.site / path / "index.html"
        return index if index.is_file() else self.site / f"{path}.html"

    def page(self, path: str) -> Element:
        """The page at a path."""
        return read(self.file(path))


def written(size: Size, folder: Path) -> Sized:
    """Writes a guide of a size into a folder that does not exist yet."""
    root = grammars.write(folder, contents(size))
    guide = project.load(root).source
    return Sized(size, root, Context(guide, guide, "", ThemeFiles(root)))


def contents(size: Size) -> dict[str, Data]:
    """The content files of a guide of a size.

    Each stage has two steps of two items, and factors where they are asked for. Half of the
    audiences are in one group, the others in another.
    """
    voice = VOICES[size.language]
    people = [f"group{number}" for number in range(1, size.audiences + 1)]
    files: dict[str, Data] = {
        "profile": {"source_language": size.language, "order": size.order},
        "guide": {
            "title": voice.short,
            "subtitle": voice.long,
            "publishers": voice.short,
            "version": "1.0",
            "date": "2026-05-01",
            "stages": [f"stage{number}" for number in range(1, size.stages + 1)],
            "summary": voice.text,
        },
    }
    if people:
        half = len(people) // 2
        parts = {"first": people[:half], "second": people[half:]}
        files["guide"]["audience_groups"] = [
            {"id": ident, "title": voice.long, "audiences": part}
            for ident, part in parts.items()
            if part
        ]
    if size.groups:
        files["guide"]["stage_groups"] = _stage_groups(voice, size, files["guide"]["stages"])
    for number in range(1, size.stages + 1):
        files[f"stages/stage{number}"] = _stage(voice, number, people, factors=size.factors)
    for number, ident in enumerate(people, 1):
        files[f"audiences/{ident}"] = _audience(voice, number, ident)
    return files


def _stage_groups(voice: Voice, size: Size, stages: list[str]) -> list[Data]:
    """Groups of about as many stages each; the title of the first is long."""
    ends = [size.stages * place // size.groups for place in range(size.groups + 1)]
    return [
        {
            "id": f"part{number}",
            "title": f"{title(voice, number)} ({number})",
            "stages": stages[start:end],
        }
        for number, (start, end) in enumerate(pairwise(ends), 1)
    ]


def _stage(voice: Voice, number: int, people: list[str], *, factors: bool) -> Data:
    # Each audience is named in some stages, and in some of them more than once.
    named = [one for place, one in enumerate(people) if (place + number) % 3]
    concerned = {"audiences": named} if named else {}
    steps = [
        {
            "code": f"V{number}-{step}",
            "title": f"{voice.text} {step}",
            "items": [_point(voice, f"V{number}-{step}.{item}", **concerned) for item in (1, 2)],
        }
        for step in (1, 2)
    ]
    found: Data = {
        "id": f"stage{number}",
        "prefix": f"V{number}",
        "title": title(voice, number),
        "subtitle": voice.text,
        "steps": steps,
    }
    if factors:
        found["factors"] = [_point(voice, f"V{number}-F{place}") for place in (1, 2, 3)]
    return found


def _audience(voice: Voice, number: int, ident: str) -> Data:
    return {
        "id": ident,
        "prefix": f"A{number}",
        "title": title(voice, number),
        "short": f"{voice.short} {number}",
        "recommendations": [_point(voice, f"A{number}-{n}") for n in (1, 2)],
    }


def _point(voice: Voice, code: str, **more: object) -> Data:
    return {"code": code, "title": voice.text, "text": f"{voice.long}.", **more}
