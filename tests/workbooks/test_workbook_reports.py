"""`guide workbook plan` and `compare` as people run them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from guide import cli, project
from guide.core.answers import PointAnswers, Workbook
from guide.workbooks import csv_file, json_file, moves
from support import tiny, workbooks
from support.paths import TINY
from support.pdf_reading import Pdf, share_found
from support.workbooks import FORMER, NEWER, OLDER

GUIDE = workbooks.with_former(project.load_source(TINY))
CODE, SECOND, THIRD = list(GUIDE.points)[:3]
EARLIER = {
    CODE: PointAnswers("not-yet", owner="Awa", due="2026-12-01"),
    SECOND: PointAnswers("partly", checked="2026-10-01", notes="The same. " * 9 + "Then."),
}
LATER = {
    CODE: PointAnswers("partly", "high", "Awa", "2027-01-31"),
    SECOND: PointAnswers("in-place", checked="2026-10-01", notes="The same. " * 9 + "Now.\nMore."),
    THIRD: PointAnswers("partly"),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny guide, whose first point had another code once, with two filled workbooks."""
    folder = tiny.copy(tmp_path / "tiny")
    workbooks.add_former(folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796428800")  # 2026-12-05
    put("old.json", EARLIER, OLDER)
    put("new.json", LATER, NEWER)
    return folder


def put(
    name: str,
    points: dict[str, PointAnswers],
    saved: str = "",
    language: str = "",
    **more: PointAnswers,
) -> None:
    gone = {code.replace("_", "-"): answers for code, answers in more.items()}
    book = Workbook(GUIDE.slug, "2.3", language, saved, "Hill", points, gone)
    Path(name).write_bytes(json_file.write(book, GUIDE))


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str], list[str]]:
    """Exit status, lines of output, lines of warnings."""
    capsys.readouterr()
    status = cli.main(("workbook", *words))
    out, err = capsys.readouterr()
    return status, out.splitlines(), err.splitlines()


def codes_in(name: str) -> list[str]:
    return [word for word in Pdf(Path(name).read_bytes()).text.split() if word in GUIDE.points]


def test_a_plan_is_made_of_what_is_to_be_done(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "plan", "new.json", "-o", "plan.pdf") == (0, [], [])
    assert codes_in("plan.pdf") == [CODE, THIRD]
    text = Pdf((root / "plan.pdf").read_bytes()).text
    assert "Date: December 5, 2026" in text
    assert "Answers saved on: December 1, 2026" in text
    assert run(capsys, "plan", "old.json", "-o", "late.PDF") == (0, [], [])
    assert Pdf((root / "late.PDF").read_bytes()).text.count("Overdue") == 1
    assert run(capsys, "plan", "new.json", "--form", "docx", "-o", "plan.word")[0] == 0
    assert (root / "plan.word").read_bytes().startswith(b"PK")
    assert not [*root.glob(".*half")]


def test_whoever_names_points_gets_these_also_by_former_codes(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("gone.json", LATER, NEWER, GONE_1=PointAnswers(notes="Kept"))
    only = f"{SECOND}, {FORMER},GONE-1"
    made = ("--by", "stage", "--paper", "letter", "-o", "plan.pdf")
    assert run(capsys, "plan", "gone.json", "--only", only, *made)[0] == 0
    assert codes_in("plan.pdf") == [CODE, SECOND]
    pdf = Pdf((root / "plan.pdf").read_bytes())
    assert pdf.pages[0].width == 612
    assert "Kept" in pdf.text


def test_a_table_can_be_planned_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "a.csv").write_bytes(csv_file.write(Workbook(GUIDE.slug, points=LATER), GUIDE))
    assert run(capsys, "plan", "a.csv", "-o", "plan.pdf") == (0, [], [])
    assert codes_in("plan.pdf") == [CODE, THIRD]


def test_a_plan_is_in_the_language_of_the_file_or_the_one_asked_for(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("fr.json", LATER, NEWER, "fr")
    guides = project.load(root).guides
    for name, options in {"fr": (), "en": ("--language", "en")}.items():
        assert run(capsys, "plan", "fr.json", "-o", f"{name}.pdf", *options)[0] == 0
        title = guides[name].points[CODE].title.value
        assert share_found(title, Pdf((root / f"{name}.pdf").read_bytes()).text) == 1


def test_an_empty_plan_is_one_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put("done.json", {CODE: PointAnswers("in-place", notes="Done")})
    status, out, err = run(capsys, "plan", "done.json", "-o", "plan.pdf")
    assert (status, err) == (1, [])
    rule = "no point has an owner, a due date or the status not-yet or partly"
    assert out == [f"done.json:1: {rule}; fill some in, or name some by --only"]
    assert not (root / "plan.pdf").exists()


def test_nothing_is_overwritten_unless_it_is_said_and_never_by_half(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "plan.pdf").write_bytes(b"old")
    status, out, _ = run(capsys, "plan", "new.json", "-o", "plan.pdf")
    assert status == 1
    assert out == ["plan.pdf:1: is there already; add --overwrite, or choose another name"]
    with monkeypatch.context() as patch:

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr(os, "fsync", full)
        assert run(capsys, "plan", "new.json", "-o", "plan.pdf", "--overwrite")[0] == 1
    assert (root / "plan.pdf").read_bytes() == b"old"
    assert not [*root.glob(".*half")]
    assert run(capsys, "plan", "new.json", "-o", "plan.pdf", "--overwrite")[0] == 0
    assert (root / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_what_no_font_has_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put("odd.json", {CODE: PointAnswers(owner="😀"), SECOND: PointAnswers(notes="🀄")})
    status, _, err = run(capsys, "plan", "odd.json", "-o", "plan.pdf")
    lost = f"odd.json:1: warning: {CODE}: no font for print has 😀 (U+1F600); the plan shows \ufffd"
    assert (status, err) == (0, [lost])
    assert run(capsys, "plan", "odd.json", "-o", "plan.docx") == (0, [], [])
    assert (root / "plan.docx").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "plan.txt"), ['unknown form of file ".txt"; use one of: .docx, .pdf']),
        (("-o", "plan"), ['unknown form of file ""; use one of: .docx, .pdf']),
        (
            ("--form", "docx", "-o", "plan.pdf"),
            ['--form docx does not go with the ending ".pdf"; use .docx'],
        ),
        (("-o", "x.pdf", "--language", "de"), ['unknown language "de"; use one of: en, fr']),
        (("-o", "x.pdf", "--only", f"Q,{CODE},R"), ['unknown code "Q"', 'unknown code "R"']),
    ],
)
@pytest.mark.usefixtures("root")
def test_wrong_usage(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: list[str]
) -> None:
    status, out, err = run(capsys, "plan", "new.json", *words)
    assert (status, out) == (2, [])
    assert len(err) == len(said)
    for line, start in zip(err, said, strict=True):
        assert line.removeprefix("guide: ").startswith(start)


@pytest.mark.parametrize("words", [("--by", "colour"), ("--paper", "a5"), ("--form", "odt")])
@pytest.mark.usefixtures("root")
def test_unknown_choices_are_wrong_usage(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(("workbook", "plan", "new.json", "-o", "x.pdf", *words))
    assert caught.value.code == 2


@pytest.mark.usefixtures("root")
def test_compare_says_what_moved_in_one_line_a_point(capsys: pytest.CaptureFixture[str]) -> None:
    put(
        "gone.json", EARLIER, OLDER, GONE_1=PointAnswers(owner="Ben"), GONE_2=PointAnswers("partly")
    )
    put("new.json", LATER, NEWER, GONE_2=PointAnswers("partly"))
    status, out, err = run(capsys, "compare", "gone.json", "new.json")
    assert status == 0
    common = "…The same. "
    assert out == [
        "gone.json (2026-11-01) / new.json (2026-12-01)",
        (
            f'{CODE} Status: "Not yet" / "Partly"; Priority: – / "High"; '
            'Due date: "2026-12-01" / "2027-01-31"'
        ),
        (
            f'{SECOND} Status: "Partly" / "In place"; '
            f'Evidence and notes: "{common}Then." / "{common}Now. More."'
        ),
        f'{THIRD} Status: – / "Partly"',
        'GONE-1 (no longer in the guide) Owner: "Ben" / –',
        "Not yet: 1 / 0",
        "Partly: 1 / 2",
        "In place: 0 / 1",
        "Not applicable: 0 / 0",
        f"Not answered: {len(GUIDE.points) - 2} / {len(GUIDE.points) - 3}",
        "guide: points that moved: 4",
    ]
    kept = "is not in this version of the guide; its answers are kept under this code"
    assert [re.sub(r":\d+:", ":", line) for line in err] == [
        f"gone.json: warning: GONE-1 {kept}",
        f"gone.json: warning: GONE-2 {kept}",
        f"new.json: warning: GONE-2 {kept}",
    ]


def test_compare_speaks_the_language_that_is_asked_for(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = project.load(root).guides["fr"].interface
    _, out, _ = run(capsys, "compare", "old.json", "new.json", "--language", "fr")
    then, now = (words[f"status-{status}"].value for status in ("not-yet", "partly"))
    assert out[1].startswith(f'{CODE} {words["worksheet-status"].value}: "{then}" / "{now}"')
    status, _, err = run(capsys, "compare", "old.json", "new.json", "--language", "de")
    assert (status, err) == (2, ['guide: unknown language "de"; use one of: en, fr'])


@pytest.mark.usefixtures("root")
def test_compare_notices_files_in_the_wrong_order(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "compare", "new.json", "old.json")
    assert (status, out[-1]) == (0, "guide: points that moved: 3")
    later = "was saved later than the second file; is it the newer one?"
    assert err == [f"new.json:1: warning: {later}"]


@pytest.mark.usefixtures("root")
def test_nothing_moved(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "compare", "new.json", "new.json")
    assert (status, out[0]) == (0, "new.json (2026-12-01) / new.json (2026-12-01)")
    assert out[1] == "Not yet: 0 / 0"
    assert out[-1] == "guide: points that moved: 0"


@pytest.mark.usefixtures("root")
def test_a_file_under_a_former_code_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    text = workbooks.text_of(GUIDE, {FORMER: {"status": "partly"}})
    Path("former.json").write_text(text, encoding="utf-8")
    put("now.json", {CODE: PointAnswers("partly")})
    assert run(capsys, "compare", "former.json", "now.json")[1][-1] == "guide: points that moved: 0"


def test_moves_are_those_of_every_field_and_lose_none() -> None:
    full = PointAnswers("partly", "low", "a", "2026-01-01", "2026-01-02", "n")
    (move,) = moves.moves(GUIDE, Workbook(GUIDE.slug, points={CODE: full}), Workbook(GUIDE.slug))
    assert [(one.field, one.then, one.now) for one in move.fields] == [
        (name, value, "") for name, value in full.given.items()
    ]
    counted = moves.counts(GUIDE, Workbook(GUIDE.slug, points={CODE: full}))
    assert counted["partly"] == 1
    assert sum(counted.values()) == len(GUIDE.points)
