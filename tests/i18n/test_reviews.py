"""The ledger of reviews: a person's approval, which expires by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide import cli, project
from guide.core.diagnostics import ContentError
from guide.core.model import State
from guide.core.walk import texts
from guide.i18n import reviews
from guide.i18n.catalogue import count_states
from guide.i18n.reviews import Review
from support import tiny

HEAD = "id\tseal\treviewer\tdate"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tiny.copy(tmp_path / "guide")


def states(root: Path) -> dict[str, State]:
    return {text.id: text.state for text in texts(project.load(root).guides["fr"])}


def review(
    root: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str]:
    return tiny.run(root, patch, capsys, "i18n", "review", "fr", *words)


def test_a_review_is_recorded_and_shown(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert states(root)["guide.title"] is State.DRAFT
    done = review(root, monkeypatch, capsys, "guide.title", "--reviewer", "A. Reader")
    assert done == (0, "fr: 1 reviewed, 0 skipped (stale or not translated)\n")
    assert states(root)["guide.title"] is State.REVIEWED
    assert states(root)["P-1.2.text"] is State.DRAFT
    [entry] = reviews.read(root, "fr")
    assert (entry.id, entry.reviewer) == ("guide.title", "A. Reader")


def test_a_review_expires_when_either_text_changes(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    review(root, monkeypatch, capsys, "guide.title", "--reviewer", "A. Reader")
    po = "translations/fr.po"
    tiny.edit(root, po, "Le jardin de l’école", "Le jardin d’école")
    assert states(root)["guide.title"] is State.DRAFT
    tiny.edit(root, po, "Le jardin d’école", "Le jardin de l’école")
    assert states(root)["guide.title"] is State.REVIEWED
    tiny.edit(root, "content/guide.yml", "The School Garden", "The School Gardens")
    assert states(root)["guide.title"] is State.STALE


def test_what_is_stale_or_missing_cannot_be_reviewed(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = count_states(project.load(root).guides["fr"])
    status, out = review(root, monkeypatch, capsys, "*", "--reviewer", "A. Reader")
    after = count_states(project.load(root).guides["fr"])
    left = before[State.STALE] + before[State.UNTRANSLATED]
    assert (status, f"{left} skipped" in out) == (0, True)
    assert after[State.REVIEWED] == before[State.DRAFT]
    assert after[State.DRAFT] == 0
    assert after[State.STALE] == before[State.STALE]


def test_two_reviews_of_one_text_leave_one_line_and_the_order_is_stable(root: Path) -> None:
    seal = reviews.seal("a", "English", "Français")
    first = Review("a", seal, "A", "2026-01-01")
    second = Review("a", seal, "B", "2026-02-01")
    other = Review("0", reviews.seal("0", "x", "y"), "A", "2026-01-01")
    reviews.write(root, "fr", [first, second, other])
    assert reviews.read(root, "fr") == [other, second]


def test_seals_keep_the_parts_apart() -> None:
    assert reviews.seal("a", "bc", "d") != reviews.seal("a", "b", "cd")
    assert reviews.seal("ab", "c", "d") != reviews.seal("a", "bc", "d")


@pytest.mark.parametrize(
    "line",
    [
        "a\tb",
        "a\tnot a seal\tA\t2026-01-01",
        f"a\t{'0' * 32}\tA\t1 May",
        f"a\t{'0' * 32}\t\t2026-01-01",
    ],
)
def test_a_damaged_ledger_is_named_with_its_line(root: Path, line: str) -> None:
    (root / reviews.name_of("fr")).write_text(f"{HEAD}\n{line}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"translations/fr\.reviews\.tsv:2: not a valid review"):
        project.load(root)


def test_status_counts_each_part(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out = tiny.run(root, monkeypatch, capsys, "i18n", "status")
    rows = [line.split() for line in out.splitlines()]
    assert (status, rows[0][:3]) == (0, ["language", "part", "reviewed"])
    parts = [list(map(int, row[2:])) for row in rows[1:] if row[1] != "all"]
    whole = next(row for row in rows if row[1] == "all")
    total = list(map(int, whole[2:7]))
    assert whole[7:] == ["complete"]
    assert [sum(column) for column in zip(*parts, strict=True)] == total
    states = count_states(project.load(root).guides["fr"])
    assert total[1] == states[State.DRAFT]


@pytest.mark.parametrize("words", [("en", "*"), ("xx", "*")])
def test_a_language_without_translation_is_wrong_usage(
    root: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, str]
) -> None:
    monkeypatch.chdir(root)
    assert cli.main(["i18n", "review", *words, "--reviewer", "A"]) == 2


def test_a_minor_change_keeps_translations_and_reviews(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    review(root, monkeypatch, capsys, "guide.title", "--reviewer", "A. Reader")
    tiny.edit(root, "content/guide.yml", "The School Garden", "The School-Garden")
    assert states(root)["guide.title"] is State.STALE
    done = tiny.run(root, monkeypatch, capsys, "i18n", "update", "--minor", "guide.title")
    assert done[0] == 0
    assert states(root)["guide.title"] is State.REVIEWED
    tiny.edit(root, "content/guide.yml", "The School-Garden", "The Garden of a School")
    tiny.run(root, monkeypatch, capsys, "i18n", "update")
    assert states(root)["guide.title"] is State.STALE
    unknown = tiny.run(root, monkeypatch, capsys, "i18n", "update", "--minor", "no.such.text")
    assert unknown[0] == 2
