"""Guides of 100, 1,000 and 10,000 points: what they cost must grow as they do.

For each size it makes a guide, then runs as whole processes `guide check`, `guide build --only
site`, and the PDF of the whole guide. It prints the most memory used and the seconds of processor
time, which other programs do not change. Nothing comes from the cache. The PDF of 10,000 points
takes ten minutes and 8 GB.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from guide import starting
from guide.files.yaml_text import Data, dump
from measures.bench import Bench
from measures.processes import GUIDE, PYTHON, environment, kept_in, watched

SIZES = (100, 1_000, 10_000)
STAGES, AUDIENCES, ITEMS = 20, 10, 10
PDF = (
    "from pathlib import Path; from guide import project;"
    "from guide.formats.context import Context;"
    "from guide.formats.pdf import guide as pdf; from guide.theme.files import ThemeFiles;"
    "made = project.load(Path('.')).source;"
    "made = Context(made, made, '', ThemeFiles(Path('.')), (made.language,));"
    "Path('guide.pdf').write_bytes(pdf.write(made))"
)
COMMANDS = {
    "guide check": (*GUIDE, "check"),
    "guide build --only site": (*GUIDE, "build", "--only", "site"),
    "the guide as PDF": (PYTHON, "-c", PDF),
}


def measure(bench: Bench) -> None:
    """Prints a table."""
    print("\n| points | command | processor seconds | MiB |\n|---|---|---|---|")
    for size in SIZES[:1] if bench.quick else SIZES:
        root = bench.folder / str(size)
        starting.start({name: dump(data) for name, data in content(size).items()}, root)
        for name, command in COMMANDS.items():
            taken, memory = _measured(command, root)
            print(f"| {size:,} | {name} | {taken:.1f} | {memory:.0f} |", flush=True)


def _measured(command: Sequence[str], root: Path) -> tuple[float, float]:
    """The seconds of processor time and the MiB that a command takes; it must succeed."""
    with TemporaryDirectory() as cache:
        process = subprocess.Popen(
            command, cwd=root, env=environment(kept_in(Path(cache))), stdout=subprocess.DEVNULL
        )
        with watched(process.pid) as memory:
            _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return usage.ru_utime + usage.ru_stime, memory[0]


def content(points: int) -> dict[str, Data]:
    """The files of a guide with about so many points: a tenth of them are recommendations."""
    stages = min(STAGES, max(1, points // 50))
    audiences = [f"audience-{number}" for number in range(1, AUDIENCES + 1)]
    asked = points // 10 // AUDIENCES
    steps = max(1, (points - asked * AUDIENCES) // stages // (ITEMS + 1))
    terms = max(1, points // 50)
    ids = [f"stage-{number}" for number in range(1, stages + 1)]
    return {
        "content/profile.yml": {"source_language": "en"},
        "content/guide.yml": {
            "title": "A large guide",
            "subtitle": "Made to be measured",
            "publishers": "Nobody",
            "version": "1",
            "date": "2026-01-01",
            "stages": ids,
            "audiences": audiences,
            "summary": "Many points that say little.",
        },
        "content/glossary.yml": {
            "terms": [
                {"id": f"term-{n}", "term": f"Term {n}", "text": f"What term {n} means."}
                for n in range(terms)
            ]
        },
        **{f"content/stages/{ident}.yml": _stage(n, steps, terms) for n, ident in enumerate(ids)},
        **{
            f"content/audiences/{ident}.yml": _audience(n, asked)
            for n, ident in enumerate(audiences)
        },
    }


def _stage(stage: int, steps: int, terms: int) -> Data:
    prefix = f"S{stage}"
    return {
        "id": f"stage-{stage + 1}",
        "prefix": prefix,
        "title": f"Stage {stage + 1}",
        "subtitle": f"The {stage + 1}th part of the work",
        "factors": [
            {**_point(f"{prefix}-F{n}", n), "carried_out_by": [f"{prefix}-{n}", f"{prefix}-{n}.1"]}
            for n in range(1, steps + 1)
        ],
        "steps": [
            {
                "code": f"{prefix}-{n}",
                "title": f"Step {n} of stage {stage + 1}",
                "items": list(_items(f"{prefix}-{n}", n * ITEMS, terms)),
            }
            for n in range(1, steps + 1)
        ],
    }


def _items(step: str, first: int, terms: int) -> Iterator[Data]:
    for n in range(1, ITEMS + 1):
        term = (first + n) % terms
        yield {
            **_point(f"{step}.{n}", first + n),
            "text": f"Do it as [[term-{term}|term {term}]] has it, and *not otherwise*:\n\n"
            f"- first for {step}, with those who know the place\n- then for the {n} others",
            "audiences": [f"audience-{1 + (first + n) % AUDIENCES}"],
            "question": f"Who does {step}.{n}, and when?",
            "evidence": f"A list with {n} names, and the date of each meeting.",
            "related": [f"{step}.{n - 1}"] if n > 1 else [],
        }


def _audience(audience: int, asked: int) -> Data:
    points = [_point(f"A{audience}-{n}", n) for n in range(1, asked + 1)]
    return {
        "id": f"audience-{audience + 1}",
        "prefix": f"A{audience}",
        "title": f"Audience {audience + 1}",
        **({"recommendations": points} if points else {}),
    }


def _point(code: str, number: int) -> dict[str, Data]:
    title = f"Do what {code} asks, in the place of number {number}"
    return {"code": code, "title": title, "text": f"{title}. Then say so to all who were there."}
