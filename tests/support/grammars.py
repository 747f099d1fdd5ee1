"""Small guides with other grammars than ours: an original one, a standard, principles."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from support.paths import TINY

Data = dict[str, Any]


def _text(code: str, title: str, **more: object) -> Data:
    return {"code": code, "title": title, "text": f"{title}, as often as it takes.", **more}


ORIGINAL: dict[str, Data] = {
    "profile": {"source_language": "fr", "item": {"code": "R-{n}"}},
    "guide": {
        "title": "Le petit jardin",
        "subtitle": "Cultiver ensemble",
        "publishers": "Une école",
        "version": "1",
        "date": "2026-05-01",
        "stages": ["printemps"],
        "summary": "Comment une école cultive un jardin.",
    },
    "stages/printemps": {
        "id": "printemps",
        "title": "Au printemps",
        "subtitle": "Semer",
        "items": [
            _text("R-1", "Semez tôt", question="Avez-vous semé ?"),
            _text("R-2", "Arrosez le soir", related=["R-1"]),
        ],
    },
}
STANDARD: dict[str, Data] = {
    "profile": {
        "item": {"name": "requirement", "code": "{step}.{n}"},
        "steps": {"code": "{prefix}.{n}"},
    },
    "guide": {
        "title": "The garden standard",
        "subtitle": "Requirements for school gardens",
        "publishers": "A school",
        "version": "4.0",
        "date": "2026-05-01",
        "stages": ["soil", "water"],
        "summary": "What a garden must have.",
    },
    **{
        f"stages/{name}": {
            "id": name,
            "prefix": f"V{number}",
            "title": f"Chapter on {name}",
            "subtitle": f"About {name}",
            "steps": [
                {
                    "code": f"V{number}.{step}",
                    "title": f"Section {step} on {name}",
                    "requirements": [
                        _text(f"V{number}.{step}.{n}", f"Check {name} {step} {n}") for n in (1, 2)
                    ],
                }
                for step in (1, 2)
            ],
        }
        for number, name in enumerate(("soil", "water"), start=1)
    },
}
PRINCIPLES: dict[str, Data] = {
    "profile": {"source": "cited", "steps": {"code": "none"}, "item": {"code": "GP-{n}"}},
    "guide": {
        "title": "Garden principles",
        "subtitle": "For schools and neighbours",
        "publishers": "A school",
        "version": "1.0",
        "date": "2026-05-01",
        "stages": ["protect", "respect"],
        "audiences": ["teachers"],
        "additions": {"edition": "Web edition", "summary": "Principles for gardens."},
    },
    "stages/protect": {
        "id": "protect",
        "title": "Protect the garden, whoever planted it and wherever it is",
        "subtitle": "What a school must do",
        "steps": [
            {
                "id": "foundational",
                "title": "Foundational",
                "items": [_text("GP-1", "Protect the plants", audiences={"named": ["teachers"]})],
            },
            {
                "id": "operational",
                "title": "Operational",
                "items": [
                    _text("GP-2", "Make rules", source={"section": "text"}),
                    _text("GP-3", "Keep them"),
                ],
            },
        ],
    },
    "stages/respect": {
        "id": "respect",
        "title": "Respect the garden",
        "subtitle": "What neighbours must do",
        "items": [_text("GP-4", "Keep the dogs out")],
    },
    "audiences/teachers": {"id": "teachers", "prefix": "TE", "title": "Teachers"},
    "source": {"sections": [{"id": "text", "title": "The text"}]},
}
GRAMMARS = {"original": ORIGINAL, "standard": STANDARD, "principles": PRINCIPLES}


def write(folder: Path, files: dict[str, Data]) -> Path:
    """Writes a guide into a folder that does not exist yet; it can be built there."""
    for name, data in files.items():
        path = folder / "content" / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(_quoted(data), allow_unicode=True, sort_keys=False)
        path.write_text(text, encoding="utf-8")
    (folder / "translations").mkdir()
    code = files["profile"].get("source_language", "en")
    listed = folder / "translations/languages.yml"
    listed.write_text(f"languages: [{code}]\n", encoding="utf-8")
    shutil.copy(TINY / "mkdocs.yml", folder)
    shutil.copytree(TINY / "docs/assets", folder / "docs/assets")
    for name, *calls in _pages(files):
        page = folder / "docs" / name
        page.parent.mkdir(exist_ok=True)
        page.write_text("\n".join(f"{{{{ {call} }}}}\n" for call in calls), encoding="utf-8")
    return folder


def _pages(files: dict[str, Data]) -> list[tuple[str, ...]]:
    """The pages that a guide needs: where each is, and the macros that fill it."""
    guide = files["guide"]
    pages: list[tuple[str, ...]] = [("index.md", "home()"), ("downloads.md", "downloads()")]
    pages += [("workbook.md", "workbook()"), ("translate.md", "translate()")]
    pages += [("stages/index.md", "checklist()")]
    pages += [(f"stages/{one}.md", f'stage("{one}")') for one in guide["stages"]]
    groups = guide.get("audience_groups", [guide])
    if audiences := [one for group in groups for one in group.get("audiences", ())]:
        pages.append(("audiences/index.md", "stakeholders()", "matrix()"))
        pages += [(f"audiences/{one}.md", f'audience("{one}")') for one in audiences]
    return pages


def _quoted(value: object) -> object:
    """The same data with every scalar a string, as content files have them."""
    if isinstance(value, dict):
        return {key: _quoted(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_quoted(inner) for inner in value]
    return str(value)
