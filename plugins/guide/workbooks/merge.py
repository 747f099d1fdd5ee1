"""Merges the workbooks of several files, point by point: see `combining` for one point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from guide.core.answers import LENGTHS, LONGEST_LINE, PointAnswers, Workbook
from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.location import Location
from guide.core.model import Guide
from guide.workbooks.combining import NOTES, Conflict, Filed, combine
from guide.workbooks.files import FilledFile

_BETWEEN = " / "  # names of groups


def merge(guide: Guide, sources: Sequence[FilledFile]) -> tuple[Workbook, list[Conflict]]:
    """One workbook with every answer of several, and what they disagree about.

    Where they differ, the file saved later is right, or else the one that comes later. `guide` is
    in the language of the notes. Raises ContentError where notes become longer than they may be.
    """
    ordered = sorted(sources, key=lambda source: source.workbook.saved)
    newest = ordered[-1]
    points, conflicts = _combined(guide, ordered)
    group, differing = _group(ordered)
    problems = [
        Diagnostic(Location(newest.file, 1), message) for message in _too_long(points, group)
    ]
    if problems:
        raise ContentError(problems)
    book = Workbook(
        guide.slug,
        guide.version,
        newest.workbook.language,
        newest.workbook.saved,
        group,
        {code: points[code] for code in guide.points if code in points},
        {code: points[code] for code in sorted(points) if code not in guide.points},
    )
    return book, [*differing, *conflicts]


def _combined(
    guide: Guide, sources: Sequence[FilledFile]
) -> tuple[dict[str, PointAnswers], list[Conflict]]:
    filed: dict[str, list[Filed]] = {}
    for source in sources:
        book = source.workbook
        for code, answers in book.all(guide.points).items():
            filed.setdefault(code, []).append(Filed(answers, source.file, book.day))
    order = (*guide.points, *sorted(code for code in filed if code not in guide.points))
    conflicts: list[Conflict] = []
    points: dict[str, PointAnswers] = {}
    for code in order:
        if code in filed:
            points[code], found = combine(guide, code, filed[code])
            conflicts += found
    return points, conflicts


def _group(sources: Sequence[FilledFile]) -> tuple[str, list[Conflict]]:
    """The name of the group, or all names; a name that is one of several is not there twice."""
    names: dict[str, tuple[str, str, str]] = {}
    for source in sources:
        name = source.workbook.group
        if name:
            names[name] = (name, source.file, source.workbook.day)
    kept = [
        name
        for name in names
        if not any(name != other and name in other.split(_BETWEEN) for other in names)
    ]
    conflicts = [Conflict("", "group", tuple(names[name] for name in kept))]
    return _BETWEEN.join(kept[::-1]), conflicts if len(kept) > 1 else []


def _too_long(points: Mapping[str, PointAnswers], group: str) -> Iterable[str]:
    most = LENGTHS[NOTES]
    for code, answers in points.items():
        if len(answers.notes) > most:
            have = f"have {len(answers.notes):,} characters"
            yield f"{code} notes: together they {have}; shorten them to {most:,}, then merge again"
    if len(group) > LONGEST_LINE:
        yield f"group: the names are too long together; shorten them to {LONGEST_LINE} characters"
