"""Faults of codes and fields that only guides with other grammars than ours can have."""

from __future__ import annotations

import copy
from pathlib import Path

from guide.content import loader
from support import grammars

STAGE = "content/stages/printemps.yml"


def problems(folder: Path, changes: dict[str, grammars.Data], base: str = "original") -> list[str]:
    files = copy.deepcopy(grammars.GRAMMARS[base])
    for name, change in changes.items():
        files[name] = {**files.get(name, {}), **change}
    _, found = loader.read(grammars.write(folder / "guide", files))
    return [f"{one.location.file}: {one.message}" for one in found]


def item(code: str, **more: object) -> grammars.Data:
    return {"code": code, "title": "Semez", "text": "Semez tôt.", **more}


def test_codes_that_differ_only_in_signs_or_case_have_one_address(tmp_path: Path) -> None:
    soil = copy.deepcopy(grammars.STANDARD["stages/soil"])
    water = copy.deepcopy(grammars.STANDARD["stages/water"])
    for stage, prefix, code in ((soil, "V1", "v1"), (water, "V2", "V1")):
        stage["prefix"] = code
        for step in stage["steps"]:
            step["code"] = step["code"].replace(prefix, code)
            for one in step["requirements"]:
                one["code"] = one["code"].replace(prefix, code)
    found = problems(tmp_path, {"stages/soil": soil, "stages/water": water}, "standard")
    assert len(found) == 6
    assert found[0].startswith(
        'content/stages/water.yml: "V1.1.1" and "v1.1.1" in content/stages/soil.yml:'
    )
    assert found[0].endswith(" have the same address, #v1-1-1; give one of them another")


def test_a_step_may_not_have_the_address_of_a_point(tmp_path: Path) -> None:
    changes: dict[str, grammars.Data] = {
        "profile": {"steps": {"code": "none"}},
        STAGE.removeprefix("content/").removesuffix(".yml"): {
            "steps": [{"id": "r-1", "title": "Semer", "items": [item("R-3")]}]
        },
    }
    [line] = problems(tmp_path, changes)
    assert '"r-1" and "R-1" in content/stages/printemps.yml:' in line


def test_codes_that_need_a_prefix_ask_for_it_once(tmp_path: Path) -> None:
    factors = [item("S-F1"), item("S-F2")]
    assert problems(tmp_path, {"stages/printemps": {"factors": factors}}) == [
        (
            f'{STAGE}: code "S-F1" should begin with the prefix, but the file has none; add '
            '"prefix", or give these codes another form in content/profile.yml'
        )
    ]


def test_fields_of_a_guide_with_a_source_are_explained(tmp_path: Path) -> None:
    items = [item("R-1", source={"line": "3"}), item("R-2", additions={"question": "Quand ?"})]
    assert problems(tmp_path, {"stages/printemps": {"items": items}}) == [
        (
            f'{STAGE}: unknown field "source" in item; content/profile.yml names no source; '
            "remove it, or write `source: cited` there"
        ),
        (
            f'{STAGE}: unknown field "additions" in item; content/profile.yml names no source; '
            "move its fields one level up, or write `source: cited` there"
        ),
    ]


def test_a_language_in_unusual_case_is_named_in_the_usual_one(tmp_path: Path) -> None:
    [line] = problems(tmp_path, {"profile": {"source_language": "PT-br"}})
    assert line == ('content/profile.yml: "PT-br" is not a valid language code; use one of: pt-BR')
