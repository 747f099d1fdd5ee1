"""WORKBOOK.md shows files that are read as it says, and commands that answer as it shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from guide import cli
from guide.core.answers import ENCRYPTED_ENDING, FIELDS, MAX_BYTES, PRIORITIES, STATUSES
from guide.core.diagnostics import ContentError
from guide.core.model import Guide
from guide.files import json_tree
from guide.workbooks import csv_file, json_file
from support import tiny, workbooks
from support.paths import ROOT

TEXT = (ROOT / "WORKBOOK.md").read_text(encoding="utf-8")
PLAIN, LOCKED = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)


def test_it_names_every_field_value_and_limit() -> None:
    table = TEXT[: TEXT.index("## Check a file")]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == FIELDS
    for value in (*STATUSES, *PRIORITIES, "200 characters", "10,000 characters"):
        assert value in table
    assert f"up to {MAX_BYTES // 1_000_000} MB" in TEXT
    assert f"more than {json_tree.DEEPEST} levels deep" in TEXT
    assert f"`{','.join(csv_file.COLUMNS)}`" in TEXT


def test_its_file_is_what_the_program_writes(guides: dict[str, Guide]) -> None:
    book, warnings = json_file.read(PLAIN.encode(), "a.json", guides["en"])
    assert warnings == []
    assert json_file.write(book, guides["en"]).decode() == PLAIN


def test_its_locked_file_is_told_apart(guides: dict[str, Guide]) -> None:
    assert json.loads(LOCKED)["format"] == guides["en"].slug + ENCRYPTED_ENDING
    with pytest.raises(ContentError, match="locked with a passphrase"):
        json_file.read(LOCKED.encode(), "a.json", guides["en"])


def test_its_commands_say_what_it_shows(
    guides: dict[str, Guide],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tiny.copy_ours(tmp_path / "ours")
    partly = {"status": "partly", "notes": "Asked the bank"}
    placed = {"status": "in-place", "notes": "Two donors agreed"}
    more = {code: {"owner": "Ben"} for code in ("S-2.2", "S-2.3")}
    for name, points, saved in (
        ("awa", {"S-2.1": partly}, workbooks.OLDER),
        ("ben", {"S-2.1": placed, **more}, workbooks.NEWER),
    ):
        text = workbooks.text_of(guides["en"], points, saved=saved)
        (root / f"{name}.json").write_text(text, encoding="utf-8")
    monkeypatch.chdir(root)
    shown = re.findall(r"^\$ guide (workbook .*)\n([^`]*)```", TEXT, re.MULTILINE)
    kept = [one for one in shown if one[0].split()[1] in ("check", "merge")]
    assert len(kept) == 2
    for command, said in reversed(kept):
        capsys.readouterr()
        assert cli.main(command.split()) == 0
        assert capsys.readouterr().out == said
    notes = json.loads((root / "group.json").read_bytes())["points"]["S-2.1"]["notes"]
    line = re.search(r"`(\[2026-11-01\] Status: Partly)`", TEXT)
    assert line
    assert notes == f"Two donors agreed\n---\nAsked the bank\n{line[1]}"
