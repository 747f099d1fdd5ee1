"""The texts themselves: complete, in our own words, with every fact of the source."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from guide.content import profile, schema_docs
from guide.content.schema import ContentSchema
from guide.core import markup
from guide.core.model import Guide, State
from guide.core.profile import DEFAULT_LANGUAGE as SOURCE
from guide.core.profile import PointKind
from guide.core.walk import texts
from guide.i18n.catalogue import count_states
from support.paths import ROOT
from support.words import RUN, digest, runs, without_names

TITLE_LIMIT = 70


def test_every_source_point_is_there_once(guides: dict[str, Guide]) -> None:
    rows = (ROOT / "content/source.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert sorted(row.split("\t")[0] for row in rows) == sorted(guides[SOURCE].points)
    kinds = [point.kind for point in guides[SOURCE].points.values()]
    counts = [
        kinds.count(kind) for kind in (PointKind.FACTOR, PointKind.ITEM, PointKind.RECOMMENDATION)
    ]
    assert counts == [18, 34, 29]


def test_the_same_codes_in_every_language(guides: dict[str, Guide]) -> None:
    for guide in guides.values():
        assert list(guide.points) == list(guides[SOURCE].points)


def test_no_run_of_eight_words_from_the_source(guides: dict[str, Guide]) -> None:
    source = set((ROOT / "tests/guide/source-runs.txt").read_text(encoding="utf-8").split())
    found = [
        (text.id, " ".join(run))
        for text in texts(guides[SOURCE])
        for part in without_names(markup.plain(text.value)).split("|")
        for run in runs(part)
        if digest(run) in source
    ]
    assert found == []
    sentence = "A strong tradition of civil society engagement will help facilitate constructive"
    assert digest(next(runs(sentence))) in source, (
        f"the list of {RUN}-word runs is not the source's"
    )


def _facts() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted((ROOT / "tests/guide/facts").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            found += [(row["code"], row["fact"], row["words"]) for row in rows]
    return found


def test_every_fact_of_the_source_is_kept(guides: dict[str, Guide]) -> None:
    guide = guides[SOURCE]
    said = {p.code: f"{p.title} {markup.plain(p.text.value)}" for p in guide.points.values()}
    parts = [(section.id, section.title, section.text) for section in guide.front]
    parts += [(term.id, term.term, term.text) for term in guide.glossary]
    said |= {ident: f"{title} {markup.plain(text.value)}" for ident, title, text in parts if text}
    facts = _facts()
    dropped = [
        (code, fact)
        for code, fact, pattern in facts
        if not re.search(pattern, said[code], re.IGNORECASE)
    ]
    assert dropped == []
    assert {code for code, _, _ in facts} == set(said), "each point and section has its facts"


def test_titles_are_short_and_questions_ask(guides: dict[str, Guide]) -> None:
    for point in guides[SOURCE].points.values():
        assert len(point.title.value) <= TITLE_LIMIT, point.code
        assert not point.title.value.endswith("."), point.code
        if point.kind is PointKind.ITEM:
            assert point.question, point.code
            assert point.question.value.endswith("?"), point.code
            assert point.evidence, point.code
            assert 1 <= point.evidence.value.count("- ") <= 2, point.code
        if point.kind is PointKind.FACTOR:
            assert point.carried_out_by, point.code
        else:
            assert point.related, point.code


def test_links_go_both_ways(guides: dict[str, Guide]) -> None:
    points = guides[SOURCE].points
    for point in points.values():
        for code in point.related:
            assert point.code in points[code].related


def test_seven_languages_are_complete_and_drafts(guides: dict[str, Guide]) -> None:
    assert list(guides) == ["en", "fr", "es", "pt", "id", "ar", "my"]
    for code, guide in guides.items():
        states = count_states(guide)
        assert states[State.SOURCE if code == SOURCE else State.DRAFT] == states.total(), code


FILES = ContentSchema(profile.read(ROOT)[0]).files()


@pytest.mark.parametrize("name", sorted(FILES))
def test_json_schemas_are_current_and_accept_the_content(name: str) -> None:
    made = schema_docs.json_schema(*FILES[name])
    path = ROOT / "content/schema" / f"{name}.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == made, "run `make schema`"
    jsonschema.Draft202012Validator.check_schema(made)
    files = list(ROOT.glob(FILES[name][0].replace("<id>", "*")))
    assert files
    for file in files:
        tree = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
        jsonschema.validate(tree, made)


def test_content_files_name_their_schema() -> None:
    for path in (ROOT / "content").rglob("*.yml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found, f"{path} begins with no schema"
        assert (path.parent / Path(found[1])).is_file(), path
