"""Merging: the table of cases, and that no value of any file is ever lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import project
from guide.core.answers import (
    CHOICES,
    FIELDS,
    LENGTHS,
    PRIORITIES,
    STATUSES,
    PointAnswers,
    Workbook,
)
from guide.core.diagnostics import ContentError
from guide.workbooks import csv_file, json_file, merge
from guide.workbooks.combining import holds
from guide.workbooks.files import FilledFile
from support import workbooks
from support.paths import ROOT, TINY
from support.workbooks import NEWER, OLDER, MergeCase

GUIDE = project.load_source(TINY)
CODE = next(iter(GUIDE.points))

texts = st.text(max_size=60)
dates = st.dates().map(lambda day: day.isoformat())
answers = st.builds(
    PointAnswers,
    status=st.sampled_from(("", *STATUSES)),
    priority=st.sampled_from(("", *PRIORITIES)),
    owner=texts,
    due=st.just("") | dates,
    checked=st.just("") | dates,
    notes=texts | st.lists(st.sampled_from("abc"), max_size=5).map("\n".join),
).filter(bool)
moments = st.datetimes().map(lambda moment: f"{moment.isoformat(timespec='seconds')}Z")


@st.composite
def books(draw: st.DrawFn) -> Workbook:
    points = draw(st.dictionaries(st.sampled_from([*GUIDE.points]), answers, max_size=4))
    codes = st.from_regex(r"[A-Za-z0-9.-]{1,8}", fullmatch=True)
    retired = draw(st.dictionaries(codes.filter(lambda c: c not in GUIDE.points), answers))
    return Workbook(
        GUIDE.slug,
        GUIDE.version,
        draw(st.sampled_from(("", "en", "fr"))),
        draw(st.just("") | moments),
        draw(texts),
        {code: points[code] for code in GUIDE.points if code in points},
        dict(sorted(retired.items())),
    )


def merged(*found: Workbook) -> Workbook:
    sources = [FilledFile(f"{number}.json", book) for number, book in enumerate(found)]
    return merge.merge(GUIDE, sources)[0]


def assert_kept(inputs: Sequence[Workbook], output: Workbook) -> None:
    """Every value of every input is in the output: in its field, or in the notes."""
    has = output.all(GUIDE.points)
    for book in inputs:
        assert book.group in (output.group, "", *output.group.split(" / ")) or (
            book.group in output.group
        )
        for code, point in book.all(GUIDE.points).items():
            for name, value in point.given.items():
                shown = str(GUIDE.interface[f"{name}-{value}"]) if name in CHOICES else value
                line = f"{GUIDE.interface[f'worksheet-{name}']}: {shown}"
                dated = f"[{book.day}] {line}" if book.day else line
                notes = has[code].notes
                if name == "notes":
                    assert holds(notes, value)
                else:
                    assert has[code].get(name) == value or line in notes, (dated, notes)


@given(books())
def test_what_is_written_is_read_again(book: Workbook) -> None:
    assert json_file.read(json_file.write(book, GUIDE), "a.json", GUIDE)[0] == book
    told = csv_file.read(csv_file.write(book, GUIDE), "a.csv", GUIDE)[0]
    assert (told.points, told.retired) == (book.points, book.retired)


@given(books(), books(), books())
def test_no_value_is_lost_however_files_are_merged(a: Workbook, b: Workbook, c: Workbook) -> None:
    at_once, left, right = merged(a, b, c), merged(merged(a, b), c), merged(a, merged(b, c))
    for output in (at_once, left, right):
        assert_kept((a, b, c), output)
    assert at_once.saved == left.saved == right.saved == max(a.saved, b.saved, c.saved)
    kept = [{code: set(x.all(GUIDE.points)) for code in GUIDE.points} for x in (left, right)]
    assert kept[0] == kept[1]


@given(books(), books())
def test_merging_again_adds_nothing(a: Workbook, b: Workbook) -> None:
    once = merged(a, b)
    assert merged(once, once) == once
    assert merged(a, a) == replace(a, guide_version=GUIDE.version)
    assert merged(a, once) == merged(b, merged(a, once))


@pytest.mark.parametrize("case", workbooks.merge_cases(GUIDE), ids=lambda case: case.name)
def test_merging_does_what_the_table_says(case: MergeCase) -> None:
    older, newer = (
        Workbook(GUIDE.slug, saved=saved, points={CODE: PointAnswers(**given)} if given else {})
        for saved, given in ((OLDER, case.older), (NEWER, case.newer))
    )
    for sources in (
        [FilledFile("a.json", older), FilledFile("b.json", newer)],
        [FilledFile("b.json", newer), FilledFile("a.json", older)],
    ):
        book, conflicts = merge.merge(GUIDE, sources)
        assert book.points == ({CODE: PointAnswers(**case.merged)} if case.merged else {})
        assert [one.field for one in conflicts] == [*case.fields]
        assert book.saved == NEWER
        for one in conflicts:
            first, second = ((one.values[n][0], one.values[n][1:]) for n in (0, 1))
            assert first == (case.older[one.field], ("a.json", OLDER[:10]))
            assert second == (case.newer[one.field], ("b.json", NEWER[:10]))


def test_of_two_files_saved_at_once_the_second_is_right() -> None:
    one, two = (
        Workbook(GUIDE.slug, points={CODE: PointAnswers(owner=owner)}) for owner in ("Awa", "Ben")
    )
    assert merged(one, two).points[CODE] == PointAnswers(owner="Ben", notes="Owner: Awa")
    assert merged(two, one).points[CODE] == PointAnswers(owner="Awa", notes="Owner: Ben")


def test_names_of_groups_are_all_kept() -> None:
    names = [Workbook(GUIDE.slug, group=name) for name in ("Hill", "Dale", "Hill / Dale", "")]
    assert merged(*names).group == "Hill / Dale"
    assert merged(names[0], names[1]).group == "Dale / Hill"


def test_what_would_be_too_long_is_refused_and_not_cut() -> None:
    most = LENGTHS["notes"]
    one, two = (
        Workbook(GUIDE.slug, points={CODE: PointAnswers(notes=sign * (most - 1))}) for sign in "ab"
    )
    with pytest.raises(ContentError, match=rf"1\.json:1: {CODE} notes: together .*10,000"):
        merged(one, two)
    one, two = (Workbook(GUIDE.slug, group=sign * 150) for sign in "ab")
    with pytest.raises(ContentError, match="group: the names are too long"):
        merged(one, two)


def test_notes_are_in_the_language_of_the_guide() -> None:
    guide = project.load(ROOT).guides["fr"]
    code = next(iter(guide.points))
    sources = [
        FilledFile(
            "a", Workbook(guide.slug, points={code: PointAnswers(status=status)}, saved=saved)
        )
        for status, saved in (("partly", OLDER), ("in-place", NEWER))
    ]
    notes = merge.merge(guide, sources)[0].points[code].notes
    label, value = (guide.interface[key] for key in ("worksheet-status", "status-partly"))
    assert notes == f"[2026-11-01] {label}: {value}"
    assert [*FIELDS] == [*PointAnswers().__slots__]
