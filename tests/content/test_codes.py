"""Faults of codes and fields that only guides with other grammars than ours can have."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

from guide.content import loader
from guide.content.schema import ContentSchema
from guide.core import walk
from guide.core.profile import Profile, SourceUse
from support import grammars
from support.paths import TINY

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


def test_a_name_of_points_that_the_profile_changed_is_told(tmp_path: Path) -> None:
    found = problems(tmp_path, {"profile": {"item": {"name": "rule", "code": "R-{n}"}}})
    assert found[0] == (
        f'{STAGE}: unknown field "items" in stage; content/profile.yml calls it `rules`; '
        "write that name"
    )


def test_help_speaks_of_a_source_only_where_there_is_one() -> None:
    tables = {
        use: str(ContentSchema(Profile(source=use)).files())
        for use in (SourceUse.NONE, SourceUse.CITED)
    }
    for phrase in ("the source's point", "gap in the source", "Further audiences"):
        assert phrase in tables[SourceUse.CITED]
        assert phrase not in tables[SourceUse.NONE]


def test_an_audience_without_a_short_name_has_its_title_in_each_language() -> None:
    guide, found = loader.read(TINY)
    assert guide
    assert not found
    teachers = guide.audience("teachers")
    names = [text.id for text in walk.texts(teachers)]
    assert "audience.teachers.title" in names
    assert "audience.teachers.short" not in names
    french = walk.map_texts(teachers, lambda text: replace(text, value="Professeurs"))
    assert str(french.short) == "Professeurs"


def test_a_language_in_unusual_case_is_named_in_the_usual_one(tmp_path: Path) -> None:
    [line] = problems(tmp_path, {"profile": {"source_language": "PT-br"}})
    assert line == ('content/profile.yml: "PT-br" is not a valid language code; use one of: pt-BR')
