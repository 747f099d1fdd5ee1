"""Guides of any size: so many stages and audiences, with short titles and the longest allowed."""

from __future__ import annotations

from dataclasses import dataclass

from support.grammars import Data


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


def sized(
    stages: int,
    audiences: int,
    *,
    order: str = "linear",
    language: str = "en",
    factors: bool = True,
) -> dict[str, Data]:
    """The content files of a guide with so many stages and audiences, for `grammars.write`.

    Each stage has two steps of two items, and factors where they are asked for. Half of the
    audiences are in one group, the others in another.
    """
    voice = VOICES[language]
    people = [f"group{number}" for number in range(1, audiences + 1)]
    files: dict[str, Data] = {
        "profile": {"source_language": language, "order": order},
        "guide": {
            "title": voice.short,
            "subtitle": voice.long,
            "publishers": voice.short,
            "version": "1.0",
            "date": "2026-05-01",
            "stages": [f"stage{number}" for number in range(1, stages + 1)],
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
    for number in range(1, stages + 1):
        files[f"stages/stage{number}"] = _stage(voice, number, people, factors=factors)
    for number, ident in enumerate(people, 1):
        files[f"audiences/{ident}"] = _audience(voice, number, ident)
    return files


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
