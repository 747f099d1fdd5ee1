"""`guide workbook check` and `merge` as people run them, and files that are no files of ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import cli, project
from guide.core.answers import MAX_BYTES, PointAnswers, Workbook
from guide.core.diagnostics import ContentError, as_text
from guide.files import one_file
from guide.workbooks import csv_file, json_file
from support import tiny, workbooks
from support.paths import TINY
from support.workbooks import FORMER, NEWER, OLDER

GUIDE = workbooks.with_former(project.load_source(TINY))
CODE, SECOND = list(GUIDE.points)[:2]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny guide, whose first point had another code once, with two filled workbooks."""
    folder = tiny.copy(tmp_path / "tiny")
    workbooks.add_former(folder)
    monkeypatch.chdir(folder)
    put("a.json", PointAnswers(owner="Awa", notes="a"), OLDER, "Hill")
    put("b.json", PointAnswers(owner="Ben", status="partly"), NEWER)
    return folder


def put(name: str, answers: PointAnswers, saved: str, group: str = "", language: str = "") -> None:
    book = Workbook(GUIDE.slug, "2.3", language, saved, group, {CODE: answers})
    Path(name).write_bytes(json_file.write(book, GUIDE))


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str], list[str]]:
    """Exit status, lines of output, lines of warnings."""
    capsys.readouterr()
    status = cli.main(("workbook", *words))
    out, err = capsys.readouterr()
    return status, out.splitlines(), err.splitlines()


def test_check_says_what_files_hold(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    points = {FORMER: {"owner": "Awa"}, "GONE-1": {"owner": "Ben"}, SECOND: {"grade": "A"}}
    (root / "old.json").write_text(workbooks.text_of(GUIDE, points), encoding="utf-8")
    (root / "c.csv").write_bytes(csv_file.write(Workbook(GUIDE.slug), GUIDE))
    status, out, err = run(capsys, "check", "a.json", "old.json", "c.csv")
    assert status == 0
    assert out == [
        f"a.json: 1 of {len(GUIDE.points)} points answered, saved on 2026-11-01",
        "old.json: 1 of 9 points answered, 1 under codes that are no longer used",
        "c.csv: 0 of 9 points answered",
    ]
    gone = "is not in this version of the guide; its answers are kept under this code"
    assert err == [
        f"old.json:1: warning: GONE-1 {gone}",
        f"old.json:1: warning: OLD-1 is now {CODE}; its answers are there",
        f'old.json:1: warning: {SECOND} "grade" is not a field; it is left out',
    ]


def test_check_tells_all_problems_of_all_files_in_one_run(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    points = {CODE: {"status": "done", "due": "31/01/2027"}, SECOND: {"owner": 7}}
    data = json.dumps(json.loads(workbooks.text_of(GUIDE, points)), indent=2)
    (root / "wrong.json").write_text(data, encoding="utf-8")
    (root / "wrong.csv").write_text(f"code,due\n{CODE},soon\n{SECOND},later\n", encoding="utf-8")
    (root / "folder").mkdir()
    status, out, err = run(capsys, "check", "wrong.json", "a.json", "wrong.csv", "none", "folder")
    assert (status, err) == (1, [])
    choices = "use one of: in-place, not-applicable, not-yet, partly"
    assert out == [
        "folder:1: cannot be read: Is a directory; name a file",
        "none:1: cannot be read: No such file or directory; name a file",
        f'wrong.csv:2: {CODE} due: "soon" is not a date; write it as 2026-12-31',
        f'wrong.csv:3: {SECOND} due: "later" is not a date; write it as 2026-12-31',
        f'wrong.json:5: {CODE} due: "31/01/2027" is not a date; write it as 2026-12-31',
        f'wrong.json:5: {CODE} status: "done" is not known; {choices}',
        f"wrong.json:10: {SECOND} owner: must be a text, not a number",
    ]


def test_merge_keeps_both_and_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "merge", "b.json", "a.json", "-o", "both.json")
    assert (status, err) == (0, [])
    assert out == [
        f'{CODE} owner: "Awa" (a.json, 2026-11-01) / "Ben" (b.json, 2026-12-01)',
        "guide: conflicts: 1; the last value stands, the notes have the others",
    ]
    book, warnings = json_file.read((root / "both.json").read_bytes(), "both.json", GUIDE)
    notes = "a\n[2026-11-01] Owner: Awa"
    assert book.points == {CODE: PointAnswers("partly", owner="Ben", notes=notes)}
    assert (book.group, book.saved, warnings) == ("Hill", NEWER, [])


def test_merge_turns_json_into_csv_and_back(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "merge", "a.json", "-o", "a.csv") == (0, [], [])
    assert run(capsys, "merge", "a.csv", "b.json", "--out", "both.CSV")[0] == 0
    told = csv_file.read((root / "both.CSV").read_bytes(), "both.CSV", GUIDE)[0].points[CODE]
    assert told.notes == "a\nOwner: Awa"
    table = (root / "a.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbfcode,title,status,priority,owner,due,checked,notes\r\n")
    assert table.count(b"\r\n") == 1 + len(GUIDE.points)


def test_notes_are_in_the_language_of_the_newest_file_or_the_one_asked_for(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("b.json", PointAnswers(owner="Ben"), NEWER, language="fr")
    words = project.load(root).guides["fr"].interface["worksheet-owner"].value
    for name, options in {"fr": (), "en": ("--language", "en")}.items():
        assert run(capsys, "merge", "a.json", "b.json", "-o", f"{name}.json", *options)[0] == 0
        owner = {"fr": words, "en": "Owner"}[name]
        points = json.loads((root / f"{name}.json").read_bytes())["points"]
        assert points[CODE]["notes"].endswith(f"{owner}: Awa")


def test_nothing_is_overwritten_unless_it_is_said(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (root / "a.json").read_bytes()
    status, out, _ = run(capsys, "merge", "a.json", "b.json", "-o", "a.json")
    assert status == 1
    assert out == ["a.json:1: is there already; add --overwrite, or choose another name"]
    assert (root / "a.json").read_bytes() == before
    assert run(capsys, "merge", "a.json", "b.json", "-o", "a.json", "--overwrite")[0] == 0
    assert b"Ben" in (root / "a.json").read_bytes()
    (root / "link.json").symlink_to("b.json")
    assert run(capsys, "merge", "a.json", "-o", "link.json", "--overwrite")[0] == 0
    assert (root / "b.json").read_bytes() == (root / "a.json").read_bytes()
    assert not [*root.glob(".*half")]


def test_what_goes_wrong_leaves_no_trace(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in root.glob("*.json")}
    (root / "bad.json").write_text("{}", encoding="utf-8")
    assert run(capsys, "merge", "a.json", "bad.json", "-o", "out.json")[0] == 1
    long = PointAnswers(notes="ပ" * 10_000)
    for name in ("one", "two"):
        put(f"{name}.json", PointAnswers(notes=name[0] * 10_000), OLDER)
    status, out, _ = run(capsys, "merge", "one.json", "two.json", "-o", "out.json")
    assert (status, len(out)) == (1, 1)
    assert out[0].startswith(f"two.json:1: {CODE} notes: together they have 20,005 characters")
    retired = {f"X-{number}": long for number in range(600)}
    many = Workbook(GUIDE.slug, retired={f"X-{n}": long for n in range(300)})
    (root / "m.json").write_bytes(json_file.write(many, GUIDE))
    many = Workbook(GUIDE.slug, retired=dict.fromkeys([*retired][300:], long))
    (root / "n.json").write_bytes(json_file.write(many, GUIDE))
    status, out, _ = run(capsys, "merge", "m.json", "n.json", "-o", "out.json")
    assert out == ["out.json:1: would be larger than 16 MB; shorten the notes"]
    assert run(capsys, "merge", "a.json", "-o", "nowhere/out.json")[0] == 1

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert run(capsys, "merge", "a.json", "b.json", "-o", "b.json", "--overwrite")[0] == 1
    assert not (root / "out.json").exists()
    assert not [*root.glob(".*half")]
    assert {path: path.read_bytes() for path in before} == before


def test_a_write_that_is_killed_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    one_file.replace(file, b"old")
    code = (
        "import os, pathlib, sys; from guide.files import one_file;"
        "os.fsync = lambda _: os._exit(9);"
        "one_file.replace(pathlib.Path(sys.argv[1]), b'new')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], check=False)
    assert done.returncode == 9
    assert file.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("merge", "a.json", "-o", "out.doc"), 'unknown form of file ".doc"; use one of: .csv, .j'),
        (("merge", "a.json", "-o", "out"), 'unknown form of file ""; use one of: .csv, .json'),
        (("merge", "a.json", "-o", "x.csv", "--language", "de"), 'unknown language "de"'),
    ],
)
@pytest.mark.usefixtures("root")
def test_wrong_usage(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str) -> None:
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, [])
    assert err[0].startswith(f"guide: {said}")


@pytest.mark.parametrize("words", [("check",), ("merge", "a.json"), ("merge", "-o", "x.json")])
@pytest.mark.usefixtures("root")
def test_missing_words_are_wrong_usage(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(("workbook", *words))
    assert caught.value.code == 2


def test_a_larger_file_is_not_read_to_its_end(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (root / "huge.json").open("wb") as stream:
        stream.truncate(1 << 40)  # a terabyte of nothing
    status, out, _ = run(capsys, "check", "huge.json")
    assert status == 1
    assert out == ["huge.json:1: larger than 16 MB; a workbook is not: choose another file"]


GOOD = json_file.write(
    Workbook(GUIDE.slug, points={CODE: PointAnswers("partly", owner="Awa", notes="é\n😀")}), GUIDE
)
TABLE = csv_file.write(
    Workbook(GUIDE.slug, points={CODE: PointAnswers("partly", owner="=1", notes='é"\n😀')}), GUIDE
)


@given(st.sampled_from((GOOD, TABLE)), st.binary(max_size=6), st.data())
def test_no_damage_ends_in_anything_but_a_message(
    whole: bytes, piece: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 8)))
    damaged = whole[:start] + piece + whole[end:]
    for reader in (json_file, csv_file):
        try:
            book, _ = reader.read(damaged, "a", GUIDE)
        except ContentError as error:
            assert as_text(error.diagnostics)  # noqa: PT017 - either is right
        else:
            assert json_file.read(json_file.write(book, GUIDE), "b", GUIDE)[0] == book


def test_hostile_files_are_refused_or_opened_quickly() -> None:
    row = f'"x{{}}": {{{{"status": "{"done" * 9}", "due": "x", "y": 1}}}},'
    data = workbooks.text_of(GUIDE, {}).replace("{}", "{" + row + '"z": {}}')
    one = row.format(0)
    most = (MAX_BYTES - len(data)) // (len(one) + 6)
    rows = "".join(row.format(number) for number in range(most))
    data = workbooks.text_of(GUIDE, {}).replace("{}", "{" + rows + '"z": {}}')
    with pytest.raises(ContentError) as caught:
        json_file.read(data.encode(), "a.json", GUIDE)
    assert 100 < len(caught.value.diagnostics) < 110
    assert "there is more like this" in as_text(caught.value.diagnostics)
